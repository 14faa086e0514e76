// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Exponentials of a vector register. The argument is n ln 2 + r with |r| <= ln(2) / 2: n ln 2 is subtracted
// in two parts, the first without an error since the product is fused with the difference (Muller, Elementary
// Functions, 3rd edition, 11.2), and e^r is a polynomial whose first terms are added last.
#pragma once

#include <gamut/host/elementary/register.hpp>

#include <cmath>

#if defined(GAMUT_HOST_ELEMENTARY)

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
namespace elementary {

/// y 2^n of a y next to 1 and a whole |n| < 1100, where n + `whole` is `shifted`; the result may be subnormal
/// or infinite.
template <of_double R>
GAMUT_INLINE R scaled(R y, R shifted) {
  R const n = shifted - whole<double>;
#if defined(EIGEN_VECTORIZE_AVX512)
  return _mm512_scalef_pd(y, n);
#else
  if (lanes_all(lanes_less(R(ei::pabs(n)), fill<R>(1000)))) [[likely]]
    return (R)((bits<R>)y + ((bits<R>)shifted << 52));
  R const half = n * 0.5 + whole<double>, other = (n - (half - whole<double>)) + whole<double>;
  return y * (R)(((bits<R>)half << 52) + power_bits<double>(0)) *
         (R)(((bits<R>)other << 52) + power_bits<double>(0));
#endif
}

/// 2 to the power x, or to x and a rest, of a register whose |x| is less than the largest exponent.
template <class R, std::size_t N, class... Rest>
GAMUT_INLINE R power_of_two(R x, number<R> const (&c)[N], Rest... rest) {
  using T = number<R>;
  R const rounded = x + whole<T>, f = ((x - (rounded - whole<T>)) + ... + rest);
  R const fraction = fma(f, polynomial(f, c), fill<R>(1));
  return (R)((bits<R>)fraction + ((bits<R>)rounded << fraction_bits<T>));
}
// (2^f - 1) / f in [-1/2, 1/2], to 2^-26.
inline constexpr float exponential_24[] = {0x1.62e4302fc626ep-1f,  0x1.ebfbe00e63baep-3f,
                                           0x1.c6af6cdbbdcc7p-5f,  0x1.3b2a53045179ap-7f,
                                           0x1.5f0890162a90ap-10f, 0x1.4413896e1ad27p-13f};

/// 2^f + low, of |f| <= 1/2: ((2^f - 1) / f - ln 2) / f to 2^-61, and the first two terms in two numbers.
template <of_double R>
GAMUT_INLINE R fraction_of_power(R f, R low) {
  R const rest = polynomial(f, {0x1.ebfbdff82c58fp-3, 0x1.c6b08d704a0c6p-5, 0x1.3b2ab6fba4e79p-7,
                                0x1.5d87fe78a3f9cp-10, 0x1.430912f86b7dbp-13, 0x1.ffcbfc6da6ed1p-17,
                                0x1.62c02242b879cp-20, 0x1.b524ebd13a55fp-24, 0x1.e4cf10dec0f59p-28,
                                0x1.e9ec1fcb69a7fp-32, 0x1.c4a29324a1038p-36});
  auto const [sum, sum_low] = sum_and_product(fill<R>(1), f, fill<R>(0x1.62e42fefa39efp-1));
  return sum + (sum_low + fma(R(f * f), rest, low));
}
/// 2 to the power x, of any x.
template <of_double R>
GAMUT_INLINE R exp2(R x) {
  R const in_range = ei::pmin(ei::pmax(x, fill<R>(-1080)), fill<R>(1030));
  R const rounded = in_range + whole<double>, f = in_range - (rounded - whole<double>);
  return scaled(fraction_of_power(f, R(f * 0x1.abc9e3b39803fp-56)), rounded);
}
template <of_float R>
GAMUT_INLINE R exp2(R x) {
  return inside_or(lanes_less(R(ei::pabs(x)), fill<R>(125)), power_of_two(x, exponential_24),
                   [&] { return vector_exp2(x); });
}

/// x = n ln 2 + r + low.
template <class R>
struct exponent_and_rest {
  R shifted, n, r, low;
  GAMUT_INLINE explicit exponent_and_rest(R x) {
    shifted = fma(x, fill<R>(0x1.71547652b82fep+0), fill<R>(whole<double>));
    n = shifted - whole<double>;
    r = fma(n, fill<R>(-0x1.62e42fefa39efp-1), x);
    low = n * -0x1.abc9e3b39803fp-56;
  }
  /// (e^x - 1 - x) / x^2 of x in [-ln(2) / 2, ln(2) / 2], to 2^-61 of e^x.
  static GAMUT_INLINE R from_squares(R x) {
    return polynomial(x, {0x1p-1, 0x1.5555555555557p-3, 0x1.5555555555556p-5, 0x1.11111111100d8p-7,
                          0x1.6c16c16c163dfp-10, 0x1.a01a01abe9c2ap-13, 0x1.a01a01a669e87p-16,
                          0x1.71de022bfb1ebp-19, 0x1.27e4dc8bd97bap-22, 0x1.af4df526228aep-26,
                          0x1.1f70e1ab1a05fp-29});
  }
};

/// e to the power x, of any x.
template <of_double R>
GAMUT_INLINE R exp(R x) {
  exponent_and_rest<R> const of(ei::pmin(ei::pmax(x, fill<R>(-750)), fill<R>(750)));
  R const r = of.r + of.low;
  return scaled(R(1. + (of.r + fma(R(r * r), of.from_squares(r), of.low))), of.shifted);
}

/// e^x - 1 in two numbers, of x in [-50, 709]; with `Positive` of x in [0, 40].
template <bool Positive = false, of_double R>
GAMUT_INLINE sum_of_two<R> exponential_less_one(R x) {
  exponent_and_rest<R> const of(x);
  R const r = of.r + of.low;
  auto const q = sum_and_product(of.r, R(r * r), of.from_squares(r));
  R const power = (R)(((bits<R>)of.shifted << 52) + power_bits<double>(0));
  // Of a power from 1 on the difference is exact, or so large that 1 does not count; of one below 1 what is
  // left after the second number is too small to count.
  auto const less_one = ordered_sum(power, fill<R>(-1));
  auto const sum = ordered_sum(less_one.high, R(power * q.high));
  R const low = Positive ? sum.low : R(sum.low + less_one.low);
  return {sum.high, fma(power, R(q.low + of.low), low)};
}
template <of_double R>
GAMUT_INLINE R expm1(R x) {
  auto const [high, low] = exponential_less_one(R(ei::pmax(x, fill<R>(-50))));
  return inside_or(
      lanes_less(x, fill<R>(709)), with_sign(R(high + low), x), [](double y) { return std::expm1(y); }, x);
}

/// x = n ln 2 + r of float32, and e^r - 1 in one number.
template <of_float R>
struct single_exponential {
  R shifted, less_one;
  GAMUT_INLINE explicit single_exponential(R x) {
    shifted = fma(x, fill<R>(0x1.715476p+0f), fill<R>(whole<float>));
    R const n = shifted - whole<float>;
    R const r = fma(n, fill<R>(0x1.05c610p-29f), fma(n, fill<R>(-0x1.62e430p-1f), x));
    // (e^r - 1 - r) / r^2 of r in [-ln(2) / 2, ln(2) / 2], to 2^-32 of e^r - 1.
    less_one = fma(R(r * r),
                   polynomial(r, {0x1p-1f, 0x1.555556p-3f, 0x1.5554aep-5f, 0x1.111090p-7f, 0x1.6d7528p-10f,
                                  0x1.a1a218p-13f}),
                   r);
  }
  /// y 2^n, of a normal y.
  GAMUT_INLINE R scaled(R y) const { return (R)((bits<R>)y + ((bits<R>)shifted << 23)); }
};
template <of_float R>
GAMUT_INLINE R exp(R x) {
  single_exponential<R> const of(x);
  return inside_or(lanes_less(R(ei::pabs(x)), fill<R>(87)), of.scaled(R(of.less_one + 1.f)),
                   [&] { return vector_exp(x); });
}
/// 2^n (e^r - 1) + (2^n - 1).
template <of_float R>
GAMUT_INLINE R expm1(R x) {
  single_exponential<R> const of(ei::pmax(x, fill<R>(-20)));
  R const power = of.scaled(fill<R>(1));
  return inside_or(
      lanes_less(x, fill<R>(88)), with_sign(fma(power, of.less_one, R(power - 1.f)), x),
      [](float y) { return std::expm1(y); }, x);
}

/// e^x = 2^n (even + odd) and e^-x = 2^-n (even - odd), with even = cosh r and odd = sinh r: the even and the
/// odd part of e^x are sums of products of these and of half the sum and the difference of 2^n and 2^-n.
template <of_double R>
struct parts_of_exponential {
  exponent_and_rest<R> of;
  R even, odd;     // cosh r - 1, sinh r - r
  R larger, other; // (2^n + 2^-n) / 2, (2^n - 2^-n) / 2
  R larger_low, other_low;

