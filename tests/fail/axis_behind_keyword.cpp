// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// An axis that is named stands where it would stand without its name.
// expect: gamut: gm::axis stands before the other keywords
#include <gamut/gamut.hpp>
namespace gm = gamut;
void f(gm::ndarray<double, 1> const& a) { (void)gm::sum(a, gm::keepdims, gm::axis = 0); }
