// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Matrices that several processors work on: cut into panels of columns, of which each processor has every
// P-th (ScaLAPACK's cyclic distribution by blocks, in one dimension), so that all have work until the end.
// They come from a store and go back to it, tile by tile.
#pragma once

#include <gamut/cluster/operands.hpp>
#include <gamut/products.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// From how many rows on a matrix is cut into panels, and how many columns a panel has.
struct cutting {
  index from = 768, width = 128;
};
/// What is in force, the same in every process. Tests cut small matrices.
inline cutting& cutting_of_matrices() {
  static cutting in_force;
  return in_force;
}
/// Whether several processors are to work on a matrix whose shorter side is that long.
inline bool is_cut(index least) { return least >= cutting_of_matrices().from && processors() > 1; }

/// A matrix of `columns` x `rows` elements by columns as a store of those two axes, or nothing where a place
/// is no whole matrix of its block. A single column may lie in a block without an axis of columns.
template <class T>
std::optional<legate::LogicalStore> matrix_store(place<T> const& at, index columns, index rows) {
  block& of = *at.owner();
  extents const& shape = of.shape();
  int const last = shape.ndim - 1;
  bool const matrix = last >= 1 && shape.at[last] == rows && shape.at[last - 1] == columns;
  if (!matrix && (last < 0 || shape.at[last] != rows || columns != 1)) return {};
  int const outer = matrix ? last - 1 : last;
  if (at.offset() % (columns * rows) != 0) return {};
  legate::LogicalStore store = of.readable();
  for (int d = outer - 1; d >= 0; --d) store = store.project(d, at.offset() / shape.step(d) % shape.at[d]);
  return matrix ? store : store.promote(0, 1);
}
/// The same of a vector, one axis.
template <class T>
std::optional<legate::LogicalStore> vector_store(place<T> const& at, index size) {
  auto const store = matrix_store(at, 1, size);
  return store ? std::optional(store->project(0, 0)) : store;
}

/// A store's tiles, and how many there are along its first axis, of which alone there are several.
inline legate::LogicalStorePartition tiles_of(legate::LogicalStore const& store, index first) {
  std::vector<std::uint64_t> tile(store.dim());
  for (std::uint32_t d = 0; d < store.dim(); ++d)
    tile[d] = d == 0 ? std::uint64_t(first) : store.extents()[d];
  return store.partition_by_tiling(tile);
}
/// A task for each of `points` tiles of stores of `ndim` axes.
template <class Task>
auto new_tasks(index points, std::uint32_t ndim) {
  std::vector<std::uint64_t> shape(ndim, 1);
  shape[0] = std::uint64_t(points);
  return new_tasks<Task>(shape);
}
inline legate::LogicalStore new_store(std::vector<std::uint64_t> shape, legate::Type const& type) {
  return session::get().runtime().create_store(legate::Shape(std::move(shape)), type);
}

/// What a task sees of a store whose last two axes, or a named one and the last, are the columns and rows of
/// a matrix.
template <class T>
matrix<T> matrix_in_task(legate::PhysicalStore const& store, std::optional<int> axis = {}) {
  auto const tile = store.domain();
  if (tile.empty()) return {nullptr, 0, 0, 1, 1};
  int const rows = tile.get_dim() - 1, columns = axis.value_or(rows - 1);
  argument_in_task const a = argument_of<T>(store);
  return {reinterpret_cast<T*>(a.data), length_of(tile, rows), length_of(tile, columns), a.steps[rows],
          a.steps[columns]};
}
/// And of a vector, which is the last axis.
template <class T>
vector<T> vector_in_task(legate::PhysicalStore const& store) {
  auto const tile = store.domain();
  if (tile.empty()) return {nullptr, 0, 1};
  int const d = tile.get_dim() - 1;
  argument_in_task const a = argument_of<T>(store);
  return {reinterpret_cast<T*>(a.data), length_of(tile, d), a.steps[d]};
}

/// Rows and columns of a matrix from a place on.
template <class T>
matrix<T> part_of(matrix<T> const& m, index row, index column, index rows, index columns) {
  return {m.data + row * m.row_stride + column * m.column_stride, rows, columns, m.row_stride,
          m.column_stride};
}
using host::constant;
/// Copies elements from a matrix to another; `wanted(i, j)` says which.
template <class T, class Wanted>
void copy_matrix(matrix<T const> const& from, matrix<T> const& to, Wanted const& wanted) {
  for (index j = 0; j < from.columns; ++j)
    for (index i = 0; i < from.rows; ++i)
      if (wanted(i, j))
        to.data[i * to.row_stride + j * to.column_stride] =
            from.data[i * from.row_stride + j * from.column_stride];
}
template <class T>
void copy_matrix(matrix<T const> const& from, matrix<T> const& to) {
  if (from.row_stride == 1 && to.row_stride == 1)
    for (index j = 0; j < from.columns; ++j)
      std::copy_n(from.data + j * from.column_stride, from.rows, to.data + j * to.column_stride);
  else
    copy_matrix(from, to, [](index, index) { return true; });
}

