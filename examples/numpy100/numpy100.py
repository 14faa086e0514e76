#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""What NumPy prints for the exercises, and their gallery, both from the sources of this folder.

    python3 examples/numpy100/numpy100.py             writes docs/numpy100.md, and with a NumPy answers.npz
    python3 examples/numpy100/numpy100.py --check     fails where the page, or what this NumPy prints, is another

An exercise is a comment, `// NUMBER. What it is`, NumPy's lines below it, indented, and the C++ that ports them. NumPy's
lines run after np.random.seed(NUMBER); every argument of their print is an answer.
"""
import argparse
import io
import pathlib
import re
import sys
import textwrap

FOLDER = pathlib.Path(__file__).resolve().parent
PAGE = FOLDER.parent.parent / "docs" / "numpy100.md"
ANSWERS = FOLDER / "answers.npz"
SUBJECTS = ["making", "choosing", "computing", "counting"]
LEFT_OUT = {
    "1, 2, 5": "importing NumPy, its version and its documentation",
    "17, 27, 32": "what Python makes of expressions of numbers; in C++ `nan == nan` and `a < b > c` are the language's as well",
    "23, 46, 51, 91": "structured and record dtypes, which gamut does not have: in C++ a `struct`, or an array for each field",
    "26": "Python's `sum` beside NumPy's, which came in by a star import",
    "28": "0 / 0 of arrays without dimensions, and `nan` as an integer, which depends on the processor",
    "31": "switching warnings off: gamut has none",
    "33, 34": "dates: C++'s `std::chrono`",
    "43": "an array that cannot be written: C++'s `const`",
    "48": "the limits of dtypes: C++'s `std::numeric_limits`, or `gm::iinfo` and `gm::finfo`",
    "53": "another dtype in the same memory, which C++'s aliasing rules forbid; `astype` makes a new array",
    "63, 85": "subclasses of ndarray, with a name or kept symmetric: in C++ a class that has an array",
}


def exercises(subject):
    """The exercises of a source: (number, title, NumPy's lines, the C++)."""
    text = (FOLDER / f"{subject}.cpp").read_text()
    body = text[re.search(r"subject const \w+\{\n", text).end():text.index("\n};")]
    for part in re.split(r"^ *// (?=\d+\. )", body, flags=re.M)[1:]:
        lines = part.splitlines()
        number, title = re.match(r"(\d+)\. (.*)", lines.pop(0)).groups()
        python = []
        while lines and lines[0].lstrip().startswith("//"):
            python.append(lines.pop(0).lstrip()[2:])
        code = "\n".join(lines).strip().rstrip(",").removesuffix("}")
        code = re.match(r"\{(\d+),\s*\[\]\(printer& print\) \{(.*)\}$", code, re.S)
        if not code or code[1] != number:
            sys.exit(f"{subject}.cpp: exercise {number} is not {{{number}, [](printer& print) {{ ... }}}}")
        yield int(number), title, textwrap.dedent("\n".join(python)), textwrap.dedent(code[2].strip("\n")).strip()


def everything():
    return {subject: list(exercises(subject)) for subject in SUBJECTS}


def answers(np):
    """What NumPy prints: NUMBER_0, NUMBER_1, ..."""
    found = {}
    for each in everything().values():
        for number, _, python, _ in each:
            printed = []
            np.random.seed(number)
            exec(python, {"np": np, "io": io, "print": lambda *values: printed.extend(values)})
            for i, value in enumerate(printed):
                value = np.frombuffer(value.encode(), np.uint8) if isinstance(value, str) else np.asarray(value)
                found[f"{number}_{i}"] = np.ascontiguousarray(value).reshape(value.shape)
    return found


def title_of(subject):
    return re.search(r"^//\n// (.*)$", (FOLDER / f"{subject}.cpp").read_text(), re.M)[1]


def page():
    all_ = everything()
    count = sum(map(len, all_.values()))
    parts = [f"""# {count} exercises of numpy-100

[numpy-100](https://github.com/rougier/numpy-100) (Nicolas P. Rougier and others, MIT) is a collection of a hundred exercises for NumPy. These are the
{count} about arrays, under their numbers there, as lines of NumPy and of gamut: titles, lines and ports are ours. The [program](../examples/numpy100) runs
them, and a test compares all that they print with what NumPy printed, random numbers as well: both streams start at the exercise's number.
`namespace gm = gamut; using gm::_, gm::ellipsis, gm::newaxis, gm::slice;` is understood. `examples/numpy100/numpy100.py` wrote this page.

{", ".join(f"[{title_of(s)}](#{title_of(s).lower().replace(' ', '-').replace(',', '')})" for s in SUBJECTS)}, [left out](#left-out)."""]
    for subject, each in all_.items():
        parts.append(f"## {title_of(subject)}")
        for number, title, python, code in each:
            parts.append(f"**{number}.** {title}\n\n```python\n{python}\n```\n```cpp\n{code}\n```")
    parts.append("## Left out\n\n| exercises | what they are about |\n|---|---|\n"
                 + "\n".join(f"| {numbers} | {reason} |" for numbers, reason in LEFT_OUT.items()))
    return "\n\n".join(parts) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    numbers = sorted([int(n) for names in LEFT_OUT for n in names.split(",")]
                     + [number for each in everything().values() for number, *_ in each])
    if numbers != list(range(1, 101)):
        sys.exit("the exercises and what is left out are not 1 to 100, each once")
    try:
        import numpy as np
    except ImportError:
        np = None
    if not check:
        PAGE.write_text(page())
        if np:
            np.savez(ANSWERS, **answers(np))
        return
    if not PAGE.exists() or PAGE.read_text() != page():
        sys.exit("docs/numpy100.md is not what the sources say: run python3 examples/numpy100/numpy100.py")
    if np:
        kept, now = np.load(ANSWERS), answers(np)
        wrong = [name for name in {*kept, *now} if name not in kept or name not in now or kept[name].dtype != now[name].dtype
                 or kept[name].shape != now[name].shape or not np.allclose(kept[name], now[name], 1e-10, 1e-14, True)]
        if wrong:
            sys.exit(f"this NumPy's answers are others than those in answers.npz: {', '.join(sorted(wrong))}")


if __name__ == "__main__":
    main()
