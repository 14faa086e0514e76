#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Asks NumPy for the expected value of every row and writes tests/rows/<name>.inc.

A row of <name>.txt is `numpy expression ; gamut expression [; ulp]`, in terms of the operands below, which rows.hpp
defines in the same way. Run it again after a change of the rows:  python3 tests/rows/make.py
"""
import math
import pathlib
import sys

import numpy as np

nan, inf = np.nan, np.inf
operands = {
    "f": np.array([-2.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 3.75]),
    "g": np.array([2.0, -3.0, 0.25, 1.0, -1.0, 0.75, -1.0, 2.0]),
    "h": np.array([nan, 1.0, -inf, inf, nan, -2.0, 0.0, 1e300]),
    "x": np.array([-2.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 3.75], np.float32),
    "i": np.array([-7, -3, -1, 0, 1, 2, 3, 7]),
    "j": np.array([3, -2, 0, 5, -1, 2, 0, -7]),
    "k": np.array([0, 1, 2, 3, 4, 5, 63, 64]),
    "n8": np.array([-128, -7, -1, 0, 1, 7, 100, 127], np.int8),
    "u8": np.array([0, 1, 2, 3, 100, 127, 200, 255], np.uint8),
    "n32": np.array([-7, -3, -1, 0, 1, 2, 3, 7], np.int32),
    "u64": np.array([0, 1, 2, 3, 4, 5, 6, 2**64 - 1], np.uint64),
    "b": np.array([True, False, True, True, False, False, True, False]),
    "d": np.array([True, True, False, True, False, True, False, False]),
    "c": np.array([1 + 2j, -1.5 + 0j, 0 - 1j, 0 + 0j, 3 - 4j, 0.5 + 0.5j, -2 - 2j, 1 + 0j]),
    "A": (np.arange(24.0) * 7 % 24 - 11).reshape(2, 3, 4),
    "B": (np.arange(24) * 5 % 24 - 9).reshape(2, 3, 4),
    "M": (np.arange(12.0) * 5 % 12 - 4).reshape(3, 4),
    "N": (np.arange(16.0) * 3 % 16 + np.eye(4).ravel() * 20).reshape(4, 4),
    "v": np.array([1.0, -2.0, 0.5, 3.0]),
}


def literal(x):
    if isinstance(x, (bool, np.bool_)):
        return "true" if x else "false"
    if isinstance(x, np.complexfloating):
        return f"{{{literal(x.real)}, {literal(x.imag)}}}"
    if isinstance(x, np.floating):
        if np.isnan(x):
            return "nan"
        if np.isinf(x):
            return "inf" if x > 0 else "-inf"
        return float(x).hex() + ("f" if isinstance(x, np.float32) else "")
    if isinstance(x, np.uint64):
        return f"{x}u"
    return f"{x}" if x != -2**63 else "INT64_MIN"


def main():
    folder = pathlib.Path(__file__).parent
    for source in sorted(folder.glob("*.txt")):
        lines = [f"// Written by tests/rows/make.py from {source.name} with NumPy {np.__version__}.\n"]
        for line in source.read_text().splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            numpy_text, gamut_text, *ulp = [part.strip() for part in line.split(" ; ")]
            with np.errstate(all="ignore"):
                value = np.asarray(eval(numpy_text, {"np": np, "erf": np.vectorize(math.erf), "erfc": np.vectorize(math.erfc), "nan": nan, "inf": inf, **operands}))
            shape = ", ".join(str(extent) for extent in value.shape)
            elements = ", ".join(literal(x) for x in value.ravel())
            lines.append(f'ROW("{numpy_text}", ({gamut_text}), {ulp[0] if ulp else 0}, "{value.dtype}", '
                         f"({{{shape}}}), ({{{elements}}}))\n")
        source.with_suffix(".inc").write_text("".join(lines))
        print(f"{source.name}: {len(lines) - 1} rows", file=sys.stderr)


if __name__ == "__main__":
    main()
