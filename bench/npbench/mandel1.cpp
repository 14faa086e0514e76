// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The Mandelbrot set, all points to the end.
#include "kernel.hpp"

namespace npbench {
namespace {

using complex_matrix = matrix<gm::host, complex>;
using counts = matrix<gm::host, std::int64_t>;

std::tuple<complex_matrix, counts> mandelbrot(double xmin, double xmax, double ymin, double ymax,
                                              gm::index xn, gm::index yn, gm::index maxiter, double horizon) {
  constexpr gm::index lanes = 16; // points that are computed together, until all of them have left
  complex_matrix Z = gm::zeros<complex>(yn, xn);
  counts N = gm::zeros<std::int64_t>(yn, xn);
  vector<gm::host> const X = gm::linspace(xmin, xmax, xn), Y = gm::linspace(ymin, ymax, yn);
  for (gm::index i = 0; i < yn; ++i)
    for (gm::index j = 0; j < xn; j += lanes) {
      double const y = Y(i);
      double x[lanes], re[lanes] = {}, im[lanes] = {}, last[lanes] = {};
      gm::index left = 1;
      for (gm::index k = 0; k < lanes; ++k) x[k] = X(std::min(j + k, xn - 1));
      for (gm::index n = 0; n < maxiter && left > 0; ++n) {
        left = 0;
        for (gm::index k = 0; k < lanes; ++k) {
          double const size = re[k] * re[k] + im[k] * im[k];
          double const re_next = re[k] * re[k] - im[k] * im[k] + x[k], im_next = 2 * re[k] * im[k] + y;
          bool const inside = size < horizon * horizon;
          re[k] = inside ? re_next : re[k];
          im[k] = inside ? im_next : im[k];
          last[k] = inside ? double(n) : last[k];
          left += inside;
        }
      }
      for (gm::index k = 0; k < std::min(lanes, xn - j); ++k) {
        Z(i, j + k) = complex(re[k], im[k]);
        N(i, j + k) = last[k] == double(maxiter - 1) ? 0 : std::int64_t(last[k]);
      }
    }
  return {Z, N};
}

registered const kernel("mandel1", &mandelbrot);

} // namespace
} // namespace npbench
