// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elementary functions of a whole vector register: glibc's libmvec for the registers that Eigen chose, in
// namespace `elementary`, where `host/elementary/` has better ones of the same names for some registers. Each
// of libmvec's is within 4 units in the last place of the exact result (glibc's manual, "Errors in Math
// Functions"); infinities, nans, zeros and denormals are as libm has them.
#pragma once

#include <gamut/host/exact_sqrt.hpp>

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
