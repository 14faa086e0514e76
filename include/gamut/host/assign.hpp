// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's assignment: one pass over memory. Rows run in Eigen's packets where the tree's dtypes allow it,
// else in a loop that the compiler can vectorise. A small assignment starts at once; a large one is planned:
// in rows or in tiles, past the caches or through them, split over threads.
#pragma once

#include <gamut/host/packet.hpp>
#include <gamut/host/policy.hpp>
#include <gamut/host/rows.hpp>
#include <gamut/host/stream.hpp>
#include <gamut/host/tiles.hpp>

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

/// The first lanes of a register, to every `step`-th place.
template <class D, class T>
GAMUT_INLINE void store(D* to, index step, lane_array<T> const& x, index count) {
  for (index j = 0; j < count; ++j) to[j * step] = gamut::detail::convert<D>(x.at[j]);
}
template <class D, class T>
GAMUT_INLINE void store(D* to, packet<T> x) {
  if constexpr (std::same_as<D, T>)
    x.store(to);
  else
    store(to, 1, lane_array<T>(x), lanes<T>);
}
template <class D, class T>
GAMUT_INLINE void store(D* to, mask<T> x) {
  if constexpr (std::same_as<D, bool>)
    x.store(to);
  else
    store(to, 1, lane_array<T>(x), lanes<T>);
}

/// One element of a row.
template <bool Unit, class D, class Tree>
GAMUT_INLINE void element(D* to, index step, Tree const& tree, index const* strides, index i) {
  auto const load = [&]<class I>(I, auto const& source) { return source[Unit ? i : i * strides[I::value]]; };
  to[Unit ? i : i * step] = gamut::detail::convert<D>(element_of(tree, load));
}
/// The elements [first, last) of a row one by one.
template <bool Unit, class D, class Tree>
GAMUT_INLINE void element_row(D* to, index step, Tree const& tree, index const* strides, index first,
                              index last) {
  independently<Unit>(first, last, [&](index i) { element<Unit>(to, step, tree, strides, i); });
}

/// Where a register of results goes: beside the one before, each number in its place, or past the caches, to
/// an address that is a multiple of the register's size.
struct put_dense {
  template <class D, class X>
  GAMUT_INLINE static void put(D* to, index, X x) {
    store(to, x);
  }
};
struct put_anywhere {
  template <class D, class T>
  GAMUT_INLINE static void apart(D* to, index step, lane_array<T> const& x) {
    store(to, step, x, lanes<T>);
  }
  template <class D, class X>
  GAMUT_INLINE static void put(D* to, index step, X x) {
    if (step == 1)
      store(to, x);
    else
      apart(to, step, lane_array(x));
  }
};
struct put_streamed {
  template <class T>
  GAMUT_INLINE static void put(T* to, index, packet<T> x) {
    stream_packet(to, x.raw);
  }
};

/// The first `count` lanes of a register, to neighbouring places.
template <class D, class X>
GAMUT_INLINE void store_part(D* to, X x, index count) {
  if constexpr (std::same_as<X, packet<D>>)
    x.store_first(to, count);
  else
    store(to, 1, lane_array(x), count);
}

/// A row in packets; what does not fill one is a part of one.
template <class T, class Where, bool Unit, class D, class Tree>
GAMUT_INLINE void packet_row(D* to, index step, Tree const& tree, index const* strides, index count) {
  index i = 0;
  for (; i + lanes<T> <= count; i += lanes<T>)
    Where::put(to + i * step, step, packet_of<T>(tree, load_packet<T, Unit>{i, strides}));
  if (index const rest = count - i; rest > 0) {
    auto const last = packet_of<T>(tree, load_partial<T, Unit>{i, strides, rest});
    if constexpr (std::same_as<Where, put_anywhere>)
      store(to + i * step, step, lane_array(last), rest);
    else
      store_part(to + i, last, rest);
  }
}

template <class T, class Where, bool Unit>
struct in_packets {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index step, Tree const& tree, index const* strides, index count) {
    packet_row<T, Where, Unit>(to, std::same_as<Where, put_anywhere> ? step : 1, tree, strides, count);
  }
};
template <bool Unit>
struct in_elements {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index step, Tree const& tree, index const* strides, index count) {
    element_row<Unit>(to, step, tree, strides, 0, count);
  }
};

