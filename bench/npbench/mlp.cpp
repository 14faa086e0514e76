// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A network of three dense layers.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
using layer = matrix<P, float>;

template <class E>
auto softmax(E const& x) {
  gm::ndarray out = gm::exp(x - gm::max(x, -1, gm::keepdims));
  out /= gm::sum(out, -1, gm::keepdims);
  return out;
}

template <class P>
layer<P> mlp(layer<P> const& input, layer<P> const& w1, vector<P, float> const& b1, layer<P> const& w2,
             vector<P, float> const& b2, layer<P> const& w3, vector<P, float> const& b3) {
  layer<P> x = gm::maximum(gm::matmul(input, w1) + b1, 0);
  x = gm::maximum(gm::matmul(x, w2) + b2, 0);
  return softmax(gm::ndarray(gm::matmul(x, w3) + b3));
}

registered const kernel("mlp", []<class P>() { return &mlp<P>; });

} // namespace
} // namespace npbench
