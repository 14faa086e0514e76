// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arcs of a vector register: the angle of a point, from the tabulated angle of a point near it and the
// arctangent of what is between them; the arcsine of a number up to 1/2 by a polynomial, beyond by the
// arcsine of its half angle's sine (Muller, Elementary Functions, 3rd edition, chapter 3).
#pragma once

#include <gamut/host/elementary/register.hpp>

#include <cmath>

#if defined(GAMUT_HOST_ELEMENTARY)

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
namespace elementary {

// arctan(k / 7) and pi / 2 less that, k up to 7, each in two numbers.
alignas(64) inline constexpr double arc_table[16] = {0.,
                                                     0x1.229aec47638dcp-3,
                                                     0x1.1cfa95f7a8dcep-2,
                                                     0x1.9e9bf3d20dc7p-2,
                                                     0x1.09cd84fd118f3p-1,
                                                     0x1.3d9157335066p-1,
                                                     0x1.6ad1100fbfddfp-1,
                                                     0x1.921fb54442d18p-1,
                                                     0x1.921fb54442d18p+0,
                                                     0x1.6dcc57bb565fdp+0,
                                                     0x1.4ae10fc6589a5p+0,
                                                     0x1.2a78b84fbf5fcp+0,
                                                     0x1.0d38f2c5ba09fp+0,
                                                     0x1.e6ae1355353dp-1,
                                                     0x1.b96e5a78c5c52p-1,
                                                     0x1.921fb54442d18p-1};
alignas(64) inline constexpr double arc_table_low[16] = {0.,
                                                         0x1.029de9db3d58p-57,
                                                         0x1.1c6e664acef19p-58,
                                                         0x1.e1cc30b534c21p-56,
                                                         0x1.a4a503d2facbfp-56,
                                                         0x1.6975885704591p-55,
                                                         -0x1.91e695ef461dfp-56,
                                                         0x1.1a62633145c07p-55,
                                                         0x1.1a62633145c07p-54,
                                                         -0x1.05f15a0a21ea9p-54,
                                                         -0x1.eec90666ce5d5p-55,
                                                         0x1.43deae07f11fdp-55,
                                                         -0x1.4ec6ddc378f29p-54,
                                                         0x1.969e7c170e4fap-56,
                                                         -0x1.0247eea5d1703p-55,
                                                         0x1.1a62633145c07p-55};
inline constexpr double quarter_turn = 0x1.921fb54442d18p+0, quarter_turn_low = 0x1.1a62633145c07p-54;

/// The angle of (right, up) in two numbers, of a point in the first quadrant neither of whose coordinates is
/// infinite or too small to be divided by.
template <bool Closely, of_double R>
GAMUT_INLINE sum_of_two<R> first_angle(R up, R right) {
  auto const steep = lanes_less(right, up);
  R const a = lanes_select(steep, right, up), b = lanes_select(steep, up, right);
  R const shifted = fma(R(a * rough_inverse(b)), fill<R>(7), fill<R>(whole<double>));
  R const t = (shifted - whole<double>)*(1. / 7.);
  // Of the point turned back by the arc of t; where t is 0 these are the numbers themselves.
  R const rise = fma(R(-t), b, a), run = fma(t, a, b);
  R const inverse = 1. / run, u = rise * inverse, z = u * u;
  R lost = fma(R(-u), run, rise);
  if constexpr (Closely) lost = fma(R(-u), fma(t, a, R(b - run)), lost);
  // (arctan u - u) / u^3, of |u| up to 1 / 14, to 2^-60 of arctan u.
  R const rest = fma(R(u * z),
                     polynomial(z, {-0x1.555555555554bp-2, 0x1.9999999967c59p-3, -0x1.249247fc1f1c3p-3,
                                    0x1.c7179e76dc2cfp-4, -0x1.70413297a98cbp-4}),
                     R(lost * inverse));
  R const turn = lanes_select(steep, fill<R>(-0.), fill<R>(0));
  bits<R> const place = (bits<R>)shifted + ((bits<R>)turn >> 60);
  auto const [sum, low] = ordered_sum(lookup<R>(arc_table, place), R(ei::pxor(u, turn)));
  return {sum, R(low + (lookup<R>(arc_table_low, place) + ei::pxor(rest, turn)))};
}

template <of_double R>
GAMUT_INLINE R atan(R x) {
  // Of infinity, a large number: nothing but the sum is rounded.
  auto const arc = first_angle<false>(R(ei::pmin(R(ei::pabs(x)), fill<R>(0x1p300))), fill<R>(1));
  return with_sign(R(arc.high + arc.low), x);
}
/// The angle of (x, y).
template <of_double R>
GAMUT_INLINE R atan2(R y, R x) {
  R const up = ei::pabs(y), right = ei::pabs(x), zero = fill<R>(0);
  auto const arc = first_angle<true>(up, right);
  auto const left = lanes_negative(x);
  auto const [sum, low] =
      ordered_sum(R(lanes_select(left, fill<R>(2 * quarter_turn), zero)), turned(arc.high, x));
  R const rest = turned(arc.low, x) + lanes_select(left, fill<R>(2 * quarter_turn_low), zero);
  R const longer = lanes_select(lanes_less(right, up), up, right);
  auto const inside = lanes_and(lanes_less(fill<R>(0x1p-500), longer), lanes_less(longer, fill<R>(0x1p500)));
  return inside_or(
      inside, with_sign(R(sum + (low + rest)), y), [](double v, double w) { return std::atan2(v, w); }, y, x);
}
/// The angle of (x, y), of finite numbers that are not both zero.
template <of_float R>
GAMUT_INLINE R angle(R y, R x) {
  R const sign = fill<R>(-0.f), up = ei::pabs(y), right = ei::pabs(x);
  auto const steep = lanes_less(right, up);
  R const t = lanes_select(steep, right, up) / lanes_select(steep, up, right), z = t * t;
  R const arc = fma(R(t * z),
                    polynomial(z, {-0x1.55555529fed15p-2f, 0x1.999955947a191p-3f, -0x1.2489515c587b6p-3f,
                                   0x1.c62cd9aa62ae5p-4f, -0x1.6dd8fdf061e30p-4f, 0x1.2006f71525123p-4f,
                                   -0x1.9115a3d155a26p-5f, 0x1.aefb2bdf4b24ap-6f, -0x1.2ba6b6e0bd278p-7f,
                                   0x1.86406cc5c4968p-10f}),
                    t);
  R const in_quadrant = lanes_select(steep, R((0x1.921fb6p+0f - arc) - 0x1.777a5cp-25f), arc);
  auto const left = lanes_less((R)(((bits<R>)x & 0x80000000u) | 0x3f800000u), fill<R>(0));
  R const in_half = lanes_select(left, R((0x1.921fb6p+1f - in_quadrant) - 0x1.777a5cp-24f), in_quadrant);
  return ei::por(in_half, ei::pand(y, sign));
}
template <of_float R>
GAMUT_INLINE R atan2(R y, R x) {
  R const up = ei::pabs(y), right = ei::pabs(x), longer = lanes_select(lanes_less(right, up), up, right);
  using limits = std::numeric_limits<float>;
  auto const inside =
      lanes_and(lanes_less(fill<R>(0), longer), lanes_less(longer, fill<R>(limits::infinity())));
  return inside_or(inside, angle(y, x), [&] { return vector_atan2(y, x); });
}

/// (arcsin x - x) / x^3 by x^2 in [0, 1/4], to 2^-57 of the arcsine.
template <of_double R>
GAMUT_INLINE R arc_sine_series(R z) {
  return polynomial(z,
                    {0x1.5555555555556p-3, 0x1.3333333332ecap-4, 0x1.6db6db6e31f13p-5, 0x1.f1c71c1db0623p-6,
                     0x1.6e8bb1c8209a2p-6, 0x1.1c4d35cf95421p-6, 0x1.c9cf07674736ap-7, 0x1.782651caa6547p-7,
                     0x1.52420b04b37bep-7, 0x1.65a9c4dfcf8b2p-8, 0x1.1d189408314eep-6, -0x1.e6aaa8a0a04ccp-7,
                     0x1.d72b2bc8155f8p-6});
}
/// The arcsine of the smaller of |x| and sqrt((1 - |x|) / 2), in two numbers, of |x| <= 1.
template <of_double R>
struct half_or_whole_arc {
  R high, low;
  decltype(lanes_less(R(), R())) outer;

