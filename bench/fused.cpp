// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Fused elementwise work beside the same work in hand-written Eigen maps and a plain loop: `a*b + sqrt(c)`
// over three sizes, and the five-point Jacobi update by slices. bench/compare.py runs it beside NumPy.
#include <benchmark/benchmark.h>
#include <gamut/gamut.hpp>

#include <cmath>

namespace gm = gamut;
using gm::_, gm::slice;

namespace {

struct operands {
  gm::ndarray<double, 1> a, b, c, out;
  explicit operands(gm::index n)
      : a(gm::random::default_rng(1).random(n)),
        b(gm::random::default_rng(2).random(n)),
        c(gm::random::default_rng(3).random(n)),
        out(gm::zeros(n)) {}
};

void elements(benchmark::State& state, gm::index n) {
  state.SetItemsProcessed(state.iterations() * n);
  state.counters["ns_per_element"] = benchmark::Counter(
      double(n) * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void fused_gamut(benchmark::State& state) {
  gm::set_num_threads(int(state.range(1)));
  operands o(state.range(0));
  for (auto turn : state) {
    o.out = o.a * o.b + gm::sqrt(o.c);
    benchmark::ClobberMemory();
  }
  elements(state, o.out.size());
}

void fused_eigen(benchmark::State& state) {
  operands o(state.range(0));
  using map = Eigen::Map<Eigen::ArrayXd const>;
  map const a(o.a.data(), o.a.size()), b(o.b.data(), o.b.size()), c(o.c.data(), o.c.size());
  Eigen::Map<Eigen::ArrayXd> out(o.out.data(), o.out.size());
  for (auto turn : state) {
    out = a * b + c.sqrt();
    benchmark::ClobberMemory();
  }
  elements(state, o.out.size());
}

void fused_loop(benchmark::State& state) {
  operands o(state.range(0));
  double const *a = o.a.data(), *b = o.b.data(), *c = o.c.data();
  double* out = o.out.data();
  for (auto turn : state) {
    for (gm::index i = 0; i < o.out.size(); ++i) out[i] = a[i] * b[i] + std::sqrt(c[i]);
    benchmark::ClobberMemory();
  }
  elements(state, o.out.size());
}

void sum_of_product_gamut(benchmark::State& state) {
  gm::set_num_threads(int(state.range(1)));
  operands o(state.range(0));
  for (auto turn : state) benchmark::DoNotOptimize(double(gm::sum(o.a * o.b)));
  elements(state, o.out.size());
}

void sum_of_product_eigen(benchmark::State& state) {
  operands o(state.range(0));
  using map = Eigen::Map<Eigen::ArrayXd const>;
  map const a(o.a.data(), o.a.size()), b(o.b.data(), o.b.size());
  for (auto turn : state) benchmark::DoNotOptimize((a * b).sum());
  elements(state, o.out.size());
}

void jacobi_gamut(benchmark::State& state) {
  gm::set_num_threads(int(state.range(1)));
  auto a = gm::random::default_rng(1).random({state.range(0), state.range(0)});
  auto b = gm::zeros_like(a);
  slice const in(1, -1), up(_, -2), down(2, _);
  for (auto turn : state) {
    b(in, in) = 0.2 * (a(in, in) + a(in, up) + a(in, down) + a(down, in) + a(up, in));
    benchmark::ClobberMemory();
  }
  elements(state, a.size());
}

void jacobi_loop(benchmark::State& state) {
  gm::index const n = state.range(0);
  auto a = gm::random::default_rng(1).random({n, n});
  auto b = gm::zeros_like(a);
  double const* x = a.data();
  double* y = b.data();
  for (auto turn : state) {
    for (gm::index i = 1; i < n - 1; ++i)
      for (gm::index j = 1; j < n - 1; ++j)
        y[i * n + j] = 0.2 * (x[i * n + j] + x[i * n + j - 1] + x[i * n + j + 1] + x[(i + 1) * n + j] +
                              x[(i - 1) * n + j]);
    benchmark::ClobberMemory();
  }
  elements(state, a.size());
}

void tiny_gamut(benchmark::State& state) {
  gm::set_num_threads(1);
  operands o(state.range(0));
  for (auto turn : state) {
    o.out = o.a * o.b + o.c;
    benchmark::ClobberMemory();
  }
}

void tiny_eigen(benchmark::State& state) {
  operands o(state.range(0));
  using map = Eigen::Map<Eigen::ArrayXd const>;
  map const a(o.a.data(), o.a.size()), b(o.b.data(), o.b.size()), c(o.c.data(), o.c.size());
  Eigen::Map<Eigen::ArrayXd> out(o.out.data(), o.out.size());
  for (auto turn : state) {
    out = a * b + c;
    benchmark::ClobberMemory();
  }
}

BENCHMARK(fused_gamut)
    ->Args({4096, 1})
    ->Args({100000, 1})
    ->Args({10000000, 1})
    ->Args({10000000, 2})
    ->UseRealTime();
BENCHMARK(fused_eigen)->Arg(4096)->Arg(100000)->Arg(10000000)->UseRealTime();
BENCHMARK(fused_loop)->Arg(4096)->Arg(100000)->Arg(10000000)->UseRealTime();
BENCHMARK(sum_of_product_gamut)->Args({100000, 1})->Args({10000000, 1})->Args({10000000, 2})->UseRealTime();
BENCHMARK(sum_of_product_eigen)->Arg(100000)->Arg(10000000)->UseRealTime();
BENCHMARK(jacobi_gamut)->Args({1000, 1})->Args({1000, 2})->UseRealTime();
BENCHMARK(jacobi_loop)->Arg(1000)->UseRealTime();
BENCHMARK(tiny_gamut)->Arg(3)->Arg(16)->Arg(64);
BENCHMARK(tiny_eigen)->Arg(3)->Arg(16)->Arg(64);

} // namespace

BENCHMARK_MAIN();
