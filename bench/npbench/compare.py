#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Measures NPBench's kernels in NumPy, Numba, JAX and gamut, turn by turn on the same inputs, and writes docs/npbench.md.

    cmake --workflow --preset bench
    git clone https://github.com/spcl/npbench
    python3 bench/npbench/compare.py npbench [--preset S,M,L] [--threads 1] [--only gemm,lu] [--venv build/venv]

Each peer is a process that holds the inputs; in every round each of them runs a few times, one peer after the other.
What counts is processor time with one thread, which what else runs on the machine disturbs least, and else the clock's.
Numba's and JAX's versions are NPBench's own: the best of those whose results are NumPy's. Compiling is not counted.
--document writes the page from what was measured before, kept in build/bench/npbench.
"""
import argparse
import ast
import importlib.util
import json
import math
import os
import pathlib
import re
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent)]
OURS = ["gamut", "gamut-openblas"]
PEERS = ["numpy", "numba", "jax"]
ROUNDS = 5


# What runs in a peer's process.

def worker(checkout_path, framework, folder):
    """Runs a framework's versions of a kernel: answers each line on standard input, a number of runs and seconds to
    spend at most for each version, with one line of {version: [(clock, processor), ...]} in milliseconds, or a problem."""
    import checkout
    import numpy as np
    folder = pathlib.Path(folder)
    parameters = json.loads((folder / "params.json").read_text())
    kernel = checkout.kernels(checkout_path)[parameters["short"]]
    # Numbers have the dtypes that NPBench gives them.
    values = {name: getattr(np, scalar["dtype"])(scalar["value"]) if hasattr(np, scalar["dtype"]) else scalar["value"]
              for name, scalar in parameters["scalars"].items()}
    values |= {name: np.load(folder / f"in_{name}.npy") for name in parameters["arrays"]}
    expected = {name: np.load(folder / f"out_{name}.npy") for name in parameters["outputs"]}
    changing = [name for name in parameters["outputs"] if name in values and parameters["outputs"][name].get("changed")]
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the versions print goes elsewhere

    if framework == "jax":
        import jax
        jax.config.update("jax_enable_x64", True)
        values = {name: jax.numpy.array(value) if isinstance(value, np.ndarray) else value
                  for name, value in values.items()}

    def run(function):
        fresh = {name: values[name] + 0 if framework == "jax" else values[name].copy() for name in changing}
        arguments = [fresh.get(name, values[name]) for name in parameters["call"]]
        if framework == "jax":
            jax.block_until_ready(arguments)
        clock, processor = time.perf_counter(), time.process_time()
        result = function(*arguments)
        if framework == "jax":
            jax.block_until_ready(result)
        processor, clock = time.process_time() - processor, time.perf_counter() - clock
        return (clock * 1e3, processor * 1e3), arguments, result

    def error(want, have):
        """Nothing where an array is as expected, by NPBench's rule, else how far it is from that."""
        if have.shape != want.shape:
            return math.inf
        if np.allclose(want, have, parameters["rtol"], parameters["atol"], equal_nan=True):
            return None
        off = np.linalg.norm((want - have).ravel()) / np.linalg.norm(want.ravel())
        return None if off < parameters["norm_error"] else off

    def wrong(arguments, result):
        """What is wrong with a version's results."""
        if framework == "jax":  # what others change is returned, in an order of each version's own
            leaves = [np.asarray(leaf) for leaf in (result if isinstance(result, tuple) else (result,))]
            errors = [[error(want, leaf) for want in expected.values()] for leaf in leaves]
            bad = [i for i, row in enumerate(errors) if None not in row]
            return f"result {bad[0]} is none of NumPy's, off by {min(errors[bad[0]]):.1g}" if bad else None
        got = checkout.results_of(dict(zip(parameters["call"], arguments)), result)
        errors = {name: error(want, np.asarray(got[name])) for name, want in expected.items()}
        bad = [name for name, off in errors.items() if off is not None]
        return f"{bad[0]} is off by {errors[bad[0]]:.1g}" if bad else None

    functions, problems = {}, {}
    for suffix in kernel.versions(framework):
        try:
            function = kernel.function(suffix)
            _, arguments, result = run(function)
            if framework == "numpy" or not (problem := wrong(arguments, result)):
                functions[suffix] = function
            else:
                problems[suffix] = problem
        except Exception as failed:  # whatever a version does wrong is reported, and it is left out
            problems[suffix] = f"{type(failed).__name__}: {failed}".splitlines()[0][:200]
    print(json.dumps({"problems": problems, "versions": list(functions)}), file=out, flush=True)
    for line in sys.stdin:
        runs, seconds = json.loads(line)
        times = {}
        for suffix, function in functions.items():
            start, times[suffix] = time.monotonic(), []
            while len(times[suffix]) < runs and (not times[suffix] or time.monotonic() - start < seconds):
                times[suffix].append(run(function)[0])
        print(json.dumps(times), file=out, flush=True)


