# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# install(): the headers and a relocatable CMake package, find_package(gamut [COMPONENTS device device-emulated]).
include(CMakePackageConfigHelpers)
set(gamut_package "${CMAKE_INSTALL_LIBDIR}/cmake/gamut")

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
