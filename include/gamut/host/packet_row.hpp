// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// One row of an assignment: in Eigen's packets where the tree's dtypes allow it, else element by element in a
// loop that the compiler can vectorise.
#pragma once

#include <gamut/host/packet_tree.hpp>
#include <gamut/host/rows.hpp>
#include <gamut/host/stream.hpp>

#include <cstdint>
#include <limits>

namespace gamut::inline GAMUT_ABI::backends::host {
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

/// Said in place of a step: results lie beside each other, and go past the caches in registers of whole
/// lines, to addresses that are multiples of a register's size.
inline constexpr index past_caches = std::numeric_limits<index>::min();

/// Where a register of results goes: beside the one before, or each number in its place.
struct put_dense {
  template <class D, class X>
  GAMUT_INLINE static void put(D* to, index step, X x) {
    // One loop for both ways: a tree is not compiled again for where its results go.
    if constexpr (streams && std::same_as<X, packet<D>>)
      if (step == past_caches) return stream_packet(to, x.raw);
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

/// The first `count` lanes of a register, to neighbouring places.
template <class D, class X>
GAMUT_INLINE void store_part(D* to, X x, index count) {
  if constexpr (requires { x.store_first(to, count); })
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

/// Whether truth values are stored for four registers at a time: where the processor can, of a few
/// comparisons.
template <class D, class T, class Tree>
inline constexpr bool packs_truths = [] {
  if constexpr (std::same_as<D, bool> && gamut::detail::tree_depth<Tree> <= 3)
    return requires(bool* to, mask<T> const(&x)[4]) { mask<T>::store(to, x); };
  else
    return false;
}();

/// A row in packets; what does not fill one, at its end or before the first one that is aligned, is a part of
/// one.
template <class T, class Where, bool Unit, class D, class Tree>
GAMUT_INLINE void packet_row(D* to, index step, Tree const& tree, index const* strides, index count) {
  constexpr bool dense = std::same_as<Where, put_dense>;
  index i = 0, part = dense ? before_register<T>(to, count) : 0;
  do {
    if (part > 0) {
      auto const x = packet_of<T>(tree, load_partial<T, Unit>{i, strides, part});
      if constexpr (dense)
        store_part(to + i, x, part);
      else
        store_apart(to + i * step, step, lane_array(x), part);
      i += part;
    }
    if constexpr (dense && packs_truths<D, T, Tree>)
      for (; i + 4 * lanes<T> <= count; i += 4 * lanes<T>) {
        auto const truths = [&](index j) {
          return packet_of<T>(tree, load_packet<T, Unit>{i + j * lanes<T>, strides});
        };
        mask<T> const four[] = {truths(0), truths(1), truths(2), truths(3)};
        mask<T>::store(to + i, four);
      }
    for (; i + lanes<T> <= count; i += lanes<T>)
      Where::put(dense ? to + i : to + i * step, step, packet_of<T>(tree, load_packet<T, Unit>{i, strides}));
    part = count - i;
  } while (part > 0);
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
