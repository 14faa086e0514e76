// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Matrices as products: qr, svd, eig, eigh, and what is made of them, of stacks of matrices (..., m, n).
#pragma once

#include <gamut/fixed_string.hpp>
#include <gamut/keyword.hpp>
#include <gamut/linalg/stacks.hpp>

#include <complex>

namespace gamut::inline GAMUT_ABI::linalg {

/// Q and R of a = Q @ R.
template <class T, int N, class P>
struct qr_result {
  ndarray<T, N, P> Q, R;
};
/// The reflections that Q is the product of, as LAPACK's geqrf leaves them: (..., n, m), and their factors.
template <class T, int N, class P>
struct raw_qr_result {
  ndarray<T, N, P> h;
  ndarray<T, N - 1, P> tau;
};
/// U, the singular values and V^H of a = U @ diag(S) @ V^H.
template <class T, int N, class P>
struct svd_result {
  ndarray<T, N, P> U;
  ndarray<real_t<T>, N - 1, P> S;
  ndarray<T, N, P> Vh;
};
/// Eigenvalues, and the eigenvectors in the columns of a matrix.
template <class T, class V, int N, class P>
struct eig_result {
  ndarray<T, N - 1, P> eigenvalues;
  ndarray<V, N, P> eigenvectors;
};

} // namespace gamut::inline GAMUT_ABI::linalg

namespace gamut::inline GAMUT_ABI::detail {

template <class T>
struct complex_of {
  using type = std::complex<T>;
};
template <class T>
struct complex_of<std::complex<T>> {
  using type = std::complex<T>;
};

/// The singular values of a stack, and its factors where `Vectors`.
template <bool Vectors, class A>
auto svd(A&& a, bool full, source_location where) {
  using P = policy_t<A>;
  using T = linalg_dtype<value_type_t<A>>;
  using R = real_t<T>;
  constexpr int N = ndim_v<A>;
  stack<N> const all(a.shape());
  index const m = all.rows, n = all.columns, k = all.least(), wide = full ? m : k, high = full ? n : k;
  auto c = own<T>(std::forward<A>(a), where);
  ndarray<R, N - 1, P> s(followed_by(all.batch, k), where);
  constexpr char const* failure = "SVD did not converge";
  // The matrix by rows is its transpose by columns, whose U is the transpose of V^H and whose V^H that of U.
  if constexpr (Vectors) {
    ndarray<T, N, P> u(followed_by(all.batch, m, wide), where), vh(followed_by(all.batch, high, n), where);
    if (!for_each_matrix(P{}, all.count, all.size(), [&](index i) {
          return gesdd(P{}, n, m, c.memory() + i * m * n, s.memory() + i * k, vh.memory() + i * high * n,
                       u.memory() + i * m * wide, full);
        }))
      throw linalg_error(failure, where);
    return linalg::svd_result<T, N, P>{std::move(u), std::move(s), std::move(vh)};
  } else {
    if (!for_each_matrix(P{}, all.count, all.size(), [&](index i) {
          place_t<T, P> const none = nullptr;
          return gesdd(P{}, n, m, c.memory() + i * m * n, s.memory() + i * k, none, none, false);
        }))
      throw linalg_error(failure, where);
    return s;
  }
}

/// The eigenvalues of Hermitian matrices, and their eigenvectors where `Vectors`.
template <bool Vectors, class A>
auto eigh(A&& a, char UPLO, source_location where) {
  using P = policy_t<A>;
  using T = linalg_dtype<value_type_t<A>>;
  constexpr int N = ndim_v<A>;
  if (UPLO != 'L' && UPLO != 'U') throw value_error("UPLO argument must be 'L' or 'U'", where);
  auto const all = square_stack(a.shape(), where);
  index const n = all.rows;
  auto c = own<T>(std::forward<A>(a), where);
  ndarray<real_t<T>, N - 1, P> values(followed_by(all.batch, n), where);
  // By columns the matrix is its own conjugate, and the other triangle is meant.
  uplo const part = UPLO == 'L' ? uplo::upper : uplo::lower;
  if (!for_each_matrix(P{}, all.count, all.size(), [&](index i) {
        return syevd(P{}, Vectors, part, n, c.memory() + i * n * n, values.memory() + i * n);
      }))
    throw linalg_error("Eigenvalues did not converge", where);
  if constexpr (!Vectors)
    return values;
  else if constexpr (complex_floating<T>)
    return linalg::eig_result<real_t<T>, T, N, P>{
        std::move(values), moved<P>([&] { return ndarray<T, N, P>(conj(swapaxes(c, -1, -2)), where); })};
  else
    return linalg::eig_result<T, T, N, P>{std::move(values), own_by_columns<T>(std::move(c), where)};
}

/// The eigenvalues of matrices, and their eigenvectors where `Vectors`.
template <bool Vectors, class A>
auto eig(A&& a, source_location where) {
  using P = policy_t<A>;
  using T = linalg_dtype<value_type_t<A>>;
  using C = typename complex_of<T>::type;
  constexpr int N = ndim_v<A>;
  auto const all = square_stack(a.shape(), where);
  index const n = all.rows;
  auto c = own_by_columns<T>(std::forward<A>(a), where);
  check_finite(c, where);
  ndarray<C, N - 1, P> values(followed_by(all.batch, n), where);
  ndarray<C, N, P> vectors(followed_by(all.batch, Vectors ? n : 0, n), where);
  if (!for_each_matrix(P{}, all.count, all.size(), [&](index i) {
        return geev(P{}, n, c.memory() + i * n * n, values.memory() + i * n,
                    Vectors ? vectors.memory() + i * n * n : place_t<C, P>(nullptr));
      }))
    throw linalg_error("Eigenvalues did not converge", where);
  if constexpr (Vectors)
    return linalg::eig_result<C, C, N, P>{std::move(values), own_by_columns<C>(std::move(vectors), where)};
  else
    return values;
}

} // namespace gamut::inline GAMUT_ABI::detail

