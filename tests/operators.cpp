// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Operators: every one in the table is its function, with an array, a view, an expression or a number on
// either side; every compound assignment is the operator written out, into an array or a view of one.
#include "support.hpp"

namespace {

template <class T>
auto one_to(int n) {
  gm::ndarray<T, 1, P> const a = gm::astype<T>(counted(n) + 1.);
  return a;
}

} // namespace

// What an operator is defined for: float64, else int64.
#define OPERATOR_DTYPE(function, ...)                                                                        \
  std::conditional_t<gm::detail::applies<gm::fn::function, __VA_ARGS__>, double, std::int64_t>
// The operands are of different types, so that the type of the node tells their order as well.
#define SAME_NODE(...) static_assert(std::same_as<__VA_ARGS__>)
#define CHECK_2(symbol, function)                                                                            \
  {                                                                                                          \
    using T = OPERATOR_DTYPE(function, double, double);                                                      \
    auto const a = one_to<T>(6);                                                                             \
    auto const b = a(slice(_, _, -1));                                                                       \
    [[maybe_unused]] T const x(3);                                                                           \
    SAME_NODE(decltype(a symbol b), decltype(gm::function(a, b)));                                           \
    SAME_NODE(decltype(b symbol a), decltype(gm::function(b, a)));                                           \
    SAME_NODE(decltype(a symbol x), decltype(gm::function(a, x)));                                           \
    SAME_NODE(decltype(x symbol b), decltype(gm::function(x, b)));                                           \
    SAME_NODE(decltype(gm::square(a) symbol b), decltype(gm::function(gm::square(a), b)));                   \
    SAME_NODE(decltype(one_to<T>(6) symbol b), decltype(gm::function(one_to<T>(6), b)));                     \
    SAME_NODE(decltype(a symbol 2), decltype(gm::function(a, 2)));                                           \
    CHECK(identical(a symbol b, gm::function(a, b)));                                                        \
  }
#define CHECK_1(symbol, function)                                                                            \
  {                                                                                                          \
    using T = OPERATOR_DTYPE(function, double);                                                              \
    auto const a = one_to<T>(6);                                                                             \
    SAME_NODE(decltype(symbol a), decltype(gm::function(a)));                                                \
    SAME_NODE(decltype(symbol a(slice(2))), decltype(gm::function(a(slice(2)))));                            \
    SAME_NODE(decltype(symbol gm::square(a)), decltype(gm::function(gm::square(a))));                        \
    CHECK(identical(symbol a, gm::function(a)));                                                             \
  }

TEST_CASE("an operator is its function"){
#define GAMUT_OPERATOR(symbol, function, arity) CHECK_##arity(symbol, function)
#include <gamut/functions.inc>
}

TEST_CASE("a compound assignment is the operator, into the array's own memory"){
#define GAMUT_COMPOUND(symbol, function)                                                                     \
  {                                                                                                          \
    INFO(#symbol);                                                                                           \
    auto a = one_to<OPERATOR_DTYPE(function, double, double)>(6);                                            \
    gm::ndarray const old = a;                                                                               \
    auto const memory = a.memory();                                                                          \
    auto const b = old(slice(_, _, -1));                                                                     \
    CHECK(&(a symbol b) == &a);                                                                              \
    CHECK(identical(a, gm::function(old, b)));                                                               \
    a = old;                                                                                                 \
    a(slice(1, _, 2)) symbol 2;                                                                              \
    CHECK(identical(a(slice(1, _, 2)), gm::function(old, 2)(slice(1, _, 2))));                               \
    CHECK(identical(a(slice(_, _, 2)), old(slice(_, _, 2))));                                                \
    CHECK((a.memory() == memory));                                                                           \
  }
#include <gamut/functions.inc>
}

TEST_CASE("a compound assignment keeps the dtype at its left") {
  gm::ndarray<float, 1, P> f = gm::astype<float>(counted(3));
  f += counted(3) / 2.; // computed in float64
  CHECK(same(f, {0, 1.5f, 3}));
  f *= 2; // a number is weak
  CHECK(same(f, {0, 3, 6}));
  gm::ndarray<std::int8_t, 1, P> i = gm::astype<std::int8_t>(counted(3) * 50.);
  i += i;
  CHECK(same(i, {0, 100, -56}));
  CHECK(throws<gm::overflow_error>([&] { i += 200; }, "integer 200 out of bounds for int8"));
  CHECK(same(i, {0, 100, -56}));
  i -= gm::full<std::int64_t, P>({3}, 1000); // int64 to int8 is of the same kind: it wraps
  CHECK(same(i, {24, 124, -32}));
  gm::ndarray<bool, 1, P> b = counted(3) > 0.;
  b &= counted(3) > 1.;
  CHECK(same(b, {false, false, true}));
  b |= true;
  CHECK(same(b, {true, true, true}));
}

TEST_CASE("logical operators ask every operand whether it is nonzero") {
  auto const a = counted(3);
  CHECK(same(a && 1, {false, true, true}));
  CHECK(same(0 || a, {false, true, true}));
  CHECK(same(!a, {true, false, false}));
  CHECK(same(!(a > 1.) && a, {false, true, false}));
}

TEST_CASE("comparisons make truth values that select and count") {
  auto const a = counted(2, 3);
  CHECK(same(a == 2., {false, false, true, false, false, false}));
  CHECK(same(2. < a, {false, false, false, true, true, true}));
  CHECK(std::int64_t(gm::sum(a >= 2.)) == 4);
  CHECK(bool(gm::all((a != 7.) == true)));
  CHECK(same((a > 1.) * 10., {0, 0, 10, 10, 10, 10}));
}

TEST_CASE("an element is an operand like the number that it is") {
  auto const a = counted(2, 3);
  auto b = counted(3);
  CHECK(same(a + b(2), {2, 3, 4, 5, 6, 7}));
  CHECK(same(b(1) - b, {1, 0, -1}));
  b *= a(1, 1);
  CHECK(same(b, {0, 4, 8}));
  b(0) += 3;
  b(2) = b(0);
  CHECK(same(gm::maximum(b, b(2)), {3, 4, 3}));
  CHECK(same(gm::where(b > b(0), b(1), 0.), {0, 4, 0}));
}
