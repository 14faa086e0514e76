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

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

/// The fold of the elements [first, last) of a nest that holds the reduced axes only and starts at `offsets`.
template <class F, class A, class Tree>
A fold_range(Tree const& tree, any_nest const& reduced, index const* offsets, index first, index last) {
  index const* const strides = reduced.strides(reduced.inner());
  bool const unit = unit_steps(strides, 1, reduced.operands() - place_operands<F>);
  A result = F::template identity<A>();
  walk(reduced, offsets, first, last, [&](index const* starts, index from, index count) {
    if (settled<F>(result)) return;
    auto const leaves = advanced(tree, starts + 1);
    result = F::body(result, unit ? fold_row<true, A>(F{}, leaves, strides + 1, from, count)
                                  : fold_row<false, A>(F{}, leaves, strides + 1, from, count));
  });
  return result;
}

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

/// A fold whose long axis is a reduced one: each result is a row (or several) folded to one value.
template <class F, class To, class Tree>
void fold_rows(To* to, Tree const& tree, any_nest const& loops, int kept) {
  using A = fold_accumulator<F, To, Tree>;
  any_nest const reduced = loops.from(kept);
  index const length = reduced.size(), results = loops.size() / length;
  odometer const start(loops, 0, kept, loops.offsets());
  auto const one = [&](odometer const& at, index first, index last) {
    return fold_range<F, A>(tree, reduced, at.offsets(), first, last);
  };
  if (length >= 4 * grain && results < 64) {
    // Few long folds: each is cut into pieces, which are joined in order.
    constexpr index most = 64, unit = 1024;
    index const pieces = std::min(length / (2 * grain), most);
    index const piece = (length / pieces + unit) / unit * unit;
    odometer at = start;
    for (index r = 0; r < results; ++r, at.next()) {
      A partial[most];
      std::atomic<bool> over{false};
      parallel_for(pieces, [&](index i) {
        index const first = std::min(i * piece, length);
        partial[i] = over ? F::template identity<A>() : one(at, first, std::min(first + piece, length));
        if (settled<F>(partial[i])) over = true;
      });
      to[at.offsets()[0]] = stored<To>(join<F>(partial, pieces));
    }
    return;
  }
  index const pieces = results * length < 2 * grain ? 1 : num_threads() < results ? num_threads() : results;
  index const share = (results + pieces - 1) / pieces;
  parallel_for(pieces, [&](index i) {
    odometer at = start;
    if (i > 0) at.seek(i * share);
    for (index r = i * share; r < results && r < (i + 1) * share; ++r, at.next())
      to[at.offsets()[0]] = stored<To>(one(at, 0, length));
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
template <class F, class To, class Tree>
void fold_columns(To* to, Tree const& tree, any_nest& loops, int kept) {
  using A = fold_accumulator<F, To, Tree>;
  int const operands = loops.operands(), values = operands - place_operands<F>;
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
  index const work = size / (outer * blocks);
  index const wanted = outer * blocks < most ? std::min(work / (2 * grain), most) : 1;
  index const piece = wanted > 1 ? (length + wanted - 1) / wanted : length;
  index const pieces = (length + piece - 1) / piece;

  auto const fold_piece = [&](A* results, columns_of const& where, index first, index last) {
    fold_down(F{}, results, tree, loops, kept, where, first, last);
    if constexpr (place_operands < F >> 0) // of rows read as one, all but the first are further along
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
    auto const join_into = [&](index p, index q, index count) {
      independently<true>(0, count,
                          [&, a = results[p], b = results[q]](index j) { a[j] = F::body(a[j], b[j]); });
    };
    if (pieces > 1)
      parallel_for(pieces, one);
    else
      one(0);
    for (index apart = 1; apart < pieces; apart *= 2)
      for (index p = 0; p + apart < pieces; p += 2 * apart) join_into(p, p + apart, here.count);
    if (left > 0) {
      columns_of rest(here.starts(), loops.strides(kept), operands, length);
      rest.strides = strides;
      rest.unit = unit;
      rest.count = left * columns;
      fold_piece(results[1], rest, 0, 1);
      join_into(0, 1, rest.count);
    }
    for (index halved = together / 2; halved > 0; halved /= 2) join_halves<F>(results[0], halved * columns);
    for (index j = 0; j < std::min(here.count, columns); ++j) out[j * strides[0]] = stored<To>(results[0][j]);
  };
  if (size < 2 * grain || pieces > 1)
    for (index i = 0; i < outer * blocks; ++i) block(i);
  else
    parallel_for(outer * blocks, block);
}

/// Whether a fold goes column by column, `short_row` being the length from which a row is worth a loop.
inline bool folds_by_columns(any_nest const& loops, int kept, int values, index short_row) {
  constexpr index few_columns = 8;
  if (kept == 0 || kept == loops.ndim()) return false;
  auto const step = [&](int axis) {
    index total = 0;
    for (int k = 1; k < values; ++k) total += std::abs(loops.strides(axis)[k]);
    return total;
  };
  index const columns = loops.extent(kept - 1), length = loops.extent(loops.inner());
  if (step(kept - 1) >= step(loops.inner())) return length < short_row && length < columns;
  return columns >= few_columns || length < short_row || rows_in_one(loops, kept, values, 2 * columns) > 1;
}

/// Folds `tree` over all axes but the first `Kept`. Operand 0 of the nest is the result, whose strides along
/// the reduced axes are 0; neither the reduced nor the kept part is empty.
template <int Kept, class F, class To, class Tree, int N, int K>
void fold(policy, F, To* to, Tree const& tree, gamut::detail::nest<N, K> axes) {
  // Rows shorter than this are not worth a loop each; the place of the best takes another loop.
  constexpr bool places = place_operands < F >> 0;
  constexpr index short_row = places ? 64 : 24;
  int const kept = axes.simplify(0, Kept);
  axes.simplify(kept, axes.ndim);
  any_nest loops(axes);
  if constexpr (Kept > 0 && Kept < N)
    if (folds_by_columns(loops, kept, K - place_operands<F>, short_row)) {
      if constexpr (places) // rows in the order of their places, so that the first of the best wins
        for (int d = kept + 1; d < loops.ndim(); ++d)
          for (int e = d; e > kept && loops.strides(e - 1)[K - 1] < loops.strides(e)[K - 1]; --e)
            loops.swap_axes(e - 1, e);
      return fold_columns<F>(to, tree, loops, kept);
    }
  fold_rows<F>(to, tree, loops, kept);
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
