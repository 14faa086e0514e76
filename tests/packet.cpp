// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Every row of functions.inc, float64 and float32: an element's bits do not depend on where it stands: in a
// whole register, in what is left over, at any offset, in another thread's part, or reached by strides. On
// the host they are those of the row's body for one number, or within four units in the last place of it
// where a vector library computes them. A new row is tested by itself.
#include "support.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace {

template <class F, int Arity, class T>
inline constexpr bool defined_for = [] {
  if constexpr (Arity == 1)
    return gm::detail::applies<F, T>;
  else if constexpr (Arity == 2)
    return gm::detail::applies<F, T, T>;
  else
    return gm::detail::applies<F, T, T, T>;
}();

/// The same bits; any nan is any other.
template <class T>
bool same_bits(T a, T b) {
  if constexpr (gm::real_floating<T>)
    return (a == b && std::signbit(a) == std::signbit(b)) || (a != a && b != b);
  else
    return a == b;
}

/// How many numbers lie between a and b; of infinities, nans and zeros 0 or very many.
template <class T>
double ulps_apart(T a, T b) {
  if constexpr (gm::real_floating<T>) {
    if (same_bits(a, b)) return 0;
    if (!std::isfinite(a) || !std::isfinite(b) || a == 0 || b == 0) return 1e300;
    using wide = long double;
    wide const ulp = wide(std::nextafter(std::fabs(b), std::numeric_limits<T>::infinity())) - std::fabs(b);
    return double(std::fabs(wide(a) - wide(b)) / ulp);
  } else
    return a == b ? 0 : 1e300;
}

/// Three operands: every pair of awkward numbers, then numbers of the function's own range.
template <class T>
struct operands_of_rows {
  std::vector<T> x, y, z;

  operands_of_rows(double low, double high) {
    using limits = std::numeric_limits<T>;
    std::vector<T> const awkward{T(0),
                                 -T(0),
                                 T(1),
                                 -T(1),
                                 T(-2.5),
                                 limits::infinity(),
                                 -limits::infinity(),
                                 limits::quiet_NaN(),
                                 limits::max(),
                                 limits::lowest(),
                                 limits::min(),
                                 limits::denorm_min(),
                                 -limits::denorm_min(),
                                 T(1e30),
                                 T(88.8),
                                 T(-708.5)};
    for (T const a : awkward)
      for (T const b : awkward) add(a, b, awkward[x.size() * 7 % awkward.size()]);
    std::minstd_rand random(1);
    auto const draw = [&] { return T(low + (high - low) * double(random()) / double(random.max())); };
    while (x.size() < 400) {
      T const a = draw(), b = draw();
      add(a, b, draw());
    }
  }
  void add(T a, T b, T c) {
    x.push_back(a);
    y.push_back(b);
    z.push_back(c);
  }
};

template <class T>
auto under_test(std::vector<T> const& values) {
  gm::ndarray<T, 1, gm::host> a(gm::shape_of(values.size()));
  std::copy(values.begin(), values.end(), a.begin());
  return gm::to<P>(a);
}

template <class T>
using part = gm::array_view<T, 1, P>;

/// One row of the table: over arrays, and its body for three numbers.
template <class F, int Arity, class T>
struct row {
  static auto body(T x, [[maybe_unused]] T y, [[maybe_unused]] T z) {
    if constexpr (Arity == 1)
      return gm::detail::apply<F>(x);
    else if constexpr (Arity == 2)
      return gm::detail::apply<F>(x, y);
    else
      return gm::detail::apply<F>(x, y, z);
  }
  using result = decltype(body(T(), T(), T()));

  static void assign(part<result> to, part<T const> x, [[maybe_unused]] part<T const> y,
                     [[maybe_unused]] part<T const> z) {
    if constexpr (Arity == 1)
      to = gm::make_map<F>(x);
    else if constexpr (Arity == 2)
      to = gm::make_map<F>(x, y);
    else
      to = gm::make_map<F>(x, y, z);
  }
};

