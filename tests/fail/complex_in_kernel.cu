// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// An operator of std::complex in a kernel, which nvcc would compile to nothing: with the headers that our
// programs are compiled with (cmake/GamutKernelComplex.cmake) it is refused.
#include <complex>
__global__ void add(std::complex<double>* z) { z[0] = z[1] + z[2]; }
