#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""NumPy's side of tests/npz.cpp.

    npz.py               writes tests/data/numpy.npz: every dtype in both byte orders, both memory orders and all versions
                         of .npy, stored; and numpy_compressed.npz, by savez_compressed
    npz.py PROGRAM       runs tests/npz (with GAMUT_KEEP_FILES, so that its files stay) and reads with NumPy what it wrote
"""
import io
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import numpy as np

FOLDER = pathlib.Path(__file__).parent
DTYPES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128".split()


def values(name):
    """Six numbers that the test knows as well."""
    k = np.arange(6)
    if name == "bool":
        a = k % 2
    elif name.startswith("complex"):
        a = k - 1j * (k + 0.5)
    elif name.startswith("float"):
        a = 0.5 * k - 1
    else:
        a = 7 * k
    return a.astype(name).reshape(2, 3)


def write():
    with zipfile.ZipFile(FOLDER / "numpy.npz", "w") as archive:
        for name in DTYPES:
            for byte_order in "<>":
                for order in "CF":
                    for version in 1, 2, 3:
                        a = values(name)
                        a = np.array(a, a.dtype.newbyteorder(byte_order), order=order)
                        file = io.BytesIO()
                        np.lib.format.write_array(file, a, (version, 0))
                        place = "little" if byte_order == "<" else "big"
                        member = zipfile.ZipInfo(f"{name}/{place}/{order}/{version}.npy", (1980, 1, 1, 0, 0, 0))
                        archive.writestr(member, file.getvalue())
    np.savez_compressed(FOLDER / "numpy_compressed.npz", zeros=np.zeros((300, 200)), scalar=np.float32(2.5),
                        empty=np.zeros((0, 3), np.int16), **{"größe": np.arange(5)})
    np.savez(FOLDER / "numpy_refused.npz", objects=np.array([None, {}], object), text=np.array(["a"]),
             times=np.array(["2026-01-01"], "M8[D]"), records=np.zeros(2, [("a", "i4"), ("b", "f8")]))


def read(program):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program], check=True, env={**os.environ, "GAMUT_KEEP_FILES": folder}, stdout=subprocess.DEVNULL)
        files = sorted(pathlib.Path(folder).glob("*.np[yz]"))
        for path in files:
            if path.suffix == ".npy":
                arrays = {path.stem: np.load(path)}
            else:
                assert zipfile.ZipFile(path).testzip() is None, path
                arrays = dict(np.load(path))
                assert len(arrays) >= 4, path
            for name, a in arrays.items():
                match name:
                    case "zeros":
                        assert a.shape == (300, 200) and not a.any(), (path, name)
                    case "scalar":
                        assert a.shape == () and a == 2.5 and a.dtype == np.float32, (path, name)
                    case "empty":
                        assert a.shape == (0, 3) and a.dtype == np.int16, (path, name)
                    case _:
                        name, _, form = name.partition(".")
                        expected = values(name)
                        expected = {"T": expected.T, "3": expected.reshape(1, 3, 2)}.get(form, expected)
                        assert a.dtype == expected.dtype and np.array_equal(a, expected), (path, name, a)
        assert len(files) >= 4 * len(DTYPES) + 1, files
        print(f"NumPy {np.__version__} read {len(files)} files")


if __name__ == "__main__":
    read(sys.argv[1]) if len(sys.argv) > 1 else write()
