# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# Configures, builds and runs project/ in a fresh folder, against an installed gamut (WAY=package) or this tree
# (WAY=subdirectory), and looks at what it included: no CUDA header. With LAPACK the package's component of that name is used
# as well.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${out}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${WORK}")
set(options "-DCMAKE_CXX_COMPILER=${COMPILER}" -DCMAKE_BUILD_TYPE=Release "-DEigen3_DIR=${EIGEN}")
if(WAY STREQUAL "package")
  # Installed in one place and moved to another: the package must be relocatable.
  run("${CMAKE_COMMAND}" --install "${GAMUT_BINARY}" --prefix "${WORK}/installed")
  file(RENAME "${WORK}/installed" "${WORK}/moved")
  list(APPEND options "-DCMAKE_PREFIX_PATH=${WORK}/moved" "-DGAMUT_LAPACK=${LAPACK}")
else()
  list(APPEND options "-DGAMUT_SOURCE=${GAMUT_SOURCE}")
endif()
run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}/project" -B "${WORK}/build" ${options})
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/design")
message(STATUS "${out}")
if(WAY STREQUAL "package" AND LAPACK)
  run("${WORK}/build/design_lapack")
  message(STATUS "${out}")
endif()

file(GLOB_RECURSE dependencies "${WORK}/build/*.d")
foreach(file IN LISTS dependencies)
  file(READ "${file}" text)
  if(text MATCHES "cuda_runtime|/thrust/|cublas")
    message(FATAL_ERROR "a host program saw a CUDA header: ${CMAKE_MATCH_0} in ${file}")
  endif()
endforeach()
if(NOT dependencies)
  message(FATAL_ERROR "no dependency file was written, so nothing is known of the headers")
endif()
file(GLOB_RECURSE tests "${WORK}/build/*test.bit_generator*")
if(tests)
  message(FATAL_ERROR "gamut built its tests inside another project")
endif()
