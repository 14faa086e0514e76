// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// QR of tall matrices: each processor factors its rows, one the triangles that come of it (TSQR of Demmel,
// Grigori, Hoemmen and Langou, SIAM J. Sci. Comput. 34, 2012, in two stages). The signs are those of
// Householder reflections of the whole matrix (Ballard et al., IPDPS 2014, algorithm 5), which LAPACK has.
#pragma once

#include <gamut/cluster/factor.hpp>
#include <gamut/ndarray.hpp>

#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// Q and R of the matrix in the place of Q, all in memory by columns.
template <class T>
void factor_here(packed<T>& q, packed<T>& r) {
  auto const all = q.whole();
  index const m = all.rows, n = all.columns;
  std::vector<T> tau(static_cast<std::size_t>(n));
  packed<T> reflections(constant(all));
  geqrf(host::policy{}, m, n, reflections.data(), tau.data());
  for (index j = 0; j < n; ++j)
    for (index i = 0; i < n; ++i) r.data()[j * n + i] = i <= j ? reflections.data()[j * m + i] : T(0);
  orgqr(host::policy{}, m, n, n, static_cast<T const*>(reflections.data()), static_cast<T const*>(tau.data()),
        q.data());
}
/// Of each column the sign that Householder's method gives it, where any orthonormal columns begin with the
/// square matrix `top`, which is lost: elimination finds them.
template <class T>
std::vector<T> signs_of_reflections(packed<T>& top) {
  auto const m = top.whole();
  index const n = m.rows;
  std::vector<T> signs;
  for (index j = 0; j < n; ++j) {
    T* const column = top.data() + j * n;
    signs.push_back(std::real(column[j]) >= 0 ? T(-1) : T(1));
    column[j] -= signs.back();
    for (index i = j + 1; i < n; ++i) column[i] /= column[j];
    for (index k = j + 1; k < n; ++k)
      for (index i = j + 1; i < n; ++i) top.data()[k * n + i] -= column[i] * top.data()[k * n + j];
  }
  return signs;
}

/// The rows of each processor: into Q and R. The matrix of rows is here by rows.
template <class T>
struct rows_task : legate::LegateTask<rows_task<T>> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "rows are factored");
    packed<T> q(matrix_in_task<T const>(context.input(0).data()).transposed());
    index const n = q.whole().columns;
    packed<T> r(n, n);
    factor_here(q, r);
    copy_matrix(constant(q.whole().transposed()), matrix_in_task<T>(context.output(0).data()));
    copy_matrix(constant(r.whole().transposed()), matrix_in_task<T>(context.output(1).data()));
  }
};
/// The triangles of all, below each other: into their Q and R, with the right signs.
template <class T>
struct triangles_task : legate::LegateTask<triangles_task<T>> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "triangles are factored");
    packed<T> q(matrix_in_task<T const>(context.input(0).data()).transposed());
    packed<T> first(matrix_in_task<T const>(context.input(1).data()).transposed());
    index const n = q.whole().columns;
    packed<T> r(n, n), top(n, n);
    factor_here(q, r);
    gemm(host::policy{}, T(1), constant(first.whole()), part_of(constant(q.whole()), 0, 0, n, n), T(0),
         top.whole());
    std::vector<T> const signs = signs_of_reflections(top);
    auto const all = q.whole();
    for (index j = 0; j < n; ++j) {
      for (index i = 0; i < all.rows; ++i) q.data()[j * all.rows + i] *= signs[std::size_t(j)];
      for (index i = 0; i < n; ++i) r.data()[j * n + i] *= signs[std::size_t(i)];
    }
    copy_matrix(constant(all.transposed()), matrix_in_task<T>(context.output(0).data()));
    copy_matrix(constant(r.whole().transposed()), matrix_in_task<T>(context.output(1).data()));
  }
};
/// The rows of Q of each processor from its own and from those of the triangles.
template <class T>
struct joined_rows_task : legate::LegateTask<joined_rows_task<T>> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "rows of Q");
    auto const to = matrix_in_task<T>(context.output(0).data()).transposed();
    packed<T> own(constant(to)), joined(matrix_in_task<T const>(context.input(1).data()).transposed());
    packed<T> product(to.rows, to.columns);
    gemm(host::policy{}, T(1), constant(own.whole()), constant(joined.whole()), T(0), product.whole());
    copy_matrix(constant(product.whole()), to);
  }
};

/// Whether the rows of a matrix are shared: every processor gets more rows than there are columns.
inline bool shares_rows(policy, index m, index n) {
  index const all = processors(), most = cutting_of_matrices().from, share = (m + all - 1) / all;
  return all > 1 && n > 0 && n <= most && m >= most && share >= 2 * n && m - (all - 1) * share >= n;
}
/// Q (m, n) and R (n, n) of such a matrix, all by rows.
template <class T>
void factor_shared_rows(policy, index m, index n, place<T const> a, place<T> q, place<T> r) {
  index const all = processors(), share = (m + all - 1) / all;
  block triangles(extents(shape_of(all * n, n)), std::type_identity<T>{}),
      joined(extents(shape_of(all * n, n)), std::type_identity<T>{});
  triangles.set_written();
  joined.set_written();
  auto const rows = tiles_of(q.owner()->store(), share);

  auto first = new_tasks<rows_task<T>>(all, 2);
  first.add_input(tiles_of(a.owner()->readable(), share));
  first.add_output(rows);
  first.add_output(tiles_of(triangles.store(), n));
  submit(std::move(first));

  auto second = new_task<triangles_task<T>>();
  auto const whole = [&](legate::Variable const& symbol) {
    second.add_constraint(legate::broadcast(symbol));
  };
  whole(second.add_input(triangles.store()));
  whole(second.add_input(q.owner()->store().slice(0, legate::Slice{0, n})));
  whole(second.add_output(joined.store()));
  whole(second.add_output(r.owner()->store()));
  submit(std::move(second));

  auto third = new_tasks<joined_rows_task<T>>(all, 2);
  third.add_input(rows);
  third.add_input(tiles_of(joined.store(), n));
  third.add_output(rows);
  submit(std::move(third));
  q.owner()->set_written();
  r.owner()->set_written();
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
