// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Walking a loop nest in tiles of two axes, for assignments that rows do not suit: operands that step least
// along another axis than the destination (a transpose), and rows of a few elements. In a tile, leaves that
// lie otherwise than the destination are first moved to a buffer in the first cache, where they lie as it
// does; what is computed are then contiguous rows.
#pragma once

#include <gamut/host/moves.hpp>
#include <gamut/host/rows.hpp>

#include <algorithm>
#include <cstddef>

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

/// Calls `f(number, source)` for every leaf of a bound tree.
template <class Source, int I, class F>
GAMUT_INLINE void for_each_slot(gamut::detail::slot<Source, I> const& leaf, F const& f) {
  f(std::integral_constant<int, I>{}, leaf.source);
}
template <class T, class F>
GAMUT_INLINE void for_each_slot(gamut::detail::literal<T> const&, F const&) {}
template <class G, class... Args, class F>
GAMUT_INLINE void for_each_slot(gamut::detail::call<G, Args...> const& node, F const& f) {
  unpack(node.args, [&](auto const&... arg) { (for_each_slot(arg, f), ...); });
}

template <class Source>
inline constexpr bool is_pointer = false;
template <class T>
inline constexpr bool is_pointer<gamut::detail::pointer<T>> = true;

/// The same tree over other memory: leaf `I` at `data[I]`.
template <class Source, int I>
GAMUT_INLINE auto over(gamut::detail::slot<Source, I> const&, void const* const* data) {
  using T = typename Source::value_type;
  return gamut::detail::slot<gamut::detail::pointer<T>, I>{{static_cast<T const*>(data[I])}};
}
template <class T>
GAMUT_INLINE auto over(gamut::detail::literal<T> const& leaf, void const* const*) {
  return leaf;
}
template <class F, class... Args>
GAMUT_INLINE auto over(gamut::detail::call<F, Args...> const& node, void const* const* data) {
  return unpack(node.args, [&](auto const&... arg) {
    auto const make = []<class... New>(New... part) {
      return gamut::detail::call<F, New...>{gamut::detail::pack<New...>(part...)};
    };
    return make(over(arg, data)...);
  });
}

/// Which axis makes tiles with the last one, and how large they are.
struct tiling {
  int axis = -1;       // none: rows will do
  bool joined = false; // the rows of a tile are short, and computed as one
  index rows = 0, columns = 0;
};

/// Whether the rows of a nest are short enough to be joined along an axis. Each operand whose rows do not
/// follow each other has to be moved for that; one that repeats a single element along a row is slow in rows.
template <int N, int K>
bool joins_rows(gamut::detail::nest<N, K> const& loops, int axis) {
  int const inner = loops.ndim - 1;
  index const columns = loops.shape[inner];
  index moved = 0, limit = 8;
  for (auto const& s : loops.strides) {
    if (s[inner] == 0 && s[axis] != 0)
      limit = 16;
    else if (s[axis] != 0 && s[axis] != columns * s[inner])
      ++moved;
  }
  return columns * (1 + moved) < limit;
}
/// Shorter rows are joined where an operand is turned, and moved in any case.
inline constexpr index shortest_turned = 32;
/// How much of each operand a tile holds: a part of the first cache, where operands are moved to it.
inline constexpr index tile_bytes = 32768;

/// The size of the largest element among a tree's leaves.
template <class Tree>
inline constexpr std::size_t widest_leaf = 1;
template <class Source, int I>
inline constexpr std::size_t
    widest_leaf<gamut::detail::slot<Source, I>> = sizeof(typename Source::value_type);
template <class F, class... Args>
inline constexpr std::size_t widest_leaf<gamut::detail::call<F, Args...>> = std::max({widest_leaf<Args>...});

/// The tiles of a nest, of at most so many elements; a turned operand is read `run` elements at a time.
template <int N, int K>
tiling choose_tiles(gamut::detail::nest<N, K> const& loops, index elements, index run) {
  tiling tile;
  if constexpr (N < 2) return tile;
  int const inner = loops.ndim - 1;
  if (inner < 1) return tile;
  auto const size_of = [](index s) { return s < 0 ? -s : s; };
  index least = 0;
  for (int k = 1; k < K; ++k)
    for (int d = 0; d < inner; ++d) {
      index const step = size_of(loops.strides[k][d]);
      if (step == 0 || step >= size_of(loops.strides[k][inner]) || (least > 0 && step >= least)) continue;
      least = step;
      tile.axis = d;
    }
  tile.columns = loops.shape[inner];
  if (tile.axis < 0) {
    int axis = inner - 1;
    for (int d = inner - 2; d >= 0 && loops.shape[axis] < 64; --d)
      if (loops.shape[d] > loops.shape[axis]) axis = d;
    tile.joined = joins_rows(loops, axis);
    if (tile.joined) tile.axis = axis;
  } else
    tile.joined = tile.columns < shortest_turned;
  if (tile.axis < 0) return tile;
  index const most = loops.shape[tile.axis];
  tile.columns = std::min(tile.columns, elements / std::min(most, run));
  index const fit = elements / tile.columns; // at least the lesser of `most` and `run`
  tile.rows = fit < most ? fit / run * run : most;
  return tile;
}

