#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Measures how far elementwise functions are from the exact result, NumPy's beside them, and writes docs/accuracy.md.

    cmake --workflow --preset bench && python3 bench/accuracy.py build/bench/bench/accuracy

The program named (bench/accuracy.cpp) writes arguments, results and, from long double, what is exact. The one beside it of
complex functions, accuracy_complex, is there where Thrust is.
"""
import decimal
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np

import report

ROOT = pathlib.Path(__file__).resolve().parent.parent
EACH = 40000
KINDS = ["range", "moderate", "any"]
PROMISED = 4


def errors(got, exact):
    """The distance of every finite result from the exact one, in units of the last place of the latter; inf where one is
    infinite or nan and the other is not."""
    dtype = got.dtype
    limits = np.finfo(dtype)
    with np.errstate(all="ignore"):
        nearest = exact.astype(dtype)
        unit = np.spacing(np.minimum(np.abs(nearest), limits.max)).astype(np.longdouble)
        away = np.abs(got.astype(np.longdouble) - exact) / unit
        same = (got == nearest) & ~np.isfinite(nearest) | np.isnan(got) & np.isnan(nearest)
        # The largest number and infinity are neighbours.
        border = np.isinf(got) & (np.abs(exact) > limits.max * (1 - 4 * limits.eps)) & (np.sign(got) == np.sign(exact))
    away[same | border] = 0
    away[~np.isfinite(away)] = np.inf
    return away


def signs_differ(got, other):
    return (np.signbit(got) != np.signbit(other)) & (got == 0) & (other == 0)


def show(x):
    return "0" if x == 0 else f"{x:.2f}" if np.isfinite(x) else "wrong"


def read(folder, name, dtype):
    part = lambda p: folder / f"{name}.{dtype}.{p}.npy"
    if not part("x").exists():
        return None
    return {p: np.load(part(p)) for p in ("x", "y", "got", "high", "low") if part(p).exists()}


def of_small_sums(name, data, exact):
    """The exact results with those of a logarithm of a sum near zero from decimal numbers: long double's terms cancel."""
    base = {"logaddexp": None, "logaddexp2": decimal.Decimal(2)}[name]
    with decimal.localcontext(decimal.Context(prec=400, traps=[])):
        with np.errstate(invalid="ignore"):
            larger = np.maximum(data["x"], data["y"]).astype(np.longdouble)  # what the other term is too small to change
        for at in np.flatnonzero((np.abs(exact) < 0.01) & (exact != larger)):
            x, y = (decimal.Decimal(float(data[q][at])) for q in ("x", "y"))
            true = (x.exp() + y.exp()).ln() if base is None else (base**x + base**y).ln() / base.ln()
            high = float(true)
            exact[at] = np.longdouble(high) + np.longdouble(float(true - decimal.Decimal(high)))
    return exact


def numpys(name, data):
    function = getattr(np, name, None)
    if function is None:
        return None
    with np.errstate(all="ignore"):
        return function(*(data[p] for p in ("x", "y") if p in data))


def kept(document, title):
    """A section as it stands in the document, or nothing."""
    text = document.read_text() if document.exists() else ""
    return "".join(re.findall(rf"\n## {title}.*?(?=\n## |\Z)", text, re.S))


def complex_functions(program, document):
    """The section of complex functions: measured, or as it was."""
    if not program.exists():
        return kept(document, "Complex functions")
    rows = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    return f"""
## Complex functions

Those of the standard library, which the host computes with, and Thrust's, which kernels compute with (the same functions, here on the processor: on
a GPU the real functions inside them are CUDA's). The largest distance in units in the last place of the exact result's magnitude, of 200,000
arguments with components up to a limit, and of as many with components from 2^-10 to 2^10. A power is `exp(w log z)` in both.

| function | dtype | up to | standard library | 2^-10 to 2^10 | Thrust | 2^-10 to 2^10 |
|---|---|---|---|---|---|---|
{rows}"""


