# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# nvcc compiles the operators of libstdc++'s std::complex in kernels to nothing, without a word: they compute with the
# GNU complex type, which its device code does not have. So our own programs are compiled by nvcc with a copy of <complex>
# in which those operators and conversions are functions of the host: where a kernel calls one it is an error.

# gamut_kernel_complex(<folder>): writes <folder>/complex, of the C++ compiler's own; nothing where its text is another.
function(gamut_kernel_complex folder)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E echo "#include <complex>"
                  COMMAND "${CMAKE_CXX_COMPILER}" -std=c++20 -M -x c++ -
                  OUTPUT_VARIABLE files ERROR_QUIET)
  if(NOT files MATCHES "([^ \n\\]+/complex)[ \n\\]")
    return()
  endif()
  file(READ "${CMAKE_MATCH_1}" text)
  if(NOT text MATCHES "_GLIBCXX20_CONSTEXPR")
    return()
  endif()
  set(constant "_GLIBCXX(20)?_CONSTEXPR[ \n\t]+")
  string(REGEX REPLACE "${constant}(complex(<_Tp>)?&[ \n\t]+(complex<_Tp>::)?operator[-+*/]?=\\((const _Tp|float|double|const complex<_))"
                       "\\2" text "${text}")
  string(REGEX REPLACE "${constant}(complex<_Tp>[ \n\t]+operator[-+*/]\\([^,)]+, )" "\\2" text "${text}")
  string(REGEX REPLACE "${constant}((complex<float>::)?complex\\(const complex<(float|double)>&)" "\\2" text "${text}")
  set(written "")
  if(EXISTS "${folder}/complex")
    file(READ "${folder}/complex" written)
  endif()
  if(NOT written STREQUAL text)
    file(WRITE "${folder}/complex" "${text}")
  endif()
endfunction()
