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

TEST_CASE("infinities, zeros and nans of both signs have their place in a sort") {
  auto const check = [](auto zero) {
    using T = decltype(zero);
    T const inf = std::numeric_limits<T>::infinity(), nan = std::numeric_limits<T>::quiet_NaN();
    auto const row = gm::array<T>({T(2), nan, zero, -inf, -nan, -zero, T(-1), inf, zero});
    std::vector<T> const ascending{-inf, T(-1), zero, -zero, zero, T(2), inf, nan, nan};
    std::vector<std::int64_t> const places{3, 6, 2, 5, 8, 0, 7, 1, 4};
    auto const one = gm::to<P>(row);
    CHECK(same(gm::sort(one), ascending));
    CHECK(same(gm::argsort(one, gm::stable = true), places));
    auto const kept = elements(gm::sort(one, gm::stable = true));
    std::vector<bool> const signs{std::signbit(float(kept[2])), std::signbit(float(kept[3])),
                                  std::signbit(float(kept[4]))};
    CHECK(signs == std::vector<bool>{false, true, false});
    auto const many = gm::to<P>(gm::copy(gm::broadcast_to(row, {300, 9})));
    CHECK(same(gm::sort(many)(299, _), ascending));
    CHECK(same(gm::argsort(many, gm::stable = true)(150, _), places));
  };
  check(0.);
  check(gm::float16(0.f));
  CHECK(same(gm::sort(gm::to<P>(gm::array<std::int8_t>({3, -128, 0, 127, -1}))), {-128, -1, 0, 3, 127}));
}
