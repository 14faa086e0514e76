// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Rows: a NumPy expression, the gamut expression that ports it, and what NumPy answered (make.py). A row
// checks dtype, shape and every element, exactly or to some units in the last place.
#pragma once

#include "support.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace rows {

using complex = std::complex<double>;
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                        inf = std::numeric_limits<double>::infinity();

/// Whether two numbers are the same to `ulp` units in the last place; nan is nan.
template <class T>
bool close(T a, T b, int ulp) {
  if constexpr (gm::complex_floating<T>)
    return close(a.real(), b.real(), ulp) && close(a.imag(), b.imag(), ulp);
  else if constexpr (gm::real_floating<T>) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    if (a == b) return true;
    T const unit = std::nextafter(std::fabs(b), std::numeric_limits<T>::infinity()) - std::fabs(b);
    return std::fabs(a - b) <= T(ulp) * unit;
  } else
    return a == b;
}

template <class T, int N>
void check_array(char const* numpy, gm::ndarray<T, N, gm::host> const& got, int ulp, char const* dtype,
                 std::vector<gm::index> const& shape, std::vector<T> const& expected) {
  INFO(numpy << "\n" << gm::to_string(got));
  CHECK(gm::dtype_name<T>() == dtype);
  CHECK(std::vector<gm::index>(got.shape().begin(), got.shape().end()) == shape);
  REQUIRE(std::size_t(got.size()) == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("element " << i);
    CHECK(close<T>(got.data()[i], expected[i], ulp));
  }
}
/// Evaluates the row's expression; all that follows is of its result, whose type few rows do not share.
template <class E>
void check(char const* numpy, E const& e, int ulp, char const* dtype, std::vector<gm::index> const& shape,
           std::vector<gm::value_type_t<E>> const& expected) {
  check_array(numpy, gm::to<gm::host>(e), ulp, dtype, shape, expected);
}

} // namespace rows

#define ROW_LIST(...) __VA_ARGS__
#define ROW(numpy, gamut, ulp, dtype, shape, expected)                                                       \
  rows::check(numpy, gamut, ulp, dtype, ROW_LIST shape, ROW_LIST expected);

// The operands of make.py, under the policy of the test.
#define ROW_OPERANDS                                                                                         \
  using rows::nan, rows::inf, rows::complex;                                                                 \
  [[maybe_unused]] auto const f = gm::to<P>(gm::array({-2.5, -1., -0.5, -0., 0., 0.5, 1., 3.75}));           \
  [[maybe_unused]] auto const g = gm::to<P>(gm::array({2., -3., 0.25, 1., -1., 0.75, -1., 2.}));             \
  [[maybe_unused]] auto const h = gm::to<P>(gm::array({nan, 1., -inf, inf, nan, -2., 0., 1e300}));           \
  [[maybe_unused]] auto const x = gm::to<P>(gm::array<float>({-2.5, -1., -0.5, -0., 0., 0.5, 1., 3.75}));    \
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
