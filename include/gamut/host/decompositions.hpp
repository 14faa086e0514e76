// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's factorisations of matrices, under LAPACK's names: they work in place on matrices by columns,
// without gaps, and say whether they could. By a LAPACK where there is one (lapack.hpp), else by Eigen; small
// ones by loops written here, which are over before either has laid out its blocks.
#pragma once

#include <gamut/dtype.hpp>
#include <gamut/host/lapack.hpp>
#include <gamut/host/products.hpp>
#include <gamut/host/small_systems.hpp>
#include <gamut/lapack.hpp>

GAMUT_REGISTERS_BEGIN
#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <Eigen/QR>
#include <Eigen/SVD>
GAMUT_REGISTERS_END

#include <algorithm>
#include <atomic>
#include <cmath>
#include <complex>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// Square matrices of at most so many rows are not worth blocks.
inline constexpr index unblocked = 12;

/// Calls `f(i)` for the matrices [0, count) of a stack, each of `size` elements, and says whether all calls
/// did. Threads share small matrices; a large one has all threads for itself.
template <class F>
bool for_each_matrix(policy, index count, index size, F const& f) {
  bool const together = count > 1 && size < grain;
  use_threads(together ? 1 : num_threads());
  std::atomic<bool> done{true};
  // A factorisation does some operations for each element.
  index const pieces = together && count * size * 8 >= 2 * grain ? num_threads() : 1;
  index const share = (count + pieces - 1) / pieces;
  parallel_for(pieces, [&](index piece) {
    for (index i = piece * share; i < count && i < (piece + 1) * share; ++i)
      if (!f(i)) done = false;
  });
  return done;
}

template <class T>
using by_columns = dense<T, Eigen::ColMajor>;
template <class T>
Eigen::Map<by_columns<T>> map_columns(T* data, index rows, index columns) {
  return {data, rows, columns};
}
template <class T>
Eigen::Map<by_columns<T> const> map_columns(T const* data, index rows, index columns) {
  return {data, rows, columns};
}

