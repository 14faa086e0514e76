// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Memory of others as views, and views as memory for others, without a copy and without owning it: pointers,
// std::vector, std::span. What a view would outlive is refused: a temporary container does not compile.
// mdspan.hpp, eigen.hpp and device/thrust_vector.hpp have the same two words, `borrow` and `as_...`, for
// their libraries.
#pragma once

#include <gamut/shared_array.hpp>

#include <ranges>
#include <span>
#include <type_traits>

namespace gamut::inline GAMUT_ABI {

/// Elements at a pointer, row-major, as a view: `gm::borrow(p, {n, m})`. They stay the caller's, who keeps
/// them for as long as the view is used. Throws `value_error` for a negative extent or a null pointer. Host
/// memory, unless another policy is named: `gm::borrow<gm::device>(p, {n, m})`.
template <policy Policy = host, class T, int N>
requires dtype<std::remove_const_t<T>> array_view<T, N, Policy>
borrow(T* data, dims<N> const& shape, source_location where = source_location::current()) {
  return {{data}, detail::checked_layout(data, shape, detail::row_major(shape), where)};
}
template <policy Policy = host, class T, std::size_t N>
requires dtype<std::remove_const_t<T>> array_view<T, int(N), Policy>
borrow(T* data, extent const (&shape)[N], source_location where = source_location::current()) {
  return borrow<Policy>(data, detail::to_dims(shape), where);
}
/// The same with strides, in elements (np.lib.stride_tricks.as_strided): `gm::borrow(p, {n, m}, {1, n})`.
template <policy Policy = host, class T, int N>
requires dtype<std::remove_const_t<T>> array_view<T, N, Policy>
borrow(T* data, dims<N> const& shape, dims<N> const& strides,
       source_location where = source_location::current()) {
  return {{data}, detail::checked_layout(data, shape, strides, where)};
}
template <policy Policy = host, class T, std::size_t N>
requires dtype<std::remove_const_t<T>> array_view<T, int(N), Policy>
borrow(T* data, extent const (&shape)[N], extent const (&strides)[N],
       source_location where = source_location::current()) {
  return borrow<Policy>(data, detail::to_dims(shape), detail::to_dims(strides), where);
}

/// The elements of a contiguous range (std::vector, std::array, std::span), one-dimensional: what the view
/// writes, the range has.
template <std::ranges::contiguous_range R>
requires(!expression<R> && std::ranges::sized_range<R> &&
         dtype<std::ranges::range_value_t<R>>) constexpr auto borrow(R&& range) {
  static_assert(std::is_lvalue_reference_v<R> || std::ranges::enable_borrowed_range<R>,
                "gamut: the view would refer to a temporary; gm::adopt(std::move(container)) keeps it");
  auto* const first = std::ranges::data(range);
  dims<1> const shape{{index(std::ranges::size(range))}};
  return array_view<std::remove_pointer_t<decltype(first)>, 1, host>({first},
                                                                     detail::row_major_layout(shape));
}

/// What can be lent: a named array whose memory has addresses, or a view of one.
template <class A>
concept lendable = expression<A> && has_addresses<policy_t<A>> &&
    ((detail::is_array<std::remove_cvref_t<A>> && std::is_lvalue_reference_v<A>) ||
     detail::is_borrowed_view<std::remove_cvref_t<A>>);

namespace detail {

/// It as a view.
template <lendable A>
auto lent(A&& a) {
  if constexpr (is_borrowed_view<std::remove_cvref_t<A>>)
    return a;
  else
    return a.view();
}
template <class V>
inline constexpr bool is_on_host = false;
template <class T, int N, class P>
inline constexpr bool is_on_host<array_view<T, N, P>> = addressable<P>;

} // namespace detail

/// The elements as a std::span: of a named array, or of a view. Throws `value_error` where they do not lie
/// one after another.
template <lendable A>
auto as_span(A&& a, source_location where = source_location::current()) {
  auto const v = detail::lent(std::forward<A>(a));
  static_assert(detail::is_on_host<std::remove_const_t<decltype(v)>>,
                "gamut: a span is of this process's memory; bring the array to it: gm::to<gm::host>(a)");
  if (!detail::is_contiguous(v.layout()))
    throw value_error(
        detail::message("a view of strides ", v.strides(),
                        " is no span, its elements are not contiguous; gm::copy(a) makes them so"),
        where);
  return std::span(v.data(), std::size_t(v.size()));
}

} // namespace gamut::inline GAMUT_ABI
