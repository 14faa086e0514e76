// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Factorisations of matrices over all processors: LU, Cholesky and QR from left to right, panel by panel
// (Golub and Van Loan, "Matrix Computations", 4th edition, 3.2.11, 4.2.9 and 5.2.3). The owner of a panel
// applies to it what came before and factors it; then all apply it to the panels that they have. The next
// panel is factored before the others are brought up to date, so that nobody waits for its owner.
#pragma once

#include <gamut/cluster/panels.hpp>
#include <gamut/host/decompositions.hpp>
#include <gamut/host/products.hpp>

#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// Exchanges the rows of `c`, of which the first is row `first`, as elimination did: column by column, which
/// the cache holds.
template <class T>
void exchange_rows(vector<std::int64_t const> const& pivots, index begin, index count, matrix<T> const& c,
                   index first) {
  for (index j = 0; j < c.columns; ++j) {
    T* const column = c.data + j * c.column_stride - first * c.row_stride;
    for (index i = 0; i < count; ++i)
      std::swap(column[(begin + i) * c.row_stride],
                column[index(pivots.data[i * pivots.stride]) * c.row_stride]);
  }
}
/// op(A) @ x = b in the place of b, A a triangle of `a`, which lie anywhere.
template <class T>
void solve_triangle(uplo part, transposition op, bool unit, matrix<T const> const& a, matrix<T> const& b) {
  packed<T> factor(a), sides(constant(b));
  trsm(host::policy{}, part, op, unit, b.rows, b.columns, static_cast<T const*>(factor.data()), sides.data());
  copy_matrix(constant(sides.whole()), b);
}

// What is done with panels. `factor` makes the factors of an m x n panel, whose first row is `row` of the
// matrix, in its place, and what there is beside them; false is a failure. `apply` brings other columns,
// whose rows are the panel's, up to date; of them the first is `ahead` columns behind the panel's first, and
// they are those of one panel unless it `applies_to_all`, wherever they are.

/// `Whole`: the rows of L are to be in the order of all exchanges at the end, not in that of their panel's.
template <class T, bool Whole = true>
struct lu_by_panels {
  using beside = std::int64_t; // with which row each was exchanged
  static constexpr bool changes_what_is_done = Whole, applies_to_all = true;
  static bool factor(index row, index m, index n, T* panel, beside* pivots) {
    bool const done = getrf(host::policy{}, m, n, panel, pivots);
    for (index i = 0; i < std::min(m, n); ++i) pivots[i] += row;
    return done;
  }
  static void apply(index row, matrix<T const> const& panel, vector<beside const> const& pivots,
                    matrix<T> const& c, index) {
    index const n = panel.columns, below = panel.rows - n;
    exchange_rows(pivots, row, n, c, row);
    auto const top = part_of(c, 0, 0, n, c.columns);
    solve_triangle(uplo::lower, transposition::none, true, part_of(panel, 0, 0, n, n), top);
    if (below > 0)
      gemm(host::policy{}, T(-1), part_of(panel, n, 0, below, n), constant(top), T(1),
           part_of(c, n, 0, below, c.columns));
  }
  static void apply_to_done(index row, index n, vector<beside const> const& pivots, matrix<T> const& c) {
    exchange_rows(pivots, row, n, c, row);
  }
};

template <class T>
struct cholesky_by_panels {
  using beside = std::int64_t; // none
  static constexpr bool changes_what_is_done = false, applies_to_all = false;
  static bool factor(index, index m, index n, T* panel, beside*) {
    matrix<T> const all{panel, m, n, 1, m};
    auto const top = part_of(all, 0, 0, n, n), below = part_of(all, n, 0, m - n, n);
    packed<T> square(constant(top));
    if (!potrf(host::policy{}, uplo::lower, n, square.data())) return false;
    copy_matrix(constant(square.whole()), top);
    // X @ L^H = B is L @ X^H = B^H.
    packed<T> turned(constant(below.transposed()));
    turned.conjugate();
    trsm(host::policy{}, uplo::lower, transposition::none, false, n, m - n,
         static_cast<T const*>(square.data()), turned.data());
    turned.conjugate();
    copy_matrix(constant(turned.whole().transposed()), below);
    return true;
  }
  static void apply(index, matrix<T const> const& panel, vector<beside const> const&, matrix<T> const& c,
                    index ahead) {
    auto const rows = part_of(panel, ahead, 0, panel.rows - ahead, panel.columns);
    packed<T> same(part_of(panel, ahead, 0, c.columns, panel.columns));
    same.conjugate();
    gemm(host::policy{}, T(-1), rows, constant(same.whole().transposed()), T(1),
         part_of(c, ahead, 0, rows.rows, c.columns));
  }
  static void apply_to_done(index, index, vector<beside const> const&, matrix<T> const&) {}
};

