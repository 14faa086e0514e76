// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Flow through a channel whose ends are joined.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
std::int64_t channel_flow(gm::index nit, matrix<P>& u, matrix<P>& v, double dt, double dx, double dy,
                          matrix<P>& p, double rho, double nu, double F) {
  slice const in(1, -1), before(_, -2), after(2, _);
  double const rx = dx * dx, ry = dy * dy, scale = 1 / (2 * (rx + ry));
  matrix<P> b = gm::zeros_like(u), pn = p, un = u, vn = v;
  // What is done to all columns: the inner ones, the last and the first, with those to their west and east.
  auto const on_columns = [&](auto const& step) { step(before, in, after), step(-2, -1, 0), step(-1, 0, 1); };
  double udiff = 1;
  std::int64_t stepcount = 0;
  for (; udiff > .001; ++stepcount) {
    on_columns([&](auto w, auto c, auto e) {
      auto const ddx = [&](matrix<P> const& f) { return (f(in, e) - f(in, w)) * (0.5 / dx); };
      auto const ddy = [&](matrix<P> const& f) { return (f(after, c) - f(before, c)) * (0.5 / dy); };
      b(in, c) =
          rho * (1 / dt * (ddx(u) + ddy(v)) - gm::square(ddx(u)) - 2. * ddy(u) * ddx(v) - gm::square(ddy(v)));
    });
    for (gm::index q = 0; q < nit; ++q) {
      std::swap(p, pn);
      on_columns([&](auto w, auto c, auto e) {
        p(in, c) = scale * ((pn(in, e) + pn(in, w)) * ry + (pn(after, c) + pn(before, c)) * rx) -
                   rx * ry * scale * b(in, c);
      });
      p(-1, _) = p(-2, _); // dp/dy = 0 at y = 2
      p(0, _) = p(1, _);   // dp/dy = 0 at y = 0
    }
    std::swap(u, un), std::swap(v, vn);
    on_columns([&](auto w, auto c, auto e) {
      auto const moved = [&](matrix<P> const& f, auto const& slope) {
        auto const m = f(in, c);
        return m - un(in, c) * (dt / dx) * (m - f(in, w)) - vn(in, c) * (dt / dy) * (m - f(before, c)) -
               slope +
               nu * (dt / rx * (f(in, e) - 2. * m + f(in, w)) +
                     dt / ry * (f(after, c) - 2. * m + f(before, c)));
      };
      gm::tie(u(in, c), v(in, c)) = gm::fuse(moved(un, dt / (2 * rho * dx) * (p(in, e) - p(in, w)) - F * dt),
                                             moved(vn, dt / (2 * rho * dy) * (p(after, c) - p(before, c))));
    });
    u(0, _) = u(-1, _) = v(0, _) = v(-1, _) = 0;
    double const sum = gm::sum(u), sum_before = gm::sum(un);
    udiff = (sum - sum_before) / sum;
  }
  return stepcount;
}

registered const kernel("chanflow", []<class P>() { return &channel_flow<P>; });

} // namespace
} // namespace npbench
