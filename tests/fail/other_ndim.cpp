// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// An array keeps its number of dimensions.
// expect: gamut: the expression has another number of dimensions
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 1>& a, gm::ndarray<double, 2> const& b) { a = b + 1.; }
