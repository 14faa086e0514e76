// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Quantiles of the columns of a matrix by two methods. [-m rows] [-n columns]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const m = option(argc, argv, "-m", 1000), n = option(argc, argv, "-n", 4);
  auto const a = gm::random::default_rng(1).random({m, n});
  auto const q = gm::array({0., 0.37, 0.42, 0.5, 0.67, 0.83, 0.99, 1.});
  auto const linear = gm::quantile(a, q, 0),
             lower = gm::quantile(a, q, 0, gm::method = gm::interpolation::lower);
  for (int i = 0; i < int(q.size()); ++i) show("linear", gm::sum(linear(i)));
  show("lower", gm::sum(lower));
}
