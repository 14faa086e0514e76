// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Gray and Scott's reaction and diffusion of two substances, which makes spots and stripes (J. E. Pearson,
// "Complex Patterns in a Simple System", Science 261, 1993). Both fields are written in one pass.
//
//   reaction_diffusion [--n 256] [--steps 6000] [-o reaction.ppm]
#include <gamut/gamut.hpp>
#include <gamut/image.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

namespace gm = gamut;
using gm::_, gm::slice;

namespace {

/// The sum of the four neighbours less four times the middle.
template <class Field>
auto laplacian(Field const& u) {
  slice const in(1, -1), before(_, -2), after(2, _);
  return u(before, in) + u(after, in) + u(in, before) + u(in, after) - 4. * u(in, in);
}
/// The rim repeats the other side, as if the plate were a torus.
template <class Field>
void wrap(Field& u) {
  u(0, _) = u(-2, _);
  u(-1, _) = u(1, _);
  u(_, 0) = u(_, -2);
  u(_, -1) = u(_, 1);
}

} // namespace

int main(int argc, char** argv) {
  int n = 256, steps = 6000;
  std::string output = "reaction.ppm";
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string(argv[i]) == "--n") n = std::atoi(argv[i + 1]);
    if (std::string(argv[i]) == "--steps") steps = std::atoi(argv[i + 1]);
    if (std::string(argv[i]) == "-o") output = argv[i + 1];
  }
  try {
    double const feed = 0.035, kill = 0.060, du = 0.16, dv = 0.08;
    auto u = gm::ones({n + 2, n + 2}), v = gm::zeros({n + 2, n + 2});
    slice const middle(n / 2 - 10, n / 2 + 10), in(1, -1);
    u(middle, middle) = 0.5;
    v(middle, middle) = 0.25;
    u += 0.05 * gm::random::default_rng(1).random({n + 2, n + 2});
    gm::ndarray un = u, vn = v;
    for (int i = 0; i < steps; ++i) {
      wrap(u);
      wrap(v);
      auto const uvv = u(in, in) * gm::square(v(in, in));
      gm::tie(un(in, in), vn(in, in)) =
          gm::fuse(u(in, in) + du * laplacian(u) - uvv + feed * (1. - u(in, in)),
                   v(in, in) + dv * laplacian(v) + uvv - (feed + kill) * v(in, in));
      std::swap(u, un);
      std::swap(v, vn);
    }
    gm::save_image(output, v(in, in));
    std::cout << "after " << steps << " steps v is between " << double(gm::min(v)) << " and "
              << double(gm::max(v)) << "; picture in " << output << "\n";
  } catch (std::exception const& e) {
    std::cerr << "reaction_diffusion: " << e.what() << "\n";
    return 1;
  }
}
