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

/// Adds to every operand's offset where the `i`-th place of the axes [begin, end) lies.
template <int N, int K>
GAMUT_HD void locate(gamut::detail::nest<N, K> const& loops, int begin, int end, index i, index* offsets) {
  for (int d = end - 1; d >= begin; --d) {
    index const at = i % loops.shape[d];
    i /= loops.shape[d];
    for (int k = 0; k < K; ++k) offsets[k] += at * loops.strides[k][d];
  }
}

template <class D, class Tree>
struct assign_contiguous {
  D* to;
  Tree tree;
  GAMUT_HD void operator()(index i) const {
    to[i] = gamut::detail::convert<D>(element_of(tree, load_same{i}));
  }
};

template <class D, class Tree, int N, int K>
struct assign_strided {
  D* to;
  Tree tree;
  gamut::detail::nest<N, K> loops;
  GAMUT_HD void operator()(index i) const {
    index offsets[K];
    for (int k = 0; k < K; ++k) offsets[k] = loops.offsets[k];
    locate(loops, 0, loops.ndim, i, offsets);
    to[offsets[0]] = gamut::detail::convert<D>(element_of(tree, load_at{offsets + 1}));
  }
};

/// Evaluates `tree` into `to`; operand 0 of the nest is the destination, operand `1 + I` the leaf `I` of the
/// tree.
template <class D, class Tree, int N, int K>
void assign(policy, D* to, Tree const& tree, gamut::detail::nest<N, K>& loops) {
  check_dtype<D>();
  check_dtype<typename Tree::value_type>();
  loops.simplify();
  bool contiguous = loops.ndim == 1;
  for (auto const& strides : loops.strides) contiguous = contiguous && strides[0] == 1;
  if (contiguous) {
    auto const moved = advanced(tree, loops.offsets + 1);
    for_each_index(loops.size(), assign_contiguous<D, decltype(moved)>{to + loops.offsets[0], moved});
  } else
    for_each_index(loops.size(), assign_strided<D, Tree, N, K>{to, tree, loops});
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::backends::device
