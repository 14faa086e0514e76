// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Clipping and a scaled sum of integers.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
matrix<P, std::int64_t> clipping(matrix<P, std::int64_t> const& array_1,
                                 matrix<P, std::int64_t> const& array_2, std::int64_t a, std::int64_t b,
                                 std::int64_t c) {
  return gm::clip(array_1, 2, 10) * a + array_2 * b + c;
}

registered const kernel("clipping", []<class P>() { return &clipping<P>; });

} // namespace
} // namespace npbench
