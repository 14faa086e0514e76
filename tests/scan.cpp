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
      // Whole numbers, which no order of additions rounds.
      auto const numbers = gm::ndarray(gm::astype<double>(a));
      CHECK(identical(gm::cumsum(numbers, axis), gm::astype<double>(got)));
    }
  }
}

TEST_CASE("long lanes of numbers that round are scanned alike each time") {
  auto const a = gm::random::default_rng(5).random<double, P>({70001, 3});
  auto const once = gm::cumsum(a, 0), again = gm::cumsum(a, 0);
  CHECK(identical(once, again));
  CHECK(gm::all(gm::abs(once(-1, _) - gm::sum(a, 0)) < 1e-9));
  CHECK(gm::all(once(slice(1, _), _) > once(slice(_, -1), _)));
  CHECK(identical(gm::maximum.accumulate(a, 0)(-1, _), gm::max(a, 0)));
  using complex = std::complex<double>;
  auto const whole = gm::ndarray(gm::floor(a(_, 1) * 100.));
  CHECK(identical(gm::cumsum(whole * complex(1, -2)), gm::cumsum(whole) * complex(1, -2)));
}
