// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A^T A x (PolyBench's atax).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
vector<P> atax(matrix<P> const& A, vector<P> const& x) {
  return gm::matmul(gm::matmul(A, x), A);
}

registered const kernel("atax", []<class P>() { return &atax<P>; });

} // namespace
} // namespace npbench
