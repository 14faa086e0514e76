// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Eigen, and a name for the way this translation unit compiles it. Two units may see different vector
// registers (nvcc's host pass, other -m flags), have OpenMP and a LAPACK or not, and are linked together all
// the same: whatever depends on that lives in the inline namespace named here, so that the linker never mixes
// the two.
#pragma once

// Around what uses vector registers: GCC's own intrinsics start from an undefined register and then warn of
// it once they are inlined (its bug 105593).
#if defined(__GNUC__) && !defined(__clang__)
#define GAMUT_REGISTERS_BEGIN                                                                                \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wmaybe-uninitialized\"")                 \
      _Pragma("GCC diagnostic ignored \"-Wuninitialized\"")
#define GAMUT_REGISTERS_END _Pragma("GCC diagnostic pop")
#else
#define GAMUT_REGISTERS_BEGIN
#define GAMUT_REGISTERS_END
#endif

GAMUT_REGISTERS_BEGIN
#if !defined(EIGEN_NO_CUDA)
#define EIGEN_NO_CUDA // Eigen works for the host only; device code never sees it
#endif
#include <Eigen/Core>
#include <Eigen/LU>
GAMUT_REGISTERS_END

// nvcc takes every function that a kernel may call as device code too, and has no vector registers there: in
// its units host arrays are computed in loops that the host compiler vectorises.
#if defined(__CUDACC__)
#define GAMUT_HOST_PACKETS false
#define GAMUT_HOST_LANES nvcc
#else
#define GAMUT_HOST_PACKETS true
#if defined(EIGEN_VECTORIZE_AVX512)
#define GAMUT_HOST_LANES avx512
#elif defined(EIGEN_VECTORIZE_AVX2)
#define GAMUT_HOST_LANES avx2
#elif defined(EIGEN_VECTORIZE_AVX)
#define GAMUT_HOST_LANES avx
#elif defined(EIGEN_VECTORIZE_SSE4_1)
#define GAMUT_HOST_LANES sse4
#elif defined(EIGEN_VECTORIZE)
#define GAMUT_HOST_LANES packets
#else
#define GAMUT_HOST_LANES scalar
#endif
#endif
#if defined(_OPENMP)
#define GAMUT_HOST_THREADS openmp
#else
#define GAMUT_HOST_THREADS serial
#endif

// glibc's vector maths (libmvec): complete on x86-64 since 2.35, and linked with libm. GAMUT_NO_VECTOR_MATH
// leaves it out: every function is then computed lane by lane.
#if GAMUT_HOST_PACKETS && defined(EIGEN_VECTORIZE_SSE2) && defined(__x86_64__) && defined(__GLIBC__) &&      \
    !defined(GAMUT_NO_VECTOR_MATH)
#if __GLIBC_PREREQ(2, 35)
#define GAMUT_HOST_LIBMVEC
#endif
#endif
#if defined(GAMUT_HOST_LIBMVEC)
#define GAMUT_HOST_MATH libmvec
#else
#define GAMUT_HOST_MATH libm
#endif

#if defined(GAMUT_WITH_LAPACK)
#define GAMUT_HOST_LINALG lapack
#else
#define GAMUT_HOST_LINALG eigen
#endif

#define GAMUT_HOST_JOIN_(a, b, c, d) a##_##b##_##c##_##d
#define GAMUT_HOST_JOIN(a, b, c, d) GAMUT_HOST_JOIN_(a, b, c, d)
#define GAMUT_HOST_ABI                                                                                       \
  GAMUT_HOST_JOIN(GAMUT_HOST_LANES, GAMUT_HOST_THREADS, GAMUT_HOST_MATH, GAMUT_HOST_LINALG)
