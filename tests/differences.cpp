// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Differences, derivatives and integrals. Expected values are NumPy's: rows/differences.txt.
#include "rows/rows.hpp"

TEST_CASE("differences answer as NumPy does") {
  ROW_OPERANDS
#include "rows/differences.inc"
}
