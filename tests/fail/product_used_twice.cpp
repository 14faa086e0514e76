// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A product kept in auto would be computed at every use.
// expect: gamut: a matrix product kept in .auto. is not computed yet
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 2> const& a) {
  auto c = gm::matmul(a, a);
  (void)(c + c);
}
