// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Durbin's recursion for Toeplitz systems (PolyBench's durbin).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
vector<P> durbin(vector<P> const& r) {
  vector<P> y = gm::zeros_like(r), z = gm::zeros_like(r);
  double alpha = -r(0), beta = 1;
  y(0) = alpha;
  for (gm::index k = 1; k < r.shape()[0]; ++k) {
    slice const head(k);
    beta *= 1 - alpha * alpha;
    alpha = -(r(k) + gm::dot(gm::flip(r(head)), y(head))) / beta;
    z(head) = y(head) + alpha * gm::flip(y(head));
    std::swap(y, z);
    y(k) = alpha;
  }
  return y;
}

registered const kernel("durbin", []<class P>() { return &durbin<P>; });

} // namespace
} // namespace npbench
