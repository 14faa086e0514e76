// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Five-point averages of a grid whose rim is held, as views that are named once. [-n extent] [-i iterations]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 100), iterations = option(argc, argv, "-i", 100);
  auto grid = gm::zeros(n + 2, n + 2);
  grid(_, 0) = grid(_, -1) = grid(-1, _) = -273.15;
  grid(0, _) = 40.;
  slice const in(1, -1);
  auto centre = grid(in, in);
  auto const north = grid(slice(_, -2), in), south = grid(slice(2, _), in), west = grid(in, slice(_, -2)),
             east = grid(in, slice(2, _));
  for (int i = 0; i < iterations; ++i) centre = 0.2 * (centre + north + east + west + south);
  show("mean", gm::mean(centre));
  show("middle", grid(n / 2, n / 2));
}
