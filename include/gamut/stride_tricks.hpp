// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Views that see an element several times: sliding windows, and strides of one's own, which are checked. And
// whether two arrays share memory.
#pragma once

#include <gamut/eval.hpp>
#include <gamut/index.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gamut::inline GAMUT_ABI {

namespace detail {

template <class A, int K>
auto windows_of(A&& a, dims<K> const& window, dims<K> const& axes, source_location where) {
  constexpr int n = ndim_v<A>;
  auto const shape = a.shape();
  dims<K> along;
  for (int k = 0; k < K; ++k) {
    along[k] = normalize_axis(axes[k], n, where);
    if (window[k] < 0) throw value_error("`window_shape` cannot contain negative values", where);
    if (window[k] > shape[int(along[k])])
      throw value_error(
          message("window shape cannot be larger than input array shape: ", window, " of ", shape), where);
  }
  return read_only(relayout(std::forward<A>(a), [&](auto const& l) {
    layout<n + K> to{{}, {}, l.offset};
    for (int d = 0; d < n; ++d) {
      to.shape[d] = l.shape[d];
      to.strides[d] = l.strides[d];
    }
    for (int k = 0; k < K; ++k) {
      to.shape[n + k] = window[k];
      to.strides[n + k] = l.strides[int(along[k])];
      to.shape[int(along[k])] -= window[k] - 1;
    }
    return to;
  }));
}

} // namespace detail

/// Every window of that shape, behind the axes of its first element:
/// np.lib.stride_tricks.sliding_window_view(a, window), a view to be read. Throws `value_error` for a window
/// larger than the array.
template <expression A>
auto sliding_window_view(A&& a, index window, detail::axis_number axis = -1,
                         source_location where = source_location::current()) {
  return detail::windows_of(std::forward<A>(a), shape_of(window), shape_of(axis.axis), where);
}
template <expression A>
auto sliding_window_view(A&& a, extent const (&window)[std::size_t(ndim_v<A>)],
                         source_location where = source_location::current()) {
  dims<ndim_v<A>> axes;
  for (int d = 0; d < ndim_v<A>; ++d) axes[d] = d;
  return detail::windows_of(std::forward<A>(a), detail::to_dims(window), axes, where);
}

/// The elements of a named array by a shape and strides of one's own, in elements:
/// np.lib.stride_tricks.as_strided(a, shape, strides), a view to be read. Throws `value_error` where an
/// element would lie outside the array.
template <class T, int N, class P, std::size_t M>
auto as_strided(ndarray<T, N, P> const& a, extent const (&shape)[M], extent const (&strides)[M],
                source_location where = source_location::current()) {
  layout<int(M)> const l{detail::to_dims(shape), detail::to_dims(strides), 0};
  for (index const extent : l.shape)
    if (extent < 0) throw value_error("as_strided: negative dimensions are not allowed", where);
  bool inside = true; // along each axis by itself, so that the sum has no overflow
  for (int d = 0; d < int(M); ++d) {
    index last = 0;
    inside = inside && !__builtin_mul_overflow(l.shape[d] - 1, l.strides[d], &last) && last >= -a.size() &&
             last <= a.size();
  }
  bool const empty = detail::checked_size<T>(l.shape, where) == 0;
  if (!empty && (!inside || detail::reach_of(l).low < 0 || detail::reach_of(l).high > a.size()))
    throw value_error(detail::message("as_strided: shape ", l.shape, " with strides ", l.strides,
                                      " reaches outside the array of shape ", a.shape()),
                      where);
  return detail::make_view(detail::borrowed<T const, P>{a.memory()}, l);
}
template <class T, int N, class P, std::size_t M>
auto as_strided(ndarray<T, N, P> const&& a, extent const (&shape)[M], extent const (&strides)[M]) = delete;

namespace detail {

/// The addresses of a view's first byte and of the one behind its last, and of all its elements.
template <class A>
inline constexpr bool has_memory = is_ndarray<A> || is_borrowed_view<A>;
/// Where a place is, in bytes, among those that it can meet.
template <class T>
std::uintptr_t bytes_before(T const* at) {
  return reinterpret_cast<std::uintptr_t>(at);
}
struct address_range {
  std::uintptr_t low, high;
};
template <class A>
address_range addresses_of(A const& a) {
  auto const r = reach_of(a.layout());
  auto const memory = a.bound().data;
  return {bytes_before(memory + r.low), bytes_before(memory + r.high)};
}
template <class A, class F>
void for_each_address(A const& a, F const& f) {
  auto const l = a.layout();
  auto const memory = a.bound().data;
  for (index i = 0, n = product(l.shape); i < n; ++i) {
    index offset = l.offset, rest = i;
    for (int d = ndim_v<A> - 1; d >= 0; --d) {
      offset += rest % l.shape[d] * l.strides[d];
      rest /= l.shape[d];
    }
    f(bytes_before(memory + offset));
  }
}

} // namespace detail

/// Whether the memory that two arrays span overlaps (np.may_share_memory). What is no array or view has
/// memory of its own.
template <expression A, expression B>
bool may_share_memory(A const& a, B const& b) {
  if constexpr (detail::has_memory<A> && detail::has_memory<B>) {
    if (detail::product(a.shape()) == 0 || detail::product(b.shape()) == 0) return false;
    using detail::meet;
    return meet(a.bound().data, detail::reach_of(a.layout()), b.bound().data, detail::reach_of(b.layout()));
  } else
    return false;
}
/// Whether two arrays have a byte together (np.shares_memory); looks at the address of every element.
template <expression A, expression B>
bool shares_memory(A const& a, B const& b) {
  if constexpr (detail::has_memory<A> && detail::has_memory<B>) {
    if (!may_share_memory(a, b)) return false;
    auto const x = detail::addresses_of(a), y = detail::addresses_of(b);
    std::uintptr_t const low = x.low > y.low ? x.low : y.low, high = x.high < y.high ? x.high : y.high;
    std::vector<bool> taken(high - low);
    detail::for_each_address(a, [&](std::uintptr_t at) {
      for (std::size_t i = 0; i < sizeof(value_type_t<A>); ++i)
        if (at + i >= low && at + i < high) taken[at + i - low] = true;
    });
    bool shared = false;
    detail::for_each_address(b, [&](std::uintptr_t at) {
      for (std::size_t i = 0; i < sizeof(value_type_t<B>); ++i)
        shared = shared || (at + i >= low && at + i < high && taken[at + i - low]);
    });
    return shared;
  } else
    return false;
}

} // namespace gamut::inline GAMUT_ABI
