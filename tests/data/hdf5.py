#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""h5py's side of tests/hdf5.cpp.

    hdf5.py           writes tests/data/h5py.h5: every dtype in both byte orders, and what is refused
    hdf5.py PROGRAM   runs tests/hdf5 (with GAMUT_KEEP_FILES, so that its files stay) and reads with h5py what it wrote
"""
import os
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy as np
from npz import DTYPES, values

FOLDER = pathlib.Path(__file__).parent


def write():
    with h5py.File(FOLDER / "h5py.h5", "w") as f:
        for name in DTYPES:
            for order, place in ("<", "little"), (">", "big"):
                a = values(name)
                f.create_dataset(f"{place}/{name}", data=a.astype(a.dtype.newbyteorder(order)), track_times=False)
        f.create_dataset("packed/a", data=np.arange(40.0).reshape(5, 8), chunks=(2, 3), compression="gzip", shuffle=True)
        f["scalar"] = np.float32(2.5)
        f["nothing"] = np.zeros((0, 3), np.int16)
        f["text"] = "a text"
        f["records"] = np.zeros(2, [("a", "i4"), ("b", "f8")])
        f["empty"] = h5py.Empty("f8")
        f.create_dataset("unwritten", (3,), "i4", fillvalue=7)
        f.create_dataset("huge", (1 << 40,), "f8", chunks=(1024,))
        f["link"] = h5py.SoftLink("/packed/a")
        f["elsewhere"] = h5py.ExternalLink("other.h5", "/a")
        f.create_dataset("external", (3,), "u1", external=[("/etc/passwd", 0, 3)])
    with h5py.File(FOLDER / "other.h5", "w") as f:
        f["a"] = np.arange(3.0)


def read(program):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program], check=True, env={**os.environ, "GAMUT_KEEP_FILES": folder}, stdout=subprocess.DEVNULL)
        with h5py.File(pathlib.Path(folder) / "all.h5") as f:
            for group in "plain", "packed":
                for name in DTYPES:
                    a, expected = f[group][name], values(name)
                    assert a.dtype == expected.dtype and np.array_equal(a[()], expected), (group, name, a)
                    assert a.compression == "gzip" and a.shuffle, a
            assert f["scalar"][()] == 2.5 and f["scalar"].dtype == np.float32
            assert f["nothing"].shape == (0, 3)
            assert np.array_equal(f["größe"][()], np.arange(5))
    print(f"h5py {h5py.__version__} read what gamut wrote of {len(DTYPES)} dtypes")


if __name__ == "__main__":
    read(sys.argv[1]) if len(sys.argv) > 1 else write()
