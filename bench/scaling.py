# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# Weak and strong scaling of the cluster policy, as tables, and a model of many nodes:
#
#   python bench/scaling.py --run "DIR/run" --program build/bench/bench.scaling [--rounds 3] [--seconds 600]
#   python bench/scaling.py --model [--nodes 1000] [--task 1e-4] ...
#
# The first runs the program on one process with one and with two processors and on two processes, with as much work for
# each processor (weak) and with the work of one (strong), and prints milliseconds (medians of the rounds) and efficiencies.
# It says what it does as it goes, begins no other round when its seconds are over, and ends a run that takes a minute.
# The second prints what the model of docs/scaling.md gives; its numbers are options, their defaults this page's.
import argparse
import math
import os
import signal
import statistics
import subprocess
import sys
import time

CONFIGURATIONS = (("1 process, 1 processor", 1, 1), ("1 process, 2 processors", 1, 2), ("2 processes, 1 each", 2, 1))


def measure(options):
    def once(ranks, cpus, parts):
        environment = {**os.environ, "LEGATE_CONFIG": f"--cpus {cpus} --sysmem 3000 --utility 1 --logging gpu=6,threads=6"}
        command = [*options.run.split(), "-n", str(ranks), options.program, "--parts", str(parts)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True) as process:
            try:
                output, _ = process.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGTERM)
                output, _ = process.communicate()
                print(f"  ended after a minute, with {len(output.splitlines())} lines", file=sys.stderr)
            else:
                if process.returncode:
                    raise SystemExit(f"{' '.join(command)} failed")
        return {name: float(value) for name, value in (line.rsplit(": ", 1) for line in output.splitlines())}

    start = time.monotonic()
    times = {}
    for turn in range(options.rounds):
        if turn > 0 and time.monotonic() - start > options.seconds:
            break
        for grows in (True, False):
            for name, ranks, cpus in CONFIGURATIONS:
                kind = "weak" if grows else "strong"
                print(f"round {turn + 1} of {options.rounds}, {kind}, {name}, {time.monotonic() - start:.0f} s", file=sys.stderr)
                for what, seconds in once(ranks, cpus, ranks * cpus if grows else 1).items():
                    times.setdefault((grows, what), {}).setdefault(name, []).append(seconds)
    for title, grows in (("Weak: as much for each processor", True), ("Strong: the work of one processor", False)):
        print(f"\n{title}\n\n| ms | " + " | ".join(c[0] for c in CONFIGURATIONS) + " |\n|---|" + "---|" * len(CONFIGURATIONS))
        for (of, what), by in times.items():
            if of != grows:
                continue
            one, cells = statistics.median(by[CONFIGURATIONS[0][0]]), []
            for name, ranks, cpus in CONFIGURATIONS:
                if name not in by:
                    cells.append("over a minute")
                    continue
                seconds = statistics.median(by[name])
                share = f" ({one / seconds / (1 if grows else ranks * cpus):.0%})" if ranks * cpus > 1 else ""
                cells.append(f"{seconds * 1e3:.3g}{share}")
            print(f"| {what} | " + " | ".join(cells) + " |")


def model(o):
    """What docs/scaling.md derives: of each statement on p nodes the seconds of work, of what moves, and of launches."""
    node = o.memory  # bytes a second that a node streams
    word = 8

    def line(n, p):  # three arrays read, one written
        return 4 * word * n / p / node, 0.0, o.task

    def total(n, p):
        return 2 * word * n / p / node, o.read + 2 * math.log2(p) * o.latency, 2 * o.task

    def stencil(n, p):  # a square of n elements in squares, four rims of which go to neighbours
        edge = math.sqrt(n / p)
        return 2 * word * n / p / node, (4 * (o.latency + word * edge / o.network) if p > 1 else 0.0), o.task

    def matmul(n, p):  # tiles of an n x n result, each with its rows and its columns
        q = math.sqrt(p)
        return 2 * n**3 / p / o.flops, (2 * (1 - 1 / q) * word * n * n / q / o.network if p > 1 else 0.0), o.task

    def solve(n, p):  # panels of w columns go to all, one after the other; their owner factors them
        w = o.width
        update, panel = 2 / 3 * n**3 / p / o.flops, n * n * w / o.panel_flops
        words = word * n * n / 2 * min(2, math.log2(p)) / o.network if p > 1 else 0.0
        return max(update, panel), words, 3 * n / w * o.task

    def gather(n, p):  # a view with steps comes whole to every tile
        return word * n / p / node, (word * n * (1 - 1 / p) / o.network if p > 1 else 0.0), o.task

    nodes = sorted({p for p in (1, 10, 100, 1000, 10000) if p < o.nodes} | {o.nodes})
    seconds = lambda f, n, p: (lambda work, moved, launches: max(work + moved, launches))(*f(n, p))
    rows = (
        ("`a*b+sqrt(c)`", line, 1e9, lambda p: 1e9 * p),
        ("`sum(a*b)`", total, 1e9, lambda p: 1e9 * p),
        ("5-point stencil", stencil, 1e9, lambda p: 1e9 * p),
        ("`matmul`", matmul, 2e4, lambda p: 2e4 * p ** (1 / 2)),
        ("`solve`", solve, 2e4, lambda p: 2e4 * p ** (1 / 2)),
        ("a view with steps", gather, 1e9, lambda p: 1e9 * p),
    )
    for title, weak in (("Weak: as much memory for each node", True), ("Strong: the problem of one node", False)):
        print(f"\n{title}\n\n| efficiency on nodes | " + " | ".join(map(str, nodes)) + " |\n|---|" + "---|" * len(nodes))
        for name, f, one, grown in rows:
            cells = []
            for p in nodes:
                n = grown(p) if weak else one
                cells.append(f"{seconds(f, n, 1) / p / seconds(f, n, p):.1%}")
            print(f"| {name} | " + " | ".join(cells) + " |")


parser = argparse.ArgumentParser()
parser.add_argument("--run", help="what starts a program: DIR/run")
parser.add_argument("--program", help="bench.scaling")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--seconds", type=float, default=600, help="after which no other round begins")
parser.add_argument("--model", action="store_true")
parser.add_argument("--nodes", type=int, default=1000)
parser.add_argument("--task", type=float, default=1e-4, help="seconds to launch a task and to find what it waits for")
parser.add_argument("--read", type=float, default=3e-4, help="seconds until a number is read")
parser.add_argument("--memory", type=float, default=2e11, help="bytes a second that a node streams")
parser.add_argument("--flops", type=float, default=2e12, help="of a node's matrix products")
parser.add_argument("--panel-flops", type=float, default=2e10, help="of one task that factors a panel")
parser.add_argument("--network", type=float, default=2.5e10, help="bytes a second into a node")
parser.add_argument("--latency", type=float, default=5e-6, help="seconds of a message")
parser.add_argument("--width", type=int, default=128, help="columns of a panel")
arguments = parser.parse_args()
model(arguments) if arguments.model else measure(arguments)
