# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Conan 2: `conan create cmake/packaging/conan`. Eigen comes from Conan Center, or with -o "&:system_eigen=True" from the system."""
import os

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load
import re

ROOT = os.path.join(os.path.dirname(__file__), "..", "..", "..")


class Gamut(ConanFile):
    name = "gamut"
    license = "Apache-2.0"
    description = "NumPy's array language for C++20: one program, host or GPU"
    topics = ("numpy", "array", "expression-templates", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"system_eigen": [True, False]}
    default_options = {"system_eigen": False}
    no_copy_source = True

    def set_version(self):
        text = load(self, os.path.join(self.recipe_folder, ROOT, "CMakeLists.txt"))
        self.version = re.search(r"project\(gamut VERSION ([0-9.]+)", text).group(1)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "include/*", "cmake/*"):
            copy(self, pattern, os.path.join(self.recipe_folder, ROOT), self.export_sources_folder)

    def requirements(self):
        if not self.options.system_eigen:
            self.requires("eigen/[>=3.4 <6]", transitive_headers=True)

    def layout(self):
        cmake_layout(self)

    def validate(self):
        check_min_cppstd(self, 20)

    def package_id(self):
        self.info.clear()

    def generate(self):
        toolchain = CMakeToolchain(self)
        for name in ("BUILD_TESTS", "BUILD_EXAMPLES", "FETCH_DEPS", "POCKETFFT"):
            toolchain.cache_variables["GAMUT_" + name] = False
        toolchain.cache_variables["GAMUT_DEVICE"] = "OFF"
        toolchain.generate()
        if not self.options.system_eigen:
            from conan.tools.cmake import CMakeDeps
            CMakeDeps(self).generate()

    def build(self):
        CMake(self).configure()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))

    def package_info(self):
        # Its own CMake package, which knows the components: gamut::device, gamut::png, ...
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = [os.path.join("share", "cmake", "gamut")]
        self.cpp_info.bindirs = self.cpp_info.libdirs = []
