// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Two matrix products (PolyBench's 2mm).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void k2mm(double alpha, double beta, matrix<P> const& A, matrix<P> const& B, matrix<P> const& C,
          matrix<P>& D) {
  D = alpha * gm::matmul(gm::matmul(A, B), C) + beta * D;
}

registered const kernel("2mm", []<class P>() { return &k2mm<P>; });

} // namespace
} // namespace npbench
