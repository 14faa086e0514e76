# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# cmake -DSOURCE=.. -DCOMPILER=.. -DINCLUDES=.. -P: compiles a source that has to be refused, for the reasons it names, the
# first of them in the first line of the first error.
# `// only: clang` names the one compiler that finds it, `// flags: ...` what it is told.
list(TRANSFORM INCLUDES PREPEND "-I")
file(STRINGS "${SOURCE}" only REGEX "^// only: ")
if(only)
  string(REPLACE "// only: " "" only "${only}")
  if(NOT COMPILER MATCHES "${only}")
    return()
  endif()
endif()
file(STRINGS "${SOURCE}" flags REGEX "^// flags: ")
string(REPLACE "// flags: " "" flags "${flags}")
separate_arguments(flags)
execute_process(COMMAND "${COMPILER}" -std=c++20 -fsyntax-only ${flags} ${INCLUDES} "${SOURCE}" RESULT_VARIABLE status
                OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(status EQUAL 0)
  message(FATAL_ERROR "${SOURCE} compiles")
endif()
file(STRINGS "${SOURCE}" expectations REGEX "^// expect: ")
if(NOT expectations)
  message(FATAL_ERROR "${SOURCE} has no line `// expect: <regex>`")
endif()
string(REGEX MATCH "error: [^\n]*" first_error "${said}")
list(GET expectations 0 first_expected)
string(REPLACE "// expect: " "" first_expected "${first_expected}")
if(NOT first_error MATCHES "${first_expected}")
  message(FATAL_ERROR "the first error is not \"${first_expected}\" but:\n${first_error}")
endif()
foreach(line IN LISTS expectations)
  string(REPLACE "// expect: " "" expected "${line}")
  if(NOT said MATCHES "${expected}")
    message(FATAL_ERROR "the compiler does not say \"${expected}\":\n${said}")
  endif()
endforeach()
