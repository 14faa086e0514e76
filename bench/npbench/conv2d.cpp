// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Convolution of images with a bias.
#include "convolution.hpp"

namespace npbench {
namespace {

template <class P>
images<P> conv2d_bias(images<P> const& input, images<P> const& weights, vector<P, float> const& bias) {
  images<P> output = conv2d(input, weights);
  output += bias;
  return output;
}

registered const kernel("conv2d", []<class P>() { return &conv2d_bias<P>; });

} // namespace
} // namespace npbench
