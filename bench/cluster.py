# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# gamut on the cluster beside cuPyNumeric, the same programs on the same Legate:
#
#   python bench/cluster.py --gamut "DIR/run build/bench/bench.cluster" --cupynumeric "PYTHON" [--rounds 5]
#
# runs the two in turns (the environment, LEGATE_CONFIG among it, is theirs) and prints the medians in nanoseconds an
# element. PYTHON is a command that starts a Python that has cuPyNumeric; it is called with this file and --measure.
import argparse
import statistics
import subprocess
import time


def measure():
    import cupynumeric as np
    from legate.core import get_legate_runtime

    wait = lambda: get_legate_runtime().issue_execution_fence(block=True)

    def timed(name, elements, repeats, statement):
        best = float("inf")
        for _ in range(5):
            wait()
            start = time.perf_counter()
            for _ in range(repeats):
                statement()
            wait()
            best = min(best, time.perf_counter() - start)
        print(f"{name} {best / repeats / elements * 1e9:.4f}", flush=True)

    n = 10_000_000
    rng = np.random.default_rng(1)
    a, b, c = rng.random(n), rng.random(n), rng.random(n)
    o = np.zeros(n)

    def line():
        o[:] = a * b + np.sqrt(c)

    timed("a*b+sqrt(c)", n, 5, line)
    timed("sum(a*b)", n, 5, lambda: float(np.sum(a * b)))

    def jacobi(n, steps):
        grid = [np.zeros((n, n)), np.zeros((n, n))]
        grid[0][0, :] = grid[1][0, :] = 1.0

        def step():
            u, to = grid
            to[1:-1, 1:-1] = 0.25 * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:])
            grid.reverse()

        timed(f"jacobi {n}", n * n, steps, step)

    jacobi(1000, 50)
    jacobi(4000, 5)

    # Black and Scholes, as bench/cluster.cpp has it.
    s, strike, t = 5 + 25 * rng.random(n), 1 + 99 * rng.random(n), 0.25 + 9.75 * rng.random(n)
    call, put, r, v = np.zeros(n), np.zeros(n), 0.02, 0.3

    def cumulative_normal(d):
        k = 1 / (1 + 0.2316419 * np.abs(d))
        tail = 0.3989422804014327 * np.exp(-0.5 * d * d) * (
            k * (0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429)))))
        return np.where(d > 0, 1 - tail, tail)

    def options():
        d1 = (np.log(s / strike) + (r + 0.5 * v * v) * t) / (v * np.sqrt(t))
        n1, n2, discount = cumulative_normal(d1), cumulative_normal(d1 - v * np.sqrt(t)), np.exp(-r * t)
        call[:] = s * n1 - strike * discount * n2
        put[:] = strike * discount * (1 - n2) - s * (1 - n1)

    timed("black-scholes", n, 1, options)
    x, y, z = rng.random((1000, 1000)), rng.random((1000, 1000)), np.zeros((1000, 1000))

    def product():
        z[:] = x @ y

    timed("matmul 1000", 1_000_000, 2, product)
    right = rng.random(1000)
    timed("solve 1000", 1_000_000, 1, lambda: np.linalg.solve(x, right))
    larger, side = rng.random((2000, 2000)), rng.random(2000)
    timed("solve 2000", 4_000_000, 1, lambda: np.linalg.solve(larger, side))


def compare(options):
    commands = {"gamut": options.gamut.split(), "cuPyNumeric": options.cupynumeric.split() + [__file__, "--measure"]}
    times = {}
    for _ in range(options.rounds):
        for who, command in commands.items():
            output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            for line in output.splitlines():
                name, _, value = line.rpartition(" ")
                times.setdefault(name, {}).setdefault(who, []).append(float(value))
    print(f"{'ns an element':16}{'gamut':>10}{'cuPyNumeric':>14}{'ratio':>8}")
    for name, of in times.items():
        ours, theirs = (statistics.median(of[who]) for who in commands)
        print(f"{name:16}{ours:10.2f}{theirs:14.2f}{theirs / ours:8.1f}")


parser = argparse.ArgumentParser()
parser.add_argument("--measure", action="store_true")
parser.add_argument("--gamut")
parser.add_argument("--cupynumeric")
parser.add_argument("--rounds", type=int, default=5)
options = parser.parse_args()
measure() if options.measure else compare(options)
