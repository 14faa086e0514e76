// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays as sets. Expected values are NumPy's: rows/sets.txt.
#include "rows/rows.hpp"

TEST_CASE("sets answer as NumPy does") {
  ROW_OPERANDS
#include "rows/sets.inc"
}
