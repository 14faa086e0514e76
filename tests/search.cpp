// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Numbers found among ordered ones. Expected values are NumPy's: rows/search.txt.
#include "rows/rows.hpp"

TEST_CASE("searching answers as NumPy does") {
  ROW_OPERANDS
#include "rows/search.inc"
}