/// c = Q @ c, or Q^H @ c, for the reflections in a panel that geqrf made.
template <class T>
void reflect(bool adjoint, matrix<T const> const& panel, vector<T const> const& tau, matrix<T> const& c) {
  index const k = std::min(panel.rows, panel.columns);
  if (c.columns == 0) return;
  packed<T> reflections(part_of(panel, 0, 0, panel.rows, k)), x(constant(c));
  Eigen::Matrix<T, Eigen::Dynamic, 1> factors(k);
  for (index i = 0; i < k; ++i) factors(i) = tau.data[i * tau.stride];
  auto const kept = host::map_columns(static_cast<T const*>(reflections.data()), panel.rows, k);
  auto columns = host::map_columns(x.data(), c.rows, c.columns);
  auto const q = Eigen::householderSequence(kept, factors).setLength(k);
  if (adjoint)
    columns.applyOnTheLeft(q.adjoint());
  else
    columns.applyOnTheLeft(q);
  copy_matrix(constant(x.whole()), c);
}

template <class T>
struct qr_by_panels {
  using beside = T; // the factors of the reflections
  static constexpr bool changes_what_is_done = false, applies_to_all = true;
  static bool factor(index, index m, index n, T* panel, beside* tau) {
    geqrf(host::policy{}, m, n, panel, tau);
    return true;
  }
  static void apply(index, matrix<T const> const& panel, vector<beside const> const& tau, matrix<T> const& c,
                    index) {
    reflect(true, panel, tau, c);
  }
  static void apply_to_done(index, index, vector<beside const> const&, matrix<T> const&) {}
};

/// What a step is told: which panel is factored, or applied to others.
struct panel_step {
  distribution how;
  index panel;
};

/// Whether a panel and those before it could be factored: the last of what is beside it.
template <class B>
bool all_factored(vector<B const> const& beside) {
  return beside.data[(beside.size - 1) * beside.stride] != B(0);
}
/// The owner of a panel applies to it the one before, factors it, and puts it where all can read it.
/// Arguments: the distributed matrix, and what the step before left: panel and what is beside it.
template <class K, class T>
struct factor_task : legate::LegateTask<factor_task<K, T>> {
  static void cpu_variant(legate::TaskContext context) {
    auto const [how, k] = *received<panel_step>(context.scalar(0));
    if (index(context.get_task_index()[0]) != how.owner(k)) return;
    task_log const log(context, "panel is factored", k);
    auto const mine = matrix_in_task<T>(context.output(0).data());
    index const row = how.begin(k), n = how.columns_of(k), m = how.rows - row;
    if (k > 0)
      K::apply(how.begin(k - 1), matrix_in_task<T const>(context.input(1).data()),
               vector_in_task<typename K::beside const>(context.input(2).data()),
               part_of(mine, how.begin(k - 1), how.place_of(k), how.rows - how.begin(k - 1), n), how.width);
    auto const here = part_of(mine, row, how.place_of(k), m, n);
    packed<T> panel(constant(here));
    std::vector<typename K::beside> beside(std::size_t(how.width));
    bool const done = K::factor(row, m, n, panel.data(), beside.data());
    copy_matrix(constant(panel.whole()), here);
    copy_matrix(constant(panel.whole()), matrix_in_task<T>(context.output(1).data()));
    auto const to = vector_in_task<typename K::beside>(context.output(2).data());
    for (index i = 0; i < how.width; ++i) to.data[i * to.stride] = beside[std::size_t(i)];
    bool const were =
        k == 0 || all_factored(vector_in_task<typename K::beside const>(context.input(2).data()));
    to.data[(to.size - 1) * to.stride] = typename K::beside(done && were ? 1 : 0);
  }
};
/// All apply a panel to those behind it but the next, which its owner has brought up to date.
template <class K, class T>
struct update_task : legate::LegateTask<update_task<K, T>> {
  static void cpu_variant(legate::TaskContext context) {
    auto const step = *received<panel_step>(context.scalar(0));
    auto const& how = step.how;
    index const k = step.panel, row = how.begin(k), point = index(context.get_task_index()[0]);
    task_log const log(context, "panels behind a panel", k);
    auto const mine = matrix_in_task<T>(context.output(0).data());
    auto const panel = matrix_in_task<T const>(context.input(1).data());
    auto const beside = vector_in_task<typename K::beside const>(context.input(2).data());
    // A processor's columns of the panels from one on, but no later one.
    auto const columns = [&](index from, index to) {
      index const begin = how.place_from(point, from), end = how.place_from(point, to);
      return part_of(mine, row, begin, how.rows - row, end - begin);
    };
    if (K::changes_what_is_done) K::apply_to_done(row, how.columns_of(k), beside, columns(0, k));
    index const behind = k + 1 < how.steps() ? k + 2 : k + 1;
    if (K::applies_to_all) return K::apply(row, panel, beside, columns(behind, how.panels()), 0);
    for (index j = how.first_of(point, behind); j < how.panels(); j += how.processors)
      K::apply(row, panel, beside, columns(j, j + 1), how.begin(j) - row);
  }
};
/// What is beside a panel goes to where the caller wants it.
template <class B>
struct beside_task : legate::LegateTask<beside_task<B>> {
  static void cpu_variant(legate::TaskContext context) {
    auto const from = vector_in_task<B const>(context.input(0).data());
    auto const to = vector_in_task<B>(context.output(0).data());
    for (index i = 0; i < to.size; ++i) to.data[i * to.stride] = from.data[i * from.stride];
  }
};

