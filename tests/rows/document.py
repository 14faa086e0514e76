#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the table of docs/numpy.md from the rows of tests/rows/*.txt, so that what stands there is tested.

    python3 tests/rows/document.py                          writes it
    python3 tests/rows/document.py --check                  fails where it is not up to date
    python3 tests/rows/document.py --count numpy_names.csv  how many of NumPy's names have a row

The csv has columns name, module and scope; a name counts where a row uses it. left_out.txt names, with the reason, what
gamut does not have. Needs Python alone.
"""
import argparse
import ast
import csv
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).parent
PAGE = FOLDER.parent.parent / "docs" / "numpy.md"
BEGIN, END = "<!-- rows -->\n", "<!-- end of rows -->\n"
# Subjects in the order of the page; others follow.
ORDER = ["create", "manipulate", "join", "rearrange", "pad", "index", "index_arrays", "take", "methods", "functions",
         "elementwise", "ufunc", "complex", "half", "reduce", "statistics", "quantile", "scan", "differences", "sort",
         "search", "sets", "histogram", "dtypes", "contraction", "einsum", "linalg", "convolve", "fft", "polynomial", "random",
         "random_choice", "random_legacy", "random_normal", "io", "npz", "text"]
SHOWN = 2  # rows of a name
GENERATORS = ("default_rng", "Generator")  # whose results' methods are random.Generator's


def names_in(text):
    """NumPy's names that an expression or statement uses: `np.linalg.norm` is linalg.norm, `A.sum()` ndarray.sum."""
    found = []
    for node in ast.walk(ast.parse(text)):
        path = []
        while isinstance(node, ast.Attribute):
            path.insert(0, node.attr)
            node = node.value
        if not path:
            continue
        if isinstance(node, ast.Name) and node.id == "np":
            found.append(".".join(path))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in GENERATORS:
            found.append("random.Generator." + path[0])
        else:
            found.append("ndarray." + path[0])
    return found


def rows():
    """Every row: (subject, heading, NumPy's text, gamut's text, options)."""
    sources = {path.stem: path for path in FOLDER.glob("*.txt") if path.stem != "left_out"}
    for subject in sorted(sources, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)):
        heading = subject.capitalize()
        for line in sources[subject].read_text().splitlines():
            if line.startswith("## "):
                heading = line[3:].strip()
            elif line.strip() and not line.startswith("#"):
                numpy_text, gamut_text, *options = [part.strip() for part in line.split(" ; ")]
                yield subject, heading, numpy_text, gamut_text, " ".join(options).split()


def plain(text):
    """A row's text as a person would write it: without the mark of an error or a statement, and the test's policy."""
    return re.sub(r"<(double|void), P>|<P>", "", re.sub(r"^(! |\w+: )", "", text)).replace(", P>", ">")


def table():
    lines, shown, current = [], {}, None
    for _, heading, numpy_text, gamut_text, options in rows():
        if numpy_text.startswith("! "):
            continue
        found = names_in(plain(numpy_text)) or [plain(numpy_text)]
        if all(shown.get(name, 0) >= SHOWN for name in found):
            continue
        for name in found:
            shown[name] = shown.get(name, 0) + 1
        if heading != current:
            lines.append(f"\n### {heading}\n\n| NumPy | gamut | policies |\n|---|---|---|\n")
            current = heading
        numpy_line, gamut_line = (plain(text).replace("|", "\\|") for text in (numpy_text, gamut_text))
        lines.append(f"| `{numpy_line}` | `{gamut_line}` | {'host' if 'host' in options else 'all'} |\n")
    return "".join(lines) + "\n"


def left_out():
    path = FOLDER / "left_out.txt"
    if not path.exists():
        return {}
    lines = [line for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return dict((part.strip() for part in line.split(" ; ")) for line in lines)


def reasons():
    lines = ["\n### Not there\n\n| NumPy | why |\n|---|---|\n"]
    lines += [f"| `{name}` | {reason} |\n" for name, reason in sorted(left_out().items())]
    return "".join(lines) + "\n" if len(lines) > 1 else ""


def count(path):
    used = {name for *_, numpy_text, _, _ in rows() for name in names_in(plain(numpy_text))}
    missing = left_out()
    by_module = {}
    for row in csv.DictReader(open(path)):
        if row["scope"] == "in":
            by_module.setdefault(row["module"], []).append(row["name"])
    for module, names in by_module.items():
        have = [name for name in names if name in used]
        print(f"{module}: {len(have)} of {len(names)} names have a row ({100 * len(have) / len(names):.1f} %)")
        for kind, some in (("left out", [n for n in names if n not in used and n in missing]),
                           ("missing", [n for n in names if n not in used and n not in missing])):
            if some:
                print(f"  {kind}: {' '.join(some)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--count", metavar="CSV")
    asked = parser.parse_args()
    if asked.count:
        return count(asked.count)
    page = PAGE.read_text()
    head, rest = page.split(BEGIN)
    written = head + BEGIN + table() + reasons() + END + rest.split(END)[1]
    if not asked.check:
        PAGE.write_text(written)
    elif written != page:
        sys.exit("docs/numpy.md is not what the rows say: run python3 tests/rows/document.py")


if __name__ == "__main__":
    main()
