// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Truth values of a vector register's lanes. Where the processor has mask registers (AVX-512) they are one
// bit each; elsewhere as wide as the numbers, all bits or none.
#pragma once

#include <gamut/config.hpp>
#include <gamut/dtype.hpp>
#include <gamut/host/eigen.hpp>

#include <concepts>
#include <cstring>
#include <type_traits>

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

namespace ei = Eigen::internal;

template <class T>
using raw_packet = typename ei::packet_traits<T>::type;
template <class T>
inline constexpr int lanes = ei::unpacket_traits<raw_packet<T>>::size;

// What one lane answers, for the registers of `T`: comparisons, operations on the answers, a choice by them.
#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
template <class T>
using raw_mask = std::conditional_t<lanes<T> == 8, __mmask8, __mmask16>;

GAMUT_INLINE __mmask8 lanes_less(__m512d x, __m512d y) { return _mm512_cmp_pd_mask(x, y, _CMP_LT_OQ); }
GAMUT_INLINE __mmask8 lanes_less_equal(__m512d x, __m512d y) { return _mm512_cmp_pd_mask(x, y, _CMP_LE_OQ); }
GAMUT_INLINE __mmask8 lanes_equal(__m512d x, __m512d y) { return _mm512_cmp_pd_mask(x, y, _CMP_EQ_OQ); }
GAMUT_INLINE __mmask16 lanes_less(__m512 x, __m512 y) { return _mm512_cmp_ps_mask(x, y, _CMP_LT_OQ); }
GAMUT_INLINE __mmask16 lanes_less_equal(__m512 x, __m512 y) { return _mm512_cmp_ps_mask(x, y, _CMP_LE_OQ); }
GAMUT_INLINE __mmask16 lanes_equal(__m512 x, __m512 y) { return _mm512_cmp_ps_mask(x, y, _CMP_EQ_OQ); }
/// Whether low <= x < high, of bounds that are not negative: their bits, as whole numbers, are in the order
/// of the numbers. Among the many operations of a logarithm two comparisons measure faster.
GAMUT_INLINE __mmask8 lanes_within(double low, __m512d x, __m512d high) {
  __m512i const first = _mm512_castpd_si512(_mm512_set1_pd(low));
  return _mm512_cmplt_epu64_mask(_mm512_sub_epi64(_mm512_castpd_si512(x), first),
                                 _mm512_sub_epi64(_mm512_castpd_si512(high), first));
}
GAMUT_INLINE __mmask16 lanes_within(float low, __m512 x, __m512 high) {
  __m512i const first = _mm512_castps_si512(_mm512_set1_ps(low));
  return _mm512_cmplt_epu32_mask(_mm512_sub_epi32(_mm512_castps_si512(x), first),
                                 _mm512_sub_epi32(_mm512_castps_si512(high), first));
}
GAMUT_INLINE __m512d lanes_select(__mmask8 c, __m512d x, __m512d y) { return _mm512_mask_blend_pd(c, y, x); }
GAMUT_INLINE __m512 lanes_select(__mmask16 c, __m512 x, __m512 y) { return _mm512_mask_blend_ps(c, y, x); }

template <std::unsigned_integral M>
GAMUT_INLINE M lanes_and(M x, M y) {
  return static_cast<M>(x & y);
}
template <std::unsigned_integral M>
GAMUT_INLINE M lanes_or(M x, M y) {
  return static_cast<M>(x | y);
}
template <std::unsigned_integral M>
GAMUT_INLINE M lanes_xor(M x, M y) {
  return static_cast<M>(x ^ y);
}
template <std::unsigned_integral M>
GAMUT_INLINE M lanes_not(M x) {
  return static_cast<M>(~x);
}
template <std::unsigned_integral M>
GAMUT_INLINE bool lanes_all(M x) {
  return lanes_not(x) == 0;
}
template <std::unsigned_integral M>
GAMUT_INLINE unsigned lanes_bits(M x) {
  return x;
}
template <std::unsigned_integral M>
GAMUT_INLINE M lanes_before(gamut::index count, M = {}) {
  return static_cast<M>((1u << count) - 1);
}
GAMUT_INLINE void load_first(double const* from, gamut::index count, __m512d& x) {
  x = _mm512_mask_loadu_pd(_mm512_set1_pd(from[count - 1]), lanes_before<__mmask8>(count), from);
}
GAMUT_INLINE void load_first(float const* from, gamut::index count, __m512& x) {
  x = _mm512_mask_loadu_ps(_mm512_set1_ps(from[count - 1]), lanes_before<__mmask16>(count), from);
}
GAMUT_INLINE void store_first(double* to, gamut::index count, __m512d x) {
  _mm512_mask_storeu_pd(to, lanes_before<__mmask8>(count), x);
}
GAMUT_INLINE void store_first(float* to, gamut::index count, __m512 x) {
  _mm512_mask_storeu_ps(to, lanes_before<__mmask16>(count), x);
}
GAMUT_INLINE void store_truths(bool* to, __mmask8 x) {
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_maskz_set1_epi8(x, 1));
}
GAMUT_INLINE void store_truths(bool* to, __mmask16 x) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm_maskz_set1_epi8(x, 1));
}
GAMUT_INLINE void load_truths(bool const* from, __mmask8& x) {
  __m128i const bytes = _mm_loadl_epi64(reinterpret_cast<__m128i const*>(from));
  x = static_cast<__mmask8>(_mm_test_epi8_mask(bytes, bytes));
}
GAMUT_INLINE void load_truths(bool const* from, __mmask16& x) {
  __m128i const bytes = _mm_loadu_si128(reinterpret_cast<__m128i const*>(from));
  x = _mm_test_epi8_mask(bytes, bytes);
}
#else
template <class T>
using raw_mask = raw_packet<T>;

