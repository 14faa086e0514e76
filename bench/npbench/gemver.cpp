// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Rank-2 update of a matrix and two products with it (PolyBench's gemver).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void gemver(double alpha, double beta, matrix<P>& A, vector<P> const& u1, vector<P> const& v1,
            vector<P> const& u2, vector<P> const& v2, vector<P>& w, vector<P>& x, vector<P> const& y,
            vector<P> const& z) {
  A += gm::outer(u1, v1) + gm::outer(u2, v2);
  x += beta * gm::matmul(y, A) + z;
  w += alpha * gm::matmul(A, x);
}

registered const kernel("gemver", []<class P>() { return &gemver<P>; });

} // namespace
} // namespace npbench
