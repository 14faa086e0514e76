// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's products of matrices and vectors: cuBLAS's on a GPU, the host's where the device is emulated.
#pragma once

#include <gamut/device/assign.hpp>
#include <gamut/device/libraries.hpp>
#include <gamut/host/products.hpp>
#include <gamut/products.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

template <class T>
struct slide_to {
  T const* x;
  T const* w;
  index m;
  T* y;
  GAMUT_HD void operator()(index i) const {
    T sum(0);
    for (index k = 0; k < m; ++k) sum = math::plus(sum, math::times(x[i + k], w[k]));
    y[i] = sum;
  }
};
/// y[i] = sum over k < m of x[i + k] * w[k].
template <class T>
void slide(policy, T const* x, T const* w, index m, T* y, index n) {
  for_each_index(n, slide_to<T>{x, w, m, y});
}

/// The matrix so many elements on.
template <class T>
matrix<T> further(matrix<T> const& m, index by) {
  return {m.data + by, m.rows, m.columns, m.row_stride, m.column_stride};
}

/// One element of products of integers, which cuBLAS does not multiply.
template <class T>
struct product_element {
  T alpha, beta;
  matrix<T const> a, b;
  matrix<T> c;
  index next_a, next_b, next_c;
  GAMUT_HD void operator()(index i) const {
    index const line = quotient(i, c.columns), column = i - line * c.columns;
    index const number = quotient(line, c.rows), row = line - number * c.rows;
    T const* const of_row = a.data + number * next_a + row * a.row_stride;
    T const* const of_column = b.data + number * next_b + column * b.column_stride;
    T sum(0);
    for (index k = 0; k < a.columns; ++k)
      sum = math::plus(sum, math::times(of_row[k * a.column_stride], of_column[k * b.row_stride]));
    T& to = c.data[number * next_c + row * c.row_stride + column * c.column_stride];
    to = math::plus(math::times(alpha, sum), beta == T(0) ? T(0) : math::times(beta, to));
  }
};

/// c = alpha * a @ b + beta * c for `count` matrices, so many elements from one to the next.
template <class T>
void gemm_stack(T alpha, matrix<T const> const& a, index next_a, matrix<T const> const& b, index next_b,
                T beta, matrix<T> const& c, index next_c, index count);
template <class T>
void gemm(policy, T alpha, matrix<T const> const& a, index next_a, matrix<T const> const& b, index next_b,
          T beta, matrix<T> const& c, index next_c, index count) {
  if (c.rows == 0 || c.columns == 0 || count == 0) return;
  if constexpr (integer<T>)
    for_each_index(count * c.rows * c.columns,
                   product_element<T>{alpha, beta, a, b, c, next_a, next_b, next_c});
  else
    gemm_stack(alpha, a, next_a, b, next_b, beta, c, next_c, count);
}
/// The products at every place of the leading axes: operand 0 of the nest is c, then a and b. What lies at
/// equal distances is one call of cuBLAS.
template <class T, int N>
void gemm_at_places(policy, T alpha, matrix<T const> const& a, matrix<T const> const& b, T beta,
                    matrix<T> const& c, gamut::detail::nest<N, 3> places) {
  places.simplify();
  index const inner = places.ndim - 1, count = places.ndim > 0 ? places.shape[int(inner)] : 1;
  index const all = places.size();
  if (all == 0) return;
  auto const next = [&](int k) { return places.ndim > 0 ? places.strides[k][int(inner)] : 0; };
  for (index first = 0; first < all; first += count) {
    offsets_of<3> place(places);
    place.move(places, 0, places.ndim, first);
    gemm(policy{}, alpha, further(a, place.at[1]), next(1), further(b, place.at[2]), next(2), beta,
         further(c, place.at[0]), next(0), count);
  }
}

#if !GAMUT_DEVICE_CUDA

template <class T>
void gemm(policy, T alpha, matrix<T const> const& a, matrix<T const> const& b, T beta, matrix<T> const& c) {
  gemm(gamut::host{}, alpha, a, b, beta, c);
}
template <class T>
void gemm_stack(T alpha, matrix<T const> const& a, index next_a, matrix<T const> const& b, index next_b,
                T beta, matrix<T> const& c, index next_c, index count) {
  for (index i = 0; i < count; ++i)
    gemm(gamut::host{}, alpha, further(a, i * next_a), further(b, i * next_b), beta, further(c, i * next_c));
}
template <class T>
void gemv(policy, T alpha, matrix<T const> const& a, vector<T const> const& x, T beta, vector<T> const& y) {
  gemv(gamut::host{}, alpha, a, x, beta, y);
}

#else

/// `count` products of matrices by columns, so many elements from one to the next.
template <class T>
void gemm_by_columns(cublasOperation_t opa, cublasOperation_t opb, index m, index n, index k, T alpha,
                     T const* a, index lda, index next_a, T const* b, index ldb, index next_b, T beta, T* c,
                     index ldc, index next_c, index count) {
  constexpr auto type = cuda_dtype<T>;
  constexpr auto precision = std::is_same_v<real_t<T>, float> ? CUBLAS_COMPUTE_32F : CUBLAS_COMPUTE_64F;
  check(count == 1 ? cublasGemmEx_64(cublas(), opa, opb, m, n, k, &alpha, a, type, lda, b, type, ldb, &beta,
                                     c, type, ldc, precision, CUBLAS_GEMM_DEFAULT)
                   : cublasGemmStridedBatchedEx_64(cublas(), opa, opb, m, n, k, &alpha, a, type, lda, next_a,
                                                   b, type, ldb, next_b, &beta, c, type, ldc, next_c, count,
                                                   precision, CUBLAS_GEMM_DEFAULT),
        "cuBLAS gemm");
}

