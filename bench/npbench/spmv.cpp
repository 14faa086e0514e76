// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A sparse matrix (CSR) times a vector.
#include "kernel.hpp"

namespace npbench {
namespace {

using indices = vector<gm::host, std::uint32_t>;

vector<gm::host> spmv(indices const& A_row, indices const& A_col, vector<gm::host> const& A_val,
                      vector<gm::host> const& x) {
  vector<gm::host> y = gm::zeros(A_row.size() - 1);
  for (gm::index i = 0; i < y.size(); ++i) {
    double total = 0;
    for (std::uint32_t k = A_row(i), end = A_row(i + 1); k < end; ++k) total += A_val(k) * x(A_col(k));
    y(i) = total;
  }
  return y;
}

registered const kernel("spmv", &spmv);

} // namespace
} // namespace npbench
