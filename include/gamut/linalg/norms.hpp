// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The sizes of vectors and matrices, and what is measured by them: norm, cond, matrix_rank, pinv.
#pragma once

#include <gamut/linalg/decompositions.hpp>
#include <gamut/linalg/solve.hpp>
#include <gamut/operators.hpp>
#include <gamut/reduce.hpp>

#include <limits>
#include <string_view>

namespace gamut::inline GAMUT_ABI::detail {

/// The order of a norm: a number, infinite ones included, or "fro" or "nuc".
struct norm_order {
  double number = 0;
  std::string_view name;

  template <scalar S>
  constexpr norm_order(S value) : number(static_cast<double>(value)) {}
  constexpr norm_order(char const* text) : name(text) {}
  constexpr bool is(double value) const { return name.empty() && number == value; }
};

/// The norm of the vectors that lie along the axes.
template <bool Keep, class E, int K>
auto vector_norm(E const& e, norm_order ord, dims<K> const& axes, source_location where) {
  using R = linalg_dtype<real_t<value_type_t<E>>>;
  constexpr double inf = std::numeric_limits<double>::infinity();
  if (!ord.name.empty())
    throw value_error(message("Norm order '", std::string(ord.name), "' is not supported for vectors"),
                      where);
  auto const size = in_dtype<R>(gamut::absolute(e));
  if (ord.is(inf)) return fold_axes<fn::max, Keep>(size, axes, where);
  if (ord.is(-inf)) return fold_axes<fn::min, Keep>(size, axes, where);
  if (ord.is(0)) return fold_axes<fn::sum, Keep>(in_dtype<R>(size != R(0)), axes, where);
  if (ord.is(1)) return fold_axes<fn::sum, Keep>(size, axes, where);
  if (ord.is(2)) {
    auto result = fold_axes<fn::sum, Keep>(squares(e), axes, where);
    becomes<fn::sqrt>(result);
    return result;
  }
  R const p = static_cast<R>(ord.number);
  auto result = fold_axes<fn::sum, Keep>(make_map<fn::power>(size, constant<R>(p)), axes, where);
  becomes<fn::power>(result, constant<R>(R(1) / p));
  return result;
}

/// The norm of the matrices that lie along two axes, rows along the first.
template <bool Keep, class E>
auto matrix_norm(E const& e, norm_order ord, dims<2> axes, source_location where) {
  using R = linalg_dtype<real_t<value_type_t<E>>>;
  constexpr int N = ndim_v<E>;
  constexpr double inf = std::numeric_limits<double>::infinity();
  (void)axis_flags<N>(axes, where);
  for (index& axis : axes)
    if (axis < 0) axis += N;
  auto const size = in_dtype<R>(gamut::absolute(e));
  auto const spectral = [&] {
    return svd<false>(moveaxis(e, {int(axes[0]), int(axes[1])}, {-2, -1}), false, where);
  };
  // Sums along one axis, and the most extreme of them along the other.
  auto const of_sums = [&](index along, bool most) {
    auto const sums = fold_axes<fn::sum, true>(size, shape_of(along), where);
    return most ? fold_axes<fn::max, Keep>(sums, axes, where) : fold_axes<fn::min, Keep>(sums, axes, where);
  };
  auto const with_axes = [&](auto const& values) {
    if constexpr (Keep) {
      dims<N> shape = e.shape();
      for (index axis : axes) shape[int(axis)] = 1;
      return ndarray<R, N, policy_t<E>>(reshape(values, shape));
    } else
      return values;
  };
  dims<1> const last{{N - 2}};
  if (ord.name == "fro") return vector_norm<Keep>(e, 2, axes, where);
  if (ord.name == "nuc") return with_axes(fold_axes<fn::sum, false>(spectral(), last, where));
  if (ord.is(2)) return with_axes(fold_axes<fn::max, false>(spectral(), last, where));
  if (ord.is(-2)) return with_axes(fold_axes<fn::min, false>(spectral(), last, where));
  if (ord.is(1) || ord.is(-1)) return of_sums(axes[0], ord.number > 0);
  if (ord.is(inf) || ord.is(-inf)) return of_sums(axes[1], ord.number > 0);
  throw value_error("Invalid norm order for matrices.", where);
}

/// The largest singular value over the least, or the inverse of that. Where that is no number, but the matrix
/// has numbers only, it is inf, as in NumPy.
template <class A>
auto cond(A const& a, bool inverse, source_location where) {
  constexpr int N = ndim_v<A>;
  using R = linalg_dtype<real_t<value_type_t<A>>>;
  if (a.size() == 0) throw linalg_error("cond is not defined on empty arrays", where);
  auto const s = svd<false>(a, false, where);
  auto const most = s(ellipsis, inverse ? -1 : 0), least = s(ellipsis, inverse ? 0 : -1);
  ndarray<R, N - 2, policy_t<A>> result(most / least, where);
  auto const strange = fold_axes<fn::any, false>(isnan(evaluated(a, where)), shape_of(N - 2, N - 1), where);
  result = gamut::where(isnan(result) & !strange, std::numeric_limits<R>::infinity(), result);
  return result;
}

/// What 0-d, 1-d and 2-d arrays have as norm of an order.
template <bool Keep, class A>
auto norm_of_order(A const& a, norm_order ord, source_location where) {
  constexpr int N = ndim_v<A>;
  static_assert(N == 1 || N == 2,
                "gamut: norm(x, ord): improper number of dimensions to norm; name the axis, or two of them");
  if constexpr (N == 1)
    return vector_norm<Keep>(a, ord, every_axis<A>(), where);
  else
    return matrix_norm<Keep>(a, ord, every_axis<A>(), where);
}

} // namespace gamut::inline GAMUT_ABI::detail

