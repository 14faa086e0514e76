// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Contour integral of an inverse.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
using complex_matrix = matrix<P, complex>;

template <class P>
std::tuple<complex_matrix<P>, complex_matrix<P>>
contour_integral(gm::index NR, gm::index NM, gm::index slab_per_bc, cube<P, complex> const& Ham,
                 vector<P, complex> const& int_pts, complex_matrix<P> const& Y) {
  complex_matrix<P> P0 = gm::zeros<complex, P>(NR, NM), P1 = P0, X = P0;
  for (complex const z : gm::to<gm::host>(int_pts)) {
    complex_matrix<P> Tz = gm::zeros<complex, P>(NR, NR);
    for (gm::index n = 0; n <= slab_per_bc; ++n)
      Tz += std::pow(z, double(slab_per_bc) / 2 - double(n)) * Ham(n);
    X = NR == NM ? gm::linalg::inv(Tz) : gm::linalg::solve(Tz, Y);
    double const sign = std::abs(z) < 1 ? -1 : 1;
    gm::tie(P0, P1) = gm::fuse(P0 + sign * X, P1 + sign * z * X);
  }
  return {P0, P1};
}

registered const kernel("coninteg", []<class P>() { return &contour_integral<P>; });

} // namespace
} // namespace npbench
