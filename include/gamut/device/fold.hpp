// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's reductions. The operand is computed as it is read, and never stored; results stay on the
// device, and are the same bits each time. One result is CUB's reduction; several are a kernel of ours, whose
// blocks have some threads for each result, side by side along whichever axis the operand's elements are.
#pragma once

#include <gamut/device/assign.hpp>

#if GAMUT_DEVICE_CUDA
#include <cub/device/device_reduce.cuh>
#endif
#include <thrust/iterator/counting_iterator.h>
#include <thrust/transform_reduce.h>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// *to = join(f(0), f(1), ..., f(n - 1)): the same bits each time on the same device.
template <class A, class F, class Join>
void reduce_indices(index n, A* to, F const& f, Join const& join, A const& identity) {
  thrust::counting_iterator<index> const first(0);
#if GAMUT_DEVICE_CUDA
  // CUB itself, which leaves the result on the device; Thrust's own reduction waits for it.
  auto const run = [&](void* work, std::size_t& bytes) {
    check(cub::DeviceReduce::TransformReduce(work, bytes, first, to, n, join, f, identity, stream()),
          "reducing on the device");
  };
  std::size_t bytes = 0;
  run(nullptr, bytes);
  work_memory const own(bytes);
  run(own.at, bytes);
#else
  *to = thrust::transform_reduce(execution(), first, first + n, f, identity, join);
#endif
}

/// The element of the reduced axes at a place, where all are reduced.
template <class A, class Tree, int N, int K>
struct reduced_element {
  Tree tree;
  gamut::detail::nest<N, K> loops;
  GAMUT_HD A operator()(index i) const {
    offsets_of<K> place(loops);
    place.move(loops, 0, loops.ndim, i);
    return value_at<A>(tree, load_at{place.at + 1});
  }
};
/// The same where every leaf lies without gaps.
template <class A, class Tree>
struct next_element {
  Tree tree;
  GAMUT_HD A operator()(index i) const { return value_at<A>(tree, load_same{i}); }
};

template <class F, class A>
struct join {
  GAMUT_HD A operator()(A const& x, A const& y) const { return F::body(x, y); }
};

/// How a block's threads are shared out: `along` of them for each result (a power of two), and how many
/// slices the elements of one result are cut into, each for a block of its own.
struct fold_plan {
  static constexpr int threads = block_threads;
  int log_along = 0;
  bool along_first = true; // neighbouring threads have one result's neighbouring elements
  index results = 1, count = 1, slices = 1;

  int along() const { return 1 << log_along; }
  index groups() const { return (results * (index(1) << log_along) + threads - 1) / threads; }
};
/// So many elements are worth a thread.
inline constexpr index elements_each = 8;

template <class F, class A, class Tree, int N, int K>
struct fold_body {
  static constexpr int threads = fold_plan::threads, phases = 3;
  static constexpr int joined_first = 16;
  A* to;
  A* parts; // of the slices; null where there is one
  Tree tree;
  gamut::detail::nest<N, K> loops;
  int kept;
  fold_plan plan;

  struct place_in_block {
    int lane, number;
    index result, slice;
    GAMUT_HD place_in_block(fold_body const& body, index block, int thread) {
      int const along = 1 << body.plan.log_along, across = threads >> body.plan.log_along;
      lane = body.plan.along_first ? thread & (along - 1) : thread / across;
      number = body.plan.along_first ? thread >> body.plan.log_along : thread & (across - 1);
      index const group = quotient(block, body.plan.slices);
      slice = block - group * body.plan.slices;
      result = group * across + number;
    }
  };
  GAMUT_HD A& partial(unsigned char* shared, int number, int lane) const {
    return reinterpret_cast<A*>(shared)[(number << plan.log_along) + lane];
  }