/// Whether a matrix lies by rows in memory, rows at least their length apart.
template <class T>
bool by_rows(matrix<T> const& m) {
  return (m.column_stride == 1 || m.columns == 1) && (m.row_stride >= m.columns || m.rows == 1);
}
template <class T>
index leading(matrix<T> const& m) {
  index const least = m.columns > 1 ? m.columns : 1;
  return m.rows == 1 || m.row_stride < least ? least : m.row_stride;
}

/// A matrix or a vector in memory of its own, contiguous.
template <class T>
ndarray<T, 2, policy> copied(matrix<T const> const& m) {
  return ndarray<T, 2, policy>(
      gamut::detail::make_view(gamut::detail::borrowed<T const, policy>{m.data},
                               layout<2>{shape_of(m.rows, m.columns), {{m.row_stride, m.column_stride}}, 0}));
}
template <class T>
array_view<T, 2, policy> as_array(matrix<T> const& m) {
  return {{m.data}, {shape_of(m.rows, m.columns), {{m.row_stride, m.column_stride}}, 0}};
}
template <class T>
matrix<T const> as_matrix(ndarray<T, 2, policy> const& a) {
  return {a.data(), a.shape()[0], a.shape()[1], a.shape()[1], 1};
}

/// c = alpha * a @ b + beta * c, of real and complex floating dtypes, for `count` matrices, so many elements
/// from one to the next.
template <class T>
void gemm_stack(T alpha, matrix<T const> const& a, index next_a, matrix<T const> const& b, index next_b,
                T beta, matrix<T> const& c, index next_c, index count) {
  bool const known = (by_rows(a) || by_rows(a.transposed())) && (by_rows(b) || by_rows(b.transposed())) &&
                     (by_rows(c) || by_rows(c.transposed()));
  if (count > 1 && !(known && a.columns > 0 && next_a >= 0 && next_b >= 0 && next_c > 0)) {
    for (index i = 0; i < count; ++i)
      gemm_stack(alpha, further(a, i * next_a), 0, further(b, i * next_b), 0, beta, further(c, i * next_c), 0,
                 1);
  } else if (a.columns == 0) {
    if (beta == T(0))
      as_array(c) = T(0); // c may hold anything, nan included
    else
      as_array(c) *= beta;
  } else if (!by_rows(a) && !by_rows(a.transposed())) {
    auto const copy = copied(a);
    gemm_stack(alpha, as_matrix(copy), 0, b, 0, beta, c, 0, 1);
  } else if (!by_rows(b) && !by_rows(b.transposed())) {
    auto const copy = copied(b);
    gemm_stack(alpha, a, 0, as_matrix(copy), 0, beta, c, 0, 1);
  } else if (by_rows(c)) {
    // cuBLAS has its matrices by columns: what lies by rows is the transpose to it, and c^T = b^T @ a^T.
    auto const op = [](auto const& m) { return by_rows(m) ? CUBLAS_OP_N : CUBLAS_OP_T; };
    auto const ld = [](auto const& m) { return by_rows(m) ? leading(m) : leading(m.transposed()); };
    gemm_by_columns(op(b), op(a), c.columns, c.rows, a.columns, alpha, b.data, ld(b), next_b, a.data, ld(a),
                    next_a, beta, c.data, leading(c), next_c, count);
  } else if (by_rows(c.transposed()))
    gemm_stack(alpha, b.transposed(), next_b, a.transposed(), next_a, beta, c.transposed(), next_c, count);
  else {
    auto copy = copied(matrix<T const>{c.data, c.rows, c.columns, c.row_stride, c.column_stride});
    gemm_stack(alpha, a, 0, b, 0, beta, matrix<T>{copy.data(), c.rows, c.columns, c.columns, 1}, 0, 1);
    as_array(c) = copy;
  }
}
/// c = alpha * a @ b + beta * c.
template <class T>
void gemm(policy, T alpha, matrix<T const> const& a, matrix<T const> const& b, T beta, matrix<T> const& c) {
  gemm(policy{}, alpha, a, 0, b, 0, beta, c, 0, 1);
}

/// y = alpha * a @ x + beta * y.
template <class T>
void gemv(policy, T alpha, matrix<T const> const& a, vector<T const> const& x, T beta, vector<T> const& y) {
  if constexpr (!integer<T>)
    if (a.rows > 0 && a.columns > 0 && x.stride > 0 && y.stride > 0 &&
        (by_rows(a) || by_rows(a.transposed()))) {
      bool const rows = by_rows(a);
      index const m = rows ? a.columns : a.rows, n = rows ? a.rows : a.columns;
      constexpr auto routine =
          routine_of<T, cublasSgemv_v2_64, cublasDgemv_v2_64, cublasCgemv_v2_64, cublasZgemv_v2_64>();
      check(routine(cublas(), rows ? CUBLAS_OP_T : CUBLAS_OP_N, m, n, as_cuda(&alpha), as_cuda(a.data),
                    rows ? leading(a) : leading(a.transposed()), as_cuda(x.data), x.stride, as_cuda(&beta),
                    as_cuda(y.data), y.stride),
            "cuBLAS gemv");
      return;
    }
  gemm(policy{}, alpha, a, matrix<T const>{x.data, x.size, 1, x.stride, 1}, beta,
       matrix<T>{y.data, y.size, 1, y.stride, 1});
}

#endif

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
