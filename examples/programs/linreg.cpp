// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Linear regression by gradient descent. [-n points] [-f features] [-i steps]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 1000), features = option(argc, argv, "-f", 32),
            steps = option(argc, argv, "-i", 100);
  auto rng = gm::random::default_rng(1);
  auto const x = rng.standard_normal({n, features});
  auto const y = rng.random(n);
  double const rate = 1e-5;
  auto weights = gm::zeros(features);
  for (int step = 0; step < steps; ++step) {
    gm::ndarray const error = gm::matmul(x, weights) - y;
    weights -= rate / n * gm::matmul(error, x);
  }
  show("error", gm::sum(gm::square(gm::matmul(x, weights) - y)));
  show("weights", 1e5 * double(gm::sum(weights)));
}
