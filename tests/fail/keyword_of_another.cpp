// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A reduction takes its own keywords only.
// expect: gamut: the function has no such keyword argument
#include <gamut/gamut.hpp>
namespace gm = gamut;
void f(gm::ndarray<double, 1> const& a) { (void)gm::sum(a, gm::ddof = 1); }
