// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Cholesky's factorisation by loops (PolyBench's cholesky).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void cholesky(matrix<P>& A) {
  for (gm::index j = 0; j < A.shape()[0]; ++j) { // a column at a time: its dot products are one product
    slice const left(j), below(j + 1, _);
    A(slice(j, _), j) -= gm::matmul(A(slice(j, _), left), A(j, left));
    A(j, j) = std::sqrt(A(j, j));
    A(below, j) /= double(A(j, j));
  }
}

registered const kernel("cholesky", []<class P>() { return &cholesky<P>; });

} // namespace
} // namespace npbench
