// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's matrix products: a task for each tile of the result, which gets the rows of the one matrix
// and the columns of the other that it is made of, and multiplies them as the host does.
#pragma once

#include <gamut/cluster/assign.hpp>
#include <gamut/host/products.hpp>
#include <gamut/products.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// What a task of a product is told: c, a and b along the axes (rows, columns, inner).
template <class T>
struct product {
  T alpha, beta;
  extents shape;
  operand_in_task operands[3];
};

template <class T>
struct product_task : legate::LegateTask<product_task<T>> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "product");
    received<product<T>> work(context.scalar(0));
    legate::PhysicalStore const store = context.output(0).data();
    part mine(work->shape);
    mine.cut(store, work->operands[0].axis);
    gamut::detail::nest<3, 3> tile;
    if (!mine.set_shape(tile)) return;
    argument_in_task const to = argument_of<T>(store);
    place_operand(work->operands[0], 0, to, mine.low(), tile);
    T const* from[2];
    std::vector<std::byte> copies[2];
    for (int k = 1; k < 3; ++k) {
      operand_in_task const& o = work->operands[k];
      argument_in_task const a = argument_of<T>(context.input(std::uint32_t(o.argument)).data());
      place_operand(o, k, a, mine.low(), tile);
      from[k - 1] = o.form == operand_in_task::kind::all ? in_row_major_order<T>(a, o.array, copies[k - 1])
                                                         : reinterpret_cast<T const*>(a.data);
    }
    gemm(host::policy{}, work->alpha, along<T const>(tile, 1, from[0], 0, 2),
         along<T const>(tile, 2, from[1], 2, 1), work->beta,
         along<T>(tile, 0, reinterpret_cast<T*>(to.data), 0, 1));
  }

private:
  /// The matrix that an operand is along two axes. What has one row or column lies as if it had more.
  template <class U>
  static matrix<U> along(gamut::detail::nest<3, 3> const& tile, int operand, U* data, int rows, int columns) {
    matrix<U> m{data + tile.offsets[operand], tile.shape[rows], tile.shape[columns],
                tile.strides[operand][rows], tile.strides[operand][columns]};
    if (m.columns == 1) m.column_stride = 1;
    if (m.rows == 1) m.row_stride = m.columns * m.column_stride;
    return m;
  }
};

/// c = alpha * a @ b + beta * c.
template <class T>
void gemm(policy, T alpha, matrix<T const, place<T const>> const& a, matrix<T const, place<T const>> const& b,
          T beta, matrix<T, place<T>> const& c) {
  if (c.rows == 0 || c.columns == 0) return;
  layout<2> const where{shape_of(c.rows, c.columns), {{c.row_stride, c.column_stride}}, 0};
  auto to = gamut::detail::make_view(gamut::detail::borrowed<T, policy>{c.data}, where);
  if (a.columns == 0) {
    if (beta == T(0))
      to = T(0); // c may hold anything, nan included
    else
      to = make_map<fn::multiply>(to, beta);
    return;
  }
  block& of = *c.data.owner();
  extents const shape(shape_of(c.rows, c.columns, a.columns));
  index const strides[3][most_dimensions] = {{c.row_stride, c.column_stride, 0},
                                             {a.row_stride, 0, a.column_stride},
                                             {0, b.column_stride, b.row_stride}};
  walk const way(of.shape(), shape, strides[0], c.data.offset());
  if (c.rows * c.columns == 1) {
    auto const along = [&](place<T const> from, index stride) {
      return gamut::detail::make_view(gamut::detail::borrowed<T const, policy>{from},
                                      layout<1>{shape_of(a.columns), {{stride}}, 0});
    };
    auto const sum = gamut::detail::fold_axes<fn::sum, false>(
        along(a.data, a.column_stride) * along(b.data, b.row_stride), shape_of(0), {});
    if (beta == T(0))
      to = gamut::detail::in_dtype<T>(sum) * alpha;
    else
      to = gamut::detail::in_dtype<T>(sum) * alpha + to * beta;
    return;
  }
  // A result that is not cut as the matrices are is made beside it, and so is one in the memory of an
  // operand, of whose other elements Legion would still say that they interfere.
  bool const shared = a.data.owner() == c.data.owner() || b.data.owner() == c.data.owner();
  if (shared || !way.aligns(shape)) {
    ndarray<T, 2, policy> result(where.shape);
    if (beta != T(0)) result = to;
    gemm(policy{}, alpha, a, b, beta, gamut::detail::matrix_of(result.memory(), result.layout()));
    to = result;
    return;
  }
  if (beta != T(0) || c.rows * c.columns != of.shape().size()) (void)of.readable();
  auto task = new_task<product_task<T>>();
  product<T> work{alpha, beta, shape, {}};
  auto const store = aligned_store(of.store(), of.shape(), shape, way);
  auto const symbol = task.add_output(store);
  inputs from(task, shape);
  from.align_with(symbol);
  work.operands[0] = tiled_operand(way);
  work.operands[1] = from.add({a.data.owner(), a.data.offset(), strides[1]}, true);
  work.operands[2] = from.add({b.data.owner(), b.data.offset(), strides[2]}, true);
  if (beta != T(0)) task.add_input(store, symbol); // behind the inputs that have numbers
  task.add_constraint(legate::broadcast(symbol, std::vector<std::uint32_t>{2}));
  task.add_scalar_arg(bytes_of(work));
  submit(std::move(task));
  of.set_written();
}

/// y = alpha * a @ x + beta * y.
template <class T>
void gemv(policy, T alpha, matrix<T const, place<T const>> const& a, vector<T const, place<T const>> const& x,
          T beta, vector<T, place<T>> const& y) {
  gemm(policy{}, alpha, a, matrix<T const, place<T const>>{x.data, x.size, 1, x.stride, 1}, beta,
       matrix<T, place<T>>{y.data, y.size, 1, y.stride, 1});
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
