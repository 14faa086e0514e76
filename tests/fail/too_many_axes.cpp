// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// No more axes are reduced than there are.
// expect: gamut: more axes to reduce than the array has
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 1> const& a) { (void)gm::sum(a, {0, 1}); }
