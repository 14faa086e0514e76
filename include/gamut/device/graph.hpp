// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A step of work recorded once and run many times: a CUDA graph, which a GPU starts as one. Where the device
// is emulated the step is the function itself, called each time.
#pragma once

#include <gamut/device/memory.hpp>

#include <functional>

namespace gamut::inline GAMUT_ABI {
inline namespace GAMUT_DEVICE_ABI {

/// A step of assignments, recorded and replayed (torch.cuda.CUDAGraph): `gm::graph step([&] { u += k * v; });
/// step();`. The step assigns to arrays that are there before and after it, allocates only what it gives
/// back, and reads no value: what it is told when it is recorded holds each time. Throws `device_error` for a
/// step that waits for the device.
class graph {
public:
#if GAMUT_DEVICE_CUDA
  template <class F>
  explicit graph(F const& step) {
    using backends::device::check;
    cudaGraph_t recorded = nullptr;
    struct graph_guard {
      cudaGraph_t& graph;
      ~graph_guard() {
        if (graph) cudaGraphDestroy(graph);
      }
    } const guard{recorded};
    with_stream(own_, [&] {
      check(cudaStreamBeginCapture(own_.handle(), cudaStreamCaptureModeThreadLocal), "recording a graph");
      try {
        step();
      } catch (...) {
        cudaStreamEndCapture(own_.handle(), &recorded);
        cudaGetLastError();
        throw;
      }
      check(cudaStreamEndCapture(own_.handle(), &recorded), "recording a graph");
    });
    check(cudaGraphInstantiate(&runnable_, recorded, 0), "making a graph");
  }
  graph(graph const&) = delete;
  ~graph() {
    if (runnable_) cudaGraphExecDestroy(runnable_);
  }
  /// Runs the step in the current stream.
  void operator()() const {
    backends::device::check(cudaGraphLaunch(runnable_, backends::device::stream()), "running a graph");
  }

private:
  stream own_;
  cudaGraphExec_t runnable_ = nullptr;
#else
  template <class F>
  explicit graph(F const& step) : step_(step) {}
  graph(graph const&) = delete;
  void operator()() const { step_(); }

private:
  std::function<void()> step_;
#endif
};

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI
