// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Counts. Expected values are NumPy's: rows/histogram.txt.
#include "rows/rows.hpp"

TEST_CASE("counting answers as NumPy does") {
  ROW_OPERANDS
#include "rows/histogram.inc"
}
