// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What bench/device_check.py times over the device policy: one line of JSON for each piece of work, with the
// bytes that must move. Where the device is emulated it runs the same at small sizes, to show that it runs.
#include <gamut/device.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace gm = gamut;
using gm::slice;
using D = gm::device;

namespace {

#if defined(GAMUT_DEVICE_EMULATED)
constexpr gm::index many = 1'000'000, side = 500, stacked = 1000;
constexpr gm::index orders[] = {64, 128};
#else
constexpr gm::index many = 100'000'000, side = 8192, stacked = 100'000;
constexpr gm::index orders[] = {1024, 2048, 4096, 8192};
#endif

/// The median of some runs, in seconds, each of `repeats` calls that are waited for together.
template <class F>
void timed(std::string const& work, double bytes, double flops, int repeats, F const& f,
           char const* by = "gamut") {
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
  std::printf("{\"work\": \"%s\", \"peer\": \"%s\", \"seconds\": %.9g, \"bytes\": %.9g, \"flops\": %.9g}\n",
              work.c_str(), by, seconds[4], bytes, flops);
  std::fflush(stdout);
}

/// The same numbers each time.
template <class T, class... I>
auto drawn(I... shape) {
  return gm::random::default_rng(1).random<T, D>(gm::shape_of(shape...));
}

template <class T>
void elementwise(std::string const& of) {
  double const n = double(many), size = sizeof(T);
  auto const a = drawn<T>(many);
  auto const b = gm::copy(a + T(1)), c = gm::copy(a * T(2));
  auto out = gm::copy(a);
  timed("copy" + of, 2 * size * n, 0, 5,
        [&] { gm::backends::device::copy(out.data(), a.data(), std::size_t(many) * sizeof(T)); });
  timed("fused" + of, 4 * size * n, 3 * n, 5, [&] { out = a * b + gm::sqrt(c); });
  gm::ndarray<T, 0, D> s;
  timed("sum" + of, 2 * size * n, 2 * n, 5, [&] { s = gm::sum(a * b); });
}

#if !defined(GAMUT_DEVICE_EMULATED)
/// cuBLAS and cuSOLVER, called as one calls them.
struct libraries {
  cublasHandle_t blas = nullptr;
  cusolverDnHandle_t solver = nullptr;
  cusolverDnParams_t params = nullptr;
  libraries() {
    cublasCreate(&blas), cusolverDnCreate(&solver), cusolverDnCreateParams(&params);
    cublasSetStream(blas, gm::backends::device::stream());
    cusolverDnSetStream(solver, gm::backends::device::stream());
  }
  ~libraries() { cublasDestroy(blas), cusolverDnDestroyParams(params), cusolverDnDestroy(solver); }

