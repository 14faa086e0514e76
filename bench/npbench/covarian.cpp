// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Covariance matrix, a row at a time (PolyBench's covariance).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
matrix<P> covariance(gm::index, double n, matrix<P>& data) {
  data -= gm::mean(data, 0);
  return 1 / (n - 1) * gm::matmul(data.T(), data);
}

registered const kernel("covarian", []<class P>() { return &covariance<P>; });

} // namespace
} // namespace npbench
