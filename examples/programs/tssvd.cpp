// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Singular values of a tall matrix by those of its triangle. [-m rows] [-n columns]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const m = option(argc, argv, "-m", 500), n = option(argc, argv, "-n", 8);
  auto a = gm::random::default_rng(1).random({m, n});
  auto const rows = gm::eval(gm::sum(a(slice(n), _), 1));
  gm::diagonal(a) = 1. + rows;
  auto const [q, r] = gm::linalg::qr(a);
  auto const [u, s, vh] = gm::linalg::svd(r, gm::full_matrices = false);
  show("largest", gm::max(s));
  show("sum", gm::sum(s));
  show("right", bool(gm::allclose(gm::matmul(gm::eval(gm::matmul(q, u)) * s, vh), a)));
}
