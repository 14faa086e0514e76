// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Correlation matrix (PolyBench's correlation).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
matrix<P> correlation(gm::index, double n, matrix<P>& data) {
  gm::ndarray mean = gm::mean(data, 0), stddev = gm::std(data, 0);
  stddev(stddev <= 0.1) = 1.;
  data = (data - mean) / (std::sqrt(n) * stddev);
  matrix<P> corr = gm::matmul(data.T(), data);
  gm::fill_diagonal(corr, 1.);
  return corr;
}

registered const kernel("correlat", []<class P>() { return &correlation<P>; });

} // namespace
} // namespace npbench
