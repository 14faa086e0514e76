// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// RandomState and the functions of old. Expected values are NumPy's: rows/random_legacy.txt.
#define ROW_BEFORE gm::random::seed(0);
#include "rows/rows.hpp"

TEST_CASE("the functions of old answer as NumPy's") {
  ROW_OPERANDS
#include "rows/random_legacy.inc"
}
