// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Logistic regression by gradient ascent. [-n points] [-f features] [-i steps]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 1000), features = option(argc, argv, "-f", 32),
            steps = option(argc, argv, "-i", 100);
  auto rng = gm::random::default_rng(1);
  auto const x = rng.standard_normal({n, features});
  gm::ndarray const y = gm::floor(2. * rng.random(n));
  double const rate = 1e-5;
  auto weights = gm::zeros(features);
  for (int step = 0; step < steps; ++step) {
    gm::ndarray const error = y - 1. / (1. + gm::exp(-gm::matmul(x, weights)));
    weights += rate * gm::matmul(error, x);
  }
  gm::ndarray const scores = gm::matmul(x, weights);
  show("log likelihood", gm::sum(y * scores - gm::log1p(gm::exp(scores))));
  show("weights", gm::sum(weights));
}
