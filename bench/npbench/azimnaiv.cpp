// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Azimuthal integration, a ring at a time.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
vector<P> azimint_naive(vector<P> const& data, vector<P> const& radius, gm::index npt) {
  double const rmax = gm::max(radius);
  vector<P> res = gm::zeros<double, P>(npt);
  for (gm::index i = 0; i < npt; ++i) {
    auto const ring = rmax * double(i) / double(npt) <= radius && radius < rmax * double(i + 1) / double(npt);
    res(i) = gm::mean(data(ring));
  }
  return res;
}

registered const kernel("azimnaiv", []<class P>() { return &azimint_naive<P>; });

} // namespace
} // namespace npbench