template <class R>
GAMUT_INLINE R lanes_less(R const& x, R const& y) {
  return ei::pcmp_lt(x, y);
}
template <class R>
GAMUT_INLINE R lanes_less_equal(R const& x, R const& y) {
  return ei::pcmp_le(x, y);
}
template <class R>
GAMUT_INLINE R lanes_equal(R const& x, R const& y) {
  return ei::pcmp_eq(x, y);
}
template <class R>
GAMUT_INLINE R lanes_within(typename ei::unpacket_traits<R>::type low, R const& x, R const& high) {
  return ei::pand(lanes_less_equal(ei::pset1<R>(low), x), lanes_less(x, high));
}
template <class R>
GAMUT_INLINE R lanes_select(R const& c, R const& x, R const& y) {
  return ei::pselect(c, x, y);
}
#if defined(EIGEN_VECTORIZE_AVX) && defined(__GNUC__) && !defined(__clang__)
// The instruction as such: of the intrinsic GCC makes a comparison of the mask with 0, and keeps it where two
// choices share the mask. In both of the assembler's dialects, as a program may be compiled for either.
GAMUT_INLINE __m256 lanes_select(__m256 c, __m256 x, __m256 y) {
  __m256 result;
  asm("vblendvps {%3, %2, %1, %0|%0, %1, %2, %3}" : "=x"(result) : "x"(y), "xm"(x), "x"(c));
  return result;
}
GAMUT_INLINE __m256d lanes_select(__m256d c, __m256d x, __m256d y) {
  __m256d result;
  asm("vblendvpd {%3, %2, %1, %0|%0, %1, %2, %3}" : "=x"(result) : "x"(y), "xm"(x), "x"(c));
  return result;
}
#endif
template <class R>
GAMUT_INLINE R lanes_and(R const& x, R const& y) {
  return ei::pand(x, y);
}
template <class R>
GAMUT_INLINE R lanes_or(R const& x, R const& y) {
  return ei::por(x, y);
}
template <class R>
GAMUT_INLINE R lanes_xor(R const& x, R const& y) {
  return ei::pxor(x, y);
}
template <class R>
GAMUT_INLINE R lanes_not(R const& x) {
  return ei::pandnot(ei::ptrue(x), x);
}
template <class R>
requires(!std::is_array_v<R>) GAMUT_INLINE void store_truths(bool* to, R const& x) {
  using T = typename ei::unpacket_traits<R>::type;
  constexpr int n = ei::unpacket_traits<R>::size;
  alignas(64) T at[n];
  ei::pstore(at, ei::pand(x, ei::pset1<R>(T(1)))); // all bits and those of 1 are 1
  for (int j = 0; j < n; ++j) to[j] = at[j] != T(0);
}
#if defined(EIGEN_VECTORIZE_AVX2)
/// Eight lanes of 32 bits, all or none of each, as bytes.
GAMUT_INLINE void store_truths(bool* to, __m256 x) {
  __m256i const all = _mm256_castps_si256(x);
  __m128i const pairs = _mm_packs_epi32(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1));
  _mm_storel_epi64(reinterpret_cast<__m128i*>(to),
                   _mm_and_si128(_mm_packs_epi16(pairs, pairs), _mm_set1_epi8(1)));
}
GAMUT_INLINE void store_truths(bool* to, __m256d x) {
  __m256 const all = _mm256_castpd_ps(x);
  __m128i const halves = _mm_castps_si128(
      _mm_shuffle_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1), _MM_SHUFFLE(2, 0, 2, 0)));
  __m128i const pairs = _mm_packs_epi32(halves, halves);
  int const four = _mm_cvtsi128_si32(_mm_and_si128(_mm_packs_epi16(pairs, pairs), _mm_set1_epi8(1)));
  std::memcpy(to, &four, sizeof four);
}
// Of four registers at a time: half the work of one after the other. Packing leaves the halves of registers
// apart, which are put in order at last.
GAMUT_INLINE void store_truths(bool* to, __m256 const (&x)[4]) {
  auto const pairs = [&](int i) {
    return _mm256_packs_epi32(_mm256_castps_si256(x[i]), _mm256_castps_si256(x[i + 1]));
  };
  __m256i const bytes = _mm256_and_si256(_mm256_packs_epi16(pairs(0), pairs(2)), _mm256_set1_epi8(1));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                      _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7)));
}
GAMUT_INLINE void store_truths(bool* to, __m256d const (&x)[4]) {
  // The halves of a lane are the same: those of two registers alternate.
  auto const both = [&](int i) {
    return _mm256_castps_si256(
        _mm256_blend_ps(_mm256_castpd_ps(x[i]), _mm256_castpd_ps(x[i + 1]), 0b10101010));
  };
  __m256i const pairs = _mm256_packs_epi32(both(0), both(2));
  // Bytes of lanes 0 of both registers, then 1; of the first two registers, then of the others.
  __m128i const bytes = _mm_packs_epi16(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
  __m128i const order = _mm_setr_epi8(0, 2, 8, 10, 1, 3, 9, 11, 4, 6, 12, 14, 5, 7, 13, 15);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                   _mm_and_si128(_mm_shuffle_epi8(bytes, order), _mm_set1_epi8(1)));
}
#endif
template <class R>
GAMUT_INLINE unsigned lanes_bits(R const& x) {
  bool at[ei::unpacket_traits<R>::size];
  store_truths(at, x);
  unsigned bits = 0;
  for (unsigned j = 0; j < sizeof at; ++j) bits |= unsigned(at[j]) << j;
  return bits;
}
#if defined(EIGEN_VECTORIZE_SSE2)
GAMUT_INLINE unsigned lanes_bits(__m128 x) { return unsigned(_mm_movemask_ps(x)); }
GAMUT_INLINE unsigned lanes_bits(__m128d x) { return unsigned(_mm_movemask_pd(x)); }
#endif
#if defined(EIGEN_VECTORIZE_AVX)
GAMUT_INLINE unsigned lanes_bits(__m256 x) { return unsigned(_mm256_movemask_ps(x)); }
GAMUT_INLINE unsigned lanes_bits(__m256d x) { return unsigned(_mm256_movemask_pd(x)); }
#endif
template <class R>
GAMUT_INLINE bool lanes_all(R const& x) {
#if defined(EIGEN_VECTORIZE_SSE2) // where Eigen 3.4 adds up the lanes of float64
  return lanes_bits(x) == (1u << ei::unpacket_traits<R>::size) - 1;
#else
  return !ei::predux_any(lanes_not(x));
#endif
}
template <class R>
GAMUT_INLINE void load_truths(bool const* from, R& x) {
  using T = typename ei::unpacket_traits<R>::type;
  constexpr int n = ei::unpacket_traits<R>::size;
  alignas(64) T at[n];
  for (int j = 0; j < n; ++j) at[j] = T(from[j]);
  x = lanes_not(ei::pcmp_eq(ei::pload<R>(at), ei::pset1<R>(T(0))));
}
#if defined(EIGEN_VECTORIZE_AVX2)
GAMUT_INLINE void load_truths(bool const* from, __m256& x) {
  __m128i const bytes = _mm_loadl_epi64(reinterpret_cast<__m128i const*>(from));
  x = _mm256_castsi256_ps(_mm256_cmpgt_epi32(_mm256_cvtepu8_epi32(bytes), _mm256_setzero_si256()));
}
GAMUT_INLINE void load_truths(bool const* from, __m256d& x) {
  int four;
  std::memcpy(&four, from, sizeof four);
  x = _mm256_castsi256_pd(
      _mm256_cmpgt_epi64(_mm256_cvtepu8_epi64(_mm_cvtsi32_si128(four)), _mm256_setzero_si256()));
}
#endif
#endif

