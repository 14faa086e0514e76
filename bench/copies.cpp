// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Copies that move elements to other places: transposes, permuted axes, steps, reversals, and elements chosen
// by integers and by masks.
#include "bench.hpp"

namespace gm = gamut;
using gm::slice, gm::_;

namespace {

/// `out = view(a)`.
template <int N, class View>
struct copied {
  gm::ndarray<double, N> a;
  View view;
  gm::ndarray<double, N> out;

  copied(gm::dims<N> const& shape, View const& v)
      : a(bench::uniform(1, shape)), view(v), out(gm::zeros(view(a).shape())) {}
  void operator()() { out = view(a); }
  auto const& result() const { return out; }
};

/// All numbers below `n`, far apart.
gm::ndarray<std::int64_t, 1> scattered(gm::index n) { return gm::arange(n) * 7919 % n; }

template <int N, class View>
void add(std::string const& work, gm::dims<N> const& shape, View const& view) {
  // Costs are of the elements of the result; the array of this line is never read.
  auto const elements = double(view(gm::zeros(shape)).size());
  bench::add(bench::name(work, "gamut", shape), {elements, 0, 16 * elements},
             [=] { return copied<N, View>(shape, view); });
}

void benchmarks() {
  add("transpose", gm::shape_of(4096, 4096), [](auto const& a) { return a.T(); });
  for (auto const& [i, j, k] : {std::tuple(0, 2, 1), {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}})
    add("permute" + std::to_string(i) + std::to_string(j) + std::to_string(k), gm::shape_of(256, 256, 256),
        [axes = gm::shape_of(i, j, k)](auto const& a) {
          return gm::transpose(a, {int(axes[0]), int(axes[1]), int(axes[2])});
        });
  for (gm::index const n : {100'000, 10'000'000}) {
    for (gm::index const step : {2, 3})
      add("step" + std::to_string(step), gm::shape_of(n),
          [=](auto const& a) { return a(slice(_, _, step)); });
    add("reversed", gm::shape_of(n), [](auto const& a) { return a(slice(_, _, -1)); });
  }
  for (gm::index const n : {100'000, 10'000'000}) {
    add("take", gm::shape_of(n), [i = scattered(n)](auto const& a) { return a(i); });
    add("mask", gm::shape_of(n), [i = gm::eval(scattered(n) % 2 == 0)](auto const& a) { return a(i); });
  }
  add("rows", gm::shape_of(100'000, 100), [i = scattered(100'000)](auto const& a) { return a(i); });
  add("columns", gm::shape_of(100'000, 100), [i = scattered(100)](auto const& a) { return a(_, i); });
  add("reversed", gm::shape_of(2000, 2000), [](auto const& a) { return gm::flip(a); });
}

} // namespace

int main(int argc, char** argv) { return bench::run(argc, argv, benchmarks); }
