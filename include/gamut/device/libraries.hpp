// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// cuBLAS and cuSOLVER on the device's stream: a handle of each for every thread, and what their statuses say.
#pragma once

#include <gamut/device/thrust.hpp>

#if GAMUT_DEVICE_CUDA
#include <cublas_v2.h>
#include <cusolverDn.h>

namespace gamut::backends::device {
inline namespace GAMUT_DEVICE_ABI {

inline void check(cublasStatus_t status, char const* doing) {
  if (status != CUBLAS_STATUS_SUCCESS)
    throw device_error(gamut::detail::message(doing, ": ", cublasGetStatusString(status)));
}
inline void check(cusolverStatus_t status, char const* doing) {
  if (status != CUSOLVER_STATUS_SUCCESS)
    throw device_error(gamut::detail::message(doing, ": cuSOLVER status ", int(status)));
}

/// A library's handle on the policy's stream, one for each thread: they are not to be shared between threads.
template <class Handle, auto Create, auto Destroy, auto SetStream>
Handle this_threads() {
  struct owner {
    Handle handle = nullptr;
    owner() {
      check(Create(&handle), "starting a library on the device");
      check(SetStream(handle, stream()), "choosing the device's stream");
    }
    owner(owner const&) = delete;
    ~owner() { Destroy(handle); }
  };
  thread_local owner const one;
  return one.handle;
}
inline cublasHandle_t cublas() {
  return this_threads<cublasHandle_t, cublasCreate_v2, cublasDestroy_v2, cublasSetStream_v2>();
}
inline cusolverDnHandle_t cusolver() {
  return this_threads<cusolverDnHandle_t, cusolverDnCreate, cusolverDnDestroy, cusolverDnSetStream>();
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::backends::device

#endif