/// P @ L @ U of a small n x n matrix. `Size` is n where the compiler is to know it, and unroll the loops.
template <index Size, class T, class Pivot>
bool eliminate(index size, T* a, Pivot* pivots) {
  index const n = Size > 0 ? Size : size;
  bool done = true;
  for (index j = 0; j < n; ++j) {
    T* const column = a + j * n;
    index pivot = j;
    real_t<T> best = math::absolute(column[j]);
    for (index i = j + 1; i < n; ++i)
      if (real_t<T> const size_of = math::absolute(column[i]); size_of > best) best = size_of, pivot = i;
    pivots[j] = pivot;
    if (column[pivot] == T(0)) {
      done = false;
      continue;
    }
    if (pivot != j)
      for (index c = 0; c < n; ++c) std::swap(a[c * n + j], a[c * n + pivot]);
    T const inverse = math::one_over(column[j]);
    for (index i = j + 1; i < n; ++i) column[i] = math::times(column[i], inverse);
    for (index c = j + 1; c < n; ++c) {
      T const x = a[c * n + j];
      for (index i = j + 1; i < n; ++i) a[c * n + i] = math::minus(a[c * n + i], math::times(column[i], x));
    }
  }
  return done;
}
/// Solves A @ x = b by such factors, k right-hand sides in their place.
template <index Size, class T, class Pivot>
void substitute(index size, index k, T const* a, Pivot const* pivots, T* b) {
  index const n = Size > 0 ? Size : size;
  for (index c = 0; c < k; ++c) {
    T* const x = b + c * n;
    for (index j = 0; j < n; ++j) std::swap(x[j], x[pivots[j]]);
    for (index j = 0; j < n; ++j)
      for (index i = j + 1; i < n; ++i) x[i] = math::minus(x[i], math::times(a[j * n + i], x[j]));
    for (index j = n - 1; j >= 0; --j) {
      x[j] = math::over(x[j], a[j * n + j]);
      for (index i = 0; i < j; ++i) x[i] = math::minus(x[i], math::times(a[j * n + i], x[j]));
    }
  }
}
/// Up to this size Eigen's elimination takes less time than a library's, and no second thread (64 x 64: 15
/// microseconds, OpenBLAS 24).
inline constexpr index eliminated_here = 64;
/// P @ L @ U in the place of an m x n matrix; row i was exchanged with row pivots[i]. False if a pivot is
/// zero.
template <class T>
bool getrf(policy, index m, index n, T* a, std::int64_t* pivots) {
  if (m == 0 || n == 0) return true;
  if (m == n && n <= unblocked)
    return with_constant(n, [&](auto size) { return eliminate<size()>(n, a, pivots); });
  if constexpr (lapack::computes<T>)
    if (std::max(m, n) > eliminated_here && lapack::takes(m, n)) return lapack::getrf(m, n, a, pivots);
  std::int64_t exchanges;
  return Eigen::internal::partial_lu_impl<T, Eigen::ColMajor, std::int64_t>::blocked_lu(m, n, a, m, pivots,
                                                                                        exchanges) == -1;
}
/// Solves op(A) @ x = b of a triangular n x n matrix for k right-hand sides, in their place. op(A) is A, its
/// transpose or its conjugate transpose.
template <class T>
void trsm(policy, uplo part, transposition op, bool unit, index n, index k, T const* a, T* b) {
  if constexpr (lapack::computes<T>)
    if (lapack::takes(n, k)) return lapack::trsm(part, op, unit, n, k, a, b);
  auto const matrix = map_columns(a, n, n);
  auto x = map_columns(b, n, k);
  auto const solve = [&]<unsigned Part>() {
    auto const factor = matrix.template triangularView<Part>();
    if (op == transposition::none)
      factor.solveInPlace(x);
    else if (op == transposition::transpose || !complex_floating<T>)
      factor.transpose().solveInPlace(x);
    else
      factor.adjoint().solveInPlace(x);
  };
  if (part == uplo::lower)
    unit ? solve.template operator()<Eigen::UnitLower>() : solve.template operator()<Eigen::Lower>();
  else
    unit ? solve.template operator()<Eigen::UnitUpper>() : solve.template operator()<Eigen::Upper>();
}
/// Solves A @ x = b by the factors of getrf, in the place of b.
template <class T>
void getrs(policy, index n, index k, T const* lu, std::int64_t const* pivots, T* b) {
  if (n <= unblocked && k <= unblocked)
    return with_constant(n, [&](auto size) { substitute<size()>(n, k, lu, pivots, b); });
  if constexpr (lapack::computes<T>)
    if (lapack::takes(n, k)) return lapack::getrs(n, k, lu, pivots, b);
  for (index i = 0; i < n; ++i)
    for (index j = 0; pivots[i] != i && j < k; ++j) std::swap(b[j * n + i], b[j * n + pivots[i]]);
  trsm(policy{}, uplo::lower, transposition::none, true, n, k, lu, b);
  trsm(policy{}, uplo::upper, transposition::none, false, n, k, lu, b);
}
/// The inverse X in the place of the factors of getrf, row by row from X @ A = 1, as LAPACK finds it.
template <class T>
void getri(policy, index n, T* lu, std::int64_t const* pivots) {
  if constexpr (lapack::computes<T>)
    if (n > unblocked && lapack::takes_with_work(n, n)) return lapack::getri(n, lu, pivots);
  T few[2 * unblocked * unblocked];
  std::unique_ptr<T[]> many;
  if (n > unblocked) many = lapack::scratch<T>(2 * n * n);
  T* const factors = many ? many.get() : few;
  T* const rows = factors + n * n;
  std::copy(lu, lu + n * n, factors);
  for (index j = 0; j < n; ++j)
    for (index i = 0; i < n; ++i) rows[j * n + i] = T(i == j ? 1 : 0);
  if (n > unblocked) {
    trsm(policy{}, uplo::upper, transposition::transpose, false, n, n, factors, rows);
    trsm(policy{}, uplo::lower, transposition::transpose, true, n, n, factors, rows);
  }
  for (index c = 0; c < n; ++c) {
    T* const x = rows + c * n;
    for (index j = 0; j < n && n <= unblocked; ++j) {
      for (index i = 0; i < j; ++i) x[j] = math::minus(x[j], math::times(factors[j * n + i], x[i]));
      x[j] = math::over(x[j], factors[j * n + j]);
    }
    for (index j = n - 1; j >= 0 && n <= unblocked; --j)
      for (index i = j + 1; i < n; ++i) x[j] = math::minus(x[j], math::times(factors[j * n + i], x[i]));
    for (index i = n - 1; i >= 0; --i) std::swap(x[i], x[pivots[i]]);
    for (index i = 0; i < n; ++i) lu[i * n + c] = x[i];
  }
}

/// Solves A @ x = b for k right-hand sides, in the place of b; A becomes its factors. False if it is
/// singular.
template <class T>
bool gesv(policy, index n, index k, T* a, T* b) {
  std::int64_t few[unblocked];
  std::unique_ptr<std::int64_t[]> many;
  if (n > unblocked) many = lapack::scratch<std::int64_t>(n);
  std::int64_t* const pivots = many ? many.get() : few;
  if (!getrf(policy{}, n, n, a, pivots)) return false;
  getrs(policy{}, n, k, a, pivots, b);
  return true;
}

