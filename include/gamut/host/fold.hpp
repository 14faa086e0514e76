// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's reductions. The operand is read once, in packets where its dtypes allow, and never stored. Long
// sums are cascaded (pairwise), and cut into pieces whose borders depend on the shape alone: any number of
// threads gives the same bits. Here it is decided which loops run over which axes and what threads share; the
// loops themselves are those of fold_row.hpp, and of fold_places.hpp for argmin and argmax.
#pragma once

#include <gamut/host/fold_places.hpp>
#include <gamut/host/fold_row.hpp>
#include <gamut/host/policy.hpp>
#include <gamut/host/rows.hpp>

#include <algorithm>
#include <atomic>
#include <utility>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// What a fold works in: the elements of its result, or where those are places, values with their places.
template <class F, class To, class Tree>
using fold_accumulator = std::conditional_t<(place_operands<F> > 0), typename Tree::value_type, To>;
template <class To, class A>
GAMUT_INLINE To stored(A const& result) {
  if constexpr (std::same_as<To, A>)
    return result;
  else
    return result.at;
}
/// How many operands at the end of a nest are places, of a fold to `To` that works in `A`.
template <class To, class A>
inline constexpr int place_count = std::same_as<To, A> ? 0 : 1;

/// The elements of a row that are folded: `count` of them from `first` on, `strides` apart, and whether that
/// is one in every leaf.
struct row_of {
  index const* strides;
  index first, count;
  bool unit;
};

/// A fold by its functions: what the loops over rows and columns call, which so are compiled for a dtype and
/// not for every tree.
template <class A>
struct fold_work {
  void const* tree;
  A identity;
  /// Rows that lie `apart`, each behind what has been folded to its result so far.
  void (*rows)(A* results, index count, void const* tree, index const* starts, index const* apart,
               row_of const& row);
  /// Whether nothing more can change a result; none where that is never so.
  bool (*is_settled)(A const& so_far);
  /// Results that stand in order, joined by halves.
  A (*join)(A const* results, index count);
  /// The rows [first, last) of the reduced axes, folded to neighbouring columns.
  void (*down)(A* results, void const* tree, any_nest const& loops, int kept, columns_of const& columns,
               index first, index last);
  /// Results behind others.
  void (*onto)(A* results, A const* others, index count);
};

template <class F, class A, class Tree>
void fold_each_row(A* results, index count, void const* tree, index const* starts, index const* apart,
                   row_of const& row) {
  Tree leaves = advanced(*static_cast<Tree const*>(tree), starts);
  for (;; ++results) {
    auto const folded = row.unit ? fold_row<true, A>(F{}, leaves, row.strides, row.first, row.count)
                                 : fold_row<false, A>(F{}, leaves, row.strides, row.first, row.count);
    *results = static_cast<A>(F::body(std::remove_const_t<decltype(folded)>(*results), folded));
    if (--count <= 0) return;
    move_leaves(leaves, apart);
  }
}
template <class F, class A, class Tree>
void fold_columns_down(A* results, void const* tree, any_nest const& loops, int kept,
                       columns_of const& columns, index first, index last) {
  fold_down(F{}, results, *static_cast<Tree const*>(tree), loops, kept, columns, first, last);
}
/// Those of a tree; with `Columns`, those that fold columns as well.
template <class F, class A, bool Columns, class Tree>
fold_work<A> work_of(Tree const& tree) {
  fold_work<A> work{
      &tree, F::template identity<A>(), &fold_each_row<F, A, Tree>, nullptr, &join<F, A>, nullptr, nullptr};
  if constexpr (requires(A const& so_far) { F::settled(so_far); }) work.is_settled = &settled<F, A>;
  if constexpr (Columns) {
    work.down = &fold_columns_down<F, A, Tree>;
    work.onto = &fold_onto<F, A>;
  }
  return work;
}

/// How many rows are added up one behind another before two such results are joined, as in a row's loop.
inline constexpr index few_rows = 16;

/// The fold of the elements [first, last) of a nest that holds the reduced axes only and starts at `offsets`.
template <class A>
A fold_range(fold_work<A> const& work, any_nest const& reduced, bool unit, index const* offsets, index first,
             index last) {
  index const* const strides = reduced.strides(reduced.inner());
  A result = work.identity;
  A done[64]; // results of ever fewer rows, each of them at least twice as many as of the next one
  int depth = 0;
  index rows = 0;
  walk(reduced, offsets, first, last, [&](index const* starts, index from, index count) {
    if (work.is_settled && work.is_settled(result)) return;
    work.rows(&result, 1, work.tree, starts + 1, nullptr, {strides + 1, from, count, unit});
    if (work.is_settled || ++rows % few_rows != 0) return;
    done[depth++] = std::exchange(result, work.identity);
    for (index pairs = rows / few_rows; pairs % 2 == 0; pairs /= 2, --depth)
      done[depth - 2] = work.join(done + depth - 2, 2);
  });
  if (depth == 0) return result;
  done[depth] = result;
  return work.join(done, depth + 1);
}

