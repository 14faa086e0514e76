// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A symmetric matrix, of which the lower triangle is there, times a matrix (PolyBench's symm).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void symm(double alpha, double beta, matrix<P>& C, matrix<P> const& A, matrix<P> const& B) {
  C *= beta;
  for (gm::index i = 0; i < C.shape()[0]; ++i) {
    slice const above(i);
    C(above) += alpha * gm::outer(A(i, above), B(i));
    C(i) += alpha * A(i, i) * B(i);
    C(i) += alpha * gm::matmul(A(i, above), B(above));
  }
}

registered const kernel("symm", []<class P>() { return &symm<P>; });

} // namespace
} // namespace npbench
