// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The Mandelbrot set, of the points that leave.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
std::tuple<matrix<P, complex>, matrix<P, std::int64_t>> mandelbrot(double xmin, double xmax, double ymin,
                                                                   double ymax, gm::index xn, gm::index yn,
                                                                   gm::index itermax, double horizon) {
  vector<P> const X = gm::linspace<double, P>(xmin, xmax, xn);
  matrix<P, complex> Z({yn, xn});
  matrix<P, std::int64_t> N({yn, xn});
  vector<P> re({xn}), im({xn}), last({xn}), re_next({xn}), im_next({xn});
  auto const inside = re * re + im * im <= horizon * horizon;
  for (gm::index i = 0; i < yn; ++i) {
    double const y = ymin + double(i) * (ymax - ymin) / double(yn - 1);
    re = im = last = 0.;
    for (gm::index n = 0; n < itermax; ++n) {
      gm::tie(re_next, im_next, last) =
          gm::fuse(gm::where(inside, re * re - im * im + X, re), gm::where(inside, 2. * re * im + y, im),
                   gm::where(inside, double(n + 1), last));
      std::swap(re, re_next), std::swap(im, im_next);
    }
    Z(i) = gm::where(inside, complex(0), re + complex(0, 1) * im);
    N(i) = gm::astype<std::int64_t>(gm::where(inside, 0., last));
  }
  return {Z, N};
}

registered const kernel("mandel2", []<class P>() { return &mandelbrot<P>; });

} // namespace
} // namespace npbench
