// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The least of nothing is not known: a mask needs an initial value.
// expect: gamut: a reduction without identity takes gm::where with gm::initial only
#include <gamut/gamut.hpp>
namespace gm = gamut;
void f(gm::ndarray<double, 1> const& a) { (void)gm::min(a, gm::where = a > 0.); }
