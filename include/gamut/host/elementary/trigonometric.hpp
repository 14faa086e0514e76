// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Sines, cosines and tangents of a vector register. The nearest multiple of pi / 2 is subtracted in three
// parts, the first two without an error that matters since products are fused with differences (Muller,
// Elementary Functions, 3rd edition, 11.2): what is left is known in two numbers, of arguments up to 2^20.
#pragma once

#include <gamut/host/elementary/register.hpp>

#include <cmath>

#if defined(GAMUT_HOST_ELEMENTARY)

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
namespace elementary {

/// x = n s + r + low, of the step s = pi / 2 / `Parts` and with |r| <= s / 2; `Parts` is a power of two.
template <class R, int Parts>
struct multiple_and_rest {
  R r, low;
  bits<R> multiple; // n, modulo a power of two

  GAMUT_INLINE explicit multiple_and_rest(R x) {
    constexpr double step = 1. / Parts;
    R const shifted = fma(x, fill<R>(0x1.45f306dc9c883p-1 * Parts), fill<R>(whole<double>));
    R const n = shifted - whole<double>;
    R const rest = fma(n, fill<R>(-0x1.921fb54442d18p+0 * step), x),
            second = fill<R>(-0x1.1a62633145c07p-54 * step);
    r = fma(n, second, rest);
    // Next to a multiple r is less than what it was moved by, and what that was rounded by counts.
    R const moved = r - rest, rounded = r - (rest + moved);
    low = fma(n, fill<R>(0x1.f1976b7ed8fbcp-110 * step), R(fma(n, second, R(-moved)) - rounded));
    multiple = (bits<R>)shifted;
  }
};

/// x = n pi / 2 + r + low, with |r| <= pi / 4.
template <class R>
struct quarters_and_rest {
  R r, low, square;
  bits<R> quarters;

