// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Complex numbers are not rounded.
// expect: gamut: the function is not defined for operands of these dtypes
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<std::complex<double>, 1> const& a) { (void)gm::floor(a); }
