// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elementary functions of a vector register where libmvec's are slower than they need be: a power, an arc, a
// length. Each reduces its argument as the textbooks do (Muller, Elementary Functions, 3rd edition, chapters
// 3 and 11) to an interval where a polynomial, interpolated at the interval's Chebyshev points, is exact
// enough. Arguments outside a function's domain here (zeros, infinities, nans, what would overflow on the
// way) give any value: `packet.hpp` asks which lanes are inside, and has libmvec compute the others.
#pragma once

#include <gamut/host/mask.hpp>
#include <gamut/host/vector_math.hpp>

#include <bit>
#include <cstdint>
#include <limits>
#include <utility>

#if defined(GAMUT_HOST_LIBMVEC) && defined(EIGEN_VECTORIZE_FMA) && defined(EIGEN_VECTORIZE_AVX2)
#define GAMUT_HOST_ELEMENTARY

GAMUT_REGISTERS_BEGIN
namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

namespace elementary {

template <class R>
using number = typename ei::unpacket_traits<R>::type;

/// The bits of a register's numbers, as integers that wrap around.
template <class R>
struct bits_of_register;
template <class R>
requires std::same_as < number<R>,
double > struct bits_of_register<R> { typedef std::uint64_t type __attribute__((vector_size(sizeof(R)))); };
template <class R>
requires std::same_as < number<R>,
float > struct bits_of_register<R> { typedef std::uint32_t type __attribute__((vector_size(sizeof(R)))); };
template <class R>
using bits = typename bits_of_register<R>::type;

template <class R>
GAMUT_INLINE R fill(number<R> x) {
  return ei::pset1<R>(x);
}
template <class R>
GAMUT_INLINE R fma(R x, R y, R z) {
  return ei::pmadd(x, y, z);
}
/// c[0] + x c[1] + x^2 c[2] + ...
template <class R, std::size_t N>
GAMUT_INLINE R polynomial(R x, number<R> const (&c)[N]) {
  R sum = fill<R>(c[N - 1]);
  for (std::size_t i = N - 1; i-- > 0;) sum = fma(sum, x, fill<R>(c[i]));
  return sum;
}

/// What rounds to a whole number when it is added: 1.5 times the power of two whose unit in the last place
/// is 1.
template <class T>
inline constexpr T whole = T(3) * T(std::uint64_t(1) << (std::numeric_limits<T>::digits - 2));
template <class T>
inline constexpr int fraction_bits = std::numeric_limits<T>::digits - 1;

/// 2 to the power x, of a register whose |x| is less than the largest exponent; `rest` is added to x.
template <class R, std::size_t N>
GAMUT_INLINE R power_of_two(R x, R rest, number<R> const (&c)[N]) {
  using T = number<R>;
  R const rounded = x + whole<T>, f = (x - (rounded - whole<T>)) + rest;
  R const fraction = fma(f, polynomial(f, c), fill<R>(1));
  return (R)((bits<R>)fraction + ((bits<R>)rounded << fraction_bits<T>));
}
// (2^f - 1) / f in [-1/2, 1/2], to 2^-26 and 2^-61.
inline constexpr float exponential_24[] = {0x1.62e4302fc626ep-1f,  0x1.ebfbe00e63baep-3f,
                                           0x1.c6af6cdbbdcc7p-5f,  0x1.3b2a53045179ap-7f,
                                           0x1.5f0890162a90ap-10f, 0x1.4413896e1ad27p-13f};
inline constexpr double exponential_53[] = {
    0x1.62e42fefa39efp-1,  0x1.ebfbdff82c58fp-3,  0x1.c6b08d704a0c6p-5,  0x1.3b2ab6fba4e79p-7,
    0x1.5d87fe78a3f9cp-10, 0x1.430912f86b7dbp-13, 0x1.ffcbfc6da6ed1p-17, 0x1.62c02242b879cp-20,
    0x1.b524ebd13a55fp-24, 0x1.e4cf10dec0f59p-28, 0x1.e9ec1fcb69a7fp-32, 0x1.c4a29324a1038p-36};

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

/// A number as the sum of two, the second small against the first.
template <class R>
struct sum_of_two {
  R high, low;
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
template <class R>
requires std::same_as < number<R>,
double > GAMUT_INLINE sum_of_two<R> logarithm(R x) {
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
template <class R>
requires std::same_as < number<R>,
float > GAMUT_INLINE sum_of_two<R> logarithm(R x) {
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

/// 1 - erf(x) of |x| < 9: exp(-x^2) / (1 + 2 |x|) times a polynomial in (|x| - 2) / (|x| + 2) (Shepherd and
/// Laframboise, Chebyshev Approximation of (1 + 2x) exp(x^2) erfc x, 1981).
template <class R>
requires std::same_as < number<R>,
float > GAMUT_INLINE R complementary_error(R x) {
  R const a = ei::pabs(x), square = a * a, square_low = fma(a, a, R(-square));
  R const factor = fill<R>(-0x1.715476p+0f), log = square * factor;
  R const log_low = fma(square, factor, R(-log)) + fma(square_low, factor, R(square * -0x1.4ae0cp-26f));
  R const bell = power_of_two(log, log_low, exponential_24);
  R const d = 1.f + 2.f * a, d_low = 2.f * a - (d - 1.f), inverse = 1.f / d, q = bell * inverse;
  R const q_low = (fma(R(-q), d, bell) - q * d_low) * inverse;
  R const series = polynomial(R((a - 2.f) / (a + 2.f)),
                              {0x1.46e80e156236cp+0f, -0x1.7bf5fda145504p-4f, -0x1.5407c109866ecp-3f,
                               0x1.4ffb64b4ae8f9p-3f, -0x1.bc221d585aaa9p-5f, -0x1.07f20289889b2p-7f,
                               0x1.1c338d68a1f47p-7f, 0x1.5a96e0c43716cp-10f, -0x1.4f6b9129fccd0p-10f,
                               -0x1.c3d643f5c95adp-12f});
  R const right = fma(q, series, R(q_low * series));
  return lanes_select(lanes_less(x, fill<R>(0)), R(2.f - right), right);
}

/// arcsin(x) of [-1, 1]: beyond 1/2 from the half angle.
template <class R>
requires std::same_as < number<R>,
float > GAMUT_INLINE R arc_sine(R x) {
  R const sign = fill<R>(-0.f), a = ei::pabs(x);
  auto const outer = lanes_less(fill<R>(0.5f), a);
  R const z = lanes_select(outer, R((1.f - a) * 0.5f), R(a * a));
  R const t = lanes_select(outer, R(exact_sqrt(z)), a);
  R const arc = fma(R(t * z),
                    polynomial(z, {0x1.555554e435732p-3f, 0x1.333430fcff28ep-4f, 0x1.6d5bb95f8e653p-5f,
                                   0x1.fd8da2554dd38p-6f, 0x1.18f91e79712b5p-6f, 0x1.13fed3dd245cep-5f}),
                    t);
  R const quarter = fill<R>(0x1.921fb6p-1f);
  R const whole_arc = lanes_select(outer, R(((quarter - arc) + (quarter - arc)) - 0x1.777a5cp-25f), arc);
  return ei::por(whole_arc, ei::pand(x, sign));
}

/// The angle of (x, y), of finite numbers that are not both zero.
template <class R>
requires std::same_as < number<R>,
float > GAMUT_INLINE R angle(R y, R x) {
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

} // namespace elementary

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
GAMUT_REGISTERS_END
#endif
