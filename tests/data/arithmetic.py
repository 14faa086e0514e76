#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""NumPy's arithmetic at the ends of what dtypes hold: writes arithmetic.inc, a number for each function and dtype, from
the results of every pair of places.hpp's corners; `--show add int8` prints those. What rounds (exp, hypot) is left out."""
import pathlib
import re
import sys

import numpy as np

FOLDER = pathlib.Path(__file__).parent
INTEGERS = "bool int8 uint8 int32 int64 uint64".split()
FLOATS = "float32 float64".split()
EXACT = """add subtract multiply divide floor_divide remainder fmod negative positive absolute fabs sign square reciprocal
maximum minimum fmax fmin sqrt floor ceil trunc rint isnan isinf isfinite isposinf isneginf signbit copysign nextafter spacing
heaviside equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor logical_not""".split()


def corners(name):
    dtype = np.dtype(name)
    if name == "bool":
        return np.array([False, True])
    if dtype.kind == "f":
        i = np.finfo(dtype)
        return np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1, -1, 0.5, -0.5, 2.5, -2.5, 3, -3, 7.25, i.smallest_subnormal,
                         i.smallest_normal, i.max, i.min, 2.0**31, 2.0**63, 1e-5], dtype)
    i, width = np.iinfo(dtype), 8 * dtype.itemsize
    if dtype.kind == "i":
        return np.array([i.min, i.min + 1, i.min // 2, -width, -7, -3, -1, 0, 1, 2, 3, 7, width - 1, width, width + 1, i.max // 2,
                         i.max - 1, i.max], dtype)
    return np.array([0, 1, 2, 3, 7, width - 1, width, width + 1, i.max // 2, i.max // 2 + 1, i.max - 1, i.max], dtype)


def results(function, arity, dtype):
    c = corners(dtype)
    x, y = np.repeat(c, c.size), np.tile(c, c.size)
    if function == "power" and x.dtype.kind in "iu":
        y = np.where(y < 0, y.dtype.type(3), y)
    with np.errstate(all="ignore"):
        return getattr(np, function)(*(x, y)[:arity])


def fnv(values):
    if values.dtype.kind == "f":
        bits = values.astype(np.float64).view(np.uint64)
        bits[np.isnan(values)] = 2**64 - 1
    else:
        bits = values.astype(np.int64 if values.dtype.kind == "i" else np.uint64).view(np.uint64)
    state = 0xCBF29CE484222325
    for b in bits.tolist():
        state = (state ^ b) * 0x100000001B3 % 2**64
    return state


def rows():
    table = (FOLDER / "../../include/gamut/functions.inc").read_text()
    for name, arity in re.findall(r"^GAMUT_FN\((\w+),\s*([12]),", table, re.M):
        for dtype in INTEGERS + FLOATS:
            if not hasattr(np, name) or dtype in FLOATS and name not in EXACT:
                continue
            try:
                got = results(name, int(arity), dtype)
            except TypeError:
                continue
            if dtype in FLOATS or got.dtype.kind in "biu" or name == "divide":
                yield name, dtype, fnv(got)


if len(sys.argv) == 4:
    table = (FOLDER / "../../include/gamut/functions.inc").read_text()
    arity = int(re.search(rf"^GAMUT_FN\({sys.argv[2]},\s*(\d)", table, re.M)[1])
    np.set_printoptions(threshold=10**6, linewidth=160)
    print(results(sys.argv[2], arity, sys.argv[3]))
else:
    with open(FOLDER / "arithmetic.inc", "w") as file:
        file.write("// SPDX-FileCopyrightText: 2026 the gamut authors\n// SPDX-License-Identifier: Apache-2.0\n//\n")
        file.write(f"// Made by arithmetic.py with NumPy {np.__version__}. clang-format off\n")
        for name, dtype, value in rows():
            file.write(f'{{"{name}", "{dtype}", 0x{value:016x}u}},\n')
