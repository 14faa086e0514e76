// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Joining arrays and splitting them. Expected values are NumPy's: rows/join.txt.
#include "rows/rows.hpp"

TEST_CASE("every join and split answers as NumPy does"){ROW_OPERANDS
#include "rows/join.inc"
}

TEST_CASE("the parts of an array can be assigned to") {
  auto a = counted(4, 6);
  auto const before = gm::copy(a);
  for (auto& part : gm::split(a, 2, 1)) part *= 2.;
  CHECK(identical(a, before * 2.));
  for (auto& row : gm::unstack(a)) row = 1.;
  CHECK(identical(a, gm::ones_like(a)));
  CHECK(gm::split(a, 2, 1)[1].memory() == a.memory() + 3);
}

TEST_CASE("the parts of a temporary are arrays of their own") {
  auto const parts = gm::split(counted(6), 2);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(parts[0])>, gm::ndarray<double, 1, P>>);
  CHECK(same(parts[1], {3., 4., 5.}));
}

TEST_CASE("arrays that do not fit are told apart in NumPy's words") {
  auto const a = counted(2, 3), b = counted(3, 3);
  CHECK(
      throws<gm::shape_error>([&] { gm::concatenate(gm::list(a, b), 1); },
                              "all the input array dimensions except for the concatenation axis must match "
                              "exactly, but along dimension 0, the array at index 0 has size 2 and the array "
                              "at index 1 has size 3"));
  CHECK(throws<gm::shape_error>([&] { gm::stack({a, b}); }, "all input arrays must have the same shape"));
  CHECK(throws<gm::value_error>([&] { gm::split(a, 2, 1); },
                                "array split does not result in an equal division"));
}
