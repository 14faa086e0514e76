// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Products over axes. Expected values are NumPy's: rows/contraction.txt.
#include "rows/rows.hpp"

TEST_CASE("products over axes answer as NumPy does") {
  ROW_OPERANDS
#ifdef GAMUT_TEST_ON_HOST
  ROW_COMPLEX_OPERANDS
#endif
#include "rows/contraction.inc"
}
