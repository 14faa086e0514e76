// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Ten fused expressions: what a program costs to compile. compile_gamut.cpp is the same program.
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xtensor.hpp>

#include <iostream>

int main() {
  xt::xtensor<double, 1> const a = xt::linspace(0.1, 0.9, 1000), b = xt::linspace(1., 2., 1000),
                               c = xt::linspace(0., 1., 1000);
  xt::xtensor<double, 1> out = xt::zeros<double>({1000});
  double total = 0;
  auto const add = [&] { total += out(7); };
  out = a * b + xt::sqrt(c), add();
  out = a * xt::exp(-b) + c, add();
  out = xt::where(c > .5, xt::log(a), xt::sin(b)), add();
  out = (a - b) / (c + 1.), add();
  out = xt::maximum(a, b) - xt::minimum(b, c), add();
  out = xt::tanh(a * b) * c, add();
  out = xt::abs(a - 2. * b) + 0.5 * c, add();
  out = xt::pow(b, 3.) - xt::cos(c), add();
  out = xt::floor(10. * a) + xt::atan(b), add();
  out = (a + b) * (b + c) * (c + a), add();
  std::cout << total << "\n";
}
