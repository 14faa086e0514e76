// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A keyword that a function does not have.
// expect: gamut: the function has no such keyword argument
#include <gamut/gamut.hpp>
namespace gm = gamut;
void f(gm::ndarray<double, 1> const& a, gm::ndarray<double, 1>& c) { gm::sqrt(a, gm::out = c, gm::ddof = 1); }
