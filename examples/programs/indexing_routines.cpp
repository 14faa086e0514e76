// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Diagonals, choose, repeat, and elements chosen by integer and by boolean arrays, in one to three
// dimensions.
// [-n extent]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 100);
  auto const b = gm::arange(n);
  gm::ndarray const index = b % 10;
  gm::ndarray const odd = b % 2 == 1;

  show("diagonal", gm::sum(gm::diag(gm::diag(b * b))));
  show("choose", gm::sum(gm::choose(
                     index, gm::tie(b * 1, b * 2, b * 3, b * 4, b * 5, b * 6, b * 7, b * 8, b * 9, b * 10))));
  show("repeat", gm::sum(gm::repeat(gm::ones<int>(n, n), index, 1)));

  auto a1 = gm::ones<int>(n);
  a1(index) = 10;
  a1(odd) = 12;
  show("one dimension", gm::sum(a1));

  auto a2 = gm::ones<int>(n, n);
  a2(odd, odd) = 11;
  show("pairs", gm::sum(a2));
  a2(_, index) = 12;
  show("columns", gm::sum(a2));
  a2(a2 % 2 == 1) = 13;
  show("mask", gm::sum(a2));

  auto a3 = gm::ones<int>(n, n / 10, 10);
  a3(index, _, index) = 15;
  show("around a slice", gm::sum(a3));
  a3(a3 % 2 == 1) = 16;
  show("mask of three dimensions", gm::sum(a3));
}
