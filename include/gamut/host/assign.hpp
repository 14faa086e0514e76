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
/// The same by itself, for the end of a row.
template <class D, class T>
[[gnu::noinline]] void store_apart(D* to, index step, lane_array<T> const& x, index count) {
  store(to, step, x, count);
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

/// How many elements lie before an address that is a multiple of a register's size. Stores that cross lines
/// take twice as long; a row must be long to be worth another part.
template <class T, class D>
GAMUT_INLINE index before_register(D const* to, index count) {
  constexpr index w = lanes<T>, size = index(sizeof(D));
  if (count < 16 * w) return 0;
  return (w - index(reinterpret_cast<std::uintptr_t>(to)) / size % w) % w;
}

/// A row in packets; what does not fill one, at its end or before the first one that is aligned, is a part of
/// one.
template <class T, class Where, bool Unit, class D, class Tree>
GAMUT_INLINE void packet_row(D* to, index step, Tree const& tree, index const* strides, index count) {
  index i = 0, part = 0;
  if constexpr (std::same_as<Where, put_dense>) part = before_register<T>(to, count);
  do {
    if (part > 0) {
      auto const x = packet_of<T>(tree, load_partial<T, Unit>{i, strides, part});
      if constexpr (std::same_as<Where, put_anywhere>)
        store_apart(to + i * step, step, lane_array(x), part);
      else
        store_part(to + i, x, part);
      i += part;
    }
    for (; i + lanes<T> <= count; i += lanes<T>)
      Where::put(to + i * step, step, packet_of<T>(tree, load_packet<T, Unit>{i, strides}));
    part = count - i;
  } while (part > 0);
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

/// A row of a plain copy, and one past the caches.
struct in_moves {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index, Tree const& tree, index const* strides, index count) {
    move_row(to, tree.source.data, strides[0], count);
  }
};
struct in_streamed_moves {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index, Tree const& tree, index const*, index count) {
    stream(to, tree.source.data, std::size_t(count) * sizeof(D));
  }
};

/// Rows by themselves: what the loops over rows call, which so need not be compiled for every tree. There are
/// `rows` of them, `apart[0]` apart in the result and `apart[1 + I]` in leaf `I`; the leaves of the first lie
/// `offsets` from the tree's. The tree that is computed is the kernel's own, which its stores cannot change.
using row_kernel = void (*)(void* to, index step, void const* tree, index const* offsets,
                            index const* strides, index count, index rows, index const* apart);
template <class Compute, class D, class Tree>
[[gnu::noinline]] void compute_rows(void* first, index step, void const* tree, index const* offsets,
                                    index const* strides, index count, index rows, index const* apart) {
  auto* to = static_cast<D*>(first);
  Tree leaves = advanced(*static_cast<Tree const*>(tree), offsets);
  for (;;) {
    Compute::run(to, step, leaves, strides, count);
    if (--rows <= 0) return;
    to += apart[0];
    leaves = advanced(leaves, apart + 1);
  }
}

/// The way in which rows are computed whose result is `dense`, and whose operands all are if `unit`.
template <class D, class Tree>
row_kernel choose_kernel(bool dense, bool unit) {
  using T = packet_dtype<Tree>;
  if constexpr (is_copy<D, Tree>)
    if (dense) return &compute_rows<in_moves, D, Tree>;
  if constexpr (!std::is_void_v<T>)
    return dense && unit ? &compute_rows<in_packets<T, put_dense, true>, D, Tree>
                         : &compute_rows<in_packets<T, put_anywhere, false>, D, Tree>;
  else
    return dense && unit ? &compute_rows<in_elements<true>, D, Tree>
                         : &compute_rows<in_elements<false>, D, Tree>;
}

/// The way past the caches for rows that begin at a line and whose operands are dense, if there is one of the
/// tree's own: packets that are stored as they are.
template <class D, class Tree>
row_kernel choose_streaming_kernel() {
  if constexpr (streams && is_copy<D, Tree>)
    return &compute_rows<in_streamed_moves, D, Tree>;
  else if constexpr (streams && std::same_as<packet_dtype<Tree>, D>)
    return &compute_rows<in_packets<D, put_streamed, true>, D, Tree>;
  else
    return nullptr;
}

/// An assignment but for its loops: where the result goes, and what computes its rows, with what size of
/// elements.
struct row_work {
  std::byte* to;
  index width;
  void const* tree;
  row_kernel kernel;
  row_kernel streaming; // or none

  GAMUT_INLINE void run(index const* offsets, index const* strides, index count, index rows,
                        index const* apart) const {
    kernel(to + offsets[0] * width, strides[0], tree, offsets + 1, strides + 1, count, rows, apart);
  }
};

