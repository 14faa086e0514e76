# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# cmake -DSOURCES=.. -DCOMPILER=clang++ -DFLAGS=.. -P: compiles sources with every warning of ours, -Wshadow among them,
# which says nothing but that a parameter is called as a function object, keyword or constant of gamut is (`where`): those
# are variables to clang, and NumPy's names.
foreach(source IN LISTS SOURCES)
  execute_process(COMMAND "${COMPILER}" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow ${FLAGS} "${source}"
                  RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${source} does not compile:\n${said}")
  endif()
  string(REGEX MATCHALL "[^\n]*warning: [^\n]*" warnings "${said}")
  list(FILTER warnings EXCLUDE REGEX "shadows a variable in namespace 'gamut::(ufuncs|keywords|constants)'")
  if(warnings)
    list(JOIN warnings "\n" warnings)
    message(SEND_ERROR "${source}:\n${warnings}")
  endif()
endforeach()
