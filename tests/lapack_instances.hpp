// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's factorisations of the dtypes that tests use, which take longer to compile than all that is
// tested with them: they are compiled once, in lapack_instances.cpp.
#pragma once

#include <gamut/gamut.hpp>

#ifndef GAMUT_TEST_INSTANCE
#define GAMUT_TEST_INSTANCE extern template
#endif

#define GAMUT_TEST_FACTORISATIONS(T)                                                                         \
  GAMUT_TEST_INSTANCE bool getrf(policy, index, index, T*, std::int64_t*);                                   \
  GAMUT_TEST_INSTANCE void getrs(policy, index, index, T const*, std::int64_t const*, T*);                   \
  GAMUT_TEST_INSTANCE void getri(policy, index, T*, std::int64_t const*);                                    \
  GAMUT_TEST_INSTANCE bool gesv(policy, index, index, T*, T*);                                               \
  GAMUT_TEST_INSTANCE void trsm(policy, uplo, transposition, bool, index, index, T const*, T*);              \
  GAMUT_TEST_INSTANCE bool potrf(policy, uplo, index, T*);                                                   \
  GAMUT_TEST_INSTANCE void geqrf(policy, index, index, T*, T*);                                              \
  GAMUT_TEST_INSTANCE void orgqr(policy, index, index, index, T const*, T const*, T*);                       \
  GAMUT_TEST_INSTANCE bool gesdd(policy, index, index, T*, real_t<T>*, T*, T*, bool);                        \
  GAMUT_TEST_INSTANCE bool gelsd(policy, index, index, index, T*, T*, real_t<T>*, real_t<T>, index&);        \
  GAMUT_TEST_INSTANCE bool syevd(policy, bool, uplo, index, T*, real_t<T>*);                                 \
  GAMUT_TEST_INSTANCE bool geev(policy, index, T*, std::complex<real_t<T>>*, std::complex<real_t<T>>*);

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {
GAMUT_TEST_FACTORISATIONS(float)
GAMUT_TEST_FACTORISATIONS(double)
GAMUT_TEST_FACTORISATIONS(std::complex<float>)
GAMUT_TEST_FACTORISATIONS(std::complex<double>)
} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
