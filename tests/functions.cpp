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

// Computed in 75 decimals; NumPy's have lost up to all digits.
TEST_CASE("the logarithm of a sum that is nearly one keeps its digits") {
  auto const x = gm::to<P>(gm::array({-0.6931471805599453, -0.11, -3.0, -1e-20, -40.0, -0.25, -1e3, 0.0}));
  auto const y = gm::to<P>(
      gm::array({-0.6931471805599453, -2.2617707973500982, -0.05, -45.0, -4.25e-18, -1.4, -1e-3, -gm::inf}));
  auto const sums =
      gm::array({2.3190468138462996e-17, -2.076704990043714e-17, 0.001015976589535038, 1.8625185805493936e-20,
                 -1.645744708410722e-21, 0.025080583186398452, -1e-3, 0.});
  CHECK(gm::allclose(gm::to<gm::host>(gm::logaddexp(x, y)), sums, 1e-13, 0.));
  auto const a = gm::to<P>(gm::array({-1.0, -1.0, -0.2, -3.0}));
  auto const b = gm::to<P>(gm::array({-1.0, -1.0000000000000002, -2.9495394074886043, -0.05}));
  auto const of_two = gm::array({0., -1.1102230246251565e-16, -1.8541342506648726e-17, 0.12556690310523624});
  CHECK(gm::allclose(gm::to<gm::host>(gm::logaddexp2(a, b)), of_two, 1e-13, 0.));
  auto const narrow = gm::to<gm::host>(gm::logaddexp(gm::astype<float>(x), gm::astype<float>(y)));
  CHECK(gm::allclose(narrow(gm::slice(4)),
                     gm::array({-1.9046543e-9f, 8.0443023e-9f, 0.0010159759f, 1.8625186e-20f}), 1e-6, 0.));
}

// Computed in 60 decimals: an error of the logarithm counts as often as the exponent says.
TEST_CASE("powers of large exponents are as exact as others") {
  auto const x =
      gm::to<P>(gm::array({1.021699911549323, 1.0233221005317961, 1.0797338847544067, 0.97458034771534341}));
  auto const y = gm::to<P>(
      gm::array({18392.657886877932, 29175.315642443755, -5565.9246150234203, -5859.4027265445784}));
  auto const exact = gm::array(
      {3.0289581914056683e+171, 1.2989044179316009e+292, 3.644078731625314e-186, 3.3257850324036074e+65});
  CHECK(gm::allclose(gm::to<gm::host>(gm::power(x, y)), exact, 2.3e-16, 0.));
}

TEST_CASE("numbers alone are computed at once") {
  CHECK(gm::sqrt(16) == 4.);
  CHECK(gm::maximum(1, 2.5) == 2.5);
  CHECK(gm::floor_divide(-7, 2) == -4);
  static_assert(std::same_as<decltype(gm::add(1, 2)), std::int64_t>);
}
