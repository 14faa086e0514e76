// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A tuple that a kernel can receive: trivially copyable when its elements are, and readable on the device.
#pragma once

#include <gamut/config.hpp>

#include <cstddef>
#include <utility>

namespace gamut::inline GAMUT_ABI::detail {

template <std::size_t I, class T>
struct pack_element {
  T value;
};

template <class Sequence, class... T>
struct pack_of;
template <std::size_t... I, class... T>
struct pack_of<std::index_sequence<I...>, T...> : pack_element<I, T>... {
  constexpr explicit pack_of(T&&... x) : pack_element<I, T>{std::move(x)}... {}
};

/// Of two, the second lies first, as in std::tuple: compilers look often for a member that is not empty,
/// which in `((a + b) * c) - d` would be at the end of the whole tree.
template <class A, class B>
struct pack_of<std::index_sequence<0, 1>, A, B> : pack_element<1, B>, pack_element<0, A> {
  constexpr explicit pack_of(A&& a, B&& b)
      : pack_element<1, B>{std::move(b)}, pack_element<0, A>{std::move(a)} {}
};

template <class... T>
using pack = pack_of<std::index_sequence_for<T...>, T...>;

template <std::size_t I, class T>
GAMUT_HD GAMUT_INLINE constexpr T& get(pack_element<I, T>& p) {
  return p.value;
}
template <std::size_t I, class T>
GAMUT_HD GAMUT_INLINE constexpr T const& get(pack_element<I, T> const& p) {
  return p.value;
}

/// Calls `f(element...)`. On the host, where trees are bound: kernels walk them without a callable.
template <class F, std::size_t... I, class... T>
GAMUT_INLINE constexpr decltype(auto) unpack(pack_of<std::index_sequence<I...>, T...> const& p, F&& f) {
  return f(get<I>(p)...);
}
template <class F, std::size_t... I, class... T>
GAMUT_INLINE constexpr decltype(auto) unpack(pack_of<std::index_sequence<I...>, T...>&& p, F&& f) {
  return f(std::move(get<I>(p))...);
}

} // namespace gamut::inline GAMUT_ABI::detail
