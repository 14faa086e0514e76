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
  matrix<P> r = pos.T(), pull({N, N}), acc({N, 3});
  vector<P> const m = mass(_, 0);
  vector<P> KE({Nt + 1}), PE({Nt + 1});
  auto const apart = [&] { // the squared distances of all pairs
    auto const d = [&](int axis) { return r(axis) - r(axis)(_, newaxis); };
    return gm::square(d(0)) + gm::square(d(1)) + gm::square(d(2));
  };
  auto const accelerate = [&] {
    auto const s = apart() + softening * softening;
    pull = gm::where(s > 0, G * m / (s * gm::sqrt(s)), 0.);
    acc = gm::matmul(pull, pos) - pos * gm::sum(pull, 1, gm::keepdims);
  };
  auto const energy = [&](gm::index i) {
    auto const d = gm::sqrt(apart());
    KE(i) = 0.5 * gm::sum(mass * gm::square(vel));
    PE(i) = -0.5 * G * gm::sum(gm::where(d > 0, mass * m / d, 0.));
  };
  vel -= gm::mean(mass * vel, 0) / gm::mean(mass);
  accelerate();
  energy(0);
  for (gm::index i = 0; i < Nt; ++i) {
    vel += acc * (dt / 2);
    pos += vel * dt;
    r = pos.T();
    accelerate();
    vel += acc * (dt / 2);
    energy(i + 1);
  }
  return {KE, PE};
}

registered const kernel("nbody", []<class P>() { return &nbody<P>; });

} // namespace
} // namespace npbench
