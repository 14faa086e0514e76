# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# What the two forms of the device policy link. Used by the build and, installed, by gamutConfig.cmake: GAMUT_HAS_CUDA
# and GAMUT_CCCL_INCLUDE say which form can be had.
function(gamut_add_device_targets headers)
  if(GAMUT_HAS_CUDA AND NOT TARGET gamut::device)
    add_library(gamut::device INTERFACE IMPORTED GLOBAL)
    target_link_libraries(gamut::device INTERFACE ${headers} CUDA::cudart CUDA::cublas CUDA::cusolver CUDA::cufft)
    # C++20 is spelled out because CMake 3.25 does not know that nvcc has it; std::complex and numeric_limits are constexpr.
    target_compile_options(gamut::device INTERFACE "$<$<COMPILE_LANGUAGE:CUDA>:-std=c++20;--expt-relaxed-constexpr>")
  endif()
  if(GAMUT_CCCL_INCLUDE AND NOT TARGET gamut::device-emulated)
    add_library(gamut::device-emulated INTERFACE IMPORTED GLOBAL)
    target_link_libraries(gamut::device-emulated INTERFACE ${headers} OpenMP::OpenMP_CXX)
    target_include_directories(gamut::device-emulated SYSTEM INTERFACE ${GAMUT_CCCL_INCLUDE})
    target_compile_definitions(gamut::device-emulated INTERFACE GAMUT_DEVICE_EMULATED
                                                                THRUST_DEVICE_SYSTEM=THRUST_DEVICE_SYSTEM_OMP)
  endif()
  # A program that links one of them takes GAMUT_DEFAULT_POLICY's policy where it names none.
  foreach(target device device-emulated)
    if(TARGET gamut::${target} AND GAMUT_DEFAULT_POLICY STREQUAL "device")
      target_compile_definitions(gamut::${target} INTERFACE GAMUT_DEFAULT_POLICY=device)
    endif()
  endforeach()
endfunction()
