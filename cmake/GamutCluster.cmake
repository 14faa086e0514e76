# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# gamut::cluster: Legate below the cluster policy. Used by the build and, installed, by gamutConfig.cmake.
# GAMUT_LEGATE_ROOT is what cmake/legate_environment.sh made, a conda environment, a virtual environment or a prefix;
# without it the `legate` of the Python that is found is taken. Legate's own CMake package is not used: it asks for a
# newer CMake and a CUDA toolkit, of which a program on processors needs nothing.
set(GAMUT_LEGATE_ROOT "" CACHE PATH "Where Legate is installed")

function(gamut_add_cluster_target headers)
  if(TARGET gamut::cluster)
    return()
  endif()
  file(GLOB roots "${GAMUT_LEGATE_ROOT}/lib/python3*/site-packages/legate")
  if(GAMUT_LEGATE_ROOT)
    list(PREPEND roots "${GAMUT_LEGATE_ROOT}")
  else()
    find_package(Python3 QUIET COMPONENTS Interpreter)
    if(Python3_Interpreter_FOUND)
      execute_process(COMMAND "${Python3_EXECUTABLE}" -c
                              "import importlib.util as u; print(u.find_spec('legate').submodule_search_locations[0])"
                      OUTPUT_VARIABLE roots OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    endif()
  endif()
  find_path(GAMUT_LEGATE_INCLUDE legate.h HINTS ${roots} PATH_SUFFIXES include/legate DOC "The folder of legate.h")
  foreach(library legate legion-legate realm-legate)
    find_library(GAMUT_LIBRARY_${library} ${library} HINTS ${roots} PATH_SUFFIXES lib64 lib)
    mark_as_advanced(GAMUT_LIBRARY_${library})
    list(APPEND libraries "${GAMUT_LIBRARY_${library}}")
  endforeach()
  find_program(GAMUT_CLUSTER_RUN run HINTS "${GAMUT_LEGATE_ROOT}" NO_DEFAULT_PATH
               DOC "What starts a program of the cluster policy: run [-n ranks] program")
  if(NOT GAMUT_LEGATE_INCLUDE OR libraries MATCHES "NOTFOUND")
    return()
  endif()
  add_library(gamut::cluster INTERFACE IMPORTED GLOBAL)
  target_link_libraries(gamut::cluster INTERFACE ${headers} ${libraries})
  get_filename_component(above "${GAMUT_LEGATE_INCLUDE}" DIRECTORY)
  target_include_directories(gamut::cluster SYSTEM INTERFACE "${GAMUT_LEGATE_INCLUDE}" "${GAMUT_LEGATE_INCLUDE}/deps"
                                                             "${above}/rapids")
  target_compile_definitions(gamut::cluster INTERFACE LIBCUDACXX_ENABLE_HOST_NVFP16=1)
  # What the libraries need of a network or a driver is there when the program runs; and Legate looks for its tasks'
  # functions by name.
  target_link_options(gamut::cluster INTERFACE "LINKER:--allow-shlib-undefined" "LINKER:--export-dynamic")
  if(GAMUT_DEFAULT_POLICY STREQUAL "cluster")
    target_compile_definitions(gamut::cluster INTERFACE GAMUT_DEFAULT_POLICY=cluster)
  endif()
endfunction()
