#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the files that the fuzzers started from, by NumPy: seeds.py [FOLDER]. What they became was then reduced to one
file for each piece of code that is reached: fuzz.npy -set_cover_merge=1 -use_counters=0 NEW OLD."""
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
    texts = {"plain": "1 2 3\n4 5 6\n", "comma": "1.5,-2e10,nan\n# x\n4,inf,1e-400\n", "tab": "1\t2\r\n3\t\r4\t5",
             "missing": "1,,NA\n-,x,6 # y\n\n7,8,9,10\n", "quoted": '"1","2"\n3," 4""5"\n', "complex": "1+2j (3-4j)\n5j (nan+infj)\n",
             "widths": "12345\n67\n", "names": "True,FALSE\n0,1_000\n", "long": "0.1000000000000000055511151231257827021181583404541015625\n"
             "17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797758720709633028\n"
             "4.9e-324 2.4703282292062327208e-324\n", "format": "%5.3f|%-+10.2e"}
    for name, text in texts.items():
        for mode in range(8):
            for option in [0, 1, 5, 9, 13, 17, 21] if mode > 2 else [0]:
                if mode in (7, option % 8, 1, 2):
                    yield "text", f"{name}{mode}{option}", bytes([mode, option]) + text.encode()
    yield "text", "spec", bytes([0, 0, 9, 20, 12, 2]) + np.float64(np.pi).tobytes()


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus"
    for subject, name, content in seeds():
        (folder / subject).mkdir(parents=True, exist_ok=True)
        (folder / subject / name).write_bytes(content)
