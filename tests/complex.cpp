// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The complex dtypes. Expected values are NumPy's: rows/complex.txt.
#include "rows/rows.hpp"

TEST_CASE("complex numbers answer as NumPy does") {
  ROW_OPERANDS
  ROW_COMPLEX_OPERANDS
#include "rows/complex.inc"
}
