// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The elementwise functions: values, dtypes and broadcasting. Expected values are NumPy's:
// rows/functions.txt.
#include "rows/rows.hpp"

TEST_CASE("every function and operator answers as NumPy does") {
  ROW_OPERANDS
#include "rows/functions.inc"
}

namespace {

template <class F, int Arity, class T>
inline constexpr bool defined_for = [] {
  if constexpr (Arity == 1)
    return gm::detail::applies<F, T>;
  else if constexpr (Arity == 2)
    return gm::detail::applies<F, T, T>;
  else
    return gm::detail::applies<F, T, T, T>;
}();

/// The same numbers at every place of a row: in whole registers, in what is left over, by strides, and one by
/// one.
template <class F, int Arity, class T>
void check_places(char const* name, double low, double high) {
  if constexpr (defined_for<F, Arity, T>) {
    INFO(name << " of " << gm::dtype_name<T>());
    constexpr gm::index n = 67;
    auto const draw = [&](int seed) {
      auto const r = gm::random::default_rng(seed).random<double, P>(n);
      return gm::copy(gm::astype<T>(low + (high - low) * r));
    };
    auto const a = draw(1), b = draw(2), c = draw(3);
    auto const value = [&](auto const& x, auto const& y, auto const& z) {
      if constexpr (Arity == 1)
        return gm::copy(gm::make_map<F>(x));
      else if constexpr (Arity == 2)
        return gm::copy(gm::make_map<F>(x, y));
      else
        return gm::copy(gm::make_map<F>(x, y, z));
    };
    auto const whole = elements(value(a, b, c));
    REQUIRE(whole.size() == std::size_t(n));
    for (gm::index first = 0; first < 9; ++first)
      for (gm::index const count : {1, 2, 3, 7, 8, 9, 31, 58}) {
        slice const part(first, first + count);
        CHECK(same(value(a(part), b(part), c(part)), {whole.begin() + first, whole.begin() + first + count}));
      }
    auto const back = elements(value(a(slice(_, _, -1)), b(slice(_, _, -1)), c(slice(_, _, -1))));
    CHECK(same(gm::to<gm::host>(value(a, b, c)), {back.rbegin(), back.rend()}));
  }
}

} // namespace

TEST_CASE("an element's bits do not depend on where it stands") {
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  check_places<gm::fn::name, arity, double>(#name, low, high);                                               \
  check_places<gm::fn::name, arity, float>(#name, low, high);
#include <gamut/functions.inc>
}

TEST_CASE("a negative power of integers is refused") {
  auto const i = counted<std::int64_t>(4);
  CHECK(throws<gm::value_error>([&] { (void)gm::power(i, -1); },
                                "Integers to negative integer powers are not allowed."));
  CHECK(throws<gm::value_error>([&] { (void)gm::power(2, i - 1); }, "negative integer powers"));
  CHECK(same(gm::power(i, i), {1, 1, 4, 27}));
}

TEST_CASE("numbers alone are computed at once") {
  CHECK(gm::sqrt(16) == 4.);
  CHECK(gm::maximum(1, 2.5) == 2.5);
  CHECK(gm::floor_divide(-7, 2) == -4);
  static_assert(std::same_as<decltype(gm::add(1, 2)), std::int64_t>);
}
