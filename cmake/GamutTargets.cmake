# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# The library's targets: gamut::gamut (the host policy), gamut::device (nvcc), gamut::device-emulated (the device
# policy's code on the processor, through Thrust's OpenMP system) and, where it is asked for, gamut::cluster (Legate).
file(GLOB_RECURSE gamut_host_headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/gamut/*.hpp"
     "${PROJECT_SOURCE_DIR}/include/gamut/*.inc")
set(gamut_device_headers ${gamut_host_headers})
list(FILTER gamut_device_headers INCLUDE REGEX "/gamut/device(/|\\.hpp)")
set(gamut_cluster_headers ${gamut_host_headers})
list(FILTER gamut_cluster_headers INCLUDE REGEX "/gamut/cluster(/|\\.hpp)")
list(FILTER gamut_host_headers EXCLUDE REGEX "/gamut/((device|cluster)(/|\\.hpp)|nanobind\\.hpp)")

add_library(gamut INTERFACE)
add_library(gamut::gamut ALIAS gamut)
target_sources(gamut INTERFACE FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include" FILES ${gamut_host_headers})
# A set of its own, which is not compiled alone: it needs nanobind.
target_sources(gamut INTERFACE FILE_SET bindings TYPE HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include"
                               FILES "${PROJECT_SOURCE_DIR}/include/gamut/nanobind.hpp")
set_target_properties(gamut PROPERTIES INTERFACE_HEADER_SETS_TO_VERIFY HEADERS)
target_compile_features(gamut INTERFACE cxx_std_20)
if(GAMUT_IEEE)
  target_compile_options(gamut INTERFACE "$<$<COMPILE_LANG_AND_ID:CXX,GNU,Clang,AppleClang>:-ffp-contract=off>"
                                         "$<$<COMPILE_LANGUAGE:CUDA>:-Xcompiler=-ffp-contract=off;--fmad=false>")
endif()
if(NOT GAMUT_VECTOR_MATH)
  target_compile_definitions(gamut INTERFACE GAMUT_NO_VECTOR_MATH)
endif()
# Not exported: a downloaded Eigen is in no package, and an installed gamut asks for OpenMP again, with the compiler that
# then includes it. gamutConfig.cmake adds both.
target_link_libraries(gamut INTERFACE "$<BUILD_INTERFACE:Eigen3::Eigen>")
if(TARGET OpenMP::OpenMP_CXX)
  target_link_libraries(gamut INTERFACE "$<BUILD_INTERFACE:OpenMP::OpenMP_CXX>")
endif()

# Made in both forms of the device policy, and exported as a name that gamutConfig.cmake completes.
add_library(gamut_device_headers INTERFACE)
target_sources(gamut_device_headers INTERFACE FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include"
                                              FILES ${gamut_device_headers})
set_target_properties(gamut_device_headers PROPERTIES VERIFY_INTERFACE_HEADER_SETS OFF) # they need Thrust
target_link_libraries(gamut_device_headers INTERFACE gamut)

include(GamutDevice)
gamut_add_device_targets(gamut_device_headers)

add_library(gamut_cluster_headers INTERFACE)
target_sources(gamut_cluster_headers INTERFACE FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include"
                                               FILES ${gamut_cluster_headers})
set_target_properties(gamut_cluster_headers PROPERTIES VERIFY_INTERFACE_HEADER_SETS OFF) # they need Legate
target_link_libraries(gamut_cluster_headers INTERFACE gamut)
if(GAMUT_CLUSTER)
  include(GamutCluster)
  if(GAMUT_FETCH_DEPS AND GAMUT_LEGATE_ROOT AND NOT EXISTS "${GAMUT_LEGATE_ROOT}")
    message(STATUS "gamut: installing Legate into ${GAMUT_LEGATE_ROOT} (0.9 GB)")
    execute_process(COMMAND sh "${PROJECT_SOURCE_DIR}/cmake/legate_environment.sh" "${GAMUT_LEGATE_ROOT}"
                    COMMAND_ERROR_IS_FATAL ANY)
  endif()
  gamut_add_cluster_target(gamut_cluster_headers)
  if(NOT TARGET gamut::cluster)
    message(FATAL_ERROR "gamut: GAMUT_CLUSTER=ON, but no Legate was found: cmake/legate_environment.sh DIR makes one; "
                        "then configure with -DGAMUT_LEGATE_ROOT=DIR")
  endif()
endif()

include(GamutFiles)
find_package(ZLIB QUIET)
find_package(PNG QUIET)
gamut_find_hdf5()
gamut_add_file_targets(gamut)

include(GamutLapack)
gamut_add_lapack_target(gamut "${GAMUT_LAPACK}")
if(GAMUT_LAPACK AND NOT TARGET gamut::lapack)
  message(FATAL_ERROR "gamut: GAMUT_LAPACK=${GAMUT_LAPACK}, but CMake's FindLAPACK found none")
endif()

if(GAMUT_POCKETFFT)
  include(GamutFft)
  gamut_fetch_pocketfft()
  gamut_add_fft_target(gamut)
endif()
