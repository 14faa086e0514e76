// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Every pair of columns of a matrix, by one array of indices. [-m rows] [-n columns]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const m = option(argc, argv, "-m", 100), n = option(argc, argv, "-n", 32);
  gm::ndarray const data = gm::reshape(gm::arange(m * n), {m, n});
  gm::ndarray<int, 2, gm::host> pairs({n * (n - 1) / 2, 2});
  for (int i = 0, row = 0; i < n; ++i)
    for (int j = i + 1; j < n; ++j, ++row) pairs(row, 0) = i, pairs(row, 1) = j;
  auto const chosen = gm::take(data, gm::to<gm::default_policy>(pairs), 1);
  show("sum", gm::sum(chosen));
  show("last", chosen(-1, -1, -1));
}
