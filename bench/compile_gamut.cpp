// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Ten fused expressions: what a program costs to compile. compile_xtensor.cpp is the same program.
#include <gamut/core.hpp>

#include <iostream>

namespace gm = gamut;

int main() {
  auto const a = gm::linspace(0.1, 0.9, 1000), b = gm::linspace(1., 2., 1000), c = gm::linspace(0., 1., 1000);
  gm::ndarray<double, 1> out = gm::zeros(1000);
  double total = 0;
  auto const add = [&] { total += out(7); };
  out = a * b + gm::sqrt(c), add();
  out = a * gm::exp(-b) + c, add();
  out = gm::where(c > .5, gm::log(a), gm::sin(b)), add();
  out = (a - b) / (c + 1.), add();
  out = gm::maximum(a, b) - gm::minimum(b, c), add();
  out = gm::tanh(a * b) * c, add();
  out = gm::abs(a - 2. * b) + 0.5 * c, add();
  out = gm::power(b, 3.) - gm::cos(c), add();
  out = gm::floor(10. * a) + gm::arctan(b), add();
  out = (a + b) * (b + c) * (c + a), add();
  std::cout << total << "\n";
}
