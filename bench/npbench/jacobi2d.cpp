// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Five-point smoothing (PolyBench's jacobi-2d).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void jacobi_2d(gm::index TSTEPS, matrix<P>& A, matrix<P>& B) {
  slice const in(1, -1), before(_, -2), after(2, _);
  for (gm::index t = 1; t < TSTEPS; ++t) {
    B(in, in) = 0.2 * (A(in, in) + A(in, before) + A(in, after) + A(after, in) + A(before, in));
    A(in, in) = 0.2 * (B(in, in) + B(in, before) + B(in, after) + B(after, in) + B(before, in));
  }
}

registered const kernel("jacobi2d", []<class P>() { return &jacobi_2d<P>; });

} // namespace
} // namespace npbench
