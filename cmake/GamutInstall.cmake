# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# install(): the headers and a relocatable CMake package, find_package(gamut [COMPONENTS device device-emulated]).
include(CMakePackageConfigHelpers)
# Of no architecture, as all of it.
set(gamut_package "${CMAKE_INSTALL_DATAROOTDIR}/cmake/gamut")

install(TARGETS gamut gamut_device_headers gamut_cluster_headers EXPORT gamutTargets FILE_SET HEADERS FILE_SET bindings)
install(EXPORT gamutTargets NAMESPACE gamut:: DESTINATION "${gamut_package}")

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/gamutConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/gamutConfig.cmake" INSTALL_DESTINATION "${gamut_package}")
# Header-only: one package serves every architecture.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/gamutConfigVersion.cmake" COMPATIBILITY SameMinorVersion
                                 ARCH_INDEPENDENT)
install(FILES "${PROJECT_BINARY_DIR}/gamutConfig.cmake" "${PROJECT_BINARY_DIR}/gamutConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/GamutCluster.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/GamutDevice.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/GamutFft.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/GamutFiles.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/GamutLapack.cmake" DESTINATION "${gamut_package}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

# pkg-config, for builds without CMake; relocatable as well. Threads and vector units are the program's own flags: -fopenmp,
# -march.
set(gamut_pc "${CMAKE_INSTALL_DATAROOTDIR}/pkgconfig")
file(RELATIVE_PATH gamut_prefix_from_pc "/prefix/${gamut_pc}" "/prefix")
if(GAMUT_IEEE)
  set(gamut_pc_flags "-ffp-contract=off")
else()
  set(gamut_pc_flags "")
endif()
configure_file("${PROJECT_SOURCE_DIR}/cmake/packaging/gamut.pc.in" "${PROJECT_BINARY_DIR}/gamut.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/gamut.pc" DESTINATION "${gamut_pc}")
# For debuggers: gdb's printers, Visual Studio's.
install(FILES "${PROJECT_SOURCE_DIR}/cmake/debug/gamut_gdb.py" "${PROJECT_SOURCE_DIR}/cmake/debug/gamut.natvis"
        DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/gamut")

# cpack -G DEB (or TGZ), in the build folder: a package for every architecture.
if(PROJECT_IS_TOP_LEVEL)
  set(CPACK_PACKAGE_NAME libgamut-dev)
  set(CPACK_PACKAGE_VENDOR "the gamut authors")
  # Debian wants an address. There is none, which .invalid says (RFC 2606); who passes packages on names theirs:
  # cpack -D CPACK_PACKAGE_CONTACT=...
  set(CPACK_PACKAGE_CONTACT "the gamut authors <authors@gamut.invalid>")
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
  set(CPACK_GENERATOR DEB)
  set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
  set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
  set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
  set(CPACK_DEBIAN_PACKAGE_DEPENDS "libeigen3-dev (>= 3.4)")
  set(CPACK_DEBIAN_PACKAGE_SUGGESTS "zlib1g-dev, libhdf5-dev, libpng-dev, libopenblas-dev")
  include(CPack)
endif()
