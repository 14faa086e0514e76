// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Three matrix products (PolyBench's 3mm).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
matrix<P> k3mm(matrix<P> const& A, matrix<P> const& B, matrix<P> const& C, matrix<P> const& D) {
  return gm::matmul(gm::matmul(gm::matmul(A, B), C), D);
}

registered const kernel("3mm", []<class P>() { return &k3mm<P>; });

} // namespace
} // namespace npbench
