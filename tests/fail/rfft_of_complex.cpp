// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Half a spectrum tells real numbers only.
// expect: gamut: the transform takes real numbers
#include <gamut/gamut.hpp>
namespace gm = gamut;
void f(gm::ndarray<std::complex<double>, 1> const& a) { (void)gm::fft::rfft(a); }
