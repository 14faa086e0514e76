// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// `gm::hold(e)`: an expression that may outlive the arrays it was made of.
#pragma once

#include <gamut/eval.hpp>
#include <gamut/ndarray.hpp>

#include <utility>

namespace gamut::inline GAMUT_ABI {

namespace detail {

/// The same expression over leaves that own what they read.
template <class E>
constexpr auto held(E&& e) {
  using A = std::remove_cvref_t<E>;
  if constexpr (is_constant<A>)
    return A(e);
  else if constexpr (is_map<A>)
    return unpack(std::forward<E>(e).args(), []<class... Arg>(Arg&&... arg) {
      return new_map<typename A::function>(held(std::forward<Arg>(arg))...);
    });
  else if constexpr (is_ndarray<A> && !std::is_lvalue_reference_v<E>)
    return A(std::move(e)).view_of_own();
  else if constexpr (is_borrowed_view<A> || is_array<A> || computation<A> || requires { e.array(); })
    return evaluated(e).view_of_own();
  else
    return A(std::forward<E>(e)); // a view that owns its elements, or computes them
}

} // namespace detail

/// The expression with the elements that it reads: named arrays and views are copied, temporaries moved in.
/// It is still lazy, and may be returned and stored: `return gm::hold(a + 2. * b);`. What changes in the
/// arrays later does not reach it.
template <expression E>
constexpr auto hold(E&& e) {
  return detail::held(std::forward<E>(e));
}

} // namespace gamut::inline GAMUT_ABI
