// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Fused elementwise work beside the same line in Eigen's maps and in loops by hand: `a*b + sqrt(c)` over
// sizes 1 to 1e8, a line of transcendental functions, `sum(a*b)`, STREAM's triad, and the peak of the
// roofline. Built with EIGEN_FAST_MATH=0 it has Eigen's part alone, with Eigen's exact square root.
#include "loops.hpp"

#include <cmath>

namespace gm = gamut;

namespace {

struct operands {
  gm::ndarray<double, 1> a, b, c, out;
  explicit operands(gm::index n)
      : a(bench::uniform(1, n)), b(bench::uniform(2, n)), c(bench::uniform(3, n)), out(gm::zeros(n)) {}
  auto const& result() const { return out; }
};

struct fused_gamut : operands {
  using operands::operands;
  void operator()() { out = a * b + gm::sqrt(c); }
};
struct fused_eigen : operands {
  using operands::operands;
  void operator()() {
    using map = Eigen::Map<Eigen::ArrayXd const>;
    Eigen::Map<Eigen::ArrayXd> to(out.data(), out.size());
    to = map(a.data(), a.size()) * map(b.data(), b.size()) + map(c.data(), c.size()).sqrt();
  }
};
template <bool Past>
struct fused_loop : operands {
  using operands::operands;
  void operator()() {
    using vec = bench::loops::vec;
    double const *x = a.data(), *y = b.data(), *z = c.data();
    bench::loops::store<Past>(
        out.data(), out.size(),
        [=](gm::index i) { return vec::load(x + i) * vec::load(y + i) + sqrt(vec::load(z + i)); },
        [=](gm::index i) { return x[i] * y[i] + std::sqrt(z[i]); });
  }
};

struct mixed_gamut : operands {
  using operands::operands;
  void operator()() { out = a * gm::exp(-b) + gm::where(c > .5, gm::log(a), gm::sin(b)); }
};

struct sum_of_product {
  gm::ndarray<double, 1> a, b;
  double sum = 0;
  explicit sum_of_product(gm::index n) : a(bench::uniform(1, n)), b(bench::uniform(2, n)) {}
  auto result() const { return gm::array({sum}); }
};
struct sum_of_product_gamut : sum_of_product {
  using sum_of_product::sum_of_product;
  void operator()() { sum = gm::sum(a * b); }
};
struct sum_of_product_eigen : sum_of_product {
  using sum_of_product::sum_of_product;
  void operator()() {
    using map = Eigen::Map<Eigen::ArrayXd const>;
    sum = (map(a.data(), a.size()) * map(b.data(), b.size())).sum();
  }
};

struct triad_gamut : operands {
  using operands::operands;
  void operator()() { out = a + 3. * b; }
};
struct triad_loop : operands {
  using operands::operands;
  void operator()() {
    using vec = bench::loops::vec;
    double const *x = a.data(), *y = b.data();
    vec const three = vec::all(3);
    bench::loops::store<true>(
        out.data(), out.size(), [=](gm::index i) { return vec::load(x + i) + three * vec::load(y + i); },
        [=](gm::index i) { return x[i] + 3 * y[i]; });
  }
};

struct peak {
  void operator()() { bench::loops::peak(); }
  auto result() const { return gm::zeros(1); }
};

/// A benchmark of n elements; `flops` and `bytes` are one element's.
template <class Work>
void add(std::string const& work, std::string const& peer, gm::index n, int threads, double flops = 0,
         double bytes = 0) {
  double const elements = double(n);
  bench::add(bench::name(work, peer, n, threads), {elements, flops * elements, bytes * elements},
             [n] { return Work(n); });
}

void benchmarks() {
  constexpr bool exact_eigen = EIGEN_FAST_MATH == 0;
  std::string const eigen = exact_eigen ? "eigen-exact" : "eigen";
  std::vector<gm::index> sizes{1, 10, 100, 1000, 4096, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};
  for (gm::index const n : sizes) {
    add<fused_eigen>("fused", eigen, n, 1, 3, 32);
    if (exact_eigen) continue;
    for (int const threads : bench::thread_counts()) {
      if (threads > 1 && n != 4096 && n != 100'000 && n != 10'000'000) continue;
      add<fused_gamut>("fused", "gamut", n, threads, 3, 32);
      add<fused_loop<false>>("fused", "loop", n, threads, 3, 32);
      if (n >= 10'000'000) add<fused_loop<true>>("fused", "nontemporal", n, threads, 3, 32);
    }
  }
  if (exact_eigen) return;
  for (int const threads : bench::thread_counts()) {
    add<mixed_gamut>("mixed", "gamut", 100'000, threads);
    for (gm::index const n : {100'000, 10'000'000}) {
      add<sum_of_product_gamut>("sum_of_product", "gamut", n, threads, 2, 16);
      if (threads == 1) add<sum_of_product_eigen>("sum_of_product", "eigen", n, 1, 2, 16);
    }
    add<triad_gamut>("triad", "gamut", 10'000'000, threads, 2, 24);
    add<triad_loop>("triad", "nontemporal", 10'000'000, threads, 2, 24);
    bench::add(bench::name("peak", "loop", 1'000'000, threads),
               {bench::loops::operations_of_peak * threads, bench::loops::operations_of_peak * threads, 0},
               [] { return peak(); });
  }
}

} // namespace

int main(int argc, char** argv) { return bench::run(argc, argv, benchmarks); }
