# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# cmake -DSTATUS=.. -DTEXT=.. -DCOMMAND=.. -P: runs a command that has to end with that status, or with STATUS=failure any
# but 0, and say that text.
execute_process(COMMAND ${COMMAND} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
if(STATUS STREQUAL "failure")
  if(status STREQUAL "0")
    message(FATAL_ERROR "status 0, not a failure:\n${out}")
  endif()
elseif(NOT status STREQUAL STATUS)
  message(FATAL_ERROR "status ${status}, not ${STATUS}:\n${out}")
endif()
if(NOT out MATCHES "${TEXT}")
  message(FATAL_ERROR "did not say \"${TEXT}\":\n${out}")
endif()
