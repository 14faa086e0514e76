// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What the elementary functions of a vector register are written in: polynomials, the bits of numbers, small
// tables, numbers as sums of two (Muller et al., Handbook of Floating-Point Arithmetic, 2nd edition, chapters
// 4 and 5). They are there where a fused multiply-add is.
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
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
namespace elementary {

template <class R>
using number = typename ei::unpacket_traits<R>::type;
template <class R>
concept of_double = std::same_as < number<R>,
double > ;
template <class R>
concept of_float = std::same_as < number<R>,
float > ;
template <class R>
concept of_either = of_double<R> || of_float<R>;

/// The bits of a register's numbers, as integers that wrap around.
template <class R>
struct bits_of_register {
  typedef gamut::detail::sized_int<int(sizeof(number<R>)), false> type
      __attribute__((vector_size(sizeof(R))));
};
template <class R>
using bits = typename bits_of_register<R>::type;
template <class T>
constexpr auto bits_of_number(T x) {
  return std::bit_cast<gamut::detail::sized_int<int(sizeof(T)), false>>(x);
}

template <class R>
GAMUT_INLINE R fill(number<R> x) {
  return ei::pset1<R>(x);
}
template <class R>
GAMUT_INLINE R fma(R x, R y, R z) {
  return ei::pmadd(x, y, z);
}
/// c[0] + x c[1] + x^2 c[2] + ...; of a long one the even powers beside the odd ones, whose sums need not
/// wait for each other, but for c[0], which is added last. No loops: compilers leave some of them in place.
template <class R, std::size_t N, std::size_t... I>
GAMUT_INLINE R polynomial(R x, number<R> const (&c)[N], std::index_sequence<I...>) {
  if constexpr (N < 6) {
    R sum = fill<R>(c[N - 1]);
    ((sum = fma(sum, x, fill<R>(c[N - 2 - I]))), ...);
    return sum;
  } else {
    R const square = x * x;
    R sums[2] = {fill<R>(c[N - 1]), fill<R>(c[N - 2])};
    ((sums[I % 2] = fma(sums[I % 2], square, fill<R>(c[N - 3 - I]))), ...);
    return fma(fma(sums[N % 2 == 0], x, sums[N % 2]), x, fill<R>(c[0]));
  }
}
template <class R, std::size_t N>
GAMUT_INLINE R polynomial(R x, number<R> const (&c)[N]) {
  return polynomial(x, c, std::make_index_sequence < N < 6 ? N - 1 : N - 3 > {});
}
/// |x| with the sign of y.
template <class R>
GAMUT_INLINE R with_sign(R x, R y) {
  R const sign = fill<R>(number<R>(-0.));
  return ei::por(ei::pandnot(x, sign), ei::pand(y, sign));
}
/// x or -x, as the sign of y says.
template <class R>
GAMUT_INLINE R turned(R x, R y) {
  return ei::pxor(x, ei::pand(y, fill<R>(number<R>(-0.))));
}

/// Where the sign is set, as what `lanes_select` takes.
template <class R>
GAMUT_INLINE auto lanes_negative(R x) {
#if defined(EIGEN_VECTORIZE_AVX512)
  if constexpr (of_double<R>)
    return _mm512_movepi64_mask((__m512i)x);
  else
    return _mm512_movepi32_mask((__m512i)x);
#else
  return x; // blends look at nothing else
#endif
}

/// What rounds to a whole number when it is added: 1.5 times the power of two whose unit in the last place
/// is 1.
template <class T>
inline constexpr T whole = T(3) * T(std::uint64_t(1) << (std::numeric_limits<T>::digits - 2));
template <class T>
inline constexpr int fraction_bits = std::numeric_limits<T>::digits - 1;
/// The bits of 2 to the power `exponent`.
template <class T>
inline constexpr auto power_bits = [](int exponent) {
  return gamut::detail::sized_int<int(sizeof(T)), false>(exponent + std::numeric_limits<T>::max_exponent - 1)
         << fraction_bits<T>;
};

/// A number as the sum of two, the second small against the first.
template <class R>
struct sum_of_two {
  R high, low;
};
/// x + y exactly, where x is 0 or |x| >= |y|.
template <class R>
GAMUT_INLINE sum_of_two<R> ordered_sum(R x, R y) {
  R const high = x + y;
  return {high, R((x - high) + y)};
}
/// x + y exactly.
template <class R>
GAMUT_INLINE sum_of_two<R> exact_sum(R x, R y) {
  R const high = x + y, of_y = high - x;
  return {high, R((x - (high - of_y)) + (y - of_y))};
}
/// x y exactly.
template <class R>
GAMUT_INLINE sum_of_two<R> exact_product(R x, R y) {
  R const high = x * y;
  return {high, fma(x, y, R(-high))};
}
/// x + y z exactly, as `ordered_sum`, but for half a unit of the second number's last place.
template <class R>
GAMUT_INLINE sum_of_two<R> sum_and_product(R x, R y, R z) {
  R const high = fma(y, z, x);
  return {high, fma(y, z, R(x - high))};
}
/// 1 / x to 10 bits or more: what corrections are multiplied by.
template <of_float R>
GAMUT_INLINE R rough_inverse(R x) {
#if defined(EIGEN_VECTORIZE_AVX512)
  return _mm512_rcp14_ps(x);
#else
  return _mm256_rcp_ps(x);
#endif
}
template <of_double R>
GAMUT_INLINE R rough_inverse(R x) {
#if defined(EIGEN_VECTORIZE_AVX512)
  return _mm512_rcp14_pd(x);
#else
  // Bits that are subtracted subtract the exponent, and the fraction nearly: within 1 / 19 of the inverse,
  // and within 2^-14 by 1 / u of u = x y; less than half the time of a division.
  R const y = (R)(0x7fde623822fc16e6 - (bits<R>)x), u = x * y;
  return y * polynomial(u, {0x1.807da6bb49c07p+1, -0x1.80bc7b660bcf4p+1, 0x1.007da954aaf74p+0});
#endif
}
/// x / y in two numbers, of an x and a y in two.
template <class R>
GAMUT_INLINE sum_of_two<R> quotient(sum_of_two<R> x, sum_of_two<R> y) {
  R const inverse = number<R>(1) / y.high, q = x.high * inverse;
  return {q, R((fma(R(-q), y.high, x.high) + fma(R(-q), y.low, x.low)) * inverse)};
}
/// The square root of a sum in two numbers; it may be 0. `Fully` asks for as many digits of the second as of
/// the first.
template <bool Fully = false, class R>
GAMUT_INLINE sum_of_two<R> square_root(R high, R low) {
  using T = number<R>;
  R const root = processor_sqrt(high);
  R inverse = rough_inverse(R(ei::pmax(root, fill<R>(std::numeric_limits<T>::min()))));
  if constexpr (Fully) inverse = fma(inverse, fma(R(-root), inverse, fill<R>(1)), inverse);
  return {root, R((fma(R(-root), root, high) + low) * (inverse * T(0.5)))};
}

/// Numbers of a table, by the lowest bits of each lane's place.
template <of_double R>
GAMUT_INLINE R lookup(double const (&table)[16], bits<R> place) {
#if defined(EIGEN_VECTORIZE_AVX512)
  return _mm512_permutex2var_pd(_mm512_load_pd(table), (__m512i)place, _mm512_load_pd(table + 8));
#else
  // One by one: the places are taken out of the register once for all tables, which a gather does for each.
  bits<R> const at = place & 15u;
  return R{table[at[0]], table[at[1]], table[at[2]], table[at[3]]};
#endif
}
template <of_float R>
GAMUT_INLINE R lookup(float const (&table)[8], bits<R> place) {
  __m256 const all = _mm256_load_ps(table);
#if defined(EIGEN_VECTORIZE_AVX512)
  return _mm512_permutexvar_ps((__m512i)place, (__m512)_mm512_broadcast_f64x4(_mm256_castps_pd(all)));
#else
  return _mm256_permutevar8x32_ps(all, (__m256i)place);
#endif
}
template <of_float R>
GAMUT_INLINE R lookup(float const (&table)[32], bits<R> place) {
#if defined(EIGEN_VECTORIZE_AVX512)
  return _mm512_permutex2var_ps(_mm512_load_ps(table), (__m512i)place, _mm512_load_ps(table + 16));
#else
  // By the three lowest bits out of each quarter of the table, of which the next two choose one: half the
  // time that eight loads take.
  auto const quarter = [&](int i) {
    return _mm256_permutevar8x32_ps(_mm256_load_ps(table + 8 * i), (__m256i)place);
  };
  R const odd = (R)(place << 28), upper = (R)(place << 27);
  return _mm256_blendv_ps(_mm256_blendv_ps(quarter(0), quarter(1), odd),
                          _mm256_blendv_ps(quarter(2), quarter(3), odd), upper);
#endif
}

/// `fast`, with another register's lanes where it is not `inside` its domain.
template <class R, class M, class Other>
GAMUT_INLINE R inside_or(M inside, R fast, Other const& other) {
  return lanes_all(inside) ? fast : R(lanes_select(inside, fast, R(other())));
}
/// `fast`, with C's own function in those lanes that are not `inside` its domain.
template <class R, class M, class... X>
[[gnu::noinline]] R replace_lanes(M inside, R fast, number<R> (*exact)(number<X>...), X... x) {
  using T = number<R>;
  struct alignas(64) lanes_of {
    T at[ei::unpacket_traits<R>::size];
    explicit lanes_of(R of) { ei::pstore(at, of); }
  };
  unsigned const good = lanes_bits(inside);
  lanes_of result(fast);
  auto const replace = [&](auto const&... of) {
    for (unsigned i = 0; i < ei::unpacket_traits<R>::size; ++i)
      if (!(good >> i & 1u)) result.at[i] = exact(of.at[i]...);
  };
  replace(lanes_of(x)...);
  return ei::pload<R>(result.at);
}
template <class R, class M, class... X>
requires(sizeof...(X) > 0) GAMUT_INLINE R
    inside_or(M inside, R fast, number<R> (*exact)(number<X>...), X... x) {
  if (!lanes_all(inside)) [[unlikely]]
    return replace_lanes(inside, fast, exact, x...);
  return fast;
}

// Halves of a register of float32 as registers of float64, and these as one again.
#if defined(EIGEN_VECTORIZE_AVX512)
GAMUT_INLINE __m512d lower_half(__m512 x) { return _mm512_cvtps_pd(_mm512_castps512_ps256(x)); }
GAMUT_INLINE __m512d upper_half(__m512 x) {
  return _mm512_cvtps_pd(_mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(x), 1)));
}
GAMUT_INLINE __m512 joined(__m512d x, __m512d y) {
  __m512d const lower = _mm512_castps_pd(_mm512_castps256_ps512(_mm512_cvtpd_ps(x)));
  return _mm512_castpd_ps(_mm512_insertf64x4(lower, _mm256_castps_pd(_mm512_cvtpd_ps(y)), 1));
}
#else
GAMUT_INLINE __m256d lower_half(__m256 x) { return _mm256_cvtps_pd(_mm256_castps256_ps128(x)); }
GAMUT_INLINE __m256d upper_half(__m256 x) { return _mm256_cvtps_pd(_mm256_extractf128_ps(x, 1)); }
GAMUT_INLINE __m256 joined(__m256d x, __m256d y) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm256_cvtpd_ps(x)), _mm256_cvtpd_ps(y), 1);
}
#endif

} // namespace elementary
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
#endif
