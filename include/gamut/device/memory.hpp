// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's memory: had from and given back to a pool in the order of the stream, so that neither waits;
// copies there and back; memory that the GPU and the processor share, and host memory that copies need not
// wait for, where a program asks for them.
#pragma once

#include <gamut/device/stream.hpp>
#include <gamut/ndarray.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>

namespace gamut::inline GAMUT_ABI {
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

/// Whether this thread's next arrays lie in memory that processor and GPU share.
inline bool& shares_memory() {
  thread_local bool shares = false;
  return shares;
}

#if GAMUT_DEVICE_CUDA

/// Has freed memory kept for the next array: by default every wait would give it back to the driver.
inline void keep_freed_memory(int device) {
  cudaMemPool_t pool = nullptr;
  std::uint64_t everything = ~std::uint64_t(0);
  check(cudaDeviceGetDefaultMemPool(&pool, device), "cudaDeviceGetDefaultMemPool");
  check(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &everything),
        "cudaMemPoolSetAttribute");
}
/// Whether any array was ever put into shared memory: who frees has to ask then.
inline std::atomic<bool> some_is_shared = false;

inline void* take(std::size_t bytes) {
  thread_local int pool_of = -1;
  int device = 0;
  check(cudaGetDevice(&device), "cudaGetDevice");
  if (pool_of != device) {
    keep_freed_memory(device);
    pool_of = device;
  }
  void* memory = nullptr;
  cudaError_t const status =
      shares_memory() ? cudaMallocManaged(&memory, bytes) : cudaMallocAsync(&memory, bytes, stream());
  if (status == cudaErrorMemoryAllocation) {
    cudaGetLastError();
    throw out_of_memory(bytes);
  }
  check(status, "having device memory");
  if (shares_memory()) some_is_shared = true;
  return memory;
}
inline void give(void* memory) noexcept {
  if (some_is_shared) {
    cudaPointerAttributes what{};
    if (cudaPointerGetAttributes(&what, memory) == cudaSuccess && what.type == cudaMemoryTypeManaged) {
      cudaStreamSynchronize(stream()); // work that reads it may still be queued
      cudaFree(memory);
      return;
    }
  }
  cudaFreeAsync(memory, stream());
}

inline void copy(void* to, void const* from, std::size_t bytes) {
  check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToDevice, stream()), "copying on the device");
}
inline void copy_later(void* to, void const* from, std::size_t bytes) {
  check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDefault, stream()), "copying");
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

inline void* take(std::size_t bytes) {
  try {
    return ::operator new (bytes, std::align_val_t{64});
  } catch (std::bad_alloc const&) {
    throw out_of_memory(bytes);
  }
}
inline void give(void* memory) noexcept { ::operator delete (memory, std::align_val_t{64}); }
inline void copy(void* to, void const* from, std::size_t bytes) { std::memcpy(to, from, bytes); }
inline void copy_later(void* to, void const* from, std::size_t bytes) { std::memcpy(to, from, bytes); }
inline void fetch(void* to, void const* from, std::size_t bytes) { std::memcpy(to, from, bytes); }
inline void send(void* to, void const* from, std::size_t bytes) { std::memcpy(to, from, bytes); }

#endif

/// Device memory for the length of a scope.
struct work_memory {
  void* const at;
  explicit work_memory(std::size_t bytes) : at(take(bytes > 0 ? bytes : 1)) {}
  work_memory(work_memory const&) = delete;
  ~work_memory() { give(at); }
};

} // namespace GAMUT_DEVICE_ABI
} // namespace backends::device

inline namespace GAMUT_DEVICE_ABI {

/// While it lives, this thread's new device arrays lie in memory that processor and GPU share and move to and
/// fro by pages (cupy.cuda.malloc_managed): they may be larger than the GPU's memory.
class managed_memory {
public:
  managed_memory() : before_(std::exchange(backends::device::shares_memory(), true)) {}
  managed_memory(managed_memory const&) = delete;
  ~managed_memory() { backends::device::shares_memory() = before_; }

private:
  bool before_;
};

/// Keeps a host array's memory in place while it lives, so that the GPU reads and writes it at full speed,
/// and `copy_async` goes on beside the program (cupyx.zeros_pinned). The array must live longer.
class pinned {
public:
#if GAMUT_DEVICE_CUDA
  template <class T, int N>
  explicit pinned(ndarray<T, N, host>& a) : memory_(a.size() > 0 ? a.data() : nullptr) {
    if (memory_)
      backends::device::check(
          cudaHostRegister(memory_, std::size_t(a.size()) * sizeof(T), cudaHostRegisterDefault),
          "pinning host memory");
  }
  ~pinned() {
    if (memory_) cudaHostUnregister(memory_);
  }

private:
  void* memory_;

public:
#else
  template <class T, int N>
  explicit pinned(ndarray<T, N, host>&) {}
#endif
  pinned(pinned const&) = delete;
};

/// Copies an array to the other policy's, in the current stream; the program goes on, and leaves both alone
/// until it has waited for the stream. Beside the program only where the host's array is `pinned`. Throws
/// `shape_error` where the shapes differ.
template <class T, int N, class To, class From>
void copy_async(ndarray<T, N, To>& to, ndarray<T, N, From> const& from,
                source_location where = source_location::current()) {
  static_assert(std::is_same_v<To, device> || std::is_same_v<From, device>,
                "gamut: copy_async copies to or from a device array; others are copied by =");
  if (to.shape() != from.shape())
    throw shape_error(
        detail::message("could not copy an array of shape ", from.shape(), " into shape ", to.shape()),
        where);
  if (to.size() > 0) backends::device::copy_later(to.data(), from.data(), std::size_t(to.size()) * sizeof(T));
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI
