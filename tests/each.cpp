// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The backends' loops over work that is no assignment (each.hpp): every item, place and true element once, in
// the right order, however many threads there are.
#include "support.hpp"

namespace {

struct add_one {
  std::int64_t* to;
  GAMUT_HD void operator()(gm::index i) const { to[i] += 1 + i; }
};
struct store_sum {
  std::int64_t* to;
  std::int64_t const* from;
  GAMUT_HD void operator()(gm::index const* offsets) const { to[offsets[0]] += from[offsets[1]]; }
};
struct store_position {
  std::int64_t* to;
  GAMUT_HD void operator()(gm::index position, gm::index number) const { to[number] = position; }
};

} // namespace

TEST_CASE("every item is visited once") {
  for (gm::index const n : {0, 1, 100, 200000})
    for (gm::index const work : {1, 1000}) {
      auto a = gm::zeros<std::int64_t, P>(n);
      for_each(P{}, n, add_one{a.data()}, work);
      CHECK(identical(a, gm::arange<std::int64_t, P>(n) + 1));
    }
}

TEST_CASE("every place of a nest is visited once, with the operands' offsets") {
  for (gm::index const n : {0, 1, 3, 500})
    for (bool const ordered : {false, true}) {
      auto const a = counted<std::int64_t>(n, 7, 31);
      auto b = gm::zeros<std::int64_t, P>(31, n, 7);
      auto const to = gm::transpose(b, {1, 2, 0}).layout();
      gm::detail::nest<3, 2> loops;
      loops.shape = a.shape();
      loops.set(0, to);
      loops.set(1, a.layout());
      visit(P{}, loops, store_sum{b.data(), a.data()}, ordered);
      CHECK(identical(b, gm::transpose(a, {2, 0, 1})));
    }
}

TEST_CASE("the true elements of a mask, in order") {
  auto const rng = gm::random::default_rng(3).random<double, gm::host>(150001);
  for (gm::index const n : {0, 1, 63, 64, 65, 1000, 65536, 65537, 150001})
    for (double const part : {-1., 0.01, 0.5, 0.99, 2.}) {
      gm::ndarray const flags = rng(slice(n)) < part;
      auto const there = gm::to<P>(flags);
      std::vector<std::int64_t> expected;
      for (gm::index i = 0; i < n; ++i)
        if (flags(i)) expected.push_back(i);
      gm::ndarray<std::int64_t, 1, P> got;
      for_each_true(P{}, there.data(), n, [&](gm::index count) {
        got = gm::empty<std::int64_t, P>(count);
        return store_position{got.data()};
      });
      REQUIRE(same(got, expected));
    }
}