  void matmul(gm::index n, double const* a, double* c) const {
    double const one = 1, zero = 0;
    cublasDgemm_64(blas, CUBLAS_OP_N, CUBLAS_OP_N, n, n, n, &one, a, n, a, n, &zero, c, n);
  }
  /// Solves in copies of a and b, with memory that is had before: nothing but the copies and the solver.
  template <class Work>
  void solve(gm::index n, double* lu, double* x, Work& work) const {
    std::size_t on_device = work.device.size(), on_host = work.host.size();
    cusolverDnXgetrf(solver, params, n, n, CUDA_R_64F, lu, n, work.pivots.data(), CUDA_R_64F,
                     work.device.data(), on_device, work.host.data(), on_host, work.info.data());
    cusolverDnXgetrs(solver, params, CUBLAS_OP_N, n, 1, CUDA_R_64F, lu, n, work.pivots.data(), CUDA_R_64F, x,
                     n, work.info.data());
  }
};
struct solver_work {
  gm::ndarray<std::int64_t, 1, D> pivots;
  gm::ndarray<std::uint8_t, 1, D> device;
  std::vector<char> host;
  gm::ndarray<std::int32_t, 1, D> info = gm::zeros<std::int32_t, D>(1);
  solver_work(libraries const& with, gm::index n, double* a) : pivots(gm::shape_of(n)) {
    std::size_t on_device = 0, on_host = 0;
    cusolverDnXgetrf_bufferSize(with.solver, with.params, n, n, CUDA_R_64F, a, n, CUDA_R_64F, &on_device,
                                &on_host);
    device = gm::zeros<std::uint8_t, D>(gm::index(on_device));
    host.resize(on_host);
  }
};
#endif

void linear_algebra(gm::index n) {
  std::string const of = " " + std::to_string(n);
  auto const a = gm::copy(drawn<double>(n, n) + double(n) * gm::eye<double, D>(n));
  auto const b = drawn<double>(n);
  auto c = gm::copy(a);
  double const square = double(n) * double(n), cube = square * double(n);
  int const repeats = n < 4096 ? 20 : 3;
  timed("matmul" + of, 24 * square, 2 * cube, repeats, [&] { c = gm::matmul(a, a); });
  gm::ndarray<double, 1, D> x(b.shape());
  timed("solve" + of, 8 * square, cube * 2 / 3, repeats, [&] { x = gm::linalg::solve(a, b); });
#if !defined(GAMUT_DEVICE_EMULATED)
  libraries const with;
  timed(
      "matmul" + of, 24 * square, 2 * cube, repeats, [&] { with.matmul(n, a.data(), c.data()); }, "cuBLAS");
  solver_work work(with, n, c.data());
  timed(
      "solve" + of, 8 * square, cube * 2 / 3, repeats,
      [&] {
        c = a.T(); // cuSOLVER's matrices lie by columns
        x = b;
        with.solve(n, c.data(), x.data(), work);
      },
      "cuSOLVER");
#endif
}

} // namespace

int main() {
  elementwise<double>("");
  elementwise<float>(" float32");
  {
    auto u = drawn<double>(side, side);
    auto v = u;
    auto const in = slice(1, -1), before = slice(gm::_, -2), after = slice(2, gm::_);
    double const cells = double(side) * double(side);
    timed("jacobi", 16 * cells, 4 * cells, 5,
          [&] { v(in, in) = 0.25 * (u(before, in) + u(after, in) + u(in, before) + u(in, after)); });
    timed("transpose", 16 * cells, 0, 5, [&] { v = u.T() * 1.; });
    gm::ndarray<double, 1, D> rows(gm::shape_of(side));
    timed("sum rows", 8 * cells, cells, 5, [&] { rows = gm::sum(u, 1); });
    timed("sum columns", 8 * cells, cells, 5, [&] { rows = gm::sum(u, 0); });
    timed("cumsum", 16 * cells, cells, 1, [&] { (void)gm::cumsum(u.reshape(-1)); });
    timed("sort", 16 * cells, 0, 1, [&] { (void)gm::sort(u.reshape(-1)); });
  }
  for (gm::index const n : orders) linear_algebra(n);
  {
    auto const a = gm::copy(drawn<double>(stacked, 8, 8) + 8. * gm::eye<double, D>(8));
    auto const b = drawn<double>(stacked, 8, 1);
    double const n = double(stacked);
    timed("matmul of 8 x 8", 3 * 8 * 64 * n, 1024 * n, 5, [&] { (void)gm::copy(gm::matmul(a, a)); });
    timed("solve of 8 x 8", 8 * 80 * n, 512 * 2 / 3 * n, 1, [&] { (void)gm::linalg::solve(a, b); });
  }
  auto tiny = gm::ones<double, D>(3);
  timed("launch", 0, 0, 1000, [&] { tiny = tiny * 0.5 + 1.; });
  gm::graph const step([&] {
    for (int i = 0; i < 100; ++i) tiny = tiny * 0.5 + 1.;
  });
  timed("100 launches in a graph", 0, 0, 10, [&] { step(); });
}
