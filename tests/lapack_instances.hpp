// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's factorisations of the dtypes that tests use, which take longer to compile than all that is
// tested with them: they are compiled once, each dtype in a file of its own (tests/CMakeLists.txt), which
// names it. What nvcc compiles is apart (host/eigen.hpp), and has its own.
#pragma once

#if defined(GAMUT_TEST_INSTANCE)
#include <gamut/host/decompositions.hpp>
#else
#include <gamut/gamut.hpp>
#endif

#define GAMUT_TEST_FACTORISATIONS(INSTANCE, T)                                                               \
  INSTANCE bool getrf(policy, index, index, T*, std::int64_t*);                                              \
  INSTANCE void getrs(policy, index, index, T const*, std::int64_t const*, T*);                              \
  INSTANCE void getri(policy, index, T*, std::int64_t const*);                                               \
  INSTANCE bool gesv(policy, index, index, T*, T*);                                                          \
  INSTANCE void trsm(policy, uplo, transposition, bool, index, index, T const*, T*);                         \
  INSTANCE bool potrf(policy, uplo, index, T*);                                                              \
  INSTANCE void geqrf(policy, index, index, T*, T*);                                                         \
  INSTANCE void orgqr(policy, index, index, index, T const*, T const*, T*);                                  \
  INSTANCE bool gesdd(policy, index, index, T*, real_t<T>*, T*, T*, bool);                                   \
  INSTANCE bool gelsd(policy, index, index, index, T*, T*, real_t<T>*, real_t<T>, index&);                   \
  INSTANCE bool syevd(policy, bool, uplo, index, T*, real_t<T>*);                                            \
  INSTANCE bool geev(policy, index, T*, std::complex<real_t<T>>*, std::complex<real_t<T>>*);

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
#if defined(GAMUT_TEST_INSTANCE)
GAMUT_TEST_FACTORISATIONS(template, GAMUT_TEST_INSTANCE)
#elif !defined(__CUDACC__)
GAMUT_TEST_FACTORISATIONS(extern template, float)
GAMUT_TEST_FACTORISATIONS(extern template, double)
GAMUT_TEST_FACTORISATIONS(extern template, std::complex<float>)
GAMUT_TEST_FACTORISATIONS(extern template, std::complex<double>)
#endif
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
