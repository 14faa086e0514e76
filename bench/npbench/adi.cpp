// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Alternating directions: implicit steps along one axis and then the other (PolyBench's adi).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
matrix<P> adi(gm::index TSTEPS, gm::index N, matrix<P>& u) {
  slice const in(1, -1), before(_, -2), after(2, _);
  double const step = double(N * N) / double(TSTEPS), a = -step, b = 1 + step, d = -step / 2;
  matrix<P> v = gm::zeros_like(u), w = gm::zeros_like(u), q = gm::zeros_like(u),
            p = gm::zeros<double, P>(N, 1);
  auto const sweep = [&](matrix<P>& to, matrix<P> const& from, double left, double right) {
    to(0, in) = to(-1, in) = q(0, in) = 1.;
    for (gm::index j = 1; j < N - 1; ++j) {
      double const pivot = 1 / (left * p(j - 1, 0) + b);
      p(j) = -left * pivot;
      q(j, in) = pivot * ((1 + 2 * right) * from(j, in) - right * (from(j, before) + from(j, after)) -
                          left * q(j - 1, in));
    }
    for (gm::index j = N - 2; j > 0; --j) to(j, in) = p(j) * to(j + 1, in) + q(j, in);
  };
  for (gm::index t = 0; t < TSTEPS; ++t) {
    sweep(v, u, a, d);
    sweep(w, gm::copy(v.T()), d, a);
    u(in, _) = w(_, in).T();
  }
  return u;
}

registered const kernel("adi", []<class P>() { return &adi<P>; });

} // namespace
} // namespace npbench
