#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Asks NumPy for the expected value of every row and writes tests/rows/<name>.inc.

A line of <name>.txt is a row, in terms of the operands below, which rows.hpp defines in the same way:

    numpy expression ; gamut expression [; options]   both give the same value; a tuple or list is compared item by item
    A: numpy statement ; A: gamut statement           both do the same to a copy of operand A
    ! numpy expression ; gamut expression ; error     both fail, gamut with gm::error (index_error, ...)

Options are a number, the units in the last place by which floating results may differ (0), `overall` where those are of
the largest element of the result instead of each one's, and `host` for a row that only the host policy has. `# text` is a comment, `## text` a heading of docs/numpy.md (document.py).

Run it again after a change of the rows:  python3 tests/rows/make.py [name ...]
With --check nothing is written, and rows that the installed NumPy answers differently are told.
"""
import argparse
import math
import pathlib
import re
import sys

import numpy as np

nan, inf = np.nan, np.inf
operands = {
    "f": np.array([-2.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 3.75]),
    "g": np.array([2.0, -3.0, 0.25, 1.0, -1.0, 0.75, -1.0, 2.0]),
    "h": np.array([nan, 1.0, -inf, inf, nan, -2.0, 0.0, 1e300]),
    "x": np.array([-2.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 3.75], np.float32),
    "e": np.array([-2.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 3.75], np.float16),
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
names = {"np": np, "erf": np.vectorize(math.erf), "erfc": np.vectorize(math.erfc), "nan": nan, "inf": inf}
FOLDER = pathlib.Path(__file__).parent
STATEMENT = re.compile(r"(\w+): (.*)")


def rows(source):
    """The rows of a file: (number of the line, NumPy's text, gamut's text, options)."""
    for number, line in enumerate(source.read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            numpy_text, gamut_text, *options = [part.strip() for part in line.split(" ; ")]
            yield number, numpy_text, gamut_text, " ".join(options).split()


def answer(text):
    """What NumPy makes of a row. The numbers of np.random's functions begin anew, as rows.hpp's do."""
    np.random.seed(0)
    values = {**names, **{name: value.copy() for name, value in operands.items()}}
    with np.errstate(all="ignore"):
        if statement := STATEMENT.fullmatch(text):
            exec(statement[2], values)
            return values[statement[1]]
        return eval(text, values)


def literal(x):
    if isinstance(x, (bool, np.bool_)):
        return "true" if x else "false"
    if isinstance(x, (complex, np.complexfloating)):
        return f"{{{literal(x.real)}, {literal(x.imag)}}}"
    if isinstance(x, (float, np.floating)):
        if np.isnan(x):
            return "nan"
        if np.isinf(x):
            return "inf" if x > 0 else "-inf"
        return float(x).hex() + ("f" if isinstance(x, np.float32) else "")
    if isinstance(x, np.uint64):
        return f"{x}u"
    return f"{x}" if x != -2**63 else "INT64_MIN"


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def checks(numpy_text, gamut_text, value, ulp):
    """The lines that compare `value` with the gamut expression, which may have several items."""
    if isinstance(value, (tuple, list)) and not all(isinstance(x, (bool, int, float)) for x in value):
        yield f"ROW_COUNT({quoted(numpy_text)}, ({gamut_text}), {len(value)})\n"
        for n, item in enumerate(value):
            yield from checks(f"{numpy_text}[{n}]", f"rows::item<{n}>({gamut_text})", item, ulp)
    elif isinstance(value, str):
        yield f"ROW_TEXT({quoted(numpy_text)}, ({gamut_text}), {quoted(value)})\n"
    else:
        array = np.asarray(value)
        # A number of Python's, or a tuple of them (a shape), has no dtype that it could share.
        dtype = array.dtype if isinstance(value, (np.ndarray, np.generic)) else ""
        shape = ", ".join(str(extent) for extent in array.shape)
        elements = ", ".join(literal(x) for x in array.ravel())
        yield f'ROW({quoted(numpy_text)}, ({gamut_text}), {ulp}, "{dtype}", ({{{shape}}}), ({{{elements}}}))\n'


def lines_of(numpy_text, gamut_text, options):
    if numpy_text.startswith("! "):
        try:
            answer(numpy_text[2:])
        except Exception:
            return [f"ROW_ERROR({quoted(numpy_text[2:])}, ({gamut_text}), {options[0]})\n"]
        raise ValueError("NumPy does not fail")
    if statement := STATEMENT.fullmatch(gamut_text):
        gamut_text = f"rows::changed({statement[1]}, [&](auto& {statement[1]}) {{ {statement[2]}; }})"
    ulp = next((option for option in options if option.isdigit()), 0)
    if "overall" in options:
        ulp = f"rows::overall({ulp})"
    value = answer(numpy_text)
    if isinstance(value, (tuple, list)) and not isinstance(value, str) and "(" in gamut_text:
        lines = [f"ROW_BEGIN(({gamut_text}))\n", *checks(numpy_text, "many", value, ulp), "ROW_END\n"]
    else:
        lines = [*checks(numpy_text, gamut_text, value, ulp)]
    return ["#if ROWS_HOST\n", *lines, "#endif\n"] if "host" in options else lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="subjects; all by default")
    parser.add_argument("--check", action="store_true", help="compare with what is committed")
    asked = parser.parse_args()
    wrong = 0
    for source in sorted(FOLDER.glob("*.txt")):
        if (asked.names and source.stem not in asked.names) or source.stem == "left_out":
            continue
        lines = []
        for number, numpy_text, gamut_text, options in rows(source):
            try:
                lines += lines_of(numpy_text, gamut_text, options)
            except Exception as error:
                print(f"{source.name}:{number}: {numpy_text}: {type(error).__name__}: {error}", file=sys.stderr)
                wrong += 1
        target = source.with_suffix(".inc")
        if asked.check:
            before = target.read_text().splitlines(keepends=True)[1:] if target.exists() else []
            different = [(a, b) for a, b in zip(before, lines) if a != b]
            wrong += len(different) + abs(len(before) - len(lines))
            for a, b in different:
                print(f"{target.name}: committed {a}    NumPy {np.__version__} {b}", file=sys.stderr)
        else:
            target.write_text(f"// Written by tests/rows/make.py from {source.name} with NumPy {np.__version__}.\n" + "".join(lines))
        print(f"{source.name}: {sum(1 for _ in rows(source))} rows", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
