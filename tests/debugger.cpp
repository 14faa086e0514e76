// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What debugger.py looks at through gdb.
#include <gamut/gamut.hpp>

namespace gm = gamut;

[[gnu::noinline]] void stop() { asm volatile(""); }

int main() {
  gm::ndarray<double, 2, gm::host> a = gm::reshape(gm::arange<double, gm::host>(6.), {2, 3});
  auto column = a(gm::_, 1);
  auto lazy = a * 2. + a(0);
  gm::ndarray<bool, 1, gm::host> flags = column > 2.;
  gm::ndarray<float, 1, gm::host> empty;
  double const total = gm::sum(a);
  stop();
  return total == 15. && lazy.shape()[0] == 2 && flags(1) && empty.size() == 0 ? 0 : 1;
}
