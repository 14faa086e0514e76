// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The same elements in another shape: transposes, reshapes, new and dropped axes, broadcasts, diagonals,
// flips. Of a named array they are views that can be assigned to; of an expression they stay lazy; of a
// temporary they own it.
#pragma once

#include <gamut/expr.hpp>
#include <gamut/ndarray.hpp>

namespace gamut {

namespace detail {

template <int N>
dims<N> permutation(dims<N> const& axes, source_location where) {
  axis_flags<N>(axes, where);
  dims<N> order;
  for (int d = 0; d < N; ++d) order[d] = normalize_axis(axes[d], N, where);
  return order;
}

/// The order of axes in which axis `from` stands at place `to` and the others keep theirs.
template <int N>
dims<N> moved_axis(index from, index to, source_location where) {
  int const source = normalize_axis(from, N, where), target = normalize_axis(to, N, where);
  dims<N> order;
  int next = 0;
  for (int d = 0; d < N; ++d) {
    if (next == source) ++next;
    order[d] = d == target ? source : next++;
  }
  return order;
}

} // namespace detail

/// All axes reversed (np.transpose(a)).
template <expression A>
constexpr auto transpose(A&& a) {
  return detail::relayout(std::forward<A>(a), detail::reverse_axes<ndim_v<A>>);
}
/// Axis `d` of the result is axis `axes[d]` of `a` (np.transpose(a, axes)).
/// Throws `axis_error`, or `value_error` for an axis named twice.
template <expression A>
auto transpose(A&& a, int const (&axes)[std::size_t(ndim_v<A>)],
               source_location where = source_location::current()) {
  dims<ndim_v<A>> named;
  for (int d = 0; d < ndim_v<A>; ++d) named[d] = axes[d];
  auto const order = detail::permutation(named, where);
  return detail::relayout(std::forward<A>(a), [&](auto const& l) { return detail::permute(l, order); });
}
/// Another name of `transpose(a, axes)` (np.permute_dims).
template <expression A>
auto permute_dims(A&& a, int const (&axes)[std::size_t(ndim_v<A>)],
                  source_location where = source_location::current()) {
  return transpose(std::forward<A>(a), axes, where);
}
/// Axis `from` moved to place `to` (np.moveaxis).
template <expression A>
auto moveaxis(A&& a, int from, int to, source_location where = source_location::current()) {
  auto const order = detail::moved_axis<ndim_v<A>>(from, to, where);
  return detail::relayout(std::forward<A>(a), [&](auto const& l) { return detail::permute(l, order); });
}
/// Two axes exchanged (np.swapaxes).
template <expression A>
auto swapaxes(A&& a, int axis1, int axis2, source_location where = source_location::current()) {
  int const i = detail::normalize_axis(axis1, ndim_v<A>, where),
            j = detail::normalize_axis(axis2, ndim_v<A>, where);
  dims<ndim_v<A>> order;
  for (int d = 0; d < ndim_v<A>; ++d) order[d] = d == i ? j : d == j ? i : d;
  return detail::relayout(std::forward<A>(a), [&](auto const& l) { return detail::permute(l, order); });
}

/// A new axis of extent 1 at place `axis` of the result (np.expand_dims).
template <expression A>
auto expand_dims(A&& a, int axis, source_location where = source_location::current()) {
  constexpr int n = ndim_v<A>;
  int const place = detail::normalize_axis(axis, n + 1, where);
  return detail::relayout(std::forward<A>(a), [=](auto const& l) { return detail::insert_axis(l, place); });
}

namespace detail {

template <int K, expression A>
auto drop_axes(A&& a, dims<K> const& axes, source_location where) {
  constexpr int n = ndim_v<A>;
  static_assert(K <= n, "gamut: more axes to squeeze than the array has");
  auto const flags = axis_flags<n>(axes, where);
  auto const shape = a.shape();
  for (int d = 0; d < n; ++d)
    if (flags.named[d] && shape[d] != 1)
      throw shape_error(
          detail::message("cannot select an axis to squeeze out which has size not equal to one: axis ", d,
                          " of shape ", shape),
          where);
  return relayout(std::forward<A>(a), [&](auto const& l) { return without_axes<K>(l, flags); });
}

} // namespace detail

/// An axis of extent 1 dropped (np.squeeze(a, axis)). The axis is named because the number of dimensions is a
/// type. Throws `shape_error` where its extent is not 1.
template <expression A>
auto squeeze(A&& a, int axis, source_location where = source_location::current()) {
  return detail::drop_axes(std::forward<A>(a), shape_of(axis), where);
}
/// Several axes of extent 1 dropped (np.squeeze(a, axes)).
template <expression A, std::size_t K>
auto squeeze(A&& a, int const (&axes)[K], source_location where = source_location::current()) {
  dims<int(K)> named;
  for (std::size_t k = 0; k < K; ++k) named[int(k)] = axes[k];
  return detail::drop_axes(std::forward<A>(a), named, where);
}

namespace detail {

/// A view of the same elements through which they cannot be assigned to.
template <class E>
constexpr auto read_only(E e) {
  return e;
}
template <class T, class P, int N>
constexpr auto read_only(view<borrowed<T, P>, N> const& v) {
  return make_view(borrowed<T const, P>{v.source().data}, v.layout());
}

/// One value at every offset.
template <class T>
struct same_value {
  T value;
  GAMUT_HD GAMUT_INLINE constexpr T operator()(index) const { return value; }
};

template <int M, operand A>
auto repeated_to(A&& a, dims<M> const& shape, source_location where) {
  if constexpr (expression<A>) {
    static_assert(ndim_v<A> <= M, "gamut: input operand has more dimensions than the shape to broadcast to");
    auto const from = a.shape();
    if (!broadcasts_to(from, shape))
      throw shape_error(
          detail::message(
              "operands could not be broadcast together with remapped shapes [original->remapped]: ", from,
              " and requested shape ", shape),
          where);
    // The elements repeat: whoever writes through the result would write several of them at once.
    return read_only(relayout(std::forward<A>(a), [&](auto const& l) { return broadcast_layout(l, shape); }));
  } else {
    using T = scalar_dtype<std::remove_cvref_t<A>>;
    return make_view(generated<same_value<T>, default_policy>{{convert_scalar<T>(a)}},
                     layout<M>{shape, {}, 0});
  }
}

} // namespace detail

/// A read-only view of `a` repeated to `shape` (np.broadcast_to). Throws `shape_error` where it does not fit.
template <operand A, std::size_t M>
auto broadcast_to(A&& a, extent const (&shape)[M], source_location where = source_location::current()) {
  return detail::repeated_to(std::forward<A>(a), detail::to_dims(shape), where);
}
template <operand A, int M>
auto broadcast_to(A&& a, dims<M> const& shape, source_location where = source_location::current()) {
  return detail::repeated_to(std::forward<A>(a), shape, where);
}

namespace detail {

template <int M, expression A>
auto reshaped(A&& a, dims<M> const& asked, source_location where) {
  using E = std::remove_cvref_t<A>;
  if constexpr (is_ndarray<E>) {
    auto const shape = resolve_shape(asked, a.size(), a.shape(), where);
    return relayout(std::forward<A>(a), [&](auto const&) { return row_major_layout(shape); });
  } else
    return reshaped(evaluated(a, where), asked, where); // its elements need not lie in order
}

} // namespace detail

/// The elements in another shape, in row-major order; one extent may be -1 (np.reshape). Of an array it is a
/// view, of anything else the reshaped copy. Throws `shape_error` where the sizes differ.
template <expression A, std::size_t M>
auto reshape(A&& a, extent const (&shape)[M], source_location where = source_location::current()) {
  return detail::reshaped(std::forward<A>(a), detail::to_dims(shape), where);
}
template <expression A, int M>
auto reshape(A&& a, dims<M> const& shape, source_location where = source_location::current()) {
  return detail::reshaped(std::forward<A>(a), shape, where);
}
template <expression A, std::integral... I>
auto reshape(A&& a, I... shape) {
  return detail::reshaped(std::forward<A>(a), shape_of(shape...), source_location{});
}
/// The elements in one dimension, in row-major order (np.ravel): a view of an array, a copy of anything else.
template <expression A>
auto ravel(A&& a, source_location where = source_location::current()) {
  return detail::reshaped(std::forward<A>(a), shape_of(-1), where);
}

/// The elements (i, i + offset) of two axes, as a last axis in place of the two (np.diagonal).
template <expression A>
auto diagonal(A&& a, index offset = 0, int axis1 = 0, int axis2 = 1,
              source_location where = source_location::current()) {
  constexpr int n = ndim_v<A>;
  static_assert(n >= 2, "gamut: diagonal requires an array of at least two dimensions");
  int const i = detail::normalize_axis(axis1, n, where), j = detail::normalize_axis(axis2, n, where);
  if (i == j) throw value_error("axis1 and axis2 cannot be the same", where);
  return detail::relayout(std::forward<A>(a),
                          [=](auto const& l) { return detail::diagonal_of(l, offset, i, j); });
}

/// The elements of an axis in reverse order (np.flip(a, axis)).
template <expression A>
auto flip(A&& a, int axis, source_location where = source_location::current()) {
  int const d = detail::normalize_axis(axis, ndim_v<A>, where);
  return detail::relayout(std::forward<A>(a), [d](auto const& l) { return detail::flip_axis(l, d); });
}
/// The elements of every axis in reverse order (np.flip(a)).
template <expression A>
auto flip(A&& a) {
  return detail::relayout(std::forward<A>(a), [](auto l) {
    for (int d = 0; d < ndim_v<A>; ++d) l = detail::flip_axis(l, d);
    return l;
  });
}

} // namespace gamut