  GAMUT_INLINE explicit parts_of_exponential(R x) : of(x) {
    R const r = of.r + of.low, z = r * r;
    // (cosh r - 1) / r^2 and (sinh r - r) / r^3 by r^2 in [0, (ln(2) / 2)^2], to 2^-65 and 2^-59.
    even = z * polynomial(z, {0x1p-1, 0x1.5555555555557p-5, 0x1.6c16c16c15a68p-10, 0x1.a01a01a9e991bp-16,
                              0x1.27e4d41966f2fp-22, 0x1.1f7f2776cfaf2p-29});
    odd = r * z *
          polynomial(z, {0x1.5555555555556p-3, 0x1.11111111109b3p-7, 0x1.a01a01a7c41d5p-13,
                         0x1.71de0dae63bb3p-19, 0x1.af38a9b0ec855p-26});
    // The smaller one does not count long before it is no normal number any more.
    bits<R> const few = (bits<R>)(R)ei::pmin(of.shifted, fill<R>(whole<double> + 1000));
    R const power = (R)(((bits<R>)of.shifted << 52) + power_bits<double>(-1));
    R const inverse = (R)(power_bits<double>(-1) - (few << 52));
    larger = power + inverse;
    other = power - inverse;
    larger_low = (power - larger) + inverse;
    other_low = (power - other) - inverse;
  }
};
/// a + b r + rest.
template <class R>
GAMUT_INLINE R sum_of_parts(R a, R b, R r, R rest) {
  auto const [product, product_low] = exact_product(b, r);
  auto const [sum, low] = ordered_sum(a, product);
  return sum + (low + (product_low + rest));
}
template <of_double R>
GAMUT_INLINE R sinh(R x) {
  parts_of_exponential<R> const e(ei::pabs(x));
  R const rest = fma(e.other, e.even, fma(e.larger, R(e.odd + e.of.low), e.other_low));
  return inside_or(
      lanes_less(R(ei::pabs(x)), fill<R>(710)), with_sign(sum_of_parts(e.other, e.larger, e.of.r, rest), x),
      [](double y) { return std::sinh(y); }, x);
}
template <of_double R>
GAMUT_INLINE R cosh(R x) {
  parts_of_exponential<R> const e(ei::pabs(x));
  R const rest = fma(e.larger, e.even, fma(e.other, R(e.odd + e.of.low), e.larger_low));
  return inside_or(
      lanes_less(R(ei::pabs(x)), fill<R>(710)), sum_of_parts(e.larger, e.other, e.of.r, rest),
      [](double y) { return std::cosh(y); }, x);
}
/// (e^2x - 1) / (e^2x + 1); beyond 20 it is 1.
template <of_double R>
GAMUT_INLINE R tanh(R x) {
  auto const e = exponential_less_one<true>(R(2. * ei::pmin(R(ei::pabs(x)), fill<R>(20))));
  auto divisor = ordered_sum(fill<R>(2), e.high); // exact up to 2^53, and beyond the result is 1
  divisor.low = divisor.low + e.low;
  auto const [high, low] = quotient(e, divisor);
  return turned(R(high + low), x);
}

// tanh(19 k / 64) of k from 0 to 31, and what these numbers are short of it.
alignas(64) inline constexpr float tanh_table[32] = {0.f,
                                                     0x1.275f7ep-2f,
                                                     0x1.10af48p-1f,
                                                     0x1.6c643ep-1f,
                                                     0x1.a8dbccp-1f,
                                                     0x1.cdf83ap-1f,
                                                     0x1.e3c0bp-1f,
                                                     0x1.f0348cp-1f,
                                                     0x1.f73776p-1f,
                                                     0x1.fb2174p-1f,
                                                     0x1.fd4e2p-1f,
                                                     0x1.fe829p-1f,
                                                     0x1.ff2d36p-1f,
                                                     0x1.ff8b8ep-1f,
                                                     0x1.ffbfaep-1f,
                                                     0x1.ffdc7ap-1f,
                                                     0x1.ffec62p-1f,
                                                     0x1.fff52ap-1f,
                                                     0x1.fffa04p-1f,
                                                     0x1.fffcb2p-1f,
                                                     0x1.fffe2cp-1f,
                                                     0x1.fffefep-1f,
                                                     0x1.ffff72p-1f,
                                                     0x1.ffffb2p-1f,
                                                     0x1.ffffd4p-1f,
                                                     0x1.ffffe8p-1f,
                                                     0x1.fffff2p-1f,
                                                     0x1.fffff8p-1f,
                                                     0x1.fffffcp-1f,
                                                     0x1.fffffep-1f,
                                                     0x1.fffffep-1f,
                                                     0x1p+0f};
alignas(64) inline constexpr float tanh_table_low[32] = {0.f,
                                                         0x1.cf7f64p-30f,
                                                         -0x1.f409fp-29f,
                                                         0x1.cefdb2p-28f,
                                                         -0x1.e73b42p-28f,
                                                         -0x1.566312p-31f,
                                                         -0x1.e81eb4p-26f,
                                                         -0x1.57e712p-28f,
                                                         0x1.65545cp-26f,
                                                         -0x1.0650b2p-29f,
                                                         -0x1.4d3f36p-26f,
                                                         0x1.843efep-27f,
                                                         0x1.69a05cp-26f,
                                                         -0x1.fa973ep-26f,
                                                         -0x1.de4f54p-27f,
                                                         -0x1.4abccap-26f,
                                                         -0x1.b0cb8cp-26f,
                                                         0x1.d183aap-31f,
                                                         0x1.3fd2e4p-30f,
                                                         -0x1.35fda4p-30f,
                                                         0x1.8ab262p-26f,
                                                         -0x1.dece1ep-31f,
                                                         -0x1.fd74f4p-27f,
                                                         -0x1.63acc2p-26f,
                                                         0x1.14cfeap-26f,
                                                         -0x1.1b3392p-36f,
                                                         0x1.7dc4ap-26f,
                                                         0x1.5c4956p-26f,
                                                         -0x1.5af204p-30f,
                                                         -0x1.dbf3dap-28f,
                                                         0x1.88c83p-26f,
                                                         -0x1.5c977ap-26f};
/// (T + t) / (1 + T t) of the tabulated T = tanh c, with c the nearest multiple of 19 / 64, and t = tanh(|x|
/// - c).
template <of_float R>
GAMUT_INLINE R tanh(R x) {
  R const a = ei::pmin(R(ei::pabs(x)), fill<R>(9.2f));
  R const shifted = fma(a, fill<R>(64.f / 19), fill<R>(whole<float>)), n = shifted - whole<float>;
  R const d = fma(n, fill<R>(-19.f / 64), a), z = d * d;
  // (tanh d - d) / d^3 by d^2 in [0, (19 / 128)^2], to 2^-27 of tanh d.
  R const t = fma(R(d * z), polynomial(z, {-0x1.555554p-2f, 0x1.110dfap-3f, -0x1.b43ee8p-5f}), d);
  R const table = lookup<R>(tanh_table, (bits<R>)shifted);
  auto const above = ordered_sum(table, t);
  R const below = fma(table, t, fill<R>(1)), q = above.high / below;
  R const lost = fma(R(-q), below, above.high) + (above.low + lookup<R>(tanh_table_low, (bits<R>)shifted));
  return with_sign(fma(lost, rough_inverse(below), q), x);
}

} // namespace elementary
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
#endif
