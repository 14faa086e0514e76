// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Repeating, rolling, inserting, deleting, grids. Expected values are NumPy's: rows/rearrange.txt.
#include "rows/rows.hpp"

TEST_CASE("every rearrangement answers as NumPy does"){ROW_OPERANDS
#include "rows/rearrange.inc"
}

TEST_CASE("rolling is undone by rolling back") {
  auto const a = counted(3, 4, 5);
  for (int shift = -6; shift < 7; ++shift)
    for (int axis = 0; axis < 3; ++axis)
      CHECK(identical(gm::roll(gm::roll(a, shift, axis), -shift, axis), a));
}

TEST_CASE("deleting what was inserted gives the array again") {
  auto const a = counted(4, 5);
  for (int i = 0; i <= 4; ++i) {
    CHECK(identical(gm::delete_(gm::insert(a, i, -1., 0), i, 0), a));
    CHECK(identical(gm::delete_(gm::insert(a, {i, i}, -1., 0), {i, i + 1}, 0), a));
  }
}
