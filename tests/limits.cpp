// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The ends of what sizes can be: extents that are negative, zero, whose product overflows; more elements than
// 32 bits count; and arrays of no dimensions.
#include "support.hpp"

#include <cstdint>
#include <limits>

TEST_CASE("shapes that cannot be are refused before memory is had") {
  constexpr gm::index most = std::numeric_limits<gm::index>::max();
  CHECK(throws<gm::value_error>(
      [] {
        gm::zeros<double, P>({2, -1});
      },
      "negative dimensions are not allowed"));
  CHECK_THROWS_AS((gm::zeros<double, P>({most, gm::index(2)})), gm::value_error);
  CHECK_THROWS_AS((gm::zeros<double, P>({most / 4, gm::index(1)})), gm::value_error); // bytes overflow
  CHECK_THROWS_AS((gm::zeros<std::uint8_t, P>({gm::index(1) << 32, gm::index(1) << 32})), gm::value_error);
  CHECK_THROWS_AS((gm::ndarray<double, 2, P>(gm::shape_of(gm::index(1) << 40, gm::index(1) << 40))),
                  gm::value_error);
  CHECK_THROWS_AS((gm::zeros<double, P>({most, gm::index(0)})), gm::value_error); // as in NumPy
}

TEST_CASE("lengths whose sum or product is no extent are refused") {
  constexpr gm::index most = std::numeric_limits<gm::index>::max(), quarter = gm::index(1) << 62;
  auto const v = gm::arange<double, P>(4.);
  auto const refused = [](auto const& f) {
    return throws<gm::value_error>(f, "Maximum allowed dimension exceeded");
  };
  CHECK(refused([&] { (void)gm::repeat(v, quarter); })); // 4 times 2^62 is 0 in 64 bits
  CHECK(refused([&] { (void)gm::repeat(v, quarter, 0); }));
  CHECK(refused([&] { (void)gm::repeat(v, {quarter, quarter, quarter, quarter}); }));
  CHECK(refused([&] { (void)gm::tile(v, quarter); }));
  CHECK(refused([&] { (void)gm::pad(v, most); }));
  CHECK(refused([&] { (void)gm::pad(v, most, "edge"); }));
  auto const many = gm::broadcast_to(v(slice(1)), gm::shape_of(quarter));
  CHECK(refused([&] { (void)gm::concatenate(gm::list(many, many, many, many)); }));
  CHECK_THROWS_AS(gm::repeat(v, {gm::index(1) << 60, gm::index(0), gm::index(0), gm::index(0)}),
                  gm::value_error);
}

TEST_CASE("views whose extents overflow are refused, and steps have any length") {
  constexpr gm::index most = std::numeric_limits<gm::index>::max(),
                      least = std::numeric_limits<gm::index>::min();
  gm::ndarray<double, 1, P> const v = gm::arange<double, P>(6.);
  // The product is 2^64 + 6.
  CHECK_THROWS_AS(gm::reshape(v, 22, gm::index(838488366986797801)), gm::shape_error);
  CHECK_THROWS_AS(gm::reshape(v, most, -1), gm::shape_error);
  CHECK(same(v(slice(_, _, least)), {5}));
  CHECK(same(v(slice(most, least, least)), {5}));
  CHECK(same(v(slice(least, most, most)), {0}));
  CHECK(same(v(slice(most, least, -2)), {5, 3, 1}));
  gm::ndarray<double, 2, P> const m = gm::reshape(v, 2, 3);
  CHECK(same(m(slice(_, _, least), slice(_, _, most)), {3}));
#if !defined(GAMUT_TEST_CLUSTER)
  gm::index const far = gm::index(1) << 62;
  CHECK_THROWS_AS(gm::as_strided(v, {far + 1}, {4}), gm::value_error); // 4 * 2^62 is 0
  CHECK_THROWS_AS(gm::as_strided(v, {far, 2}, {0, far}), gm::value_error);
  CHECK_THROWS_AS(gm::as_strided(v, {gm::index(1) << 32, gm::index(1) << 31}, {1, 1}), gm::value_error);
  CHECK_THROWS_AS(gm::as_strided(v, {2, 2}, {-1, 6}), gm::value_error);
#endif
}

TEST_CASE("more elements than 32 bits count") {
  gm::index const n = (gm::index(1) << 31) + 5;
  auto const one = gm::full<std::uint8_t, P>({1}, 3);
  auto const many = gm::broadcast_to(one, gm::shape_of(n));
  CHECK(many.size() == n);
  CHECK(std::uint8_t(many(n - 1)) == 3);
  CHECK(std::uint8_t(many(-n)) == 3);
  CHECK(many(slice(n - 3, gm::_)).size() == 3);
  CHECK(many(slice(gm::_, gm::_, n - 1)).shape() == gm::shape_of(2));
  auto const square = gm::broadcast_to(one, gm::shape_of(gm::index(1) << 20, gm::index(1) << 20));
  CHECK(square.size() == gm::index(1) << 40);
  CHECK(gm::explain(square + std::uint8_t(1)).elements == gm::index(1) << 40);
}

TEST_CASE("nothing and one") {
  auto none = gm::zeros<double, P>({0, 3});
  none += 1.;
  none(_, slice(1, _)) = 2.;
  none = none * 2. + none;
  CHECK(none.size() == 0);
  CHECK(double(gm::sum(none)) == 0);
  CHECK(same(gm::sum(none, 0), {0, 0, 0}));
  CHECK_THROWS_AS(gm::max(none), gm::value_error);
  CHECK(gm::matmul(none, gm::ones<double, P>(3, 0)).shape() == gm::shape_of(0, 0));
  CHECK(same(gm::matmul(gm::ones<double, P>(2, 0), gm::ones<double, P>(0, 2)), {0, 0, 0, 0}));
  CHECK(gm::concatenate(gm::list(none, gm::ones<double, P>(2, 3))).shape() == gm::shape_of(2, 3));
  gm::ndarray<double, 0, P> x(2.);
  x += 1.;
  x = x * x;
  CHECK(double(x) == 9);
  auto const repeated = gm::copy(gm::broadcast_to(x, gm::shape_of(2, 2)));
  CHECK(same(repeated, {9, 9, 9, 9}));
}
