// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The Mandelbrot set as a NumPy program draws it: all points at once, those that have left keep their number.
//
//   mandelbrot [--n 800] [-o mandelbrot.ppm]
#include <gamut/gamut.hpp>
#include <gamut/image.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

namespace gm = gamut;
using gm::_, gm::newaxis;

int main(int argc, char** argv) {
  int n = 800, rounds = 100;
  std::string output = "mandelbrot.ppm";
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string(argv[i]) == "--n") n = std::atoi(argv[i + 1]);
    if (std::string(argv[i]) == "-o") output = argv[i + 1];
  }
  try {
    gm::ndarray const x = gm::linspace(-2.1, 0.7, n);
    gm::ndarray const y = gm::linspace(-1.2, 1.2, n * 6 / 7);
    gm::ndarray const cr = gm::broadcast_to(x, {n * 6 / 7, n});
    gm::ndarray const ci = gm::broadcast_to(y(_, newaxis), {n * 6 / 7, n});
    auto zr = gm::zeros_like(cr), zi = gm::zeros_like(cr), count = gm::zeros_like(cr);
    for (int i = 0; i < rounds; ++i) {
      auto const inside = zr * zr + zi * zi < 4.;
      gm::tie(zr, zi, count) =
          gm::fuse(gm::where(inside, zr * zr - zi * zi + cr, zr), gm::where(inside, 2. * zr * zi + ci, zi),
                   gm::where(inside, count + 1., count));
    }
    gm::save_image(output, gm::log1p(count), gm::cmap = gm::inferno);
    std::cout << "of " << count.size() << " points " << int(gm::sum(count == double(rounds)))
              << " stay; picture in " << output << "\n";
  } catch (std::exception const& e) {
    std::cerr << "mandelbrot: " << e.what() << "\n";
    return 1;
  }
}
