// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Member functions. Expected values are NumPy's: rows/methods.txt.
#include "rows/rows.hpp"

TEST_CASE("member functions answer as NumPy's"){ROW_OPERANDS
#include "rows/methods.inc"
}

TEST_CASE("members of a temporary own what they give") {
  auto const r = gm::to<P>(gm::arange(6.)).reshape(2, 3);
  CHECK(same(r, {0, 1, 2, 3, 4, 5}));
  auto const half = gm::to<P>(gm::arange(3.)).astype<float>();
  CHECK(same(half, {0, 1, 2}));
  auto const t = gm::to<P>(gm::array({{1., 2.}, {3., 4.}})).transpose();
  CHECK(same(t, {1, 3, 2, 4}));
  auto const c = gm::to<P>(gm::arange(3.)).clip(1., 1.5);
  CHECK(same(c, {1, 1, 1.5}));
}
