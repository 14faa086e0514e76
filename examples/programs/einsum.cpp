// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A contraction whose result is an operand of the next: c[k,a,b] = sum over c of a[k,a,c] * b[k,b,c]. [-n
// extent] [-i iterations]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 20), iterations = option(argc, argv, "-i", 3);
  auto rng = gm::random::default_rng(1);
  gm::ndarray a = rng.random({n, n, n}) / double(n), b = rng.random({n, n, n}) / double(n);
  for (int i = 0; i < iterations; ++i) {
    gm::ndarray c = gm::einsum<"kac,kbc->kab">(a, b);
    std::swap(a, c);
  }
  show("sum", gm::sum(a));
  show("largest", gm::max(a));
}
