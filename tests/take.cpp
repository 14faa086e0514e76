// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elements taken and put by functions. Expected values are NumPy's: rows/take.txt.
#include "rows/rows.hpp"

TEST_CASE("taking and putting answer as NumPy does") {
  ROW_OPERANDS
#include "rows/take.inc"
}
