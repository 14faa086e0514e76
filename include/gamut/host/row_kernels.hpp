// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The kernels of an assignment: functions that compute some rows, and of which one is chosen by where the
// operands lie along a row.
#pragma once

#include <gamut/host/any_leaf.hpp>
#include <gamut/host/any_nest.hpp>
#include <gamut/host/packet_row.hpp>

#include <algorithm>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

template <class T, class Where, bool Unit>
struct in_packets {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index step, Tree const& tree, index const* strides, index count) {
    packet_row<T, Where, Unit>(to, step, tree, strides, count);
  }
};
template <bool Unit>
struct in_elements {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index step, Tree const& tree, index const* strides, index count) {
    element_row<Unit>(to, step, tree, strides, 0, count);
  }
};

/// A row of a plain copy, and whole lines of one past the caches, forwards or backwards.
struct in_moves {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index, Tree const& tree, index const* strides, index count) {
    move_row(to, tree.source.data, strides[0], count);
  }
};
struct in_streamed_moves {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index, Tree const& tree, index const* strides, index count) {
    if (strides[0] == -1) return stream_reversed(to, tree.source.data, count);
    stream(to, tree.source.data, std::size_t(count) * sizeof(D));
  }
};

/// Asks for the memory of a row to come, of chosen rows, whose places nothing but their table tells: one some
/// KiB ahead, since of short rows several are read while one arrives.
template <class Tree>
GAMUT_INLINE void fetch_row_to_come(Tree const&, index const*, index, index, index const*) {}
template <class F, int I>
requires requires(gamut::detail::computed<F> const& source) { source.run(0, 1); }
GAMUT_INLINE void fetch_row_to_come(gamut::detail::slot<gamut::detail::computed<F>, I> const& leaf,
                                    index const* strides, index count, index rows, index const* apart) {
  using V = typename gamut::detail::computed<F>::value_type;
  constexpr index reach = 4096; // bytes: how far ahead, and at most how many of a row
  index const bytes = count * index(sizeof(V)), steps = bytes < reach ? reach / bytes : 1;
  if (strides[I] != 1 || rows <= steps) return;
  if (auto const* const row = leaf.source.run(steps * apart[1 + I], count))
    for (index at = 0; at < std::min(bytes, reach); at += line)
      __builtin_prefetch(reinterpret_cast<std::byte const*>(row) + at);
}

/// Rows by themselves: what the loops over rows call, which so need not be compiled for every tree. There are
/// `rows` of them, `apart[0]` apart in the result and `apart[1 + I]` in leaf `I`; the leaves of the first lie
/// `offsets` from the tree's. The tree that is computed is the kernel's own, which its stores cannot change.
using row_kernel = void (*)(void* to, index step, void const* tree, index const* offsets,
                            index const* strides, index count, index rows, index const* apart);
template <class Compute, class D, class Tree>
GAMUT_APART void compute_rows(void* first, index step, void const* tree, index const* offsets,
                              index const* strides, index count, index rows, index const* apart) {
  auto* to = static_cast<D*>(first);
  Tree leaves = advanced(*static_cast<Tree const*>(tree), offsets);
  for (;;) {
    fetch_row_to_come(leaves, strides, count, rows, apart);
    Compute::run(to, step, leaves, strides, count);
    if (--rows <= 0) return;
    to += apart[0];
    move_leaves(leaves, apart + 1);
  }
}

/// The way in which rows are computed whose result is `dense`, and whose operands all are if `unit`.
template <class D, class Tree>
constexpr row_kernel choose_kernel(bool dense, bool unit) {
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

/// The way past the caches for rows of whole lines whose operands are dense, if there is one of the tree's
/// own: packets that are stored as they are, by the kernel that stores them elsewhere too (its step is
/// `past_caches`). The work of a deep tree is not its stores.
template <class D, class Tree>
constexpr row_kernel choose_streaming_kernel() {
  if constexpr (streams && is_copy<D, Tree>)
    return &compute_rows<in_streamed_moves, D, Tree>;
  else if constexpr (streams && std::same_as<packet_dtype<Tree>, D> &&
                     gamut::detail::tree_depth<Tree> < gamut::detail::deep_tree)
    return choose_kernel<D, Tree>(true, true);
  else
    return nullptr;
}

/// A `moved_kernel`.
template <class D, class Tree>
void compute_over(void* to, index step, void const* tree, std::byte const* const* data, index const* strides,
                  index count) {
  auto const leaves = over(*static_cast<Tree const*>(tree), data);
  using Leaves = std::remove_const_t<decltype(leaves)>;
  index const none[std::size_t(slot_count<Tree>) + 1] = {};
  choose_kernel<D, Leaves>(step == 1, unit_steps(strides, 0, slot_count<Tree>))(to, step, &leaves, none,
                                                                                strides, count, 1, nullptr);
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
