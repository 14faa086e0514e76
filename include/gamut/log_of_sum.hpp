// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Logarithms of sums of exponentials that are nearly 1: the larger argument and the logarithm that is added
// to it cancel, so that the sum less 1 is formed here in pairs of numbers, of 106 bits (Dekker, A
// Floating-Point Technique for Extending the Available Precision, 1971).
#pragma once

#include <gamut/config.hpp>

#include <cmath>

namespace gamut::inline GAMUT_ABI::math {

/// A number as the sum of two, the second small against the first.
struct double_double {
  double high, low;

  /// x + y exactly.
  static GAMUT_HD double_double sum(double x, double y) {
    double const high = x + y, of_y = high - x;
    return {high, (x - (high - of_y)) + (y - of_y)};
  }
  /// x y exactly.
  static GAMUT_HD double_double product(double x, double y) {
    double const high = x * y;
    return {high, std::fma(x, y, -high)};
  }
  GAMUT_HD friend double_double operator+(double_double x, double_double y) {
    auto const highs = sum(x.high, y.high), lows = sum(x.low, y.low);
    auto const most = sum(highs.high, highs.low + lows.high);
    return sum(most.high, most.low + lows.low);
  }
  GAMUT_HD friend double_double operator*(double_double x, double_double y) {
    auto const most = product(x.high, y.high);
    return sum(most.high, most.low + (x.high * y.low + x.low * y.high));
  }
  GAMUT_HD friend double_double operator/(double_double x, double y) {
    double const quotient = x.high / y;
    return sum(quotient, (std::fma(-quotient, y, x.high) + x.low) / y);
  }
};

/// e^x as `power` (1 + `rest`), of a power of two.
struct exponential_in_parts {
  double power;
  double_double rest;

  GAMUT_HD explicit exponential_in_parts(double_double x) {
    double const n = std::rint(x.high * 0x1.71547652b82fep+0);
    auto const r = x + double_double{-n, 0} * double_double{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
    // e^r - 1 = r (1 + r/2 (1 + r/3 (1 + ...))), of |r| <= ln(2) / 2.
    double_double series{1, 0};
    for (int k = 24; k > 1; --k) series = double_double{1, 0} + r * series / k;
    power = std::ldexp(1., static_cast<int>(n));
    rest = r * series;
  }
};

/// log(e^x + e^y), of a sum between 3/4 and 4/3.
struct log_of_sum_near_one {
  GAMUT_HD static double of(double_double x, double_double y) {
    exponential_in_parts const a(x), b(y);
    // The larger power is 1 or a half and, if it is not 1, the other not much smaller: the sum is exact.
    auto const less_one = double_double{(std::fmax(a.power, b.power) - 1) + std::fmin(a.power, b.power), 0} +
                          (double_double{a.power, 0} * a.rest + double_double{b.power, 0} * b.rest);
    return std::log1p(less_one.high) + less_one.low / (1 + less_one.high);
  }
  GAMUT_HD double operator()(double x, double y) const { return of({x, 0}, {y, 0}); }
};
/// The same to base 2.
struct log2_of_sum_near_one {
  GAMUT_HD double operator()(double x, double y) const {
    double_double const log_2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
    return log_of_sum_near_one::of(double_double{x, 0} * log_2, double_double{y, 0} * log_2) *
           0x1.71547652b82fep+0;
  }
};

} // namespace gamut::inline GAMUT_ABI::math
