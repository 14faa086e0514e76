// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Folding of RNA by dynamic programming (PolyBench's nussinov).
#include "kernel.hpp"

namespace npbench {
namespace {

matrix<gm::host, std::int32_t> nussinov(gm::index N, vector<gm::host, std::int32_t> const& seq) {
  matrix<gm::host, std::int32_t> table = gm::zeros<std::int32_t>(N, N);
  for (gm::index i = N - 1; i >= 0; --i)
    for (gm::index j = i + 1; j < N; ++j) {
      slice const right(j + 1, _);
      int const match = i < j - 1 && seq(i) + seq(j) == 3;
      table(i, j) = std::max({table(i, j), table(i, j - 1), table(i + 1, j), table(i + 1, j - 1) + match});
      // Every pair (i, k) of more to the right may be split behind j.
      if (j + 1 < N) table(i, right) = gm::maximum(table(i, right), table(i, j) + table(j + 1, right));
    }
  return table;
}

registered const kernel("nussinov", &nussinov);

} // namespace
} // namespace npbench
