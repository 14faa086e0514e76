// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Several statements at once: all assignments in one kernel, which takes each row's index apart once;
// reductions, which are kernels of another shape, one by one.
#pragma once

#include <gamut/device/assign.hpp>
#include <gamut/device/fold.hpp>
#include <gamut/device/rows.hpp>
#include <gamut/fuse.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

template <class D, class Tree, int First, int Count>
GAMUT_HD void assign_element(gamut::detail::assignment<D*, Tree, First, Count> const& s,
                             index const* offsets) {
  s.to[offsets[First]] = value_at<D>(s.tree, load_at{offsets + First + 1});
}

template <class Nest, class Sequence, class... S>
struct assign_all;
template <int N, int K, std::size_t... I, class... S>
struct assign_all<gamut::detail::nest<N, K>, std::index_sequence<I...>, S...> {
  static constexpr int threads = row_tiles::threads, phases = 1;
  gamut::detail::nest<N, K> loops;
  row_tiles tiles;
  gamut::detail::pack<S...> statements;
  GAMUT_HD void operator()(phase<0>, index block, int thread, unsigned char*) const {
    row_place const mine(tiles, block, thread);
    if (mine.row >= tiles.rows) return;
    int const inner = loops.ndim - 1;
    offsets_of<K> place(loops);
    place.move(loops, 0, inner, mine.row);
    place.step(loops, inner, mine.column);
    index const end = mine.column + tiles.items * mine.step;
    for (index i = mine.column; i < end && i < tiles.length; i += mine.step) {
      (assign_element(get<I>(statements), place.at), ...);
      place.step(loops, inner, mine.step);
    }
  }
};

template <class S>
inline constexpr bool is_assignment = false;
template <class D, class Tree, int First, int Count>
inline constexpr bool is_assignment<gamut::detail::assignment<D*, Tree, First, Count>> = true;

/// The assignments among some statements, as a tuple.
template <class S>
auto if_assignment(S const& s) {
  if constexpr (is_assignment<S>)
    return std::tuple(s);
  else
    return std::tuple();
}
template <class S, int N, int K>
void run_if_folding(S const& s, gamut::detail::nest<N, K> const& loops) {
  if constexpr (!is_assignment<S>) run_alone(policy{}, s, loops);
}

/// Runs the statements over one nest, whose operands are theirs in turn.
template <int N, int K, class... S>
void fuse(policy, gamut::detail::nest<N, K>& loops, S const&... statements) {
  loops.simplify();
  std::apply(
      [&]<class... A>(A const&... assignments) {
        if constexpr (sizeof...(A) > 0) {
          if (loops.ndim == 0) return (run_alone(policy{}, assignments, loops), ...);
          if constexpr (N > 0) {
            index const length = loops.shape[loops.ndim - 1];
            row_tiles const tiles(loops.size() / length, length);
            launch(tiles.blocks(), assign_all<gamut::detail::nest<N, K>, std::index_sequence_for<A...>, A...>{
                                       loops, tiles, gamut::detail::pack<A...>(A(assignments)...)});
          }
        }
      },
      std::tuple_cat(if_assignment(statements)...));
  (run_if_folding(statements, loops), ...);
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
