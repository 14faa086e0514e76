// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Window functions: weights of `M` samples, symmetric, 1 in the middle.
#pragma once

#include <gamut/constants.hpp>
#include <gamut/create.hpp>
#include <gamut/functions.hpp>
#include <gamut/operators.hpp>

namespace gamut::inline GAMUT_ABI {

namespace detail {

/// A window from `weight` of the positions 1 - M, 3 - M, ..., M - 1; a single sample weighs 1.
template <policy P, class F>
auto window(index M, F const& weight, source_location where) {
  if (M <= 1) return ones<double, P>(shape_of(M < 1 ? index(0) : M), where);
  return ndarray<double, 1, P>(weight(arange<double, P>(1 - M, M, 2), double(M - 1)), where);
}

} // namespace detail

/// The triangle that is zero at both ends (np.bartlett).
template <policy P = default_policy>
auto bartlett(index M, source_location where = source_location::current()) {
  return detail::window<P>(
      M, [](auto n, double last) { return 1. - fabs(n) / last; }, where);
}
/// The three-term cosine window (np.blackman).
template <policy P = default_policy>
auto blackman(index M, source_location where = source_location::current()) {
  return detail::window<P>(
      M,
      [](auto n, double last) { return 0.42 + 0.5 * cos(pi * n / last) + 0.08 * cos(2.0 * pi * n / last); },
      where);
}
/// The raised cosine on a pedestal (np.hamming).
template <policy P = default_policy>
auto hamming(index M, source_location where = source_location::current()) {
  return detail::window<P>(
      M, [](auto n, double last) { return 0.54 + 0.46 * cos(pi * n / last); }, where);
}
/// The raised cosine (np.hanning).
template <policy P = default_policy>
auto hanning(index M, source_location where = source_location::current()) {
  return detail::window<P>(
      M, [](auto n, double last) { return 0.5 + 0.5 * cos(pi * n / last); }, where);
}
/// Kaiser's window of the shape `beta` (np.kaiser).
template <policy P = default_policy>
auto kaiser(index M, double beta, source_location where = source_location::current()) {
  return detail::window<P>(
      M, [=](auto n, double last) { return i0(beta * sqrt(1. - square(n / last))) / i0(beta); }, where);
}

} // namespace gamut::inline GAMUT_ABI
