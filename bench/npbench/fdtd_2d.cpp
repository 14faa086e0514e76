// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Maxwell's equations in two dimensions (PolyBench's fdtd-2d).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void fdtd_2d(gm::index TMAX, matrix<P>& ex, matrix<P>& ey, matrix<P>& hz, vector<P> const& fict) {
  slice const first(_, -1), rest(1, _);
  for (gm::index t = 0; t < TMAX; ++t) {
    ey(0, _) = fict(t);
    ey(rest, _) -= 0.5 * (hz(rest, _) - hz(first, _));
    ex(_, rest) -= 0.5 * (hz(_, rest) - hz(_, first));
    hz(first, first) -= 0.7 * (ex(first, rest) - ex(first, first) + ey(rest, first) - ey(first, first));
  }
}

registered const kernel("fdtd_2d", []<class P>() { return &fdtd_2d<P>; });

} // namespace
} // namespace npbench
