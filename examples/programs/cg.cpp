// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Conjugate gradients for the five-point Laplacian of an n x n grid as a dense matrix, without and with a
// preconditioner. [-n grid]
#include "programs.hpp"

/// Solves a @ x = b; `condition(r)` is the residual preconditioned. Says how many steps it took.
template <class F>
int solve(gm::ndarray<double, 2> const& a, gm::ndarray<double, 1> const& b, gm::ndarray<double, 1>& x,
          F const& condition) {
  gm::ndarray r = b - gm::matmul(a, x);
  gm::ndarray p = condition(r);
  double before = gm::dot(r, p);
  for (int step = 1; step <= int(b.size()); ++step) {
    gm::ndarray const ap = gm::matmul(a, p);
    double const alpha = before / double(gm::dot(p, ap));
    x += alpha * p;
    r -= alpha * ap;
    if (double(gm::sqrt(gm::dot(r, r))) < 1e-10) return step;
    gm::ndarray const z = condition(r);
    double const now = gm::dot(r, z);
    p = z + now / before * p;
    before = now;
  }
  return 0;
}

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 12), all = n * n;
  gm::ndarray a = 4. * gm::eye(all);
  for (int const k : {1, n})
    for (int const sign : {1, -1}) gm::diagonal(a, sign * k) -= 1.;
  gm::ndarray const b = gm::random::default_rng(1).random(all);
  gm::ndarray x = gm::zeros(all), y = gm::zeros(all);
  show("steps", solve(a, b, x, [](auto const& r) { return gm::eval(1. * r); }));
  show("x", gm::sum(x));
  show("preconditioned steps", solve(a, b, y, [&](auto const& r) { return gm::eval(r / (4. * all)); }));
  show("y", gm::sum(y));
  show("right", bool(gm::allclose(gm::matmul(a, x), b)) && bool(gm::allclose(gm::matmul(a, y), b)));
}