namespace gamut::inline GAMUT_ABI::linalg {

/// The factors Q, with orthonormal columns, and R, upper triangular, of (..., m, n) matrices (np.linalg.qr),
/// with k = min(m, n): `qr(a)` or `qr<"reduced">(a)` gives Q (..., m, k) and R (..., k, n), `qr<"complete">`
/// (..., m, m) and (..., m, n), `qr<"r">` R alone, `qr<"raw">` (h, tau). By Householder reflections.
template <fixed_string Mode = "reduced", expression A>
auto qr(A&& a, source_location where = source_location::current()) {
  constexpr bool complete = Mode == "complete", r = Mode == "r", raw = Mode == "raw";
  static_assert(Mode == "reduced" || complete || r || raw,
                "gamut: the modes of qr are \"reduced\", \"complete\", \"r\" and \"raw\"");
  using P = policy_t<A>;
  using T = detail::linalg_dtype<value_type_t<A>>;
  constexpr int N = ndim_v<A>;
  detail::stack<N> const all(a.shape());
  index const m = all.rows, n = all.columns, k = all.least(), columns = complete ? m : k;
  // A policy may share the rows of tall matrices.
  if constexpr (N == 2 && Mode == "reduced" && requires { shares_rows(P{}, m, n); })
    if (shares_rows(P{}, m, n)) {
      auto&& rows = detail::lying_by_rows<T>(std::forward<A>(a), where);
      qr_result<T, N, P> of{ndarray<T, N, P>(detail::followed_by(all.batch, m, n), where),
                            ndarray<T, N, P>(detail::followed_by(all.batch, n, n), where)};
      factor_shared_rows(P{}, m, n, std::as_const(rows).memory(), of.Q.memory(), of.R.memory());
      return of;
    }
  auto c = detail::own_by_columns<T>(std::forward<A>(a), where);
  ndarray<T, N - 1, P> tau(detail::followed_by(all.batch, k), where);
  for_each_matrix(P{}, all.count, all.size(), [&](index i) {
    geqrf(P{}, m, n, c.memory() + i * m * n, tau.memory() + i * k);
    return true;
  });
  if constexpr (raw)
    return raw_qr_result<T, N, P>{std::move(c), std::move(tau)};
  else {
    auto R = detail::moved<P>([&] {
      auto upper = triu(swapaxes(c, -1, -2));
      return m == columns ? std::move(upper) : ndarray<T, N, P>(upper(ellipsis, slice(columns), _), where);
    });
    if constexpr (r)
      return R;
    else {
      ndarray<T, N, P> q(detail::followed_by(all.batch, columns, m), where);
      for_each_matrix(P{}, all.count, all.size(), [&](index i) {
        orgqr(P{}, m, columns, k, c.memory() + i * m * n, tau.memory() + i * k, q.memory() + i * m * columns);
        return true;
      });
      return qr_result<T, N, P>{detail::own_by_columns<T>(std::move(q), where), std::move(R)};
    }
  }
}

/// The factors U (..., m, m), S (..., k), largest first, and Vh (..., n, n) of U @ diag(S) @ Vh for (..., m,
/// n) matrices, k = min(m, n) (np.linalg.svd); with `gm::full_matrices = false` U is (..., m, k) and Vh (...,
/// k, n). compute_uv=False is `svdvals`. Throws `linalg_error` where the iteration does not converge.
template <expression A>
auto svd(A&& a, source_location where = source_location::current()) {
  return detail::svd<true>(std::forward<A>(a), true, where);
}
template <expression A, keyword_argument... K>
requires(sizeof...(K) > 0) auto svd(A&& a, K const&... options) {
  detail::takes<key::full_matrices>::template check<K...>();
  return detail::svd<true>(std::forward<A>(a), bool(detail::option<key::full_matrices>(true, options...)),
                           {});
}
/// The singular values alone (np.linalg.svdvals). Throws as svd.
template <expression A>
auto svdvals(A&& a, source_location where = source_location::current()) {
  return detail::svd<false>(std::forward<A>(a), false, where);
}

/// The eigenvalues, ascending and real, and in the columns of a matrix the eigenvectors of Hermitian matrices
/// (np.linalg.eigh), of which the triangle `UPLO` is read. Throws `linalg_error` where a matrix is not square
/// or the iteration does not converge, `value_error` for another letter than 'L' and 'U'.
template <expression A>
auto eigh(A&& a, char UPLO = 'L', source_location where = source_location::current()) {
  return detail::eigh<true>(std::forward<A>(a), UPLO, where);
}
/// The eigenvalues alone (np.linalg.eigvalsh). Throws as eigh.
template <expression A>
auto eigvalsh(A&& a, char UPLO = 'L', source_location where = source_location::current()) {
  return detail::eigh<false>(std::forward<A>(a), UPLO, where);
}
/// The eigenvalues and, of length 1 in the columns of a matrix, the right eigenvectors of square matrices
/// (np.linalg.eig): complex always, where NumPy gives real ones if it can. Throws `linalg_error` where a
/// matrix is not square or not finite, or the iteration does not converge.
template <expression A>
auto eig(A&& a, source_location where = source_location::current()) {
  return detail::eig<true>(std::forward<A>(a), where);
}
/// The eigenvalues alone (np.linalg.eigvals). Throws as eig.
template <expression A>
auto eigvals(A&& a, source_location where = source_location::current()) {
  return detail::eig<false>(std::forward<A>(a), where);
}

} // namespace gamut::inline GAMUT_ABI::linalg