/// A fold whose long axis is a reduced one: each result is a row (or several) folded to one value.
template <class To, class A>
void fold_rows(To* to, fold_work<A> const& work, any_nest const& loops, int kept) {
  any_nest const reduced = loops.from(kept);
  index const length = reduced.size(), results = loops.size() / length;
  bool const unit = unit_steps(reduced.strides(reduced.inner()), 1, reduced.operands() - place_count<To, A>);
  odometer const start(loops, 0, kept, loops.offsets());
  auto const one = [&](odometer const& at, index first, index last) {
    return fold_range(work, reduced, unit, at.offsets(), first, last);
  };
  if (length >= 4 * grain && results < 64) {
    // Few long folds: each is cut into pieces, which are joined in order.
    constexpr index most = 64, block = 1024;
    index const pieces = std::min(length / (2 * grain), most);
    index const piece = (length / pieces + block) / block * block;
    odometer at = start;
    for (index r = 0; r < results; ++r, at.next()) {
      A partial[most];
      std::atomic<bool> over{false};
      parallel_for(pieces, [&](index i) {
        index const first = std::min(i * piece, length);
        partial[i] = over ? work.identity : one(at, first, std::min(first + piece, length));
        if (work.is_settled && work.is_settled(partial[i])) over = true;
      });
      to[at.offsets()[0]] = stored<To>(work.join(partial, pieces));
    }
    return;
  }
  index const pieces = results * length < 2 * grain ? 1 : num_threads() < results ? num_threads() : results;
  index const share = (results + pieces - 1) / pieces;
  parallel_for(pieces, [&](index i) {
    odometer at = start;
    if (i > 0) at.seek(i * share);
    index const last = std::min(results, (i + 1) * share);
    if (kept == 0 || reduced.ndim() > 1) {
      for (index r = i * share; r < last; ++r, at.next())
        to[at.offsets()[0]] = stored<To>(one(at, 0, length));
      return;
    }
    // Rows by themselves: several at once, as what walks over them would cost as much as a short one.
    index const* const apart = loops.strides(kept - 1);
    row_of const row{reduced.strides(0) + 1, 0, length, unit};
    for (index r = i * share, n; r < last; r += n, at.next(n)) {
      constexpr index most = 32;
      A done[most];
      n = std::min({most, last - r, loops.extent(kept - 1) - at.at(kept - 1)});
      std::fill_n(done, n, work.identity);
      work.rows(done, n, work.tree, at.offsets() + 1, apart + 1, row);
      for (index j = 0; j < n; ++j) to[at.offsets()[0] + j * apart[0]] = stored<To>(done[j]);
    }
  });
}

/// How many rows of few columns can be read as one row, for registers to be full: those of an array whose
/// rows follow each other in memory, for all of `values` operands.
inline index rows_in_one(any_nest const& loops, int kept, int values, index most) {
  index const columns = loops.extent(kept - 1);
  if (loops.ndim() != kept + 1) return 1;
  for (int k = 1; k < values; ++k)
    if (loops.strides(kept)[k] != loops.strides(kept - 1)[k] * columns) return 1;
  index rows = 1;
  while (2 * rows * columns <= most && 2 * rows <= loops.extent(kept)) rows *= 2;
  return rows;
}

