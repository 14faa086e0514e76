// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// New arrays. Expected values are NumPy's: rows/create.txt.
#include "rows/rows.hpp"

TEST_CASE("every creation function answers as NumPy does") {
  ROW_OPERANDS
#include "rows/create.inc"
}
