// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's products of matrices and vectors, by Eigen's kernels over the caller's memory.
#pragma once

#include <gamut/dtype.hpp>
#include <gamut/host/policy.hpp>
#include <gamut/host/threads.hpp>
#include <gamut/products.hpp>

#include <vector>

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

template <class T, int Order>
using dense = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Order>;
template <class T, int Order>
using mapped = Eigen::Map<
    std::conditional_t<std::is_const_v<T>, dense<std::remove_const_t<T>, Order> const, dense<T, Order>>,
    Eigen::Unaligned, Eigen::OuterStride<>>;
/// Whether Eigen can walk a matrix by rows; a single row or column has no step of its own. Rows that are only
/// read may overlap.
template <class T>
bool by_rows(matrix<T> const& m) {
  index const least = std::is_const_v<T> ? 1 : m.columns;
  return (m.column_stride == 1 || m.columns == 1) && (m.row_stride >= least || m.rows == 1);
}
/// The step from row to row of a matrix that is walked by rows.
template <class T>
index outer_step(matrix<T> const& m) {
  return m.rows == 1 ? m.columns : m.row_stride;
}
template <class T, int Order>
mapped<T, Order> map_matrix(matrix<T> const& m) {
  index const outer = Order == Eigen::RowMajor ? outer_step(m) : outer_step(m.transposed());
  return {m.data, m.rows, m.columns, Eigen::OuterStride<>(outer)};
}

/// A copy of the matrix by rows.
template <class T>
dense<std::remove_const_t<T>, Eigen::RowMajor> copied_by_rows(matrix<T> const& m) {
  dense<std::remove_const_t<T>, Eigen::RowMajor> copy(m.rows, m.columns);
  for (index i = 0; i < m.rows; ++i)
    for (index j = 0; j < m.columns; ++j) copy(i, j) = m.data[i * m.row_stride + j * m.column_stride];
  return copy;
}

/// Calls `f` with the matrix as Eigen has it: by rows, by columns, or copied where its strides are neither.
template <class T, class F>
void with_matrix(matrix<T const> const& m, F const& f) {
  if (by_rows(m))
    f(map_matrix<T const, Eigen::RowMajor>(m));
  else if (by_rows(m.transposed()))
    f(map_matrix<T const, Eigen::ColMajor>(m));
  else {
    auto const copy = copied_by_rows(m);
    f(map_matrix<T const, Eigen::RowMajor>({copy.data(), m.rows, m.columns, m.columns, 1}));
  }
}

template <class T>
void scale(matrix<T> const& c, T beta) {
  if (beta == T(1)) return;
  if (c.columns == 1 && c.rows > 1) return scale(c.transposed(), beta); // one long loop
  for (index i = 0; i < c.rows; ++i)
    for (index j = 0; j < c.columns; ++j) {
      T& x = c.data[i * c.row_stride + j * c.column_stride];
      x = beta == T(0) ? T(0) : math::times(x, beta);
    }
}

/// c += alpha * a @ b by plain loops: for matrices that are too small to be worth rearranging.
template <class T>
void add_small_product(T alpha, matrix<T const> const& a, matrix<T const> const& b, matrix<T> const& c) {
  for (index i = 0; i < c.rows; ++i)
    for (index k = 0; k < a.columns; ++k) {
      T const x = math::times(alpha, a.data[i * a.row_stride + k * a.column_stride]);
      T const* from = b.data + k * b.row_stride;
      T* to = c.data + i * c.row_stride;
      for (index j = 0; j < c.columns; ++j) {
        T& sum = to[j * c.column_stride];
        sum = math::plus(sum, math::times(x, from[j * b.column_stride]));
      }
    }
}
/// The same by Eigen's blocked product, which packs its operands and shares the work among threads. Its inner
/// interface: the expression `c.noalias() += alpha * (a * b)` compiles every way in which Eigen could
/// multiply.
template <class X, class Y, class C, class T = typename C::Scalar>
void add_product(T alpha, X const& a, Y const& b, C& c) {
  constexpr int left = X::IsRowMajor ? Eigen::RowMajor : Eigen::ColMajor,
                right = Y::IsRowMajor ? Eigen::RowMajor : Eigen::ColMajor;
  using product = Eigen::internal::general_matrix_matrix_product<index, T, left, false, T, right, false,
                                                                 Eigen::RowMajor, 1>;
  using blocking = Eigen::internal::gemm_blocking_space<Eigen::RowMajor, T, T, Eigen::Dynamic, Eigen::Dynamic,
                                                        Eigen::Dynamic>;
  using work = Eigen::internal::gemm_functor<T, index, product, X, Y, C, blocking>;
  blocking blocks(c.rows(), c.cols(), a.cols(), 1, true);
  Eigen::internal::parallelize_gemm<true>(work(a, b, c, alpha, blocks), c.rows(), c.cols(), a.cols(), true);
}

