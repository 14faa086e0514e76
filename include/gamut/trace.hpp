// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A line for each piece of work: compiled with -DGAMUT_TRACE, every assignment writes to stderr what it
// computed, its shape, the bytes of its result, the time and the policy. Without it nothing of this is
// compiled.
//
//   gamut: add(multiply(float64[2], float64), float64[1]) -> (1000,1000), 8000000 bytes, 0.512 ms, host
//
// Under the device and cluster policies the time is that of queuing the work, as gamut does not wait for it.
// In units that nvcc compiles each piece is also a range of NVTX, so that Nsight Systems shows the formula
// above the kernels that it started.
#pragma once

#include <gamut/config.hpp>
#include <gamut/shape.hpp>

#if defined(GAMUT_TRACE)
#include <gamut/type_name.hpp>

#include <chrono>
#include <cstdio>
#if defined(__CUDACC__) && __has_include(<nvtx3/nvToolsExt.h>)
#include <nvtx3/nvToolsExt.h>
#define GAMUT_NVTX 1
#else
#define GAMUT_NVTX 0
#endif
#endif

namespace gamut::inline GAMUT_ABI::detail {

#if defined(GAMUT_TRACE)
/// From its construction to its end: one piece of work.
template <class P, class T, class E, int N>
class traced {
public:
  explicit traced(dims<N> const& shape) : shape_(shape), text_(type_name<E>()), start_(clock::now()) {
#if GAMUT_NVTX
    nvtxRangePushA(text_.c_str());
#endif
  }
  traced(traced const&) = delete;
  ~traced() {
#if GAMUT_NVTX
    nvtxRangePop();
#endif
    std::chrono::duration<double, std::milli> const time = clock::now() - start_;
    std::string shape;
    append_to(shape, shape_);
    std::fprintf(stderr, "gamut: %s -> %s, %td bytes, %.3f ms, %s\n", text_.c_str(), shape.c_str(),
                 product(shape_) * index(sizeof(T)), time.count(), P::name);
  }

private:
  using clock = std::chrono::steady_clock;
  dims<N> shape_;
  std::string text_;
  clock::time_point start_;
};
#else
template <class P, class T, class E, int N>
struct traced {
  GAMUT_INLINE constexpr explicit traced(dims<N> const&) {}
};
#endif

} // namespace gamut::inline GAMUT_ABI::detail