  GAMUT_HD void operator()(phase<0>, index block, int thread, unsigned char* shared) const {
    place_in_block const mine(*this, block, thread);
    A total = F::template identity<A>();
    if (mine.result < plan.results) {
      offsets_of<K> start(loops);
      start.move(loops, 0, kept, mine.result);
      index const each = (plan.count + plan.slices - 1) / plan.slices, begin = mine.slice * each;
      index const end = begin + each < plan.count ? begin + each : plan.count;
      index const step = index(1) << plan.log_along;
      if (loops.ndim == kept + 1) {
        start.step(loops, kept, begin + mine.lane);
        for (index i = begin + mine.lane; i < end; i += step) {
          total = F::body(total, value_at<A>(tree, load_at{start.at + 1}));
          start.step(loops, kept, step);
        }
      } else
        for (index i = begin + mine.lane; i < end; i += step) {
          offsets_of<K> place = start;
          place.move(loops, kept, loops.ndim, i);
          total = F::body(total, value_at<A>(tree, load_at{place.at + 1}));
        }
    }
    partial(shared, mine.number, mine.lane) = total;
  }
  /// The sums of every sixteen threads, then of those; always in one order.
  GAMUT_HD void operator()(phase<1>, index block, int thread, unsigned char* shared) const {
    place_in_block const mine(*this, block, thread);
    int const along = 1 << plan.log_along;
    if (mine.lane % joined_first != 0) return;
    A total = partial(shared, mine.number, mine.lane);
    for (int k = 1; k < joined_first && mine.lane + k < along; ++k)
      total = F::body(total, partial(shared, mine.number, mine.lane + k));
    partial(shared, mine.number, mine.lane) = total;
  }
  GAMUT_HD void operator()(phase<2>, index block, int thread, unsigned char* shared) const {
    place_in_block const mine(*this, block, thread);
    if (mine.lane != 0 || mine.result >= plan.results) return;
    A total = partial(shared, mine.number, 0);
    for (int k = joined_first; k < (1 << plan.log_along); k += joined_first)
      total = F::body(total, partial(shared, mine.number, k));
    if (parts) {
      parts[mine.slice * plan.results + mine.result] = total;
      return;
    }
    offsets_of<K> start(loops);
    start.move(loops, 0, kept, mine.result);
    to[start.at[0]] = total;
  }
};

/// Joins what the slices of each result gave.
template <class F, class A, int N, int K>
struct join_slices {
  A* to;
  A const* parts;
  gamut::detail::nest<N, K> loops;
  int kept;
  index results, slices;
  GAMUT_HD void operator()(index result) const {
    A total = parts[result];
    for (index s = 1; s < slices; ++s) total = F::body(total, parts[s * results + result]);
    offsets_of<K> start(loops);
    start.move(loops, 0, kept, result);
    to[start.at[0]] = total;
  }
};

/// Shares the device out among results: so many threads for each that all are busy, no more than its elements
/// are worth.
template <int N, int K>
fold_plan plan_fold(gamut::detail::nest<N, K> const& loops, int kept) {
  fold_plan plan;
  plan.count = loops.size(kept);
  plan.results = loops.size() / plan.count;
  auto const length = [](index stride) { return stride < 0 ? -stride : stride; };
  // Whose neighbours lie next to each other: a result's elements, or the results' first elements?
  index inner = 0, outer = 0;
  for (int k = 1; k < K; ++k) {
    inner += length(loops.strides[k][loops.ndim - 1]);
    outer += length(loops.strides[k][kept - 1]);
  }
  plan.along_first = inner <= outer || plan.results < 8;
  index const wanted = plan.count / elements_each;
  // Across, 8 results side by side fill a sector of memory.
  int const most = plan.along_first ? fold_plan::threads : fold_plan::threads / 8;
  while (plan.along() < most && (index(1) << plan.log_along) < wanted &&
         (plan.along_first || plan.results << plan.log_along < busy_threads))
    ++plan.log_along;
  index const running = plan.results << plan.log_along;
  if (running < busy_threads) {
    index const most_slices = plan.count / (elements_each << plan.log_along);
    index const slices = busy_threads / running;
    plan.slices = slices < most_slices ? slices : most_slices;
    if (plan.slices < 1) plan.slices = 1;
  }
  return plan;
}

/// Folds `tree` over all axes but the first `Kept`. Operand 0 of the nest is the result, whose strides along
/// the reduced axes are 0; neither the reduced nor the kept part is empty.
template <int Kept, class F, class A, class Tree, int N, int K>
void fold(policy, F, A* to, Tree const& tree, gamut::detail::nest<N, K> loops) {
  int const kept = loops.simplify(0, Kept);
  loops.simplify(kept, loops.ndim);
  if (kept == 0) {
    bool run = loops.ndim <= 1;
    for (int k = 1; k < K; ++k) run = run && (loops.ndim == 0 || loops.strides[k][0] == 1);
    auto const all = [&](auto const& element) {
      reduce_indices(loops.size(), to + loops.offsets[0], element, join<F, A>{}, F::template identity<A>());
    };
    if (run)
      all(next_element<A, Tree>{Tree(advanced(tree, loops.offsets + 1))});
    else
      all(reduced_element<A, Tree, N, K>{tree, loops});
    return;
  }
  if constexpr (Kept > 0) {
    auto const plan = plan_fold(loops, kept);
    using body = fold_body<F, A, Tree, N, K>;
    auto const bytes = std::size_t(body::threads) * sizeof(A);
    if (plan.slices == 1) return launch(plan.groups(), body{to, nullptr, tree, loops, kept, plan}, bytes);
    work_memory const own(std::size_t(plan.slices * plan.results) * sizeof(A));
    A* const parts = static_cast<A*>(own.at);
    launch(plan.groups() * plan.slices, body{to, parts, tree, loops, kept, plan}, bytes);
    for_each_index(plan.results, join_slices<F, A, N, K>{to, parts, loops, kept, plan.results, plan.slices});
  }
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
