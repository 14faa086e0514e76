// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What bench/cluster.py measures of gamut, on the cluster: one line for each program, its name and the best
// of several times in nanoseconds an element. Each time is that of some statements and of the wait for them.
#include <gamut/cluster.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>

namespace gm = gamut;
using gm::_, gm::slice;
using P = gm::cluster;

namespace {

template <class F>
void measure(char const* name, gm::index elements, int repeats, F const& statement) {
  auto& runtime = *legate::Runtime::get_runtime();
  double best = std::numeric_limits<double>::infinity();
  for (int trial = 0; trial < 5; ++trial) {
    runtime.issue_execution_fence(true);
    auto const start = std::chrono::steady_clock::now();
    for (int i = 0; i < repeats; ++i) statement();
    runtime.issue_execution_fence(true);
    std::chrono::duration<double, std::nano> const time = std::chrono::steady_clock::now() - start;
    best = std::min(best, time.count() / double(repeats) / double(elements));
  }
  if (gm::node_id<P>() == 0) std::printf("%s %.4f\n", name, best);
}

void jacobi(int n, int steps) {
  auto u = gm::zeros<double, P>(n, n), next = gm::zeros<double, P>(n, n);
  u(0, _) = 1.;
  next(0, _) = 1.;
  slice const in(1, -1), before(_, -2), after(2, _);
  auto const name = "jacobi " + std::to_string(n);
  measure(name.c_str(), gm::index(n) * n, steps, [&] {
    next(in, in) = 0.25 * (u(before, in) + u(after, in) + u(in, before) + u(in, after));
    std::swap(u, next);
  });
}

template <class D>
auto cumulative_normal(D const& d) { // Abramowitz and Stegun, 26.2.17
  auto const k = gm::eval(1. / (1. + 0.2316419 * gm::abs(d)));
  auto const tail = gm::eval(
      0.3989422804014327 * gm::exp(-0.5 * d * d) *
      (k * (0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))))));
  return gm::eval(gm::where(d > 0, 1. - tail, tail));
}
void black_scholes(gm::index n) {
  auto rng = gm::random::default_rng(2);
  auto const s = gm::eval(5. + 25. * rng.random<double, P>(n)),
             x = gm::eval(1. + 99. * rng.random<double, P>(n)),
             t = gm::eval(0.25 + 9.75 * rng.random<double, P>(n));
  auto call = gm::zeros<double, P>(n), put = gm::zeros<double, P>(n);
  double const r = 0.02, v = 0.3;
  measure("black-scholes", n, 1, [&] {
    auto const d1 = gm::eval((gm::log(s / x) + (r + 0.5 * v * v) * t) / (v * gm::sqrt(t)));
    auto const n1 = cumulative_normal(d1), n2 = cumulative_normal(gm::eval(d1 - v * gm::sqrt(t)));
    gm::tie(call, put) =
        gm::fuse(s * n1 - x * gm::exp(-r * t) * n2, x * gm::exp(-r * t) * (1. - n2) - s * (1. - n1));
  });
}

} // namespace

int main() {
  constexpr gm::index n = 10'000'000;
  auto rng = gm::random::default_rng(1);
  auto const a = rng.random<double, P>(n), b = rng.random<double, P>(n), c = rng.random<double, P>(n);
  auto o = gm::zeros<double, P>(n);
  measure("a*b+sqrt(c)", n, 5, [&] { o = a * b + gm::sqrt(c); });
  measure("sum(a*b)", n, 5, [&] { (void)double(gm::sum(a * b)); });
  jacobi(1000, 50);
  jacobi(4000, 5);
  black_scholes(n);
  auto const x = rng.random<double, P>({1000, 1000}), y = rng.random<double, P>({1000, 1000});
  auto z = gm::zeros<double, P>(1000, 1000);
  measure("matmul 1000", 1'000'000, 2, [&] { z = gm::matmul(x, y); });
  auto const right = rng.random<double, P>(1000);
  measure("solve 1000", 1'000'000, 1, [&] { (void)gm::linalg::solve(x, right); });
  auto const larger = rng.random<double, P>({2000, 2000});
  auto const side = rng.random<double, P>(2000);
  measure("solve 2000", 4'000'000, 1, [&] { (void)gm::linalg::solve(larger, side); });
}
