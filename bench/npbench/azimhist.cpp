// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Azimuthal integration by histograms.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
vector<P> azimint_hist(vector<P> const& data, vector<P> const& radius, gm::index npt) {
  auto const histu = gm::histogram(radius, npt).first;
  auto const histw = gm::histogram(radius, npt, gm::weights = data).first;
  return histw / histu;
}

registered const kernel("azimhist", []<class P>() { return &azimint_hist<P>; });

} // namespace
} // namespace npbench
