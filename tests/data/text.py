#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""NumPy's side of tests/text.cpp: text.py PROGRAM writes files for it, runs it, and reads with NumPy what it wrote."""
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

DTYPES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128".split()


def numbers(name):
    """Twelve numbers that the test knows as well: some that no decimal writes exactly, and the dtype's limits."""
    dtype = np.dtype(name)
    real = np.empty(0, dtype).real.dtype
    if dtype.kind == "b":
        a = np.arange(12) % 2
    elif dtype.kind in "iu":
        a = np.arange(12, dtype=np.int64) * 11
        a = np.array([*a[:10], np.iinfo(dtype).min, np.iinfo(dtype).max], dtype)
    else:
        a = (np.arange(12) - 3).astype(real) / real.type(7)
        a[9:] = np.finfo(real).smallest_subnormal, -np.inf, np.finfo(real).max
    if dtype.kind == "c":
        parts = a
        a = np.empty(12, dtype)
        a.real, a.imag = parts, parts[::-1]
    return a.astype(dtype).reshape(4, 3)


def write(folder):
    for name in DTYPES:
        a = numbers(name)
        whole = a.dtype.kind in "biu"
        np.savetxt(folder / f"{name}.txt", a, **({"fmt": "%d", "delimiter": ","} if whole else {"header": "some\nlines"}))
        # As Python shows them.
        with open(folder / f"{name}.python.txt", "w") as file:
            file.writelines(" ".join(str(x) for x in row) + "\n" for row in a.tolist())
        a.tofile(folder / f"{name}.bin")


def same(a, b):
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def read(folder, expected_folder):
    for name in DTYPES:
        a = numbers(name)
        delimiter = "," if a.dtype.kind in "biu" else None
        for suffix in "txt", "bin":
            ours, theirs = (f / f"{name}.{suffix}" for f in (folder, expected_folder))
            assert ours.read_bytes() == theirs.read_bytes(), ours
        assert same(np.loadtxt(folder / f"{name}.txt", a.dtype, delimiter=delimiter), a), name
        assert same(np.loadtxt(folder / f"{name}.exact.txt", a.dtype, unpack=True), a), name
        listed = folder / f"{name}.list.txt"
        if listed.exists():
            a.tofile(expected_folder / "list.txt", ", ")
            assert listed.read_bytes() == (expected_folder / "list.txt").read_bytes(), name


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as wrote, tempfile.TemporaryDirectory() as written:
        write(pathlib.Path(written))
        subprocess.run([sys.argv[1]], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "GAMUT_KEEP_FILES": wrote, "GAMUT_NUMPY_FILES": written})
        read(pathlib.Path(wrote), pathlib.Path(written))
    print(f"NumPy {np.__version__} and gamut read each other's files of {len(DTYPES)} dtypes")
