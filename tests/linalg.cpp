// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Products, systems and norms. Expected values are NumPy's: rows/linalg.txt.
#include "rows/rows.hpp"

TEST_CASE("every product and solution is as NumPy has it") {
  ROW_OPERANDS
#include "rows/linalg.inc"
}