/// L @ L^H = A or U^H @ U = A, in the place of that triangle of A; false if A is not positive definite. The
/// other triangle is neither read nor written.
template <class T>
bool potrf(policy, uplo part, index n, T* a) {
  if constexpr (lapack::computes<T>)
    if (n > unblocked && lapack::takes(n)) return lapack::potrf(part, n, a);
  auto matrix = map_columns(a, n, n);
  if (part == uplo::lower) return Eigen::internal::llt_inplace<T, Eigen::Lower>::blocked(matrix) == -1;
  return Eigen::internal::llt_inplace<T, Eigen::Upper>::blocked(matrix) == -1;
}

/// Q @ R of an m x n matrix: R in the place of its upper triangle, Q as min(m, n) reflections below it and in
/// `tau`.
template <class T>
void geqrf(policy, index m, index n, T* a, T* tau) {
  if (m == 0 || n == 0) return;
  if constexpr (lapack::computes<T>)
    if (lapack::takes_with_work(m, n)) return lapack::geqrf(m, n, a, tau);
  index const k = std::min(m, n);
  auto matrix = map_columns(a, m, n);
  Eigen::Matrix<T, Eigen::Dynamic, 1> coefficients(k), scratch(n);
  Eigen::internal::householder_qr_inplace_blocked<decltype(matrix), decltype(coefficients)>::run(
      matrix, coefficients, 48, scratch.data());
  for (index i = 0; i < k; ++i) tau[i] = Eigen::numext::conj(coefficients(i)); // as LAPACK has them
}
/// The first `columns` columns of Q, m x columns, from k reflections of geqrf, which lie in an m x k matrix.
template <class T>
void orgqr(policy, index m, index columns, index k, T const* a, T const* tau, T* q) {
  if constexpr (lapack::computes<T>)
    if (k > 0 && lapack::takes_with_work(m, columns)) {
      std::copy(a, a + m * k, q);
      return lapack::orgqr(m, columns, k, tau, q);
    }
  auto result = map_columns(q, m, columns);
  result.setIdentity();
  Eigen::Map<Eigen::Matrix<T, Eigen::Dynamic, 1> const> const coefficients(tau, k);
  result.applyOnTheLeft(Eigen::householderSequence(map_columns(a, m, k), coefficients).setLength(k));
}

/// U @ diag(s) @ Vh of an m x n matrix, which is lost: u is m x m and vh n x n, or where not `full` m x k and
/// k x n with k = min(m, n); neither is computed where they are null. False if it does not converge.
template <class T>
bool gesdd(policy, index m, index n, T* a, real_t<T>* s, T* u, T* vh, bool full) {
  index const k = std::min(m, n);
  if (k == 0) {
    if (u) map_columns(u, m, full ? m : k).setIdentity(), map_columns(vh, full ? n : k, n).setIdentity();
    return true;
  }
  if constexpr (lapack::computes<T>)
    if (lapack::takes_with_work(m, n)) return lapack::gesdd(m, n, a, s, u, vh, full);
  unsigned const what = !u     ? 0
                        : full ? Eigen::ComputeFullU | Eigen::ComputeFullV
                               : Eigen::ComputeThinU | Eigen::ComputeThinV;
  Eigen::BDCSVD<by_columns<T>> const svd(map_columns(a, m, n), what);
  if (svd.info() != Eigen::Success) return false;
  for (index i = 0; i < k; ++i) s[i] = svd.singularValues()(i);
  if (u) {
    map_columns(u, m, full ? m : k) = svd.matrixU();
    map_columns(vh, full ? n : k, n) = svd.matrixV().adjoint();
  }
  return true;
}

/// A matrix by columns that are `step` apart.
template <class T>
matrix<T> columns_at(T* data, index rows, index number, index step) {
  return {data, rows, number, 1, step};
}
template <class T>
void conjugate_columns(matrix<T> const& x) {
  if constexpr (complex_floating<T>)
    for (index j = 0; j < x.columns; ++j)
      for (index i = 0; i < x.rows; ++i) {
        T& element = x.data[j * x.column_stride + i];
        element = std::conj(element);
      }
}

