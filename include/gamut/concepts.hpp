// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What the library's templates ask of their arguments: expression, operand, policy. And the names of the node
// types, so that a header can speak of one before it is defined.
#pragma once

#include <gamut/config.hpp>
#include <gamut/dtype.hpp>
#include <gamut/shape.hpp>

#include <concepts>
#include <type_traits>

namespace gamut::inline GAMUT_ABI {

template <class T, int N, class Policy>
class ndarray;
template <class Source, int N>
class view;
template <class F, class... Args>
class map;
template <class T>
class constant;
namespace fn {
template <dtype T>
struct reinterpreted;
}
template <class Base, class... I>
class selection;

/// Opens the library to a node type: an expression has `value_type`, `ndim`, `policy` and `shape()`.
template <class E>
inline constexpr bool enable_expression = false;
template <class T, int N, class P>
inline constexpr bool enable_expression<ndarray<T, N, P>> = true;
template <class Source, int N>
inline constexpr bool enable_expression<view<Source, N>> = true;
template <class F, class... Args>
inline constexpr bool enable_expression<map<F, Args...>> = true;
template <class T>
inline constexpr bool enable_expression<constant<T>> = true;
template <class Base, class... I>
inline constexpr bool enable_expression<selection<Base, I...>> = true;

/// Anything with a shape and elements: an array, a view, a lazy expression.
template <class E>
concept expression = enable_expression<std::remove_cvref_t<E>>;

namespace detail {
template <class E>
inline constexpr bool is_element_reference = false;
} // namespace detail
/// An element that a policy reaches through a proxy (`element_reference`).
template <class E>
concept element_proxy = detail::is_element_reference<std::remove_cvref_t<E>>;

/// What a function of arrays takes: an expression, or a number beside one.
template <class E>
concept operand = expression<E> || scalar<std::remove_cvref_t<E>> || element_proxy<E>;

/// The arguments of an elementwise function or operator: operands, one of them an expression.
template <class... E>
concept operands = (operand<E> && ...) && (expression<E> || ...);

/// Where an element of `T` lies under a policy: an address. A policy whose memory has none specialises it,
/// and gives a place that counts on as an address does (`+`, `-`, and `as_address` beside it).
template <class T, class Policy>
struct memory_place {
  using type = T*;
};
/// Where a policy keeps elements: a pointer, or what stands for one.
template <class T, class Policy>
using place_t = typename memory_place<T, Policy>::type;

/// What lies at a place, const where it may not be written.
template <class Place>
struct element_at_place {
  using type = typename Place::element_type;
};
template <class T>
struct element_at_place<T*> {
  using type = T;
};
/// What lies at a place.
template <class Place>
using element_t = typename element_at_place<Place>::type;

/// A policy whose memory has addresses, as a processor and a GPU do.
template <class P>
concept has_addresses = std::is_pointer_v<place_t<int, P>>;

/// A place and a way to compute: `host`, `device`. Its primitives (`allocate`, `assign`, `fold`, ...) are
/// found beside it.
template <class P>
concept policy = requires {
  { P::name } -> std::convertible_to<char const*>;
  typename P::template reference<int>;
  typename P::template scalar_storage<int>;
}
&&requires(P p, place_t<int, P> at, place_t<int const, P> from, void* to, std::size_t bytes) {
  copy_to_host(p, to, from, bytes);
  copy_from_host(p, at, to, bytes);
};

/// A policy whose elements are plain references: `host`. A GPU's are reached one at a time, through a proxy.
template <class P>
concept addressable = std::same_as < typename P::template reference<int>,
int& > ;

/// The dtype of an array or an expression: `a.dtype`.
template <class E>
using value_type_t = typename std::remove_cvref_t<E>::value_type;
/// The policy of an array or an expression.
template <class E>
using policy_t = typename std::remove_cvref_t<E>::policy;
/// The number of dimensions of an array or an expression: `a.ndim`.
template <class E>
inline constexpr int ndim_v = std::remove_cvref_t<E>::ndim;

namespace detail {

/// The one policy of several operands; numbers (void) go anywhere.
template <class... P>
struct common_policy {
  using type = void;
  static constexpr bool same = true;
};
template <class P, class... Rest>
struct common_policy<P, Rest...> {
  using rest = common_policy<Rest...>;
  using type = std::conditional_t<std::is_void_v<P>, typename rest::type, P>;
  static constexpr bool same = rest::same && (std::is_void_v<P> || std::is_void_v<typename rest::type> ||
                                              std::same_as<P, typename rest::type>);
};

/// The address that a place is, for functions that need one.
template <class T>
GAMUT_INLINE constexpr T* as_address(T* at) {
  return at;
}

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
