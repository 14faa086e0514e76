// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Thrust, and which of its systems runs the device policy: CUDA under nvcc, or OpenMP, which runs the same
// code on the processor (GAMUT_DEVICE_EMULATED); and what a failure of the system is to a program. All of the
// policy is in an inline namespace named after the system, so that units of the two kinds link together
// safely.
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
#include <cuda_runtime_api.h>
#endif
#include <thrust/execution_policy.h>
#include <thrust/system_error.h>

#include <stdexcept>

namespace gamut::inline GAMUT_ABI {

/// A failure of the device or of its libraries, in their words.
struct device_error : basic_error<std::runtime_error> {
  using basic_error::basic_error;
};

namespace backends::device {
inline namespace GAMUT_DEVICE_ABI {

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

#endif

} // namespace GAMUT_DEVICE_ABI
} // namespace backends::device
} // namespace gamut::inline GAMUT_ABI