/// Elements of a task's own, by columns and without gaps.
template <class T>
class packed {
public:
  packed(index rows, index columns)
      : elements_(std::size_t(rows * columns)), rows_(rows), columns_(columns) {}
  explicit packed(matrix<T const> const& from) : packed(from.rows, from.columns) {
    copy_matrix(from, whole());
  }
  T* data() { return elements_.data(); }
  matrix<T> whole() { return {data(), rows_, columns_, 1, rows_}; }
  /// Replaces every element by its conjugate.
  void conjugate() {
    if constexpr (complex_floating<T>)
      for (T& x : elements_) x = std::conj(x);
  }

private:
  std::vector<T> elements_;
  index rows_, columns_;
};

/// How a matrix is distributed.
struct distribution {
  index rows, columns, width, processors;

  distribution(index m, index n)
      : rows(m), columns(n), width(cutting_of_matrices().width), processors(cluster::processors()) {}
  index panels() const { return (columns + width - 1) / width; }
  /// Those that are factored.
  index steps() const { return (std::min(rows, columns) + width - 1) / width; }
  /// The panels of each processor.
  index slots() const { return (panels() + processors - 1) / processors; }
  index owner(index panel) const { return panel % processors; }
  index begin(index panel) const { return panel * width; }
  index columns_of(index panel) const { return std::min(width, columns - begin(panel)); }
  /// Where a panel begins among the columns of its owner.
  index place_of(index panel) const { return panel / processors * width; }
  /// The first panel of a processor that is not before `panel`.
  index first_of(index processor, index panel) const {
    return panel + ((processor - panel) % processors + processors) % processors;
  }
  /// Where among the columns of a processor those of the panels from one on begin.
  index place_from(index processor, index panel) const {
    index const first = first_of(processor, panel);
    if (first < panels()) return place_of(first);
    index const last = first - processors; // of the processor, if not negative
    return last < 0 ? 0 : place_of(last) + columns_of(last);
  }
};

/// Which elements of a square matrix are copied back: all, or those of the lower triangle.
enum class triangle : int { both, lower };

/// A panel of each processor between the store and the distributed matrix.
struct panel_copy {
  distribution how;
  index slot;
  triangle part;
  bool back; // or from the store
};
template <class T>
struct panel_copy_task : legate::LegateTask<panel_copy_task<T>> {
  static void cpu_variant(legate::TaskContext context) {
    auto const work = *received<panel_copy>(context.scalar(0));
    index const panel = work.slot * work.how.processors + index(context.get_task_index()[0]);
    task_log const log(context, work.back ? "panel back to its matrix" : "panel of a matrix", panel);
    // The store's panels lie along its first axis.
    auto const from = constant(matrix_in_task<T>(context.input(0).data(), work.back ? 1 : 0));
    auto const to = matrix_in_task<T>(context.output(0).data(), work.back ? 0 : 1);
    index const columns = work.how.columns_of(panel);
    auto const some = [&](auto const& m) { return part_of(m, 0, 0, work.how.rows, columns); };
    if (work.part == triangle::both)
      copy_matrix(some(from), some(to));
    else
      copy_matrix(some(from), some(to), [&](index i, index j) { return i >= work.how.begin(panel) + j; });
  }
};

/// A matrix by columns, m x n, whose panels are spread over all processors; `of` is a store of axes (n, m).
template <class T>
class panels {
public:
  panels(legate::LogicalStore of, index m, index n)
      : how_(m, n),
        of_(std::move(of)),
        store_(new_store(
            {std::uint64_t(how_.processors), std::uint64_t(how_.slots() * how_.width), std::uint64_t(m)},
            type_of<T>())) {
    // Legate does not read what nothing was written to: what no panel fills.
    if (how_.panels() % how_.processors != 0) fill(store_, scalar_of(T(0)));
    copy(false, triangle::both);
  }
  distribution const& how() const { return how_; }
  /// The tiles of all processors, and the part of them in which one panel is.
  legate::LogicalStorePartition tiles() const { return tiles_of(store_, 1); }
  legate::LogicalStore panel(index number) const {
    index const owner = how_.owner(number), at = how_.place_of(number);
    return store_.slice(0, legate::Slice{owner, owner + 1})
        .slice(1, legate::Slice{at, at + how_.columns_of(number)});
  }
  void give_back(triangle part = triangle::both) const { copy(true, part); }

private:
  void copy(bool back, triangle part) const {
    index const width = how_.width, all = how_.processors;
    for (index slot = 0; slot < how_.slots(); ++slot) {
      index const first = slot * all, points = std::min(all, how_.panels() - first);
      auto const here = tiles_of(store_.slice(1, legate::Slice{slot * width, (slot + 1) * width}), 1);
      auto const there =
          tiles_of(of_.slice(0, legate::Slice{first * width, std::min(how_.columns, (first + all) * width)})
                       .promote(1, 1),
                   width);
      auto task = new_tasks<panel_copy_task<T>>(points, 3);
      task.add_input(back ? here : there);
      task.add_output(back ? there : here);
      if (part != triangle::both) task.add_input(there); // what is not written stays
      task.add_scalar_arg(bytes_of(panel_copy{how_, slot, part, back}));
      submit(std::move(task));
    }
  }

  distribution how_;
  legate::LogicalStore of_, store_;
};

} // namespace gamut::inline GAMUT_ABI::backends::cluster
