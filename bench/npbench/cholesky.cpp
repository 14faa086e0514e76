// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Cholesky's factorisation by loops (PolyBench's cholesky).
#include "kernel.hpp"

namespace npbench {
namespace {

void cholesky(matrix<gm::host>& A) {
  A(0, 0) = std::sqrt(A(0, 0));
  for (gm::index i = 1; i < A.shape()[0]; ++i) {
    for (gm::index j = 0; j < i; ++j) {
      A(i, j) -= gm::dot(A(i, slice(j)), A(j, slice(j)));
      A(i, j) /= A(j, j);
    }
    A(i, i) -= gm::dot(A(i, slice(i)), A(i, slice(i)));
    A(i, i) = std::sqrt(A(i, i));
  }
}

registered const kernel("cholesky", &cholesky);

} // namespace
} // namespace npbench
