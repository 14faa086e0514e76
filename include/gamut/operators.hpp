// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The operators, spelled by the table of functions.inc: each is its function under another name. Compound
// assignment evaluates into what stands at its left, an array or a view of one.
#pragma once

#include <gamut/eval.hpp>
#include <gamut/functions.hpp>
#include <gamut/mistakes.hpp>

namespace gamut::inline GAMUT_ABI {

namespace detail {
template <class A>
inline constexpr bool is_view = false;
template <class Source, int N>
inline constexpr bool is_view<view<Source, N>> = true;
/// What would be assigned to, were it not const, a temporary or repeated.
template <class A>
concept unassignable = is_ndarray<A> || is_view<A>;
} // namespace detail

// What is no mistake is a better match than the last of each: these take everything by const reference.
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
  }                                                                                                          \
  template <class A, class B>                                                                                \
  requires detail::array_and_container<A, B> mistake::a_container_is_no_array_but_gm_borrow_of_it_is         \
  operator symbol(A const&, B const&)                                                                        \
      GAMUT_MISTAKE("gamut: a container is no array; gm::borrow(v) is one, of its elements");
#define GAMUT_COMPOUND(symbol, function)                                                                     \
  template <assignable A, operand B>                                                                         \
  constexpr A&& operator symbol(A&& a, B&& b) {                                                              \
    detail::compound_assign<fn::function>(a, std::forward<B>(b));                                            \
    return std::forward<A>(a);                                                                               \
  }                                                                                                          \
  template <detail::unassignable A, operand B>                                                               \
  mistake::assignment_to_a_const_array_or_a_temporary operator symbol(A const&, B const&)                    \
      GAMUT_MISTAKE("gamut: assignment to a const array or a read-only view: of a const array, of a "        \
                    "temporary, or of one element repeated by broadcast_to");                                \
  template <class A, detail::container B>                                                                    \
  requires expression<A> mistake::a_container_is_no_array_but_gm_borrow_of_it_is operator symbol(A const&,   \
                                                                                                 B const&)   \
      GAMUT_MISTAKE("gamut: a container is no array; gm::borrow(v) is one, of its elements");
#include <gamut/functions.inc>
#undef GAMUT_OPERATOR_1
#undef GAMUT_OPERATOR_2

} // namespace gamut::inline GAMUT_ABI
