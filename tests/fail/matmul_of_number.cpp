// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A number is multiplied with *.
// expect: gamut: matmul: input operand does not have enough dimensions
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 0> const& a, gm::ndarray<double, 2> const& b) { (void)gm::matmul(a, b); }
