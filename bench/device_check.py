#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""What is to be seen on a GPU, in one run: the tests, compute-sanitizer on some, the benchmarks beside CuPy, PyTorch and JAX.

    python3 bench/device_check.py BUILD             # a build of preset device-check
    python3 bench/device_check.py BUILD --dry-run   # the same steps over the emulated device: shows that they run, measures nothing

Writes BUILD/device_check.json and .md. A step that cannot be made here is named with its reason, and so is a peer that is missing.
"""
import argparse
import importlib
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

PEERS = ["cupy", "torch", "jax"]
CHECKED = ["test.create", "test.fuse"]  # by compute-sanitizer, which takes its time


def gpu_name():
    try:
        got = subprocess.run(["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"], capture_output=True, text=True)
    except FileNotFoundError:
        return None
    return got.stdout.strip().splitlines()[0] if got.returncode == 0 and got.stdout.strip() else None


def run(command, limit):
    start = time.time()
    try:
        got = subprocess.run(command, capture_output=True, text=True, timeout=limit)
        return {"command": " ".join(map(str, command)), "status": got.returncode, "seconds": round(time.time() - start, 1),
                "output": got.stdout[-4000:] + got.stderr[-2000:]}, got.stdout
    except subprocess.TimeoutExpired:
        return {"command": " ".join(map(str, command)), "status": "timed out", "seconds": limit, "output": ""}, ""


def peers_of_fused(n):
    """a * b + sqrt(c) and sum(a * b) of n float64 by the libraries that are here, fused where they fuse."""
    rows, left_out = [], []
    for name in PEERS:
        try:
            module = importlib.import_module(name)
            if name == "cupy":
                a = module.random.rand(n)
                kernel = module.ElementwiseKernel("T a, T b, T c", "T o", "o = a * b + sqrt(c)", "fused")
                works = {"fused": lambda: kernel(a, a, a), "fused, plain": lambda: a * a + module.sqrt(a),
                         "sum": lambda: module.sum(a * a)}
                wait = module.cuda.Device().synchronize
            elif name == "torch":
                if not module.cuda.is_available():
                    raise RuntimeError("it has no GPU")
                a = module.rand(n, dtype=module.float64, device="cuda")
                works = {"fused, plain": lambda: a * a + module.sqrt(a), "sum": lambda: (a * a).sum()}
                wait = module.cuda.synchronize
            else:
                if module.default_backend() == "cpu":
                    raise RuntimeError("it has no GPU")
                module.config.update("jax_enable_x64", True)
                a = module.random.uniform(module.random.PRNGKey(0), (n,), dtype="float64")
                fused = module.jit(lambda x: x * x + module.numpy.sqrt(x))
                total = module.jit(lambda x: (x * x).sum())
                works = {"fused": lambda: fused(a).block_until_ready(), "sum": lambda: total(a).block_until_ready()}
                wait = lambda: None
            for work, f in works.items():
                f(), wait()
                taken = []
                for _ in range(7):
                    start = time.perf_counter()
                    f(), wait()
                    taken.append(time.perf_counter() - start)
                bytes_moved = (16 if work == "sum" else 32) * n
                rows.append({"work": work, "peer": name, "seconds": statistics.median(taken), "bytes": bytes_moved, "flops": 0})
        except Exception as reason:  # a peer that is not here, or not for a GPU
            left_out.append(f"{name}: {type(reason).__name__}: {reason}")
    return rows, left_out


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("build", type=pathlib.Path)
    ask.add_argument("--dry-run", action="store_true", help="over the emulated device")
    ask.add_argument("--tests", default=".*", metavar="REGEX", help="which tests (default: all)")
    options = ask.parse_args()
    build, form = options.build, "device-emulated" if options.dry_run else "device"
    name = "none: a dry run on the processor, whose figures say nothing" if options.dry_run else gpu_name()
    if name is None:
        sys.exit("device_check: nvidia-smi finds no GPU here; --dry-run goes through the steps on the processor")
    steps, left_out = [], []
    tests, _ = run(["ctest", "--test-dir", build, "-R", rf"^{options.tests}\.{form}$", "--no-tests=error", "--output-on-failure"], 400)
    steps.append(tests)
    sanitizer = shutil.which("compute-sanitizer")
    for tool in ("memcheck", "racecheck"):
        for test in CHECKED:
            program = build / "tests" / f"{test}.{form}"
            if options.dry_run or not sanitizer:
                left_out.append(f"compute-sanitizer {tool} {program.name}: " +
                                ("a dry run has no GPU" if options.dry_run else "it is not installed"))
            else:
                steps.append(run([sanitizer, "--tool", tool, "--error-exitcode", "1", program], 120)[0])
    bench, lines = run([build / "bench" / f"device_work.{form}"], 200)
    steps.append(bench)
    rows = [json.loads(line) for line in lines.splitlines()]
    size = 1_000_000 if options.dry_run else 100_000_000
    peers, missing = peers_of_fused(size)
    rows, left_out = rows + peers, left_out + missing + ["MatX: a program of its own is not written yet"]
    copy = next((r["bytes"] / r["seconds"] for r in rows if r["work"] == "copy"), None)
    (build / "device_check.json").write_text(json.dumps(
        {"gpu": name, "steps": steps, "results": rows, "left_out": left_out}, indent=1) + "\n")
    table = [f"GPU: {name}", "", "| work | by | ms | GB/s | of a copy's | GFLOP/s |", "|---|---|---|---|---|---|"]
    for r in rows:
        speed = r["bytes"] / r["seconds"]
        share = f"{100 * speed / copy:.0f}%" if copy and r["bytes"] else ""
        table.append(f"| {r['work']} | {r['peer']} | {r['seconds'] * 1e3:.4g} | {speed / 1e9:.1f} | {share} | "
                     f"{r['flops'] / r['seconds'] / 1e9:.1f} |")
    table += [""] + [f"- {'done' if s['status'] == 0 else 'FAILED'} in {s['seconds']} s: {s['command']}" for s in steps]
    table += [f"- left out: {what}" for what in left_out]
    (build / "device_check.md").write_text("\n".join(table) + "\n")
    print("\n".join(table))
    sys.exit(any(s["status"] != 0 for s in steps))


if __name__ == "__main__":
    main()
