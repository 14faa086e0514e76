// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's assignment: one pass over memory. A small one starts at once; a large one is planned: in rows or
// in tiles, past the caches or through them, split over threads. What computes rows is chosen once, and is
// all that is compiled for a tree.
#pragma once

#include <gamut/host/policy.hpp>
#include <gamut/host/row_kernels.hpp>
#include <gamut/host/rows.hpp>
#include <gamut/host/stream.hpp>
#include <gamut/host/tiles.hpp>

#include <array>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

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
    advance_places(offsets, by, strides, operands);
    count -= by;
  };
  index const head = std::min(count, index(before_line(next())) / work.width);
  if (work.streaming) {
    if (head > 0) {
      work.kernel(next(), 1, work.tree, offsets + 1, strides + 1, head, 1, nullptr);
      advance(head);
    }
    index const lines = count / (index(line) / work.width) * (index(line) / work.width);
    work.streaming(next(), past_caches, work.tree, offsets + 1, strides + 1, lines, 1, nullptr);
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
    std::copy_n(offsets, operands, start);
    advance_places(start, from, strides, operands);
    if (!streamed_) return work_.run(start, strides, count, rows, apart);
    for (; rows > 0; --rows) {
      std::copy_n(start, operands, at);
      stream_row(work_, at, strides, operands, count);
      advance_places(start, 1, apart, operands);
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
  bool const in_lines = unit || (work.traits.copies && strides[1] == -1);
  return {{work.to(), width, work.tree, work.traits.kernel(dense, unit),
           in_lines ? work.traits.streaming : nullptr},
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

/// The steps along the only row of so many whole arrays.
template <int K>
inline constexpr auto steps_of_whole = [] {
  std::array<index, K> steps;
  steps.fill(1);
  return steps;
}();

/// Evaluates `tree` into `to`. Operand 0 of the nest is the destination, operand `1 + I` the leaf `I` of the
/// tree. The nest is the caller's own and may be rearranged: copying it would cost as much as a small
/// assignment.
template <class D, class Tree, int N, int K>
void assign(policy, D* to, Tree const& tree, gamut::detail::nest<N, K>& loops) {
  static_assert(K <= 500, "gamut: more than 500 arrays in one expression; name the results of its parts");
  if (loops.whole && loops.size() < smallest_planned)
    return choose_kernel<D, Tree>(true, true)(to + loops.offsets[0], 1, &tree, loops.offsets + 1,
                                              steps_of_whole<K>.data(), loops.size(), 1, nullptr);
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
  auto const kernel = choose_kernel<D, Tree>(strides[0] == 1, unit_steps(strides, 1, K));
  if constexpr (N > 1)
    if (loops.ndim > 1)
      return assign_small({reinterpret_cast<std::byte*>(to), index(sizeof(D)), &tree, kernel, nullptr},
                          any_nest(loops));
  kernel(to + loops.offsets[0], strides[0], &tree, loops.offsets + 1, strides + 1, loops.size(), 1, nullptr);
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
