# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Compiles one expression of 200 operations, each inside the next, optimised, within so many seconds of a processor, and
runs it: the values are a loop's.

    deep.py SECONDS FOLDER COMPILER [FLAGS...]
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


def main() -> int:
    limit, folder, compiler, *flags = sys.argv[1:]
    expression = "a"
    for k in range(OPERATIONS):
        expression = f"({expression} {['+ b', '* a', '- T(2)'][k % 3]})"
    where = pathlib.Path(folder)
    where.mkdir(parents=True, exist_ok=True)
    source, program = where / "deep.cpp", where / "deep"
    source.write_text(PROGRAM.format(expression=expression, operations=OPERATIONS))
    subprocess.run([compiler, "-std=c++20", "-O2", "-ffp-contract=off", *flags, str(source), "-o", str(program)], check=True)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = spent.ru_utime + spent.ru_stime
    print(f"{OPERATIONS} operations: {seconds:.1f} s of a processor, {spent.ru_maxrss // 1024} MiB; allowed: {limit} s")
    subprocess.run([str(program)], check=True)
    return 0 if seconds <= float(limit) else 1


if __name__ == "__main__":
    sys.exit(main())
