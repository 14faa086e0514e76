// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Streams: queues of work that a GPU takes up in order. Every thread has a current one, in which all work of
// the policy is put and its memory is had and given back; a program that names none uses one for all. Where
// the device is emulated work is done when it is asked for, and there is nothing to wait for.
#pragma once

#include <gamut/device/thrust.hpp>

#include <utility>

namespace gamut::inline GAMUT_ABI {
namespace backends::device {
inline namespace GAMUT_DEVICE_ABI {

#if GAMUT_DEVICE_CUDA

/// This thread's current stream. The first is named: what a unit's flags make of the default stream would
/// depend on the unit.
inline cudaStream_t& current_stream() {
  thread_local cudaStream_t current = cudaStreamLegacy;
  return current;
}
inline cudaStream_t stream() { return current_stream(); }
/// Kernels are queued; only reading a value waits for them.
inline auto execution() { return thrust::cuda::par_nosync.on(stream()); }
inline void wait() { check(cudaStreamSynchronize(stream()), "waiting for the device"); }

/// Work of `later` waits for all that `earlier` has now; nobody else does.
inline void order(cudaStream_t earlier, cudaStream_t later) {
  struct event {
    cudaEvent_t handle = nullptr;
    ~event() { cudaEventDestroy(handle); }
  } done;
  check(cudaEventCreateWithFlags(&done.handle, cudaEventDisableTiming), "cudaEventCreate");
  check(cudaEventRecord(done.handle, earlier), "cudaEventRecord");
  check(cudaStreamWaitEvent(later, done.handle), "cudaStreamWaitEvent");
}

#else

inline auto execution() { return thrust::device; }
inline void wait() {}

#endif

} // namespace GAMUT_DEVICE_ABI
} // namespace backends::device

inline namespace GAMUT_DEVICE_ABI {

/// A queue of work on the current GPU (cupy.cuda.Stream); `with_stream` puts work there. Its end waits for
/// that work.
class stream {
public:
#if GAMUT_DEVICE_CUDA
  stream() {
    backends::device::check(cudaStreamCreateWithFlags(&handle_, cudaStreamNonBlocking), "cudaStreamCreate");
  }
  stream(stream const&) = delete;
  ~stream() {
    cudaStreamSynchronize(handle_);
    cudaStreamDestroy(handle_);
  }
  /// Waits until all that was put there is done (Stream.synchronize).
  void wait() const { backends::device::check(cudaStreamSynchronize(handle_), "waiting for a stream"); }
  /// Has the thread's current stream wait for what this one has now; the program goes on.
  void join() const { backends::device::order(handle_, backends::device::stream()); }
  /// CUDA's own.
  cudaStream_t handle() const { return handle_; }

private:
  cudaStream_t handle_ = nullptr;
#else
  stream() = default;
  stream(stream const&) = delete;
  void wait() const {}
  void join() const {}
#endif
};

/// `f()`, whose work goes to that stream, behind what the current one has now (with stream: ...). Who reads
/// the results under another stream says `s.join()` or `s.wait()` first, and so does who gives back arrays
/// that the work reads: memory is given back to the stream that is current then.
template <class F>
decltype(auto) with_stream([[maybe_unused]] stream const& s, F&& f) {
#if GAMUT_DEVICE_CUDA
  struct scope {
    cudaStream_t before;
    explicit scope(cudaStream_t next) : before(backends::device::stream()) {
      backends::device::order(before, next);
      backends::device::current_stream() = next;
    }
    ~scope() { backends::device::current_stream() = before; }
  } const inside(s.handle());
#endif
  return std::forward<F>(f)();
}

/// Waits until all work that this thread has put into its current stream is done.
inline void synchronize() { backends::device::wait(); }

/// Makes a GPU of several the current one of this thread, until the guard's end (with cupy.cuda.Device(n)).
/// Arrays belong to the GPU that was current when they were made.
class device_guard {
public:
#if GAMUT_DEVICE_CUDA
  explicit device_guard(int number) {
    backends::device::check(cudaGetDevice(&before_), "cudaGetDevice");
    backends::device::check(cudaSetDevice(number), "choosing a GPU");
    current_ = std::exchange(backends::device::current_stream(), cudaStreamLegacy);
  }
  ~device_guard() {
    cudaSetDevice(before_);
    backends::device::current_stream() = current_;
  }

private:
  int before_ = 0;
  cudaStream_t current_ = nullptr;

public:
#else
  explicit device_guard(int number) {
    if (number != 0)
      throw device_error(
          detail::message("choosing a GPU: the emulated device is the only one, number 0, not ", number));
  }
#endif
  device_guard(device_guard const&) = delete;
};

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI
