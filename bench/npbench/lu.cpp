// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// LU factorisation without pivots (PolyBench's lu).
#include "kernel.hpp"

namespace npbench {
namespace {

void lu(matrix<gm::host>& A) {
  gm::index const n = A.shape()[0];
  for (gm::index i = 0; i < n; ++i)
    for (gm::index j = 0; j < i; ++j) {
      A(i, j) /= A(j, j);
      for (gm::index k = j + 1; k < n; ++k) A(i, k) -= A(i, j) * A(j, k);
    }
}

registered const kernel("lu", &lu);

} // namespace
} // namespace npbench
