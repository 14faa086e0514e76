// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Running sums and products along axes, with and without NaNs. [-m rows] [-n columns]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const m = option(argc, argv, "-m", 100), n = option(argc, argv, "-n", 50);
  auto rng = gm::random::default_rng(1);
  auto const whole = rng.integers(0, 1000, {m, n});
  auto a = gm::eval(0.5 + rng.random({m, n}));
  show("cumsum", gm::sum(gm::cumsum(whole)));
  show("cumsum of rows", gm::sum(gm::cumsum(a, 1)));
  show("cumprod of columns", gm::sum(gm::cumprod(a, 0)));
  a(1, 1) = gm::nan;
  show("nancumsum", gm::sum(gm::nancumsum(a, 0)));
  show("nancumprod", gm::sum(gm::nancumprod(a, 1)));
}
