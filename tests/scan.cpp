// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Running sums and products. Expected values are NumPy's: rows/scan.txt.
#include "rows/rows.hpp"

TEST_CASE("scans answer as NumPy does"){ROW_OPERANDS
#include "rows/scan.inc"
}

TEST_CASE("long lanes, many lanes and wide rows are scanned in their order") {
  for (auto const shape : {gm::shape_of(1, 300000), gm::shape_of(300000, 1), gm::shape_of(3, 70001),
                           gm::shape_of(500, 2500), gm::shape_of(2, 3)}) {
    auto const a =
        gm::to<P>(gm::ndarray(gm::reshape(gm::arange(gm::detail::product(shape)), shape) * 7 % 13));
    for (int axis : {0, 1}) {
      auto const got = gm::to<gm::host>(gm::cumsum(a, axis)), from = gm::to<gm::host>(a);
      auto const [rows, columns] = shape;
      gm::index wrong = 0;
      for (gm::index i = 0; i < rows; ++i)
        for (gm::index j = 0; j < columns; ++j) {
          gm::index const before = axis == 0 ? (i ? got(i - 1, j) : 0) : (j ? got(i, j - 1) : 0);
          wrong += got(i, j) != before + from(i, j);
        }
      CHECK(wrong == 0);
    }
  }
}
