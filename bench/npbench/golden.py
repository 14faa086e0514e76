#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Makes folders of inputs and of NumPy's results for gamut_npbench, from a checkout of NPBench.

    git clone https://github.com/spcl/npbench
    python3 bench/npbench/golden.py npbench FOLDER [--preset test|S|M|L] [--seed N] [--only gemm,lu]

A kernel's folder is FOLDER/SHORT. --preset test, the default, has the sizes of the project's own tests, which are
tests/data/npbench. With --seed the arrays hold random numbers, of the kernels that take any.
"""
import argparse
import pathlib
import sys

import checkout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("npbench")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--preset", default="test", choices=["test", "S", "M", "L"])
    parser.add_argument("--seed", type=int)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    kernels = checkout.kernels(options.npbench)
    wanted = options.only.split(",") if options.only else \
        list(kernels) if options.seed is None else checkout.ANY_VALUES
    for i, short in enumerate(wanted):
        if short not in kernels:
            raise SystemExit(f"NPBench has no kernel {short}")
        print(f"{i + 1}/{len(wanted)} {short}", file=sys.stderr)
        kernel = kernels[short]
        sizes = checkout.TEST_SIZES[short] if options.preset == "test" else kernel.info["parameters"][options.preset]
        checkout.write_folder(options.folder / short, kernel, options.preset, sizes, options.seed)


if __name__ == "__main__":
    main()
