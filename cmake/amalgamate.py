#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""All of gamut's host policy as one header, for Compiler Explorer and the like. It needs Eigen.

    python3 cmake/amalgamate.py [-o gamut_all.hpp] [--header gamut/gamut.hpp]

Headers of `#pragma once` are put where they are first included, tables (.inc) wherever they are. Headers of other policies are
left as the #include that they are: those branches need the folder. Needs Python alone.
"""
import argparse
import pathlib
import re

INCLUDE = re.compile(r"\s*#\s*include\s*<(gamut/[^>]+)>")
OTHERS = re.compile(r"gamut/(device|cluster)(/|\.hpp)")


class Amalgamation:
    def __init__(self, folder):
        self.folder, self.seen, self.lines = folder, set(), []

    def add(self, name):
        path = self.folder / name
        if name in self.seen:
            return
        text = path.read_text()
        if "#pragma once" in text:
            self.seen.add(name)
        self.lines.append(f"// {name}")
        for line in text.splitlines():
            found = INCLUDE.match(line)
            if found and not OTHERS.match(found.group(1)):
                self.add(found.group(1))
            elif line.strip() != "#pragma once" and not line.startswith("// SPDX-"):
                self.lines.append(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--output", type=pathlib.Path, default=pathlib.Path("gamut_all.hpp"))
    parser.add_argument("--header", default="gamut/gamut.hpp")
    options = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    made = Amalgamation(root / "include")
    made.add(options.header)
    banner = ["// SPDX-FileCopyrightText: 2026 the gamut authors", "// SPDX-License-Identifier: Apache-2.0", "//",
              "// Made by cmake/amalgamate.py from include/gamut.", "#pragma once", ""]
    options.output.write_text("\n".join(banner + made.lines) + "\n")
    print(f"{options.output}: {len(made.lines)} lines of {len(made.seen)} headers")


main()
