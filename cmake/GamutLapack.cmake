# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# gamut::lapack: gamut whose host policy calls a BLAS and a LAPACK instead of Eigen, where CMake finds one. The vendor is
# one of FindLAPACK's BLA_VENDOR (OpenBLAS, Intel10_64lp, FLAME, ...), or ON for any. Used by the build and, installed, by
# gamutConfig.cmake.
function(gamut_add_lapack_target headers vendor)
  if(TARGET gamut::lapack OR NOT vendor)
    return()
  endif()
  if(NOT vendor MATCHES "^(ON|1|TRUE|YES|Y)$")
    set(BLA_VENDOR "${vendor}")
  endif()
  find_package(LAPACK QUIET)
  if(TARGET LAPACK::LAPACK)
    add_library(gamut::lapack INTERFACE IMPORTED GLOBAL)
    target_link_libraries(gamut::lapack INTERFACE ${headers} LAPACK::LAPACK)
    target_compile_definitions(gamut::lapack INTERFACE GAMUT_WITH_LAPACK)
  endif()
endfunction()