/// y += alpha * a @ x, by Eigen's kernels: by rows they take a contiguous `x`, by columns a contiguous `y`.
template <class T>
void add_matrix_vector(T alpha, matrix<T const> const& a, vector<T const> const& x, vector<T> const& y) {
  using Eigen::internal::const_blas_data_mapper;
  using rows = const_blas_data_mapper<T, index, Eigen::RowMajor>;
  using columns = const_blas_data_mapper<T, index, Eigen::ColMajor>;
  if (by_rows(a)) {
    if (x.stride != 1) {
      auto const copy = copied_by_rows(matrix<T const>{x.data, x.size, 1, x.stride, 1});
      return add_matrix_vector(alpha, a, {copy.data(), x.size, 1}, y);
    }
    Eigen::internal::general_matrix_vector_product<index, T, rows, Eigen::RowMajor, false, T, columns,
                                                   false>::run(a.rows, a.columns, rows(a.data, outer_step(a)),
                                                               columns(x.data, 1), y.data, y.stride, alpha);
  } else if (!by_rows(a.transposed())) {
    auto const copy = copied_by_rows(a);
    add_matrix_vector(alpha, matrix<T const>{copy.data(), a.rows, a.columns, a.columns, 1}, x, y);
  } else if (y.stride != 1) {
    std::vector<T> sum(std::size_t(y.size), T(0));
    add_matrix_vector(alpha, a, x, {sum.data(), y.size, 1});
    for (index i = 0; i < y.size; ++i) {
      T& total = y.data[i * y.stride];
      total = math::plus(total, sum[std::size_t(i)]);
    }
  } else
    Eigen::internal::general_matrix_vector_product<index, T, columns, Eigen::ColMajor, false, T, rows,
                                                   false>::run(a.rows, a.columns,
                                                               columns(a.data, outer_step(a.transposed())),
                                                               rows(x.data, x.stride), y.data, 1, alpha);
}

/// c = alpha * a @ b + beta * c.
template <class T>
void gemm(policy, T alpha, matrix<T const> const& a, matrix<T const> const& b, T beta, matrix<T> const& c) {
  if (c.rows == 0 || c.columns == 0) return;
  if constexpr (integer<T> && std::is_signed_v<T>) {
    // Integers wrap, as NumPy's do; in unsigned arithmetic that is defined.
    using U = std::make_unsigned_t<T>;
    auto const as_unsigned = [](auto const& m) {
      using V = std::conditional_t<std::is_const_v<std::remove_pointer_t<decltype(m.data)>>, U const, U>;
      return matrix<V>{reinterpret_cast<V*>(m.data), m.rows, m.columns, m.row_stride, m.column_stride};
    };
    gemm(policy{}, static_cast<U>(alpha), as_unsigned(a), as_unsigned(b), static_cast<U>(beta),
         as_unsigned(c));
  } else if (!by_rows(c) && by_rows(c.transposed()))
    gemm(policy{}, alpha, b.transposed(), a.transposed(), beta, c.transposed());
  else {
    scale(c, beta);
    if (a.columns == 0) return;
    Eigen::setNbThreads(num_threads());
    if (c.columns == 1)
      add_matrix_vector(alpha, a, {b.data, b.rows, b.row_stride}, {c.data, c.rows, c.row_stride});
    else if (c.rows == 1)
      add_matrix_vector(alpha, b.transposed(), {a.data, a.columns, a.column_stride},
                        {c.data, c.columns, c.column_stride});
    else if (c.rows + c.columns + a.columns < 20)
      add_small_product(alpha, a, b, c);
    else if (!by_rows(c)) {
      auto copy = copied_by_rows(c);
      gemm(policy{}, alpha, a, b, T(1), matrix<T>{copy.data(), c.rows, c.columns, c.columns, 1});
      for (index i = 0; i < c.rows; ++i)
        for (index j = 0; j < c.columns; ++j) c.data[i * c.row_stride + j * c.column_stride] = copy(i, j);
    } else {
      auto result = map_matrix<T, Eigen::RowMajor>(c);
      with_matrix(a, [&](auto const& x) {
        with_matrix(b, [&](auto const& y) { add_product(alpha, x, y, result); });
      });
    }
  }
}

/// y = alpha * a @ x + beta * y.
template <class T>
void gemv(policy, T alpha, matrix<T const> const& a, vector<T const> const& x, T beta, vector<T> const& y) {
  gemm(policy{}, alpha, a, matrix<T const>{x.data, x.size, 1, x.stride, 1}, beta,
       matrix<T>{y.data, y.size, 1, y.stride, 1});
}

/// y[i] = sum over k < m of x[i + k] * w[k]: a matrix-vector product of overlapping columns.
template <class T>
void slide(policy, T const* x, T const* w, index m, T* y, index n) {
  gemv(policy{}, T(1), matrix<T const>{x, n, m, 1, 1}, vector<T const>{w, m, 1}, T(0), vector<T>{y, n, 1});
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
