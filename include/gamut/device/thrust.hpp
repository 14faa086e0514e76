// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Thrust, and which of its systems runs the device policy: CUDA under nvcc, or OpenMP, which runs the same
// code on the processor (GAMUT_DEVICE_EMULATED). The one file that asks. What is compiled for one system has
// an inline namespace of its own, so that units built either way link together safely.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>

#if defined(__CUDACC__)
#define GAMUT_DEVICE_ABI cuda
#include <cuda_runtime_api.h>
#elif defined(GAMUT_DEVICE_EMULATED)
#define GAMUT_DEVICE_ABI emulated
#if !defined(THRUST_DEVICE_SYSTEM)
#define THRUST_DEVICE_SYSTEM THRUST_DEVICE_SYSTEM_OMP
#endif
#else
#error                                                                                                       \
    "gamut: the device policy is compiled by nvcc (link gamut::device), or emulated (link gamut::device-emulated)"
#endif

#include <thrust/execution_policy.h>
#include <thrust/for_each.h>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/transform_reduce.h>

#include <cstddef>
#include <cstring>
#include <new>
#include <string>

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

#if defined(__CUDACC__)

inline void check(cudaError_t status, char const* doing) {
  if (status == cudaSuccess) return;
  if (status == cudaErrorNoDevice || status == cudaErrorInsufficientDriver)
    throw device_error(
        gamut::detail::message("the device policy needs an NVIDIA GPU and its driver, and this machine "
                               "has none (",
                               cudaGetErrorString(status), ")"));
  throw device_error(gamut::detail::message(doing, ": ", cudaGetErrorString(status)));
}

/// Kernels are queued; only reading a value waits for them.
inline auto execution() { return thrust::cuda::par_nosync; }

inline void* take(std::size_t bytes) {
  void* memory = nullptr;
  cudaError_t const status = cudaMallocAsync(&memory, bytes, nullptr);
  if (status == cudaErrorMemoryAllocation) throw out_of_memory(bytes);
  check(status, "cudaMallocAsync");
  return memory;
}
inline void give(void* memory) noexcept { cudaFreeAsync(memory, nullptr); }
inline void copy(void* to, void const* from, std::size_t bytes) {
  check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToDevice, nullptr), "cudaMemcpyAsync");
}
inline void fetch(void* to, void const* from, std::size_t bytes) {
  check(cudaMemcpy(to, from, bytes, cudaMemcpyDeviceToHost), "cudaMemcpy to the host");
}
inline void send(void* to, void const* from, std::size_t bytes) {
  check(cudaMemcpy(to, from, bytes, cudaMemcpyHostToDevice), "cudaMemcpy to the device");
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
  thrust::for_each_n(execution(), thrust::counting_iterator<index>(0), n, f);
}

} // namespace GAMUT_DEVICE_ABI
} // namespace backends::device
} // namespace gamut
