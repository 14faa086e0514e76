// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's assignment: one kernel, one thread an element. Where every operand is contiguous the index is
// the offset; else each thread takes its index apart once and every operand follows by its strides.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/device/policy.hpp>

namespace gamut::backends::device {
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
      // The outermost digit is what is left. The hardware divides numbers of 32 bits where it can.
      index const rest = d > begin ? i / loops.shape[d] : 0;
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

template <class D, class Tree>
struct assign_contiguous {
  D* to;
  Tree tree;
  GAMUT_HD void operator()(index i) const { to[i] = value_at<D>(tree, load_same{i}); }
};

template <class D, class Tree, int N, int K>
struct assign_strided {
  D* to;
  Tree tree;
  gamut::detail::nest<N, K> loops;
  GAMUT_HD void operator()(index i) const {
    offsets_of<K> place(loops);
    place.move(loops, 0, loops.ndim, i);
    to[place.at[0]] = value_at<D>(tree, load_at{place.at + 1});
  }
};

/// Evaluates `tree` into `to`; operand 0 of the nest is the destination, operand `1 + I` the leaf `I` of the
/// tree. The nest is the caller's own and is rearranged.
template <class D, class Tree, int N, int K>
void assign(policy, D* to, Tree const& tree, gamut::detail::nest<N, K>& loops) {
  check_computable<D, Tree>();
  loops.simplify();
  bool contiguous = loops.ndim == 1;
  for (auto const& strides : loops.strides) contiguous = contiguous && strides[0] == 1;
  if (contiguous)
    for_each_index(loops.size(), assign_contiguous<D, Tree>{to + loops.offsets[0],
                                                            Tree(advanced(tree, loops.offsets + 1))});
  else
    for_each_index(loops.size(), assign_strided<D, Tree, N, K>{to, tree, loops});
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::backends::device
