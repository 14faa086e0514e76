// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Pairwise distances on a sphere.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
vector<P> arc_distance(vector<P> const& theta_1, vector<P> const& phi_1, vector<P> const& theta_2,
                       vector<P> const& phi_2) {
  gm::ndarray temp = gm::square(gm::sin((theta_2 - theta_1) / 2)) +
                     gm::cos(theta_1) * gm::cos(theta_2) * gm::square(gm::sin((phi_2 - phi_1) / 2));
  return 2 * gm::arctan2(gm::sqrt(temp), gm::sqrt(1 - temp));
}

registered const kernel("adist", []<class P>() { return &arc_distance<P>; });

} // namespace
} // namespace npbench
