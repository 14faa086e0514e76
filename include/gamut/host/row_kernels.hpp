// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The kernels of an assignment: functions that compute some rows, and of which one is chosen by where the
// operands lie along a row.
#pragma once

#include <gamut/functions.hpp>
#include <gamut/host/any_leaf.hpp>
#include <gamut/host/any_nest.hpp>
#include <gamut/host/packet_row.hpp>

#include <algorithm>

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

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

/// Whether a function takes so long, to compile and to run, that moving its operands first costs little
/// beside it: the elementary ones and what is made of them.
template <class Rule, class... Rules>
inline constexpr bool is_one_of = (std::same_as<Rule, Rules> || ...);
template <class F>
inline constexpr bool lengthy = false;
template <class F>
requires requires { typename F::rule; }
inline constexpr bool lengthy<F> =
    is_one_of<typename F::rule, rule::floating, rule::exponentiation, rule::double_precision,
              rule::transcendental, rule::special, rule::phase>;
template <>
inline constexpr bool lengthy<fn::sqrt> = false;
template <>
inline constexpr bool lengthy<fn::rint> = false;
template <>
inline constexpr bool lengthy<fn::signbit> = false;
template <>
inline constexpr bool lengthy<fn::copysign> = false;
template <class Tree>
inline constexpr bool is_lengthy = false;
template <class F, class... Args>
inline constexpr bool is_lengthy<gamut::detail::call<F, Args...>> = lengthy<F> || (is_lengthy<Args> || ...);

/// A `moved_kernel`.
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
} // namespace gamut::backends::host