template <class R, class T>
void check_row(char const* name, double low, double high,
               void (*assign)(part<R>, part<T const>, part<T const>, part<T const>), R (*body)(T, T, T),
               double most_ulps) {
  operands_of_rows<T> const in(low, high);
  auto const a = under_test(in.x), b = under_test(in.y), c = under_test(in.z);
  gm::ndarray<R, 1, P> to(a.shape());
  assign(to(_), a(_), b(_), c(_));
  auto const expected = elements(to);

  INFO(name << " of " << gm::dtype_name<T>());
  int wrong = 0;
  auto const check = [&](gm::index first, gm::index step, gm::index count) {
    gm::index const stop = first + step * count;
    slice const places(first, stop < 0 ? gm::slice::bound(_) : gm::slice::bound(stop), step);
    assign(to(slice(count)), a(places), b(places), c(places));
    auto const got = elements(to(slice(count)));
    for (gm::index i = 0; i < count; ++i) {
      R const x = got[std::size_t(i)], y = expected[std::size_t(first + i * step)];
      if (!same_bits<R>(x, y) && ++wrong == 1)
        FAIL_CHECK("element " << i << " of " << count << " from " << first << " by " << step << " is " << x
                              << ", not " << y);
    }
  };
  gm::index const offsets = std::same_as<P, gm::host> ? 16 : 1,
                  longest = std::same_as<P, gm::host> ? 130 : 33;
  for (gm::index first = 0; first < offsets; ++first)
    for (gm::index count = 0; count <= longest; ++count) check(first, 1, count);
  for (gm::index count = 0; count <= 40; ++count) check(a.size() - count, 1, count);
  check(0, 1, a.size());
  check(a.size() - 1, -1, a.size());
  check(1, 3, 40);
  CHECK(wrong == 0);
  // As much as two threads share, each with a part of its own.
  gm::index const many = 70'001;
  auto const tiled = [&](auto const& from) {
    return gm::copy(gm::take(from, gm::remainder(gm::arange<std::int64_t, P>(many), from.size()), 0));
  };
  auto const la = tiled(a), lb = tiled(b), lc = tiled(c);
  gm::ndarray<R, 1, P> large(la.shape());
  int const threads = gm::get_num_threads();
  for (int const n : {1, 2}) {
    gm::set_num_threads(n);
    assign(large(_), la(_), lb(_), lc(_));
    auto const got = elements(large);
    bool all = true;
    for (std::size_t i = 0; i < got.size(); ++i)
      all = all && same_bits<R>(got[i], expected[i % expected.size()]);
    INFO(n << " threads");
    CHECK(all);
  }
  gm::set_num_threads(threads);
  if constexpr (std::same_as<P, gm::host>) // a GPU's functions round as its own
    for (std::size_t i = 0; i < in.x.size(); ++i) {
      R const one = body(in.x[i], in.y[i], in.z[i]);
      INFO("of " << in.x[i] << ", " << in.y[i] << ": " << expected[i] << ", not " << one);
      REQUIRE(ulps_apart<R>(expected[i], one) <= most_ulps);
    }
}

/// Functions whose value in a register may differ in its last bits from their value for one number.
template <class F>
constexpr bool rounds_as_packet = requires {
  requires F::rule::rounds;
};

template <class F, int Arity, class T>
void check_places(char const* name, double low, double high) {
  if constexpr (defined_for<F, Arity, T>) {
    using r = row<F, Arity, T>;
    check_row<typename r::result, T>(name, low, high, &r::assign, &r::body, rounds_as_packet<F> ? 4 : 0);
  }
}

} // namespace

TEST_CASE("an element's bits do not depend on where it stands: float64") {
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  check_places<gm::fn::name, arity, double>(#name, low, high);
#include <gamut/functions.inc>
}

TEST_CASE("an element's bits do not depend on where it stands: float32") {
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  check_places<gm::fn::name, arity, float>(#name, low, high);
#include <gamut/functions.inc>
}

namespace {

template <class T, class U>
void check_conversion() {
  std::vector<U> values;
  std::minstd_rand random(7);
  for (int i = 0; i < 80; ++i)
    values.push_back(U(i % 7 == 0   ? std::numeric_limits<U>::max()
                       : i % 5 == 0 ? std::numeric_limits<U>::lowest()
                                    : U(random() % 120)));
  auto const a = under_test(values);
  auto const ones = gm::ones<T, P>(80);
  gm::ndarray<T, 1, P> alone(a.shape()), beside(a.shape());
  INFO(gm::dtype_name<U>() << " as " << gm::dtype_name<T>());
  for (gm::index step = 1; step <= 3; ++step)
    for (gm::index first = 0; first < 18; ++first) {
      slice const places(first, 80, step);
      gm::index const count = gm::index(a(places).size());
      alone(slice(count)) = gm::astype<T>(a(places));
      beside(slice(count)) = gm::where(a(places) == U(1), a(places), a(places)) * ones(places);
      auto const x = elements(alone(slice(count))), y = elements(beside(slice(count)));
      bool all = true;
      for (gm::index i = 0; i < count; ++i) {
        T const expected = static_cast<T>(values[std::size_t(first + i * step)]);
        all = all && x[std::size_t(i)] == expected && y[std::size_t(i)] == expected;
      }
      CHECK(all);
    }
}
template <class T, class... U>
void check_conversions() {
  (check_conversion<T, U>(), ...);
}

} // namespace

TEST_CASE("other dtypes in a register are what they are alone") {
  check_conversions<double, bool, std::int8_t, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t,
                    std::uint32_t, std::int64_t, std::uint64_t, float>();
  check_conversions<float, bool, std::int8_t, std::uint8_t, std::int16_t, std::uint16_t>();
}
