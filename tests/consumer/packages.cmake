# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# The Debian package, made by CPack and unpacked, is found by pkg-config, and a program builds from it and runs.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE errors
                  WORKING_DIRECTORY "${WORK}" OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${out}${errors}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
# From a tree that builds nothing: CPack asks for all of its targets first.
run("${CMAKE_COMMAND}" -S "${GAMUT_SOURCE}" -B "${WORK}/build" "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DEigen3_DIR=${EIGEN}"
    -DGAMUT_BUILD_TESTS=OFF -DGAMUT_BUILD_EXAMPLES=OFF -DGAMUT_DEVICE=OFF -DGAMUT_POCKETFFT=OFF)
run("${CPACK}" -G DEB --config "${WORK}/build/CPackConfig.cmake" -B "${WORK}")
file(GLOB package "${WORK}/*.deb")
run(dpkg-deb --field "${package}" Depends)
if(NOT out MATCHES "libeigen3-dev")
  message(FATAL_ERROR "the package does not depend on Eigen: ${out}")
endif()
run(dpkg-deb -x "${package}" "${WORK}/root")
set(ENV{PKG_CONFIG_PATH} "${WORK}/root/usr/share/pkgconfig:${EIGEN_PC}")
run("${PKG_CONFIG}" --cflags gamut)
separate_arguments(flags UNIX_COMMAND "${out}")
run("${COMPILER}" -std=c++20 -O0 ${flags} "${CMAKE_CURRENT_LIST_DIR}/project/design.cpp" -o design)
run("${WORK}/design")
message(STATUS "${package}: ${out}")
