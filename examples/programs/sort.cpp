// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Sorting along axes, and the order of elements. [-m rows] [-n columns]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const m = option(argc, argv, "-m", 200), n = option(argc, argv, "-n", 300);
  auto const a = gm::random::default_rng(1).random({m, n});
  auto const weights = gm::eval(gm::arange(n) / double(n));
  show("rows", gm::sum(gm::sort(a) * weights));
  show("columns", gm::sum(gm::sort(a, 0)(m / 2, _)));
  show("all", gm::sum(gm::sort(gm::ravel(a))(slice(_, _, 7))));
  show("order", gm::sum(gm::argsort(a, 1) * weights));
}
