#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""excerpts.py PAGE FILE...: every ```python and ```cpp block of the page is a part of one of the files, which are tested. Exits
with 1 and the block that is not. A page says less than a file, never something else."""
import pathlib
import re
import sys
import textwrap

page, *files = map(pathlib.Path, sys.argv[1:])
texts = {"python": "", "cpp": ""}
for path in files:
    texts["python" if path.suffix == ".py" else "cpp"] += textwrap.dedent(path.read_text())
plain = lambda text: re.sub(r"^ +", "", text, flags=re.M)  # indented otherwise, as part of a function
found = 0
for language, block in re.findall(r"^```(python|cpp)\n(.*?)^```", page.read_text(), re.M | re.S):
    found += 1
    if plain(block) not in plain(texts[language]):
        sys.exit(f"{page}: in none of {', '.join(p.name for p in files)}:\n{block}")
if not found:
    sys.exit(f"{page} has no blocks")
