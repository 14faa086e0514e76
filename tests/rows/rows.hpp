// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Rows: a NumPy expression, the gamut expression that ports it, and what NumPy answered (make.py). A row
// checks dtype, shape and every element, exactly or to some units in the last place.
#pragma once

#include "support.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

namespace rows {

using complex = std::complex<double>;
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                        inf = std::numeric_limits<double>::infinity();

/// Whether two numbers are the same to `ulp` units in the last place; nan is nan.
template <class T>
bool close(T a, T b, int ulp) {
  if constexpr (gm::complex_floating<T>)
    return close(a.real(), b.real(), ulp) && close(a.imag(), b.imag(), ulp);
  else if constexpr (gm::half_floating<T>) {
    if (a == b || (a != a && b != b)) return true;
    T const size = b < T(0) ? -b : b;
    float const unit = float(T::from_bits(static_cast<std::uint16_t>(size.bits() + 1))) - float(size);
    return std::fabs(float(a) - float(b)) <= float(ulp) * unit;
  } else if constexpr (gm::real_floating<T>) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    if (a == b) return true;
    T const unit = std::nextafter(std::fabs(b), std::numeric_limits<T>::infinity()) - std::fabs(b);
    return std::fabs(a - b) <= T(ulp) * unit;
  } else
    return a == b;
}

/// By how many units in the last place results may differ: of each element, or of the largest one.
struct tolerance {
  int ulp;
  bool of_largest = false;
  constexpr tolerance(int units) : ulp(units) {}
};
constexpr tolerance overall(int ulp) {
  tolerance t(ulp);
  t.of_largest = true;
  return t;
}
/// The tolerance as a distance; 0 where it depends on the element.
template <class T>
double distance(tolerance allowed, std::vector<T> const& expected) {
  double largest = 0;
  if constexpr (gm::real_floating<gm::real_t<T>>)
    if (allowed.of_largest)
      for (T const& x : expected) largest = std::max(largest, double(std::abs(x)));
  return largest * allowed.ulp * double(std::numeric_limits<gm::real_t<T>>::epsilon());
}

/// Compares a result's elements with the expected ones; `dtype` is empty where NumPy's answer has none.
template <class T>
void check_values(char const* numpy, T const* got, std::vector<gm::index> const& got_shape, tolerance allowed,
                  std::string const& dtype, std::vector<gm::index> const& shape,
                  std::vector<T> const& expected) {
  INFO(numpy);
  if (!dtype.empty()) CHECK(gm::dtype_name<T>() == dtype);
  REQUIRE(got_shape == shape);
  std::string wrong;
  double const apart = distance(allowed, expected);
  auto const agrees = [&](std::size_t i) {
    if constexpr (gm::real_floating<gm::real_t<T>>)
      if (apart > 0) return double(std::abs(got[i] - expected[i])) <= apart;
    return close<T>(got[i], expected[i], allowed.ulp);
  };
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (!agrees(i))
      wrong += " element " + std::to_string(i) + " is " + gm::to_string(gm::full({1}, got[i])) + " and not " +
               gm::to_string(gm::full({1}, T(expected[i]))) + ";";
  CHECK(wrong == "");
}

/// Evaluates the row's expression; all that follows is of its elements, whose type many rows share.
template <gm::expression E>
void check(char const* numpy, E const& e, tolerance ulp, char const* dtype, std::vector<gm::index> const& shape,
           std::vector<gm::value_type_t<E>> const& expected) {
  auto const got = gm::to<gm::host>(e);
  check_values(numpy, got.data(), {got.shape().begin(), got.shape().end()}, ulp, dtype, shape, expected);
}
/// A number.
template <gm::scalar T>
void check(char const* numpy, T const& got, tolerance ulp, char const* dtype, std::vector<gm::index> const& shape,
           std::vector<T> const& expected) {
  T const value[] = {got};
  check_values(numpy, value, {}, ulp, dtype, shape, expected);
}
/// Several numbers, such as a shape.
template <class S>
requires(!gm::expression<S> && !gm::scalar<S>) void check(char const* numpy, S const& got, tolerance ulp,
                                                          char const* dtype,
                                                          std::vector<gm::index> const& shape,
                                                          std::vector<double> const& expected) {
  std::vector<double> const values(std::begin(got), std::end(got));
  check_values(numpy, values.data(), {gm::index(values.size())}, ulp, dtype, shape, expected);
}

/// Item `I` of a result of several, and how many there are.
template <int I, class Many>
decltype(auto) item(Many const& many) {
  if constexpr (requires { many[std::size_t(I)]; })
    return many[std::size_t(I)];
  else {
    using std::get;
    return get<std::size_t(I)>(many);
  }
}
template <class Many>
std::size_t count(Many const& many) {
  if constexpr (requires { many.size(); })
    return many.size();
  else
    return std::tuple_size_v<Many>;
}

/// A copy of an array after a statement.
template <class A, class Statement>
auto changed(A const& a, Statement const& statement) {
  auto copy = gm::copy(a);
  statement(copy);
  return copy;
}

} // namespace rows

