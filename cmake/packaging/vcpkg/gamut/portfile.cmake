# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# An overlay port: vcpkg install gamut --overlay-ports=cmake/packaging/vcpkg. It installs the tree that it stands in; a port in a
# registry would name an archive here by vcpkg_from_github.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../../../.." ABSOLUTE)
vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS -DGAMUT_BUILD_TESTS=OFF -DGAMUT_BUILD_EXAMPLES=OFF -DGAMUT_FETCH_DEPS=OFF -DGAMUT_POCKETFFT=OFF -DGAMUT_DEVICE=OFF)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/gamut)
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
