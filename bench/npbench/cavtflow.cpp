// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Flow in a cavity under a moving lid.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void cavity_flow(gm::index nx, gm::index ny, gm::index nt, gm::index nit, matrix<P>& u, matrix<P>& v,
                 double dt, double dx, double dy, matrix<P>& p, double rho, double nu) {
  slice const in(1, -1), before(_, -2), after(2, _);
  auto const ddx = [&](matrix<P> const& f) { return (f(in, after) - f(in, before)) * (0.5 / dx); };
  auto const ddy = [&](matrix<P> const& f) { return (f(after, in) - f(before, in)) * (0.5 / dy); };
  double const rx = dx * dx, ry = dy * dy, scale = 1 / (2 * (rx + ry));
  matrix<P> b = gm::zeros<double, P>(ny, nx), pn = p, un = u, vn = v;
  auto const moved = [&](matrix<P> const& f, auto const& slope) {
    auto const c = f(in, in);
    return c - un(in, in) * (dt / dx) * (c - f(in, before)) - vn(in, in) * (dt / dy) * (c - f(before, in)) -
           dt / rho * slope +
           nu * (dt / rx * (f(in, after) - 2. * c + f(in, before)) +
                 dt / ry * (f(after, in) - 2. * c + f(before, in)));
  };
  for (gm::index n = 0; n < nt; ++n) {
    b(in, in) =
        rho * (1 / dt * (ddx(u) + ddy(v)) - gm::square(ddx(u)) - 2. * ddy(u) * ddx(v) - gm::square(ddy(v)));
    for (gm::index q = 0; q < nit; ++q) {
      std::swap(p, pn);
      p(in, in) = scale * ((pn(in, after) + pn(in, before)) * ry + (pn(after, in) + pn(before, in)) * rx) -
                  rx * ry * scale * b(in, in);
      p(_, -1) = p(_, -2); // dp/dx = 0 at x = 2
      p(0, _) = p(1, _);   // dp/dy = 0 at y = 0
      p(_, 0) = p(_, 1);   // dp/dx = 0 at x = 0
      p(-1, _) = 0;        // p = 0 at y = 2
    }
    std::swap(u, un), std::swap(v, vn);
    gm::tie(u(in, in), v(in, in)) = gm::fuse(moved(un, ddx(p)), moved(vn, ddy(p)));
    u(0, _) = 0, u(_, 0) = u(_, -1) = 0;
    u(-1, _) = 1; // the lid
    v(0, _) = v(-1, _) = 0, v(_, 0) = v(_, -1) = 0;
  }
}

registered const kernel("cavtflow", []<class P>() { return &cavity_flow<P>; });

} // namespace
} // namespace npbench
