// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Where a kernel's thread reads and writes: the offsets of every operand of a nest at one place of it, and
// how the leaves of a bound tree are read there.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/config.hpp>

#include <cstdint>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// Reads every leaf at its own offset.
struct load_at {
  index const* offsets;
  template <class I, class Source>
  GAMUT_HD auto operator()(I, Source const& source) const {
    return source[offsets[I::value]];
  }
};
/// Reads every leaf at the same place.
struct load_same {
  index at;
  template <class I, class Source>
  GAMUT_HD auto operator()(I, Source const& source) const {
    return source[at];
  }
};

/// The quotient of numbers that are not negative: by 32 bits where they suffice, as a GPU divides 64 by a
/// subroutine.
GAMUT_HD inline index quotient(index x, index y) {
  auto const wide = static_cast<std::uint64_t>(x) | static_cast<std::uint64_t>(y);
  if ((wide >> 32) == 0)
    return static_cast<index>(static_cast<std::uint32_t>(x) / static_cast<std::uint32_t>(y));
  return x / y;
}

/// Every operand's offset at one place of a nest; operand 0 is the destination.
template <int K>
struct offsets_of {
  index at[K];

  template <int N>
  GAMUT_HD explicit offsets_of(gamut::detail::nest<N, K> const& loops) {
    for (int k = 0; k < K; ++k) at[k] = loops.offsets[k];
  }
  /// Moves to the `i`-th place of the axes [begin, end) in row-major order.
  template <int N>
  GAMUT_HD void move(gamut::detail::nest<N, K> const& loops, int begin, int end, index i) {
    for (int d = end - 1; d >= begin; --d) {
      index const rest = d > begin ? quotient(i, loops.shape[d]) : 0; // the outermost digit is what is left
      step(loops, d, i - rest * loops.shape[d]);
      i = rest;
    }
  }
  /// Moves `by` places along an axis.
  template <int N>
  GAMUT_HD void step(gamut::detail::nest<N, K> const& loops, int axis, index by) {
    for (int k = 0; k < K; ++k) at[k] += by * loops.strides[k][axis];
  }
};

/// The value of a tree at a place, as a `T`.
template <class T, class Tree, class Load>
GAMUT_HD T value_at(Tree const& tree, Load const& load) {
  return gamut::detail::convert<T>(element_of(tree, load));
}

/// How many leaves of a bound tree are read from memory, and the sizes of the largest and the smallest of
/// their elements and of a `D`.
struct traffic {
  int leaves = 0;
  int largest = 0, smallest = 16;
  constexpr void add(int bytes) {
    largest = bytes > largest ? bytes : largest;
    smallest = bytes < smallest ? bytes : smallest;
  }
};
template <class Node>
struct traffic_of {
  static constexpr void add_to(traffic&) {}
};
template <class T, class Place, int I>
struct traffic_of<gamut::detail::slot<gamut::detail::pointer<T, Place>, I>> {
  static constexpr void add_to(traffic& t) {
    ++t.leaves;
    t.add(int(sizeof(T)));
  }
};
template <class F, class... Args>
struct traffic_of<gamut::detail::call<F, Args...>> {
  static constexpr void add_to(traffic& t) { (traffic_of<Args>::add_to(t), ...); }
};
template <class D, class Tree>
inline constexpr traffic memory_traffic = [] {
  traffic t;
  t.add(int(sizeof(D)));
  traffic_of<Tree>::add_to(t);
  return t;
}();

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
