# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# gamut::pocketfft: Fourier transforms by pocketfft's C++ header (BSD licence), the library inside NumPy and SciPy, in
# place of Eigen's. Used by the build and, installed, by gamutConfig.cmake; GAMUT_POCKETFFT_INCLUDE is the header's folder.
find_path(GAMUT_POCKETFFT_INCLUDE pocketfft_hdronly.h PATH_SUFFIXES pocketfft DOC "The folder of pocketfft_hdronly.h")

# Where it is not installed, GAMUT_FETCH_DEPS takes it from NumPy's source archive. Without it nothing is missing but speed.
function(gamut_fetch_pocketfft)
  if(GAMUT_POCKETFFT_INCLUDE OR NOT GAMUT_FETCH_DEPS)
    return()
  endif()
  set(folder "${PROJECT_BINARY_DIR}/_deps/pocketfft")
  set(header numpy-2.4.6/numpy/fft/pocketfft)
  if(NOT EXISTS "${folder}/${header}/pocketfft_hdronly.h")
    message(STATUS "gamut: pocketfft is not installed, downloading NumPy's source, which has it")
    file(DOWNLOAD
         "https://files.pythonhosted.org/packages/d0/ad/fed0499ce6a338d2a03ebae59cd15093910c8875328855781952abf6c2fe/numpy-2.4.6.tar.gz"
         "${folder}/numpy.tar.gz" INACTIVITY_TIMEOUT 20 STATUS status)
    set(hash)
    if(EXISTS "${folder}/numpy.tar.gz")
      file(SHA256 "${folder}/numpy.tar.gz" hash)
    endif()
    if(hash STREQUAL "f3a3570c4a2a16746ac2c31a7c7c7b0c186b95ce902e33db6f28094ed7387dda")
      file(ARCHIVE_EXTRACT INPUT "${folder}/numpy.tar.gz" DESTINATION "${folder}" PATTERNS "${header}/*")
    else()
      message(STATUS "gamut: no pocketfft (${status}): Eigen transforms")
    endif()
    file(REMOVE "${folder}/numpy.tar.gz")
  endif()
  if(EXISTS "${folder}/${header}/pocketfft_hdronly.h")
    set(GAMUT_POCKETFFT_INCLUDE "${folder}/${header}" CACHE PATH "The folder of pocketfft_hdronly.h" FORCE)
  endif()
endfunction()

function(gamut_add_fft_target headers)
  find_package(Threads QUIET)
  if(GAMUT_POCKETFFT_INCLUDE AND TARGET Threads::Threads AND NOT TARGET gamut::pocketfft)
    add_library(gamut::pocketfft INTERFACE IMPORTED GLOBAL)
    target_link_libraries(gamut::pocketfft INTERFACE ${headers} Threads::Threads)
    target_include_directories(gamut::pocketfft SYSTEM INTERFACE "${GAMUT_POCKETFFT_INCLUDE}")
    target_compile_definitions(gamut::pocketfft INTERFACE GAMUT_WITH_POCKETFFT)
  endif()
endfunction()
