// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Deconvolution of a volume by Richardson and Lucy: an image is made sharper that a known filter has blurred.
// [-n extent] [-i iterations]
#include "programs.hpp"

using volume = gm::ndarray<double, 3>;
constexpr int width = 4; // of the filter

/// The middle of the convolution of a volume with a filter (scipy.signal.convolve(x, filter, "same")).
volume convolve(volume const& x, volume const& filter) {
  auto const wider = [&](int axis) { return x.shape()[axis] + 2 * width; };
  volume around = gm::zeros(wider(0), wider(1), wider(2));
  slice const in(width, -width);
  around(in, in, in) = x;
  auto const taps = gm::to<gm::host>(filter); // numbers
  volume sum = gm::zeros(x.shape());
  auto const from = [&](int tap, int axis) {
    int const first = width + (width - 1) / 2 - tap;
    return slice(first, first + x.shape()[axis]);
  };
  for (int i = 0; i < width; ++i)
    for (int j = 0; j < width; ++j)
      for (int k = 0; k < width; ++k) sum += taps(i, j, k) * around(from(i, 0), from(j, 1), from(k, 2));
  return sum;
}

int main(int argc, char** argv) {
  int const n = option(argc, argv, "-n", 12), iterations = option(argc, argv, "-i", 3);
  auto rng = gm::random::default_rng(1);
  auto const image = rng.random({n, n, n}), filter = rng.random({width, width, width});
  auto const mirrored = gm::eval(gm::flip(filter));
  auto sharp = gm::full({n, n, n}, 0.5);
  for (int i = 0; i < iterations; ++i) sharp *= convolve(gm::eval(image / convolve(sharp, filter)), mirrored);
  show("sum", gm::sum(sharp));
  show("largest", gm::max(sharp));
}