/// The loops over whole tiles, the turned operands' axis innermost.
template <int N, int K>
gamut::detail::nest<N, K> loops_of_tiles(tiling const& tile, gamut::detail::nest<N, K> loops) {
  auto const step_by = [&](int axis, index extent) {
    loops.shape[axis] = (loops.shape[axis] + extent - 1) / extent;
    for (auto& s : loops.strides) s[axis] *= extent;
  };
  step_by(tile.axis, tile.rows);
  step_by(loops.ndim - 1, tile.columns);
  loops.swap_axes(tile.axis, loops.ndim - 1);
  return loops;
}

/// Memory for a tile.
struct tile_buffer {
  alignas(64) std::byte bytes[tile_bytes];
  template <class T>
  T* as() {
    return reinterpret_cast<T*>(bytes);
  }
};

/// Whether a tree is memory of the dtype `D` and nothing else.
template <class D, class Tree>
inline constexpr bool is_copy = false;
template <class D>
inline constexpr bool is_copy<D, gamut::detail::slot<gamut::detail::pointer<D>, 0>> = true;

/// Computes the tiles [first, last): calls `compute(to, step, tree, strides, count)` for their rows.
template <class D, class Tree, int N, int K, class Compute>
void walk_tiles(tiling const& tile, gamut::detail::nest<N, K> const& loops,
                gamut::detail::nest<N, K> const& tiles, D* to, Tree const& tree, index first, index last,
                Compute const& compute) {
  constexpr int leaves = K > 1 ? K - 1 : 1;
  int const inner = loops.ndim - 1;
  auto const lies = [&](int k) { return tile_strides{loops.strides[k][tile.axis], loops.strides[k][inner]}; };
  tile_strides const put = lies(0), dense{tile.columns, 1};
  tile_buffer moved[leaves];
  void const* data[leaves];
  void const* repeated[leaves] = {}; // of which row a buffer holds nothing but copies
  index rows_apart[leaves], strides[leaves];

  odometer<N, K> at(tiles, 0, tiles.ndim, loops.offsets);
  at.seek(first);
  for (; first < last; ++first, at.next()) {
    index const rows = std::min(tile.rows, loops.shape[tile.axis] - at.at(inner) * tile.rows);
    index const columns = std::min(tile.columns, loops.shape[inner] - at.at(tile.axis) * tile.columns);
    D* const here = to + at.offsets()[0];
    if constexpr (is_copy<D, Tree>) {
      move_tile(here, put, tree.source.advanced(at.offsets()[1]), lies(1), rows, columns);
      continue;
    }
    for_each_slot(tree, [&]<class I, class Source>(I, Source const& leaf) {
      using V = typename Source::value_type;
      constexpr int i = I::value;
      auto const source = leaf.advanced(at.offsets()[i + 1]);
      tile_strides const take = lies(i + 1);
      if constexpr (is_pointer<Source>)
        if (tile.joined ? take == dense : !take.turned()) {
          data[i] = source.data;
          rows_apart[i] = take.row;
          strides[i] = take.column;
          return;
        }
      V* const buffer = moved[i].template as<V>();
      data[i] = buffer;
      rows_apart[i] = dense.row;
      strides[i] = dense.column;
      bool const repeats = tile.joined && take.row == 0;
      if constexpr (is_pointer<Source>) {
        if (repeats && repeated[i] == source.data) return;
        repeated[i] = source.data;
      }
      move_tile(buffer, dense, source, take, repeats ? tile.rows : rows, columns);
    });
    auto const there = over(tree, data);
    if (!tile.joined) {
      index starts[leaves] = {};
      for (index r = 0; r < rows; ++r) {
        compute(here + r * put.row, put.column, advanced(there, starts), strides, columns);
        for (int k = 0; k < leaves; ++k) starts[k] += rows_apart[k];
      }
    } else if (put == dense)
      compute(here, index(1), there, strides, rows * columns);
    else {
      tile_buffer results;
      compute(results.template as<D>(), index(1), there, strides, rows * columns);
      move_tile(here, put, gamut::detail::pointer<D>{results.template as<D>()}, dense, rows, columns);
    }
  }
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
