// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The operators, spelled by the table of functions.inc: each is its function under another name. Compound
// assignment evaluates into what stands at its left, an array or a view of one.
#pragma once

#include <gamut/eval.hpp>
#include <gamut/functions.hpp>

namespace gamut::inline GAMUT_ABI {

#define GAMUT_OPERATOR(symbol, function, arity) GAMUT_OPERATOR_##arity(symbol, function)
#define GAMUT_OPERATOR_1(symbol, function)                                                                   \
  template <expression A>                                                                                    \
  constexpr auto operator symbol(A&& a) {                                                                    \
    return make_map<fn::function>(std::forward<A>(a));                                                       \
  }
#define GAMUT_OPERATOR_2(symbol, function)                                                                   \
  template <class A, class B>                                                                                \
  requires operands<A, B>                                                                                    \
  constexpr auto operator symbol(A&& a, B&& b) {                                                             \
    return make_map<fn::function>(std::forward<A>(a), std::forward<B>(b));                                   \
  }
#define GAMUT_COMPOUND(symbol, function)                                                                     \
  template <assignable A, operand B>                                                                         \
  constexpr A&& operator symbol(A&& a, B&& b) {                                                              \
    detail::compound_assign<fn::function>(a, std::forward<B>(b));                                            \
    return std::forward<A>(a);                                                                               \
  }
#include <gamut/functions.inc>
#undef GAMUT_OPERATOR_1
#undef GAMUT_OPERATOR_2

} // namespace gamut::inline GAMUT_ABI
