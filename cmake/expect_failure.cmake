# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# cmake -DSTATUS=.. -DTEXT=.. -DCOMMAND=.. -P: runs a command that has to end with that status and say that text.
execute_process(COMMAND ${COMMAND} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
if(NOT status STREQUAL STATUS)
  message(FATAL_ERROR "status ${status}, not ${STATUS}:\n${out}")
endif()
if(NOT out MATCHES "${TEXT}")
  message(FATAL_ERROR "did not say \"${TEXT}\":\n${out}")
endif()
