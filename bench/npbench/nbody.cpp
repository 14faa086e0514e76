// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Stars that attract each other, and their energy.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
std::tuple<vector<P>, vector<P>> nbody(matrix<P> const& mass, matrix<P>& pos, matrix<P>& vel, gm::index N,
                                       gm::index Nt, double dt, double G, double softening) {
  slice const x(0, 1), y(1, 2), z(2, 3);
  auto const d = [&](slice axis) { return pos(_, axis).T() - pos(_, axis); };
  auto const squared = [&] { return gm::square(d(x)) + gm::square(d(y)) + gm::square(d(z)); };
  matrix<P> pull({N, N}), acc({N, 3});
  vector<P> KE({Nt + 1}), PE({Nt + 1});
  auto const accelerate = [&] {
    auto const r2 = squared() + softening * softening;
    pull = gm::where(r2 > 0, G * mass.T() / (r2 * gm::sqrt(r2)), r2);
    for (slice const axis : {x, y, z}) acc(_, axis) = gm::sum(d(axis) * pull, 1, gm::keepdims);
  };
  auto const energy = [&](gm::index i) {
    auto const r = gm::sqrt(squared());
    KE(i) = 0.5 * gm::sum(mass * gm::square(vel));
    PE(i) = -0.5 * G * gm::sum(gm::where(r > 0, mass * mass.T() / r, 0.));
  };
  vel -= gm::mean(mass * vel, 0) / gm::mean(mass);
  accelerate();
  energy(0);
  for (gm::index i = 0; i < Nt; ++i) {
    vel += acc * (dt / 2);
    pos += vel * dt;
    accelerate();
    vel += acc * (dt / 2);
    energy(i + 1);
  }
  return {KE, PE};
}

registered const kernel("nbody", []<class P>() { return &nbody<P>; });

} // namespace
} // namespace npbench
