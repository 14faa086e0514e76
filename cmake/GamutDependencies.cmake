# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# Where dependencies come from: what is installed, else (GAMUT_FETCH_DEPS) a download. The host needs Eigen; OpenMP is
# used where the compiler has it; the device policy needs CUDA, or CCCL's headers and OpenMP for its emulation.
include(FetchContent)

# gamut_dependency(<name> <target> <git url> <tag>): a target from a package that is installed, or from its sources.
function(gamut_dependency name target url tag)
  if(TARGET ${target})
    return()
  endif()
  find_package(${name} QUIET CONFIG)
  if(NOT TARGET ${target} AND GAMUT_FETCH_DEPS)
    message(STATUS "gamut: ${name} is not installed, downloading it")
    # Only the library is wanted. Eigen 3.4 asks BUILD_TESTING alone; set here, it does not reach the projects that use gamut.
    set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
    foreach(unwanted BUILD_TESTING EIGEN_BUILD_TESTING EIGEN_BUILD_DOC BENCHMARK_ENABLE_TESTING BENCHMARK_ENABLE_INSTALL
                     BENCHMARK_ENABLE_WERROR)
      set(${unwanted} OFF)
    endforeach()
    FetchContent_Declare(${name} GIT_REPOSITORY ${url} GIT_TAG ${tag} GIT_SHALLOW ON SYSTEM)
    FetchContent_MakeAvailable(${name})
  endif()
endfunction()

gamut_dependency(Eigen3 Eigen3::Eigen https://gitlab.com/libeigen/eigen.git 3.4.0)
if(NOT TARGET Eigen3::Eigen)
  message(FATAL_ERROR "gamut needs Eigen 3.4 or later: install libeigen3-dev, or configure with -DGAMUT_FETCH_DEPS=ON")
endif()

find_package(OpenMP QUIET COMPONENTS CXX)

# The device policy, as far as it can be had: GAMUT_HAS_CUDA (nvcc and its libraries), GAMUT_CCCL_INCLUDE (Thrust's headers, for emulation).
set(GAMUT_HAS_CUDA OFF)
if(NOT GAMUT_DEVICE STREQUAL "OFF")
  find_package(CUDAToolkit QUIET)
  if(GAMUT_DEVICE MATCHES "^(AUTO|cuda)$" AND TARGET CUDA::cudart AND TARGET CUDA::cublas AND TARGET CUDA::cusolver
     AND TARGET CUDA::cufft)
    if(NOT CMAKE_CUDA_COMPILER AND CUDAToolkit_NVCC_EXECUTABLE)
      set(CMAKE_CUDA_COMPILER "${CUDAToolkit_NVCC_EXECUTABLE}" CACHE FILEPATH "")
    endif()
    if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
      set(CMAKE_CUDA_ARCHITECTURES "80;90" CACHE STRING "GPU architectures to build for")
    endif()
    enable_language(CUDA)
    set(GAMUT_HAS_CUDA ON)
  endif()
  if(GAMUT_DEVICE MATCHES "^(AUTO|emulated)$" AND OpenMP_CXX_FOUND)
    find_path(GAMUT_CCCL_INCLUDE thrust/version.h
              HINTS ${CUDAToolkit_INCLUDE_DIRS} PATH_SUFFIXES cccl
              DOC "CCCL's headers (Thrust), for the device policy on the processor")
    if(NOT GAMUT_CCCL_INCLUDE AND GAMUT_DEVICE STREQUAL "emulated" AND GAMUT_FETCH_DEPS)
      FetchContent_Declare(CCCL GIT_REPOSITORY https://github.com/NVIDIA/cccl.git GIT_TAG v3.0.0 GIT_SHALLOW ON)
      FetchContent_GetProperties(CCCL)
      if(NOT cccl_POPULATED)
        FetchContent_Populate(CCCL)
      endif()
      set(GAMUT_CCCL_INCLUDE "${cccl_SOURCE_DIR}/thrust;${cccl_SOURCE_DIR}/libcudacxx/include;${cccl_SOURCE_DIR}/cub")
    endif()
  endif()
  if(GAMUT_DEVICE STREQUAL "cuda" AND NOT GAMUT_HAS_CUDA)
    message(FATAL_ERROR "gamut: GAMUT_DEVICE=cuda, but the CUDA toolkit (nvcc, cuBLAS, cuSOLVER, cuFFT) was not found")
  endif()
  if(GAMUT_DEVICE STREQUAL "emulated" AND NOT GAMUT_CCCL_INCLUDE)
    message(FATAL_ERROR "gamut: GAMUT_DEVICE=emulated needs OpenMP and Thrust's headers (the CUDA toolkit, or CCCL)")
  endif()
  message(STATUS "gamut: device policy with nvcc: ${GAMUT_HAS_CUDA}; emulated: ${GAMUT_CCCL_INCLUDE}")
endif()
