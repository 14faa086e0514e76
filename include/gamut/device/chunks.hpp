// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The kernel of assignments whose operands all lie without gaps in one order: every thread computes a few
// neighbours, read and written 16 bytes at once.
#pragma once

#include <gamut/device/launch.hpp>
#include <gamut/device/places.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// So many neighbours, which registers hold and one access moves.
template <class T, int V>
struct alignas(sizeof(T) * V < 16 ? sizeof(T) * V : 16) chunk {
  using value_type = T;
  T values[V];
  GAMUT_HD GAMUT_INLINE constexpr T operator[](index i) const { return values[i]; }
};
template <int V, class T>
GAMUT_HD chunk<T, V> load_chunk(T const* from, bool aligned) {
  if (aligned) return *reinterpret_cast<chunk<T, V> const*>(from);
  chunk<T, V> part;
  for (int k = 0; k < V; ++k) part.values[k] = from[k];
  return part;
}
template <int V, class T>
GAMUT_HD void store_chunk(T* to, chunk<T, V> const& part, bool aligned) {
  if (aligned)
    *reinterpret_cast<chunk<T, V>*>(to) = part;
  else
    for (int k = 0; k < V; ++k) to[k] = part.values[k];
}

/// The tree whose leaves are the next `V` elements of those of `tree` from `at` on, in registers.
template <int V, class T, class Place, int I>
GAMUT_HD GAMUT_INLINE auto loaded(gamut::detail::slot<gamut::detail::pointer<T, Place>, I> const& leaf,
                                  index at, bool aligned) {
  return gamut::detail::slot<chunk<T, V>, I>{load_chunk<V>(leaf.source.data + at, aligned)};
}
template <int V, class Source, int I>
GAMUT_HD GAMUT_INLINE auto loaded(gamut::detail::slot<Source, I> const& leaf, index at, bool) {
  return gamut::detail::slot<Source, I>{leaf.source.advanced(at)};
}
template <int V, class T>
GAMUT_HD GAMUT_INLINE auto loaded(gamut::detail::literal<T> const& leaf, index, bool) {
  return leaf;
}
template <int V, class F, class... Args>
GAMUT_HD GAMUT_INLINE auto loaded(gamut::detail::call<F, Args...> const& node, index at, bool aligned);
template <int V, class F, class... Args, std::size_t... I>
GAMUT_HD GAMUT_INLINE auto loaded_call(gamut::detail::pack_of<std::index_sequence<I...>, Args...> const& args,
                                       index at, bool aligned) {
  using result = gamut::detail::call<F, decltype(loaded<V>(get<I>(args), at, aligned))...>;
  return result{decltype(result::args)(loaded<V>(get<I>(args), at, aligned)...)};
}
template <int V, class F, class... Args>
GAMUT_HD GAMUT_INLINE auto loaded(gamut::detail::call<F, Args...> const& node, index at, bool aligned) {
  return loaded_call<V, F>(node.args, at, aligned);
}

/// Whether chunks of the destination and of every leaf begin where one access can read them.
template <int V, class T>
bool begins_chunk(T const* at) {
  return reinterpret_cast<std::uintptr_t>(at) % alignof(chunk<std::remove_const_t<T>, V>) == 0;
}
template <int V, class Node>
bool chunks_aligned(Node const& node) {
  if constexpr (requires { node.source.data; })
    return begins_chunk<V>(node.source.data);
  else if constexpr (requires { node.args; })
    return gamut::detail::unpack(node.args,
                                 [](auto const&... arg) { return (chunks_aligned<V>(arg) && ...); });
  else
    return true;
}

template <class D, class Tree>
struct chunk_body {
  static constexpr int threads = block_threads, phases = 1;
  static constexpr traffic bytes = memory_traffic<D, Tree>;
  /// Elements of a chunk: 16 bytes of the largest, 4 of the smallest.
  static constexpr int width = 16 / bytes.largest > 4 / bytes.smallest ? 16 / bytes.largest
                               : 4 / bytes.smallest > 0                ? 4 / bytes.smallest
                                                                       : 1;
  /// Chunks of a thread: two where one leaf alone would leave too little on the way.
  static constexpr int chunks = bytes.leaves > 1 ? 1 : 2;
  static constexpr int tile = threads * width * chunks;

  D* to;
  Tree tree;
  index n;
  bool aligned;

  template <class Part>
  GAMUT_HD void store(Part const& part, index at) const {
    chunk<D, width> result;
    for (int k = 0; k < width; ++k) result.values[k] = value_at<D>(part, load_same{k});
    store_chunk(to + at, result, aligned);
  }
  GAMUT_HD void operator()(phase<0>, index block, int thread, unsigned char*) const {
    index const at = block * tile + thread * width;
    if (block * tile + tile <= n) {
      auto const part = loaded<width>(tree, at, aligned);
      if constexpr (chunks == 2) {
        index const next = at + threads * width;
        auto const other = loaded<width>(tree, next, aligned);
        store(part, at);
        store(other, next);
      } else
        store(part, at);
    } else
      for (index i = block * tile + thread; i < n; i += threads) to[i] = value_at<D>(tree, load_same{i});
  }
};

/// to[i] = the tree at i, for i < n.
template <class D, class Tree>
void assign_chunks(D* to, Tree const& tree, index n) {
  using body = chunk_body<D, Tree>;
  bool const aligned = begins_chunk<body::width>(to) && chunks_aligned<body::width>(tree);
  launch((n + body::tile - 1) / body::tile, body{to, tree, n, aligned});
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
