// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Flow through a channel that is closed in itself along x: velocity and pressure by finite differences (step
// 12 of Barba's CFD Python). [-x columns] [-y rows] [-i steps] [-n iterations for the pressure]
#include "programs.hpp"

using field = gm::ndarray<double, 2>;
slice const in(1, -1), below(2, _), above(_, -2);
double const rho = 1., nu = 0.1, force = 1., dt = 0.001;

/// Calls `f(x, right, left)` for the columns that have neighbours on both sides, and for the two whose
/// neighbour is at the other end.
template <class F>
void each_column(F const& f) {
  f(in, below, above);
  f(-1, 0, -2);
  f(0, 1, -1);
}

int main(int argc, char** argv) {
  int const nx = option(argc, argv, "-x", 41), ny = option(argc, argv, "-y", 41);
  int const steps = option(argc, argv, "-i", 20), iterations = option(argc, argv, "-n", 20);
  double const dx = 2. / (nx - 1), dy = 2. / (ny - 1), dx2 = dx * dx, dy2 = dy * dy;
  field u = gm::zeros(ny, nx), v = u, p = gm::ones(ny, nx), b = u, un, vn, pn;
  for (int step = 0; step < steps; ++step) {
    un = u, vn = v;
    each_column([&](auto x, auto right, auto left) {
      auto const ux = (u(in, right) - u(in, left)) / (2 * dx), uy = (u(below, x) - u(above, x)) / (2 * dy);
      auto const vx = (v(in, right) - v(in, left)) / (2 * dx), vy = (v(below, x) - v(above, x)) / (2 * dy);
      b(in, x) = rho * ((ux + vy) / dt - ux * ux - 2. * (uy * vx) - vy * vy);
    });
    for (int i = 0; i < iterations; ++i) {
      pn = p;
      each_column([&](auto x, auto right, auto left) {
        p(in, x) = ((pn(in, right) + pn(in, left)) * dy2 + (pn(below, x) + pn(above, x)) * dx2 -
                    dx2 * dy2 * b(in, x)) /
                   (2 * (dx2 + dy2));
      });
      p(-1, _) = p(-2, _);
      p(0, _) = p(1, _);
    }
    each_column([&](auto x, auto right, auto left) {
      auto const carried = [&](field const& of) {
        return of(in, x) - un(in, x) * dt / dx * (of(in, x) - of(in, left)) -
               vn(in, x) * dt / dy * (of(in, x) - of(above, x)) +
               nu * (dt / dx2 * (of(in, right) - 2. * of(in, x) + of(in, left)) +
                     dt / dy2 * (of(below, x) - 2. * of(in, x) + of(above, x)));
      };
      u(in, x) = carried(un) - dt / (2 * rho * dx) * (p(in, right) - p(in, left)) + force * dt;
      v(in, x) = carried(vn) - dt / (2 * rho * dy) * (p(below, x) - p(above, x));
    });
    u(0, _) = u(-1, _) = 0.;
    v(0, _) = v(-1, _) = 0.;
  }
  show("u", gm::sum(u));
  show("change of u", (gm::sum(u) - gm::sum(un)) / gm::sum(u));
  show("v", gm::sum(gm::abs(v)));
  show("p", gm::sum(p));
}
