// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Powers of a vector register: 2 to the power of y log2 x, with the logarithm in two numbers (Muller, Elementary
// Functions, 3rd edition, chapters 3 and 11).
#pragma once

#include <gamut/host/elementary/exponential.hpp>

#if defined(GAMUT_HOST_ELEMENTARY)

GAMUT_REGISTERS_BEGIN
namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {
namespace elementary {

/// x = 2^exponent m with m in [sqrt(1/2), sqrt(2)), of a register of positive normal numbers.
template <class R>
struct parts {
  R exponent, m;
  GAMUT_INLINE explicit parts(R x) {
    using T = number<R>;
    using I = gamut::detail::sized_int<int(sizeof(T)), false>;
    constexpr int half_range = std::numeric_limits<T>::max_exponent;
    constexpr I half_root = std::bit_cast<I>(T(0.70710678118654752)), bias = I(half_range)
                                                                             << fraction_bits<T>;
    bits<R> const biased = ((bits<R>)x - half_root + bias) >> fraction_bits<T>;
    m = (R)((bits<R>)x - (biased << fraction_bits<T>)+bias);
    exponent = (R)(biased + std::bit_cast<I>(whole<T>)) - (whole<T> + T(half_range));
  }
};

/// (m - 1) / (m + 1), of m near 1.
template <class R>
GAMUT_INLINE sum_of_two<R> quotient_at_one(R m) {
  using T = number<R>;
  R const s = m - T(1), d = m + T(1), d_low = m - (d - T(1));
  R const inverse = T(1) / d, q = s * inverse;
  return {q, (fma(R(-q), d, s) - q * d_low) * inverse};
}
/// exponent + 2 / ln 2 times an arc's high and low part: a logarithm to base 2.
template <class R>
GAMUT_INLINE sum_of_two<R> scaled(R exponent, R arc, R arc_low, number<R> factor, number<R> factor_low) {
  R const log = arc * factor;
  R const log_low = fma(arc, fill<R>(factor), R(-log)) + fma(arc, fill<R>(factor_low), R(arc_low * factor));
  R const total = exponent + log;
  return {total, (log - (total - exponent)) + log_low};
}

/// The logarithm to base 2 of positive normal numbers, 2 atanh((m - 1) / (m + 1)) / ln 2, to about 2^-62 of
/// the larger of it and 1: the first two terms of the series are carried in two numbers each.
template <of_double R>
GAMUT_INLINE sum_of_two<R> logarithm(R x) {
  parts<R> const p(x);
  auto const [q, q_low] = quotient_at_one(p.m);
  R const z = q * q, z_low = fma(q, q, -z);
  R const cube = z * q, cube_low = fma(z, q, -cube) + fma(z_low, q, 3. * z * q_low);
  R const third = cube * (1. / 3.),
          third_low = fma(cube, fill<R>(1. / 3.), -third) +
                      fma(cube, fill<R>(0x1.5555555555555p-56), cube_low * (1. / 3.));
  R const rest =
      cube * z *
      polynomial(z, {0x1.999999999999ep-3, 0x1.249249248e53bp-3, 0x1.c71c71d7e5cbbp-4, 0x1.745d09f1d2e07p-4,
                     0x1.3b18b888c578fp-4, 0x1.1018bb6af787dp-4, 0x1.0877e906b72e2p-4});
  R const high = q + third, low = (third - (high - q)) + (third_low + (q_low + rest));
  return scaled(p.exponent, high, low, 0x1.71547652b82fep+1, 0x1.777d0ffda0d24p-55);
}
/// The same to about 2^-31.
template <of_float R>
GAMUT_INLINE sum_of_two<R> logarithm(R x) {
  parts<R> const p(x);
  auto const [q, q_low] = quotient_at_one(p.m);
  R const z = q * q;
  R const low = fma(R(z * q),
                    polynomial(z, {0x1.5555554bb2b2cp-2f, 0x1.9999eb5d84f14p-3f, 0x1.245c438323e99p-3f,
                                   0x1.ddced7078dd48p-4f}),
                    q_low);
  return scaled(p.exponent, q, low, 0x1.715476p+1f, 0x1.4ae0cp-25f);
}

/// x to the power y, of positive normal numbers x; and the logarithm to base 2 of the result.
template <class R>
GAMUT_INLINE R power(R x, R y, R& log) {
  auto const [high, low] = logarithm(x);
  log = y * high;
  R const rest = fma(y, high, R(-log)) + y * low;
  if constexpr (std::same_as<number<R>, double>)
    return power_of_two(log, rest, exponential_53);
  else {
    // The low part holds all but the first term of the series: times a large y it is not small.
    R const product = log;
    log = product + rest;
    return power_of_two(log, R(rest - (log - product)), exponential_24);
  }
}

template <of_either R>
GAMUT_INLINE R pow(R x, R y) {
  using limits = std::numeric_limits<number<R>>;
  R log;
  R const result = power(x, y, log);
  auto const inside =
      lanes_and(lanes_and(lanes_less_equal(fill<R>(limits::min()), x), lanes_less(x, fill<R>(limits::infinity()))),
                lanes_less(R(ei::pabs(log)), fill<R>(limits::max_exponent - 3)));
  return inside_or(inside, result, [&] { return vector_pow(x, y); });
}

} // namespace elementary
} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
GAMUT_REGISTERS_END
#endif
