// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The kernel of assignments whose operands have strides: neighbouring threads walk the innermost axis side by
// side, and each takes its row's index apart once for a few elements.
#pragma once

#include <gamut/device/launch.hpp>
#include <gamut/device/places.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// How the threads of a block lie on the rows of a nest: a power of two of them along a row.
struct row_tiles {
  static constexpr int threads = block_threads, items = 4;
  int log_columns = 0;
  index rows = 1, length = 1, across = 1;

  row_tiles(index r, index n) : rows(r), length(n) {
    while ((1 << log_columns) < threads && (index(1) << log_columns) < length) ++log_columns;
    index const columns = index(items) << log_columns;
    across = (length + columns - 1) / columns;
  }
  index blocks() const {
    index const high = threads >> log_columns;
    return across * ((rows + high - 1) / high);
  }
};
/// A thread's place there: row, first column, and from one of its columns to the next.
struct row_place {
  index row, column, step;
  GAMUT_HD row_place(row_tiles const& tiles, index block, int thread) {
    index const down = quotient(block, tiles.across), right = block - down * tiles.across;
    step = index(1) << tiles.log_columns;
    row = down * (row_tiles::threads >> tiles.log_columns) + (thread >> tiles.log_columns);
    column = right * step * row_tiles::items + (thread & (step - 1));
  }
};

template <class D, class Tree, int N, int K>
struct row_body {
  static constexpr int threads = row_tiles::threads, phases = 1, items = row_tiles::items;
  D* to;
  Tree tree;
  gamut::detail::nest<N, K> loops;
  row_tiles tiles;

  GAMUT_HD void operator()(phase<0>, index block, int thread, unsigned char*) const {
    row_place const mine(tiles, block, thread);
    if (mine.row >= tiles.rows || mine.column >= tiles.length) return;
    int const inner = loops.ndim - 1;
    offsets_of<K> place(loops);
    place.move(loops, 0, inner, mine.row);
    place.step(loops, inner, mine.column);
    if (mine.column + (items - 1) * mine.step < tiles.length) {
      // All are read before the first is written, so that the reads wait together.
      D values[items];
      offsets_of<K> there = place;
      for (int j = 0; j < items; ++j) {
        values[j] = value_at<D>(tree, load_at{there.at + 1});
        there.step(loops, inner, mine.step);
      }
      for (int j = 0; j < items; ++j) to[place.at[0] + j * mine.step * loops.strides[0][inner]] = values[j];
    } else
      for (index i = mine.column; i < tiles.length; i += mine.step) {
        to[place.at[0]] = value_at<D>(tree, load_at{place.at + 1});
        place.step(loops, inner, mine.step);
      }
  }
};

/// Assigns over a nest of at least one axis, innermost the one that the destination steps least in.
template <class D, class Tree, int N, int K>
void assign_rows(D* to, Tree const& tree, gamut::detail::nest<N, K> const& loops) {
  index const length = loops.shape[loops.ndim - 1];
  row_tiles const tiles(loops.size() / length, length);
  launch(tiles.blocks(), row_body<D, Tree, N, K>{to, tree, loops, tiles});
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
