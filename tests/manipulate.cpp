// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Views, slices and reshapes, of arrays and of expressions. Expected values are NumPy's: rows/manipulate.txt.
#include "rows/rows.hpp"

TEST_CASE("every view answers as NumPy does") {
  ROW_OPERANDS
#include "rows/manipulate.inc"
}
