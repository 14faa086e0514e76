// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A bottleneck block of ResNet: three convolutions, normalised over the batch.
#include "convolution.hpp"

namespace npbench {
namespace {

template <class P>
auto batchnorm2d(images<P> const& x) {
  return (x - gm::mean(x, 0, gm::keepdims)) / gm::sqrt(gm::std(x, 0, gm::keepdims) + 1e-5);
}

template <class P>
images<P> resnet_basicblock(images<P> const& input, images<P> const& conv1, images<P> const& conv2,
                            images<P> const& conv3) {
  auto const [N, H, W, C] = input.shape();
  slice const in(1, -1);
  images<P> x = gm::zeros<float, P>(N, H + 2, W + 2, conv1.shape()[3]);
  x(_, in, in) = conv2d(input, conv1);
  x = relu(batchnorm2d(x));
  x = conv2d(x, conv2);
  x = relu(batchnorm2d(x));
  x = conv2d(x, conv3);
  return relu(batchnorm2d(x) + input);
}

registered const kernel("resnet", []<class P>() { return &resnet_basicblock<P>; });

} // namespace
} // namespace npbench
