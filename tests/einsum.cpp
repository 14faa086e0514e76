// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Einstein sums. Expected values are NumPy's: rows/einsum.txt.
#include "rows/rows.hpp"

TEST_CASE("Einstein sums answer as NumPy does") {
  ROW_OPERANDS
#ifdef GAMUT_TEST_ON_HOST
  ROW_COMPLEX_OPERANDS
#endif
#include "rows/einsum.inc"
}
