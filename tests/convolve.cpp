// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Convolution and correlation. Expected values are NumPy's: rows/convolve.txt.
#include "rows/rows.hpp"

TEST_CASE("convolutions answer as NumPy does") {
  ROW_OPERANDS
#ifdef GAMUT_TEST_ON_HOST
  ROW_COMPLEX_OPERANDS
#endif
#include "rows/convolve.inc"
}