# What measures.

class Peer:
    """A process that answers lines with lines."""

    def __init__(self, command, threads, pinned, limit):
        environment = dict(os.environ, JAX_PLATFORMS="cpu", TF_CPP_MIN_LOG_LEVEL="3", PYTHONWARNINGS="ignore")
        for name in ("OMP_NUM", "OPENBLAS_NUM", "MKL_NUM", "NUMBA_NUM"):
            environment[name + "_THREADS"] = str(threads)
        cores = sorted(os.sched_getaffinity(0))[:threads]
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
                                        env=environment,
                                        preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if pinned else None)
        self.hello = self.answer(limit)

    def answer(self, limit):
        ready, _, _ = select.select([self.process.stdout], [], [], limit)
        line = self.process.stdout.readline() if ready else ""
        if line:
            return json.loads(line)
        self.process.kill()
        self.log.seek(0)
        return {"failed": f"no answer within {limit:.0f} s" if not ready else self.log.read().strip()[-300:] or "it ended"}

    def ask(self, line, limit):
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except OSError as problem:
            return {"failed": str(problem)}
        return self.answer(limit)

    def close(self):
        self.process.kill()
        self.process.wait()


def measure(options, kernel, preset, program, python):
    """One kernel: {"times": {peer: {version: [ms, ...]}}, "problems": {...}}."""
    import checkout
    column = 1 if options.threads == 1 else 0  # the processor's time, or the clock's
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        folder = pathlib.Path(scratch)
        checkout.write_folder(folder, kernel, preset, kernel.info["parameters"][preset])
        each = max(1, math.ceil(options.runs / ROUNDS))
        commands = {"gamut": [str(program), "run", kernel.short, "--golden", str(folder), "--repeat", str(each),
                              "--threads", str(options.threads), "--json", "--serve"]}
        blas = program.with_name(program.name + "_openblas")
        if blas.exists() and kernel.short in subprocess.run([blas, "list"], capture_output=True, text=True).stdout.split():
            commands["gamut-openblas"] = [str(blas), *commands["gamut"][1:]]
        for peer in PEERS:
            commands[peer] = [python, str(HERE / "compare.py"), "--worker", options.npbench, peer, str(folder)]
        times, problems, peers = {}, {}, {}
        for name, command in commands.items():
            peer = Peer(command, options.threads, name == "jax", 120 + options.seconds * 4)
            if "failed" in peer.hello:
                problems[name] = peer.hello["failed"]
                peer.close()
                continue
            if name in OURS and not peer.hello["ok"]:
                problems[name] = "results differ from NumPy's"
            problems |= {name + suffix: problem for suffix, problem in peer.hello.get("problems", {}).items()}
            peers[name] = peer
        for turn in range(ROUNDS):
            for name, peer in list(peers.items()):
                # The first of gamut's turns came with its greeting, before the others ran: it is not counted.
                line = "" if name in OURS else json.dumps([each, options.seconds / ROUNDS])
                answer = peer.ask(line, 120 + 30 * options.seconds)
                if "failed" in answer:
                    problems[name] = answer["failed"]
                    peers.pop(name).close()
                    continue
                if name in OURS:
                    answer = {"": list(zip(answer["wall_ms"], answer["cpu_ms"]))}
                for version, runs in answer.items():
                    times.setdefault(name, {}).setdefault(version, []).extend(run[column] for run in runs)
        for peer in peers.values():
            peer.close()
    return {"times": times, "problems": problems, "threads": options.threads}


# Lines of code.

def python_lines(path):
    """Lines of code in the functions of a module: without signatures, decorators, docstrings, comments, blank lines."""
    text = path.read_text()
    counted = set()
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef):
            body = function.body
            if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
                body = body[1:]
            for statement in body:
                counted |= set(range(statement.lineno, statement.end_lineno + 1))
    lines = text.splitlines()
    return sum(1 for number in counted if lines[number - 1].strip() and not lines[number - 1].strip().startswith("#"))


