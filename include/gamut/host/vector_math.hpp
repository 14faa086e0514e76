// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elementary functions of a whole vector register: the processor's square root, and glibc's libmvec for the
// registers that Eigen chose, in namespace `elementary`, where `host/elementary/` has better ones of the same
// names for some registers. Each of libmvec's is within 4 units in the last place of the exact result
// (glibc's manual, "Errors in Math Functions"); infinities, nans, zeros and denormals are as libm has them.
#pragma once

#include <gamut/host/mask.hpp>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

// Eigen's own square root is an approximation by default (EIGEN_FAST_MATH); NumPy's is the nearest number,
// and so is the processor's.
#if defined(EIGEN_VECTORIZE_SSE2)
GAMUT_INLINE __m128 exact_sqrt(__m128 x) { return _mm_sqrt_ps(x); }
GAMUT_INLINE __m128d exact_sqrt(__m128d x) { return _mm_sqrt_pd(x); }
#endif
#if defined(EIGEN_VECTORIZE_AVX)
GAMUT_INLINE __m256 exact_sqrt(__m256 x) { return _mm256_sqrt_ps(x); }
GAMUT_INLINE __m256d exact_sqrt(__m256d x) { return _mm256_sqrt_pd(x); }
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
GAMUT_INLINE __m512 exact_sqrt(__m512 x) { return _mm512_sqrt_ps(x); }
GAMUT_INLINE __m512d exact_sqrt(__m512d x) { return _mm512_sqrt_pd(x); }
#endif
#if defined(EIGEN_VECTORIZE_NEON) && defined(__aarch64__)
GAMUT_INLINE float32x4_t exact_sqrt(float32x4_t x) { return vsqrtq_f32(x); }
GAMUT_INLINE float64x2_t exact_sqrt(float64x2_t x) { return vsqrtq_f64(x); }
#endif

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host

#if defined(GAMUT_HOST_LIBMVEC)

// A symbol of the x86-64 vector function ABI: the instruction set, N for "no mask", lanes, a v for each
// argument.
#if defined(EIGEN_VECTORIZE_AVX512)
#define GAMUT_LIBMVEC_DOUBLE(arguments, name) _ZGVeN8##arguments##_##name
#define GAMUT_LIBMVEC_FLOAT(arguments, name) _ZGVeN16##arguments##_##name##f
#elif defined(EIGEN_VECTORIZE_AVX2)
#define GAMUT_LIBMVEC_DOUBLE(arguments, name) _ZGVdN4##arguments##_##name
#define GAMUT_LIBMVEC_FLOAT(arguments, name) _ZGVdN8##arguments##_##name##f
#elif defined(EIGEN_VECTORIZE_AVX)
#define GAMUT_LIBMVEC_DOUBLE(arguments, name) _ZGVcN4##arguments##_##name
#define GAMUT_LIBMVEC_FLOAT(arguments, name) _ZGVcN8##arguments##_##name##f
#else
#define GAMUT_LIBMVEC_DOUBLE(arguments, name) _ZGVbN2##arguments##_##name
#define GAMUT_LIBMVEC_FLOAT(arguments, name) _ZGVbN4##arguments##_##name##f
#endif

// What libmvec has, by libm's names: of one argument and of two.
// clang-format off
#define GAMUT_VECTOR_MATH(ONE, TWO)                                                                          \
  ONE(exp) ONE(exp2) ONE(expm1) ONE(log) ONE(log2) ONE(log10) ONE(log1p) ONE(cbrt)                           \
  ONE(sin) ONE(cos) ONE(tan) ONE(asin) ONE(acos) ONE(atan)                                                   \
  ONE(sinh) ONE(cosh) ONE(tanh) ONE(asinh) ONE(acosh) ONE(atanh) ONE(erf) ONE(erfc)                          \
  TWO(pow) TWO(atan2) TWO(hypot)
// clang-format on

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

#define GAMUT_VECTOR_MATH_1(name)                                                                            \
  extern "C" raw_packet<double> GAMUT_LIBMVEC_DOUBLE(v, name)(raw_packet<double>);                           \
  extern "C" raw_packet<float> GAMUT_LIBMVEC_FLOAT(v, name)(raw_packet<float>);                              \
  GAMUT_INLINE raw_packet<double> vector_##name(raw_packet<double> x) {                                      \
    return GAMUT_LIBMVEC_DOUBLE(v, name)(x);                                                                 \
  }                                                                                                          \
  GAMUT_INLINE raw_packet<float> vector_##name(raw_packet<float> x) {                                        \
    return GAMUT_LIBMVEC_FLOAT(v, name)(x);                                                                  \
  }                                                                                                          \
  namespace elementary {                                                                                     \
  template <class R>                                                                                         \
  GAMUT_INLINE R name(R x) {                                                                                 \
    return vector_##name(x);                                                                                 \
  }                                                                                                          \
  }
#define GAMUT_VECTOR_MATH_2(name)                                                                            \
  extern "C" raw_packet<double> GAMUT_LIBMVEC_DOUBLE(vv, name)(raw_packet<double>, raw_packet<double>);      \
  extern "C" raw_packet<float> GAMUT_LIBMVEC_FLOAT(vv, name)(raw_packet<float>, raw_packet<float>);          \
  GAMUT_INLINE raw_packet<double> vector_##name(raw_packet<double> x, raw_packet<double> y) {                \
    return GAMUT_LIBMVEC_DOUBLE(vv, name)(x, y);                                                             \
  }                                                                                                          \
  GAMUT_INLINE raw_packet<float> vector_##name(raw_packet<float> x, raw_packet<float> y) {                   \
    return GAMUT_LIBMVEC_FLOAT(vv, name)(x, y);                                                              \
  }                                                                                                          \
  namespace elementary {                                                                                     \
  template <class R>                                                                                         \
  GAMUT_INLINE R name(R x, R y) {                                                                            \
    return vector_##name(x, y);                                                                              \
  }                                                                                                          \
  }
GAMUT_VECTOR_MATH(GAMUT_VECTOR_MATH_1, GAMUT_VECTOR_MATH_2)
#undef GAMUT_VECTOR_MATH_1
#undef GAMUT_VECTOR_MATH_2

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host

#else
#define GAMUT_VECTOR_MATH(ONE, TWO)
#endif
