# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# Libraries of file formats, each a target of its own, made where CMake finds the library: gamut::zlib (compressed .npz
# archives). Used by the build and, installed, by gamutConfig.cmake.
function(gamut_add_file_targets headers)
  if(TARGET ZLIB::ZLIB AND NOT TARGET gamut::zlib)
    add_library(gamut::zlib INTERFACE IMPORTED GLOBAL)
    target_link_libraries(gamut::zlib INTERFACE ${headers} ZLIB::ZLIB)
    target_compile_definitions(gamut::zlib INTERFACE GAMUT_WITH_ZLIB)
  endif()
endfunction()
