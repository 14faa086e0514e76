// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elementwise functions by NumPy's names, those with options or two results, and window functions: expected
// values are NumPy's (rows/elementwise.txt).
#include "rows/rows.hpp"

namespace {

struct product_and_one {
  GAMUT_HD double operator()(double x, double y) const { return x * y + 1; }
};

} // namespace

TEST_CASE("elementwise functions answer as NumPy's do") {
  ROW_OPERANDS;
#include "rows/elementwise.inc"
}

TEST_CASE("zeros keep their signs") {
  auto const a = gm::to<P>(gm::array({-0., 0., -2., -1.5}));
  auto const [fraction, whole] = gm::modf(a);
  CHECK(same(gm::signbit(fraction), {true, false, true, true}));
  CHECK(same(gm::signbit(whole), {true, false, true, true}));
  CHECK(same(gm::signbit(gm::round(a * 0.1)), {true, false, true, true}));
  CHECK(same(gm::signbit(gm::ldexp(a, -2000)), {true, false, true, true}));
}

TEST_CASE("results of two, of numbers alone") {
  auto const [q, r] = gm::divmod(-7, 2);
  CHECK(q == -4);
  CHECK(r == 1);
  auto const [m, e] = gm::frexp(3.0);
  CHECK(m == 0.75);
  CHECK(e == 2);
  CHECK(gm::isclose(1.0, 1.0 + 1e-9));
  CHECK(gm::allclose(1.0, 1.0 + 1e-9));
}
