// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elements in order. Expected values are NumPy's: rows/sort.txt.
#include "rows/rows.hpp"

TEST_CASE("sorting answers as NumPy does"){ROW_OPERANDS
#include "rows/sort.inc"
}

TEST_CASE("long and many rows are sorted, and so are their indices") {
  for (auto const shape : {gm::shape_of(1, 100000), gm::shape_of(1000, 100), gm::shape_of(100000, 1)}) {
    auto const a = gm::to<P>(gm::ndarray(gm::reshape(gm::arange(100000) * 7919 % 1009, shape)));
    auto const sorted = gm::sort(a);
    CHECK(gm::all(sorted(_, slice(1, _)) >= sorted(_, slice(-1))));
    auto const order = gm::argsort(a);
    CHECK(gm::array_equal(gm::take_along_axis(a, order), sorted));
    auto const equal = sorted(_, slice(1, _)) == sorted(_, slice(-1));
    CHECK(gm::all(!equal || order(_, slice(1, _)) > order(_, slice(-1)))); // stable
    CHECK(gm::array_equal(gm::sum(order, 1),
                          gm::full<std::int64_t, P>({shape[0]}, shape[1] * (shape[1] - 1) / 2)));
  }
}
