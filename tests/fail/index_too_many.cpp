// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// There are no more indices than dimensions.
// expect: gamut: too many indices for array
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 1> const& a) { (void)a(0, slice(1, _)); }
