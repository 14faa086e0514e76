// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Symmetric rank-k update of a lower triangle (PolyBench's syrk).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void syrk(double alpha, double beta, matrix<P>& C, matrix<P> const& A) {
  for (gm::index i = 0; i < A.shape()[0]; ++i) {
    slice const head(i + 1);
    C(i, head) *= beta;
    C(i, head) += alpha * gm::matmul(A(head), A(i));
  }
}

registered const kernel("syrk", []<class P>() { return &syrk<P>; });

} // namespace
} // namespace npbench
