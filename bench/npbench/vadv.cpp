// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Vertical advection of a weather model: tridiagonal systems along the last axis.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void vadv(cube<P>& utens_stage, cube<P> const& u_stage, cube<P> const& wcon, cube<P> const& u_pos,
          cube<P> const& utens, double dtr_stage) {
  auto const [I, J, K] = utens_stage.shape();
  matrix<P> g({K, J}), u({K, J}), pos({K, J}), d({K, J}), c({K, J}), divided({1, J});
  for (gm::index i = 0; i < I; ++i) { // a plane, turned so that its levels are rows
    g = (0.125 * (wcon(i + 1) + wcon(i))).T();
    u = u_stage(i).T();
    pos = u_pos(i).T();
    d = (dtr_stage * u_pos(i) + utens(i) + utens_stage(i)).T();
    for (gm::index k = 0; k < K; ++k) {
      gm::index const above = std::min(k + 1, K - 1), below = std::max<gm::index>(k - 1, 0);
      double const has_above = k<K - 1, has_below = k> 0;
      auto const a = -has_below * g(k), up = has_above * g(above);
      divided(0) = 1. / (dtr_stage - a - up - a * c(below) * has_below);
      d(k) = (d(k) - a * (u(below) - u(k)) - up * (u(above) - u(k)) - has_below * d(below) * a) * divided(0);
      c(k) = up * divided(0);
    }
    for (gm::index k = K - 2; k >= 0; --k) d(k) -= c(k) * d(k + 1);
    utens_stage(i) = (dtr_stage * (d - pos)).T();
  }
}

registered const kernel("vadv", []<class P>() { return &vadv<P>; });

} // namespace
} // namespace npbench
