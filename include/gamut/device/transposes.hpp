// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The kernel of assignments that read some leaf across the destination's rows, as a transpose does: a block
// reads a square of that leaf along its own rows into shared memory, and from there in the destination's
// order.
#pragma once

#include <gamut/device/launch.hpp>
#include <gamut/device/places.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// A square of elements, whose rows lie one element further apart so that its columns are in other banks.
struct square {
  static constexpr int side = 32, pitch = side + 1, high = block_threads / side;
  static constexpr int threads = side * high;
  template <class T>
  GAMUT_HD static T& element(unsigned char* tile, int row, int column) {
    return reinterpret_cast<T*>(tile)[row * pitch + column];
  }
};

/// Which leaves go through shared memory, one bit each.
using leaf_set = unsigned;
GAMUT_HD inline int before(leaf_set set, int leaf) {
  int n = 0;
  for (set &= (leaf_set(1) << leaf) - 1; set; set &= set - 1) ++n;
  return n;
}

/// Reads the leaves of the set where the block has put them, the others where they lie.
template <int TileBytes>
struct load_turned {
  index const* offsets;
  unsigned char* shared;
  leaf_set turned;
  int row, column;
  template <class I, class T, class Place>
  GAMUT_HD T operator()(I, gamut::detail::pointer<T, Place> const& source) const {
    if (turned >> I::value & 1u)
      return square::element<T>(shared + before(turned, I::value) * TileBytes, column, row);
    return source[offsets[I::value]];
  }
  template <class I, class Source>
  GAMUT_HD auto operator()(I, Source const& source) const {
    return source[offsets[I::value]];
  }
};

template <class D, class Tree, int N, int K>
struct transpose_body {
  static constexpr int threads = square::threads, phases = 2;
  static constexpr int tile_bytes = square::side * square::pitch * memory_traffic<D, Tree>.largest;
  D* to;
  Tree tree;
  gamut::detail::nest<N, K> loops; // the last two axes are the square's
  leaf_set turned;
  index across, down;

  /// A block's corner, and every operand's offset there.
  struct corner {
    index row, column;
    offsets_of<K> place;
    GAMUT_HD corner(transpose_body const& body, index block) : place(body.loops) {
      index const upper = quotient(block, body.across);
      column = (block - upper * body.across) * square::side;
      index const outer = quotient(upper, body.down);
      row = (upper - outer * body.down) * square::side;
      int const inner = body.loops.ndim - 1;
      place.move(body.loops, 0, inner - 1, outer);
      place.step(body.loops, inner - 1, row);
      place.step(body.loops, inner, column);
    }
  };

  template <class T, class Place, int I>
  GAMUT_HD void put(gamut::detail::slot<gamut::detail::pointer<T, Place>, I> const& leaf, corner const& from,
                    int x, int y, unsigned char* shared) const {
    if (!(turned >> I & 1u)) return;
    int const inner = loops.ndim - 1;
    index const rows = loops.shape[inner - 1] - from.row, columns = loops.shape[inner] - from.column;
    auto const& strides = loops.strides[I + 1];
    unsigned char* const tile = shared + before(turned, I) * tile_bytes;
    for (int j = y; j < square::side; j += square::high)
      if (x < rows && j < columns)
        square::element<T>(tile, j, x) =
            leaf.source[from.place.at[I + 1] + x * strides[inner - 1] + j * strides[inner]];
  }
  template <class Source, int I>
  GAMUT_HD void put(gamut::detail::slot<Source, I> const&, corner const&, int, int, unsigned char*) const {}
  template <class T>
  GAMUT_HD void put(gamut::detail::literal<T> const&, corner const&, int, int, unsigned char*) const {}
  template <class F, class... Args>
  GAMUT_HD void put(gamut::detail::call<F, Args...> const& node, corner const& from, int x, int y,
                    unsigned char* shared) const {
    put_all(node.args, from, x, y, shared);
  }
  template <std::size_t... I, class... Args>
  GAMUT_HD void put_all(gamut::detail::pack_of<std::index_sequence<I...>, Args...> const& args,
                        corner const& from, int x, int y, unsigned char* shared) const {
    (put(get<I>(args), from, x, y, shared), ...);
  }

  GAMUT_HD void operator()(phase<0>, index block, int thread, unsigned char* shared) const {
    put(tree, corner(*this, block), thread % square::side, thread / square::side, shared);
  }
  GAMUT_HD void operator()(phase<1>, index block, int thread, unsigned char* shared) const {
    corner from(*this, block);
    int const inner = loops.ndim - 1, x = thread % square::side;
    index const rows = loops.shape[inner - 1] - from.row;
    if (x >= loops.shape[inner] - from.column) return;
    from.place.step(loops, inner, x);
    int y = thread / square::side;
    from.place.step(loops, inner - 1, y);
    for (; y < square::side && y < rows; y += square::high) {
      to[from.place.at[0]] =
          value_at<D>(tree, load_turned<tile_bytes>{from.place.at + 1, shared, turned, y, x});
      from.place.step(loops, inner - 1, square::high);
    }
  }
};

/// Whether some assignments of these types could go through shared memory.
template <class D, class Tree, int N, int K>
inline constexpr bool may_transpose =
    N > 1 && memory_traffic<D, Tree>.leaves > 0 && K <= 32 &&
    transpose_body<D, Tree, (N > 1 ? N : 2), K>::tile_bytes <= most_shared_bytes;

/// Assigns so where it pays: some leaf has its neighbours along another axis than the destination. Says
/// whether it did; the axes may have been exchanged.
template <class D, class Tree, int N, int K>
bool assign_transposed(D* to, Tree const& tree, gamut::detail::nest<N, K>& loops) {
  using body = transpose_body<D, Tree, N, K>;
  int const inner = loops.ndim - 1;
  auto const one = [](index stride) { return stride == 1 || stride == -1; };
  if (inner < 1 || !one(loops.strides[0][inner]) || loops.shape[inner] < square::side / 2) return false;
  int axis = -1;
  leaf_set turned = 0;
  int count = 0;
  for (int k = 1; k < K; ++k)
    for (int d = 0; d < inner; ++d) {
      auto const& strides = loops.strides[k];
      bool const crosses = one(strides[d]) && strides[inner] != 0 && !one(strides[inner]) &&
                           loops.shape[d] >= square::side / 2;
      if (!crosses || (axis >= 0 && axis != d) || (count + 1) * body::tile_bytes > most_shared_bytes)
        continue;
      axis = d;
      turned |= leaf_set(1) << (k - 1);
      ++count;
    }
  if (axis < 0) return false;
  loops.swap_axes(axis, inner - 1);
  index const across = (loops.shape[inner] + square::side - 1) / square::side;
  index const down = (loops.shape[inner - 1] + square::side - 1) / square::side;
  index outer = 1;
  for (int d = 0; d < inner - 1; ++d) outer *= loops.shape[d];
  launch(across * down * outer, body{to, tree, loops, turned, across, down},
         std::size_t(count) * body::tile_bytes);
  return true;
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
