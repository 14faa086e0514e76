// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// QR by the modified Gram-Schmidt process (PolyBench's gramschmidt).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
std::tuple<matrix<P>, matrix<P>> gramschmidt(matrix<P>& A) {
  gm::index const n = A.shape()[1];
  matrix<P> Q = gm::zeros_like(A), R = gm::zeros<double, P>(n, n);
  for (gm::index k = 0; k < n; ++k) {
    slice const rest(k + 1, _);
    R(k, k) = gm::sqrt(gm::dot(A(_, k), A(_, k)));
    Q(_, k) = A(_, k) / R(slice(k, k + 1), k);
    R(k, rest) = gm::matmul(Q(_, k), A(_, rest));
    A(_, rest) -= gm::outer(Q(_, k), R(k, rest));
  }
  return {Q, R};
}

registered const kernel("gramschm", []<class P>() { return &gramschmidt<P>; });

} // namespace
} // namespace npbench
