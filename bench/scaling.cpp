// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What bench/scaling.py measures on the cluster: seconds of one statement, the best of several times, of
// sizes for `--parts` processors. One line for each: its name and the seconds.
#include <gamut/cluster.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace gm = gamut;
using gm::_, gm::slice;
using P = gm::cluster;

namespace {

template <class F>
void measure(char const* name, int repeats, F const& statement) {
  auto& runtime = *legate::Runtime::get_runtime();
  double best = std::numeric_limits<double>::infinity();
  for (int trial = 0; trial < 4; ++trial) { // the first registers tasks and makes memory
    runtime.issue_execution_fence(true);
    auto const start = std::chrono::steady_clock::now();
    for (int i = 0; i < repeats; ++i) statement();
    runtime.issue_execution_fence(true);
    std::chrono::duration<double> const time = std::chrono::steady_clock::now() - start;
    if (trial > 0) best = std::min(best, time.count() / repeats);
  }
  if (gm::node_id<P>() == 0) std::printf("%s: %.6g\n", name, best), std::fflush(stdout);
}

int option(int argc, char** argv, char const* name, int otherwise) {
  for (int i = 1; i + 1 < argc; ++i)
    if (std::strcmp(argv[i], name) == 0) return std::atoi(argv[i + 1]);
  return otherwise;
}

} // namespace

int main(int argc, char** argv) {
  int const parts = option(argc, argv, "--parts", 1), scale = option(argc, argv, "--scale", 1);
  // As much for each processor as for one: lines by their length, squares by their area, products by their
  // work.
  int const n = 4'000'000 * parts / scale, edge = int(2000 * std::sqrt(double(parts) / scale)),
            matrix = int(1000 * std::cbrt(double(parts) / scale));
  auto rng = gm::random::default_rng(1);
  auto small = gm::zeros<double, P>(200, 200), copy = gm::zeros<double, P>(200, 200);
  measure("a task", 200, [&] { small = small + 1.; });
  measure("a number read", 50, [&] { (void)double(gm::sum(small)); });
  auto const a = rng.random<double, P>(n), b = rng.random<double, P>(n), c = rng.random<double, P>(n);
  auto o = gm::zeros<double, P>(n);
  measure("a*b+sqrt(c)", 5, [&] { o = a * b + gm::sqrt(c); });
  measure("sum(a*b)", 5, [&] { (void)double(gm::sum(a * b)); });
  auto u = gm::zeros<double, P>(edge, edge), next = gm::zeros<double, P>(edge, edge);
  slice const in(1, -1), before(_, -2), after(2, _);
  measure("stencil", 10, [&] {
    next(in, in) = 0.25 * (u(before, in) + u(after, in) + u(in, before) + u(in, after));
    std::swap(u, next);
  });
  // Every tile brings all of the array: the bandwidth between processes.
  auto turned = gm::zeros<double, P>(edge, edge);
  measure("reversed", 3, [&] { turned = u(slice(_, _, -1), slice(_, _, -1)); });
  auto const x = rng.random<double, P>({matrix, matrix}), y = rng.random<double, P>({matrix, matrix});
  auto z = gm::zeros<double, P>(matrix, matrix);
  measure("matmul", 2, [&] { z = gm::matmul(x, y); });
  auto const side = rng.random<double, P>(matrix);
  measure("solve", 1, [&] { (void)gm::linalg::solve(x, side); });
}
