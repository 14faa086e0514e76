// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The program that gamut exists for, as its user writes it.
#include <gamut/gamut.hpp>
#if defined(DESIGN_WITH_LAPACK) && !defined(GAMUT_WITH_LAPACK)
#error "gamut::lapack does not say that it is there"
#endif
namespace gm = gamut;
int main() {
  int nx = 100, ny = 100;
  auto a = gm::random::rand(nx, ny); // np.random.rand(nx, ny)
  auto b = gm::random::rand(ny);
  auto x = gm::linalg::solve(a, b); // np.linalg.solve(a, b)
  gm::print(gm::max(gm::abs(gm::matmul(a, x) - b)));
}
