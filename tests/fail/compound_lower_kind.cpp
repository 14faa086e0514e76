// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Nor by a compound assignment.
// expect: gamut: the destination.s dtype is of a lower kind
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<int, 1>& i) { i += 1.5; }