  GAMUT_INLINE explicit quarters_and_rest(R x) {
    multiple_and_rest<R, 1> const of(x);
    r = of.r, low = of.low, square = of.r * of.r, quarters = of.multiple;
  }
  GAMUT_INLINE R sine() const {
    // (sin r - r) / r^3 by r^2 in [0, (pi / 4)^2], to 2^-57 of the sine.
    return r + fma(R(r * square),
                   polynomial(square, {-0x1.5555555555555p-3, 0x1.111111111111p-7, -0x1.a01a01a019936p-13,
                                       0x1.71de3a54605eep-19, -0x1.ae64541266378p-26, 0x1.61217ec01749dp-33,
                                       -0x1.ab17a79237a19p-41}),
                   low);
  }
  GAMUT_INLINE R cosine() const {
    // (cos r - 1 + r^2 / 2) / r^4, to 2^-60 of the cosine.
    R const half = square * 0.5, less = 1. - half, lost = (1. - less) - half;
    return less +
           fma(R(square * square),
               polynomial(square, {0x1.5555555555555p-5, -0x1.6c16c16c16966p-10, 0x1.a01a019f4e867p-16,
                                   -0x1.27e4fa17a41b4p-22, 0x1.1eeb68b109173p-29, -0x1.907d7aebd5e3dp-37}),
               fma(r, R(-low), lost));
  }
  /// The sine after `more` quarters.
  GAMUT_INLINE R sine_after(unsigned more) const {
    bits<R> const n = quarters + more;
    R const swapped = (R)(n << 63), opposite = (R)((n & 2u) << 62);
    return turned(lanes_select(lanes_negative(swapped), cosine(), sine()), opposite);
  }
};
template <class R>
inline constexpr number<R> largest_reduced = 0x1p20;

/// `result`, or x where it is zero: whose sign is lost in sums.
template <class R>
GAMUT_INLINE R zero_or(R x, R result) {
  return lanes_select(lanes_equal(x, fill<R>(0)), x, result);
}

template <of_double R>
GAMUT_INLINE R sin(R x) {
  return inside_or(
      lanes_less(R(ei::pabs(x)), fill<R>(largest_reduced<R>)),
      zero_or(x, quarters_and_rest<R>(x).sine_after(0)), [](double y) { return std::sin(y); }, x);
}
template <of_double R>
GAMUT_INLINE R cos(R x) {
  return inside_or(
      lanes_less(R(ei::pabs(x)), fill<R>(largest_reduced<R>)), quarters_and_rest<R>(x).sine_after(1),
      [](double y) { return std::cos(y); }, x);
}
// tan(k pi / 32) of k from 0 to 7 and from -8 to -1, and what these numbers are short of it.
alignas(64) inline constexpr double tangent_table[16] = {0.,
                                                         0x1.936bb8c5b2da2p-4,
                                                         0x1.975f5e0553158p-3,
                                                         0x1.36a08355c63dcp-2,
                                                         0x1.a827999fcef32p-2,
                                                         0x1.11ab7190834ecp-1,
                                                         0x1.561b82ab7f990p-1,
                                                         0x1.a43002ae42850p-1,
                                                         -1.,
                                                         -0x1.a43002ae42850p-1,
                                                         -0x1.561b82ab7f990p-1,
                                                         -0x1.11ab7190834ecp-1,
                                                         -0x1.a827999fcef32p-2,
                                                         -0x1.36a08355c63dcp-2,
                                                         -0x1.975f5e0553158p-3,
                                                         -0x1.936bb8c5b2da2p-4};
alignas(64) inline constexpr double tangent_table_low[16] = {0.,
                                                             0x1.87d054f689d7ap-58,
                                                             0x1.ef5d367441946p-61,
                                                             -0x1.d704d1bfdb6e8p-57,
                                                             0x1.08b2fb1366ea9p-56,
                                                             -0x1.e564bcd1e635dp-55,
                                                             0x1.7a8c52172b675p-55,
                                                             -0x1.a6db80fe796fep-56,
                                                             0.,
                                                             0x1.a6db80fe796fep-56,
                                                             -0x1.7a8c52172b675p-55,
                                                             0x1.e564bcd1e635dp-55,
                                                             -0x1.08b2fb1366ea9p-56,
                                                             0x1.d704d1bfdb6e8p-57,
                                                             -0x1.ef5d367441946p-61,
                                                             -0x1.87d054f689d7ap-58};

/// The tangent of x = n pi / 32 + r: of T = tan(n pi / 32) from the table and t = tan r it is (T + t) / (1 -
/// T t), numerator and denominator in two numbers each; n counts from the nearest quarter of the circle, and
/// after odd quarters it is minus the inverse.
template <of_double R>
GAMUT_INLINE R tan(R x) {
  multiple_and_rest<R, 16> const of(x);
  auto const odd = (R)((of.multiple + 8u) << 59);
  R const table = lookup<R>(tangent_table, of.multiple), z = of.r * of.r;
  // t - r of r^2 in [0, (pi / 64)^2], to 2^-57 of t.
  R const more = fma(
      R(of.r * z),
      polynomial(z, {0x1.555555555552bp-2, 0x1.111111122243ap-3, 0x1.ba1b7f21be7d7p-5, 0x1.6702ad1ca571ap-6}),
      of.low);
  auto const t = ordered_sum(of.r, more);
  auto above = ordered_sum(table, t.high);
  above.low = above.low + (t.low + lookup<R>(tangent_table_low, of.multiple));
  auto const below = sum_and_product(fill<R>(1), R(-table), t.high); // t.low would not count
  auto const inverted = lanes_negative(odd);
  auto const [high, low] = quotient(sum_of_two<R>{lanes_select(inverted, below.high, above.high),
                                                  lanes_select(inverted, below.low, above.low)},
                                    sum_of_two<R>{lanes_select(inverted, above.high, below.high),
                                                  lanes_select(inverted, above.low, below.low)});
  return inside_or(
      lanes_less(R(ei::pabs(x)), fill<R>(largest_reduced<R>)), zero_or(x, turned(R(high + low), odd)),
      [](double y) { return std::tan(y); }, x);
}

/// The tangent; after odd quarters, minus its inverse. In one number: it is up to 2.5 units off.
template <of_float R>
GAMUT_INLINE R tan(R x) {
  R const shifted = fma(x, fill<R>(0x1.45f306p-1f), fill<R>(whole<float>)), n = shifted - whole<float>;
  R const r =
      fma(n, fill<R>(0x1.ee59dap-50f), fma(n, fill<R>(0x1.777a5cp-25f), fma(n, fill<R>(-0x1.921fb6p+0f), x)));
  R const z = r * r;
  // (tan r - r) / r^3 by r^2 in [0, (pi / 4)^2], to 2^-27 of the tangent.
  R const t = fma(R(r * z),
                  polynomial(z, {0x1.555556p-2f, 0x1.111086p-3f, 0x1.ba5342p-5f, 0x1.623348p-6f,
                                 0x1.46b8b6p-7f, 0x1.332036p-10f, 0x1.f8cb78p-9f}),
                  r);
  auto const odd = lanes_negative((R)((bits<R>)shifted << 31));
  return inside_or(lanes_less(R(ei::pabs(x)), fill<R>(0x1p13f)),
                   zero_or(x, R(lanes_select(odd, R(-1.f / t), t))), [&] { return vector_tan(x); });
}

} // namespace elementary
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
#endif
