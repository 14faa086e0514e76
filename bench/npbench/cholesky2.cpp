// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Cholesky's factor below the diagonal of its matrix (PolyBench's cholesky, by linalg).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void cholesky2(matrix<P>& A) {
  A = gm::linalg::cholesky(A) + gm::triu(A, 1);
}

registered const kernel("cholesky2", []<class P>() { return &cholesky2<P>; });

} // namespace
} // namespace npbench
