// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Every row of functions.inc under the policy is what it is on the host: bit for bit where IEEE arithmetic
// says what that is, else to some units in the last place. A new row is tested by itself.
#include "support.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

/// Numbers of the function's range and, among the first, those at which functions change.
template <class T>
gm::ndarray<T, 1, gm::host> arguments(double low, double high, int which) {
  auto rng = gm::random::default_rng(20261125 + which);
  gm::index const n = 1003;
  gm::ndarray<T, 1, gm::host> all(gm::shape_of(n));
  auto const u = gm::copy(low + (high - low) * rng.template random<double, gm::host>(n)),
             v = gm::copy(low + (high - low) * rng.template random<double, gm::host>(n));
  if constexpr (gm::complex_floating<T>)
    for (gm::index i = 0; i < n; ++i) all(i) = T(u(i), v(i));
  else
    for (gm::index i = 0; i < n; ++i) all(i) = static_cast<T>(u(i));
  if constexpr (gm::real_floating<T>) {
    double const inf = std::numeric_limits<double>::infinity(), nan = std::nan("");
    double const ends[] = {0., -0., 1., -1., 0.5, -2.5, inf, -inf, nan, 1e-310, 1e300};
    int const count = int(std::size(ends));
    for (int i = 0; i < count * count; ++i)
      all(i) = static_cast<T>(ends[which == 0   ? i % count
                                   : which == 1 ? i / count
                                                : (i + i / count) % count]);
  } else if constexpr (gm::complex_floating<T>)
    for (int i = 0; i < 9; ++i) all(i) = T(i % 3 - 1, i / 3 - 1);
  return all;
}

/// By how many units in the last place two numbers differ, parts by those of the larger part.
template <class T>
double apart(T a, T b) {
  if constexpr (gm::complex_floating<T>) {
    auto const size = std::max(std::abs(b.real()), std::abs(b.imag()));
    auto const of = [&](auto x, auto y) {
      if (x == y || (x != x && y != y)) return 0.;
      auto const unit = std::nextafter(size, std::numeric_limits<gm::real_t<T>>::infinity()) - size;
      return unit == unit ? double(std::abs(x - y) / unit) : 1e300;
    };
    return std::max(of(a.real(), b.real()), of(a.imag(), b.imag()));
  } else if constexpr (gm::real_floating<T>) {
    if ((a == b && (a != 0 || std::signbit(a) == std::signbit(b))) || (a != a && b != b)) return 0;
    if (!std::isfinite(a) || !std::isfinite(b)) return 1e300;
    T const size = std::abs(b);
    return double(std::abs(a - b) / (std::nextafter(size, std::numeric_limits<T>::infinity()) - size));
  } else
    return a == b ? 0 : 1e300;
}

template <class F>
constexpr bool rounds = requires {
  requires F::rule::rounds;
};

template <class F, int Arity, class T>
void compare(char const* name, double low, double high) {
  if constexpr (gm::detail::applies_alike<F, Arity, T>) {
    auto const x = arguments<T>(low, high, 0), y = arguments<T>(low, high, 1), z = arguments<T>(low, high, 2);
    auto const run = [](auto const& a, auto const& b, auto const& c) {
      if constexpr (Arity == 1)
        return gm::copy(gm::make_map<F>(a));
      else if constexpr (Arity == 2)
        return gm::copy(gm::make_map<F>(a, b));
      else
        return gm::copy(gm::make_map<F>(a, b, c));
    };
    auto const expected = elements(run(x, y, z));
    auto const there = run(gm::to<P>(x), gm::to<P>(y), gm::to<P>(z));
    static_assert(std::is_same_v<gm::policy_t<decltype(there)>, P>);
    auto const got = elements(there);
    REQUIRE(got.size() == expected.size());
    double most = 0;
    std::size_t where = 0;
    for (std::size_t i = 0; i < got.size(); ++i)
      if (double const distance = apart(got[i], expected[i]); distance > most) most = distance, where = i;
    INFO(name << " of " << x(gm::index(where)) << ", " << y(gm::index(where)) << ": " << got[where]
              << ", on the host " << expected[where]);
    CHECK(most <= (rounds<F> ? 4 : 0));
  }
}

} // namespace

TEST_CASE("every elementwise function is the host's: float64") {
#define GAMUT_FN(name, arity, rule, body, low, high) compare<gm::fn::name, arity, double>(#name, low, high);
#include <gamut/functions.inc>
}

TEST_CASE("every elementwise function is the host's: int32") {
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  compare<gm::fn::name, arity, std::int32_t>(#name, low, high);
#include <gamut/functions.inc>
}

TEST_CASE("every elementwise function is the host's: complex128") {
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  compare<gm::fn::name, arity, std::complex<double>>(#name, low, high);
#include <gamut/functions.inc>
}
