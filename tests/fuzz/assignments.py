# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Runs the programs of fuzz.assignments in NumPy, and compares what they leave in the arrays.

    assignments.py PROGRAM [--seed S] [--assignments N] [...]

What differs is made shorter (each try runs PROGRAM --replay) and printed; the exit status is 1.
"""

import subprocess
import sys
import tempfile

import numpy as np
from numpy.lib.stride_tricks import as_strided

DTYPES = {"bool": np.bool_, "u8": np.uint8, "i32": np.int32, "i64": np.int64, "f32": np.float32,
          "f64": np.float64, "c128": np.complex128}
WHOLE = 1_000_000_000
CUBES = (lambda n: (4, 5, n // 20), lambda n: (2, 6, n // 12), lambda n: (1, 1, n), lambda n: (n, 1, 1),
         lambda n: (3, n // 3, 1), lambda n: (n // 20, 5, 4))


def first_arrays(seed, n):
    """The arrays before the first statement."""
    arrays = {}
    for name, dtype in DTYPES.items():
        v = ((np.arange(n, dtype=np.uint64) * 7919 + seed * 104729 + np.dtype(dtype).itemsize * 31) % 16).astype(np.int64)
        if name == "bool":
            v = v % 2 == 1
        elif name == "c128":
            v = (v - 5) + 1j * (v % 5)
        elif name != "u8":
            v = v - 5
        arrays[name] = v.astype(dtype)
    return arrays


def make_small(arrays):
    """Values become small again, so that sums and products stay exact."""
    for name, m in arrays.items():
        if name == "c128":
            m[...] = np.where((abs(m.real) < 1e3) & (abs(m.imag) < 1e3), m, 1 - 2j)
        elif name in ("f32", "f64"):
            m[...] = np.where(np.isfinite(m), np.remainder(np.rint(m), 16), 3)
        elif name in ("i32", "i64"):
            m[...] = np.remainder(m, 16) - 5
        elif name == "u8":
            m[...] = np.remainder(m, 16)


def view_of(words, m, ndim):
    """The next view in the line."""
    if next(words) == 1:
        offset = next(words)
        shape, strides = [], []
        for _ in range(ndim):
            shape.append(next(words))
            strides.append(next(words) * m.itemsize)
        return as_strided(m[offset:], shape, strides)
    cube = m.reshape(CUBES[next(words)](m.size)).transpose(next(words), next(words), next(words))
    key = [next(words) for _ in range(3 - ndim)]
    for _ in range(ndim):
        key.append(slice(*(None if b == WHOLE else b for b in (next(words), next(words), next(words)))))
    return cube[tuple(key)]


class Row:
    """A statement, as a function of its views."""

    def __init__(self, line):
        _, ndim, self.d, self.x, self.y, text = line.split(" ", 5)
        self.ndim, self.text = int(ndim), text
        names = {"np": np}
        exec(compile(f"def run(d, x, y, m, k):\n    {text}\n", text, "exec"), names)
        self.run = names["run"]


def run(rows, lines):
    """The arrays that a program leaves."""
    _, seed, n, _ = lines[0].split()
    arrays = first_arrays(int(seed), int(n))
    for line in lines[1:]:
        if line == "s":
            make_small(arrays)
            continue
        words = map(int, line.split())
        row, k = rows[next(words)], next(words)
        d = view_of(words, arrays[row.d], row.ndim)
        x = view_of(words, arrays[row.x], row.ndim)
        y = view_of(words, arrays[row.y], row.ndim)
        row.run(d, x, y, arrays[row.d], k)
    return arrays


def same(a, b):
    """Equal in every bit, but for the sign and payload of nan."""
    if a.tobytes() == b.tobytes():
        return True
    if a.dtype.kind == "c":
        return same(a.real, b.real) and same(a.imag, b.imag)
    if a.dtype.kind != "f":
        return False
    return bool(np.all(np.where(np.isnan(a), np.isnan(b), (a == b) & (np.signbit(a) == np.signbit(b)))))


def differing(arrays, raw):
    """The names of the arrays that differ from the program's."""
    at, found = 0, []
    for name, m in arrays.items():
        theirs = np.frombuffer(raw, m.dtype, m.size, at)
        at += m.nbytes
        if not same(m, theirs):
            found.append(name)
    return found


def replayed(program, rows, lines):
    """Whether PROGRAM and NumPy differ over these lines."""
    with tempfile.NamedTemporaryFile("w") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        answer = subprocess.run([program, "--print", "--replay", file.name], stdout=subprocess.PIPE, check=False).stdout
    at = answer.index(b"\nr ") + 1
    end = answer.index(b"\n", at) + 1
    return bool(differing(run(rows, lines), answer[end:]))


def shortened(program, rows, lines):
    """Leaves out every statement without which the two still differ."""
    again = True
    while again:
        again = False
        for i in range(len(lines) - 1, 0, -1):
            fewer = lines[:i] + lines[i + 1:]
            if replayed(program, rows, fewer):
                lines, again = fewer, True
    return lines


def main():
    np.seterr(all="ignore")
    program, options = sys.argv[1], sys.argv[2:]
    child = subprocess.Popen([program, "--print", *options], stdout=subprocess.PIPE)
    rows, lines, count = [], [], 0
    for raw in child.stdout:
        line = raw.decode().rstrip("\n")
        if line.startswith("row "):
            rows.append(Row(line))
        elif line.startswith("r "):
            values = child.stdout.read(int(line.split()[1]))
            found = differing(run(rows, lines), values)
            count += len(lines) - 1
            if found:
                child.kill()
                print("differs from NumPy in", *found)
                for line in shortened(program, rows, lines):
                    print(line)
                    if line[0].isdigit():
                        print("   #", rows[int(line.split()[0])].text)
                sys.exit(1)
            lines = []
        else:
            lines.append(line)
    status = child.wait()
    if status == 0:
        print(f"{count} assignments, no difference from NumPy {np.__version__}")
    sys.exit(status)


if __name__ == "__main__":
    main()
