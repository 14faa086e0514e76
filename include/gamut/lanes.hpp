// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The lanes of row-major memory along one axis: what is scanned, sorted or transformed element after element.
#pragma once

#include <gamut/layout.hpp>
#include <gamut/rules.hpp>

namespace gamut::inline GAMUT_ABI::detail {

/// Lanes along one axis of row-major memory: `length` elements, `stride` apart, for each of `count` places.
struct lanes_along {
  index count = 1, length = 1, stride = 1;

  constexpr lanes_along(index lanes, index elements, index apart)
      : count(lanes), length(elements), stride(apart) {}
  template <int N>
  lanes_along(dims<N> const& shape, int axis) {
    for (int d = 0; d < N; ++d) (d == axis ? length : count) *= shape[d];
    for (int d = axis + 1; d < N; ++d) stride *= shape[d];
  }
  /// Where lane `i` starts, in memory whose lanes have `extent` elements.
  GAMUT_HD constexpr index start(index i, index extent) const {
    return i / stride * stride * extent + i % stride;
  }
};

/// How many elements of T a lane has that transforms `n` points between T and Other: of complex numbers whose
/// transforms are real the first half, as the others are their conjugates.
template <class T, class Other>
GAMUT_HD constexpr index points_stored(index n) {
  return complex_floating<T> && !complex_floating<Other> ? n / 2 + 1 : n;
}

/// What a scan does: the result so far and the next element become the next result. One that `associates` may
/// be scanned in parts.
template <class F, class T, bool Associates>
struct accumulation {
  static constexpr bool associates = Associates;
  GAMUT_HD_UNCHECKED
  GAMUT_HD constexpr T operator()(T const& so_far, T const& x) const {
    return convert<T>(apply<F, T, T>(so_far, x));
  }
};

} // namespace gamut::inline GAMUT_ABI::detail
