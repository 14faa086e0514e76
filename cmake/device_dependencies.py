#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Fills .deps/ with what `cmake --workflow --preset device-check` needs beside CUDA's toolkit, so that it builds without a network.

    python3 cmake/device_dependencies.py                  # downloads; then copy the checkout, .deps/ included, to the GPU's machine
    python3 cmake/device_dependencies.py --matx CHECKOUT  # MatX's headers from a checkout or a mirror of it that is here

Eigen, Catch2: from Debian's or Ubuntu's packages, which are unpacked and not installed, else from their repositories; MatX's headers
from its repository. Python's peers (cupy, torch, jax) are larger than all of it: the GPU's machine has them, or the table says which it lacks.
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent.parent / ".deps"
# A package of Debian's, and else the repository, its tag and the headers there.
DEPENDENCIES = {
    "eigen3": ("libeigen3-dev", "https://gitlab.com/libeigen/eigen.git", "3.4.0"),
    "catch2": ("catch2", "https://github.com/catchorg/Catch2.git", "v2.13.10"),
}
MATX = ("https://github.com/NVIDIA/MatX.git", "v1.0.0")
MOST_MB = 60


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **options)


def from_package(package, root):
    """The files of a package below `root`; raises where there is none."""
    with tempfile.TemporaryDirectory() as work:
        run("apt-get", "download", package, cwd=work)
        run("dpkg", "-x", next(pathlib.Path(work).glob("*.deb")), root)


def from_repository(url, tag, root):
    """A package with its CMake files, installed below root/usr."""
    with tempfile.TemporaryDirectory() as work:
        run("git", "clone", "--depth", "1", "--branch", tag, url, f"{work}/source")
        run("cmake", "-S", f"{work}/source", "-B", f"{work}/build", f"-DCMAKE_INSTALL_PREFIX={root}/usr", "-DBUILD_TESTING=OFF",
            "-DEIGEN_BUILD_DOC=OFF", "-DCATCH_BUILD_TESTING=OFF", "-DCATCH_INSTALL_DOCS=OFF")
        run("cmake", "--install", f"{work}/build")


def matx_headers(source, to):
    """MatX's include folder, of a checkout or a mirror that is here or of its repository."""
    with tempfile.TemporaryDirectory() as work:
        if source is None:
            url, tag = MATX
            run("git", "clone", "--depth", "1", "--branch", tag, url, f"{work}/matx")
            source = pathlib.Path(work) / "matx"
        (to / "matx").mkdir(parents=True, exist_ok=True)
        archive = subprocess.run(["git", "-C", str(source), "archive", "HEAD", "include", "LICENSE"], check=True, capture_output=True)
        subprocess.run(["tar", "x", "-C", str(to / "matx")], input=archive.stdout, check=True)


def size_in_mb(folder):
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink()) / 1e6


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--matx", type=pathlib.Path, metavar="CHECKOUT", help="a git checkout or mirror of MatX that is here")
    ask.add_argument("--folder", type=pathlib.Path, default=FOLDER, help="where to (default: .deps)")
    options = ask.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    missing = []
    for name, (package, url, tag) in DEPENDENCIES.items():
        try:
            from_package(package, options.folder)
        except (OSError, subprocess.CalledProcessError, StopIteration):
            try:
                from_repository(url, tag, options.folder)
            except (OSError, subprocess.CalledProcessError) as reason:
                missing.append(f"{name}: {getattr(reason, 'stderr', None) or reason}")
    try:
        matx_headers(options.matx, options.folder)
    except (OSError, subprocess.CalledProcessError) as reason:
        print(f"MatX cannot be had ({str(getattr(reason, 'stderr', None) or reason).strip()}): the table will lack it, which is no failure")
    shutil.rmtree(options.folder / "usr/share/doc", ignore_errors=True)
    size = size_in_mb(options.folder)
    print(f"{options.folder}: {', '.join(sorted(p.name for p in options.folder.iterdir()))}, {size:.1f} MB")
    if missing or size > MOST_MB:
        sys.exit("\n".join(missing) or f"more than {MOST_MB} MB")


if __name__ == "__main__":
    main()
