// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The elementary functions of complex numbers in units that nvcc compiles: on the host the standard
// library's, in kernels, which cannot call those, Thrust's (FreeBSD's algorithms). What math.hpp reads there.
#pragma once

#include <gamut/config.hpp>

#include <thrust/complex.h>

#include <complex>
#include <concepts>

namespace gamut::inline GAMUT_ABI::math {

// More constrained than the standard library's, and so taken before them.
#if defined(__CUDA_ARCH__)
#define GAMUT_COMPLEX_FUNCTION(name)                                                                         \
  template <std::floating_point R>                                                                           \
  __host__ __device__ inline std::complex<R> name(std::complex<R> const& x) {                                \
    auto const y = thrust::name(thrust::complex<R>(x.real(), x.imag()));                                     \
    return std::complex<R>(y.real(), y.imag());                                                              \
  }
#else
#define GAMUT_COMPLEX_FUNCTION(name)                                                                         \
  template <std::floating_point R>                                                                           \
  __host__ __device__ inline std::complex<R> name(std::complex<R> const& x) {                                \
    return std::name(x);                                                                                     \
  }
#endif
GAMUT_COMPLEX_FUNCTION(exp)
GAMUT_COMPLEX_FUNCTION(log)
GAMUT_COMPLEX_FUNCTION(log10)
GAMUT_COMPLEX_FUNCTION(sqrt)
GAMUT_COMPLEX_FUNCTION(sin)
GAMUT_COMPLEX_FUNCTION(cos)
GAMUT_COMPLEX_FUNCTION(tan)
GAMUT_COMPLEX_FUNCTION(asin)
GAMUT_COMPLEX_FUNCTION(acos)
GAMUT_COMPLEX_FUNCTION(atan)
GAMUT_COMPLEX_FUNCTION(sinh)
GAMUT_COMPLEX_FUNCTION(cosh)
GAMUT_COMPLEX_FUNCTION(tanh)
GAMUT_COMPLEX_FUNCTION(asinh)
GAMUT_COMPLEX_FUNCTION(acosh)
GAMUT_COMPLEX_FUNCTION(atanh)
#undef GAMUT_COMPLEX_FUNCTION

template <std::floating_point R>
__host__ __device__ inline std::complex<R> pow(std::complex<R> const& x, std::complex<R> const& y) {
#if defined(__CUDA_ARCH__)
  auto const z = thrust::pow(thrust::complex<R>(x.real(), x.imag()), thrust::complex<R>(y.real(), y.imag()));
  return std::complex<R>(z.real(), z.imag());
#else
  return std::pow(x, y);
#endif
}

} // namespace gamut::inline GAMUT_ABI::math
