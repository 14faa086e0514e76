// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The two products of the biconjugate gradient method (PolyBench's bicg).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
std::tuple<vector<P>, vector<P>> bicg(matrix<P> const& A, vector<P> const& p, vector<P> const& r) {
  return gm::copy(gm::fuse(gm::matmul(r, A), gm::matmul(A, p)));
}

registered const kernel("bicg", []<class P>() { return &bicg<P>; });

} // namespace
} // namespace npbench
