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
  constexpr bool parts = !std::same_as<Where, put_streamed>; // of lines there are none
  index i = 0, part = 0;
  if constexpr (std::same_as<Where, put_dense>) part = before_register<T>(to, count);
  do {
    if constexpr (parts)
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
    part = parts ? count - i : 0;
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

/// A row of a tree over other memory.
using moved_kernel = void (*)(void* to, index step, void const* tree, std::byte const* const* data,
                              index const* strides, index count);
template <class D, class Tree>
void compute_over(void* to, index step, void const* tree, std::byte const* const* data, index const* strides,
                  index count);

/// A row of which not all operands lie close together: they are moved there first, some elements at a time.
inline void compute_moved(std::byte* to, index step, any_leaf const& result, any_leaf const* leaves,
                          int operands, index widest, void const* tree, index const* offsets,
                          index const* strides, index count, moved_kernel kernel) {
  alignas(64) std::byte buffers[tile_bytes];
  index const room = tile_bytes / (operands + 1) / 64 * 64, block = room / widest;
  some<std::byte const*> data(operands);
  some<index> ones(operands);
  std::fill_n(ones.at(0), operands, index(1));
  for (index first = 0, n; first < count; first += n) {
    n = std::min(block, count - first);
    for (int k = 0; k < operands; ++k) {
      index const offset = offsets[k] + first * strides[k];
      std::byte* const buffer = buffers + (k + 1) * room;
      bool const as_it_is = leaves[k].memory && strides[k] == 1, repeats = strides[k] == 0 && first > 0;
      *data.at(k) = as_it_is ? leaves[k].at(offset) : buffer;
      if (!as_it_is && !repeats)
        leaves[k].move(buffer, {0, 1}, leaves[k].source, offset, {0, strides[k]}, 1, n);
    }
    std::byte* const here = to + first * step * result.width;
    kernel(step == 1 ? here : buffers, 1, tree, data.at(0), ones.at(0), n);
    if (step != 1) result.move(here, {0, step}, buffers, 0, {0, 1}, 1, n);
  }
}
template <class D, class Tree>
void compute_moved_rows(void* first, index step, void const* tree, index const* offsets, index const* strides,
                        index count, index rows, index const* apart) {
  constexpr int operands = slot_count<Tree>;
  auto* to = static_cast<D*>(first);
  any_leaf leaves[std::size_t(operands) + 1];
  for_each_slot(*static_cast<Tree const*>(tree),
                [&]<class I>(I, auto const& source) { leaves[I::value] = without_type<true>(source); });
  index starts[std::size_t(operands) + 1];
  std::copy_n(offsets, operands, starts);
  for (;;) {
    compute_moved(reinterpret_cast<std::byte*>(to), step, without_type<true>(gamut::detail::pointer<D>{to}),
                  leaves, operands, std::max(index(sizeof(D)), widest_leaf<Tree>), tree, starts, strides,
                  count, &compute_over<D, Tree>);
    if (--rows <= 0) return;
    to += apart[0];
    for (int k = 0; k < operands; ++k) starts[k] += apart[k + 1];
  }
}

/// The way in which rows are computed whose result is `dense`, and whose operands all are if `unit`.
template <class D, class Tree>
row_kernel choose_kernel(bool dense, bool unit) {
  using T = packet_dtype<Tree>;
  if constexpr (is_copy<D, Tree>)
    if (dense) return &compute_rows<in_moves, D, Tree>;
  if constexpr (!std::is_void_v<T> && is_lengthy<Tree>)
    return dense && unit ? &compute_rows<in_packets<T, put_dense, true>, D, Tree>
                         : &compute_moved_rows<D, Tree>;
  else if constexpr (!std::is_void_v<T>)
    return dense && unit ? &compute_rows<in_packets<T, put_dense, true>, D, Tree>
                         : &compute_rows<in_packets<T, put_anywhere, false>, D, Tree>;
  else
    return dense && unit ? &compute_rows<in_elements<true>, D, Tree>
                         : &compute_rows<in_elements<false>, D, Tree>;
}

/// The way past the caches for rows of whole lines whose operands are dense, if there is one of the tree's
/// own: packets that are stored as they are.
template <class D, class Tree>
constexpr row_kernel choose_streaming_kernel() {
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
/// cache, some lines at a time. Moves the offsets.
inline void stream_row(row_work const& work, index* offsets, index const* strides, int operands,
                       index count) {
  auto const next = [&] { return work.to + offsets[0] * work.width; };
  auto const advance = [&](index by) {
    for (int k = 0; k < operands; ++k) offsets[k] += by * strides[k];
    count -= by;
  };
  index const head = std::min(count, index(before_line(next())) / work.width);
  if (work.streaming) {
    if (head > 0) {
      work.kernel(next(), 1, work.tree, offsets + 1, strides + 1, head, 1, nullptr);
      advance(head);
    }
    index const lines = count / (index(line) / work.width) * (index(line) / work.width);
    work.streaming(next(), 1, work.tree, offsets + 1, strides + 1, lines, 1, nullptr);
    advance(lines);
    if (count > 0) work.kernel(next(), 1, work.tree, offsets + 1, strides + 1, count, 1, nullptr);
    return;
  }
  alignas(line) std::byte results[1024];
  index const block = index(sizeof results) / work.width;
  for (index n = head > 0 ? head : block; count > 0; n = block) {
    n = std::min(n, count);
    work.kernel(results, 1, work.tree, offsets + 1, strides + 1, n, 1, nullptr);
    stream(next(), results, std::size_t(n * work.width));
    advance(n);
  }
}

/// The rows of a large assignment.
class planned_rows {
public:
  planned_rows(row_work const& work, any_nest const& loops, bool streamed)
      : work_(work), loops_(loops), streamed_(streamed) {}
  /// From the `from`-th element on of so many rows; the offsets are those of all operands in the first.
  void operator()(index const* offsets, index from, index count, index rows) const {
    int const operands = loops_.operands();
    index const *const strides = loops_.strides(loops_.inner()), *const apart = loops_.strides(
                                                                     std::max(loops_.inner() - 1, 0));
    some<index> starts(2 * operands);
    index *const start = starts.at(0), *const at = starts.at(operands);
    for (int k = 0; k < operands; ++k) start[k] = offsets[k] + from * strides[k];
    if (!streamed_) return work_.run(start, strides, count, rows, apart);
    for (; rows > 0; --rows) {
      std::copy_n(start, operands, at);
      stream_row(work_, at, strides, operands, count);
      for (int k = 0; k < operands; ++k) start[k] += apart[k];
    }
  }
  /// Makes a thread's rows visible to the others.
  void finish() const {
    if (streamed_) stream_fence();
  }
  any_nest const& loops() const { return loops_; }

private:
  row_work work_;
  any_nest loops_;
  bool streamed_;
};

inline void run_rows(planned_rows const& rows) {
  share(rows.loops().size(), 1, [&](index first, index last) {
    walk_blocks(rows.loops(), rows.loops().offsets(), first, last, rows);
    rows.finish();
  });
}

/// What is to be known of an assignment of such a tree.
struct tree_traits {
  index width, widest; // of the result's elements, and of all operands'
  bool copies;
  row_kernel (*kernel)(bool dense, bool unit);
  row_kernel streaming; // or none
  moved_kernel compute;
};

template <class D, class Tree>
void compute_over(void* to, index step, void const* tree, std::byte const* const* data, index const* strides,
                  index count) {
  auto const leaves = over(*static_cast<Tree const*>(tree), data);
  using Leaves = std::remove_const_t<decltype(leaves)>;
  index const none[std::size_t(slot_count<Tree>) + 1] = {};
  choose_kernel<D, Leaves>(step == 1, unit_steps(strides, 0, slot_count<Tree>))(to, step, &leaves, none,
                                                                                strides, count, 1, nullptr);
}

template <bool Tiles, class D, class Tree>
constexpr tree_traits traits_of() {
  tree_traits t{index(sizeof(D)),
                std::max(index(sizeof(D)), widest_leaf<Tree>),
                is_copy<D, Tree>,
                &choose_kernel<D, Tree>,
                choose_streaming_kernel<D, Tree>(),
                nullptr};
  if constexpr (Tiles) t.compute = &compute_over<D, Tree>;
  return t;
}

/// An assignment but for its types.
struct any_assignment {
  tree_traits traits;
  any_leaf result;
  void const* tree;
  any_leaf const* leaves;

  std::byte* to() const { return const_cast<std::byte*>(result.at(0)); }
};

/// Whether a tree reads from where it writes: those lines are in the caches already.
inline bool reads_result(any_assignment const& work, any_nest const& loops) {
  index last = loops.offsets()[0];
  for (int d = 0; d < loops.ndim(); ++d)
    last += (loops.extent(d) - 1) * std::max(loops.strides(d)[0], index(0));
  std::byte const *const begin = work.result.at(loops.offsets()[0]), *const end = work.result.at(last);
  for (int k = 1; k < loops.operands(); ++k) {
    any_leaf const& leaf = work.leaves[k - 1];
    if (leaf.memory && leaf.at(loops.offsets()[k]) >= begin && leaf.at(loops.offsets()[k]) <= end)
      return true;
  }
  return false;
}

/// How rows are computed, decided once from the strides along a row: the result's, then the leaves'.
inline planned_rows plan_rows(any_assignment const& work, any_nest const& loops) {
  index const* const strides = loops.strides(loops.inner());
  bool const dense = loops.ndim() == 0 || strides[0] == 1, unit = unit_steps(strides, 1, loops.operands());
  // Each row begins and ends within a line, which is no streaming: it must be long to be worth it.
  index const row = loops.ndim() > 0 ? loops.extent(loops.inner()) : 1, width = work.traits.width;
  bool const streamed = streams && dense && row * width >= 64 * index(line) &&
                        std::size_t(loops.size() * width) > stream_threshold() && !reads_result(work, loops);
  return {
      {work.to(), width, work.tree, work.traits.kernel(dense, unit), unit ? work.traits.streaming : nullptr},
      loops,
      streamed};
}

/// An assignment that is worth a plan.
inline void assign_large(any_assignment const& work, any_nest const& loops) {
  index const widest = work.traits.widest;
  // Two lines of a turned operand at a time; a plain copy needs no buffers, and may take more of them.
  tiling const tile =
      choose_tiles(loops, (work.traits.copies ? tiles_bytes : tile_room(loops.operands() - 1)) / widest,
                   2 * index(line) / widest);
  if (tile.axis < 0) return run_rows(plan_rows(work, loops));
  any_nest const tiles = loops_of_tiles(tile, loops);
  share(tiles.size(), tile.rows * tile.columns, [&](index first, index last) {
    walk_tiles(tile, loops, tiles,
               {work.to(), work.result, work.leaves, work.traits.copies, work.tree, work.traits.compute},
               first, last);
  });
}

/// An assignment without its types: calls `f` with it. What computes tiles is there with `Tiles` alone.
template <bool Tiles, class D, class Tree, class F>
GAMUT_INLINE auto without_types(D* to, Tree const& tree, F const& f) {
  any_leaf leaves[std::size_t(slot_count<Tree>) + 1];
  for_each_slot(tree,
                [&]<class I>(I, auto const& source) { leaves[I::value] = without_type<Tiles>(source); });
  return f(any_assignment{traits_of<Tiles, D, Tree>(), without_type<Tiles>(gamut::detail::pointer<D>{to}),
                          &tree, leaves});
}

/// Below this many elements an assignment is over before a plan is made.
inline constexpr index smallest_planned = 4096;

inline void assign_small(row_work const& work, any_nest const& loops) {
  index const *const strides = loops.strides(loops.inner()), *const apart = loops.strides(loops.inner() - 1);
  walk_blocks(loops, loops.offsets(), 0, loops.size(),
              [&](index const* offsets, index, index count, index rows) {
                work.run(offsets, strides, count, rows, apart);
              });
}

/// Evaluates `tree` into `to`. Operand 0 of the nest is the destination, operand `1 + I` the leaf `I` of the
/// tree. The nest is the caller's own and may be rearranged: copying it would cost as much as a small
/// assignment.
template <class D, class Tree, int N, int K>
void assign(policy, D* to, Tree const& tree, gamut::detail::nest<N, K>& loops) {
  loops.simplify();
  if constexpr (N > 0)
    if (loops.size() >= smallest_planned)
      return without_types<(N > 1)>(to, tree, [&](any_assignment const& work) {
        any_nest const nest(loops);
        if constexpr (N > 1)
          assign_large(work, nest);
        else
          run_rows(plan_rows(work, nest));
      });
  index strides[K];
  for (int k = 0; k < K; ++k) strides[k] = loops.ndim > 0 ? loops.strides[k][loops.ndim - 1] : 0;
  auto const kernel = choose_kernel<D, Tree>(loops.ndim == 0 || strides[0] == 1, unit_steps(strides, 1, K));
  if constexpr (N > 1)
    if (loops.ndim > 1)
      return assign_small({reinterpret_cast<std::byte*>(to), index(sizeof(D)), &tree, kernel, nullptr},
                          any_nest(loops));
  kernel(to + loops.offsets[0], strides[0], &tree, loops.offsets + 1, strides + 1, loops.size(), 1, nullptr);
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
