// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Forward substitution (PolyBench's trisolv).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void trisolv(matrix<P> const& L, vector<P>& x, vector<P> const& b) {
  for (gm::index i = 0; i < x.shape()[0]; ++i) x(i) = (b(i) - gm::dot(L(i, slice(i)), x(slice(i)))) / L(i, i);
}

registered const kernel("trisolv", []<class P>() { return &trisolv<P>; });

} // namespace
} // namespace npbench