/// What a factorisation says of itself when it is done.
template <class B>
class outcome {
public:
  outcome(legate::LogicalStore beside, index size) : beside_(std::move(beside)), size_(size) {}
  /// Whether all panels could be factored; waits for that.
  bool good() const {
    mapped const last(beside_);
    return all_factored(
        vector<B const>{reinterpret_cast<B const*>(last.data()), size_, last.step(2) / index(sizeof(B))});
  }

private:
  legate::LogicalStore beside_; // the last panel that is factored
  index size_;
};

/// Calls `behind(k, panel, beside)` for each panel when it is factored, with stores of it by columns from its
/// first row on and of what is beside it; which goes to `beside` as well, if that is there.
template <class K, class T, class Behind>
outcome<typename K::beside> factor_by_panels(panels<T> const& of,
                                             std::optional<legate::LogicalStore> const& beside,
                                             Behind const& behind) {
  using B = typename K::beside;
  distribution const& how = of.how();
  index const least = std::min(how.rows, how.columns), steps = how.steps();
  legate::LogicalStorePartition const tiles = of.tiles();
  struct left {
    legate::LogicalStore panel, beside;
  };
  auto const factor = [&](index k, std::optional<left> const& before) {
    auto const all = std::uint64_t(how.processors);
    auto const panel = new_store(
        {all, std::uint64_t(how.columns_of(k)), std::uint64_t(how.rows - how.begin(k))}, type_of<T>());
    // Each has a length of its own: a new store gets the memory of one of its shape that is gone, and who
    // writes to it would wait for those who still read that.
    auto const aside = new_store({all, 1, std::uint64_t(how.width + k) + 1}, type_of<B>());
    auto task = new_tasks<factor_task<K, T>>(how.processors, 3);
    task.add_input(tiles);
    task.add_output(tiles);
    if (before) {
      task.add_input(before->panel);
      task.add_input(before->beside);
    }
    task.add_output(tiles_of(panel, 1));
    task.add_output(tiles_of(aside, 1));
    task.add_scalar_arg(bytes_of(panel_step{how, k}));
    submit(std::move(task));
    legate::Slice const owner{how.owner(k), how.owner(k) + 1};
    return left{panel.slice(0, owner), aside.slice(0, owner)};
  };
  std::optional<left> now = factor(0, {});
  for (index k = 0; k < steps; ++k) {
    if (beside) {
      auto task = new_task<beside_task<B>>();
      task.add_constraint(legate::broadcast(task.add_input(now->beside)));
      task.add_constraint(legate::broadcast(task.add_output(
          beside->slice(0, legate::Slice{how.begin(k), std::min(least, how.begin(k) + how.width)}))));
      submit(std::move(task));
    }
    std::optional<left> next;
    if (k + 1 < steps) next = factor(k + 1, now);
    // Where there is no next panel to factor, the columns behind are all still to be done.
    if (k + (next ? 2 : 1) < how.panels() || K::changes_what_is_done) {
      auto update = new_tasks<update_task<K, T>>(how.processors, 3);
      update.add_input(tiles);
      update.add_output(tiles);
      update.add_input(now->panel);
      update.add_input(now->beside);
      update.add_scalar_arg(bytes_of(panel_step{how, k}));
      submit(std::move(update));
    }
    behind(k, now->panel, now->beside);
    if (k + 1 < steps) now = next;
  }
  return {now->beside, how.width + steps};
}
template <class K, class T>
outcome<typename K::beside> factor_by_panels(panels<T> const& of,
                                             std::optional<legate::LogicalStore> const& beside) {
  return factor_by_panels<K>(of, beside, [](index, auto const&, auto const&) {});
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
