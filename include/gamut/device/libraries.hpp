// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// cuBLAS, cuSOLVER and cuFFT on the current stream: a handle of the first two for every thread and stream,
// and what statuses and dtypes are to them.
#pragma once

#include <gamut/device/stream.hpp>

#include <algorithm>
#include <complex>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#if GAMUT_DEVICE_CUDA
#include <cublas_v2.h>
#include <cufftXt.h>
#include <cusolverDn.h>

namespace gamut::inline GAMUT_ABI::backends::device {
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

/// A dtype's pointers as the libraries take them.
inline float* as_cuda(float* p) { return p; }
inline double* as_cuda(double* p) { return p; }
inline cuComplex* as_cuda(std::complex<float>* p) { return reinterpret_cast<cuComplex*>(p); }
inline cuDoubleComplex* as_cuda(std::complex<double>* p) { return reinterpret_cast<cuDoubleComplex*>(p); }
template <class T>
auto const* as_cuda(T const* p) {
  return as_cuda(const_cast<T*>(p));
}
/// The routine of a dtype among those of float32, float64, complex64 and complex128.
template <class T, auto S, auto D, auto C, auto Z>
constexpr auto routine_of() {
  if constexpr (std::is_same_v<T, float>)
    return S;
  else if constexpr (std::is_same_v<T, double>)
    return D;
  else if constexpr (std::is_same_v<T, std::complex<float>>)
    return C;
  else
    return Z;
}

/// A library's handle and its work space, one for each thread, GPU and stream: they are not to be shared.
template <class Handle, auto Create, auto Destroy, auto SetStream>
Handle this_threads() {
  struct owner {
    int device;
    cudaStream_t on;
    Handle handle = nullptr;
    owner(int d, cudaStream_t s) : device(d), on(s) {
      check(Create(&handle), "starting a library on the device");
      auto const status = SetStream(handle, s);
      if (int(status) != 0) {
        Destroy(handle);
        check(status, "choosing the device's stream");
      }
    }
    owner(owner const&) = delete;
    ~owner() { Destroy(handle); }
  };
  constexpr std::size_t most = 8;
  thread_local std::vector<std::unique_ptr<owner>> kept;
  int device = 0;
  check(cudaGetDevice(&device), "cudaGetDevice");
  auto found = std::find_if(kept.begin(), kept.end(),
                            [&](auto const& one) { return one->device == device && one->on == stream(); });
  if (found == kept.end()) {
    auto made = std::make_unique<owner>(device, stream());
    if (kept.size() == most) kept.pop_back();
    found = kept.insert(kept.end(), std::move(made));
  }
  std::rotate(kept.begin(), found, found + 1);
  return kept.front()->handle;
}
inline cublasHandle_t cublas() {
  // Its products are of the dtype's own precision: cuBLAS takes TF32 only where it is asked to.
  return this_threads<cublasHandle_t, cublasCreate_v2, cublasDestroy_v2, cublasSetStream_v2>();
}
inline cusolverDnHandle_t cusolver() {
  return this_threads<cusolverDnHandle_t, cusolverDnCreate, cusolverDnDestroy, cusolverDnSetStream>();
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device

#endif
