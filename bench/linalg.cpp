// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Linear algebra: systems and factors of one matrix, and of many small ones. Compiled for Eigen alone, and
// once more for a LAPACK.
#include "bench.hpp"

#include <cmath>

namespace gm = gamut;

namespace {

#if defined(GAMUT_WITH_LAPACK)
std::string const peer = "gamut-openblas";
#else
std::string const peer = "gamut";
#endif

/// Matrices near one: what they are solved for is as exact in every library.
template <int N>
gm::ndarray<double, N> near_one(gm::dims<N> const& shape) {
  gm::index const n = shape[N - 1];
  return (bench::uniform(1, shape) - 0.5) / std::sqrt(double(n)) + gm::eye(n);
}
template <int N>
auto right_side(gm::dims<N> shape) {
  if constexpr (N == 2)
    return bench::uniform(2, gm::shape_of(shape[0]));
  else {
    shape[N - 1] = 1;
    return bench::uniform(2, shape);
  }
}

/// One function of a matrix, whose part `compared` is what NumPy's result is held against.
template <class F, class G, int N>
struct function {
  gm::ndarray<double, N> a;
  F call;
  G compared;
  decltype(call(a)) out = call(a);

  void operator()() { out = call(a); }
  auto result() const { return gm::eval(compared(out)); }
};
auto const whole = [](auto const& x) { return x; };

template <int N, class Of, class F, class G = decltype(whole)>
void add(std::string const& work, gm::dims<N> const& shape, int threads, Of const& of, F const& call,
         G const& compared = whole) {
  bench::add(bench::name(work, peer, shape, threads), {}, [=] {
    return function<F, G, N>{gm::ndarray<double, N>(of(near_one(shape))), call, compared};
  });
}

template <int N>
void systems(gm::dims<N> const& shape, int threads) {
  add("solve", shape, threads, whole,
      [b = right_side(shape)](auto const& a) { return gm::linalg::solve(a, b); });
  add("inv", shape, threads, whole, [](auto const& a) { return gm::linalg::inv(a); });
}

void benchmarks() {
  auto const symmetric = [](auto const& a) { return gm::eval(a + a.T()); };
  auto const positive = [](auto const& a) { return gm::eval(gm::matmul(a, a.T())); };
  for (int const threads : bench::thread_counts()) {
    for (gm::index const n : {8, 64, 256, 1024}) {
      auto const shape = gm::shape_of(n, n);
      add("matmul", shape, threads, whole,
          [b = near_one(shape)](auto const& a) { return gm::eval(gm::matmul(a, b)); });
      systems(shape, threads);
      add("det", shape, threads, whole, [](auto const& a) { return gm::linalg::det(a); });
      add("cholesky", shape, threads, positive, [](auto const& a) { return gm::linalg::cholesky(a); });
      add(
          "qr", shape, threads, whole, [](auto const& a) { return gm::linalg::qr(a); },
          [](auto const& x) { return x.R; });
      add(
          "lstsq", shape, threads, whole,
          [b = right_side(shape)](auto const& a) { return gm::linalg::lstsq(a, b); },
          [](auto const& x) { return x.x; });
      add(
          "svd", shape, threads, whole, [](auto const& a) { return gm::linalg::svd(a); },
          [](auto const& x) { return x.S; });
      add(
          "eigh", shape, threads, symmetric, [](auto const& a) { return gm::linalg::eigh(a); },
          [](auto const& x) { return x.eigenvalues; });
      if (n <= 256) // larger ones take seconds
        add(
            "eig", shape, threads, whole, [](auto const& a) { return gm::linalg::eig(a); },
            [](auto const& x) { return gm::sort(gm::eval(gm::real(x.eigenvalues))); });
    }
    systems(gm::shape_of(10'000, 4, 4), threads);
  }
}

} // namespace

int main(int argc, char** argv) { return bench::run(argc, argv, benchmarks); }
