// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The work of device.cpp by MatX, for bench/device_check.py: one line of JSON each. Its headers are no part
// of gamut: cmake/device_dependencies.py brings them to .deps/.
#include <matx.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace {

constexpr matx::index_t many = 100'000'000, side = 8192, order = 4096;

/// The median of some runs, in seconds, each of `repeats` calls that are waited for together.
template <class F>
void timed(char const* work, double bytes, double flops, int repeats, F const& f) {
  std::vector<double> seconds;
  for (int run = 0; run < 7; ++run) {
    cudaDeviceSynchronize();
    auto const start = std::chrono::steady_clock::now();
    for (int i = 0; i < repeats; ++i) f();
    cudaDeviceSynchronize();
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() /
                      repeats);
  }
  std::sort(seconds.begin() + 1, seconds.end()); // the first run warms up
  std::printf("{\"work\": \"%s\", \"peer\": \"MatX\", \"seconds\": %.9g, \"bytes\": %.9g, \"flops\": %.9g}\n",
              work, seconds[4], bytes, flops);
  std::fflush(stdout);
}

} // namespace

int main() {
  matx::cudaExecutor exec{};
  double const n = double(many);
  {
    auto a = matx::make_tensor<double>({many}), b = matx::make_tensor<double>({many}),
         c = matx::make_tensor<double>({many}), out = matx::make_tensor<double>({many});
    (a = matx::random<double>({many}, matx::UNIFORM)).run(exec);
    (b = a + 1.).run(exec);
    (c = a * 2.).run(exec);
    timed("fused", 32 * n, 3 * n, 5, [&] { (out = a * b + matx::sqrt(c)).run(exec); });
    auto s = matx::make_tensor<double>({});
    timed("sum", 16 * n, 2 * n, 5, [&] { (s = matx::sum(a * b)).run(exec); });
  }
  {
    auto u = matx::make_tensor<double>({side, side}), v = matx::make_tensor<double>({side, side});
    (u = matx::random<double>({side, side}, matx::UNIFORM)).run(exec);
    (v = u).run(exec);
    auto const part = [](auto& t, matx::index_t row, matx::index_t column) {
      return matx::slice(t, {row, column}, {row + side - 2, column + side - 2});
    };
    auto in = part(v, 1, 1);
    double const cells = double(side) * double(side);
    timed("jacobi", 16 * cells, 4 * cells, 5,
          [&] { (in = 0.25 * (part(u, 0, 1) + part(u, 2, 1) + part(u, 1, 0) + part(u, 1, 2))).run(exec); });
    timed("transpose", 16 * cells, 0, 5, [&] { (v = matx::transpose_matrix(u)).run(exec); });
  }
  {
    auto a = matx::make_tensor<double>({order, order}), c = matx::make_tensor<double>({order, order});
    (a = matx::random<double>({order, order}, matx::UNIFORM)).run(exec);
    double const cube = double(order) * double(order) * double(order);
    timed("matmul", 24 * double(order) * double(order), 2 * cube, 3,
          [&] { (c = matx::matmul(a, a)).run(exec); });
  }
  auto tiny = matx::make_tensor<double>({3});
  (tiny = matx::ones<double>({3})).run(exec);
  timed("launch", 0, 0, 1000, [&] { (tiny = tiny * 0.5 + 1.).run(exec); });
}
