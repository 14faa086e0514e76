// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What is done with factors over all processors: triangular systems, systems from LU factors, the columns of
// Q from reflections, inverses. The right-hand sides are shared among the processors, and the panels of the
// factor come to all of them in turn.
#pragma once

#include <gamut/cluster/factor.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// What a step does with the columns of a task.
enum class step_kind : int { substitute, exchange, reflect, identity, copy };
struct column_step {
  step_kind kind;
  uplo part;
  transposition op;
  bool unit;
  index begin, width; // of the panel
  index first;        // the row that is the panel's first
  index share;        // of columns to a task
};
template <class T>
void substitute_panel(column_step const& s, matrix<T const> panel, matrix<T> const& x) {
  index const n = x.rows, end = s.begin + s.width, k = x.columns;
  auto const rows = [&](index from, index to) {
    return part_of(panel, from - s.first, 0, to - from, s.width);
  };
  auto const of_x = [&](index from, index to) { return part_of(x, from, 0, to - from, k); };
  auto const here = of_x(s.begin, end);
  bool const lower = s.part == uplo::lower, plain = s.op == transposition::none;
  index const from = lower ? end : s.first, to = lower ? n : s.begin;
  auto const others = [&] { return of_x(from, to); };
  if (!plain && from < to) {
    packed<T> turned(rows(from, to));
    if (s.op == transposition::conjugate_transpose) turned.conjugate();
    gemm(host::policy{}, T(-1), constant(turned.whole().transposed()), constant(others()), T(1), here);
  }
  solve_triangle(s.part, s.op, s.unit, rows(s.begin, end), here);
  if (plain && from < to) gemm(host::policy{}, T(-1), rows(from, to), constant(here), T(1), others());
}

/// Changes the columns of each tile of a matrix; arguments: they, and what the step needs of the factor.
template <class T>
struct columns_task : legate::LegateTask<columns_task<T>> {
  static void cpu_variant(legate::TaskContext context) {
    auto const s = *received<column_step>(context.scalar(0));
    task_log const log(context, name(s.kind), s.begin / std::max<index>(s.width, 1));
    auto const x = matrix_in_task<T>(context.output(0).data());
    index const before = index(context.get_task_index()[0]) * s.share;
    auto const input = [&](std::uint32_t number) { return context.input(number).data(); };
    auto const exchange = [&](std::uint32_t number) {
      exchange_rows(vector_in_task<std::int64_t const>(input(number)), s.begin, s.width, x, 0);
    };
    switch (s.kind) {
    case step_kind::exchange:
      return exchange(1);
    case step_kind::substitute:
      if (context.num_inputs() > 2) exchange(2);
      return substitute_panel(s, matrix_in_task<T const>(input(1)), x);
    case step_kind::reflect: {
      // The columns before it are not changed: they are those of the identity still.
      index const skipped = std::clamp<index>(s.begin - before, 0, x.columns);
      auto const panel = matrix_in_task<T const>(input(1));
      index const row = s.begin - s.first;
      return reflect(false, part_of(panel, row, 0, panel.rows - row, s.width),
                     vector_in_task<T const>(input(2)),
                     part_of(x, s.begin, skipped, x.rows - s.begin, x.columns - skipped));
    }
    case step_kind::identity:
      for (index j = 0; j < x.columns; ++j)
        for (index i = 0; i < x.rows; ++i)
          x.data[i * x.row_stride + j * x.column_stride] = T(i == before + j ? 1 : 0);
      return;
    case step_kind::copy:
      copy_matrix(matrix_in_task<T const>(input(0)), x);
    }
  }

private:
  static char const* name(step_kind kind) {
    switch (kind) {
    case step_kind::substitute:
      return "right-hand sides by panel";
    case step_kind::exchange:
      return "rows are exchanged";
    case step_kind::reflect:
      return "columns of Q by panel";
    case step_kind::identity:
      return "columns of one";
    default:
      return "columns are copied";
    }
  }
};

/// Columns that all processors share, n of them in a store of axes (columns, rows).
template <class T>
class shared_columns {
public:
  shared_columns(legate::LogicalStore const& of, index columns)
      : share_((columns + processors() - 1) / processors()),
        points_((columns + share_ - 1) / share_),
        tiles_(tiles_of(of, share_)) {}

