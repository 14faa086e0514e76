#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Writes promotion.inc: what NumPy makes of every pair of dtypes, and of every dtype beside a Python number.

    python3 tests/data/promotion.py
"""
import pathlib

import numpy as np

NAMES = {"bool": "bool", "int8": "std::int8_t", "uint8": "std::uint8_t", "int16": "std::int16_t",
         "uint16": "std::uint16_t", "int32": "std::int32_t", "uint32": "std::uint32_t", "int64": "std::int64_t",
         "uint64": "std::uint64_t", "float16": "gm::float16", "float32": "float", "float64": "double", "complex64": "std::complex<float>",
         "complex128": "std::complex<double>"}
WEAK = {"bool": True, "int": 1, "double": 1.0, "std::complex<double>": 1j}

lines = [f"// Written by tests/data/promotion.py with NumPy {np.__version__}.\n"]
for a in NAMES:
    for b in NAMES:
        lines.append(f"PAIR(({NAMES[a]}), ({NAMES[b]}), ({NAMES[str(np.promote_types(a, b))]}))\n")
for a in NAMES:
    for scalar, value in WEAK.items():
        result = np.result_type(np.zeros(1, a), value)
        lines.append(f"WEAK(({NAMES[a]}), ({scalar}), ({NAMES[str(result)]}))\n")
for a in NAMES:
    for b in NAMES:
        lines.append(f"CAST(({NAMES[a]}), ({NAMES[b]}), {str(np.can_cast(a, b, 'same_kind')).lower()}, "
                     f"{str(np.can_cast(a, b)).lower()})\n")
pathlib.Path(__file__).with_suffix(".inc").write_text("".join(lines))
