// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The heat equation on a square plate, u_t = u_xx + u_yy, by explicit steps of slices as a NumPy program
// writes them: the rim is held at 0, a warm disc and a hot bar cool down. The last field is written as a
// picture: PNG where libpng is, PPM everywhere.
//
//   heat [--n 512] [--steps 2000] [--threads T] [-o heat.ppm]
#include <gamut/gamut.hpp>
#include <gamut/image.hpp>
#include <gamut/progress.hpp>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

namespace gm = gamut;
using gm::_, gm::slice;

namespace {

struct options {
  int n = 512, steps = 2000;
  std::string output = "heat.ppm";
};

options parse(int argc, char** argv) {
  options o;
  for (int i = 1; i < argc; i += 2) {
    std::string const word = argv[i];
    if (i + 1 == argc) throw gm::value_error(word + " needs a value");
    if (word == "--n")
      o.n = std::atoi(argv[i + 1]);
    else if (word == "--steps")
      o.steps = std::atoi(argv[i + 1]);
    else if (word == "--threads")
      gm::set_num_threads(std::atoi(argv[i + 1]));
    else if (word == "-o")
      o.output = argv[i + 1];
    else
      throw gm::value_error("unknown option " + word);
  }
  if (o.n < 3 || o.steps < 0) throw gm::value_error("--n must be at least 3, and --steps not negative");
  return o;
}

/// One step: np.add and slices, fused into one pass over the plate.
template <class Field>
void step(Field& next, Field const& u, double rate) {
  slice const in(1, -1), before(_, -2), after(2, _);
  next(in, in) =
      u(in, in) + rate * (u(before, in) + u(after, in) + u(in, before) + u(in, after) - 4. * u(in, in));
}

void run(options const& o) {
  double const n = o.n;
  auto u = gm::fromfunction(
      [&](auto y, auto x) {
        auto const disc = gm::square(y - 0.35 * n) + gm::square(x - 0.35 * n) < gm::square(0.15 * n);
        auto const bar = gm::abs(y - 0.75 * n) < 0.03 * n && gm::abs(x - 0.5 * n) < 0.35 * n;
        return gm::where(bar, 100., gm::where(disc, 60., 0.));
      },
      {o.n, o.n});
  u(0, _) = u(-1, _) = 0.;
  u(_, 0) = u(_, -1) = 0.;
  auto next = gm::copy(u);

  auto const start = std::chrono::steady_clock::now();
  for ([[maybe_unused]] gm::index i : gm::progress(o.steps)) {
    step(next, u, 0.2);
    std::swap(u, next);
  }
  double const heat = gm::sum(u);
  std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - start;
  gm::save_image(o.output, u, gm::cmap = gm::inferno);
  std::cout << o.n << " x " << o.n << ", " << o.steps << " steps in " << seconds.count() << " s under policy "
            << decltype(u)::policy::name << ", nodes " << gm::node_count() << "; heat left " << heat
            << "; picture in " << o.output << "\n";
}

} // namespace

int main(int argc, char** argv) {
  try {
    run(parse(argc, argv));
  } catch (gm::value_error const& e) {
    std::cerr << "heat: " << e.message() << "\nusage: heat [--n N] [--steps S] [--threads T] [-o heat.ppm]\n";
    return 2;
  } catch (std::exception const& e) {
    std::cerr << "heat: " << e.what() << "\n";
    return 1;
  }
}