/// A row of a plain copy.
struct in_moves {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index, Tree const& tree, index const* strides, index count) {
    move_row(to, tree.source.data, strides[0], count);
  }
};

/// A row by itself, out of the caller's loops: its leaves lie `offsets` from the tree's. The tree it computes
/// is its own, which its stores cannot change.
template <class D, class Tree>
using row_kernel = void (*)(D* to, index step, Tree const& tree, index const* offsets, index const* strides,
                            index count);
template <class Compute, class D, class Tree>
[[gnu::noinline]] void compute_row(D* to, index step, Tree const& tree, index const* offsets,
                                   index const* strides, index count) {
  Tree const leaves = advanced(tree, offsets);
  Compute::run(to, step, leaves, strides, count);
}

/// The way in which rows are computed whose result is `dense`, and whose operands all are if `unit`.
template <class D, class Tree>
row_kernel<D, Tree> choose_kernel(bool dense, bool unit) {
  using T = packet_dtype<Tree>;
  if constexpr (is_copy<D, Tree>)
    if (dense) return &compute_row<in_moves, D, Tree>;
  if constexpr (!std::is_void_v<T>)
    return dense && unit ? &compute_row<in_packets<T, put_dense, true>, D, Tree>
                         : &compute_row<in_packets<T, put_anywhere, false>, D, Tree>;
  else
    return dense && unit ? &compute_row<in_elements<true>, D, Tree>
                         : &compute_row<in_elements<false>, D, Tree>;
}

/// Whether a tree's packets are what is stored, so that they can be streamed as they are.
template <class D, class Tree>
inline constexpr bool streams_packets = streams&& std::same_as<packet_dtype<Tree>, D>;

/// A contiguous row that goes past the caches: its packets themselves, or else what is computed in the first
/// cache, some lines at a time.
template <class D, class Tree, std::size_t... Leaf>
void stream_row(D* to, Tree const& tree, index const* offsets, index const* strides, index count, bool unit,
                std::index_sequence<Leaf...>) {
  index at[] = {offsets[Leaf]..., 0};
  auto const advance = [&](index by) {
    ((at[Leaf] += by * strides[Leaf]), ...);
    to += by;
    count -= by;
  };
  auto const kernel = choose_kernel<D, Tree>(true, unit);
  index const head = std::min(count, index(before_line(to) / sizeof(D)));
  if constexpr (is_copy<D, Tree>)
    if (unit) return stream(to, tree.source.data + at[0], std::size_t(count) * sizeof(D));
  if constexpr (streams_packets<D, Tree>)
    if (unit) {
      kernel(to, 1, tree, at, strides, head);
      advance(head);
      return compute_row<in_packets<D, put_streamed, true>>(to, 1, tree, at, strides, count);
    }
  constexpr index block = 1024 / sizeof(D);
  alignas(line) std::byte buffer[block * sizeof(D)];
  D* const results = reinterpret_cast<D*>(buffer);
  for (index n = head > 0 ? head : block; count > 0; n = block) {
    n = std::min(n, count);
    kernel(results, 1, tree, at, strides, n);
    stream(to, results, std::size_t(n) * sizeof(D));
    advance(n);
  }
}

/// Whether a tree reads from where it writes: those lines are in the caches already.
template <class D, class Tree, int N, int K>
bool reads_result(D const* to, Tree const& tree, gamut::detail::nest<N, K> const& loops) {
  index last = loops.offsets[0];
  for (int d = 0; d < loops.ndim; ++d) last += (loops.shape[d] - 1) * std::max(loops.strides[0][d], index(0));
  bool reads = false;
  for_each_slot(tree, [&]<class I, class Source>(I, Source const& source) {
    if constexpr (is_pointer<Source>) {
      void const* const start = source.data + loops.offsets[I::value + 1];
      reads = reads || (start >= to + loops.offsets[0] && start <= to + last);
    }
  });
  return reads;
}

