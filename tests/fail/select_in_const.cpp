// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elements of a const array cannot be assigned to.
// expect: gamut: assignment to elements of a const array
#include <gamut/gamut.hpp>
namespace gm = gamut;
void f(gm::ndarray<double, 1> const& a) { a(a > 1.) = 2.; }
