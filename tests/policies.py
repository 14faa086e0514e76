#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""The table of docs/policies.md has no silent gap: every header of the array language belongs to one of its rows, every row says
something of every policy, and what is there under the device policy is tested under it (tests/CMakeLists.txt)."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# How a row of the table begins: the headers it speaks of.
ROWS = {
    "creation, views": "constants create eval expr layout manipulate ndarray operators shape shared_array stride_tricks",
    "elementwise functions": "apply dtype dtypes elementwise functions half log_of_sum math",
    "reductions": "reduce methods",
    "statistics": "percent statistics quantile search",
    "joining": "join pad rearrange windows",
    "methods of ufuncs": "ufunc",
    "indexing by masks": "index index_arrays take",
    "scans": "scan differences sort sets histogram",
    "einsum": "contraction convolve einsum",
    "polynomials": "polynomial",
    "two products": "fuse_products",
    "several results": "fuse",
    "matmul": "products",
    "linalg": "linalg lapack",
    "np.fft": "fft",
    "`random`": "random",
    "load, save": "file format hdf5 io npy npz parse print text zip",
    "memmap": "memmap",
    "element access": "element",
    "`borrow`": "borrow dlpack mdspan nanobind",
    "Eigen's maps": "eigen",
    "save_image": "image colormaps",
    "`gm::hold`": "explain hold lifetime nan_trap progress trace",
}
# What is below every policy, or names one.
BELOW = ("bind cluster concepts config core default_policy device error fixed_string from_chars gamut host keyword lanes mistakes nodes pack rules storage "
         "type_name")
# Tests that have another name than their header, and headers whose test is another's.
TESTS = {
    "constants": "create", "expr": "eval", "shared_array": "interop", "stride_tricks": "layout", "apply": "rearrange", "math": "functions", "log_of_sum": "functions", "fuse_products": "fuse",
    "percent": "text", "windows": "rearrange", "index": "index", "lapack": "decompositions", "file": "io", "format": "print", "npy": "io",
    "parse": "text", "zip": "npz", "element": "device", "borrow": "interop", "dlpack": "interop", "mdspan": "interop", "nanobind": "interop",
    "hold": "eval",
}
# Rows of what a program does beside its arrays, or where the device has none: their headers need no test under it.
WITHOUT_TEST = {"memmap", "eigen", "image", "colormaps", "lifetime", "nan_trap", "progress", "trace"}
POLICIES = ["host", "device (nvcc)", "device (emulated)", "cluster"]


def main():
    wrong = []
    text = (ROOT / "docs/policies.md").read_text()
    table = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")]
    if [cell.strip("`") for cell in re.sub("`", "", " | ".join(table[0])).split(" | ")][-4:] != POLICIES:
        wrong.append(f"the table's columns are not {POLICIES}")
    for row in table[1:]:
        if len(row) != 5 or not all(row):
            wrong.append(f"a row says nothing of a policy: {row}")
    named = [row[0] for row in table[1:]]
    for begins in ROWS:
        if not any(name.startswith(begins) for name in named):
            wrong.append(f"no row begins with: {begins}")
    of_rows = " ".join(ROWS.values()).split()
    headers = {path.stem for path in (ROOT / "include/gamut").glob("*.hpp")}
    for header in sorted(headers - set(of_rows) - set(BELOW.split())):
        wrong.append(f"{header}.hpp belongs to no row: name it in tests/policies.py, with its row in docs/policies.md")
    for header in sorted((set(of_rows) | set(BELOW.split())) - headers):
        wrong.append(f"tests/policies.py names {header}.hpp, which is not there")
    for header in sorted({h for h in of_rows if of_rows.count(h) > 1}):
        wrong.append(f"{header}.hpp belongs to two rows")
    cmake = (ROOT / "tests/CMakeLists.txt").read_text()
    tested = set(re.findall(r"gamut_test\((\w+) DEVICE", cmake))
    for names in re.findall(r"foreach\(name\s+([\w\s]+)\)\s+gamut_test\(\$\{name\} DEVICE", cmake):
        tested |= set(names.split())
    for header in of_rows:
        if header not in WITHOUT_TEST and TESTS.get(header, header) not in tested:
            wrong.append(f"{header}.hpp has no test over the device policy ({TESTS.get(header, header)})")
    print("\n".join(wrong) or f"{len(table) - 1} rows, {len(of_rows)} headers, {len(tested)} tests over the device policy")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
