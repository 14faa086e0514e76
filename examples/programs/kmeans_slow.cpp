// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Lloyd's k-means; the sums of each cluster are sums under a mask. [-n points] [-d dimensions] [-c clusters]
// [-i steps]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 2000), dimensions = option(argc, argv, "-d", 3),
            clusters = option(argc, argv, "-c", 10), steps = option(argc, argv, "-i", 10);
  auto rng = gm::random::default_rng(1);
  auto const data = rng.random({n, dimensions});
  auto centres = rng.random({clusters, dimensions});
  auto const squares = gm::eval(gm::sum(data * data, 1));
  double total = 0;
  for (int step = 0; step < steps; ++step) {
    gm::ndarray const distances =
        squares(_, newaxis) + gm::sum(centres * centres, 1) - 2. * gm::matmul(data, centres.T());
    auto const labels = gm::argmin(distances, 1);
    total = 0;
    for (int c = 0; c < clusters; ++c) {
      gm::ndarray const own = labels == c;
      total += double(gm::sum(gm::where(own, distances(_, c), 0.)));
      centres(c, _) = gm::sum(gm::where(own(_, newaxis), data, 0.), 0) / gm::maximum(gm::sum(own), 1);
    }
  }
  show("distance", total);
  show("centres", gm::sum(centres));
}
