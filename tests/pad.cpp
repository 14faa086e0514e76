// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Margins, windows, and functions of lanes. Expected values are NumPy's: rows/pad.txt.
#include "rows/rows.hpp"

TEST_CASE("margins and windows answer as NumPy does"){ROW_OPERANDS
#include "rows/pad.inc"
}

TEST_CASE("strides that leave the array are refused") {
  auto const a = gm::to<P>(gm::arange(6.));
  CHECK_THROWS_AS(gm::as_strided(a, {2, 3}, {4, 1}), gm::value_error);
  CHECK_THROWS_AS(gm::as_strided(a, {2, 3}, {-1, 1}), gm::value_error);
  CHECK(same(gm::as_strided(a, {2, 3}, {3, 1}), {0, 1, 2, 3, 4, 5}));
}
