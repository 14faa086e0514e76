# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# What gamut's own programs are built with: warnings, ccache, and one function that builds a source under each policy.
find_program(GAMUT_CCACHE ccache)
if(GAMUT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without the sloppiness nothing that includes a precompiled header would be kept.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${GAMUT_CCACHE}")
  set(CMAKE_CUDA_COMPILER_LAUNCHER "${GAMUT_CCACHE}")
endif()

# Unoptimised programs of templates are mostly symbols: LLVM's linker takes a fifth of the time of GNU's.
include(CheckLinkerFlag)
check_linker_flag(CXX -fuse-ld=lld GAMUT_LLD)
if(GAMUT_LLD)
  add_link_options("$<$<LINK_LANGUAGE:CXX>:-fuse-ld=lld>")
endif()

# GCC collects its garbage less often: an eighth of the time for a fifth more of memory.
add_compile_options("$<$<COMPILE_LANG_AND_ID:CXX,GNU>:SHELL:--param ggc-min-expand=200 --param ggc-min-heapsize=2000000>")

add_library(gamut_warnings INTERFACE)
if(GAMUT_WARNINGS)
  # Clang's -Wshadow counts a parameter that is called as a function object of gamut is (`where`): tests/warnings.cmake.
  # GCC 12's -Wrestrict is wrong about "text" + a string (its bug 105651), in one build or another as it inlines.
  target_compile_options(
    gamut_warnings
    INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wconversion;-Werror>"
              "$<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wshadow>"
              "$<$<AND:$<COMPILE_LANG_AND_ID:CXX,GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>"
              "$<$<COMPILE_LANGUAGE:CUDA>:-Xcompiler=-Wall,-Wextra>")
endif()

# How kernels are compiled here: what they must not call is an error.
if(TARGET gamut::device)
  include(GamutKernelComplex)
  set(gamut_kernel_headers "${PROJECT_BINARY_DIR}/kernel_headers")
  gamut_kernel_complex("${gamut_kernel_headers}")
  add_library(gamut_kernel_checks INTERFACE)
  target_include_directories(gamut_kernel_checks BEFORE INTERFACE "${gamut_kernel_headers}")
  target_compile_definitions(gamut_kernel_checks INTERFACE GAMUT_CHECK_KERNELS)
  target_compile_options(gamut_kernel_checks
                         INTERFACE "$<$<COMPILE_LANGUAGE:CUDA>:-Werror=cross-execution-space-call>")
endif()

# Inlined, Legion's loops over a domain's axes look to GCC as if they left its array.
set(gamut_legate_warnings "$<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>")

# All that is built over the cluster policy, for the preset of that name.
if(TARGET gamut::cluster)
  add_custom_target(gamut_cluster_programs)
endif()

# gamut_program(<name> <source> [DEVICE | EMULATED] [NOT_HOST] [CLUSTER] [LIBRARIES ...] [DEVICE_DEFINITIONS ...]
# [CLUSTER_DEFINITIONS ...]): an executable over the host (but for NOT_HOST) and, with DEVICE, the same source as
# <name>.device-emulated and as <name>.device by nvcc, as far as they can be had; with EMULATED only the first of the two;
# with CLUSTER as <name>.cluster. The definitions are what tells the source that it is.
function(gamut_program name source)
  cmake_parse_arguments(arg "DEVICE;EMULATED;NOT_HOST;CLUSTER" "" "LIBRARIES;DEVICE_DEFINITIONS;CLUSTER_DEFINITIONS"
                        ${ARGN})
  get_filename_component(source "${source}" ABSOLUTE)
  if(NOT arg_NOT_HOST)
    add_executable(${name} "${source}")
    target_link_libraries(${name} PRIVATE gamut::gamut gamut_warnings ${arg_LIBRARIES})
  endif()
  if((arg_DEVICE OR arg_EMULATED) AND TARGET gamut::device-emulated)
    add_executable(${name}.device-emulated "${source}")
    target_link_libraries(${name}.device-emulated PRIVATE gamut::device-emulated gamut_warnings ${arg_LIBRARIES})
    target_compile_definitions(${name}.device-emulated PRIVATE ${arg_DEVICE_DEFINITIONS})
  endif()
  if(arg_CLUSTER AND TARGET gamut::cluster)
    add_executable(${name}.cluster "${source}")
    target_link_libraries(${name}.cluster PRIVATE gamut::cluster gamut_warnings ${arg_LIBRARIES})
    target_compile_definitions(${name}.cluster PRIVATE ${arg_CLUSTER_DEFINITIONS})
    target_compile_options(${name}.cluster PRIVATE ${gamut_legate_warnings})
    add_dependencies(gamut_cluster_programs ${name}.cluster)
  endif()
  if(arg_DEVICE AND TARGET gamut::device)
    # A source file has one language for a directory, so nvcc gets a file of its own that includes it.
    set(copy "${CMAKE_CURRENT_BINARY_DIR}/${name}.cu")
    file(CONFIGURE OUTPUT "${copy}" CONTENT "#include \"${source}\"\n")
    add_executable(${name}.device "${copy}")
    target_include_directories(${name}.device PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
    target_link_libraries(${name}.device PRIVATE gamut::device gamut_kernel_checks gamut_warnings ${arg_LIBRARIES})
    target_compile_definitions(${name}.device PRIVATE ${arg_DEVICE_DEFINITIONS})
  endif()
endfunction()

# gamut_cluster_test(<test> <ranks> <program> [arguments...]): in one process on two processors, or in several on one each,
# which takes ten times as long where they share the processors. `ctest -L cluster-1` runs those of one process.
function(gamut_cluster_test test ranks program)
  if(GAMUT_CLUSTER_RUN)
    add_test(NAME ${test} COMMAND "${GAMUT_CLUSTER_RUN}" -n ${ranks} $<TARGET_FILE:${program}> ${ARGN})
    set_tests_properties(${test} PROPERTIES ENVIRONMENT GAMUT_CLUSTER_OUTPUT=all)
  elseif(ranks EQUAL 1)
    add_test(NAME ${test} COMMAND ${program} ${ARGN})
    set_tests_properties(${test} PROPERTIES ENVIRONMENT "LEGATE_AUTO_CONFIG=0;LEGATE_CONFIG=--cpus 2 --sysmem 2000")
  else()
    return()
  endif()
  math(EXPR seconds "300 * ${ranks}")
  set_tests_properties(${test} PROPERTIES TIMEOUT ${seconds} LABELS "cluster;cluster-${ranks}")
endfunction()

# gamut_program_test(<name> <test> [arguments...]): a test for each form of a program that can run here. The forms write files
# of the same names and use all processors: `ctest --parallel 2` runs none beside another test, only compilers beside each other.
function(gamut_program_test name test)
  foreach(form "" .device-emulated .device)
    if(TARGET ${name}${form} AND (GAMUT_RUN_DEVICE_TESTS OR NOT form STREQUAL ".device"))
      add_test(NAME ${test}${form} COMMAND ${name}${form} ${ARGN})
      set_tests_properties(${test}${form} PROPERTIES PROCESSORS 2)
    endif()
  endforeach()
  if(TARGET ${name}.cluster)
    gamut_cluster_test(${test}.cluster 1 ${name}.cluster ${ARGN})
    gamut_cluster_test(${test}.cluster-2ranks 2 ${name}.cluster ${ARGN})
  endif()
endfunction()
