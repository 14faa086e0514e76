// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Jacobi's method for a dominant diagonal: x = (b - r @ x) / d. [-n rows] [-i iterations]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 100), iterations = option(argc, argv, "-i", 100);
  auto rng = gm::random::default_rng(1);
  gm::ndarray const a = rng.random({n, n}) + double(n) * gm::eye(n);
  auto const b = rng.random(n);
  auto const d = gm::eval(gm::diagonal(a));
  gm::ndarray const r = a - gm::diag(d);
  auto x = gm::zeros(n);
  for (int i = 0; i < iterations; ++i) x = (b - gm::matmul(r, x)) / d;
  show("x", gm::sum(x));
  show("right", bool(gm::allclose(gm::matmul(a, x), b)));
}
