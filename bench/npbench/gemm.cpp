// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// General matrix product (PolyBench's gemm).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void gemm(double alpha, double beta, matrix<P>& C, matrix<P> const& A, matrix<P> const& B) {
  C = alpha * gm::matmul(A, B) + beta * C;
}

registered const kernel("gemm", []<class P>() { return &gemm<P>; });

} // namespace
} // namespace npbench