/// A fold whose long axis is kept: rows of operands are folded into a row of results that stays in the first
/// cache.
template <class To, class A>
void fold_columns(To* to, fold_work<A> const& work, any_nest& loops, int kept) {
  int const operands = loops.operands(), values = operands - place_count<To, A>;
  constexpr index width = most_columns<A>;
  int const column = kept - 1;
  index const* const strides = loops.strides(column);
  bool const unit = unit_steps(strides, 1, values);
  index const size = loops.size(), columns = loops.extent(column);
  index const together = rows_in_one(loops, kept, values, width);
  index const left = loops.extent(kept) % together, step = loops.strides(kept)[operands - 1];
  loops.extent(kept) /= together;
  for (int k = 0; k < operands; ++k) loops.strides(kept)[k] *= together;
  index outer = 1, length = 1;
  for (int d = 0; d < column; ++d) outer *= loops.extent(d);
  for (int d = kept; d < loops.ndim(); ++d) length *= loops.extent(d);
  index const blocks = (columns + width - 1) / width;

  // Few long columns: their rows are cut into pieces, whose results are joined in order.
  constexpr index most = 8;
  index const per_block = size / (outer * blocks);
  index const wanted = outer * blocks < most ? std::min(per_block / (2 * grain), most) : 1;
  index const piece = wanted > 1 ? (length + wanted - 1) / wanted : length;
  index const pieces = (length + piece - 1) / piece;

  auto const fold_piece = [&](A* results, columns_of const& where, index first, index last) {
    work.down(results, work.tree, loops, kept, where, first, last);
    if constexpr (place_count < To, A >> 0) // of rows read as one, all but the first are further along
      for (index j = columns; j < where.count; ++j) results[j].at += j / columns * step;
  };
  auto const block = [&](index i) {
    index const first = i % blocks * width;
    odometer place(loops, 0, column, loops.offsets());
    place.seek(i / blocks);
    columns_of here(place.offsets(), strides, operands, first);
    here.unit = unit;
    here.count = together > 1 ? together * columns : std::min(columns - first, width);

    To* const out = to + here.starts()[0];
    if constexpr (std::same_as<To, A>)
      if (strides[0] == 1 && here.count >= with_room(0) && together == 1 && pieces == 1)
        return fold_piece(out, here, 0, length);
    A results[most][with_room(width)];
    auto const one = [&](index p) {
      fold_piece(results[p], here, p * piece, std::min((p + 1) * piece, length));
    };
    if (pieces > 1)
      parallel_for(pieces, one);
    else
      one(0);
    for (index apart = 1; apart < pieces; apart *= 2)
      for (index p = 0; p + apart < pieces; p += 2 * apart)
        work.onto(results[p], results[p + apart], here.count);
    if (left > 0) {
      columns_of rest(here.starts(), loops.strides(kept), operands, length);
      rest.strides = strides;
      rest.unit = unit;
      rest.count = left * columns;
      fold_piece(results[1], rest, 0, 1);
      work.onto(results[0], results[1], rest.count);
    }
    for (index halved = together / 2; halved > 0; halved /= 2)
      work.onto(results[0], results[0] + halved * columns, halved * columns);
    for (index j = 0; j < std::min(here.count, columns); ++j) out[j * strides[0]] = stored<To>(results[0][j]);
  };
  if (size < 2 * grain || pieces > 1)
    for (index i = 0; i < outer * blocks; ++i) block(i);
  else
    parallel_for(outer * blocks, block);
}

/// From which length on a row is worth a loop; the place of the best takes longer to be found, and without
/// packets a second loop.
template <class F, class Tree>
inline constexpr index short_row = 24;
template <bool Largest, class Value, class Place, int I>
inline constexpr index short_row<fn::arg_best<Largest>, placed<Value, Place, I>> =
    std::is_void_v<packet_dtype<Value>> ? 64 : 32;

/// Whether a fold goes column by column, `row` being the length from which a row is worth a loop.
inline bool folds_by_columns(any_nest const& loops, int kept, int values, index row) {
  constexpr index few_columns = 8;
  if (kept == 0 || kept == loops.ndim()) return false;
  auto const step = [&](int axis) {
    index total = 0;
    for (int k = 1; k < values; ++k) total += std::abs(loops.strides(axis)[k]);
    return total;
  };
  index const columns = loops.extent(kept - 1), length = loops.extent(loops.inner());
  if (step(kept - 1) >= step(loops.inner())) return length < row && length < columns;
  return columns >= few_columns || length < row || rows_in_one(loops, kept, values, 2 * columns) > 1;
}

/// Folds `tree` over all axes but the first `Kept`. Operand 0 of the nest is the result, whose strides along
/// the reduced axes are 0; neither the reduced nor the kept part is empty.
template <int Kept, class F, class To, class Tree, int N, int K>
void fold(policy, F, To* to, Tree const& tree, gamut::detail::nest<N, K> axes) {
  constexpr bool places = place_operands < F >> 0, columns = Kept > 0 && Kept < N;
  int const kept = axes.simplify(0, Kept);
  axes.simplify(kept, axes.ndim);
  any_nest loops(axes);
  auto const work = work_of<F, fold_accumulator<F, To, Tree>, columns>(tree);
  if constexpr (columns)
    if (folds_by_columns(loops, kept, K - place_operands<F>, short_row<F, Tree>)) {
      if constexpr (places) // rows in the order of their places, so that the first of the best wins
        for (int d = kept + 1; d < loops.ndim(); ++d)
          for (int e = d; e > kept && loops.strides(e - 1)[K - 1] < loops.strides(e)[K - 1]; --e)
            loops.swap_axes(e - 1, e);
      return fold_columns(to, work, loops, kept);
    }
  fold_rows(to, work, loops, kept);
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
