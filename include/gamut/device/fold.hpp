// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's reductions. The operand is computed as it is read, and never stored: of all elements by
// Thrust's transform_reduce, along axes by one thread a result.
#pragma once

#include <gamut/device/assign.hpp>

namespace gamut::backends::device {
inline namespace GAMUT_DEVICE_ABI {

template <class A, class Tree, int N, int K>
struct element_at {
  Tree tree;
  gamut::detail::nest<N, K> loops;
  GAMUT_HD A operator()(index i) const {
    index offsets[K];
    for (int k = 0; k < K; ++k) offsets[k] = loops.offsets[k];
    locate(loops, 0, loops.ndim, i, offsets);
    return gamut::detail::convert<A>(element_of(tree, load_at{offsets + 1}));
  }
};

template <class F, class A>
struct join {
  GAMUT_HD A operator()(A const& x, A const& y) const { return F::body(x, y); }
};

template <class F, class A, class Tree, int N, int K>
struct fold_one {
  A* to;
  Tree tree;
  gamut::detail::nest<N, K> loops;
  int kept;
  index count;

  GAMUT_HD void operator()(index result) const {
    index start[K];
    for (int k = 0; k < K; ++k) start[k] = loops.offsets[k];
    locate(loops, 0, kept, result, start);
    A so_far = F::template identity<A>();
    for (index i = 0; i < count; ++i) {
      index offsets[K];
      for (int k = 0; k < K; ++k) offsets[k] = start[k];
      locate(loops, kept, loops.ndim, i, offsets);
      so_far = F::body(so_far, gamut::detail::convert<A>(element_of(tree, load_at{offsets + 1})));
    }
    to[start[0]] = so_far;
  }
};

/// Folds `tree` over the axes from `kept` on; operand 0 of the nest is the result.
template <class F, class A, class Tree, int N, int K>
void fold(policy, F, A* to, Tree const& tree, gamut::detail::nest<N, K> loops, int kept) {
  check_dtype<A>();
  check_dtype<typename Tree::value_type>();
  kept = loops.simplify(0, kept);
  loops.simplify(kept, loops.ndim);
  if (kept == 0) {
    A const result = thrust::transform_reduce(
        execution(), thrust::counting_iterator<index>(0), thrust::counting_iterator<index>(loops.size()),
        element_at<A, Tree, N, K>{tree, loops}, F::template identity<A>(), join<F, A>{});
    send(to + loops.offsets[0], &result, sizeof(A));
    return;
  }
  index const count = loops.size(kept);
  for_each_index(loops.size() / count, fold_one<F, A, Tree, N, K>{to, tree, loops, kept, count});
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::backends::device
