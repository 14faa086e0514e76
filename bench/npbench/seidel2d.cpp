// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Gauss-Seidel sweeps of nine points (PolyBench's seidel-2d).
#include "kernel.hpp"

namespace npbench {
namespace {

void seidel_2d(gm::index TSTEPS, gm::index N, matrix<gm::host>& A) {
  slice const in(1, -1), before(_, -2), after(2, _);
  double const ninth = 1. / 9;
  for (gm::index t = 0; t < TSTEPS - 1; ++t)
    for (gm::index i = 1; i < N - 1; ++i) {
      A(i, in) = ninth * (A(i, in) + A(i - 1, before) + A(i - 1, in) + A(i - 1, after) + A(i, after) +
                          A(i + 1, before) + A(i + 1, in) + A(i + 1, after));
      for (gm::index j = 1; j < N - 1; ++j) A(i, j) += ninth * A(i, j - 1);
    }
}

registered const kernel("seidel2d", &seidel_2d);

} // namespace
} // namespace npbench
