// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A layer of long short-term memory, backwards: gradients from what a forward pass would have kept. [-b
// batch]
// [-d width] [-s steps]
#include "programs.hpp"

int main(int argc, char** argv) {
  int const b = option(argc, argv, "-b", 32), d = option(argc, argv, "-d", 10),
            n = option(argc, argv, "-s", 4);
  auto rng = gm::random::default_rng(1);
  gm::ndarray const w = rng.standard_normal({2 * d, 4 * d}) / gm::sqrt(2. * d);
  auto dh = rng.standard_normal({n, b, d});
  auto const f = rng.standard_normal({n, b, 4 * d}), c = rng.standard_normal({n, b, d}),
             tanh_c = rng.standard_normal({n, b, d});
  slice const input(_, d), forget(d, 2 * d), output(2 * d, 3 * d), gates(_, 3 * d), cell(3 * d, _);
  auto dc = gm::zeros(n, b, d), ds = gm::zeros(n, b, 4 * d), din = gm::zeros(n, b, 2 * d);
  auto dh0 = gm::zeros(d);
  for (int t = n - 1; t >= 0; --t) {
    auto df = gm::zeros(b, 4 * d);
    df(_, output) = tanh_c(t) * dh(t);
    dc(t) += (1. - gm::square(tanh_c(t))) * (f(t, _, output) * dh(t));
    if (t > 0) {
      df(_, forget) = c(t - 1) * dc(t);
      dc(t - 1) += f(t, _, forget) * dc(t);
    }
    df(_, input) = f(t, _, cell) * dc(t);
    df(_, cell) = f(t, _, input) * dc(t);
    ds(t, _, cell) = (1. - gm::square(f(t, _, cell))) * df(_, cell);
    ds(t, _, gates) = f(t, _, gates) * (1. - f(t, _, gates)) * df(_, gates);
    din(t) = gm::matmul(ds(t), w.T());
    if (t > 0)
      dh(t - 1) += din(t, _, slice(d, _));
    else
      dh0 += gm::sum(din(t, _, slice(d, _)), 0);
  }
  show("dc", gm::sum(dc));
  show("din", gm::sum(din));
  show("dh0", gm::sum(dh0));
}
