// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Clang sees that a view of a local array is returned.
// only: clang
// flags: -Werror=return-stack-address
// expect: address of stack memory associated with local variable 'a' returned
#include <gamut/core.hpp>
namespace gm = gamut;
auto f() {
  gm::ndarray<double, 1> a = gm::zeros(3);
  return a(gm::slice(1, gm::_));
}
