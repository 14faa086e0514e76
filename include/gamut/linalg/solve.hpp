// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Systems of linear equations: solve, inv, det, slogdet, the LU and Cholesky factors they are made of, lstsq,
// and systems of tensors. What is known of a matrix is told by a tag (`assume::positive_definite`).
#pragma once

#include <gamut/create.hpp>
#include <gamut/keyword.hpp>
#include <gamut/linalg/stacks.hpp>
#include <gamut/manipulate.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <vector>

namespace gamut::inline GAMUT_ABI {

/// What `linalg::solve` is told of a matrix; what it then need not read may hold anything.
namespace assume {
/// Symmetric or Hermitian, all eigenvalues positive; the lower triangle is read (assume_a="pos" in SciPy).
struct positive_definite_t {};
inline constexpr positive_definite_t positive_definite{};
/// Zero above the diagonal, or below it (assume_a="lower triangular"); `unit`: ones on the diagonal.
struct triangular_t {
  uplo part;
  bool unit;
};
/// Triangles: what lies on the other side of the diagonal is not read; `unit_` ones have ones on the
/// diagonal, which is not read either (lower_triangular, upper_triangular, unit_lower_triangular,
/// unit_upper_triangular).
inline constexpr triangular_t lower_triangular{uplo::lower, false};
inline constexpr triangular_t upper_triangular{uplo::upper, false};
inline constexpr triangular_t unit_lower_triangular{uplo::lower, true};
inline constexpr triangular_t unit_upper_triangular{uplo::upper, true};
/// Zero but for `lower` diagonals below the main one and `upper` above it (assume_a="banded").
struct banded {
  index lower, upper;
};
} // namespace assume

/// np.linalg, and what SciPy has beside it.
namespace linalg {

/// P @ L @ U of matrices: L below the diagonal and U on and above it, and with which row each was exchanged.
template <class T, int N, class P>
struct lu_factors {
  ndarray<T, N, P> lu;
  ndarray<std::int64_t, N - 1, P> piv;
};
/// A Cholesky factor in one triangle of `c`; the other holds what it did before.
template <class T, int N, class P>
struct cho_factors {
  ndarray<T, N, P> c;
  bool lower;
};
/// The sign and the logarithm of the absolute value of determinants.
template <class S, class L>
struct slogdet_result {
  S sign;
  L logabsdet;
};
/// What lstsq gives: the solution; of each right-hand side the sum of the squares of what remains, where the
/// matrix has full rank and more rows than columns, else nothing; the rank; the singular values.
template <class X, class R>
struct lstsq_result {
  X x;
  R residuals;
  index rank;
  R s;
};

} // namespace linalg

namespace detail {

/// The shapes of a system: the matrices and the right-hand sides, their leading axes broadcast together.
template <int N, int M>
struct system_shapes {
  static constexpr bool vector = M == 1;
  static constexpr int own = vector ? 1 : 2;
  static constexpr int outer = max_ndim<N - 2, M - own>;
  dims<outer> batch;
  index n, columns;