def cpp_lines(path):
    """The same of a port: what is between the braces of its functions; what a shared header has counts as well."""
    text = path.read_text()
    total = 0
    for header in re.findall(r'#include "(\w+\.hpp)"', text):
        if header != "kernel.hpp":
            total += cpp_lines(path.parent / header)
    inside = False
    for line in text.splitlines():
        code = line.split("//")[0].rstrip()
        if not inside:
            inside = code.endswith("{") and not code.startswith("namespace")
        elif code == "}":
            inside = False
        elif code.strip():
            total += 1
    return total


# What is written.

def median(runs):
    return statistics.median(runs) if runs else None


def geometric_mean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else float("nan")


def best(results, peer):
    """The least median of a peer's versions."""
    medians = [median(runs) for runs in results["times"].get(peer, {}).values() if runs]
    return min(medians, default=None)


def digits(x):
    return "" if x is None else f"{x:.3g}" if x < 1000 else f"{x:.0f}"


def policies():
    """Which kernels run where, in a sentence: what CMakeLists.txt builds."""
    wide = sorted(path.stem for path in HERE.glob("*.cpp") if "class P>()" in path.read_text())
    loops = sorted(path.stem for path in HERE.glob("*.cpp") if path.stem not in [*wide, "main"])
    names = lambda some: ", ".join(f"`{name}`" for name in some)
    return (f"All {len(wide) + len(loops)} run on `host`. {len(wide)} are written for any policy, and run unchanged on "
            f"`device-emulated` (in the tests) and `cluster` (in the tests where a Legate is): {names(wide)}. {len(loops)} loop over "
            f"single elements and are for the host: {names(loops)}.\n`gamut_npbench run SHORT --golden DIR --policy device` goes on in the program of that policy beside it, "
            "`gamut_npbench.device-emulated`, where it was built; the cluster's is started by "
            "`LEGATE/run build/bench/npbench/gamut_npbench.cluster run ...`.")


def document(results, lines):
    """The page, and the plots by their names."""
    import svg
    parts, plots = [], {}
    for preset in ("S", "M", "L"):
        measured = results.get(preset, {}).get("kernels", {})
        if not measured:
            continue
        about = results[preset]
        over_numpy, over_others, by_blas, rows, losses, dots, few = [], [], [], [], [], {}, []
        for short, result in measured.items():
            ours = best(result, "gamut")
            if ours is None:
                rows.append(f"| {short} | | | | not measured: {result['problems'].get('gamut', '')} | | | | |")
                continue
            theirs = {peer: best(result, peer) for peer in PEERS}
            ratios = {peer: time_ / ours for peer, time_ in theirs.items() if time_ is not None}
            others = [ratios[peer] for peer in ("numba", "jax") if peer in ratios]
            dots[short] = ratios
            if "numpy" in ratios:
                over_numpy.append(ratios["numpy"])
                by_blas.append(theirs["numpy"] / (best(result, "gamut-openblas") or ours))
            if others:
                over_others.append(min(others))
            losses += [f"`{short}` {svg.title(peer)} {ratio:.2f}" for peer, ratio in ratios.items() if ratio < 1]
            counted = min(len(runs) for versions in result["times"].values() for runs in versions.values())
            if counted < about.get("runs", 10):
                few.append(f"`{short}` {counted}")
            cells = [digits(theirs[peer]) for peer in PEERS] + [digits(ours), digits(best(result, "gamut-openblas"))]
            cells += [f"{ratios['numpy']:.2f}" if "numpy" in ratios else "", f"{min(others):.2f}" if others else ""]
            rows.append(f"| {short} | " + " | ".join(cells) + f" | {lines[short][1]}/{lines[short][0]} |")
        parts.append(f"## Preset {preset}\n\n{about['about']}\n\n"
                     f"Geometric means: {geometric_mean(over_numpy):.2f}x NumPy ({len(over_numpy)} kernels, least "
                     f"{min(over_numpy):.2f}), {geometric_mean(over_others):.2f}x the best of Numba and JAX "
                     f"({len(over_others)} kernels). With OpenBLAS for the kernels that have "
                     f"products, {geometric_mean(by_blas):.2f}x NumPy, least {min(by_blas):.2f}.\n\n![speed-ups](performance/npbench-{preset}.svg)\n\n"
                     "| kernel | NumPy, ms | Numba, ms | JAX, ms | gamut, ms | with OpenBLAS, ms | over NumPy | over the best of Numba and JAX | "
                     "lines, gamut/NumPy |\n|---|---|---|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n\n"
                     f"Under 1x (the peer's time over gamut's), {len(losses)}: {', '.join(losses) or 'none'}."
                     + (f" Fewer runs of a peer: {', '.join(few)}." if few else ""))
        dots = dict(sorted(dots.items(), key=lambda row: -row[1].get("numpy", 1)))
        plots[f"npbench-{preset}.svg"] = svg.dots(f"NPBench, preset {preset}: the peer's time over gamut's", dots,
                                                  "times gamut's time")
        problems = [f"- `{short}`, {peer}: {problem}" for short, result in measured.items()
                    for peer, problem in result["problems"].items()]
        if problems:
            parts.append(f"<details><summary>Versions of peers that failed at {preset}</summary>\n\n"
                         + "\n".join(problems) + "\n\n</details>")
    ratio = sum(ours for _, ours in lines.values()) / sum(theirs for theirs, _ in lines.values())
    each = statistics.mean(ours / theirs for theirs, ours in lines.values())
    head = ("# NPBench\n\nThe 54 kernels of [NPBench](https://github.com/spcl/npbench), written for gamut as a port of the "
            "NumPy: array expressions where it has those, loops where it loops ([bench/npbench](../bench/npbench)).\n"
            "`gamut_npbench run SHORT --golden DIR` runs one on a folder of inputs and NumPy's results, which "
            "`bench/npbench/golden.py` makes; the tests have small ones. `bench/npbench/compare.py` wrote this page.\n\n"
            f"{policies()}\n\nLines of code, signatures and includes aside: {ratio:.2f} of NumPy's in all, {each:.2f} in the mean of the kernels.")
    return "\n\n".join([head, *parts]) + "\n", plots


