// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Reductions over all axes, one and several. Expected values are NumPy's: rows/reduce.txt.
#include "rows/rows.hpp"

#include <algorithm>
#include <numeric>

TEST_CASE("every reduction answers as NumPy does") {
  ROW_OPERANDS;
#include "rows/reduce.inc"
}

namespace {

/// A reduction of three axes by its definition: the elements that go into each result, in row-major order.
template <class F>
std::vector<double> by_hand(gm::ndarray<double, 3, gm::host> const& a, std::vector<int> const& axes,
                            F const& f) {
  auto const reduced = [&](int d) {
    return std::any_of(axes.begin(), axes.end(), [&](int axis) { return axis == d || axis == d - 3; });
  };
  auto const [n, m, k] = a.shape();
  std::vector<double> results;
  for (gm::index i = 0; i < (reduced(0) ? 1 : n); ++i)
    for (gm::index j = 0; j < (reduced(1) ? 1 : m); ++j)
      for (gm::index l = 0; l < (reduced(2) ? 1 : k); ++l) {
        std::vector<double> elements;
        for (gm::index p = reduced(0) ? 0 : i; p < (reduced(0) ? n : i + 1); ++p)
          for (gm::index q = reduced(1) ? 0 : j; q < (reduced(1) ? m : j + 1); ++q)
            for (gm::index r = reduced(2) ? 0 : l; r < (reduced(2) ? k : l + 1); ++r)
              elements.push_back(a(p, q, r));
        results.push_back(f(elements));
      }
  return results;
}

double sum_of(std::vector<double> const& x) { return std::accumulate(x.begin(), x.end(), 0.); }
double max_of(std::vector<double> const& x) { return *std::max_element(x.begin(), x.end()); }
double place_of_min(std::vector<double> const& x) {
  return double(std::min_element(x.begin(), x.end()) - x.begin());
}

using cube = gm::array_view<double const, 3, P>;

void check_every_axis(cube const& a) {
  auto const on_host = gm::to<gm::host>(a);
  auto const check = [&](std::vector<int> const& axes, auto const& sum, auto const& kept, auto const& max,
                         auto const& place) {
    INFO("axes " << Catch::Detail::stringify(axes) << " of shape " << a.shape()[0] << " " << a.shape()[1]
                 << " " << a.shape()[2]);
    auto const expected = by_hand(on_host, axes, sum_of);
    CHECK(same(sum, expected));
    CHECK(same(kept, expected));
    for (int const axis : axes) CHECK(kept.shape()[axis < 0 ? axis + 3 : axis] == 1);
    CHECK(same(max, by_hand(on_host, axes, max_of)));
    CHECK(same(gm::astype<double>(place), by_hand(on_host, axes, place_of_min)));
  };
  using gm::keepdims;
  for (int axis = -3; axis < 3; ++axis)
    check({axis}, gm::sum(a, axis), gm::sum(a, axis, keepdims), gm::max(a, axis), gm::argmin(a, axis));
  for (auto const& [i, j] : {std::pair(0, 1), std::pair(0, 2), std::pair(2, 1), std::pair(-1, 0)})
    check({i, j}, gm::sum(a, {i, j}), gm::sum(a, {i, j}, keepdims), gm::max(a, {i, j}),
          gm::argmin(a, {i, j}));
  check({0, 1, 2}, gm::sum(a), gm::sum(a, keepdims), gm::max(a), gm::argmin(a));
}

} // namespace

