// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A linear system by LU and two substitutions (PolyBench's ludcmp).
#include "kernel.hpp"

namespace npbench {
namespace {

std::tuple<vector<gm::host>, vector<gm::host>> ludcmp(matrix<gm::host>& A, vector<gm::host> const& b) {
  gm::index const n = A.shape()[0];
  vector<gm::host> x = gm::zeros_like(b), y = gm::zeros_like(b);
  for (gm::index i = 0; i < n; ++i)
    for (gm::index j = 0; j < i; ++j) {
      A(i, j) /= A(j, j);
      for (gm::index k = j + 1; k < n; ++k) A(i, k) -= A(i, j) * A(j, k);
    }
  for (gm::index i = 0; i < n; ++i) y(i) = b(i) - gm::dot(A(i, slice(i)), y(slice(i)));
  for (gm::index i = n - 1; i >= 0; --i)
    x(i) = (y(i) - gm::dot(A(i, slice(i + 1, _)), x(slice(i + 1, _)))) / A(i, i);
  return {x, y};
}

registered const kernel("ludcmp", &ludcmp);

} // namespace
} // namespace npbench
