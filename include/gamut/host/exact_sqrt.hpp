// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Square roots of a vector register, each the nearest number, as IEEE 754 and NumPy have it. Eigen's own are
// an approximation by default (EIGEN_FAST_MATH).
#pragma once

#include <gamut/host/mask.hpp>

#include <limits>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

// The processor's instructions. They run beside multiply-adds: among many of these they take no time.
#if defined(EIGEN_VECTORIZE_SSE2)
GAMUT_INLINE __m128 processor_sqrt(__m128 x) { return _mm_sqrt_ps(x); }
GAMUT_INLINE __m128d processor_sqrt(__m128d x) { return _mm_sqrt_pd(x); }
#endif
#if defined(EIGEN_VECTORIZE_AVX)
GAMUT_INLINE __m256 processor_sqrt(__m256 x) { return _mm256_sqrt_ps(x); }
GAMUT_INLINE __m256d processor_sqrt(__m256d x) { return _mm256_sqrt_pd(x); }
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
GAMUT_INLINE __m512 processor_sqrt(__m512 x) { return _mm512_sqrt_ps(x); }
GAMUT_INLINE __m512d processor_sqrt(__m512d x) { return _mm512_sqrt_pd(x); }
#endif
#if defined(EIGEN_VECTORIZE_NEON) && defined(__aarch64__)
GAMUT_INLINE float32x4_t processor_sqrt(float32x4_t x) { return vsqrtq_f32(x); }
GAMUT_INLINE float64x2_t processor_sqrt(float64x2_t x) { return vsqrtq_f64(x); }
#endif

template <class R>
requires requires(R x) { processor_sqrt(x); }
GAMUT_INLINE R exact_sqrt(R x) { return processor_sqrt(x); }
#if defined(EIGEN_VECTORIZE_AVX512)
/// Alone, the instruction for eight float64 takes 16 cycles and more, these multiply-adds 11: a root and
/// half its inverse from an estimate of that to 2^-14, and the nearest number by what is left of x
/// (Markstein, Computation of Elementary Functions on the IBM RISC System/6000 Processor, 1990). Rounding
/// goes wrong nowhere: a root within 2^-41 units of the middle between two numbers is that of one of a few
/// thousand x, which `tests/packet.cpp` lists and tries, and the sum below is exact to 2^-47.
GAMUT_INLINE __m512d exact_sqrt(__m512d x) {
  auto const all = [](double y) { return _mm512_set1_pd(y); };
  // From 2^-911 on what is left of x is a normal number.
  if (!lanes_all(lanes_within(0x1p-911, x, all(std::numeric_limits<double>::infinity())))) [[unlikely]]
    return processor_sqrt(x);
  __m512d const estimate = _mm512_rsqrt14_pd(x), r = _mm512_mul_pd(x, estimate),
                h = _mm512_mul_pd(estimate, all(0.5));
  // (1 - 2e)^(-1/2) - 1 of |e| < 2^-13.9, but for 2^-53.5.
  __m512d const e = _mm512_fnmadd_pd(r, h, all(0.5));
  __m512d const more = _mm512_mul_pd(_mm512_fmadd_pd(_mm512_fmadd_pd(e, all(2.5), all(1.5)), e, all(1)), e);
  __m512d const root = _mm512_fmadd_pd(r, more, r), half_inverse = _mm512_fmadd_pd(h, more, h);
  return _mm512_fmadd_pd(_mm512_fnmadd_pd(root, root, x), half_inverse, root);
}
#endif

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