TEST_CASE("every set of axes, however the elements lie in memory") {
  for (auto const& shape : {gm::shape_of(2, 3, 4), gm::shape_of(1, 1, 1), gm::shape_of(5, 1, 9),
                            gm::shape_of(3, 40, 70), gm::shape_of(70, 3, 33), gm::shape_of(2, 3, 5000)}) {
    // Small whole numbers, so that a sum has no rounding; many are equal, so that places are the first ones.
    gm::ndarray const a =
        gm::remainder(gm::reshape(gm::arange<double, P>(double(gm::detail::product(shape))), shape) * 7.,
                      31.) -
        9.;
    gm::ndarray const turned = gm::transpose(a, {2, 0, 1});
    check_every_axis(a(ellipsis));
    check_every_axis(gm::transpose(turned, {1, 2, 0}));
    check_every_axis(a(slice(_, _, -1), _, slice(_, _, -1)));
    check_every_axis(a(_, slice(_, _, 2), slice(_, _, 3)));
    check_every_axis(gm::transpose(a, {1, 0, 2}));
    check_every_axis(gm::broadcast_to(a(slice(1), _, slice(1)), {4, shape[1], 6}));
  }
}

TEST_CASE("a nan is found wherever it stands") {
  for (gm::index n = 1; n <= 40; ++n)
    for (gm::index at = 0; at < n; ++at) {
      auto a = gm::ones<double, P>(n);
      auto x = gm::ones<float, P>(n);
      a(at) = rows::nan;
      x(at) = float(rows::nan);
      bool const all = std::isnan(double(gm::max(a))) && std::isnan(double(gm::min(a))) &&
                       std::isnan(double(gm::sum(a))) && std::isnan(float(gm::max(x))) &&
                       std::int64_t(gm::argmax(a)) == at && std::int64_t(gm::argmin(a)) == at;
      REQUIRE(all);
    }
}

TEST_CASE("one truth value decides wherever it stands, in short and in long arrays") {
  for (gm::index const n : {1, 7, 33, 3000, 300000})
    for (gm::index const at : {gm::index(0), n / 3, n / 2, n - 1}) {
      auto a = gm::zeros<double, P>(n);
      a(at) = -0.5;
      CHECK(bool(gm::any(a)));
      CHECK_FALSE(bool(gm::all(a == 0.)));
      CHECK(bool(gm::any(gm::reshape(a, 1, -1), 1)(0)));
      CHECK(std::int64_t(gm::argmin(a)) == at);
      CHECK(std::int64_t(gm::sum(a < 0.)) == 1);
    }
}

TEST_CASE("nothing has a sum and a product, but neither a least nor a largest") {
  auto const none = gm::empty<double, P>(0, 3);
  CHECK(same(gm::sum(none, 0), {0, 0, 0}));
  CHECK(same(gm::prod(none, 0), {1, 1, 1}));
  CHECK(same(gm::mean(none, 0), {rows::nan, rows::nan, rows::nan}));
  CHECK(gm::max(none, 1).shape() == gm::shape_of(0));
  CHECK(gm::argmax(none, 1).shape() == gm::shape_of(0));
  CHECK(throws<gm::value_error>([&] { (void)gm::max(none, 0); },
                                "zero-size array to reduction operation maximum which has no identity"));
  CHECK(throws<gm::value_error>([&] { (void)gm::min(none); },
                                "zero-size array to reduction operation minimum which has no identity"));
  CHECK(
      throws<gm::value_error>([&] { (void)gm::argmax(none); }, "attempt to get argmax of an empty sequence"));
  auto const both = gm::empty<double, P>(0, 0);
  CHECK(throws<gm::value_error>([&] { (void)gm::max(both, 1); }, "maximum which has no identity"));
  CHECK(throws<gm::value_error>([&] { (void)gm::argmin(both, 0); },
                                "attempt to get argmin of an empty sequence"));
}

TEST_CASE("integers are summed in 64 bits, and wrap there") {
  auto const small = gm::full<std::int8_t, P>({1000}, 127);
  CHECK(std::int64_t(gm::sum(small)) == 127000);
  CHECK(std::uint64_t(gm::sum(gm::full<std::uint8_t, P>({1000}, 255))) == 255000);
  CHECK(std::int64_t(gm::sum(gm::full<void, P>({2}, std::numeric_limits<std::int64_t>::max()))) == -2);
  CHECK(std::int8_t(gm::max(small)) == 127);
}
