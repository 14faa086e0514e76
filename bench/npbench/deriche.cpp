// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Deriche's edge detector, a recursive filter along both axes (PolyBench's deriche).
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
matrix<P> deriche(double alpha, matrix<P> const& imgIn) {
  double const e = std::exp(-alpha), k = (1 - e) * (1 - e) / (1 + alpha * e - std::exp(2 * alpha));
  double const a2 = k * e * (alpha - 1), a3 = k * e * (alpha + 1), a4 = -k * e * e;
  double const b1 = std::pow(2., -alpha), b2 = -e * e;
  auto const filter = [&](matrix<P> const& x) { // along the first axis, forth and back
    matrix<P> y1(x.shape()), y2(x.shape());
    y1(0) = k * x(0);
    y1(1) = k * x(1) + a2 * x(0) + b1 * y1(0);
    for (gm::index i = 2; i < x.shape()[0]; ++i)
      y1(i) = k * x(i) + a2 * x(i - 1) + b1 * y1(i - 1) + b2 * y1(i - 2);
    y2(-1) = 0.;
    y2(-2) = a3 * x(-1);
    for (gm::index i = x.shape()[0] - 3; i >= 0; --i)
      y2(i) = a3 * x(i + 1) + a4 * x(i + 2) + b1 * y2(i + 1) + b2 * y2(i + 2);
    y1 += y2;
    return y1;
  };
  return filter(gm::copy(filter(gm::copy(imgIn.T())).T()));
}

registered const kernel("deriche", []<class P>() { return &deriche<P>; });

} // namespace
} // namespace npbench
