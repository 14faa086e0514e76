// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// NumPy leaves the elements of where= that are not computed uninitialised.
// expect: gamut: an elementwise function with where= needs out=
#include <gamut/gamut.hpp>
namespace gm = gamut;
void f(gm::ndarray<double, 1> const& a) { gm::sqrt(a, gm::where = a > 0); }
