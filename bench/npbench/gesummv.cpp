// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The sum of two scaled matrix-vector products (PolyBench's gesummv).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
vector<P> gesummv(double alpha, double beta, matrix<P> const& A, matrix<P> const& B, vector<P> const& x) {
  return alpha * gm::matmul(A, x) + beta * gm::matmul(B, x);
}

registered const kernel("gesummv", []<class P>() { return &gesummv<P>; });

} // namespace
} // namespace npbench
