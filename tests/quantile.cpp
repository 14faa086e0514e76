// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Order statistics: expected values are NumPy's (rows/quantile.txt); long rows are checked against sorted
// ones.
#include "rows/rows.hpp"

#include <algorithm>

TEST_CASE("order statistics are NumPy's") {
  ROW_OPERANDS;
#include "rows/quantile.inc"
}

TEST_CASE("quantiles of long rows, of many rows") {
  for (auto const [n, m] : {gm::shape_of(3, 5001), gm::shape_of(700, 64), gm::shape_of(1, 40000)}) {
    gm::ndarray const a = gm::random::default_rng(5).random<double, P>({n, m});
    auto const q = gm::to<P>(gm::array({0.9, 0., 0.5, 0.123, 1.}));
    auto const got = gm::to<gm::host>(gm::quantile(a, q, 1, gm::method = gm::interpolation::lower));
    auto const same_of_numbers =
        gm::to<gm::host>(gm::nanquantile(a, q, 1, gm::method = gm::interpolation::lower));
    auto const there = gm::to<gm::host>(a);
    auto const middle = gm::to<gm::host>(gm::median(a, 1));
    bool right = true;
    for (gm::index r = 0; r < n; ++r) {
      std::vector<double> row(there.data() + r * m, there.data() + (r + 1) * m);
      std::sort(row.begin(), row.end());
      gm::index k = 0;
      for (double const part : {0.9, 0., 0.5, 0.123, 1.}) {
        double const expected = row[std::size_t(double(m - 1) * part)];
        right = right && got(k, r) == expected && same_of_numbers(k, r) == expected;
        ++k;
      }
      right = right && middle(r) == (row[std::size_t((m - 1) / 2)] + row[std::size_t(m / 2)]) / 2;
    }
    INFO("shape " << n << " " << m);
    CHECK(right);
  }
}

TEST_CASE("an operand keeps its elements and order") {
  auto a = counted(4, 3);
  a(0, 0) = 100;
  auto const before = gm::copy(a);
  (void)gm::median(a, 0);
  (void)gm::quantile(a.T(), 0.2, 0);
  CHECK(identical(a, before));
}

TEST_CASE("errors of quantiles say what NumPy's say") {
  auto const v = counted(4);
  CHECK(throws<gm::value_error>([&] { (void)gm::quantile(v, 2.); }, "Quantiles must be in the range [0, 1]"));
  CHECK(throws<gm::value_error>([&] { (void)gm::percentile(v, -1); },
                                "Percentiles must be in the range [0, 100]"));
  CHECK(throws<gm::value_error>(
      [&] { (void)gm::quantile(v, 0.5, gm::method = gm::interpolation::inverted_cdf, gm::weights = v - 1); },
      "Weights must be non-negative."));
}
