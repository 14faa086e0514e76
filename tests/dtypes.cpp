// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// NumPy's functions of dtypes, and bits as bytes and text. Expected values are NumPy's: rows/dtypes.txt.
#include "rows/rows.hpp"

#include <array>

namespace {

template <class Finfo>
std::array<int, 8> fields_of(Finfo const& f) {
  return {f.bits, f.nmant, f.nexp, f.maxexp, f.minexp, f.machep, f.negep, f.precision};
}

} // namespace

TEST_CASE("functions of dtypes answer as NumPy's do") {
  ROW_OPERANDS;
#include "rows/dtypes.inc"
}

TEST_CASE("dtypes are values that compare") {
  auto const x = gm::ones<float, P>(3);
  static_assert(gm::result_type(3, 2.5) == gm::dtype_value<double>());
  static_assert(gm::promote_types<float, std::int32_t>() == gm::promote_types<std::int32_t, float>());
  CHECK(x.dtype() == gm::dtype_value<float>());
  CHECK_FALSE(x.dtype() == gm::result_type(x, gm::ones<double, P>(3)));
}

TEST_CASE("what is no kind and no casting is an error") {
  CHECK(throws<gm::value_error>([] { (void)gm::can_cast<int, float>("kind"); },
                                "casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe'"));
  CHECK(throws<gm::value_error>([] { (void)gm::isdtype<float>("real"); }, "is not a known kind name"));
  CHECK(throws<gm::value_error>([] { (void)gm::packbits(gm::ones<bool, P>(3), 0, "middle"); },
                                "'bitorder' must be either 'little' or 'big'"));
  CHECK(throws<gm::axis_error>([] { (void)gm::packbits(gm::ones<bool, P>(3), 1); }, "axis 1"));
}
