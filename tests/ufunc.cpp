// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The methods of ufuncs and the keywords of their calls: expected values are NumPy's (rows/ufunc.txt); where
// an error was raised, and what it says.
#include "rows/rows.hpp"

TEST_CASE("the methods of ufuncs answer as NumPy's do") {
  ROW_OPERANDS;
#include "rows/ufunc.inc"
}

TEST_CASE("errors of ufunc methods say NumPy's words and know the caller's line") {
  auto const a = counted(2, 3);
  auto const line_of = [](auto const& f) {
    try {
      f();
    } catch (gm::error const& e) {
      return e.where().line();
    }
    return 0u;
  };
  CHECK(line_of([&] { (void)gm::add.reduce(a, 2); }) == __LINE__);
  CHECK(line_of([&] { (void)gm::add.reduce(a, 2, gm::keepdims, gm::initial = 1.0); }) == __LINE__);
  CHECK(line_of([&] { (void)gm::add.accumulate(a, -3); }) == __LINE__);
  CHECK(throws<gm::value_error>([&] { (void)gm::minimum.reduce(a(slice(0))); },
                                "zero-size array to reduction operation minimum which has no identity"));
  CHECK(throws<gm::index_error>(
      [&] {
        (void)gm::add.reduceat(a, {0, 2});
      },
      "index 2 out-of-bounds in add.reduceat [0, 2)"));
  auto c = counted(3);
  CHECK(throws<gm::index_error>(
      [&] {
        gm::add.at(c, {0, 3}, 1);
      },
      "index 3 is out of bounds for axis 0 with size 3"));
  CHECK(same(c, {0, 1, 2}));
  auto d = counted(1, 3);
  CHECK(
      throws<gm::shape_error>([&] { gm::add(a, a, gm::out = d); },
                              "non-broadcastable output operand with shape (1,3) doesn't match the broadcast "
                              "shape (2,3)"));
}

TEST_CASE("out= gives back the array that it names") {
  auto a = counted(3), b = counted(3);
  auto& r = gm::add(a, 1, gm::out = b);
  CHECK(&r == &b);
  CHECK(same(b, {1, 2, 3}));
}

TEST_CASE("many repeated indices all count") {
  auto c = gm::zeros<std::int64_t, P>({10});
  gm::ndarray const i = gm::remainder(counted<std::int64_t>(1000), 10);
  gm::add.at(c, i, 1);
  CHECK(same(c, std::vector<std::int64_t>(10, 100)));
}
