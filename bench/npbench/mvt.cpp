// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Products of a matrix and of its transpose with vectors (PolyBench's mvt).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void mvt(vector<P>& x1, vector<P>& x2, vector<P> const& y1, vector<P> const& y2, matrix<P> const& A) {
  gm::tie(x1, x2) += gm::fuse(gm::matmul(A, y1), gm::matmul(y2, A));
}

registered const kernel("mvt", []<class P>() { return &mvt<P>; });

} // namespace
} // namespace npbench
