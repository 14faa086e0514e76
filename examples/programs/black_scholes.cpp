// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Prices of European options by Black and Scholes, calls and puts in one pass. [-n options]
#include "programs.hpp"

template <class D>
auto cumulative_normal(D const& d) { // Abramowitz and Stegun, 26.2.17
  auto const k = gm::eval(1. / (1. + 0.2316419 * gm::abs(d)));
  auto const tail = gm::eval(
      0.3989422804014327 * gm::exp(-0.5 * d * d) *
      (k * (0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))))));
  return gm::eval(gm::where(d > 0, 1. - tail, tail));
}

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 10000);
  auto rng = gm::random::default_rng(1);
  auto const s = gm::eval(5. + 25. * rng.random(n)), x = gm::eval(1. + 99. * rng.random(n)),
             t = gm::eval(0.25 + 9.75 * rng.random(n));
  double const r = 0.02, v = 0.3;
  auto const d1 = gm::eval((gm::log(s / x) + (r + 0.5 * v * v) * t) / (v * gm::sqrt(t)));
  auto const n1 = cumulative_normal(d1), n2 = cumulative_normal(gm::eval(d1 - v * gm::sqrt(t)));
  gm::ndarray<double, 1> call, put;
  gm::tie(call, put) =
      gm::fuse(s * n1 - x * gm::exp(-r * t) * n2, x * gm::exp(-r * t) * (1. - n2) - s * (1. - n1));
  show("calls", gm::sum(call));
  show("puts", gm::sum(put));
  show("dearest call", gm::max(call));
}
