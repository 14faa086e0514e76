// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The same elements in another shape: transposes, reshapes, new and dropped axes, broadcasts, diagonals,
// flips. Of a named array they are views that can be assigned to; of an expression they stay lazy; of a
// temporary they own it.
#pragma once

#include <gamut/expr.hpp>
#include <gamut/keyword.hpp>
#include <gamut/ndarray.hpp>

#include <array>
#include <tuple>

namespace gamut::inline GAMUT_ABI {

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
auto expand_dims(A&& a, detail::axis_number axis, source_location where = source_location::current()) {
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
auto squeeze(A&& a, detail::axis_number axis, source_location where = source_location::current()) {
  return detail::drop_axes(std::forward<A>(a), shape_of(axis.axis), where);
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
    // What lies in order in memory of its own stays there, and may be written to.
    if constexpr (std::same_as<A, E> && E::ndim > 0 && M > 0 && has_addresses<typename E::policy>)
      return std::forward<A>(a).in_shape(shape);
    else
      return relayout(std::forward<A>(a), [&](auto const&) { return row_major_layout(shape); });
  } else
    return reshaped(evaluated(a, where), asked, where); // its elements need not lie in order
}

} // namespace detail

/// The elements in another shape, in row-major order; one extent may be -1 (np.reshape). Of a named array it
/// is a view, of a temporary the array itself in that shape, of anything else the reshaped copy. Throws
/// `shape_error` where the sizes differ.
template <expression A, std::size_t M>
auto reshape(A&& a, extent const (&shape)[M], source_location where = source_location::current()) {
  return detail::reshaped(std::forward<A>(a), detail::to_dims(shape), where);
}
template <expression A, std::integral I, std::size_t M>
auto reshape(A&& a, I const (&shape)[M], source_location where = source_location::current()) {
  dims<int(M)> extents;
  for (std::size_t d = 0; d < M; ++d) extents[int(d)] = static_cast<index>(shape[d]);
  return detail::reshaped(std::forward<A>(a), extents, where);
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
auto flip(A&& a, detail::axis_number axis, source_location where = source_location::current()) {
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

/// The elements of several axes in reverse order (np.flip(a, axes)).
template <expression A, std::size_t K>
auto flip(A&& a, int const (&axes)[K], source_location where = source_location::current()) {
  dims<int(K)> named;
  for (std::size_t k = 0; k < K; ++k) named[int(k)] = axes[k];
  auto const flags = detail::axis_flags<ndim_v<A>>(named, where);
  return detail::relayout(std::forward<A>(a), [&](auto l) {
    for (int d = 0; d < ndim_v<A>; ++d)
      if (flags.named[d]) l = detail::flip_axis(l, d);
    return l;
  });
}
/// The rows in reverse order (np.flipud).
template <expression A>
auto flipud(A&& a) {
  static_assert(ndim_v<A> >= 1, "gamut: the input of flipud must have a dimension");
  return flip(std::forward<A>(a), 0);
}
/// The columns in reverse order (np.fliplr).
template <expression A>
auto fliplr(A&& a) {
  static_assert(ndim_v<A> >= 2, "gamut: the input of fliplr must have two dimensions");
  return flip(std::forward<A>(a), 1);
}
/// The plane of two axes turned by `k` quarters of a turn, from the first axis towards the second (np.rot90).
/// Throws `value_error` where the axes are the same.
template <expression A>
auto rot90(A&& a, int k = 1, std::array<int, 2> axes = {0, 1},
           source_location where = source_location::current()) {
  constexpr int n = ndim_v<A>;
  static_assert(n >= 2, "gamut: the input of rot90 must have two dimensions");
  int const i = detail::normalize_axis(axes[0], n, where), j = detail::normalize_axis(axes[1], n, where);
  if (i == j) throw value_error("Axes must be different.", where);
  int const turns = (k % 4 + 4) % 4;
  return detail::relayout(std::forward<A>(a), [=](layout<n> l) {
    if (turns >= 2) l = detail::flip_axis(l, i);
    if (turns == 1 || turns == 2) l = detail::flip_axis(l, j);
    if (turns % 2 == 0) return l;
    dims<n> order;
    for (int d = 0; d < n; ++d) order[d] = d == i ? j : d == j ? i : d;
    l = detail::permute(l, order);
    return l;
  });
}
/// Several axes moved: axis `from[k]` to place `to[k]` (np.moveaxis). The others keep their order.
template <expression A, std::size_t K>
auto moveaxis(A&& a, int const (&from)[K], int const (&to)[K],
              source_location where = source_location::current()) {
  constexpr int n = ndim_v<A>;
  dims<int(K)> sources, targets;
  for (std::size_t k = 0; k < K; ++k) sources[int(k)] = from[k], targets[int(k)] = to[k];
  auto const moved = detail::axis_flags<n>(sources, where), taken = detail::axis_flags<n>(targets, where);
  dims<n> order;
  for (int d = 0, next = 0; d < n; ++d) {
    if (taken.named[d]) continue;
    while (moved.named[next]) ++next;
    order[d] = next++;
  }
  for (int k = 0; k < int(K); ++k)
    order[detail::normalize_axis(targets[k], n, where)] = detail::normalize_axis(sources[k], n, where);
  return detail::relayout(std::forward<A>(a), [&](auto const& l) { return detail::permute(l, order); });
}
/// Axis `axis` rolled back until it stands before axis `start` (np.rollaxis; moveaxis says it plainer).
template <expression A>
auto rollaxis(A&& a, detail::axis_number axis, int start = 0,
              source_location where = source_location::current()) {
  constexpr int n = ndim_v<A>;
  int const from = detail::normalize_axis(axis, n, where);
  if (start < -n || start > n)
    throw axis_error(detail::message("'start' arg requires ", -n, " <= start < ", n + 1, ", but ", start,
                                     " was passed in"),
                     where);
  int const before = start < 0 ? start + n : start;
  return moveaxis(std::forward<A>(a), from, from < before ? before - 1 : before, where);
}
/// The last two axes exchanged: every matrix of a stack transposed (np.matrix_transpose, a.mT).
template <expression A>
auto matrix_transpose(A&& a) {
  static_assert(ndim_v<A> >= 2, "gamut: the input of matrix_transpose must have two dimensions");
  return swapaxes(std::forward<A>(a), -1, -2);
}

/// The same as a member, `a.mT()`.
template <expression A>
auto mT(A&& a) {
  return matrix_transpose(std::forward<A>(a));
}
/// The elements in one dimension, in row-major order: `a.flat()` is a.flat, a view of an array.
template <expression A>
auto flat(A&& a) {
  return ravel(std::forward<A>(a));
}
/// The same, always a copy: `a.flatten()`.
template <expression A>
auto flatten(A const& a, source_location where = source_location::current()) {
  return detail::evaluated(ravel(detail::keep(a), where), where);
}

/// An element as a number, by its indices or by its number in row-major order; of one element, that one:
/// `a.item()`, `a.item(3)`, `a.item(1, 2)`. Throws `index_error`, and `value_error` where there is more than
/// one.
template <expression A, std::integral... I>
value_type_t<A> item(A const& a, I... at) {
  constexpr int n = ndim_v<A>, given = int(sizeof...(I));
  static_assert(given == 0 || given == 1 || given == n, "gamut: incorrect number of indices for array");
  if constexpr (given == 0) {
    if (detail::product(a.shape()) != 1)
      throw value_error("can only convert an array of size 1 to a Python scalar");
    return item(flatten(a), 0);
  } else if constexpr (given == n) {
    int axis = 0;
    auto const check = [&](index i) { detail::normalize_index(i, a.shape()[axis], axis), ++axis; };
    (check(static_cast<index>(at)), ...);
    return a(at...);
  } else
    return item(flatten(a), at...);
}

/// The shape, the number of dimensions, the number of elements in all or along an axis (np.shape, np.ndim,
/// np.size).
template <expression A>
constexpr auto shape(A const& a) {
  return a.shape();
}
template <expression A>
constexpr index ndim(A const&) {
  return ndim_v<A>;
}
template <expression A>
constexpr index size(A const& a) {
  return detail::product(a.shape());
}
template <expression A>
index size(A const& a, detail::axis_number axis, source_location where = source_location::current()) {
  return a.shape()[detail::normalize_axis(axis, ndim_v<A>, where)];
}

// What changes an array as a member does (`a.fill(1)`), where NumPy's function of that name gives a copy.

/// `a.fill(value)`: every element of an array, or of what a view looks at, becomes the value.
template <class A, class S>
void fill_in_place(A& a, S const& value) {
  a = value;
}

namespace detail {

/// `a` with axes of extent 1 put in so that it has at least `N`: NumPy's places for them.
template <int N, operand A>
auto with_ndim(A&& a) {
  if constexpr (!expression<A>) {
    using T = scalar_dtype<std::remove_cvref_t<A>>;
    dims<N> shape;
    for (index& extent : shape) extent = 1;
    return make_view(generated<same_value<T>, void>{{convert_scalar<T>(a)}}, row_major_layout(shape));
  } else
    return relayout(std::forward<A>(a), [](auto const& l) {
      using L = std::remove_cvref_t<decltype(l)>;
      if constexpr (L().shape.size() >= N)
        return l;
      else if constexpr (N == 3 && L().shape.size() == 2)
        return insert_axis(l, 2);
      else if constexpr (N == 3 && L().shape.size() == 1)
        return insert_axis(insert_axis(l, 0), 2);
      else {
        dims<N> shape;
        for (index& extent : shape) extent = 1;
        broadcast_into(shape, l.shape);
        return broadcast_layout(l, shape);
      }
    });
}

} // namespace detail

/// `a` with at least one dimension: a view, where it is an array (np.atleast_1d). Of several, a tuple.
template <operand... A>
auto atleast_1d(A&&... a) {
  if constexpr (sizeof...(A) == 1)
    return (detail::with_ndim<1>(std::forward<A>(a)), ...);
  else
    return std::tuple<decltype(detail::with_ndim<1>(std::forward<A>(a)))...>(
        detail::with_ndim<1>(std::forward<A>(a))...);
}
/// `a` with at least two dimensions; those put in stand first (np.atleast_2d).
template <operand... A>
auto atleast_2d(A&&... a) {
  if constexpr (sizeof...(A) == 1)
    return (detail::with_ndim<2>(std::forward<A>(a)), ...);
  else
    return std::tuple<decltype(detail::with_ndim<2>(std::forward<A>(a)))...>(
        detail::with_ndim<2>(std::forward<A>(a))...);
}
/// `a` with at least three dimensions: (n,) becomes (1, n, 1), and (n, m) becomes (n, m, 1) (np.atleast_3d).
template <operand... A>
auto atleast_3d(A&&... a) {
  if constexpr (sizeof...(A) == 1)
    return (detail::with_ndim<3>(std::forward<A>(a)), ...);
  else
    return std::tuple<decltype(detail::with_ndim<3>(std::forward<A>(a)))...>(
        detail::with_ndim<3>(std::forward<A>(a))...);
}

/// Read-only views of all the arrays with the shape that they broadcast to (np.broadcast_arrays): a tuple.
template <expression... A>
auto broadcast_arrays(A&&... a) {
  auto const shape = broadcast_shapes(a.shape()...);
  return std::tuple<decltype(broadcast_to(std::forward<A>(a), shape))...>(
      broadcast_to(std::forward<A>(a), shape)...);
}

} // namespace gamut::inline GAMUT_ABI