def main():
    table = (ROOT / "include/gamut/functions.inc").read_text()
    ranges = re.findall(r"^GAMUT_FN\((\w+),\s*(\d),.*?,\s*([-\d.]+),\s*([-\d.]+)\)$", table, re.M)
    measured, exact, notes = [], [], []
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        subprocess.run([sys.argv[1], scratch], check=True)
        for name, _, low, high in ranges:
            for dtype in ("float64", "float32"):
                data = read(folder, name, dtype)
                if data is None:
                    continue
                got, theirs = data["got"], numpys(name, data)
                if "high" not in data:
                    if theirs is None:
                        continue
                    wrong = int(np.sum(~((got == theirs) | (got != got) & (theirs != theirs)))) + (
                        int(np.sum(signs_differ(got, theirs))) if got.dtype.kind == "f" and name not in ("maximum", "minimum", "fmax", "fmin") else 0)
                    exact.append((name, dtype, wrong))
                    continue
                true = data["high"].astype(np.longdouble) + data["low"].astype(np.longdouble)
                if name.startswith("logaddexp"):
                    true = of_small_sums(name, data, true)
                row = [name, dtype, f"{low} to {high}"]
                for who, result in (("gamut", got), ("NumPy", theirs)):
                    if result is None:
                        row += ["-"] * 4
                        continue
                    away = errors(result, true)
                    parts = [away[k * EACH:(k + 1) * EACH].max() for k in range(3)]
                    special = away[3 * EACH:]
                    with np.errstate(all="ignore"):
                        zeros = signs_differ(result[3 * EACH:], data["high"][3 * EACH:])
                    bad = int(np.sum(special > PROMISED) + np.sum(zeros))
                    row += [show(p) for p in parts] + [str(bad) if bad else "all"]
                    if who == "gamut":
                        for k, p in enumerate(parts):
                            if p > PROMISED:
                                at = int(np.argmax(away[k * EACH:(k + 1) * EACH])) + k * EACH
                                wrong = int(np.sum(away[k * EACH:(k + 1) * EACH] > PROMISED))
                                operands = ", ".join(repr(float(data[q][at])) for q in ("x", "y") if q in data)
                                notes.append(f"`{name}` of {dtype}, {KINDS[k]}: {wrong} of {EACH} arguments are further than "
                                             f"{PROMISED} away; at ({operands}) it is {float(result[at])!r}, exactly {float(true[at])!r}"
                                             + (f", NumPy's {float(theirs[at])!r}" if theirs is not None else ""))
                        for at in np.flatnonzero((special > PROMISED) | zeros)[:3] + 3 * EACH:
                            operands = ", ".join(repr(float(data[q][at])) for q in ("x", "y") if q in data)
                            notes.append(f"`{name}` of {dtype} at ({operands}) is {float(result[at])!r}, not {float(data['high'][at])!r}"
                                         + (f"; NumPy's {float(theirs[at])!r}" if theirs is not None else ""))
                measured.append(row)
    head = ("| function | dtype | row's range | gamut: in it | 2^-20 to 2^20 | any bits | special values | NumPy: in it | 2^-20 to 2^20 | any bits | special values |\n"
            "|---|---|---|---|---|---|---|---|---|---|---|\n")
    text = f"""# Accuracy

Written by `python3 bench/accuracy.py build/bench/bench/accuracy`. The largest distance from the exact result (glibc's long double, of 64 bits),
in units in the last place of the dtype: 0.5 is a correctly rounded function. {EACH} arguments each from the row's own range in `functions.inc`, from
magnitudes of 2^-20 to 2^20 of both signs, and from any bits (every exponent, subnormal numbers, nans); and the special values: zeros of both
signs, subnormal and limiting numbers, infinities, nan, in pairs where there are two operands, with the sign of a zero; "all" are right, or so many
are not. Complex functions are compared with NumPy's in `tests/rows/complex.txt`. The host policy, on a processor with {report.processor()[1]};
NumPy is {np.__version__}: without AVX-512 its functions are mostly libm's, and nearer in float32.
`sinc` is measured of its rounded product with pi, as NumPy computes it, and `erf`, `erfc` and `expit` are SciPy's.

{head}"""
    text += "".join("| " + " | ".join([f"`{r[0]}`"] + r[1:]) + " |\n" for r in measured)
    text += f"\n## More than {PROMISED} away, or a special value that is another\n\n"
    text += "".join(f"- {note}\n" for note in notes) if notes else "None.\n"
    number = lambda cell: 0.0 if cell in ("-", "0") else np.inf if cell == "wrong" else float(cell)
    further = [(r[0], r[1], max(map(number, r[3:6])), max(map(number, r[7:10]))) for r in measured if r[7] != "-"]
    text += "\n## Further than 1 where NumPy is within 1\n\n"
    text += ", ".join(f"`{n}` of {d} ({ours:.2f}; NumPy {theirs:.2f})" for n, d, ours, theirs in further if theirs <= 1 < ours) or "None"
    text += ".\n"
    text += "\n## Exact functions\n\nThe same bits as NumPy's for all these arguments (of two equal zeros either may be the larger):\n\n"
    good = sorted({n for n, _, w in exact} - {n for n, _, w in exact if w})
    text += ", ".join(f"`{n}`" for n in good) + ".\n"
    different = [(n, d, w) for n, d, w in exact if w]
    if different:
        text += "\nNot so: " + ", ".join(f"`{n}` of {d} ({w})" for n, d, w in different) + ".\n"
    document = ROOT / "docs/accuracy.md"
    text += complex_functions(pathlib.Path(sys.argv[1]).with_name("accuracy_complex"), document)
    text += kept(document, "Linear algebra")  # what backward_errors.py wrote stays
    document.write_text(text)
    print(f"{len(measured)} functions measured, {len(exact)} compared, {len(notes)} notes", file=sys.stderr)


if __name__ == "__main__":
    main()
