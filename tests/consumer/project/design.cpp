// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The program that gamut exists for, as its user writes it.
#include <gamut/gamut.hpp>
namespace gm = gamut;
int main() {
  int nx = 100, ny = 100;
  auto a = gm::random::rand(nx, ny); // np.random.rand(nx, ny)
  auto b = gm::random::rand(ny);
  auto x = gm::linalg::solve(a, b); // np.linalg.solve(a, b)
  gm::print(gm::max(gm::abs(gm::matmul(a, x) - b)));
}
