// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The factor L of a = L @ L.T for a positive definite matrix. [-n rows]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 100);
  auto const x = gm::random::default_rng(1).random({n, n});
  gm::ndarray const a = gm::matmul(x, x.T()) + double(n) * gm::eye(n);
  auto const l = gm::linalg::cholesky(a);
  show("l", gm::sum(l));
  show("trace", gm::trace(l));
  show("right", bool(gm::allclose(gm::matmul(l, l.T()), a)));
}