// A statement names the copy as the operand is named.
#pragma GCC diagnostic ignored "-Wshadow"

#define ROW_LIST(...) __VA_ARGS__
// What comes before every row, if a test says so.
#ifndef ROW_BEFORE
#define ROW_BEFORE
#endif
// Each row is a function of its own: compilers are slow with long ones.
#define ROW(numpy, gamut, ulp, dtype, shape, expected)                                                       \
  [&] {                                                                                                      \
    ROW_BEFORE                                                                                               \
    rows::check(numpy, gamut, ulp, dtype, ROW_LIST shape, ROW_LIST expected);                                \
  }();
#define ROW_TEXT(numpy, gamut, expected) CHECK(std::string(gamut) == expected);
#define ROW_ERROR(numpy, gamut, error)                                                                       \
  [&] {                                                                                                      \
    INFO(numpy);                                                                                             \
    CHECK_THROWS_AS(static_cast<void>(gamut), gm::error);                                                    \
  }();
#define ROW_BEGIN(gamut) [&] {                                                                                                      \
    ROW_BEFORE                                                                                               \
    auto const many = gamut;
#define ROW_COUNT(numpy, gamut, expected)                                                                    \
  {                                                                                                          \
    INFO(numpy);                                                                                             \
    REQUIRE(rows::count gamut == expected);                                                                  \
  }
#define ROW_END                                                                                              \
  }                                                                                                          \
  ();
// Rows that only the host has.
#ifdef GAMUT_TEST_ON_HOST
#define ROWS_HOST 1
#else
#define ROWS_HOST 0
#endif

// The operands of make.py, under the policy of the test.
#define ROW_OPERANDS                                                                                         \
  using rows::nan, rows::inf, rows::complex;                                                                 \
  [[maybe_unused]] auto const f = gm::to<P>(gm::array({-2.5, -1., -0.5, -0., 0., 0.5, 1., 3.75}));           \
  [[maybe_unused]] auto const g = gm::to<P>(gm::array({2., -3., 0.25, 1., -1., 0.75, -1., 2.}));             \
  [[maybe_unused]] auto const h = gm::to<P>(gm::array({nan, 1., -inf, inf, nan, -2., 0., 1e300}));           \
  [[maybe_unused]] auto const x = gm::to<P>(gm::array<float>({-2.5, -1., -0.5, -0., 0., 0.5, 1., 3.75}));    \
  [[maybe_unused]] auto const e = gm::astype<gm::float16>(x);                                                \
  [[maybe_unused]] auto const i = gm::to<P>(gm::array({-7, -3, -1, 0, 1, 2, 3, 7}));                         \
  [[maybe_unused]] auto const j = gm::to<P>(gm::array({3, -2, 0, 5, -1, 2, 0, -7}));                         \
  [[maybe_unused]] auto const k = gm::to<P>(gm::array({0, 1, 2, 3, 4, 5, 63, 64}));                          \
  [[maybe_unused]] auto const n8 = gm::to<P>(gm::array<std::int8_t>({-128, -7, -1, 0, 1, 7, 100, 127}));     \
  [[maybe_unused]] auto const u8 = gm::to<P>(gm::array<std::uint8_t>({0, 1, 2, 3, 100, 127, 200, 255}));     \
  [[maybe_unused]] auto const n32 = gm::to<P>(gm::array<std::int32_t>({-7, -3, -1, 0, 1, 2, 3, 7}));         \
  [[maybe_unused]] auto const u64 =                                                                          \
      gm::to<P>(gm::array<std::uint64_t>({0ul, 1ul, 2ul, 3ul, 4ul, 5ul, 6ul, ~0ul}));                        \
  [[maybe_unused]] auto const b =                                                                            \
      gm::to<P>(gm::array({true, false, true, true, false, false, true, false}));                            \
  [[maybe_unused]] auto const d =                                                                            \
      gm::to<P>(gm::array({true, true, false, true, false, true, false, false}));                            \
  [[maybe_unused]] auto const A = gm::to<P>(gm::reshape(gm::arange(24.) * 7 % 24 - 11, 2, 3, 4));            \
  [[maybe_unused]] auto const B = gm::to<P>(gm::reshape(gm::arange(24) * 5 % 24 - 9, 2, 3, 4));              \
  [[maybe_unused]] auto const M = gm::to<P>(gm::reshape(gm::arange(12.) * 5 % 12 - 4, 3, 4));                \
  [[maybe_unused]] auto const N = gm::to<P>(gm::reshape(gm::arange(16.) * 3 % 16, 4, 4) + gm::eye(4) * 20.); \
  [[maybe_unused]] auto const v = gm::to<P>(gm::array({1., -2., 0.5, 3.}));
// complex128 is the host's, and the emulated device's.
#define ROW_COMPLEX_OPERANDS                                                                                 \
  [[maybe_unused]] auto const c =                                                                            \
      gm::to<P>(gm::array({complex(1, 2), complex(-1.5, 0), complex(0, -1), complex(0, 0), complex(3, -4),   \
                           complex(0.5, 0.5), complex(-2, -2), complex(1, 0)}));
