// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// LU factorisation without pivots (PolyBench's lu).
#include "kernel.hpp"

namespace npbench {
namespace {

void lu(matrix<gm::host>& A) {
  for (gm::index i = 0; i < A.shape()[0]; ++i)
    for (gm::index j = 0; j < i; ++j) {
      A(i, j) /= A(j, j);
      A(i, slice(j + 1, _)) -= A(i, j) * A(j, slice(j + 1, _));
    }
}

registered const kernel("lu", &lu);

} // namespace
} // namespace npbench
