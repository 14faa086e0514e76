// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The price of options and six of its derivatives, for calls and puts on a grid of times, volatilities and
// strikes. [-t times] [-v volatilities] [-m strikes]
#include "programs.hpp"

template <class D>
auto density(D const& d) {
  return gm::eval(0.3989422804014327 * gm::exp(-0.5 * d * d));
}
template <class D>
auto cumulative_normal(D const& d) { // Abramowitz and Stegun, 26.2.17
  auto const k = gm::eval(1. / (1. + 0.2316419 * gm::abs(d)));
  auto const tail = gm::eval(
      density(d) *
      (k * (0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))))));
  return gm::eval(gm::where(d > 0, 1. - tail, tail));
}

int main(int argc, char** argv) {
  int const times = option(argc, argv, "-t", 20), volatilities = option(argc, argv, "-v", 10),
            strikes = option(argc, argv, "-m", 30);
  double const s = 100., r = 0.02;
  auto const k = gm::eval(s * (0.6 + 0.01 * gm::arange(strikes)));
  auto const v = gm::eval(0.1 + 0.01 * gm::arange(volatilities))(_, newaxis);
  auto const t = gm::eval(0.5 + gm::arange(times) / 3650.)(_, newaxis, newaxis);
  auto const deviation = gm::eval(v * gm::sqrt(t));
  auto const d1 = gm::eval((gm::log(s / k) + (r + 0.5 * v * v) * t) / deviation),
             d2 = gm::eval(d1 - deviation);
  auto const at = density(d1);
  auto const discounted = gm::eval(k * gm::exp(-r * t));
  for (double const sign : {1., -1.}) {
    auto greeks = gm::zeros(7, times, volatilities, strikes);
    auto const n1 = cumulative_normal(gm::eval(sign * d1)), n2 = cumulative_normal(gm::eval(sign * d2));
    greeks(0) = sign * (s * n1 - discounted * n2);                              // the price
    greeks(1) = sign * n1;                                                      // delta
    greeks(2) = s * gm::sqrt(t) * at;                                           // vega
    greeks(3) = at / (s * deviation);                                           // gamma
    greeks(4) = -d2 * at / v;                                                   // vanna
    greeks(5) = s * gm::sqrt(t) * d1 * d2 * at / v;                             // volga
    greeks(6) = -(0.5 * s * v / gm::sqrt(t) * at + sign * r * discounted * n2); // theta
    for (int i = 0; i < 7; ++i) show(sign > 0 ? "call" : "put", gm::mean(greeks(i)));
  }
}
