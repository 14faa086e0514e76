#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Writes function_dtypes.inc: the dtype that NumPy gives every function of functions.inc, for every dtype of its operands.

One letter for each dtype (or pair of dtypes), in the order of LETTERS; '-' where NumPy raises TypeError. erf, erfc and expit are SciPy's,
whose real dtypes are those of cbrt. The neighbours of a float16 are not to be had.

    python3 tests/data/function_dtypes.py
"""
import itertools
import pathlib
import re
import warnings

import numpy as np

LETTERS = {"t": "bool", "b": "int8", "B": "uint8", "h": "int16", "H": "uint16", "i": "int32", "I": "uint32",
           "l": "int64", "L": "uint64", "e": "float16", "f": "float32", "d": "float64", "F": "complex64", "D": "complex128"}
letter_of = {name: letter for letter, name in LETTERS.items()}

warnings.simplefilter("ignore")
here = pathlib.Path(__file__)
table = (here.parents[2] / "include/gamut/functions.inc").read_text()
lines = [f"// Written by tests/data/function_dtypes.py with NumPy {np.__version__}.\n"]
for name, arity in re.findall(r"^GAMUT_FN\((\w+),\s*(\d)", table, re.M):
    dtypes = list(LETTERS.values())
    pairs = list(itertools.product(dtypes, dtypes))
    operands = {"1": [(a,) for a in dtypes], "2": pairs, "3": [("bool", *pair) for pair in pairs]}[arity]
    function = np.cbrt if name in ("erf", "erfc", "expit") else getattr(np, name)
    results = ""
    for call in operands:
        try:
            results += letter_of[function(*[np.ones(1, dtype) for dtype in call]).dtype.name]
        except TypeError:
            results += "-"
    if name in ("nextafter", "spacing"):
        results = results.replace("e", "-")
    rows = [results[i:i + len(dtypes)] for i in range(0, len(results), len(dtypes))]
    lines.append(f"{{\"{name}\", \"" + " ".join(rows) + "\"},\n")
here.with_suffix(".inc").write_text("".join(lines))
