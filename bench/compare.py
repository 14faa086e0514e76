#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Runs bench/fused beside NumPy, turn by turn in one run, and prints medians and ratios.

    cmake --workflow --preset bench
    python3 bench/compare.py build/bench/bench/fused [--rounds 9]
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np  # noqa: E402  (after the thread setting that it reads)


def timed(work):
    """Nanoseconds of one call, from as many as fill a twentieth of a second, warm."""
    work()
    turns, start = 0, time.perf_counter_ns()
    while (spent := time.perf_counter_ns() - start) < 50_000_000 or turns < 3:
        work()
        turns += 1
    return spent / turns


def fused(n):
    a, b, c = (np.random.default_rng(seed).random(n) for seed in (1, 2, 3))
    out = np.zeros(n)

    def work():
        out[:] = a * b + np.sqrt(c)

    return work


def sum_of_product(n):
    a, b = (np.random.default_rng(seed).random(n) for seed in (1, 2))
    return lambda: np.sum(a * b)


def jacobi(n):
    a = np.random.default_rng(1).random((n, n))
    b = np.zeros_like(a)

    def work():
        b[1:-1, 1:-1] = 0.2 * (a[1:-1, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:] + a[2:, 1:-1] + a[:-2, 1:-1])

    return work


WORK = {
    "fused": (fused, [4096, 100_000, 10_000_000], ["fused_eigen/{}", "fused_loop/{}", "fused_gamut/{}/1", "fused_gamut/{}/2"]),
    "sum_of_product": (sum_of_product, [100_000, 10_000_000],
                       ["sum_of_product_eigen/{}", "sum_of_product_gamut/{}/1", "sum_of_product_gamut/{}/2"]),
    "jacobi": (jacobi, [1000], ["jacobi_loop/{}", "jacobi_gamut/{}/1", "jacobi_gamut/{}/2"]),
}


def run(executable, benchmark_filter):
    """{name: nanoseconds} of one run of the executable."""
    out = subprocess.run([executable, "--benchmark_format=json", "--benchmark_min_time=0.05",
                          f"--benchmark_filter={benchmark_filter}"],
                         capture_output=True, text=True, check=True).stdout
    unit = {"ns": 1, "us": 1e3, "ms": 1e6}
    return {b["name"].removesuffix("/real_time"): b["real_time"] * unit[b["time_unit"]]
            for b in json.loads(out)["benchmarks"]}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("executable")
    arguments.add_argument("--rounds", type=int, default=9)
    options = arguments.parse_args()

    times = {}
    for round_number in range(options.rounds):
        print(f"\rround {round_number + 1} of {options.rounds}", end="", file=sys.stderr, flush=True)
        for name, (make, sizes, _) in WORK.items():
            for n in sizes:
                times.setdefault(f"{name} numpy/{n}", []).append(timed(make(n)))
                for key, value in run(options.executable, f"^{name}_[a-z]+/{n}/").items():
                    times.setdefault(key, []).append(value)
    print(file=sys.stderr)

    print("| work | size | peer | ns per element | NumPy / it |\n|---|---|---|---|---|")
    for name, (_, sizes, peers) in WORK.items():
        for n in sizes:
            elements = n * n if name == "jacobi" else n
            numpy = statistics.median(times[f"{name} numpy/{n}"])
            print(f"| {name} | {n} | NumPy {np.__version__} | {numpy / elements:.3f} | 1 |")
            for peer in peers:
                if peer.format(n) in times:
                    median = statistics.median(times[peer.format(n)])
                    label = peer.split("/")[0].removeprefix(name + "_")
                    threads = peer.split("/")[2:]
                    label += f", {threads[0]} thread{'s' if threads[0] != '1' else ''}" if threads else ""
                    print(f"| {name} | {n} | {label} | {median / elements:.3f} | {numpy / median:.2f} |")


if __name__ == "__main__":
    main()
