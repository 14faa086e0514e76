// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Vectors of the normal distribution, equal to rounding. Expected values are NumPy's: rows/random_normal.txt.
#define ROW_BEFORE gm::random::seed(0);
#include "lapack_instances.hpp"
#include "rows/rows.hpp"

TEST_CASE("multivariate normal numbers are NumPy's to rounding") {
  ROW_OPERANDS
#include "rows/random_normal.inc"
}
