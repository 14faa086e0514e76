// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Thrust, and which of its systems runs the device policy: CUDA under nvcc, or OpenMP, which runs the same
// code on the processor (GAMUT_DEVICE_EMULATED). The one file that knows: memory, copies, and the two ways
// to run work, in the same words for both. All of the policy is in an inline namespace named after the
// system, so that units of the two kinds link together safely.
#pragma once

#include <gamut/config.hpp>
#include <gamut/default_policy.hpp>
#include <gamut/error.hpp>

#if defined(GAMUT_DEVICE_EMULATED) && defined(__CUDACC__)
#error                                                                                                       \
    "gamut: GAMUT_DEVICE_EMULATED is for the host's compiler; nvcc has the device itself (link gamut::device)"
#elif defined(GAMUT_DEVICE_EMULATED)
#if !defined(THRUST_DEVICE_SYSTEM)
#define THRUST_DEVICE_SYSTEM THRUST_DEVICE_SYSTEM_OMP
#endif
#define GAMUT_DEVICE_CUDA 0
#elif defined(__CUDACC__)
#define GAMUT_DEVICE_CUDA 1
#else
#error                                                                                                       \
    "gamut: the device policy is compiled by nvcc (link gamut::device), or emulated (link gamut::device-emulated)"
#endif

#if GAMUT_DEVICE_CUDA
#include <cub/device/device_reduce.cuh>
#include <cuda_runtime_api.h>
#else
#include <thrust/transform_reduce.h>
#endif
#include <thrust/execution_policy.h>
#include <thrust/for_each.h>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/system_error.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>
#include <utility>

namespace gamut {

/// A failure of the device or of its libraries, in their words.
struct device_error : basic_error<std::runtime_error> {
  using basic_error::basic_error;
};

namespace backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// The device has no memory left for what was asked.
class out_of_memory : public std::bad_alloc {
public:
  explicit out_of_memory(std::size_t bytes)
      : message_("out of device memory: " + std::to_string(bytes) + " bytes were asked for") {}
  char const* what() const noexcept override { return message_.c_str(); }

private:
  std::string message_;
};

#if GAMUT_DEVICE_CUDA

inline void check(cudaError_t status, char const* doing) {
  if (status == cudaSuccess) return;
  cudaGetLastError(); // the runtime remembers a failure, and would report it to the next one who asks
  if (status == cudaErrorNoDevice || status == cudaErrorInsufficientDriver || status == cudaErrorStubLibrary)
    throw device_error(
        gamut::detail::message("the device policy needs an NVIDIA GPU and its driver, and this machine "
                               "has none (",
                               cudaGetErrorString(status), ")"));
  throw device_error(gamut::detail::message(doing, ": ", cudaGetErrorString(status)));
}

/// The one stream of all work, by name: what a unit's flags make of the default one would depend on the unit.
inline cudaStream_t stream() { return cudaStreamLegacy; }
/// Kernels are queued; only reading a value waits for them.
inline auto execution() { return thrust::cuda::par_nosync.on(stream()); }

/// Has freed memory kept for the next array: by default every wait would give it back to the driver.
inline void keep_freed_memory() {
  int device = 0;
  cudaMemPool_t pool = nullptr;
  std::uint64_t everything = ~std::uint64_t(0);
  check(cudaGetDevice(&device), "cudaGetDevice");
  check(cudaDeviceGetDefaultMemPool(&pool, device), "cudaDeviceGetDefaultMemPool");
  check(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &everything),
        "cudaMemPoolSetAttribute");
}
inline void* take(std::size_t bytes) {
  static bool const kept = (keep_freed_memory(), true);
  (void)kept;
  void* memory = nullptr;
  cudaError_t const status = cudaMallocAsync(&memory, bytes, stream());
  if (status == cudaErrorMemoryAllocation) {
    cudaGetLastError();
    throw out_of_memory(bytes);
  }
  check(status, "cudaMallocAsync");
  return memory;
}
inline void give(void* memory) noexcept { cudaFreeAsync(memory, stream()); }

inline void wait() { check(cudaStreamSynchronize(stream()), "waiting for the device"); }
inline void copy(void* to, void const* from, std::size_t bytes) {
  check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToDevice, stream()), "copying on the device");
}
inline void fetch(void* to, void const* from, std::size_t bytes) {
  check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToHost, stream()), "copying to the host");
  wait();
}
inline void send(void* to, void const* from, std::size_t bytes) {
  check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyHostToDevice, stream()), "copying to the device");
  // Of memory that the system may page, CUDA has taken its own copy by now; memory that somebody pinned is
  // read later. An element comes from the stack and is never waited for.
  if (bytes > 64) wait();
}

#else

inline auto execution() { return thrust::device; }
inline void* take(std::size_t bytes) { return ::operator new (bytes, std::align_val_t{64}); }
inline void give(void* memory) noexcept { ::operator delete (memory, std::align_val_t{64}); }
inline void copy(void* to, void const* from, std::size_t bytes) { std::memcpy(to, from, bytes); }
inline void fetch(void* to, void const* from, std::size_t bytes) { std::memcpy(to, from, bytes); }
inline void send(void* to, void const* from, std::size_t bytes) { std::memcpy(to, from, bytes); }

#endif

/// Calls `f(i)` for i in [0, n), in any order.
template <class F>
void for_each_index(index n, F const& f) {
  try {
    thrust::for_each_n(execution(), thrust::counting_iterator<index>(0), n, f);
  } catch (thrust::system_error const& failure) {
    throw device_error(failure.what());
  }
}

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
  struct memory {
    void* work;
    ~memory() { give(work); }
  } const own{take(bytes > 0 ? bytes : 1)};
  run(own.work, bytes);
#else
  *to = thrust::transform_reduce(execution(), first, first + n, f, identity, join);
#endif
}

} // namespace GAMUT_DEVICE_ABI
} // namespace backends::device
} // namespace gamut
