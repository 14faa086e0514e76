# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# gamut_port.py writes kernel.py in C++, which compiles as it is and has NumPy's results.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out WORKING_DIRECTORY "${WORK}")
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${out}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
run("${PYTHON}" "${SOURCE}/docs/tools/gamut_port.py" "${CMAKE_CURRENT_LIST_DIR}/kernel.py" kernel -o "${WORK}"
    --call "kernel(np.random.default_rng(0).random(9), np.arange(9.0), 4)")
if(NOT out MATCHES "kernel.cpp: 0 left to do by hand")
  message(FATAL_ERROR "${out}")
endif()
file(READ "${WORK}/kernel.marked.py" marked)
if(NOT marked MATCHES "np.maximum[^\n]*# .*gm::maximum")
  message(FATAL_ERROR "np.maximum is not marked:\n${marked}")
endif()
set(includes "${INCLUDES}")
list(TRANSFORM includes PREPEND "-I")
run("${COMPILER}" -std=c++20 -O0 ${includes} kernel.cpp -o kernel)
run("${WORK}/kernel")
if(NOT out MATCHES "the same")
  message(FATAL_ERROR "${out}")
endif()
