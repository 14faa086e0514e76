// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// cuBLAS, cuSOLVER and cuFFT on the device's stream: a handle of the first two for every thread, and what
// statuses and dtypes are to them.
#pragma once

#include <gamut/device/stream.hpp>

#include <complex>
#include <type_traits>

#if GAMUT_DEVICE_CUDA
#include <cublas_v2.h>
#include <cufftXt.h>
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
inline void check(cufftResult status, char const* doing) {
  if (status != CUFFT_SUCCESS)
    throw device_error(gamut::detail::message(doing, ": cuFFT status ", int(status)));
}

template <class T>
inline constexpr cudaDataType cuda_dtype = std::is_same_v<T, float> ? CUDA_R_32F : CUDA_R_64F;
template <class T>
inline constexpr cudaDataType cuda_dtype<std::complex<T>> =
    std::is_same_v<T, float> ? CUDA_C_32F : CUDA_C_64F;

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
