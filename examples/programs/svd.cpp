// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Singular values and vectors: a = u @ diag(s) @ vh. [-m rows] [-n columns]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const m = option(argc, argv, "-m", 60), n = option(argc, argv, "-n", 40);
  auto const a = gm::random::default_rng(1).random({m, n});
  auto const [u, s, vh] = gm::linalg::svd(a, gm::full_matrices = false);
  show("largest", gm::max(s));
  show("sum", gm::sum(s));
  show("right", bool(gm::allclose(gm::matmul(u * s, vh), a)));
}
