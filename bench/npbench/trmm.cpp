// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A unit lower triangular matrix, transposed, times a matrix (PolyBench's trmm).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void trmm(double alpha, matrix<P> const& A, matrix<P>& B) {
  for (gm::index i = 0; i < B.shape()[0]; ++i) {
    slice const below(i + 1, _);
    B(i) += gm::matmul(A(below, i), B(below));
  }
  B *= alpha;
}

registered const kernel("trmm", []<class P>() { return &trmm<P>; });

} // namespace
} // namespace npbench
