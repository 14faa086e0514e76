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

#if !GAMUT_DEVICE_CUDA

template <class T>
void gemm(policy, T alpha, matrix<T const> const& a, matrix<T const> const& b, T beta, matrix<T> const& c) {
  gemm(gamut::host{}, alpha, a, b, beta, c);
}
template <class T>
void gemv(policy, T alpha, matrix<T const> const& a, vector<T const> const& x, T beta, vector<T> const& y) {
  gemv(gamut::host{}, alpha, a, x, beta, y);
}

#else

inline auto gemm_64(cublasOperation_t opa, cublasOperation_t opb, index m, index n, index k, float alpha,
                    float const* a, index lda, float const* b, index ldb, float beta, float* c, index ldc) {
  return cublasSgemm_64(cublas(), opa, opb, m, n, k, &alpha, a, lda, b, ldb, &beta, c, ldc);
}
inline auto gemm_64(cublasOperation_t opa, cublasOperation_t opb, index m, index n, index k, double alpha,
                    double const* a, index lda, double const* b, index ldb, double beta, double* c,
                    index ldc) {
  return cublasDgemm_64(cublas(), opa, opb, m, n, k, &alpha, a, lda, b, ldb, &beta, c, ldc);
}
inline auto gemv_64(cublasOperation_t op, index m, index n, float alpha, float const* a, index lda,
                    float const* x, index incx, float beta, float* y, index incy) {
  return cublasSgemv_64(cublas(), op, m, n, &alpha, a, lda, x, incx, &beta, y, incy);
}
inline auto gemv_64(cublasOperation_t op, index m, index n, double alpha, double const* a, index lda,
                    double const* x, index incx, double beta, double* y, index incy) {
  return cublasDgemv_64(cublas(), op, m, n, &alpha, a, lda, x, incx, &beta, y, incy);
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

/// One element of a product of integers, which cuBLAS does not multiply.
template <class T>
struct product_element {
  matrix<T const> a, b;
  matrix<T> c;
  T alpha, beta;
  GAMUT_HD void operator()(index i) const {
    index const row = i / c.columns, column = i % c.columns;
    T sum = 0;
    for (index k = 0; k < a.columns; ++k)
      sum = math::plus(sum, math::times(a.data[row * a.row_stride + k * a.column_stride],
                                        b.data[k * b.row_stride + column * b.column_stride]));
    T& to = c.data[row * c.row_stride + column * c.column_stride];
    to = math::plus(math::times(alpha, sum), beta == T(0) ? T(0) : math::times(beta, to));
  }
};

/// c = alpha * a @ b + beta * c.
template <class T>
void gemm(policy, T alpha, matrix<T const> const& a, matrix<T const> const& b, T beta, matrix<T> const& c) {
  check_real<T>();
  if (c.rows == 0 || c.columns == 0) return;
  if constexpr (!real_floating<T>)
    for_each_index(c.rows * c.columns, product_element<T>{a, b, c, alpha, beta});
  else if (a.columns == 0) {
    if (beta == T(0))
      as_array(c) = T(0); // c may hold anything, nan included
    else
      as_array(c) *= beta;
  } else if (!by_rows(a) && !by_rows(a.transposed())) {
    auto const copy = copied(a);
    gemm(policy{}, alpha, as_matrix(copy), b, beta, c);
  } else if (!by_rows(b) && !by_rows(b.transposed())) {
    auto const copy = copied(b);
    gemm(policy{}, alpha, a, as_matrix(copy), beta, c);
  } else if (by_rows(c)) {
    // cuBLAS has its matrices by columns: what lies by rows is the transpose to it, and c^T = b^T @ a^T.
    auto const op = [](auto const& m) { return by_rows(m) ? CUBLAS_OP_N : CUBLAS_OP_T; };
    auto const ld = [](auto const& m) { return by_rows(m) ? leading(m) : leading(m.transposed()); };
    check(gemm_64(op(b), op(a), c.columns, c.rows, a.columns, alpha, b.data, ld(b), a.data, ld(a), beta,
                  c.data, leading(c)),
          "cuBLAS gemm");
  } else if (by_rows(c.transposed()))
    gemm(policy{}, alpha, b.transposed(), a.transposed(), beta, c.transposed());
  else {
    auto copy = copied(matrix<T const>{c.data, c.rows, c.columns, c.row_stride, c.column_stride});
    gemm(policy{}, alpha, a, b, beta, matrix<T>{copy.data(), c.rows, c.columns, c.columns, 1});
    as_array(c) = copy;
  }
}

/// y = alpha * a @ x + beta * y.
template <class T>
void gemv(policy, T alpha, matrix<T const> const& a, vector<T const> const& x, T beta, vector<T> const& y) {
  if constexpr (real_floating<T>)
    if (a.rows > 0 && a.columns > 0 && x.stride > 0 && y.stride > 0 &&
        (by_rows(a) || by_rows(a.transposed()))) {
      bool const rows = by_rows(a);
      index const m = rows ? a.columns : a.rows, n = rows ? a.rows : a.columns;
      check(gemv_64(rows ? CUBLAS_OP_T : CUBLAS_OP_N, m, n, alpha, a.data,
                    rows ? leading(a) : leading(a.transposed()), x.data, x.stride, beta, y.data, y.stride),
            "cuBLAS gemv");
      return;
    }
  gemm(policy{}, alpha, a, matrix<T const>{x.data, x.size, 1, x.stride, 1}, beta,
       matrix<T>{y.data, y.size, 1, y.stride, 1});
}

#endif

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
