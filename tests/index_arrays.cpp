// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Places of elements, and all combinations of indices. Expected values are NumPy's: rows/index_arrays.txt.
#include "rows/rows.hpp"

TEST_CASE("places answer as NumPy does") {
  ROW_OPERANDS
#include "rows/index_arrays.inc"
}
