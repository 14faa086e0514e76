// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Reductions over all axes, one and several. Expected values are NumPy's: rows/reduce.txt.
#include "rows/rows.hpp"

TEST_CASE("every reduction answers as NumPy does") {
  ROW_OPERANDS
#include "rows/reduce.inc"
}
