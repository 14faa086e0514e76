// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Walking a loop nest in tiles of two axes, for assignments that rows do not suit: operands that step least
// along another axis than the destination (a transpose), and rows of a few elements. In a tile, leaves that
// lie otherwise than the destination are first moved to a buffer in the first cache, where they lie as it
// does; what is computed are then contiguous rows.
#pragma once

#include <gamut/host/any_leaf.hpp>
#include <gamut/host/rows.hpp>

#include <algorithm>
#include <cstddef>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// Which axis makes tiles with the last one, and how large they are.
struct tiling {
  int axis = -1;       // none: rows will do
  bool joined = false; // the rows of a tile are short, and computed as one
  index rows = 0, columns = 0;
};

/// Whether the rows of a nest are short enough to be joined along an axis. Each operand whose rows do not
/// follow each other has to be moved for that; one that repeats a single element along a row is slow in rows.
inline bool joins_rows(any_nest const& loops, int axis) {
  index const columns = loops.extent(loops.inner());
  index const *const along = loops.strides(loops.inner()), *const across = loops.strides(axis);
  index moved = 0, limit = 8;
  for (int k = 0; k < loops.operands(); ++k) {
    if (along[k] == 0 && across[k] != 0)
      limit = 16;
    else if (across[k] != 0 && across[k] != columns * along[k])
      ++moved;
  }
  return columns * (1 + moved) < limit;
}
/// Shorter rows are joined where an operand is turned, and moved in any case.
inline constexpr index shortest_turned = 32;
/// How much all of them hold, where they are many.
inline constexpr index tiles_bytes = 4 * tile_bytes;

/// The tiles of a nest, of at most so many elements; a turned operand is read `run` elements at a time.
inline tiling choose_tiles(any_nest const& loops, index elements, index run) {
  tiling tile;
  int const inner = loops.ndim() - 1;
  if (inner < 1) return tile;
  auto const size_of = [](index s) { return s < 0 ? -s : s; };
  index least = 0;
  for (int k = 1; k < loops.operands(); ++k)
    for (int d = 0; d < inner; ++d) {
      index const step = size_of(loops.strides(d)[k]);
      if (step == 0 || step >= size_of(loops.strides(inner)[k]) || (least > 0 && step >= least)) continue;
      least = step;
      tile.axis = d;
    }
  tile.columns = loops.extent(inner);
  if (tile.axis < 0) {
    int axis = inner - 1;
    for (int d = inner - 2; d >= 0 && loops.extent(axis) < 64; --d)
      if (loops.extent(d) > loops.extent(axis)) axis = d;
    tile.joined = joins_rows(loops, axis);
    if (tile.joined) tile.axis = axis;
  } else
    tile.joined = tile.columns < shortest_turned;
  if (tile.axis < 0) return tile;
  index const most = loops.extent(tile.axis);
  tile.columns = std::min(tile.columns, elements / std::min(most, run));
  index const fit = elements / tile.columns; // at least the lesser of `most` and `run`
  tile.rows = fit < most ? fit / run * run : most;
  return tile;
}

/// The loops over whole tiles, the turned operands' axis innermost.
inline any_nest loops_of_tiles(tiling const& tile, any_nest loops) {
  auto const step_by = [&](int axis, index extent) {
    loops.extent(axis) = (loops.extent(axis) + extent - 1) / extent;
    for (int k = 0; k < loops.operands(); ++k) loops.strides(axis)[k] *= extent;
  };
  step_by(tile.axis, tile.rows);
  step_by(loops.inner(), tile.columns);
  loops.swap_axes(tile.axis, loops.inner());
  return loops;
}

/// How much a tile of each operand may hold, of so many.
inline index tile_room(int operands) {
  return std::min(tile_bytes, tiles_bytes / std::max(operands, 1) / 64 * 64);
}

/// An assignment by tiles but for its loops: the leaves of the tree, the result as one (to read of it what
/// was computed elsewhere), and `compute(to, step, tree, data, strides, count)`, a row of the tree over
/// other memory.
struct tile_work {
  std::byte* to;
  any_leaf result;
  any_leaf const* leaves;
  bool copies; // the one leaf is the result
  void const* tree;
  moved_kernel compute;
};

/// Computes the tiles [first, last).
inline void walk_tiles(tiling const& tile, any_nest const& loops, any_nest const& tiles,
                       tile_work const& work, index first, index last) {
  int const leaves = loops.operands() - 1, inner = loops.inner();
  auto const lies = [&](int k) { return tile_strides{loops.strides(tile.axis)[k], loops.strides(inner)[k]}; };
  tile_strides const put = lies(0), dense{tile.columns, 1};
  index const width = work.result.width, room = tile_room(leaves);
  alignas(64) std::byte moved[tiles_bytes], results[tile_bytes];
  // Of each leaf: where its rows are, how far apart, and of which row a buffer holds nothing but copies.
  some<index> numbers(2 * leaves);
  index *const rows_apart = numbers.at(0), *const strides = numbers.at(leaves);
  some<std::byte const*> places(2 * leaves);
  std::byte const **const data = places.at(0), **const repeated = places.at(leaves);
  std::fill_n(repeated, leaves, nullptr);

  odometer at(tiles, 0, tiles.ndim(), loops.offsets());
  at.seek(first);
  for (; first < last; ++first, at.next()) {
    index const rows = std::min(tile.rows, loops.extent(tile.axis) - at.at(inner) * tile.rows);
    index const columns = std::min(tile.columns, loops.extent(inner) - at.at(tile.axis) * tile.columns);
    std::byte* const here = work.to + at.offsets()[0] * width;
    if (work.copies) {
      work.leaves[0].move(here, put, work.leaves[0].source, at.offsets()[1], lies(1), rows, columns);
      continue;
    }
    for (int i = 0; i < leaves; ++i) {
      any_leaf const& leaf = work.leaves[i];
      index const offset = at.offsets()[i + 1];
      tile_strides const take = lies(i + 1);
      std::byte const* const memory = leaf.memory ? leaf.at(offset) : nullptr;
      bool const as_it_is = memory && (tile.joined ? take == dense : !take.turned());
      std::byte* const buffer = moved + i * room;
      data[i] = as_it_is ? memory : buffer;
      rows_apart[i] = (as_it_is ? take : dense).row;
      strides[i] = (as_it_is ? take : dense).column;
      bool const repeats = tile.joined && take.row == 0;
      if (as_it_is || (repeats && memory && repeated[i] == memory)) continue;
      repeated[i] = memory;
      leaf.move(buffer, dense, leaf.source, offset, take, repeats ? tile.rows : rows, columns);
    }
    if (!tile.joined) {
      for (index r = 0; r < rows; ++r) {
        work.compute(here + r * put.row * width, put.column, work.tree, data, strides, columns);
        for (int i = 0; i < leaves; ++i) data[i] += rows_apart[i] * work.leaves[i].width;
      }
    } else if (put == dense)
      work.compute(here, 1, work.tree, data, strides, rows * columns);
    else {
      work.compute(results, 1, work.tree, data, strides, rows * columns);
      work.result.move(here, put, results, 0, dense, rows, columns);
    }
  }
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
