// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The compiler reads the subscripts of einsum.
// expect: gamut: .*stands twice there
#include <gamut/gamut.hpp>
namespace gm = gamut;
auto f(gm::ndarray<double, 1> const& a) { return gm::einsum<"i,j->ii">(a, a); }
