// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's dense linear algebra: Eigen over the caller's memory.
#pragma once

#include <gamut/dtype.hpp>
#include <gamut/host/policy.hpp>
#include <gamut/host/threads.hpp>
#include <gamut/linalg.hpp>

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

template <class T>
using strided = Eigen::Map<Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> const,
                           Eigen::Unaligned, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>>;
template <class T, int Order>
using dense = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Order>;
template <class T, int Order>
using mapped = Eigen::Map<
    std::conditional_t<std::is_const_v<T>, dense<std::remove_const_t<T>, Order> const, dense<T, Order>>,
    Eigen::Unaligned, Eigen::OuterStride<>>;
template <class T>
using mapped_vector = Eigen::Map<
    std::conditional_t<std::is_const_v<T>, Eigen::Matrix<std::remove_const_t<T>, Eigen::Dynamic, 1> const,
                       Eigen::Matrix<T, Eigen::Dynamic, 1>>,
    Eigen::Unaligned, Eigen::InnerStride<>>;

/// Whether Eigen can walk a matrix by rows; a single row or column has no step of its own.
template <class T>
bool by_rows(matrix<T> const& m) {
  return (m.column_stride == 1 || m.columns == 1) && (m.row_stride >= m.columns || m.rows == 1);
}
template <class T, int Order>
mapped<T, Order> map_matrix(matrix<T> const& m) {
  bool const rows = Order == Eigen::RowMajor;
  index const outer =
      rows ? (m.rows == 1 ? m.columns : m.row_stride) : (m.columns == 1 ? m.rows : m.column_stride);
  return {m.data, m.rows, m.columns, Eigen::OuterStride<>(outer)};
}

/// Calls `f` with the matrix as Eigen has it: by rows, by columns, or copied where its strides are neither.
template <class T, class F>
void with_matrix(matrix<T const> const& m, F const& f) {
  if (by_rows(m))
    f(map_matrix<T const, Eigen::RowMajor>(m));
  else if (by_rows(m.transposed()))
    f(map_matrix<T const, Eigen::ColMajor>(m));
  else {
    dense<T, Eigen::RowMajor> const copy =
        strided<T>(m.data, m.rows, m.columns, {m.row_stride, m.column_stride});
    f(map_matrix<T const, Eigen::RowMajor>({copy.data(), m.rows, m.columns, m.columns, 1}));
  }
}

template <class T, class C>
void scale(C&& c, T beta) {
  if (beta == T(0))
    c.setZero();
  else if (beta != T(1))
    c *= beta;
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
  } else if (by_rows(c)) {
    Eigen::setNbThreads(num_threads());
    auto result = map_matrix<T, Eigen::RowMajor>(c);
    scale(result, beta);
    if (a.columns == 0) return;
    with_matrix(a, [&](auto const& x) {
      with_matrix(b, [&](auto const& y) { result.noalias() += alpha * (x * y); });
    });
  } else if (by_rows(c.transposed()))
    gemm(policy{}, alpha, b.transposed(), a.transposed(), beta, c.transposed());
  else {
    dense<T, Eigen::RowMajor> copy(c.rows, c.columns);
    Eigen::Map<dense<T, Eigen::RowMajor>, Eigen::Unaligned, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>>
        result(c.data, c.rows, c.columns, {c.row_stride, c.column_stride});
    if (beta != T(0)) copy = result;
    gemm(policy{}, alpha, a, b, beta, matrix<T>{copy.data(), c.rows, c.columns, c.columns, 1});
    result = copy;
  }
}

/// y = alpha * a @ x + beta * y.
template <class T>
void gemv(policy, T alpha, matrix<T const> const& a, vector<T const> const& x, T beta, vector<T> const& y) {
  if constexpr (integer<T> && std::is_signed_v<T>)
    gemm(policy{}, alpha, a, matrix<T const>{x.data, x.size, 1, x.stride, 1}, beta,
         matrix<T>{y.data, y.size, 1, y.stride, 1});
  else {
    Eigen::setNbThreads(num_threads());
    mapped_vector<T> result(y.data, y.size, Eigen::InnerStride<>(y.stride));
    mapped_vector<T const> const by(x.data, x.size, Eigen::InnerStride<>(x.stride));
    scale(result, beta);
    if (a.rows > 0 && a.columns > 0)
      with_matrix(a, [&](auto const& m) { result.noalias() += alpha * (m * by); });
  }
}

/// Solves a @ x = b for column-major a (n x n) and b (n x columns), both overwritten; false for a singular
/// matrix.
template <class T>
bool solve_in_place(policy, T* a, index n, T* b, index columns) {
  Eigen::setNbThreads(num_threads());
  using column_major = dense<T, Eigen::ColMajor>;
  Eigen::Map<column_major> matrix(a, n, n), right(b, n, columns);
  Eigen::PartialPivLU<Eigen::Ref<column_major>> const lu(matrix);
  if ((matrix.diagonal().array() == T(0)).any()) return false;
  right = lu.permutationP() * right;
  matrix.template triangularView<Eigen::UnitLower>().solveInPlace(right);
  matrix.template triangularView<Eigen::Upper>().solveInPlace(right);
  return true;
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