/// How the rows of a large assignment are computed, decided once from the strides along a row: the result's,
/// then the leaves'.
template <class D, class Tree, int K>
class planned_rows {
public:
  template <int N>
  planned_rows(D* to, Tree const& tree, gamut::detail::nest<N, K> const& loops)
      : to_(to), tree_(tree), strides_(loops, loops.ndim - 1), unit_(strides_.unit(1)) {
    bool const dense = loops.ndim == 0 || strides_.at[0] == 1;
    kernel_ = choose_kernel<D, Tree>(dense, unit_);
    // Each row begins and ends within a line, which is no streaming: it must be long to be worth it.
    index const row = loops.ndim > 0 ? loops.shape[loops.ndim - 1] : 1;
    streamed_ = streams && dense && row * index(sizeof(D)) >= 64 * index(line) &&
                std::size_t(loops.size()) * sizeof(D) > stream_threshold() && !reads_result(to, tree, loops);
  }
  void operator()(index const* offsets, index from, index count) const {
    if (from == 0) return run(offsets, count);
    index starts[K];
    for (int k = 0; k < K; ++k) starts[k] = offsets[k] + from * strides_.at[k];
    run(starts, count);
  }
  /// Makes a thread's rows visible to the others.
  void finish() const {
    if (streamed_) stream_fence();
  }

private:
  void run(index const* starts, index count) const {
    if (streamed_)
      stream_row(to_ + starts[0], tree_, starts + 1, strides_.at + 1, count, unit_,
                 std::make_index_sequence<std::size_t(K - 1)>{});
    else
      kernel_(to_ + starts[0], strides_.at[0], tree_, starts + 1, strides_.at + 1, count);
  }

  D* to_;
  Tree const& tree_;
  row_strides<K> strides_;
  bool unit_, streamed_;
  row_kernel<D, Tree> kernel_;
};

/// An assignment that is worth a plan.
template <class D, class Tree, int N, int K>
[[gnu::noinline]] void assign_large(D* to, Tree const& tree, gamut::detail::nest<N, K> const& loops) {
  if constexpr (N > 1) {
    constexpr index widest = index(std::max(sizeof(D), widest_leaf<Tree>));
    // Two lines of a turned operand at a time; a plain copy needs no buffers, and may take more of them.
    tiling const tile =
        choose_tiles(loops, (is_copy<D, Tree> ? 4 : 1) * tile_bytes / widest, 2 * index(line) / widest);
    if (tile.axis >= 0) {
      auto const tiles = loops_of_tiles(tile, loops);
      share(tiles.size(), tile.rows * tile.columns, [&](index first, index last) {
        walk_tiles(
            tile, loops, tiles, to, tree, first, last,
            [&]<class Leaves>(D* row, index step, Leaves const& leaves, index const* strides, index count) {
              bool unit = true;
              for (int k = 0; k < K - 1; ++k) unit = unit && strides[k] == 1;
              index const none[K] = {};
              choose_kernel<D, Leaves>(step == 1, unit)(row, step, leaves, none, strides, count);
            });
      });
      return;
    }
  }
  planned_rows<D, Tree, K> const rows(to, tree, loops);
  share(loops.size(), 1, [&](index first, index last) {
    walk(loops, first, last, rows);
    rows.finish();
  });
}

/// Below this many elements an assignment is over before a plan is made.
inline constexpr index smallest_planned = 4096;

/// Evaluates `tree` into `to`. Operand 0 of the nest is the destination, operand `1 + I` the leaf `I` of the
/// tree. The nest is the caller's own and may be rearranged: copying it would cost as much as a small
/// assignment.
template <class D, class Tree, int N, int K>
void assign(policy, D* to, Tree const& tree, gamut::detail::nest<N, K>& loops) {
  loops.simplify();
  index const size = loops.size();
  if (size >= smallest_planned) return assign_large(to, tree, loops);
  row_strides<K> const strides(loops, loops.ndim - 1);
  auto const kernel = choose_kernel<D, Tree>(loops.ndim == 0 || strides.at[0] == 1, strides.unit(1));
  walk(loops, 0, size, [&](index const* offsets, index, index count) {
    kernel(to + offsets[0], strides.at[0], tree, offsets + 1, strides.at + 1, count);
  });
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
