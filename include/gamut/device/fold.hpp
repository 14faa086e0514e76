// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's reductions. The operand is computed as it is read, and never stored; results stay on the
// device. Many results are one thread each; few and long ones are each reduced by the whole device.
#pragma once

#include <gamut/device/assign.hpp>

namespace gamut::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// What one thread adds up before two such sums are joined, as on the host.
inline constexpr index fold_block = 1024;
/// So many elements, and so few results, are worth the whole device for each result.
inline constexpr index long_fold = index(1) << 15;
inline constexpr index few_folds = 64;

/// The element of the reduced axes at a place, for one result.
template <class A, class Tree, int N, int K>
struct reduced_element {
  Tree tree;
  gamut::detail::nest<N, K> loops;
  offsets_of<K> start;
  int kept;
  GAMUT_HD A operator()(index i) const {
    offsets_of<K> place = start;
    place.move(loops, kept, loops.ndim, i);
    return value_at<A>(tree, load_at{place.at + 1});
  }
};

template <class F, class A>
struct join {
  GAMUT_HD A operator()(A const& x, A const& y) const { return F::body(x, y); }
};

/// One result: rows of the last reduced axis, in blocks.
template <class F, class A, class Tree, int N, int K>
struct fold_one {
  A* to;
  Tree tree;
  gamut::detail::nest<N, K> loops;
  int kept;
  index rows, length;

  GAMUT_HD void operator()(index result) const {
    offsets_of<K> start(loops);
    start.move(loops, 0, kept, result);
    int const inner = loops.ndim - 1;
    A total = F::template identity<A>(), block = total;
    index taken = 0;
    for (index r = 0; r < rows; ++r) {
      offsets_of<K> place = start;
      place.move(loops, kept, inner, r);
      for (index i = 0; i < length; ++i) {
        block = F::body(block, value_at<A>(tree, load_at{place.at + 1}));
        place.step(loops, inner, 1);
        if (++taken == fold_block) {
          total = F::body(total, block);
          block = F::template identity<A>();
          taken = 0;
        }
      }
    }
    to[start.at[0]] = F::body(total, block);
  }
};

/// Folds `tree` over all axes but the first `Kept`. Operand 0 of the nest is the result, whose strides along
/// the reduced axes are 0; neither the reduced nor the kept part is empty.
template <int Kept, class F, class A, class Tree, int N, int K>
void fold(policy, F, A* to, Tree const& tree, gamut::detail::nest<N, K> loops) {
  check_computable<A, Tree>();
  int const kept = loops.simplify(0, Kept);
  loops.simplify(kept, loops.ndim);
  index const count = loops.size(kept), results = loops.size() / count;
  if (kept == 0 || (results <= few_folds && count >= long_fold)) {
    for (index r = 0; r < results; ++r) {
      offsets_of<K> start(loops);
      start.move(loops, 0, kept, r);
      reduce_indices(count, to + start.at[0], reduced_element<A, Tree, N, K>{tree, loops, start, kept},
                     join<F, A>{}, F::template identity<A>());
    }
  } else {
    index const length = loops.ndim > kept ? loops.shape[loops.ndim - 1] : 1;
    for_each_index(results, fold_one<F, A, Tree, N, K>{to, tree, loops, kept, count / length, length});
  }
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::backends::device
