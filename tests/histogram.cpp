// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Counts. Expected values are NumPy's: rows/histogram.txt.
#include "rows/rows.hpp"

TEST_CASE("counting answers as NumPy does"){ROW_OPERANDS
#include "rows/histogram.inc"
}

TEMPLATE_TEST_CASE("numbers at and beside every edge of equal bins are where the edges say", "", float,
                   double) {
  using T = TestType;
  T const inf = std::numeric_limits<T>::infinity();
  for (auto const& [low, high, bins] : {std::tuple(0., 1., 1000),
                                        {-3.7, 11.3, 77},
                                        {1e6, 1e6 + 1, 10},
                                        {-1e-3, 1e9, 4096},
                                        {0., 1., 1},
                                        {0., 5e-320, 10}}) {
    gm::ndarray const edges = gm::to<gm::host>(std::get<1>(
        gm::histogram(gm::zeros<double, P>(1), bins, gm::range = std::pair(double(low), double(high)))));
    std::vector<T> near;
    for (gm::index i = 0; i <= bins; ++i) {
      T const edge = T(edges(i));
      for (T const x :
           {edge, std::nextafter(edge, -inf), std::nextafter(edge, inf), T(edge + (high - low) / bins / 3)})
        near.push_back(x);
    }
    for (T const x : {std::numeric_limits<T>::quiet_NaN(), inf, -inf}) near.push_back(x);
    auto const numbers = gm::to<P>(gm::array(near));
    INFO("from " << low << " to " << high << ", " << bins);
    CHECK(
        identical(std::get<0>(gm::histogram(numbers, bins, gm::range = std::pair(double(low), double(high)))),
                  std::get<0>(gm::histogram(gm::astype<double>(numbers), gm::to<P>(edges)))));
  }
}
