// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Shortest paths between all pairs (PolyBench's floyd-warshall).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void floyd_warshall(matrix<P, std::int32_t>& path) {
  for (gm::index k = 0; k < path.shape()[0]; ++k) {
    gm::ndarray const to = path(_, k), from = path(k, _);
    for (gm::index i = 0; i < path.shape()[0]; ++i)
      path(i) = gm::minimum(path(i), std::int32_t(to(i)) + from);
  }
}

registered const kernel("floydwar", []<class P>() { return &floyd_warshall<P>; });

} // namespace
} // namespace npbench
