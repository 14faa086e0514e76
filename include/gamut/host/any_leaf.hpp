// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The leaves of a bound tree without their types: where they lie, what moves their elements elsewhere, and
// the same tree over that memory. So what moves operands before it computes is compiled once for all trees.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/host/moves.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <type_traits>

namespace gamut::inline GAMUT_ABI::backends::host {
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

/// How many leaves with memory or a generator a bound tree has, and the size of its largest element.
template <class Tree>
inline constexpr int slot_count = 0;
template <class Source, int I>
inline constexpr int slot_count<gamut::detail::slot<Source, I>> = 1;
template <class F, class... Args>
inline constexpr int slot_count<gamut::detail::call<F, Args...>> = (0 + ... + slot_count<Args>);
template <class Tree>
inline constexpr index widest_leaf = 1;
template <class Source, int I>
inline constexpr index widest_leaf<gamut::detail::slot<Source, I>> = sizeof(typename Source::value_type);
template <class F, class... Args>
inline constexpr index widest_leaf<gamut::detail::call<F, Args...>> = std::max({widest_leaf<Args>...});

/// A leaf without its type, and what moves a tile of it: a source that is memory is the address itself.
struct any_leaf {
  void const* source;
  bool memory; // or a function of the offset
  index width;
  void (*move)(void* to, tile_strides put, void const* source, index offset, tile_strides take, index rows,
               index columns);

  std::byte const* at(index offset) const { return static_cast<std::byte const*>(source) + offset * width; }
};
template <class Source>
inline constexpr bool is_memory = std::same_as<Source, gamut::detail::pointer<typename Source::value_type>>;
template <class Source>
void move_leaf(void* to, tile_strides put, void const* source, index offset, tile_strides take, index rows,
               index columns) {
  using V = typename Source::value_type;
  auto const from = [&] {
    if constexpr (is_memory<Source>)
      return Source{static_cast<V const*>(source)};
    else
      return *static_cast<Source const*>(source);
  };
  move_tile(static_cast<V*>(to), put, from().advanced(offset), take, rows, columns);
}
template <bool Tiles, class Source>
any_leaf without_type(Source const& source) {
  any_leaf leaf{&source, is_memory<Source>, index(sizeof(typename Source::value_type)), nullptr};
  if constexpr (is_memory<Source>) leaf.source = source.data;
  if constexpr (Tiles) leaf.move = &move_leaf<Source>;
  return leaf;
}

/// The same tree over other memory: leaf `I` at `data[I]`.
template <class Source, int I>
GAMUT_INLINE auto over(gamut::detail::slot<Source, I> const&, std::byte const* const* data) {
  using T = typename Source::value_type;
  return gamut::detail::slot<gamut::detail::pointer<T>, I>{{reinterpret_cast<T const*>(data[I])}};
}
template <class T>
GAMUT_INLINE auto over(gamut::detail::literal<T> const& leaf, std::byte const* const*) {
  return leaf;
}
template <class F, class... Args>
GAMUT_INLINE auto over(gamut::detail::call<F, Args...> const& node, std::byte const* const* data) {
  return unpack(node.args, [&](auto const&... arg) {
    auto const make = []<class... New>(New&&... part) {
      return gamut::detail::call<F, New...>{gamut::detail::pack<New...>(std::move(part)...)};
    };
    return make(over(arg, data)...);
  });
}

/// Whether a tree is memory of the dtype `D` and nothing else.
template <class D, class Tree>
inline constexpr bool is_copy = false;
template <class D>
inline constexpr bool is_copy<D, gamut::detail::slot<gamut::detail::pointer<D>, 0>> = true;

/// How much of an operand is moved at a time: a part of the first cache.
inline constexpr index tile_bytes = 32768;

/// A row of a tree over other memory.
using moved_kernel = void (*)(void* to, index step, void const* tree, std::byte const* const* data,
                              index const* strides, index count);

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
