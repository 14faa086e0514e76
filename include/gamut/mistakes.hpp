// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Calls that are mistakes and would match nothing: overloads that cannot be called, so that the first line of
// the compiler's error says which mistake it is. `requires` and std::invocable see no function.
#pragma once

#include <gamut/concepts.hpp>

#include <type_traits>

/// The end of such a declaration. Clang says the text; GCC says the name of what the function returns.
#if defined(__clang__) && !defined(__CUDACC__)
#define GAMUT_MISTAKE(text) __attribute__((unavailable(text)))
#else
#define GAMUT_MISTAKE(text) = delete
#endif

namespace gamut::inline GAMUT_ABI {

/// What such functions return.
namespace mistake {
/// `a(1.5)`.
struct an_index_is_an_integer_a_slice_or_an_array_of_integers {};
/// `std::vector<double> v; a + v`.
struct a_container_is_no_array_but_gm_borrow_of_it_is {};
/// `ndarray<double, 1> const a; a += 1`.
struct assignment_to_a_const_array_or_a_temporary {};
} // namespace mistake

namespace detail {

template <class... I>
concept fractional_index = (std::is_floating_point_v<std::remove_cvref_t<I>> || ...);

/// Elements of a dtype beside each other, which are no array: std::vector, std::span.
template <class C>
concept container = !operand<C> && requires(C const& c) {
  typename std::remove_cvref_t<C>::value_type;
  c.data();
  c.size();
}
&&dtype<std::remove_cv_t<typename std::remove_cvref_t<C>::value_type>>;
template <class A, class B>
concept array_and_container = (expression<A> && container<B>) || (expression<B> && container<A>);

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
