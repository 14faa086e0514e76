// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// How a kernel of ours is run. Its body is a plain object: blocks of threads, memory that a block shares, and
// phases, between which the threads of a block wait for each other. CUDA runs it as it is; where the device
// is emulated a block's threads run one after another, phase by phase, so that what is tested on a processor
// is the code that a GPU runs.
#pragma once

#include <gamut/config.hpp>
#include <gamut/device/stream.hpp>

#include <thrust/for_each.h>
#include <thrust/iterator/counting_iterator.h>

#include <type_traits>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// The part of a body between two waits: the body is called with the first, then the second, ...
template <int I>
using phase = std::integral_constant<int, I>;

/// Threads of a block, and threads that keep the device busy. On a processor fewer do, and what would be idle
/// costs time.
inline constexpr int block_threads = GAMUT_DEVICE_CUDA ? 256 : 32;
inline constexpr index busy_threads = GAMUT_DEVICE_CUDA ? index(1) << 17 : 256;

/// What a block may share without asking for more than every GPU has.
inline constexpr int most_shared_bytes = 48 * 1024;

// A body has `threads`, `phases` and `operator()(phase<I>, index block, int thread, unsigned char* shared)
// const`.

#if GAMUT_DEVICE_CUDA

template <int I, class Body>
__device__ void run_phases(Body const& body, index block, int thread, unsigned char* shared) {
  body(phase<I>{}, block, thread, shared);
  if constexpr (I + 1 < Body::phases) {
    __syncthreads();
    run_phases<I + 1>(body, block, thread, shared);
  }
}
template <class Body>
__global__ void __launch_bounds__(Body::threads) run_body(Body const body) {
  extern __shared__ __align__(16) unsigned char shared_by_block[];
  run_phases<0>(body, blockIdx.x, static_cast<int>(threadIdx.x), shared_by_block);
}
/// Queues so many blocks of a body.
template <class Body>
void launch(index blocks, Body const& body, std::size_t shared_bytes = 0) {
  if (blocks == 0) return;
  if (blocks > 0x7fffffff)
    throw device_error(gamut::detail::message("a kernel of ", blocks, " blocks: more than CUDA runs"));
  run_body<<<static_cast<unsigned>(blocks), Body::threads, shared_bytes, stream()>>>(body);
  check(cudaGetLastError(), "starting a kernel");
}

#else

template <class Body>
struct run_block {
  Body body;
  template <int Phase>
  void run_phase(index block, unsigned char* shared) const {
    if constexpr (Phase < Body::phases) {
      for (int thread = 0; thread < Body::threads; ++thread) body(phase<Phase>{}, block, thread, shared);
      run_phase<Phase + 1>(block, shared);
    }
  }
  void operator()(index block) const {
    if constexpr (Body::phases == 1)
      run_phase<0>(block, nullptr);
    else {
      alignas(16) unsigned char shared[most_shared_bytes];
      run_phase<0>(block, shared);
    }
  }
};
template <class Body>
void launch(index blocks, Body const& body, std::size_t = 0) {
  if (blocks < 8) { // less work than it takes to wake other threads
    for (index block = 0; block < blocks; ++block) run_block<Body>{body}(block);
    return;
  }
  try {
    thrust::for_each_n(execution(), thrust::counting_iterator<index>(0), blocks, run_block<Body>{body});
  } catch (thrust::system_error const& failure) {
    throw device_error(failure.what());
  }
}

#endif

/// A thread for each index.
template <class F>
struct index_body {
  static constexpr int threads = block_threads, phases = 1;
  index n;
  F f;
  GAMUT_HD void operator()(phase<0>, index block, int thread, unsigned char*) const {
    index const i = block * threads + thread;
    if (i < n) f(i);
  }
};
/// Calls `f(i)` for i in [0, n), in any order.
template <class F>
void for_each_index(index n, F const& f) {
  launch((n + index_body<F>::threads - 1) / index_body<F>::threads, index_body<F>{n, f});
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