/// The x of least |A @ x - b|, and of these the shortest, for k right-hand sides that lie in max(m, n) x k
/// and become x, or where the matrix has full rank x and below it what gives the residuals. Singular values
/// up to rcond times the largest count as zero. Stores those values and the rank.
template <class T>
bool gelsd(policy, index m, index n, index k, T* a, T* b, real_t<T>* s, real_t<T> rcond, index& rank) {
  if constexpr (lapack::computes<T>)
    if (k > 0 && lapack::takes_with_work(m, n) && lapack::takes(k))
      return lapack::gelsd(m, n, k, a, b, s, rcond, rank);
  index const least = std::min(m, n), most = std::max(m, n);
  auto const u = lapack::scratch<T>(m * least), vh = lapack::scratch<T>(least * n);
  if (!gesdd(policy{}, m, n, a, s, u.get(), vh.get(), false)) return false;
  rank = 0;
  while (rank < least && s[rank] > rcond * s[0]) ++rank;
  // The products with adjoints are those with transposes of conjugates, conjugate.
  auto const memory = lapack::scratch<T>(rank * k);
  auto const given = columns_at(b, m, k, most), part = columns_at(memory.get(), rank, k, rank);
  auto const left = columns_at<T const>(u.get(), m, rank, m),
             right = columns_at<T const>(vh.get(), rank, n, least);
  conjugate_columns(given);
  gemm(policy{}, T(1), left.transposed(), constant(given), T(0), part);
  conjugate_columns(given);
  conjugate_columns(part);
  if (rank == n && m > n) // what is orthogonal to the columns: of the residuals' length
    gemm(policy{}, T(-1), left, constant(part), T(1), given);
  for (index j = 0; j < k; ++j) {
    T* const x = b + j * most;
    if (rank == n && m > n) {
      real_t<T> squares(0);
      for (index i = 0; i < m; ++i) squares += std::norm(x[i]);
      std::fill(x + n, x + most, T(0));
      x[n] = T(std::sqrt(squares));
    }
    for (index i = 0; i < rank; ++i) memory[std::size_t(j * rank + i)] /= s[i];
  }
  conjugate_columns(part);
  auto const solution = columns_at(b, n, k, most);
  gemm(policy{}, T(1), right.transposed(), constant(part), T(0), solution);
  conjugate_columns(solution);
  return true;
}

/// The eigenvalues, ascending, of the Hermitian matrix whose triangle `part` is given, and if asked for its
/// eigenvectors in the columns of `a`. False if it does not converge.
template <class T>
bool syevd(policy, bool vectors, uplo part, index n, T* a, real_t<T>* values) {
  if (n == 0) return true;
  if constexpr (lapack::computes<T>)
    if (lapack::takes_with_work(n, n)) return lapack::syevd(vectors, part, n, a, values);
  auto matrix = map_columns(a, n, n);
  by_columns<T> lower = matrix;
  if (part == uplo::upper) lower = matrix.adjoint();
  Eigen::SelfAdjointEigenSolver<by_columns<T>> const solver(lower, vectors ? Eigen::ComputeEigenvectors
                                                                           : Eigen::EigenvaluesOnly);
  if (solver.info() != Eigen::Success) return false;
  for (index i = 0; i < n; ++i) values[i] = solver.eigenvalues()(i);
  if (vectors) matrix = solver.eigenvectors();
  return true;
}

/// The eigenvalues of a matrix, which is lost, in the order in which they are found, and its eigenvectors,
/// of length 1, where `vectors` is not null. False if it does not converge.
template <class T>
bool geev(policy, index n, T* a, std::complex<real_t<T>>* values, std::complex<real_t<T>>* vectors) {
  if (n == 0) return true;
  if constexpr (lapack::computes<T>)
    if (lapack::takes_with_work(n, n)) return lapack::geev(n, a, values, vectors);
  using solver_of = std::conditional_t<complex_floating<T>, Eigen::ComplexEigenSolver<by_columns<T>>,
                                       Eigen::EigenSolver<by_columns<T>>>;
  auto const found = [&](solver_of const& solver) {
    if (solver.info() != Eigen::Success) return false;
    for (index i = 0; i < n; ++i) values[i] = solver.eigenvalues()(i);
    if (vectors) map_columns(vectors, n, n) = solver.eigenvectors().topLeftCorner(n, n);
    return true;
  };
  // The iteration goes along rows. Where their elements are a multiple of 1024 bytes apart, a cache has room
  // for few of them, and it is five times as slow: there the matrix gets a border of zeros, which the
  // iteration splits off and which changes nothing of the rest.
  constexpr index bytes = index(sizeof(T)), border = 64 / bytes;
  if (n * bytes % 1024 != 0) return found(solver_of(map_columns(a, n, n), vectors != nullptr));
  by_columns<T> bordered = by_columns<T>::Zero(n + border, n + border);
  bordered.topLeftCorner(n, n) = map_columns(a, n, n);
  return found(solver_of(bordered, vectors != nullptr));
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
