// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What packet.cpp and arithmetic.cpp share: a row of functions.inc over arrays, wherever its elements stand,
// held against its body for one number; and its results for the ends of what a dtype holds, held against
// NumPy's.
#pragma once

#include "support.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

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

template <class T>
auto under_test(std::vector<T> const& values) {
  gm::ndarray<T, 1, gm::host> a(gm::shape_of(values.size()));
  std::copy(values.begin(), values.end(), a.begin());
  return gm::to<P>(a);
}

template <class T>
using part = gm::array_view<T, 1, P>;

/// Three operands of each row.
template <class T>
struct triples {
  std::vector<T> x, y, z;
  void add(T a, T b, T c) {
    x.push_back(a);
    y.push_back(b);
    z.push_back(c);
  }
};

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

/// What assigns a row of the table, and its body for three numbers.
template <class R, class T>
using assigner = void (*)(part<R>, part<T const>, part<T const>, part<T const>);
template <class R, class T>
using body_of_row = R (*)(T, T, T);

/// Holds a row's elements at every offset, length, step and number of threads against those of all operands
/// at once, and on the host those against the body.
template <class R, class T>
void check_row(char const* name, triples<T> const& in, assigner<R, T> assign, body_of_row<R, T> body,
               double most_ulps) {
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

/// The ends of what a dtype holds, as data/arithmetic.py has them.
template <class T>
std::vector<T> corners() {
  using limits = std::numeric_limits<T>;
  T const least = limits::lowest(), most = limits::max();
  if constexpr (std::same_as<T, bool>)
    return {false, true};
  else if constexpr (std::is_floating_point_v<T>)
    return {limits::quiet_NaN(),
            limits::infinity(),
            -limits::infinity(),
            T(0),
            -T(0),
            T(1),
            -T(1),
            T(.5),
            -T(.5),
            T(2.5),
            -T(2.5),
            T(3),
            -T(3),
            T(7.25),
            limits::denorm_min(),
            limits::min(),
            most,
            least,
            T(2147483648.),
            T(9223372036854775808.),
            T(1e-5)};
  else {
    T const width = T(8 * sizeof(T));
    if constexpr (std::is_signed_v<T>)
      return {least,        T(least + 1), T(least / 2), T(-width),   T(-7),       T(-3),
              T(-1),        T(0),         T(1),         T(2),        T(3),        T(7),
              T(width - 1), width,        T(width + 1), T(most / 2), T(most - 1), most};
    else
      return {T(0),         T(1),  T(2),         T(3),        T(7),
              T(width - 1), width, T(width + 1), T(most / 2), T(most / 2 + 1),
              T(most - 1),  most};
  }
}
/// Every pair of them; no exponent is negative.
template <class T>
triples<T> pairs_of_corners(std::string_view name) {
  triples<T> pairs;
  for (T const a : corners<T>())
    for (T const b : corners<T>()) {
      bool const negative = std::is_integral_v<T> && b < T(0) && name == "power";
      pairs.add(a, negative ? T(3) : b, T(1));
    }
  return pairs;
}

/// One number for many: FNV's, of each value's 64 bits; every nan is the same one.
template <class R>
std::uint64_t hash_of(std::vector<R> const& values) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (R const x : values) {
    std::uint64_t bits = 0;
    if constexpr (std::is_floating_point_v<R>)
      bits = x != x ? ~bits : std::bit_cast<std::uint64_t>(double(x));
    else
      bits = static_cast<std::uint64_t>(x);
    hash = (hash ^ bits) * 0x100000001b3u;
  }
  return hash;
}

struct numpys_hash {
  std::string_view function, dtype;
  std::uint64_t hash;
};
inline constexpr numpys_hash numpys_hashes[] = {
#include "data/arithmetic.inc"
};

/// Holds the results of every pair of corners against NumPy's; counts those that NumPy has.
template <class R, class T>
int check_against_numpy(char const* name, triples<T> const& in, assigner<R, T> assign) {
  int found = 0;
  for (auto const& row : numpys_hashes)
    if (row.function == name && row.dtype == gm::dtype_name<T>()) {
      auto const a = under_test(in.x), b = under_test(in.y), c = under_test(in.z);
      gm::ndarray<R, 1, P> to(a.shape());
      assign(to(_), a(_), b(_), c(_));
      INFO("np." << name << " of " << row.dtype << ": tests/data/arithmetic.py --show " << name << " "
                 << row.dtype << " against " << gm::to_string(to));
      CHECK(hash_of(elements(to)) == row.hash);
      ++found;
    }
  return found;
}