def machine(options):
    import report

    versions = subprocess.run([options.python, "-c", "import numpy, numba, jax; print('NumPy', numpy.__version__ + ', "
                               "Numba', numba.__version__ + ', JAX', jax.__version__)"], capture_output=True, text=True)
    commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    timed = "processor time" if options.threads == 1 else "wall time"
    return (f"{report.processor()[0]}, {options.threads} thread{'s' * (options.threads > 1)}, {timed}, "
            f"medians of {options.runs} runs in {min(options.runs, ROUNDS)} turns; "
            f"{versions.stdout.strip() or versions.stderr[-80:]}; gamut at {commit.stdout.strip()}.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("npbench", help="a checkout of NPBench")
    parser.add_argument("--preset", default="S,M,L", help="S, M, L or several of them")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", default="", help="some kernels, others stay as they were measured before")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=20, help="a peer's time for a kernel, about")
    parser.add_argument("--venv", type=pathlib.Path, default=ROOT / "build/venv", help="of bench/compare.py")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/bench")
    parser.add_argument("--scratch", help="where inputs are kept meanwhile, up to some gigabytes")
    parser.add_argument("--document", action="store_true", help="write the page, measure nothing")
    options = parser.parse_args()
    options.python = str(options.venv / "bin/python") if options.venv.exists() else sys.executable
    if not importlib.util.find_spec("numpy") and options.python != sys.executable:
        os.execv(options.python, [options.python, *sys.argv])  # the Python at hand has no NumPy, the environment's has
    import checkout
    kernels = checkout.kernels(options.npbench)
    program = options.build / "bench/npbench/gamut_npbench"
    kept = options.build / "npbench.json"
    results = json.loads(kept.read_text()) if kept.exists() else {}
    wanted = options.only.split(",") if options.only else list(kernels)
    for preset in [] if options.document else options.preset.split(","):
        into = results.setdefault(preset, {"kernels": {}})
        into |= {"about": machine(options), "runs": options.runs}
        start = time.monotonic()
        for i, short in enumerate(wanted):
            into["kernels"][short] = result = measure(options, kernels[short], preset, program, options.python)
            into["kernels"] = dict(sorted(into["kernels"].items()))
            shown = ", ".join(f"{peer} {digits(best(result, peer))}" for peer in [*OURS, *PEERS] if best(result, peer))
            print(f"{preset} {i + 1}/{len(wanted)} {time.monotonic() - start:.0f} s: {short}, ms: {shown}"
                  + "".join(f"; {peer}: {problem}" for peer, problem in result["problems"].items()), file=sys.stderr, flush=True)
            kept.write_text(json.dumps(results))
    lines = {short: (python_lines(pathlib.Path(options.npbench) / (kernel.source + "_numpy.py")),
                     cpp_lines(HERE / f"{short}.cpp")) for short, kernel in kernels.items()}
    page, plots = document(results, lines)
    (ROOT / "docs/npbench.md").write_text(page)
    for name, plot in plots.items():
        (ROOT / "docs/performance" / name).write_text(plot)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(*sys.argv[2:])
    else:
        main()