  GAMUT_INLINE explicit half_or_whole_arc(R x) {
    R const a = ei::pabs(x);
    outer = lanes_less(fill<R>(0.5), a);
    R const z = lanes_select(outer, R((1. - a) * 0.5), R(a * a));
    auto const root = square_root(z, fill<R>(0));
    high = lanes_select(outer, root.high, a);
    low = fma(R(high * z), arc_sine_series(z), R(lanes_select(outer, root.low, fill<R>(0))));
  }
};
template <of_double R>
GAMUT_INLINE R asin(R x) {
  half_or_whole_arc<R> const arc(x);
  auto const [sum, low] = ordered_sum(fill<R>(quarter_turn), R(-2. * arc.high));
  R const far = sum + (low + fma(fill<R>(-2), arc.low, fill<R>(quarter_turn_low)));
  return with_sign(lanes_select(arc.outer, far, R(arc.high + arc.low)), x);
}
/// Twice the half angle near 1, that less pi near -1, else pi / 2 less the arcsine.
template <of_double R>
GAMUT_INLINE R acos(R x) {
  half_or_whole_arc<R> const arc(x);
  R const zero = fill<R>(0), factor = lanes_select(arc.outer, fill<R>(2), fill<R>(-1)),
          one_way = turned(factor, x);
  auto const left = lanes_negative(x);
  R const outer_axis = lanes_select(left, fill<R>(2 * quarter_turn), zero);
  R const outer_low = lanes_select(left, fill<R>(2 * quarter_turn_low), zero);
  auto const [sum, low] =
      ordered_sum(R(lanes_select(arc.outer, outer_axis, fill<R>(quarter_turn))), R(one_way * arc.high));
  R const rest = lanes_select(arc.outer, outer_low, fill<R>(quarter_turn_low));
  return sum + (low + fma(one_way, arc.low, rest));
}
/// arcsin(x) of [-1, 1]: beyond 1/2 from the half angle.
template <of_float R>
GAMUT_INLINE R asin(R x) {
  R const sign = fill<R>(-0.f), a = ei::pabs(x);
  auto const outer = lanes_less(fill<R>(0.5f), a);
  R const z = lanes_select(outer, R((1.f - a) * 0.5f), R(a * a));
  R const t = lanes_select(outer, R(processor_sqrt(z)), a);
  R const arc = fma(R(t * z),
                    polynomial(z, {0x1.555554e435732p-3f, 0x1.333430fcff28ep-4f, 0x1.6d5bb95f8e653p-5f,
                                   0x1.fd8da2554dd38p-6f, 0x1.18f91e79712b5p-6f, 0x1.13fed3dd245cep-5f}),
                    t);
  R const quarter = fill<R>(0x1.921fb6p-1f);
  R const whole_arc = lanes_select(outer, R(((quarter - arc) + (quarter - arc)) - 0x1.777a5cp-25f), arc);
  return ei::por(whole_arc, ei::pand(x, sign));
}

} // namespace elementary
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
#endif
