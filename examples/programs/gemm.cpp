// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Products of square matrices that take turns: c = a @ b, then a, b, c = b, c, a. [-n rows] [-i iterations]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 100), iterations = option(argc, argv, "-i", 5);
  auto rng = gm::random::default_rng(1);
  gm::ndarray a = rng.uniform(-0.1, 0.1, {n, n}), b = rng.uniform(-0.1, 0.1, {n, n}), c = gm::zeros(n, n);
  for (int i = 0; i < iterations; ++i) {
    c = gm::matmul(a, b);
    std::swap(a, b);
    std::swap(b, c);
  }
  show("a", gm::sum(gm::abs(a)));
  show("b", gm::sum(gm::abs(b)));
}
