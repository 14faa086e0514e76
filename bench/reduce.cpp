// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Reductions over every axis and over all, of a square, a cube, and of three long columns and three long
// rows: `sum/1000x1000/axis0/float64/1` is on one thread.
#include <benchmark/benchmark.h>
#include <gamut/gamut.hpp>

#include <memory>
#include <string>

namespace gm = gamut;

namespace {

// Not lambdas: one operation is instantiated for each dtype and number of dimensions.
struct sum {
  static auto of(auto const& a, auto... axis) { return gm::sum(a, axis...); }
};
struct mean {
  static auto of(auto const& a, auto... axis) { return gm::mean(a, axis...); }
};
struct max {
  static auto of(auto const& a, auto... axis) { return gm::max(a, axis...); }
};
struct argmax {
  static auto of(auto const& a, auto... axis) { return gm::argmax(a, axis...); }
};
struct any {
  static auto of(auto const& a, auto... axis) { return gm::any(a, axis...); }
};

/// `any` looks for what is not there: its slowest case. The others see numbers that are all different.
template <class Op, class T, int N>
auto operand(gm::dims<N> const& shape) {
  gm::ndarray<T, N> a(shape);
  if constexpr (std::same_as<Op, any>)
    a = T(0);
  else
    a = gm::astype<T>(gm::floor(gm::random::default_rng(1).random(shape) * 16777216.) /
                      (gm::integer<T> ? 1. : 16777216.));
  return a;
}

template <class Op, class T, int N>
void add(std::string const& op, std::string const& dtype, gm::dims<N> const& shape) {
  std::string name = op + "/";
  for (int d = 0; d < N; ++d) name += (d > 0 ? "x" : "") + std::to_string(shape[d]);
  for (int axis = -1; axis < N; ++axis)
    for (int threads = 1; threads <= 2; ++threads) {
      std::string const which = axis < 0 ? "all" : "axis" + std::to_string(axis);
      benchmark::RegisterBenchmark((name + "/" + which + "/" + dtype + "/" + std::to_string(threads)).c_str(),
                                   [=](benchmark::State& state) {
                                     gm::set_num_threads(threads);
                                     auto const a = operand<Op, T>(shape);
                                     for (auto turn : state)
                                       if (axis < 0)
                                         benchmark::DoNotOptimize(Op::of(a));
                                       else
                                         benchmark::DoNotOptimize(Op::of(a, axis));
                                     state.SetItemsProcessed(state.iterations() * a.size());
                                   })
          ->UseRealTime();
    }
}

template <class Op, class T>
void add_shapes(std::string const& op, std::string const& dtype) {
  add<Op, T>(op, dtype, gm::shape_of(1000, 1000));
  add<Op, T>(op, dtype, gm::shape_of(100, 100, 100));
  add<Op, T>(op, dtype, gm::shape_of(1000000, 3));
  add<Op, T>(op, dtype, gm::shape_of(3, 1000000));
}

} // namespace

int main(int argc, char** argv) {
  add_shapes<sum, double>("sum", "float64");
  add_shapes<sum, float>("sum", "float32");
  add_shapes<sum, std::int64_t>("sum", "int64");
  add_shapes<mean, double>("mean", "float64");
  add_shapes<mean, float>("mean", "float32");
  add_shapes<max, double>("max", "float64");
  add_shapes<max, float>("max", "float32");
  add_shapes<max, std::int64_t>("max", "int64");
  add_shapes<argmax, double>("argmax", "float64");
  add_shapes<argmax, float>("argmax", "float32");
  add_shapes<any, double>("any", "float64");
  add_shapes<any, float>("any", "float32");
  add_shapes<any, bool>("any", "bool");
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
