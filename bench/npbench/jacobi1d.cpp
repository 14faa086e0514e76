// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Three-point smoothing (PolyBench's jacobi-1d).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void jacobi_1d(gm::index TSTEPS, vector<P>& A, vector<P>& B) {
  slice const in(1, -1), before(_, -2), after(2, _);
  for (gm::index t = 1; t < TSTEPS; ++t) {
    B(in) = 0.33333 * (A(before) + A(in) + A(after));
    A(in) = 0.33333 * (B(before) + B(in) + B(after));
  }
}

registered const kernel("jacobi1d", []<class P>() { return &jacobi_1d<P>; });

} // namespace
} // namespace npbench
