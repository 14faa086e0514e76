// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Covariance matrix (PolyBench's covariance, by np.cov).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
matrix<P> covariance2(gm::index, double, matrix<P> const& data) {
  return gm::cov(data.T());
}

registered const kernel("covarian2", []<class P>() { return &covariance2<P>; });

} // namespace
} // namespace npbench