  void run(column_step const& step, std::initializer_list<legate::LogicalStore> factor = {}) const {
    launch(step, step.kind == step_kind::identity ? nullptr : &tiles_, factor);
  }
  /// Columns as those of another matrix.
  void copy(shared_columns const& from) const {
    launch({step_kind::copy, {}, {}, false, 0, 0, 0, 0}, &from.tiles_, {});
  }

private:
  void launch(column_step step, legate::LogicalStorePartition const* from,
              std::initializer_list<legate::LogicalStore> factor) const {
    auto task = new_tasks<columns_task<T>>(points_, 2);
    if (from) task.add_input(*from);
    task.add_output(tiles_);
    for (auto const& f : factor) task.add_input(f);
    step.share = share_;
    task.add_scalar_arg(bytes_of(step));
    submit(std::move(task));
  }

  index share_, points_;
  legate::LogicalStorePartition tiles_;
};

/// A panel of a store of axes (columns, rows).
inline legate::LogicalStore panel_of(legate::LogicalStore const& of, index begin, index width) {
  return of.slice(0, legate::Slice{begin, begin + width});
}
/// Solves op(A) @ x = b for a triangular n x n matrix whose panels `panel(begin, width)` gives.
template <class T, class Panel>
void substitute(uplo part, transposition op, bool unit, index n, shared_columns<T> const& x,
                Panel const& panel) {
  index const width = cutting_of_matrices().width, count = (n + width - 1) / width;
  bool const forwards = (part == uplo::lower) == (op == transposition::none);
  for (index i = 0; i < count; ++i) {
    index const begin = (forwards ? i : count - 1 - i) * width, columns = std::min(width, n - begin);
    x.run({step_kind::substitute, part, op, unit, begin, columns, 0, 0}, {panel(begin, columns)});
  }
}
template <class T>
void substitute(uplo part, transposition op, bool unit, index n, shared_columns<T> const& x,
                legate::LogicalStore const& factor) {
  substitute(part, op, unit, n, x, [&](index begin, index width) { return panel_of(factor, begin, width); });
}
/// Solves A @ x = b by the factors of getrf.
template <class T>
void substitute_lu(index n, shared_columns<T> const& x, legate::LogicalStore const& lu,
                   legate::LogicalStore const& pivots) {
  x.run({step_kind::exchange, uplo::lower, transposition::none, true, 0, n, 0, 0}, {pivots});
  substitute(uplo::lower, transposition::none, true, n, x, lu);
  substitute(uplo::upper, transposition::none, false, n, x, lu);
}
/// Solves A @ x = b, the panels of A becoming its factors; false if it is singular.
template <class T>
bool solve_by_panels(panels<T> const& a, shared_columns<T> const& x) {
  distribution const& how = a.how();
  auto const factored =
      factor_by_panels<lu_by_panels<T, false>>(a, {}, [&](index k, auto const& panel, auto const& pivots) {
        x.run({step_kind::substitute, uplo::lower, transposition::none, true, how.begin(k), how.columns_of(k),
               how.begin(k), 0},
              {panel, pivots});
      });
  // Nothing waits for the answer, which a singular matrix makes useless and no more.
  substitute(uplo::upper, transposition::none, false, how.columns, x,
             [&](index begin, index) { return a.panel(begin / how.width); });
  return factored.good();
}
/// The columns of Q from the reflections of geqrf, of which there are k in `a`, and their factors.
template <class T>
void columns_of_q(index k, shared_columns<T> const& q, legate::LogicalStore const& a,
                  legate::LogicalStore const& tau) {
  q.run({step_kind::identity, {}, {}, false, 0, 0, 0, 0});
  index const width = cutting_of_matrices().width;
  for (index i = (k + width - 1) / width; i-- > 0;) {
    index const begin = i * width, columns = std::min(width, k - begin);
    q.run({step_kind::reflect, {}, {}, false, begin, columns, 0, 0},
          {panel_of(a, begin, columns), panel_of(tau, begin, columns)});
  }
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
