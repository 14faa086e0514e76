// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A layer of long short-term memory, forwards. [-b batch] [-d width] [-s steps]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const b = option(argc, argv, "-b", 32), d = option(argc, argv, "-d", 10),
            n = option(argc, argv, "-s", 4);
  auto rng = gm::random::default_rng(1);
  auto const x = rng.standard_normal({n, b, d});
  auto const h0 = rng.standard_normal({1, d});
  gm::ndarray const w = rng.standard_normal({2 * d, 4 * d}) / gm::sqrt(2. * d);
  slice const input(_, d), forget(d, 2 * d), output(2 * d, 3 * d), gates(_, 3 * d), cell(3 * d, _);
  auto in = gm::zeros(b, 2 * d), f = gm::zeros(b, 4 * d), c = gm::zeros(b, d);
  auto h = gm::zeros(n, b, d);
  for (int t = 0; t < n; ++t) {
    in(_, input) = x(t);
    if (t == 0)
      in(_, slice(d, _)) = h0;
    else
      in(_, slice(d, _)) = h(t - 1);
    gm::ndarray const sums = gm::matmul(in, w);
    f(_, gates) = 1. / (1. + gm::exp(-sums(_, gates)));
    f(_, cell) = gm::tanh(sums(_, cell));
    c = f(_, input) * f(_, cell) + f(_, forget) * c;
    h(t) = f(_, output) * gm::tanh(c);
  }
  show("h", gm::sum(h));
  show("c", gm::sum(c));
}
