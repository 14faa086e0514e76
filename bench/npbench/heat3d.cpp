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
    to(in, in, in) = 0.125 * (u(after, in, in) + u(before, in, in) + u(in, after, in) + u(in, before, in) +
                              u(in, in, after) + u(in, in, before)) +
                     0.25 * u(in, in, in);
  };
  for (gm::index t = 1; t < TSTEPS; ++t) step(B, A), step(A, B);
}

registered const kernel("heat3d", []<class P>() { return &heat_3d<P>; });

} // namespace
} // namespace npbench
