// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// fused.cpp's and tiny.cpp's lines in xtensor, with xsimd and, above the size at which gamut takes a second
// thread, OpenMP.
#include "bench.hpp"

#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xtensor.hpp>

#include <algorithm>

namespace gm = gamut;

namespace {

using vector = xt::xtensor<double, 1>;

vector uniform(int seed, gm::index n) {
  auto const from = bench::uniform(seed, n);
  vector to = vector::from_shape({std::size_t(n)});
  std::copy(from.begin(), from.end(), to.begin());
  return to;
}

struct operands {
  vector a, b, c, out;
  explicit operands(gm::index n)
      : a(uniform(1, n)), b(uniform(2, n)), c(uniform(3, n)), out(xt::zeros<double>({std::size_t(n)})) {}
  auto result() const {
    gm::ndarray<double, 1> copy(gm::shape_of(out.size()));
    std::copy(out.begin(), out.end(), copy.begin());
    return copy;
  }
};
struct fused : operands {
  using operands::operands;
  void operator()() { xt::noalias(out) = a * b + xt::sqrt(c); }
};
struct mixed : operands {
  using operands::operands;
  void operator()() { xt::noalias(out) = a * xt::exp(-b) + xt::where(c > .5, xt::log(a), xt::sin(b)); }
};
struct tiny : operands {
  using operands::operands;
  void operator()() { xt::noalias(out) = a * b + c; }
};

template <class Work>
void add(std::string const& work, gm::index n, int threads) {
  bench::add(bench::name(work, "xtensor", n, threads), {double(n)}, [n] { return Work(n); });
}

} // namespace

int main(int argc, char** argv) {
  bench::about("gamut_xtensor", "xtensor", XTENSOR_VERSION_MAJOR, XTENSOR_VERSION_MINOR,
               XTENSOR_VERSION_PATCH);
  return bench::run(argc, argv, [] {
    for (int const threads : bench::thread_counts()) {
      for (gm::index const n : {1, 10, 100, 1000, 4096, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000})
        if (threads == 1 || n == 4096 || n == 100'000 || n == 10'000'000) add<fused>("fused", n, threads);
      add<mixed>("mixed", 100'000, threads);
    }
    for (gm::index const n : {3, 16, 64}) add<tiny>("tiny", n, 1);
  });
}
