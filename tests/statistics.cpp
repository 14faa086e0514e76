// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Statistics: expected values are NumPy's (rows/statistics.txt); what rows cannot say is checked by hand.
#include "rows/rows.hpp"

TEST_CASE("statistics are NumPy's") {
  ROW_OPERANDS;
#include "rows/statistics.inc"
}

TEST_CASE("complex numbers have a real variance, and a Hermitian covariance") {
  using rows::complex;
  auto const z = gm::to<P>(gm::array({complex(1, 2), complex(-1, 0), complex(0, -2)}));
  auto const variance = gm::var(z);
  STATIC_REQUIRE(std::is_same_v<decltype(variance)::value_type, double>);
  CHECK(double(variance) == 10. / 3.);
  CHECK(std::abs(double(gm::std(z, gm::ddof = 1)) - std::sqrt(5.)) < 1e-15);
  auto const c = gm::to<gm::host>(gm::cov(z, z * complex(0, 1)));
  CHECK(std::abs(c(0, 0) - 5.) < 1e-14);
  CHECK(std::abs(c(0, 1) - complex(0, -5)) < 1e-14);
  CHECK(std::abs(c(1, 0) - complex(0, 5)) < 1e-14);
}

TEST_CASE("mean and variance in one pass are as good as in two") {
  gm::ndarray const x = gm::random::default_rng(7).random<double, P>({300, 401}) * 1e-2 + 1e6;
  auto const [mean, variance] = gm::mean_var(x);
  CHECK(std::abs(double(mean) / double(gm::mean(x)) - 1) < 1e-14);
  CHECK(std::abs(double(variance) / double(gm::var(x)) - 1) < 1e-9);
  for (int axis : {0, 1}) {
    auto const [means, variances] = gm::mean_var(x, axis, gm::ddof = 1);
    CHECK(double(gm::max(gm::abs(means / gm::mean(x, axis) - 1))) < 1e-14);
    CHECK(double(gm::max(gm::abs(variances / gm::var(x, axis, gm::ddof = 1) - 1))) < 1e-9);
  }
}

TEST_CASE("a first element that is not finite is no origin") {
  auto x = counted(5);
  x(0) = rows::inf;
  auto const [mean, variance] = gm::mean_var(x);
  CHECK(double(mean) == rows::inf);
  CHECK(std::isnan(double(variance)));
}

TEST_CASE("errors say what NumPy's say") {
  auto const a = counted(2, 3);
  auto const w = counted(2);
  CHECK(throws<gm::shape_error>([&] { (void)gm::average(a, 1, gm::weights = w); },
                                "Shape of weights must be consistent"));
  CHECK(throws<gm::value_error>([&] { (void)gm::average(a, 0, gm::weights = w * 0); },
                                "Weights sum to zero, can't be normalized"));
  CHECK(throws<gm::value_error>([&] { (void)gm::nanargmin(a * rows::nan, 0); }, "All-NaN slice encountered"));
  CHECK(throws<gm::value_error>([&] { (void)gm::cov(a, gm::aweights = w); },
                                "incompatible numbers of samples and aweights"));
}