#if !(defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__))
#if defined(EIGEN_VECTORIZE_AVX2)
// Only loads are masked: stores are slow on many processors.
GAMUT_INLINE void load_first(double const* from, gamut::index count, __m256d& x) {
  __m256i const first = _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), _mm256_setr_epi64x(0, 1, 2, 3));
  x = _mm256_blendv_pd(_mm256_set1_pd(from[count - 1]), _mm256_maskload_pd(from, first),
                       _mm256_castsi256_pd(first));
}
GAMUT_INLINE void load_first(float const* from, gamut::index count, __m256& x) {
  __m256i const first =
      _mm256_cmpgt_epi32(_mm256_set1_epi32(int(count)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  x = _mm256_blendv_ps(_mm256_set1_ps(from[count - 1]), _mm256_maskload_ps(from, first),
                       _mm256_castsi256_ps(first));
}
#endif
template <class T, class R>
GAMUT_INLINE void load_first(T const* from, gamut::index count, R& x) {
  constexpr int n = ei::unpacket_traits<R>::size;
  alignas(64) T at[n];
  for (int j = 0; j < n; ++j) at[j] = from[j < count ? j : count - 1];
  x = ei::pload<R>(at);
}
template <class T, class R>
GAMUT_INLINE void store_first(T* to, gamut::index count, R const& x) {
  constexpr int n = ei::unpacket_traits<R>::size;
  alignas(64) T at[n];
  ei::pstore(at, x);
  for (int j = 0; j < n - 1; ++j)
    if (j < count) to[j] = at[j];
}
#endif

/// Truth values, one for each lane of a register of `T`.
template <class T>
struct mask {
  raw_mask<T> raw;

  GAMUT_INLINE static mask load(bool const* from) {
    mask x;
    load_truths(from, x.raw);
    return x;
  }
  GAMUT_INLINE void store(bool* to) const { store_truths(to, raw); }
  /// Those of four registers, one after the other.
  GAMUT_INLINE static void store(bool* to, mask const (&x)[4]) requires requires(raw_mask<T> const (&r)[4]) {
    store_truths(to, r);
  }
  {
    raw_mask<T> const all[] = {x[0].raw, x[1].raw, x[2].raw, x[3].raw};
    store_truths(to, all);
  }
  /// The first `count` of them, fewer than all.
  GAMUT_INLINE void store_first(bool* to, gamut::index count) const {
    bool all[lanes<T>];
    store(all);
    for (int j = 0; j < lanes<T> - 1; ++j)
      if (j < count) to[j] = all[j];
  }

  GAMUT_INLINE friend mask both(mask x, mask y) { return {lanes_and(x.raw, y.raw)}; }
  GAMUT_INLINE friend mask either(mask x, mask y) { return {lanes_or(x.raw, y.raw)}; }
  GAMUT_INLINE friend mask differ(mask x, mask y) { return {lanes_xor(x.raw, y.raw)}; }
  GAMUT_INLINE friend mask inverse(mask x) { return {lanes_not(x.raw)}; }
  GAMUT_INLINE friend mask select(mask c, mask x, mask y) { return either(both(c, x), both(inverse(c), y)); }
  GAMUT_INLINE friend mask operator==(mask x, mask y) { return inverse(differ(x, y)); }
  GAMUT_INLINE friend mask operator<(mask x, mask y) { return both(inverse(x), y); }
  GAMUT_INLINE friend mask operator<=(mask x, mask y) { return either(inverse(x), y); }
  GAMUT_INLINE friend mask larger(mask x, mask y) { return either(x, y); }
  GAMUT_INLINE friend mask smaller(mask x, mask y) { return both(x, y); }
  GAMUT_INLINE friend mask bit_and(mask x, mask y) { return both(x, y); }
  GAMUT_INLINE friend mask bit_or(mask x, mask y) { return either(x, y); }
  GAMUT_INLINE friend mask bit_xor(mask x, mask y) { return differ(x, y); }
  GAMUT_INLINE friend mask bit_not(mask x) { return inverse(x); }
  /// The lanes as bits, the first one lowest.
  GAMUT_INLINE friend unsigned bits_of(mask x) { return lanes_bits(x.raw); }
  /// Whether every lane is true.
  GAMUT_INLINE friend bool all_of(mask x) { return lanes_all(x.raw); }
};

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
