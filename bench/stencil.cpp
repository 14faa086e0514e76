// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Updates of an array from its neighbours, by slices as a NumPy program writes them: five points in two
// dimensions, seven in three; beside loops written by hand.
#include "loops.hpp"

namespace gm = gamut;
using gm::slice, gm::_;

namespace {

slice const in(1, -1), before(_, -2), after(2, _);

template <int N>
struct operands {
  gm::ndarray<double, N> a, b;
  explicit operands(gm::dims<N> const& shape) : a(bench::uniform(1, shape)), b(gm::zeros(shape)) {}
  auto const& result() const { return b; }
};

struct five_gamut : operands<2> {
  using operands::operands;
  void operator()() {
    b(in, in) = 0.2 * (a(in, in) + a(in, before) + a(in, after) + a(after, in) + a(before, in));
  }
};
struct five_loop : operands<2> {
  using operands::operands;
  void operator()() {
    auto const [rows, n] = a.shape();
    double const* x = a.data();
    double* y = b.data();
    bench::loops::split(rows - 2, [x, y, n = n](gm::index first, gm::index last) {
      for (gm::index i = (first + 1) * n; i < (last + 1) * n; i += n)
        for (gm::index j = i + 1; j < i + n - 1; ++j)
          y[j] = 0.2 * (x[j] + x[j - 1] + x[j + 1] + x[j + n] + x[j - n]);
    });
  }
};

struct seven_gamut : operands<3> {
  using operands::operands;
  void operator()() {
    b(in, in, in) = 0.125 * (2. * a(in, in, in) + a(before, in, in) + a(after, in, in) + a(in, before, in) +
                             a(in, after, in) + a(in, in, before) + a(in, in, after));
  }
};
struct seven_loop : operands<3> {
  using operands::operands;
  void operator()() {
    auto const [planes, rows, n] = a.shape();
    double const* x = a.data();
    double* y = b.data();
    bench::loops::split(planes - 2, [x, y, rows = rows, n = n](gm::index first, gm::index last) {
      gm::index const plane = rows * n;
      for (gm::index k = first + 1; k < last + 1; ++k)
        for (gm::index i = k * plane + n; i < (k + 1) * plane - n; i += n)
          for (gm::index j = i + 1; j < i + n - 1; ++j)
            y[j] =
                0.125 * (2 * x[j] + x[j - plane] + x[j + plane] + x[j - n] + x[j + n] + x[j - 1] + x[j + 1]);
    });
  }
};

template <class Work, int N>
void add(std::string const& work, std::string const& peer, gm::dims<N> const& shape, int threads,
         double flops) {
  double const elements = double(gm::detail::product(shape));
  bench::add(bench::name(work, peer, shape, threads), {elements, flops * elements, 16 * elements},
             [shape] { return Work(shape); });
}

} // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv, [] {
    for (int const threads : bench::thread_counts()) {
      for (gm::index const n : {1000, 4000}) {
        add<five_gamut>("stencil5", "gamut", gm::shape_of(n, n), threads, 5);
        add<five_loop>("stencil5", "loop", gm::shape_of(n, n), threads, 5);
      }
      add<seven_gamut>("stencil7", "gamut", gm::shape_of(200, 200, 200), threads, 8);
      add<seven_loop>("stencil7", "loop", gm::shape_of(200, 200, 200), threads, 8);
    }
  });
}
