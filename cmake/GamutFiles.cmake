# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# Libraries of file formats, each a target of its own, made where CMake finds the library: gamut::zlib (compressed .npz
# archives), gamut::hdf5 and gamut::png (pictures). Used by the build and, installed, by gamutConfig.cmake.

# Finds HDF5's C library: the target hdf5::hdf5 of a project or an installed package, else the header and the library.
# (CMake's FindHDF5 wants a C compiler, which a project in C++ need not have.)
macro(gamut_find_hdf5)
  if(NOT TARGET hdf5::hdf5)
    find_path(GAMUT_HDF5_INCLUDE hdf5.h PATH_SUFFIXES hdf5/serial DOC "The folder of hdf5.h")
    find_library(GAMUT_HDF5_LIBRARY NAMES hdf5 hdf5_serial PATH_SUFFIXES hdf5/serial DOC "HDF5's C library")
    mark_as_advanced(GAMUT_HDF5_INCLUDE GAMUT_HDF5_LIBRARY)
  endif()
endmacro()

function(gamut_add_file_targets headers)
  if(TARGET ZLIB::ZLIB AND NOT TARGET gamut::zlib)
    add_library(gamut::zlib INTERFACE IMPORTED GLOBAL)
    target_link_libraries(gamut::zlib INTERFACE ${headers} ZLIB::ZLIB)
    target_compile_definitions(gamut::zlib INTERFACE GAMUT_WITH_ZLIB)
  endif()
  if(TARGET PNG::PNG AND NOT TARGET gamut::png)
    add_library(gamut::png INTERFACE IMPORTED GLOBAL)
    target_link_libraries(gamut::png INTERFACE ${headers} PNG::PNG)
    target_compile_definitions(gamut::png INTERFACE GAMUT_WITH_PNG)
  endif()
  if(NOT TARGET gamut::hdf5 AND (TARGET hdf5::hdf5 OR (GAMUT_HDF5_INCLUDE AND GAMUT_HDF5_LIBRARY)))
    add_library(gamut::hdf5 INTERFACE IMPORTED GLOBAL)
    target_link_libraries(gamut::hdf5 INTERFACE ${headers})
    target_compile_definitions(gamut::hdf5 INTERFACE GAMUT_WITH_HDF5)
    if(TARGET hdf5::hdf5)
      target_link_libraries(gamut::hdf5 INTERFACE hdf5::hdf5)
    else()
      target_link_libraries(gamut::hdf5 INTERFACE "${GAMUT_HDF5_LIBRARY}")
      target_include_directories(gamut::hdf5 SYSTEM INTERFACE "${GAMUT_HDF5_INCLUDE}")
    endif()
  endif()
endfunction()
