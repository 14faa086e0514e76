// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's products of matrices and vectors over the caller's memory: by a BLAS where there is one, else by
// Eigen's kernels.
#pragma once

#include <gamut/dtype.hpp>
#include <gamut/host/lapack.hpp>
#include <gamut/host/policy.hpp>
#include <gamut/host/threads.hpp>
#include <gamut/products.hpp>

#include <algorithm>
#include <concepts>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

template <class T, int Order>
using dense = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Order>;
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
/// A copy of the matrix by rows.
template <class T>
dense<std::remove_const_t<T>, Eigen::RowMajor> copied_by_rows(matrix<T> const& m) {
  dense<std::remove_const_t<T>, Eigen::RowMajor> copy(m.rows, m.columns);
  for (index i = 0; i < m.rows; ++i)
    for (index j = 0; j < m.columns; ++j) copy(i, j) = m.data[i * m.row_stride + j * m.column_stride];
  return copy;
}

/// The matrix to be read.
template <class T>
matrix<T const> constant(matrix<T> const& m) {
  return {m.data, m.rows, m.columns, m.row_stride, m.column_stride};
}
/// The copy as a matrix, for as long as it lives.
template <class T>
matrix<T const> matrix_of(dense<T, Eigen::RowMajor> const& copy) {
  return {copy.data(), copy.rows(), copy.cols(), copy.cols(), 1};
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
/// c += alpha * a @ b as Eigen shares it among threads, each operand by rows or by columns and c by rows: its
/// gemm_functor, of which there is one for all ways in which the operands lie.
template <class T>
class blocked_product {
public:
  using Traits = Eigen::internal::gebp_traits<T, T>;

  blocked_product(T alpha, matrix<T const> const& a, matrix<T const> const& b, matrix<T> const& c)
      : alpha_(alpha), a_(a), b_(b), c_(c), blocks_(c.rows, c.columns, a.columns, 1, true) {}
  void initParallelSession(index threads) const {
    blocks_.initParallel(a_.rows, b_.columns, a_.columns, threads);
    blocks_.allocateA();
  }
  void operator()(index row, index rows, index column = 0, index columns = -1,
                  Eigen::internal::GemmParallelInfo<index>* info = nullptr) const {
    constexpr int by_row = Eigen::RowMajor, by_column = Eigen::ColMajor;
    auto const run = by_rows(a_)
                         ? by_rows(b_) ? &product<by_row, by_row>::run : &product<by_row, by_column>::run
                     : by_rows(b_) ? &product<by_column, by_row>::run
                                   : &product<by_column, by_column>::run;
    run(rows, columns < 0 ? b_.columns : columns, a_.columns, a_.data + row * a_.row_stride, step_of(a_),
        b_.data + column * b_.column_stride, step_of(b_), c_.data + row * c_.row_stride + column, 1,
        outer_step(c_), alpha_, blocks_, info);
  }

private:
  template <int Left, int Right>
  using product = Eigen::internal::general_matrix_matrix_product<index, T, Left, false, T, Right, false,
                                                                 Eigen::RowMajor, 1>;
  static index step_of(matrix<T const> const& m) {
    return by_rows(m) ? outer_step(m) : outer_step(m.transposed());
  }

  T alpha_;
  matrix<T const> a_, b_;
  matrix<T> c_;
  mutable Eigen::internal::gemm_blocking_space<Eigen::RowMajor, T, T, Eigen::Dynamic, Eigen::Dynamic,
                                               Eigen::Dynamic>
      blocks_;
};

/// The same by Eigen's blocked product, which packs its operands and shares the work among threads. Its inner
/// interface: the expression `c.noalias() += alpha * (a * b)` compiles every way in which Eigen could
/// multiply.
template <class T>
void add_product(T alpha, matrix<T const> const& a, matrix<T const> const& b, matrix<T> const& c) {
  auto const walked = [](auto const& m) { return by_rows(m) || by_rows(m.transposed()); };
  if (!walked(a)) return add_product(alpha, matrix_of<T>(copied_by_rows(a)), b, c);
  if (!walked(b)) return add_product(alpha, a, matrix_of<T>(copied_by_rows(b)), c);
  Eigen::internal::parallelize_gemm<true>(blocked_product<T>(alpha, a, b, c), c.rows, c.columns, a.columns,
                                          true);
}

/// Whether `b` is the transpose of `a`, in the same memory.
template <class T>
bool is_transpose(matrix<T const> const& a, matrix<T const> const& b) {
  return a.data == b.data && a.rows == b.columns && a.columns == b.rows && a.row_stride == b.column_stride &&
         a.column_stride == b.row_stride;
}
/// Copies what is below the diagonal of a matrix by rows to above it.
template <class T>
void mirror_lower(matrix<T> const& c) {
  constexpr index edge = 32; // of blocks that stay in the first cache
  index const n = c.rows, step = outer_step(c);
  for (index top = 0; top < n; top += edge)
    for (index left = 0; left <= top; left += edge)
      for (index i = top; i < std::min(n, top + edge); ++i)
        for (index j = left; j < std::min(i, left + edge); ++j) c.data[j * step + i] = c.data[i * step + j];
}
/// How many rows of a @ a^T are computed together, up to the end of their square on the diagonal.
inline constexpr index rows_up_to_diagonal = 192;
/// c = alpha * a @ a^T where c is zero: little more than half the work.
template <class T>
void add_product_with_itself(T alpha, matrix<T const> const& a, matrix<T> const& c) {
  for (index top = 0; top < a.rows; top += rows_up_to_diagonal) {
    index const rows = std::min(rows_up_to_diagonal, a.rows - top), columns = top + rows;
    matrix<T const> const here{a.data + top * a.row_stride, rows, a.columns, a.row_stride, a.column_stride};
    matrix<T const> const above{a.data, columns, a.columns, a.row_stride, a.column_stride};
    add_product(alpha, here, above.transposed(),
                matrix<T>{c.data + top * c.row_stride, rows, columns, c.row_stride, 1});
  }
  mirror_lower(c);
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
    add_matrix_vector(alpha, matrix_of<T>(copy), x, y);
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

/// c = alpha * a @ b + beta * c where c has few rows and `b` is large and not scattered: `b` is read once as
/// it lies, which is all the time that takes; the blocked product would copy it before it multiplies. False,
/// and nothing done, elsewhere. An element is summed in an order that depends on the shapes alone.
template <std::floating_point T>
bool multiply_thin(T alpha, matrix<T const> const& a, matrix<T const> const& b, T beta, matrix<T> const& c) {
  constexpr index few = 16, large = (index(1) << 20) / index(sizeof(T));
  bool const along = by_rows(b) && c.column_stride == 1;
  if (c.rows < 2 || c.rows > few || c.columns < 2 || b.rows < 8 || b.columns < large / b.rows ||
      !(along || by_rows(b.transposed())))
    return false;
  constexpr index width = 4096 / index(sizeof(T)); // of a row: eight fit the first cache
  auto left = copied_by_rows(a);
  left *= alpha;
  scale(c, beta);
  if (!along) {
    constexpr index together = 16;
    parallel_for((c.columns + together - 1) / together, [&](index piece) {
      index const end = std::min(c.columns, (piece + 1) * together);
      for (index k = 0; k < a.columns; k += width)
        for (index j = piece * together; j < end; ++j) {
          index const n = std::min(width, a.columns - k);
          add_matrix_vector(T(1), matrix<T const>{left.data() + k, c.rows, n, a.columns, 1},
                            {b.data + j * b.column_stride + k, n, 1},
                            {c.data + j * c.column_stride, c.rows, c.row_stride});
        }
    });
    return true;
  }
  using array = Eigen::Array<T, 1, Eigen::Dynamic>;
  constexpr index together = 4 * width;
  parallel_for((c.columns + together - 1) / together, [&](index piece) {
    index const end = std::min(c.columns, (piece + 1) * together);
    // c(:, j ...) += left(:, k ... k + size) @ b(k ... k + size, j ...)
    auto const add = [&]<int... Row>(index k, std::integer_sequence<int, Row...>) {
      for (index j = piece * together; j < end; j += width) {
        index const n = std::min(width, end - j);
        auto const row = [&](index r) {
          return Eigen::Map<array const>(b.data + (k + r) * outer_step(b) + j, n);
        };
        for (index i = 0; i < c.rows; ++i)
          Eigen::Map<array>(c.data + i * c.row_stride + j, n) += (... + (left(i, k + Row) * row(Row)));
      }
    };
    index k = 0;
    for (; k + 8 <= a.columns; k += 8) add(k, std::make_integer_sequence<int, 8>{});
    for (; k < a.columns; ++k) add(k, std::make_integer_sequence<int, 1>{});
  });
  return true;
}

/// The threads of Eigen and of a BLAS from now on.
inline void use_threads(int threads) {
  Eigen::setNbThreads(threads);
  lapack::set_num_threads(threads);
}

#if defined(GAMUT_WITH_LAPACK)
/// A matrix is moved by one thread: OpenMP's others would spin for a while afterwards, on the cores that the
/// library's own threads want (cholesky of 256 x 256 on two cores: 8 ms, by one thread 0.3).
inline alone moving_operands(policy) { return {}; }
#endif

/// A matrix by rows as BLAS, which has columns, is told of it: turned, or not where it lies by columns.
struct blas_operand {
  transposition op = transposition::none;
  index step = 0; // 0: BLAS cannot walk it

  template <class T>
  blas_operand(matrix<T> const& m) {
    if (by_rows(m) && outer_step(m) >= m.columns)
      step = outer_step(m);
    else if (by_rows(m.transposed()) && outer_step(m.transposed()) >= m.rows)
      op = transposition::transpose, step = outer_step(m.transposed());
    if (!lapack::takes(step, m.rows, m.columns)) step = 0;
  }
};

/// c = alpha * a @ a^T: half the work, and half a copy.
template <class T>
void product_with_itself(T alpha, matrix<T const> const& a, blas_operand const& as, matrix<T> const& c) {
  T const zero(0);
  bool const rows = as.op == transposition::none;
  lapack::routines<T>::syrk("U", rows ? "T" : "N", lapack::given(c.rows), lapack::given(a.columns), &alpha,
                            a.data, lapack::given(as.step), &zero, c.data, lapack::given(outer_step(c)), 1,
                            1);
  mirror_lower(c);
}
/// c = alpha * a @ b + beta * c by a BLAS, c by rows; false, and nothing done, where BLAS cannot walk one of
/// them.
template <class T>
bool multiply_by_blas(T alpha, matrix<T const> const& a, matrix<T const> const& b, T beta,
                      matrix<T> const& c) {
  using blas = lapack::routines<T>;
  using lapack::given, lapack::letter;
  blas_operand const x(a), y(b), z(c);
  if (c.columns == 1) {
    // The matrix by rows is, by columns, its transpose.
    if (x.step == 0 || b.row_stride <= 0 || c.row_stride <= 0 || !lapack::takes(b.row_stride, c.row_stride))
      return false;
    bool const rows = x.op == transposition::none;
    blas::gemv(rows ? "T" : "N", given(rows ? a.columns : a.rows), given(rows ? a.rows : a.columns), &alpha,
               a.data, given(x.step), b.data, given(b.row_stride), &beta, c.data, given(c.row_stride), 1);
    return true;
  }
  if (c.rows == 1) return multiply_by_blas(alpha, b.transposed(), a.transposed(), beta, c.transposed());
  if (x.step == 0 || y.step == 0 || z.step == 0 || z.op != transposition::none) return false;
  if (beta == T(0) && is_transpose(a, b))
    product_with_itself(alpha, a, x, c);
  else
    blas::gemm(letter(y.op), letter(x.op), given(c.columns), given(c.rows), given(a.columns), &alpha, b.data,
               given(y.step), a.data, given(x.step), &beta, c.data, given(z.step), 1, 1);
  return true;
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
    bool const small = c.rows + c.columns + a.columns < 20;
    if (!small) use_threads(num_threads());
    if constexpr (std::floating_point<T>)
      if (multiply_thin(alpha, a, b, beta, c) ||
          multiply_thin(alpha, b.transposed(), a.transposed(), beta, c.transposed()))
        return;
    if constexpr (lapack::computes<T>)
      if (!small && a.columns > 0 && multiply_by_blas(alpha, a, b, beta, c)) return;
    scale(c, beta);
    if (a.columns == 0) return;
    if (c.columns == 1)
      add_matrix_vector(alpha, a, {b.data, b.rows, b.row_stride}, {c.data, c.rows, c.row_stride});
    else if (c.rows == 1)
      add_matrix_vector(alpha, b.transposed(), {a.data, a.columns, a.column_stride},
                        {c.data, c.columns, c.column_stride});
    else if (small)
      add_small_product(alpha, a, b, c);
    else if (!by_rows(c)) {
      auto copy = copied_by_rows(c);
      gemm(policy{}, alpha, a, b, T(1), matrix<T>{copy.data(), c.rows, c.columns, c.columns, 1});
      for (index i = 0; i < c.rows; ++i)
        for (index j = 0; j < c.columns; ++j) c.data[i * c.row_stride + j * c.column_stride] = copy(i, j);
    } else if (beta == T(0) && c.rows >= 2 * rows_up_to_diagonal && is_transpose(a, b))
      add_product_with_itself(alpha, a, c);
    else
      add_product(alpha, a, b, c);
  }
}

/// y = alpha * a @ x + beta * y.
template <class T>
void gemv(policy, T alpha, matrix<T const> const& a, vector<T const> const& x, T beta, vector<T> const& y) {
  gemm(policy{}, alpha, a, matrix<T const>{x.data, x.size, 1, x.stride, 1}, beta,
       matrix<T>{y.data, y.size, 1, y.stride, 1});
}

template <class T>
using matrix_by_vector = gamut::detail::matrix_by_vector<T, matrix<T const>, vector<T const>, vector<T>>;
/// Products of one matrix, or of it and its transpose, by vectors: a few rows at a time, which stay in the
/// second cache from one product to the next. The last ones may be of what the first gives, where that comes
/// row by row.
template <class T, std::same_as<matrix_by_vector<T>>... More>
requires(real_floating<T> || complex_floating<T>) void gemv_together(policy, matrix_by_vector<T> const& first,
                                                                     More const&... more) {
  constexpr index cache = index(1) << 18; // bytes
  bool const along = by_rows(first.a);
  matrix<T const> const a = along ? first.a : first.a.transposed();
  auto const is_a = [&](matrix<T const> const& m) { return is_transpose(a.transposed(), m); };
  bool const one = by_rows(a) && ((is_a(more.a) || is_transpose(a, more.a)) && ...);
  bool const chained = ((more.x.data == first.y.data) || ...);
  index const step = outer_step(a) * index(sizeof(T));
  if (!one || a.rows * step <= 2 * cache || (chained && !along)) {
    auto const alone = [](auto const& p) { gemv(policy{}, p.alpha, p.a, p.x, T(0), p.y); };
    alone(first);
    (alone(more), ...);
    return;
  }
  index const most = std::max(cache / step / 4 * 4, index(4)); // Eigen takes four at once
  for (index top = 0; top < a.rows; top += most) {
    index const rows = std::min(most, a.rows - top);
    matrix<T const> const part{a.data + top * a.row_stride, rows, a.columns, a.row_stride, a.column_stride};
    auto const multiply = [&](matrix_by_vector<T> const& p) {
      if (is_a(p.a))
        gemv(policy{}, p.alpha, part, p.x, T(0), vector<T>{p.y.data + top * p.y.stride, rows, p.y.stride});
      else
        gemv(policy{}, p.alpha, part.transposed(),
             vector<T const>{p.x.data + top * p.x.stride, rows, p.x.stride}, top == 0 ? T(0) : T(1), p.y);
    };
    multiply(first);
    (multiply(more), ...);
  }
}

/// y[i] = sum over k < m of x[i + k] * w[k]: a matrix-vector product of overlapping columns.
template <class T>
void slide(policy, T const* x, T const* w, index m, T* y, index n) {
  gemv(policy{}, T(1), matrix<T const>{x, n, m, 1, 1}, vector<T const>{w, m, 1}, T(0), vector<T>{y, n, 1});
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