namespace gamut::inline GAMUT_ABI::linalg {

/// The Euclidean norm of all elements: of a vector its length, of a matrix its Frobenius norm
/// (np.linalg.norm(x)).
template <expression A>
auto norm(A const& a, source_location where = source_location::current()) {
  return detail::vector_norm<false>(detail::readable(a, where), 2, detail::every_axis<A>(), where);
}
/// The norm of order `ord` of a vector or a matrix (np.linalg.norm(x, ord)). Of a vector: 0 (how many are not
/// zero), p != 0 (the p-th root of the sum of the p-th powers), inf and -inf (the largest and the least
/// size). Of a matrix: 2 and -2 (the largest and the least singular value), 1 and -1 (the largest and the
/// least sum of a column), inf and -inf (of a row), "fro", "nuc" (the sum of the singular values). Throws
/// `value_error` for another.
template <expression A>
auto norm(A const& a, detail::norm_order ord, source_location where = source_location::current()) {
  return detail::norm_of_order<false>(detail::readable(a, where), ord, where);
}
/// The norms of the vectors along an axis (np.linalg.norm(x, ord, axis)). Takes `keepdims`.
template <expression A, keyword_argument... K>
auto norm(A const& a, detail::norm_order ord, detail::axis_argument axis, K const&...) {
  detail::takes<key::keepdims>::template check<K...>();
  return detail::vector_norm<detail::given<key::keepdims, K...>>(detail::readable(a, axis.where), ord,
                                                                 shape_of(axis.axis), axis.where);
}
/// The norms of the matrices along two axes (np.linalg.norm(x, ord, (rows, columns))). Takes `keepdims`.
template <expression A, keyword_argument... K>
auto norm(A const& a, detail::norm_order ord, int const (&axes)[2], K const&...) {
  detail::takes<key::keepdims>::template check<K...>();
  return detail::matrix_norm<detail::given<key::keepdims, K...>>(detail::readable(a, {}), ord,
                                                                 shape_of(axes[0], axes[1]), {});
}
/// `norm(x, gm::axis = 1)`, `norm(x, gm::ord = 1)`, with `keepdims`: np.linalg.norm(x, axis=1), ord=1.
template <expression A, keyword_argument... K>
requires(sizeof...(K) > 0) auto norm(A const& a, K const&... options) {
  detail::takes<key::axis, key::ord, key::keepdims>::template check<K...>();
  constexpr bool keeps = detail::given<key::keepdims, K...>;
  auto&& x = detail::readable(a, {});
  if constexpr (detail::given<key::axis, K...>)
    return detail::vector_norm<keeps>(x, detail::option<key::ord>(2, options...),
                                      shape_of(detail::option<key::axis>(0, options...)), {});
  else if constexpr (detail::given<key::ord, K...>)
    return detail::norm_of_order<keeps>(x, detail::option<key::ord>(2, options...), {});
  else
    return detail::vector_norm<keeps>(x, 2, detail::every_axis<A>(), {});
}

/// The norm of all elements as one vector, or of the vectors along an axis (np.linalg.vector_norm). Takes
/// `gm::ord = p` (2) and `keepdims`.
template <expression A, keyword_argument... K>
auto vector_norm(A const& a, K const&... options) {
  detail::takes<key::ord, key::keepdims>::template check<K...>();
  return detail::vector_norm<detail::given<key::keepdims, K...>>(
      detail::readable(a, {}), detail::option<key::ord>(2, options...), detail::every_axis<A>(), {});
}
template <expression A, keyword_argument... K>
auto vector_norm(A const& a, detail::axis_argument axis, K const&... options) {
  detail::takes<key::ord, key::keepdims>::template check<K...>();
  return detail::vector_norm<detail::given<key::keepdims, K...>>(detail::readable(a, axis.where),
                                                                 detail::option<key::ord>(2, options...),
                                                                 shape_of(axis.axis), axis.where);
}
/// The norms of the matrices (..., m, n) of a stack (np.linalg.matrix_norm). Takes `gm::ord = o` ("fro") and
/// `keepdims`.
template <expression A, keyword_argument... K>
auto matrix_norm(A const& a, K const&... options) {
  detail::takes<key::ord, key::keepdims>::template check<K...>();
  static_assert(ndim_v<A> >= 2, "gamut: matrix_norm: the array must be at least two-dimensional");
  return detail::matrix_norm<detail::given<key::keepdims, K...>>(detail::readable(a, {}),
                                                                 detail::option<key::ord>("fro", options...),
                                                                 shape_of(ndim_v<A> - 2, ndim_v<A> - 1), {});
}

/// How much an error of the right-hand side can grow in a solution: the largest singular value over the least
/// (np.linalg.cond), of (..., m, n) matrices. Throws `linalg_error` where there are no elements.
template <expression A>
auto cond(A const& a, source_location where = source_location::current()) {
  return detail::cond(a, false, where);
}
/// The same in a norm of another order: norm(a, p) * norm(inv(a), p) (np.linalg.cond(x, p)). Singular square
/// matrices have inf. Throws `linalg_error` where they are not square.
template <expression A>
auto cond(A const& a, detail::norm_order p, source_location where = source_location::current()) {
  constexpr int N = ndim_v<A>;
  using T = detail::linalg_dtype<value_type_t<A>>;
  using R = real_t<T>;
  using P = policy_t<A>;
  if (a.size() == 0) throw linalg_error("cond is not defined on empty arrays", where);
  ndarray<R, N - 2, P> result(detail::batch_of<2>(a.shape()), where);
  if (p.is(2) || p.is(-2)) return detail::cond(a, p.number < 0, where);
  auto const all = detail::square_stack(a.shape(), where);
  dims<2> const last = shape_of(N - 2, N - 1);
  auto own = detail::own<T>(a, where);
  auto const size = detail::matrix_norm<false>(own, p, last, where);
  // A matrix that cannot be inverted has an inverse of infinite size, and is no reason to stop for others.
  auto singular = zeros<bool, host>(all.batch);
  (void)detail::invert(own, [&](index i) { singular.data()[i] = true; });
  auto const inverse = detail::matrix_norm<false>(own, p, last, where);
  result = gamut::where(to<P>(std::move(singular)), std::numeric_limits<R>::infinity(), size * inverse);
  return result;
}

/// The number of singular values above `tol`, by default the largest one times max(m, n) and the dtype's
/// epsilon (np.linalg.matrix_rank), of (..., m, n) matrices; of a vector whether it is not zero. Takes
/// `gm::rtol = r` in place of max(m, n) * epsilon, and `gm::hermitian = true`, which is faster.
template <expression A, keyword_argument... K>
auto matrix_rank(A const& a, K const&... options) {
  detail::takes<key::rtol, key::hermitian>::template check<K...>();
  constexpr int N = ndim_v<A>;
  if constexpr (N < 2)
    return ndarray<std::int64_t, 0, policy_t<A>>(astype<std::int64_t>(any(a != value_type_t<A>(0))));
  else {
    using R = real_t<detail::linalg_dtype<value_type_t<A>>>;
    detail::stack<N> const all(a.shape());
    R const rtol(detail::option<key::rtol>(std::numeric_limits<R>::epsilon() * R(all.most()), options...));
    auto const s = bool(detail::option<key::hermitian>(false, options...))
                       ? detail::evaluated(gamut::absolute(eigvalsh(a)))
                       : svdvals(a);
    if (s.size() == 0)
      return ndarray<std::int64_t, N - 2, policy_t<A>>(zeros<std::int64_t, policy_t<A>>(all.batch));
    auto const largest = max(s, -1, keepdims);
    return count_nonzero(s > largest * rtol, -1);
  }
}
/// The same with an absolute tolerance (np.linalg.matrix_rank(a, tol)).
template <expression A, scalar S>
auto matrix_rank(A const& a, S tol, source_location where = source_location::current()) {
  static_assert(ndim_v<A> >= 2, "gamut: matrix_rank with a tolerance takes matrices");
  using R = real_t<detail::linalg_dtype<value_type_t<A>>>;
  return count_nonzero(svdvals(a, where) > static_cast<R>(tol), -1);
}

/// The Moore-Penrose inverses (..., n, m) of (..., m, n) matrices (np.linalg.pinv); singular values up to
/// `rcond` times the largest count as zero. Throws as svd.
template <expression A>
auto pinv(A&& a, double rcond = 1e-15, source_location where = source_location::current()) {
  using P = policy_t<A>;
  using T = detail::linalg_dtype<value_type_t<A>>;
  using R = real_t<T>;
  constexpr int N = ndim_v<A>;
  detail::stack<N> const all(a.shape());
  if (a.size() == 0) return zeros<T, P>(detail::followed_by(all.batch, all.columns, all.rows));
  auto of = detail::svd<true>(std::forward<A>(a), false, where);
  ndarray<R, N - 1, P> const cut(max(of.S, -1, keepdims) * static_cast<R>(rcond));
  of.S = gamut::where(of.S > cut, R(1) / of.S, R(0));
  // The rows of U^H by the inverse values, then the columns of V in front.
  auto const scaled = detail::moved<P>(
      [&] { return detail::evaluated(expand_dims(of.S, -1) * conj(swapaxes(of.U, -1, -2))); });
  auto const v = detail::moved<P>([&] { return detail::evaluated(conj(swapaxes(of.Vh, -1, -2))); });
  return ndarray<T, N, P>(matmul(v, scaled, where), where);
}
template <expression A, keyword_argument... K>
requires(sizeof...(K) > 0) auto pinv(A&& a, K const&... options) {
  detail::takes<key::rtol, key::rcond>::template check<K...>();
  return pinv(std::forward<A>(a),
              double(detail::option<key::rtol>(detail::option<key::rcond>(1e-15, options...), options...)),
              source_location{});
}

} // namespace gamut::inline GAMUT_ABI::linalg
