// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elements chosen, shuffled and permuted, and counts of them. Expected values are NumPy's:
// rows/random_choice.txt.
#include "rows/rows.hpp"

TEST_CASE("choosing and shuffling answer as NumPy does") {
  ROW_OPERANDS
#include "rows/random_choice.inc"
}
