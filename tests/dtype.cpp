// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Promotion, proven at compile time against NumPy's answers (data/promotion.py): every pair of dtypes, every
// dtype beside a number, every cast within a kind. And numbers that their array's dtype cannot hold.
#include "support.hpp"

#include <complex>
#include <cstdint>
#include <map>

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
#define CAST(a, b, allowed, safe)                                                                            \
  static_assert(gm::can_cast_same_kind<TYPE_IN(a), TYPE_IN(b)> == allowed);                                  \
  static_assert(gm::can_cast<TYPE_IN(a), TYPE_IN(b)>() == safe);
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
  CHECK(gm::dtype_name<gm::float16>() == "float16");
  CHECK(gm::dtype_name<gm::bfloat16>() == "bfloat16");
  CHECK(gm::dtype_name<float>() == "float32");
  CHECK(gm::dtype_name<std::complex<double>>() == "complex128");
}

namespace {

template <class... T>
struct dtype_list {};
using every_dtype = dtype_list<bool, std::int8_t, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t,
                               std::uint32_t, std::int64_t, std::uint64_t, gm::float16, float, double,
                               std::complex<float>, std::complex<double>>;

template <class... T>
constexpr std::size_t place_of(dtype_list<T...>, auto found) {
  constexpr bool same[] = {std::same_as<T, typename decltype(found)::type>...};
  std::size_t i = 0;
  while (i < sizeof...(T) && !same[i]) ++i;
  return i;
}

/// The letter of the function's result, '-' where it is not defined.
template <class F, class... A>
constexpr char letter() {
  if constexpr (gm::detail::applies<F, A...>)
    return "tbBhHiIlLefdFD!"[place_of(every_dtype(), std::type_identity<gm::detail::result_t<F, A...>>())];
  else
    return '-';
}
template <class F, class... Before, class... T>
std::string row(dtype_list<T...>) {
  return {letter<F, Before..., T>()...};
}
template <class F, class... Before, class... T>
std::string rows_of(dtype_list<T...> all) {
  std::string text;
  ((text += (text.empty() ? "" : " ") + row<F, Before..., T>(all)), ...);
  return text;
}
template <class F, int Arity>
std::string results() {
  if constexpr (Arity == 1)
    return row<F>(every_dtype());
  else if constexpr (Arity == 2)
    return rows_of<F>(every_dtype());
  else
    return rows_of<F, bool>(every_dtype());
}

} // namespace

TEST_CASE("every function has NumPy's dtype for every dtype of its operands, and is undefined where it is") {
  std::map<std::string, std::string> const numpy{
#include "data/function_dtypes.inc"
  };
  // A new row: run data/function_dtypes.py.
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  SECTION(#name) {                                                                                           \
    REQUIRE(numpy.count(#name) == 1);                                                                        \
    CHECK(results<gm::fn::name, arity>() == numpy.at(#name));                                                \
  }
#include <gamut/functions.inc>
}
