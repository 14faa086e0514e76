// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Fractions are not lost without astype.
// expect: gamut: the destination.s dtype is of a lower kind
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<int, 1>& i, gm::ndarray<double, 1> const& a) { i = a * 2; }
