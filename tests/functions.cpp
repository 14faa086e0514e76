// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The elementwise functions: values, dtypes and broadcasting. Expected values are NumPy's:
// rows/functions.txt.
#include "rows/rows.hpp"

TEST_CASE("every function and operator answers as NumPy does") {
  ROW_OPERANDS;
#include "rows/functions.inc"
}

TEST_CASE("a negative power of integers is refused") {
  auto const i = counted<std::int64_t>(4);
  CHECK(throws<gm::value_error>([&] { (void)gm::power(i, -1); },
                                "Integers to negative integer powers are not allowed."));
  CHECK(throws<gm::value_error>([&] { (void)gm::power(2, i - 1); }, "negative integer powers"));
  CHECK(same(gm::power(i, i), {1, 1, 4, 27}));
}

TEST_CASE("numbers alone are computed at once") {
  CHECK(gm::sqrt(16) == 4.);
  CHECK(gm::maximum(1, 2.5) == 2.5);
  CHECK(gm::floor_divide(-7, 2) == -4);
  static_assert(std::same_as<decltype(gm::add(1, 2)), std::int64_t>);
}
