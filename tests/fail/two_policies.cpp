// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Operands of two policies are not mixed.
// expect: gamut: the operands live under different policies. bring one to the other: gm::to<gm::device>
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 1> const& a, gm::ndarray<double, 1, gm::device> const& b) { (void)(a + b); }
