// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Products that sum over axes of arrays of any rank: inner, vdot, vecdot, matvec, vecmat, tensordot, trace;
// and those that sum over none: outer, kron, cross. What is a matrix product under another shape becomes one.
#pragma once

#include <gamut/create.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/operators.hpp>
#include <gamut/products.hpp>
#include <gamut/reduce.hpp>
#include <gamut/ufunc.hpp>

#include <utility>

namespace gamut::inline GAMUT_ABI {

namespace detail {

/// The complex conjugate where there is one.
template <class E>
auto conjugate_of(E const& e) {
  if constexpr (complex_floating<value_type_t<E>>)
    return make_map<fn::conjugate>(keep(e));
  else
    return keep(e);
}

/// The sum of products along an axis, in the dtype of the factors.
template <class A, class B>
auto sum_of_products(A const& a, B const& b, int axis, source_location where) {
  using T = promote_t<value_type_t<A>, value_type_t<B>>;
  auto const product = make_map<fn::multiply>(keep(a), keep(b));
  if constexpr (std::same_as<T, bool>)
    return any(product, axis, where);
  else
    return sum(product, axis_argument(axis, where), as_dtype<T>);
}

/// The axes named first or last, in the order given, and the others in theirs.
template <int N, int K>
dims<N> axes_apart(dims<K> const& named, bool last, source_location where) {
  auto const flags = axis_flags<N>(named, where);
  dims<N> order;
  int next = last ? 0 : K;
  for (int d = 0; d < N; ++d)
    if (!flags.named[d]) order[next++] = d;
  for (int k = 0; k < K; ++k) order[last ? N - K + k : k] = normalize_axis(named[k], N, where);
  return order;
}
template <class E, int N>
auto permuted(E const& e, dims<N> const& order) {
  return relayout(keep(e), [&](auto const& l) { return permute(l, order); });
}

/// The sum over `K` axes of each: one product of matrices.
template <class A, class B, int K>
auto contracted(A const& a, B const& b, dims<K> const& axes_a, dims<K> const& axes_b, source_location where) {
  constexpr int n = ndim_v<A>, m = ndim_v<B>;
  static_assert(K <= n && K <= m, "gamut: tensordot sums over more axes than an operand has");
  auto const from = permuted(a, axes_apart<n>(axes_a, true, where));
  auto const by = permuted(b, axes_apart<m>(axes_b, false, where));
  using T = promote_t<value_type_t<A>, value_type_t<B>>;
  auto const shape_a = from.shape();
  auto const shape_b = by.shape();
  dims<n + m - 2 * K> shape;
  index rows = 1, inner = 1, columns = 1;
  for (int d = 0; d < n - K; ++d) rows *= shape[d] = shape_a[d];
  for (int d = K; d < m; ++d) columns *= shape[n - 2 * K + d] = shape_b[d];
  for (int k = 0; k < K; ++k) {
    if (shape_a[n - K + k] != shape_b[k])
      throw shape_error(message("shape-mismatch for sum: axis ", axes_a[k], " of shape ", a.shape(),
                                " and axis ", axes_b[k], " of shape ", b.shape()),
                        where);
    inner *= shape_b[k];
  }
  ndarray<T, 2, policy_t<A>> const product(
      matmul(reshape(from, shape_of(rows, inner)), reshape(by, shape_of(inner, columns)), where));
  return ndarray<T, n + m - 2 * K, policy_t<A>>(reshape(product, shape));
}

} // namespace detail

/// The sum over `K` pairs of axes, two where none is named: the last ones of `a` and the first ones of `b`
/// (np.tensordot(a, b, K)). Throws `shape_error` where their extents differ.
template <int K = 2, expression A, expression B>
auto tensordot(A const& a, B const& b, source_location where = source_location::current()) {
  dims<K> last, first;
  for (int k = 0; k < K; ++k) {
    last[k] = ndim_v<A> - K + k;
    first[k] = k;
  }
  return detail::contracted(a, b, last, first, where);
}
/// The sum over named axes: `tensordot(a, b, {1, 0}, {0, 1})` is np.tensordot(a, b, ([1, 0], [0, 1])).
template <expression A, expression B, std::size_t K>
auto tensordot(A const& a, B const& b, int const (&axes_a)[K], int const (&axes_b)[K],
               source_location where = source_location::current()) {
  return detail::contracted(a, b, detail::axes_of(axes_a), detail::axes_of(axes_b), where);
}
template <expression A, expression B, std::integral I>
auto tensordot(A const& a, B const& b, I axis_a, I axis_b,
               source_location where = source_location::current()) {
  return detail::contracted(a, b, shape_of(axis_a), shape_of(axis_b), where);
}

/// The sum over the last axis of both (np.inner); with a number, the product. Throws `shape_error`.
template <operand A, operand B>
auto inner(A const& a, B const& b, source_location where = source_location::current()) {
  if constexpr (!expression<A> || !expression<B>)
    return multiply(a, b);
  else if constexpr (ndim_v<A> == 0 || ndim_v<B> == 0)
    return multiply(a, b);
  else
    return detail::contracted(a, b, shape_of(-1), shape_of(-1), where);
}

/// The sum of products of all elements, those of `a` conjugated (np.vdot). Throws `shape_error`.
template <expression A, expression B>
auto vdot(A const& a, B const& b, source_location where = source_location::current()) {
  auto const x = ravel(detail::conjugate_of(a));
  auto const y = ravel(detail::keep(b));
  if (x.size() != y.size())
    throw shape_error(
        detail::message("vdot: operands have different sizes: shapes ", a.shape(), " and ", b.shape()),
        where);
  return detail::sum_of_products(x, y, 0, where);
}

namespace detail {

template <int N, int M>
void check_core(dims<N> const& a, int axis_a, dims<M> const& b, int axis_b, char const* function,
                source_location where) {
  if (a[axis_a] != b[axis_b])
    throw shape_error(message(function, ": input operands have a mismatch in their core dimension: shapes ",
                              a, " and ", b, " (size ", b[axis_b], " is different from ", a[axis_a], ")"),
                      where);
}

} // namespace detail

/// The sums of products along an axis, the elements of `a` conjugated; the other axes broadcast (np.vecdot).
/// Throws `shape_error` and `axis_error`.
template <expression A, expression B>
auto vecdot(A const& a, B const& b, detail::axis_number axis = -1,
            source_location where = source_location::current()) {
  static_assert(ndim_v<A> > 0 && ndim_v<B> > 0, "gamut: vecdot is of vectors");
  auto const x = moveaxis(detail::conjugate_of(a), axis, -1, where);
  auto const y = moveaxis(detail::keep(b), axis, -1, where);
  detail::check_core(x.shape(), ndim_v<A> - 1, y.shape(), ndim_v<B> - 1, "vecdot", where);
  return detail::sum_of_products(x, y, -1, where);
}
/// The products of matrices (..., n, k) and vectors (..., k) (np.matvec). Throws `shape_error`.
template <expression A, expression B>
auto matvec(A const& a, B const& b, source_location where = source_location::current()) {
  static_assert(ndim_v<A> > 1 && ndim_v<B> > 0, "gamut: matvec is of matrices and vectors");
  detail::check_core(a.shape(), ndim_v<A> - 1, b.shape(), ndim_v<B> - 1, "matvec", where);
  return detail::evaluated(
      squeeze(detail::evaluated(matmul(detail::keep(a), expand_dims(detail::keep(b), -1), where)), -1));
}
/// The products of vectors (..., n), conjugated, and matrices (..., n, k) (np.vecmat). Throws `shape_error`.
template <expression A, expression B>
auto vecmat(A const& a, B const& b, source_location where = source_location::current()) {
  static_assert(ndim_v<A> > 0 && ndim_v<B> > 1, "gamut: vecmat is of vectors and matrices");
  detail::check_core(a.shape(), ndim_v<A> - 1, b.shape(), ndim_v<B> - 2, "vecmat", where);
  return detail::evaluated(squeeze(
      detail::evaluated(matmul(expand_dims(detail::conjugate_of(a), -2), detail::keep(b), where)), -2));
}

/// The products of all pairs of elements, of arrays as vectors: (n, m) (np.outer).
template <expression A, expression B>
auto outer(A const& a, B const& b) {
  return detail::evaluated(multiply.outer(ravel(detail::keep(a)), ravel(detail::keep(b))));
}

/// The sum of the elements on a diagonal of two axes (np.trace); integers in 64 bits. Takes `as_dtype<T>`.
/// Throws `axis_error`.
template <expression A, keyword_argument... K>
auto trace(A const& a, K const&... options) {
  return sum(diagonal(detail::keep(a)), detail::axis_argument(-1, {}), options...);
}
template <expression A>
auto trace(A const& a, index offset, int axis1 = 0, int axis2 = 1,
           source_location where = source_location::current()) {
  return sum(diagonal(detail::keep(a), offset, axis1, axis2, where), -1, where);
}

/// The Kronecker product (np.kron): each element of `a` times all of `b`, the axes' extents multiplied.
template <expression A, expression B>
auto kron(A const& a, B const& b) {
  constexpr int n = ndim_v < A >> ndim_v<B> ? ndim_v<A> : ndim_v<B>;
  dims<n> shape_a, shape_b, shape;
  dims<2 * n> apart_a, apart_b;
  for (int d = 0; d < n; ++d) {
    shape_a[d] = d < n - ndim_v<A> ? 1 : a.shape()[d - n + ndim_v<A>];
    shape_b[d] = d < n - ndim_v<B> ? 1 : b.shape()[d - n + ndim_v<B>];
    shape[d] = shape_a[d] * shape_b[d];
    apart_a[2 * d] = shape_a[d], apart_a[2 * d + 1] = 1;
    apart_b[2 * d] = 1, apart_b[2 * d + 1] = shape_b[d];
  }
  auto const product = detail::evaluated(multiply(reshape(detail::evaluated(detail::keep(a)), apart_a),
                                                  reshape(detail::evaluated(detail::keep(b)), apart_b)));
  return detail::evaluated(reshape(product, shape));
}

/// The vector products of vectors of three along an axis; the other axes broadcast (np.cross). Throws
/// `shape_error` for other vectors, and `axis_error`.
template <expression A, expression B>
auto cross(A const& a, B const& b, detail::axis_number axis = -1,
           source_location where = source_location::current()) {
  static_assert(ndim_v<A> > 0 && ndim_v<B> > 0, "gamut: At least one array has zero dimension");
  auto const x = moveaxis(detail::keep(a), axis, 0, where);
  auto const y = moveaxis(detail::keep(b), axis, 0, where);
  if (x.shape()[0] != 3 || y.shape()[0] != 3)
    throw shape_error(
        detail::message("cross: both input arrays must be (arrays of) 3-dimensional vectors, but they are of "
                        "shapes ",
                        a.shape(), " and ", b.shape()),
        where);
  using T = promote_t<value_type_t<A>, value_type_t<B>>;
  auto const part = [&](int i, int j) {
    return x(i, ellipsis) * y(j, ellipsis) - x(j, ellipsis) * y(i, ellipsis);
  };
  auto const others = part(1, 2).shape();
  dims<others.size() + 1> shape;
  shape[0] = 3;
  for (int d = 0; d < others.size(); ++d) shape[d + 1] = others[d];
  ndarray<T, others.size() + 1, policy_t<A>> result(shape, where);
  for (int i = 0; i < 3; ++i) result(i, ellipsis) = part((i + 1) % 3, (i + 2) % 3);
  return detail::evaluated(moveaxis(result, 0, axis, where));
}

} // namespace gamut::inline GAMUT_ABI
