// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Orthonormal columns and a triangle: a = q @ r. [-m rows] [-n columns]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const m = option(argc, argv, "-m", 100), n = option(argc, argv, "-n", 80);
  auto const a = gm::random::default_rng(1).random({m, n});
  auto const [q, r] = gm::linalg::qr(a);
  show("r", gm::sum(gm::abs(r)));
  show("q", gm::sum(q));
  show("right", bool(gm::allclose(gm::matmul(q, r), a)) &&
                    bool(gm::allclose(gm::matmul(q.T(), q), gm::eye(m < n ? m : n))));
}
