#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""blocks.py OUTPUT PAGE...: the C++ of the pages' ```cpp blocks as one program, which runs them in order.

Blocks of one page share names: each is a part of one function, or, where it defines
functions, a main or nothing but types, stands before it. `assert` says what has to come out.
"""
import pathlib
import re
import sys

out, pages = pathlib.Path(sys.argv[1]), sys.argv[2:]
includes, parts, calls = ["#include <gamut/gamut.hpp>"], [], []
for page in pages:
    name = re.sub(r"\W", "_", pathlib.Path(page).stem)
    before, body = [], []
    for number, block in enumerate(re.findall(r"^```cpp\n(.*?)^```", pathlib.Path(page).read_text(), re.M | re.S)):
        lines = block.splitlines()
        includes += [l for l in lines if l.startswith("#include") and l not in includes]
        lines = [l for l in lines if not l.startswith("#include") and "namespace gm = gamut;" not in l]
        text = "\n".join(lines)
        declares = all(l.startswith("using ") for l in lines if l)
        if declares or (re.search(r"^\w[^\n=]*\) \{", text, re.M) and not re.match(r"(for|if|while|try) ?", text)):
            if "int main" in text:
                text = f"namespace program_{number} {{\n{text.replace('int main', 'int main_')}\n}}"
                body.append(f"if (program_{number}::main_() != 0) return 1;")
            before.append(text)
        else:
            body.append(text)
    parts.append(f"namespace page_{name} {{\nusing gm::_, gm::slice, gm::newaxis, gm::ellipsis;\n" + "\n".join(before) +
                 "\nint run() {\n" + "\n".join(body) + "\nreturn 0;\n}\n}\n")
    calls.append(f'  if (page_{name}::run() != 0) return 1;')
out.write_text("\n".join(includes) + "\n#include <cassert>\n#include <iostream>\n#undef NDEBUG\nnamespace gm = gamut;\n" + "\n".join(parts) +
               "\nint main() {\n" + "\n".join(calls) + "\n}\n")
