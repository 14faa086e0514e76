#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Writes include/gamut/random/ziggurat.inc: the layers of NumPy's ziggurats and the logarithms of factorials.

A ziggurat (Marsaglia and Tsang, "The ziggurat method for generating random variables", 2000; Doornik, "An improved
ziggurat method to generate normal random samples", 2005) covers a density with 256 layers of one area. Layer i is x[i]
wide; a draw of `bits` bits in it is w[i] = x[i] / 2**bits times an integer, surely under the curve below k[i] = x[i-1] /
x[i] * 2**bits; f[i] is the density at x[i]. NumPy's normal layers were computed in double precision, by an `exp` that was
one unit off in layer 38; its exponential layers exactly, their floats printed with nine digits. So they are here, as
a stream of equal numbers needs equal tables.

Needs mpmath:  python3 tests/data/ziggurat.py
"""
import math
import pathlib

import numpy as np
from mpmath import mp, mpf

mp.prec = 200
LAYERS = 256
TARGET = pathlib.Path(__file__).parents[2] / "include/gamut/random/ziggurat.inc"
HEAD = """// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Written by tests/data/ziggurat.py, which says what the numbers are: the layers of the normal and the
// exponential ziggurat in double and single precision, and log(k!).
"""


def layers(r, area, density, inverse):
    """Widths and densities of the layers, from the lowest, whose width is r, up; layer 0 is the tail's."""
    x, f = [r * 0] * LAYERS, [r * 0 + 1] * LAYERS
    x[-1], f[-1] = r, density(r)
    for i in range(LAYERS - 2, 0, -1):
        x[i] = inverse(area / x[i + 1] + f[i + 1])
        f[i] = density(x[i])
        if isinstance(r, float) and i == 38:
            f[i] = math.nextafter(f[i], 1)
    x[0] = area / f[-1]
    return x, f


def ratios(x):
    """x[i-1] / x[i] for all but layer 1, which has none inside; for layer 0, how much of it is no tail."""
    return [x[-1] / x[0], x[0] * 0, *(x[i - 1] / x[i] for i in range(2, LAYERS))]


def table(kind, name, values):
    integer = kind.startswith("std")
    suffix = "f" if kind == "float" else ""
    per_line = 6 if integer else 4
    texts = [str(v) if integer else float(v).hex() + suffix for v in values]
    lines = [", ".join(texts[i : i + per_line]) for i in range(0, len(texts), per_line)]
    return f"inline constexpr {kind} {name}[] = {{\n" + ",\n".join("    " + line for line in lines) + "};\n"


def nine_digits(values):
    return [np.float32(f"{float(v):.8e}") for v in values]


x, f = layers(3.6541528853610088, 0.0049286732339746519, lambda x: math.exp(-0.5 * x * x),
              lambda y: math.sqrt(-2 * math.log(y)))
text = table("std::uint64_t", "normal_k", [round(a * 2.0**52) for a in ratios(x)])
text += table("double", "normal_w", [a / 2.0**52 for a in x]) + table("double", "normal_f", f)
text += table("std::uint32_t", "normal_k_float", [round(a * 2.0**23) for a in ratios(x)])
text += table("float", "normal_w_float", [np.float32(a / 2.0**23) for a in x])
text += table("float", "normal_f_float", [np.float32(a) for a in f])

r = mpf("7.6971174701310497140446280481")
x, f = layers(r, r * mp.exp(-r) + mp.exp(-r), lambda x: mp.exp(-x), lambda y: -mp.log(y))
text += table("std::uint64_t", "exponential_k", [2 * int(a * 2**52) for a in ratios(x)])
text += table("double", "exponential_w", [a / 2**53 for a in x]) + table("double", "exponential_f", f)
text += table("std::uint32_t", "exponential_k_float", [int(mp.nint(a * 2**23)) for a in ratios(x)])
text += table("float", "exponential_w_float", nine_digits([a / 2**23 for a in x]))
text += table("float", "exponential_f_float", nine_digits(f))

text += table("double", "log_factorials", [mp.log(mp.factorial(k)) for k in range(126)])
TARGET.write_text(HEAD + text)
