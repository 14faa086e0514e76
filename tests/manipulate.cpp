// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Views, slices and reshapes, of arrays and of expressions. Expected values are NumPy's: rows/manipulate.txt.
#include "rows/rows.hpp"

TEST_CASE("every view answers as NumPy does"){ROW_OPERANDS
#include "rows/manipulate.inc"
}

TEST_CASE("a temporary keeps its memory in another shape, and can be written to") {
  gm::ndarray<double, 1, P> line({6});
  line = 1.;
  auto const memory = line.memory();
  auto table = std::move(line).reshape(2, 3);
  static_assert(std::is_same_v<decltype(table), gm::ndarray<double, 2, P>> || !gm::has_addresses<P>);
  CHECK_THROWS_AS((gm::arange<double, P>(6).reshape(4, 4)), gm::shape_error);
  auto const check = [&](auto& own) { // a template, in which the branch not taken need not compile
    if constexpr (gm::has_addresses<P>) {
      CHECK(own.memory() == memory);
      CHECK(line.size() == 0);
      own(0) = 2.;
      CHECK(double(gm::sum(own)) == 9.);
    }
  };
  check(table);
}
