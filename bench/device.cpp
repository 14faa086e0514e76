// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What bench/device_check.py times over the device policy: one line of JSON for each piece of work, with the
// bytes that must move. Where the device is emulated it runs the same at small sizes, to show that it runs.
#include <gamut/device.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace gm = gamut;
using gm::slice;
using D = gm::device;

namespace {

#if defined(GAMUT_DEVICE_EMULATED)
constexpr gm::index many = 1'000'000, side = 500, order = 128;
#else
constexpr gm::index many = 100'000'000, side = 8192, order = 4096;
#endif

/// The median of some runs, in seconds, each of `repeats` calls that are waited for together.
template <class F>
void timed(char const* work, double bytes, double flops, int repeats, F const& f) {
  std::vector<double> seconds;
  for (int run = 0; run < 7; ++run) {
    gm::synchronize();
    auto const start = std::chrono::steady_clock::now();
    for (int i = 0; i < repeats; ++i) f();
    gm::synchronize();
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() /
                      repeats);
  }
  std::sort(seconds.begin() + 1, seconds.end()); // the first run warms up
  std::printf(
      "{\"work\": \"%s\", \"peer\": \"gamut\", \"seconds\": %.9g, \"bytes\": %.9g, \"flops\": %.9g}\n", work,
      seconds[4], bytes, flops);
  std::fflush(stdout);
}

} // namespace

int main() {
  double const n = double(many);
  {
    auto const a = gm::to<D>(gm::random::default_rng(1).random<double, gm::host>(many));
    auto const b = gm::copy(a + 1.), c = gm::copy(a * 2.);
    auto out = gm::copy(a);
    timed("copy", 16 * n, 0, 5,
          [&] { gm::backends::device::copy(out.data(), a.data(), std::size_t(many) * 8); });
    timed("fused", 32 * n, 3 * n, 5, [&] { out = a * b + gm::sqrt(c); });
    gm::ndarray<double, 0, D> s;
    timed("sum", 16 * n, 2 * n, 5, [&] { s = gm::sum(a * b); });
  }
  {
    auto u = gm::to<D>(gm::random::default_rng(2).random<double, gm::host>(gm::shape_of(side, side)));
    auto v = u;
    auto const in = slice(1, -1), before = slice(gm::_, -2), after = slice(2, gm::_);
    double const cells = double(side) * double(side);
    timed("jacobi", 16 * cells, 4 * cells, 5,
          [&] { v(in, in) = 0.25 * (u(before, in) + u(after, in) + u(in, before) + u(in, after)); });
    timed("transpose", 16 * cells, 0, 5, [&] { v = u.T() * 1.; });
    gm::ndarray<double, 1, D> rows(gm::shape_of(side));
    timed("sum rows", 8 * cells, cells, 5, [&] { rows = gm::sum(u, 1); });
    timed("sum columns", 8 * cells, cells, 5, [&] { rows = gm::sum(u, 0); });
  }
  {
    auto const a = gm::to<D>(gm::random::default_rng(3).random<double, gm::host>(gm::shape_of(order, order)));
    auto const b = gm::to<D>(gm::random::default_rng(4).random<double, gm::host>(order));
    auto c = gm::copy(a);
    double const cube = double(order) * double(order) * double(order);
    timed("matmul", 24 * double(order) * double(order), 2 * cube, 3, [&] { c = gm::matmul(a, a); });
    timed("solve", 8 * double(order) * double(order), cube * 2 / 3, 1,
          [&] { (void)gm::linalg::solve(a, b); });
  }
  auto tiny = gm::ones<double, D>(3);
  timed("launch", 0, 0, 1000, [&] { tiny = tiny * 0.5 + 1.; });
  gm::graph const step([&] {
    for (int i = 0; i < 100; ++i) tiny = tiny * 0.5 + 1.;
  });
  timed("100 launches in a graph", 0, 0, 10, [&] { step(); });
}
