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

/// x = n pi / 2 + r + low, with |r| <= pi / 4.
template <class R>
struct quarters_and_rest {
  R r, low, square;
  bits<R> quarters;

  GAMUT_INLINE explicit quarters_and_rest(R x) {
    R const shifted = fma(x, fill<R>(0x1.45f306dc9c883p-1), fill<R>(whole<double>));
    R const n = shifted - whole<double>;
    R const rest = fma(n, fill<R>(-0x1.921fb54442d18p+0), x), second = fill<R>(-0x1.1a62633145c07p-54);
    r = fma(n, second, rest);
    low = fma(n, fill<R>(0x1.f1976b7ed8fbcp-110), fma(n, second, R(rest - r)));
    square = r * r;
    quarters = (bits<R>)shifted;
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
/// The tangent, a rational function of r; after odd quarters, minus its inverse.
template <of_double R>
GAMUT_INLINE R tan(R x) {
  quarters_and_rest<R> const of(x);
  R const z = of.square;
  // tan r / r = 1 + z p(z) / q(z) of z in [0, (pi / 4)^2], to 2^-56: the tangent is the quotient of the sum
  // r q + r z p, in two numbers, and q, whose error matters in the second term only.
  R const q = fma(z,
                  polynomial(z, {-0x1.db603093903bap-2, 0x1.91b331aef4527p-6, -0x1.0a361a1733ceep-12,
                                 -0x1.3e460a35b41fbp-26}),
                  fill<R>(1));
  auto const product = exact_product(of.r, q);
  R const p = polynomial(z, {0x1.5555555555555p-2, -0x1.5ecdcfdfce0afp-6, 0x1.fd8fcaeec8d22p-13});
  auto const cube = exact_product(of.r, z);
  R const cube_low = fma(of.r, fma(of.r, of.r, R(-z)), cube.low);
  auto up = sum_and_product(product.high, cube.high, p);
  up.low = up.low + fma(of.low, q, fma(cube_low, p, product.low));
  sum_of_two<R> const down{q, R(-of.low * up.high)};
  auto const odd = lanes_negative((R)(of.quarters << 63));
  sum_of_two<R> const above{lanes_select(odd, down.high, up.high), lanes_select(odd, down.low, up.low)},
      below{lanes_select(odd, up.high, down.high), lanes_select(odd, up.low, down.low)};
  auto const [high, low] = quotient(above, below);
  return inside_or(
      lanes_less(R(ei::pabs(x)), fill<R>(largest_reduced<R>)),
      zero_or(x, turned(R(high + low), (R)(of.quarters << 63))), [](double y) { return std::tan(y); }, x);
}

} // namespace elementary
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
#endif
