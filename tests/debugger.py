# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""debugger.py GDB PRINTERS PROGRAM: what gdb prints of the program's arrays. Ends with 77 where gdb may not run it."""
import re
import subprocess
import sys

gdb, printers, program = sys.argv[1:]
EXPECTED = {"a": "float64 (2,3) [[0, 1, 2], [3, 4, 5]]", "column": "float64 (2,) [1, 4]",
            "lazy": "lazy add(multiply(float64 (2,3), 2), float64 (3,))", "flags": "bool (2,) [false, true]",
            "empty": "float32 (0,) []", "a.shape_": "(2,3)"}
commands = ["set debuginfod enabled off", f"source {printers}", "break stop", "run", "up"] + [f"print {e}" for e in EXPECTED]
out = subprocess.run([gdb, "-nx", "-batch"] + [w for c in commands for w in ("-ex", c)] + [program], capture_output=True,
                     text=True)
if re.search("ptrace|Could not trace|not permitted", out.stderr):  # a container that forbids debugging
    sys.exit(77)
for number, (expression, expected) in enumerate(EXPECTED.items(), 1):
    line = f"${number} = {expected}"
    if line not in out.stdout.splitlines():
        sys.exit(f"{expression}: {line!r} is not in\n{out.stdout}{out.stderr}")
