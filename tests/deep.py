# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Compiles one expression of 200 operations, each inside the next, optimised, in at most so many times what one of a
single operation takes in the same run, and runs both: the values are a loop's.

    deep.py TIMES FOLDER COMPILER [FLAGS...]
"""
import pathlib
import resource
import subprocess
import sys

OPERATIONS = 200
PROGRAM = """
#include <gamut/gamut.hpp>
namespace gm = gamut;

template <class T>
int differing(gm::index n) {{
  gm::ndarray<T, 1> const a = gm::arange(T(n)) * T(0.5), b = gm::ones<T>(n);
  gm::ndarray<T, 1> const y = {expression};
  int differ = 0;
  for (gm::index i = 0; i < n; ++i) {{
    T x = a(i);
    for (int k = 0; k < {operations}; ++k) x = k % 3 == 0 ? x + b(i) : k % 3 == 1 ? x * a(i) : x - T(2);
    differ += y(i) != x && x == x;
  }}
  return differ;
}}
int main() {{ return differing<double>(7) + differing<double>(5000) > 0; }}
"""


def compiled(operations: int, folder: pathlib.Path, compiler: list[str]) -> float:
    """The seconds of a processor that a compiler took, linker and all, for a program that has then been run."""
    expression = "a"
    for k in range(operations):
        expression = f"({expression} {['+ b', '* a', '- T(2)'][k % 3]})"
    source, program = folder / f"deep{operations}.cpp", folder / f"deep{operations}"
    source.write_text(PROGRAM.format(expression=expression, operations=operations))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*compiler, str(source), "-o", str(program)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(program)], check=True)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{operations} operations: {seconds:.1f} s of a processor, {after.ru_maxrss // 1024} MiB")
    return seconds


def main() -> int:
    allowed, folder, compiler, *flags = sys.argv[1:]
    where = pathlib.Path(folder)
    where.mkdir(parents=True, exist_ok=True)
    command = [compiler, "-std=c++20", "-O2", "-ffp-contract=off", *flags]
    one = compiled(1, where, command)
    times = compiled(OPERATIONS, where, command) / one
    print(f"{times:.1f} times as long; allowed: {allowed}")
    return 0 if times <= float(allowed) else 1


if __name__ == "__main__":
    sys.exit(main())
