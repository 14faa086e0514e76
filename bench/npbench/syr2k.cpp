// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Symmetric rank-2k update of a lower triangle (PolyBench's syr2k).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void syr2k(double alpha, double beta, matrix<P>& C, matrix<P> const& A, matrix<P> const& B) {
  for (gm::index i = 0; i < A.shape()[0]; ++i) {
    slice const head(i + 1);
    C(i, head) *= beta;
    C(i, head) += alpha * gm::matmul(A(head), B(i));
    C(i, head) += alpha * gm::matmul(B(head), A(i));
  }
}

registered const kernel("syr2k", []<class P>() { return &syr2k<P>; });

} // namespace
} // namespace npbench
