// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Promotion, proven at compile time against NumPy's answers (data/promotion.py): every pair of dtypes, every
// dtype beside a number, every cast within a kind. And numbers that their array's dtype cannot hold.
#include "support.hpp"

#include <complex>
#include <cstdint>

namespace {

template <class T>
struct type_in;
template <class R, class T>
struct type_in<R(T)> {
  using type = T;
};
#define TYPE_IN(parenthesised) type_in<void parenthesised>::type
#define PAIR(a, b, expected)                                                                                 \
  static_assert(std::same_as<gm::promote_t<TYPE_IN(a), TYPE_IN(b)>, TYPE_IN(expected)>);
#define WEAK(a, s, expected)                                                                                 \
  static_assert(std::same_as<gm::result_type_t<TYPE_IN(a), gm::weak<TYPE_IN(s)>>, TYPE_IN(expected)>);
#define CAST(a, b, allowed) static_assert(gm::can_cast_same_kind<TYPE_IN(a), TYPE_IN(b)> == allowed);
#include "data/promotion.inc"

} // namespace

TEST_CASE("a number that its array's dtype cannot hold is an error, unless it is compared") {
  auto const u8 = gm::to<P>(gm::array<std::uint8_t>({1, 2, 200}));
  CHECK(throws<gm::overflow_error>([&] { (void)(u8 + 300); }, "integer 300 out of bounds for uint8"));
  CHECK(throws<gm::overflow_error>([&] { (void)(u8 * -1); }, "integer -1 out of bounds for uint8"));
  CHECK(same(u8 < 300, {true, true, true}));
  CHECK(same(u8 == -56, {false, false, false}));
  CHECK_THROWS_AS(u8 + 300, std::overflow_error);
}

TEST_CASE("dtypes have NumPy's names") {
  CHECK(gm::dtype_name<bool>() == "bool");
  CHECK(gm::dtype_name<std::int16_t>() == "int16");
  CHECK(gm::dtype_name<std::uint64_t>() == "uint64");
  CHECK(gm::dtype_name<float>() == "float32");
  CHECK(gm::dtype_name<std::complex<double>>() == "complex128");
}