  system_shapes(dims<N> const& a, dims<M> const& b, source_location where) {
    static_assert(N >= 2, "gamut: solve: the matrix must be at least two-dimensional");
    static_assert(M >= 1, "gamut: solve: the right-hand side must be at least one-dimensional");
    n = square_stack(a, where).rows;
    columns = vector ? 1 : b[M - 1];
    if (b[M - own] != n)
      throw shape_error(message("solve: the right-hand side of shape ", b,
                                " does not fit the matrix of shape ", a, " (size ", b[M - own],
                                " is different from ", n, ")"),
                        where);
    for (index& extent : batch) extent = 1;
    if (!(broadcast_into(batch, batch_of<2>(a)) && broadcast_into(batch, batch_of<own>(b))))
      throw shape_error(message("operands could not be broadcast together with shapes ", a, " ", b), where);
  }
};

/// The matrices by columns, and the right-hand sides, in memory of their own: `method(i, a, x, n, k)` solves
/// the i-th system in the place of x; false is `failure`. Gives the right-hand sides by rows.
template <class A, class B, class F>
auto solve_stack(A&& a, B&& b, char const* failure, source_location where, F const& method) {
  constexpr bool one_policy = common_policy<policy_t<A>, policy_t<B>>::same;
  static_assert(one_policy, "gamut: the operands live under different policies; bring one to the other: "
                            "gm::to<gm::device>(a) or gm::to<gm::host>(a)");
  using P = typename common_policy<policy_t<A>, policy_t<B>>::type;
  using T = linalg_dtype<value_type_t<A>, value_type_t<B>>;
  using shapes = system_shapes<ndim_v<A>, ndim_v<B>>;
  constexpr int outer = shapes::outer;
  shapes const of(a.shape(), b.shape(), where);
  index const n = of.n, k = of.columns, count = product(of.batch);
  auto factors = [&] {
    if constexpr (ndim_v<A> == outer + 2)
      if (batch_of<2>(a.shape()) == of.batch) return own_by_columns<T>(std::forward<A>(a), where);
    return ndarray<T, outer + 2, P>(followed_by(of.batch, n, n), in_dtype<T>(swapaxes(keep(a), -1, -2)),
                                    where);
  }();
  auto x = [&] {
    if constexpr (shapes::vector) {
      if constexpr (gives_memory<T, B> && outer == 0)
        return own<T>(std::forward<B>(b), where);
      else
        return ndarray<T, outer + 1, P>(followed_by(of.batch, n), in_dtype<T>(b), where);
    } else {
      if constexpr (ndim_v<B> == outer + 2)
        if (batch_of<2>(b.shape()) == of.batch) return own_by_columns<T>(std::forward<B>(b), where);
      return ndarray<T, outer + 2, P>(followed_by(of.batch, k, n), in_dtype<T>(swapaxes(keep(b), -1, -2)),
                                      where);
    }
  }();
  bool const done = x.size() == 0 || for_each_matrix(P{}, count, n * n, [&](index i) {
                      return method(i, factors.memory() + i * n * n, x.memory() + i * n * k, n, k);
                    });
  if (!done) throw linalg_error(failure, where);
  if constexpr (shapes::vector)
    return x;
  else
    return own_by_columns<T>(std::move(x), where);
}

/// An operand that can be read where it is.
template <class E>
decltype(auto) readable(E&& e, source_location where) {
  if constexpr (computation<std::remove_cvref_t<E>>)
    return evaluated(e, where);
  else
    return std::forward<E>(e);
}

/// Solves A @ x = b by the factor of A in one triangle of `c`, in the place of b.
template <class P, class Place>
void solve_by_cholesky(P, uplo part, index n, index k, Place c, Place b) {
  bool const lower = part == uplo::lower;
  trsm(P{}, part, lower ? transposition::none : transposition::conjugate_transpose, false, n, k, c, b);
  trsm(P{}, part, lower ? transposition::conjugate_transpose : transposition::none, false, n, k, c, b);
}

/// Solves one banded system on the host by elimination with partial pivoting within the band (Golub and Van
/// Loan, "Matrix Computations", 4th edition, 4.3.3): `a` is n x n by columns, of which the band alone is
/// read, and lost; `b` is n x k by columns. False for a singular matrix.
template <class T>
bool solve_banded(index n, index lower, index upper, index k, T* a, T* b) {
  // What exchanges of rows bring in above the band begins as zeros.
  for (index c = upper + 1; c < n; ++c)
    std::fill(a + c * n + std::max<index>(0, c - upper - lower), a + c * n + c - upper, T(0));
  for (index j = 0; j < n; ++j) {
    index const rows = std::min(n, j + lower + 1), columns = std::min(n, j + lower + upper + 1);
    T* const column = a + j * n;
    index pivot = j;
    for (index i = j + 1; i < rows; ++i)
      if (math::absolute(column[i]) > math::absolute(column[pivot])) pivot = i;
    if (column[pivot] == T(0)) return false;
    std::swap(column[j], column[pivot]);
    for (index i = j + 1; i < rows; ++i) column[i] = math::over(column[i], column[j]);
    auto const eliminate = [&](T* x) {
      std::swap(x[j], x[pivot]);
      for (index i = j + 1; i < rows; ++i) x[i] = math::minus(x[i], math::times(column[i], x[j]));
    };
    for (index c = j + 1; c < columns; ++c) eliminate(a + c * n);
    for (index c = 0; c < k; ++c) eliminate(b + c * n);
  }
  for (index c = 0; c < k; ++c)
    for (index j = n - 1; j >= 0; --j) {
      T* const x = b + c * n;
      x[j] = math::over(x[j], a[j * n + j]);
      for (index i = std::max<index>(0, j - lower - upper); i < j; ++i)
        x[i] = math::minus(x[i], math::times(a[j * n + i], x[j]));
    }
  return true;
}

/// LU factors of n x n matrices by columns that follow each other, in their place, and their exchanges: one
/// by one, where a backend has nothing of this name for all of them.
template <class P, class Place, class Exchanges>
void getrf_each(P, index count, index n, Place a, Exchanges exchanges) {
  for_each_matrix(P{}, count, n * n, [&](index i) {
    (void)getrf(P{}, n, n, a + i * n * n, exchanges + i * n);
    return true;
  });
}
/// The same of Cholesky factors in a triangle. False if a matrix is not positive definite.
template <class P, class Place>
bool potrf_each(P, uplo part, index count, index n, Place a) {
  return for_each_matrix(P{}, count, n * n, [&](index i) { return potrf(P{}, part, n, a + i * n * n); });
}

/// Inverts the matrices of a stack in their place, and says whether all have an inverse; `failed(i)` is told
/// of each that has none. Each by rows is taken for one by columns: its inverse lies by rows again.
template <class T, int N, class P, class F>
bool invert(ndarray<T, N, P>& a, F const& failed) {
  stack<N> const all(a.shape());
  index const n = all.rows;
  ndarray<std::int64_t, N - 1, P> piv(followed_by(all.batch, n));
  return a.size() == 0 || for_each_matrix(P{}, all.count, all.size(), [&](index i) {
           if (!getrf(P{}, n, n, a.memory() + i * n * n, piv.memory() + i * n)) {
             failed(i);
             return false;
           }
           getri(P{}, n, a.memory() + i * n * n, piv.memory() + i * n);
           return true;
         });
}

} // namespace detail

namespace linalg {

/// The solution x of a @ x = b (np.linalg.solve): a is (..., n, n); b is (n,), or (..., n, k). By LU with
/// partial pivoting (LAPACK's getrf and getrs). Throws `linalg_error` for a matrix that is not square or is
/// singular, `shape_error` where b does not fit.
template <expression A, expression B>
auto solve(A&& a, B&& b, source_location where = source_location::current()) {
  using P = typename detail::common_policy<policy_t<A>, policy_t<B>>::type;
  using T = detail::linalg_dtype<value_type_t<A>, value_type_t<B>>;
  constexpr int N = ndim_v<A>, M = ndim_v<B>;
  if constexpr (N == M && N > 2) {
    detail::system_shapes<N, M> const of(a.shape(), b.shape(), where);
    index const count = detail::product(of.batch);
    // What is to become the solution must not be the matrices, which are read where they are.
    bool const apart = !detail::gives_memory<T, B> || static_cast<void const*>(&a) != &b;
    if (apart && are_small(P{}, count, of.n, of.columns, static_cast<T const*>(nullptr)) &&
        detail::batch_of<2>(a.shape()) == of.batch && detail::batch_of<2>(b.shape()) == of.batch) {
      auto&& matrices = detail::lying_by_rows<T>(std::forward<A>(a), where);
      auto x = detail::own<T>(std::forward<B>(b), where);
      if (!solve_small(P{}, count, of.n, of.columns, matrices.memory(), x.memory()))
        throw linalg_error("Singular matrix", where);
      return x;
    }
  }
  return detail::solve_stack(detail::readable(std::forward<A>(a), where),
                             detail::readable(std::forward<B>(b), where), "Singular matrix", where,
                             [](index, auto lu, auto x, index n, index k) { return gesv(P{}, n, k, lu, x); });
}
/// The same for positive definite matrices (scipy.linalg.solve(a, b, assume_a="pos")), by Cholesky factors,
/// in half the time. Throws `linalg_error` where they are not.
template <expression A, expression B>
auto solve(A&& a, B&& b, assume::positive_definite_t, source_location where = source_location::current()) {
  using P = typename detail::common_policy<policy_t<A>, policy_t<B>>::type;
  return detail::solve_stack(detail::readable(std::forward<A>(a), where),
                             detail::readable(std::forward<B>(b), where), "Matrix is not positive definite",
                             where, [](index, auto c, auto x, index n, index k) {
                               if (!potrf(P{}, uplo::lower, n, c)) return false;
                               detail::solve_by_cholesky(P{}, uplo::lower, n, k, c, x);
                               return true;
                             });
}
/// The same for triangular matrices (scipy.linalg.solve_triangular): nothing to factorise. Throws
/// `linalg_error` for a zero on the diagonal.
template <expression A, expression B>
auto solve(A&& a, B&& b, assume::triangular_t of, source_location where = source_location::current()) {
  using P = typename detail::common_policy<policy_t<A>, policy_t<B>>::type;
  using T = detail::linalg_dtype<value_type_t<A>, value_type_t<B>>;
  auto&& matrices = detail::readable(std::forward<A>(a), where);
  (void)detail::square_stack(matrices.shape(), where);
  if (!of.unit && bool(any(diagonal(matrices, 0, -2, -1) == T(0))))
    throw linalg_error("Singular matrix: a zero on the diagonal", where);
  return detail::solve_stack(std::forward<decltype(matrices)>(matrices),
                             detail::readable(std::forward<B>(b), where), "", where,
                             [of](index, auto c, auto x, index n, index k) {
                               trsm(P{}, of.part, transposition::none, of.unit, n, k, c, x);
                               return true;
                             });
}
/// The same for banded matrices (scipy.linalg.solve_banded, of a whole matrix): time and rounding follow the
/// band's width. Computed on the host, whatever the policy. Throws `linalg_error` for a singular matrix,
/// `value_error` for a band of negative width.
template <expression A, expression B>
auto solve(A&& a, B&& b, assume::banded band, source_location where = source_location::current()) {
  using P = typename detail::common_policy<policy_t<A>, policy_t<B>>::type;
  using T = detail::linalg_dtype<value_type_t<A>, value_type_t<B>>;
  if (band.lower < 0 || band.upper < 0)
    throw value_error(detail::message("solve: a band of ", band.lower, " and ", band.upper, " diagonals"),
                      where);
  if constexpr (!std::same_as<P, host>)
    return to<P>(solve(to<host>(detail::readable(std::forward<A>(a), where)),
                       to<host>(detail::readable(std::forward<B>(b), where)), band, where));
  else
    return detail::solve_stack(
        detail::readable(std::forward<A>(a), where), detail::readable(std::forward<B>(b), where),
        "Singular matrix", where, [band](index, T* c, T* x, index n, index k) {
          return detail::solve_banded(n, std::min(band.lower, n), std::min(band.upper, n), k, c, x);
        });
}

/// The inverses of square matrices (np.linalg.inv): (..., n, n). Throws `linalg_error` for others, and for
/// singular ones.
template <expression A>
auto inv(A&& a, source_location where = source_location::current()) {
  using T = detail::linalg_dtype<value_type_t<A>>;
  auto const all = detail::square_stack(a.shape(), where);
  auto x = detail::own<T>(std::forward<A>(a), where);
  using P = policy_t<A>;
  index const n = all.rows;
  bool const small = are_small(P{}, all.count, n, n, static_cast<T const*>(nullptr));
  bool const done = small ? invert_small(P{}, all.count, n, x.memory()) : detail::invert(x, [](index) {});
  if (!done) throw linalg_error("Singular matrix", where);
  return x;
}

/// The factors L, below the diagonal, with ones on it that are not stored, and U of P @ L @ U, and `piv`: row
/// i was exchanged with row piv[i] (scipy.linalg.lu_factor). Square matrices (..., n, n); throws
/// `linalg_error` for others. A singular one has a zero on U's diagonal.
template <expression A>
auto lu_factor(A&& a, source_location where = source_location::current()) {
  using P = policy_t<A>;
  using T = detail::linalg_dtype<value_type_t<A>>;
  constexpr int N = ndim_v<A>;
  auto const all = detail::square_stack(a.shape(), where);
  index const n = all.rows;
  auto lu = detail::own_by_columns<T>(std::forward<A>(a), where);
  ndarray<std::int64_t, N - 1, P> piv(detail::followed_by(all.batch, n), where);
  using detail::getrf_each;
  getrf_each(P{}, all.count, n, lu.memory(), piv.memory());
  return lu_factors<T, N, P>{detail::own_by_columns<T>(std::move(lu), where), std::move(piv)};
}
/// The solution of a @ x = b from a's factors (scipy.linalg.lu_solve): b is (n,), or (..., n, k). Throws
/// `shape_error`, and `linalg_error` for a singular matrix.
template <class T, int N, class P, expression B>
auto lu_solve(lu_factors<T, N, P> const& factors, B&& b, source_location where = source_location::current()) {
  if (bool(any(diagonal(factors.lu, 0, -2, -1) == T(0)))) throw linalg_error("Singular matrix", where);
  using shapes = detail::system_shapes<N, ndim_v<B>>;
  shapes const of(factors.lu.shape(), b.shape(), where);
  ndarray<std::int64_t, shapes::outer + 1, P> const piv(detail::followed_by(of.batch, of.n), factors.piv,
                                                        where);
  return detail::solve_stack(factors.lu, detail::readable(std::forward<B>(b), where), "", where,
                             [&](index i, auto lu, auto x, index n, index k) {
                               getrs(P{}, n, k, lu, piv.memory() + i * n, x);
                               return true;
                             });
}
/// The matrices of P @ L @ U = a (scipy.linalg.lu): (p, l, u) with the permutations p as matrices; a is
/// (..., n, n). Throws `linalg_error` for others.
template <expression A>
auto lu(A&& a, source_location where = source_location::current()) {
  using P = policy_t<A>;
  using T = detail::linalg_dtype<value_type_t<A>>;
  constexpr int N = ndim_v<A>;
  auto const factors = lu_factor(std::forward<A>(a), where);
  detail::stack<N> const all(factors.lu.shape());
  index const n = all.rows;
  auto const exchanges = to<host>(factors.piv);
  auto p = zeros<T, host>(factors.lu.shape());
  std::vector<index> row(static_cast<std::size_t>(n));
  for (index m = 0; m < all.count; ++m) {
    for (index i = 0; i < n; ++i) row[std::size_t(i)] = i;
    for (index i = 0; i < n; ++i)
      std::swap(row[std::size_t(i)], row[std::size_t(exchanges.data()[m * n + i])]);
    for (index i = 0; i < n; ++i) p.data()[(m * n + row[std::size_t(i)]) * n + i] = T(1);
  }
  return std::tuple(to<P>(std::move(p)), ndarray<T, N, P>(tril(factors.lu, -1) + eye<T, P>(n), where),
                    triu(factors.lu));
}

/// The sign and the logarithm of the absolute value of the determinants of (..., n, n) matrices
/// (np.linalg.slogdet): 0 and -inf of a singular one. Throws `linalg_error` where they are not square.
template <expression A>
auto slogdet(A&& a, source_location where = source_location::current()) {
  using P = policy_t<A>;
  using T = detail::linalg_dtype<value_type_t<A>>;
  constexpr int N = ndim_v<A>;
  auto const all = detail::square_stack(a.shape(), where);
  index const n = all.rows;
  auto lu = detail::own_by_columns<T>(std::forward<A>(a), where);
  ndarray<std::int64_t, N - 1, P> piv(detail::followed_by(all.batch, n), where);
  using detail::getrf_each;
  getrf_each(P{}, all.count, n, lu.memory(), piv.memory());
  auto const pivots = to<host>(ndarray<T, N - 1, P>(diagonal(lu, 0, -2, -1)));
  auto const exchanged = to<host>(std::move(piv));
  ndarray<T, N - 2, host> sign(all.batch, where);
  ndarray<real_t<T>, N - 2, host> logabsdet(all.batch, where);
  for (index i = 0; i < all.count; ++i) {
    T s(1);
    real_t<T> sum(0);
    for (index j = 0; j < n; ++j) {
      T const x = pivots.data()[i * n + j];
      real_t<T> const size = math::absolute(x);
      if (exchanged.data()[i * n + j] != j) s = math::negated(s);
      s = size == real_t<T>(0) ? T(0) : math::times(s, x / size);
      sum += std::log(size);
    }
    sign.data()[i] = s;
    logabsdet.data()[i] = sum;
  }
  return slogdet_result<ndarray<T, N - 2, P>, ndarray<real_t<T>, N - 2, P>>{to<P>(std::move(sign)),
                                                                            to<P>(std::move(logabsdet))};
}
/// The determinants of (..., n, n) matrices (np.linalg.det). Throws `linalg_error` where they are not square.
template <expression A>
auto det(A&& a, source_location where = source_location::current()) {
  using T = detail::linalg_dtype<value_type_t<A>>;
  auto const of = slogdet(std::forward<A>(a), where);
  return ndarray<T, ndim_v<A> - 2, policy_t<A>>(of.sign * exp(of.logabsdet));
}

} // namespace linalg

namespace detail {

/// Cholesky factors in one triangle of copies of Hermitian matrices; the other triangle is left as it is.
template <class A>
auto cholesky_factors(A&& a, bool upper, source_location where) {
  using P = policy_t<A>;
  auto const all = square_stack(a.shape(), where);
  auto c = own<linalg_dtype<value_type_t<A>>>(std::forward<A>(a), where);
  // What is a lower triangle by rows is an upper one by columns.
  if (!potrf_each(P{}, upper ? uplo::lower : uplo::upper, all.count, all.rows, c.memory()))
    throw linalg_error("Matrix is not positive definite", where);
  return c;
}
template <class A>
auto cholesky(A&& a, bool upper, source_location where) {
  auto const c = cholesky_factors(std::forward<A>(a), upper, where);
  return moved<policy_t<A>>([&] { return upper ? triu(c) : tril(c); });
}

} // namespace detail

namespace linalg {

/// The Cholesky factors L of L @ L^H = a (np.linalg.cholesky), lower triangular, of (..., n, n) Hermitian and
/// positive definite matrices, of which the lower triangle is read; with `gm::upper = true` the factors U of
/// U^H @ U, from the upper triangle. Throws `linalg_error` where they are not positive definite.
template <expression A>
auto cholesky(A&& a, source_location where = source_location::current()) {
  return detail::cholesky(std::forward<A>(a), false, where);
}
template <expression A, keyword_argument... K>
requires(sizeof...(K) > 0) auto cholesky(A&& a, K const&... options) {
  detail::takes<key::upper>::template check<K...>();
  return detail::cholesky(std::forward<A>(a), bool(detail::option<key::upper>(false, options...)), {});
}

/// Cholesky factors for cho_solve, the other triangle not cleared (scipy.linalg.cho_factor): upper ones,
/// unless `lower`. Throws as cholesky.
template <expression A>
auto cho_factor(A&& a, bool lower = false, source_location where = source_location::current()) {
  auto c = detail::cholesky_factors(std::forward<A>(a), !lower, where);
  return cho_factors<value_type_t<decltype(c)>, ndim_v<A>, policy_t<A>>{std::move(c), lower};
}
/// The solution of a @ x = b from a's Cholesky factors (scipy.linalg.cho_solve): b is (n,), or (..., n, k).
/// Throws `shape_error`.
template <class T, int N, class P, expression B>
auto cho_solve(cho_factors<T, N, P> const& factors, B&& b,
               source_location where = source_location::current()) {
  uplo const part = factors.lower ? uplo::lower : uplo::upper;
  return detail::solve_stack(factors.c, detail::readable(std::forward<B>(b), where), "", where,
                             [part](index, auto c, auto x, index n, index k) {
                               detail::solve_by_cholesky(P{}, part, n, k, c, x);
                               return true;
                             });
}

/// The x of least |a @ x - b|, and of these the shortest (np.linalg.lstsq): a is (m, n), b (m,) or (m, k).
/// Singular values up to `rcond` times the largest count as zero; by default the dtype's epsilon times
/// max(m, n). Gives (x, residuals, rank, s). Throws `linalg_error` where their rows differ in number, and
/// where the iteration does not converge.
template <expression A, expression B>
auto lstsq(A&& a, B const& b, std::optional<double> rcond = {},
           source_location where = source_location::current()) {
  using P = typename detail::common_policy<policy_t<A>, policy_t<B>>::type;
  using T = detail::linalg_dtype<value_type_t<A>, value_type_t<B>>;
  using R = real_t<T>;
  constexpr int M = ndim_v<B>;
  static_assert(ndim_v<A> == 2, "gamut: lstsq: the matrix must be two-dimensional");
  static_assert(M == 1 || M == 2, "gamut: lstsq: the right-hand side must be one- or two-dimensional");
  detail::stack<2> const of(a.shape());
  index const m = of.rows, n = of.columns, k = M == 1 ? 1 : b.shape()[M - 1];
  if (b.shape()[0] != m)
    throw linalg_error(
        "Incompatible dimensions: " + detail::message("a has shape ", a.shape(), ", b ", b.shape()), where);
  auto left = detail::own_by_columns<T>(std::forward<A>(a), where);
  // The right-hand sides and the solutions share their memory: the longer of them.
  auto sides = zeros<T, P>(k, of.most());
  if constexpr (M == 1)
    sides(0, slice(m)) = detail::in_dtype<T>(b);
  else
    sides(_, slice(m)) = detail::in_dtype<T>(transpose(detail::readable(b, where)));
  ndarray<R, 1, P> s(shape_of(of.least()), where);
  index rank = 0;
  R const cut = rcond ? R(*rcond) : std::numeric_limits<R>::epsilon() * R(of.most());
  if (!for_each_matrix(P{}, of.least() > 0 ? 1 : 0, of.size(), [&](index) {
        return gelsd(P{}, m, n, k, left.memory(), sides.memory(), s.memory(), cut, rank);
      }))
    throw linalg_error("SVD did not converge in Linear Least Squares", where);
  if (of.least() == 0) sides = T(0);
  bool const rest = rank == n && m > n;
  ndarray<R, 1, P> residuals(shape_of(rest ? k : 0), where);
  if (rest) residuals = sum(detail::squares(sides(_, slice(n, m))), 1);
  ndarray<T, M, P> x;
  if constexpr (M == 1)
    x = ndarray<T, 1, P>(sides(0, slice(n)));
  else
    x = ndarray<T, 2, P>(sides(_, slice(n)).T());
  return lstsq_result<ndarray<T, M, P>, ndarray<R, 1, P>>{std::move(x), std::move(residuals), rank,
                                                          std::move(s)};
}

/// The inverse of a tensor as a map from its last axes to its first `ind` ones (np.linalg.tensorinv):
/// tensordot(tensorinv(a, ind), a, ind) is one. Throws `value_error` for an `ind` below 1, `linalg_error`
/// where the products of the extents differ.
template <expression A>
auto tensorinv(A const& a, int ind = 2, source_location where = source_location::current()) {
  constexpr int N = ndim_v<A>;
  if (ind <= 0) throw value_error("Invalid ind argument.", where);
  if (ind > N) throw value_error(detail::message("tensorinv: ind = ", ind, " of ", N, " axes"), where);
  dims<N> shape;
  index rows = 1;
  for (int d = 0; d < N; ++d) {
    shape[d] = a.shape()[(d + ind) % N];
    if (d < ind) rows *= a.shape()[d];
  }
  index const columns = rows > 0 ? a.size() / rows : 0;
  return reshape(inv(reshape(detail::evaluated(a, where), {rows, columns}), where), shape);
}
/// The tensor x of tensordot(a, x, x.ndim) = b (np.linalg.tensorsolve). Throws `linalg_error` where the
/// extents of `a` do not make a square matrix, or a singular one.
template <expression A, expression B>
auto tensorsolve(A const& a, B const& b, source_location where = source_location::current()) {
  constexpr int N = ndim_v<A>, M = ndim_v<B>;
  static_assert(N > M, "gamut: tensorsolve: a must have more dimensions than b");
  dims<N - M> shape;
  for (int d = 0; d < N - M; ++d) shape[d] = a.shape()[M + d];
  index const n = detail::product(shape);
  if (a.size() != n * n)
    throw linalg_error("Input arrays must satisfy the requirement prod(a.shape[b.ndim:]) == "
                       "prod(a.shape[:b.ndim])",
                       where);
  return reshape(
      solve(reshape(detail::evaluated(a, where), {n, n}), ravel(detail::evaluated(b, where)), where), shape);
}
/// The same with the named axes of `a` moved behind the others first (axes=).
template <expression A, expression B, std::size_t K>
auto tensorsolve(A const& a, B const& b, int const (&axes)[K],
                 source_location where = source_location::current()) {
  int last[K];
  for (std::size_t i = 0; i < K; ++i) last[i] = int(i) - int(K);
  return tensorsolve(moveaxis(a, axes, last, where), b, where);
}

} // namespace linalg
} // namespace gamut::inline GAMUT_ABI
