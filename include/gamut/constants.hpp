// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// NumPy's constants. They are doubles, and weak scalars as every number is: a float32 array times `gm::pi`
// stays float32.
#pragma once

#include <gamut/config.hpp>

#include <limits>
#include <numbers>

namespace gamut::inline GAMUT_ABI {

// Inline, so that g++'s -Wshadow lets others call a local variable e.
inline namespace constants {

/// The ratio of a circle's circumference to its diameter (np.pi).
inline constexpr double pi = std::numbers::pi;
/// The base of the natural logarithm (np.e).
inline constexpr double e = std::numbers::e;
/// The Euler-Mascheroni constant (np.euler_gamma).
inline constexpr double euler_gamma = std::numbers::egamma;
/// Positive infinity (np.inf).
inline constexpr double inf = std::numeric_limits<double>::infinity();
/// Not a number (np.nan).
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();

} // namespace constants
} // namespace gamut::inline GAMUT_ABI
