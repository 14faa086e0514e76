#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the files that the corpora of the fuzzers started from, by NumPy: seeds.py [FOLDER]."""
import io
import pathlib
import sys
import zipfile

import numpy as np

DTYPES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128".split()


def npy(a, version=(1, 0)):
    file = io.BytesIO()
    np.lib.format.write_array(file, a, version)
    return file.getvalue()


def npz(save, **arrays):
    file = io.BytesIO()
    save(file, **arrays)
    return file.getvalue()


def seeds():
    for n, name in enumerate(DTYPES):
        a = np.arange(6).reshape([(6,), (2, 3), (1, 3, 2)][n % 3])
        a = np.array(a, np.dtype(name).newbyteorder("<>"[n % 2]), order="CF"[n // 2 % 2])
        yield "npy", name, npy(a, (n % 3 + 1, 0))
    yield "npy", "scalar", npy(np.array(2.5))
    yield "npy", "empty", npy(np.zeros((0, 3)))
    yield "npy", "huge", npy(np.zeros(1)).replace(b"(1,), }       ", b"(1<<60,), }   ").replace(b"1<<60", b"99999")
    a, b = np.arange(4.0), np.zeros((20, 3), np.int16)
    yield "npz", "stored", npz(np.savez, a=a, b=b)
    yield "npz", "deflated", npz(np.savez_compressed, a=a, b=b)
    yield "npz", "utf8", npz(np.savez, ü=np.float32(1))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    yield "npz", "empty", empty.getvalue()


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus"
    for subject, name, content in seeds():
        (folder / subject).mkdir(parents=True, exist_ok=True)
        (folder / subject / name).write_bytes(content)
