# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# cmake -DCOMMAND=.. -DWORK=.. -P: the command, run in a folder of its own, prints what NumPy's program printed: climate.txt.
file(MAKE_DIRECTORY "${WORK}")
execute_process(COMMAND ${COMMAND} "${CMAKE_CURRENT_LIST_DIR}/land.csv" 18 2 WORKING_DIRECTORY "${WORK}"
                OUTPUT_VARIABLE printed RESULT_VARIABLE status)
file(READ "${CMAKE_CURRENT_LIST_DIR}/climate.txt" expected)
if(NOT status EQUAL 0 OR NOT printed STREQUAL expected)
  message(FATAL_ERROR "status ${status}; printed\n${printed}and NumPy\n${expected}")
endif()
