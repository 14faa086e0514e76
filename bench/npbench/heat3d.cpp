// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The heat equation in three dimensions (PolyBench's heat-3d).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void heat_3d(gm::index TSTEPS, cube<P>& A, cube<P>& B) {
  slice const in(1, -1), before(_, -2), after(2, _);
  auto const step = [&](cube<P>& to, cube<P> const& u) {
    auto const centre = u(in, in, in);
    to(in, in, in) = 0.125 * (u(after, in, in) - 2. * centre + u(before, in, in)) +
                     0.125 * (u(in, after, in) - 2. * centre + u(in, before, in)) +
                     0.125 * (u(in, in, after) - 2. * centre + u(in, in, before)) + centre;
  };
  for (gm::index t = 1; t < TSTEPS; ++t) step(B, A), step(A, B);
}

registered const kernel("heat3d", []<class P>() { return &heat_3d<P>; });

} // namespace
} // namespace npbench
