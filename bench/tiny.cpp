// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What an assignment costs before its first element: `out = a*b + c` of a few elements, beside Eigen's maps.
#include "bench.hpp"

namespace gm = gamut;

namespace {

struct operands {
  gm::ndarray<double, 1> a, b, c, out;
  explicit operands(gm::index n)
      : a(bench::uniform(1, n)), b(bench::uniform(2, n)), c(bench::uniform(3, n)), out(gm::zeros(n)) {}
  auto const& result() const { return out; }
};
struct tiny_gamut : operands {
  using operands::operands;
  void operator()() { out = a * b + c; }
};
struct tiny_eigen : operands {
  using operands::operands;
  void operator()() {
    using map = Eigen::Map<Eigen::ArrayXd const>;
    Eigen::Map<Eigen::ArrayXd> to(out.data(), out.size());
    to = map(a.data(), a.size()) * map(b.data(), b.size()) + map(c.data(), c.size());
  }
};

} // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv, [] {
    for (gm::index const n : {3, 16, 64}) {
      bench::add(bench::name("tiny", "gamut", n), {double(n)}, [n] { return tiny_gamut(n); });
      bench::add(bench::name("tiny", "eigen", n), {double(n)}, [n] { return tiny_eigen(n); });
    }
  });
}
