// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's convolution: one task that runs the host's.
#pragma once

#include <gamut/cluster/on_one.hpp>
#include <gamut/host/products.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// y[i] = sum of w[j] * x[i + j] over the `m` elements of w, for `n` elements of y.
template <class T>
void slide(policy, place<T const> x, place<T const> w, index m, place<T> y, index n) {
  if (n > 0)
    on_one([m, n](T const* values, T const* weights,
                  T* sums) { slide(host::policy{}, values, weights, m, sums, n); },
           x, w, y);
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
