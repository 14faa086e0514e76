// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The compiler reads the subscripts of einsum.
// expect: gamut: .*another number of dimensions
#include <gamut/gamut.hpp>
namespace gm = gamut;
auto f(gm::ndarray<double, 1> const& a) { return gm::einsum<"ij,jk->ik">(a, a); }
