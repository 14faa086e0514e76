// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// LeNet-5: two convolutions and three dense layers.
#include "convolution.hpp"

namespace npbench {
namespace {

template <gm::expression E>
auto maxpool2d(E const& x) {
  gm::index const h = x.shape()[1] / 2 * 2, w = x.shape()[2] / 2 * 2;
  auto const part = [&](int i, int j) { return x(_, slice(i, h, 2), slice(j, w, 2)); };
  return gm::maximum(gm::maximum(part(0, 0), part(0, 1)), gm::maximum(part(1, 0), part(1, 1)));
}

template <class P>
using weights = matrix<P, float>;
template <class P>
using bias = vector<P, float>;

template <class P>
weights<P> lenet5(images<P> const& input, images<P> const& conv1, bias<P> const& conv1bias,
                  images<P> const& conv2, bias<P> const& conv2bias, weights<P> const& fc1w,
                  bias<P> const& fc1b, weights<P> const& fc2w, bias<P> const& fc2b, weights<P> const& fc3w,
                  bias<P> const& fc3b, gm::index N, gm::index C_before_fc1) {
  images<P> y = maxpool2d(relu(conv2d(input, conv1) + conv1bias));
  y = maxpool2d(relu(conv2d(y, conv2) + conv2bias));
  weights<P> x = relu(gm::matmul(gm::reshape(y, N, C_before_fc1), fc1w) + fc1b);
  x = relu(gm::matmul(x, fc2w) + fc2b);
  return gm::matmul(x, fc3w) + fc3b;
}

registered const kernel("lenet", []<class P>() { return &lenet5<P>; });

} // namespace
} // namespace npbench