/// A contiguous row that goes past the caches: its packets themselves, or else what is computed in the first
/// cache, some lines at a time.
template <int K>
void stream_row(row_work const& work, index const* offsets, index const* strides, index count) {
  index at[K] = {};
  for (int k = 0; k < K - 1; ++k) at[k] = offsets[k + 1];
  std::byte* to = work.to + offsets[0] * work.width;
  auto const advance = [&](index by) {
    for (int k = 0; k < K - 1; ++k) at[k] += by * strides[k + 1];
    to += by * work.width;
    count -= by;
  };
  index const head = std::min(count, index(before_line(to)) / work.width);
  if (work.streaming) {
    if (head > 0) {
      work.kernel(to, 1, work.tree, at, strides + 1, head, 1, nullptr);
      advance(head);
    }
    return work.streaming(to, 1, work.tree, at, strides + 1, count, 1, nullptr);
  }
  alignas(line) std::byte results[1024];
  index const block = index(sizeof results) / work.width;
  for (index n = head > 0 ? head : block; count > 0; n = block) {
    n = std::min(n, count);
    work.kernel(results, 1, work.tree, at, strides + 1, n, 1, nullptr);
    stream(to, results, std::size_t(n * work.width));
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

/// The rows of a large assignment.
template <int K>
class planned_rows {
public:
  template <int N>
  planned_rows(row_work const& work, gamut::detail::nest<N, K> const& loops, bool streamed)
      : work_(work), strides_(loops, loops.ndim - 1), apart_(loops, loops.ndim - 2), streamed_(streamed) {}
  void operator()(index const* offsets, index from, index count, index rows) const {
    index starts[K];
    for (int k = 0; k < K; ++k) starts[k] = offsets[k] + from * strides_.at[k];
    if (!streamed_) return work_.run(starts, strides_.at, count, rows, apart_.at);
    for (; rows > 0; --rows) {
      stream_row<K>(work_, starts, strides_.at, count);
      for (int k = 0; k < K; ++k) starts[k] += apart_.at[k];
    }
  }
  /// Makes a thread's rows visible to the others.
  void finish() const {
    if (streamed_) stream_fence();
  }

private:
  row_work work_;
  row_strides<K> strides_, apart_;
  bool streamed_;
};

/// How rows are computed, decided once from the strides along a row: the result's, then the leaves'.
template <class D, class Tree, int N, int K>
planned_rows<K> plan_rows(D* to, Tree const& tree, gamut::detail::nest<N, K> const& loops) {
  row_strides<K> const strides(loops, loops.ndim - 1);
  bool const dense = loops.ndim == 0 || strides.at[0] == 1, unit = strides.unit(1);
  // Each row begins and ends within a line, which is no streaming: it must be long to be worth it.
  index const row = loops.ndim > 0 ? loops.shape[loops.ndim - 1] : 1;
  bool const streamed = streams && dense && row * index(sizeof(D)) >= 64 * index(line) &&
                        std::size_t(loops.size()) * sizeof(D) > stream_threshold() &&
                        !reads_result(to, tree, loops);
  return {{reinterpret_cast<std::byte*>(to), index(sizeof(D)), &tree, choose_kernel<D, Tree>(dense, unit),
           unit ? choose_streaming_kernel<D, Tree>() : nullptr},
          loops,
          streamed};
}

template <int N, int K>
[[gnu::noinline]] void run_rows(planned_rows<K> const& rows, gamut::detail::nest<N, K> const& loops) {
  share(loops.size(), 1, [&](index first, index last) {
    walk_blocks(loops, first, last, rows);
    rows.finish();
  });
}

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
              choose_kernel<D, Leaves>(step == 1, unit)(row, step, &leaves, none, strides, count, 1, nullptr);
            });
      });
      return;
    }
  }
  run_rows(plan_rows(to, tree, loops), loops);
}

/// Below this many elements an assignment is over before a plan is made.
inline constexpr index smallest_planned = 4096;

template <int N, int K>
[[gnu::noinline]] void assign_small(row_work const& work, index const* strides,
                                    gamut::detail::nest<N, K> const& loops) {
  row_strides<K> const apart(loops, loops.ndim - 2);
  walk_blocks(loops, 0, loops.size(), [&](index const* offsets, index, index count, index rows) {
    work.run(offsets, strides, count, rows, apart.at);
  });
}

/// Evaluates `tree` into `to`. Operand 0 of the nest is the destination, operand `1 + I` the leaf `I` of the
/// tree. The nest is the caller's own and may be rearranged: copying it would cost as much as a small
/// assignment.
template <class D, class Tree, int N, int K>
void assign(policy, D* to, Tree const& tree, gamut::detail::nest<N, K>& loops) {
  loops.simplify();
  if constexpr (N > 0)
    if (loops.size() >= smallest_planned) return assign_large(to, tree, loops);
  row_strides<K> const strides(loops, loops.ndim - 1);
  auto const kernel = choose_kernel<D, Tree>(loops.ndim == 0 || strides.at[0] == 1, strides.unit(1));
  if constexpr (N > 1)
    if (loops.ndim > 1)
      return assign_small({reinterpret_cast<std::byte*>(to), index(sizeof(D)), &tree, kernel, nullptr},
                          strides.at, loops);
  kernel(to + loops.offsets[0], strides.at[0], &tree, loops.offsets + 1, strides.at + 1, loops.size(), 1,
         nullptr);
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
