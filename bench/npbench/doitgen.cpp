// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Multiresolution analysis: a stack of matrices times a matrix (PolyBench's doitgen).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void doitgen(gm::index NR, gm::index NQ, gm::index NP, cube<P>& A, matrix<P> const& C4) {
  A = gm::reshape(gm::matmul(gm::reshape(A, NR * NQ, NP), C4), NR, NQ, NP);
}

registered const kernel("doitgen", []<class P>() { return &doitgen<P>; });

} // namespace
} // namespace npbench
