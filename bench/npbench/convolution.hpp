// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The layers that NPBench's networks share.
#pragma once

#include "kernel.hpp"

namespace npbench {

template <gm::expression E>
auto relu(E&& x) {
  return gm::maximum(std::forward<E>(x), 0);
}

/// Images (N, H, W, C_in) with weights (K, K, C_in, C_out), where they overlap whole: the windows of a row of
/// pixels, gathered, are the rows of one matrix product.
template <class P>
images<P> conv2d(images<P> const& input, images<P> const& weights) {
  auto const [N, H, W, C_in] = input.shape();
  auto const K = weights.shape()[0], C_out = weights.shape()[3], H_out = H - K + 1, W_out = W - K + 1;
  auto const windows =
      gm::as_strided(input, {N, H_out, W_out, K, K * C_in}, {H * W * C_in, W * C_in, C_in, W * C_in, 1});
  auto const filters = gm::reshape(weights, K * K * C_in, C_out);
  images<P> output({N, H_out, W_out, C_out});
  cube<P, float> row({W_out, K, K * C_in});
  for (gm::index n = 0; n < N; ++n)
    for (gm::index i = 0; i < H_out; ++i) {
      row = windows(n, i);
      output(n, i) = gm::matmul(gm::reshape(row, W_out, K * K * C_in), filters);
    }
  return output;
}

} // namespace npbench
