#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""What is to be seen on a GPU, in one run: the tests, compute-sanitizer on some, the benchmarks beside CuPy, PyTorch, JAX, MatX and the
libraries below gamut.

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

CHECKED = ["create", "fuse", "eval", "reduce", "scan"]  # tests by compute-sanitizer, which takes its time


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


def timed(f, wait, repeats=7):
    """The median of some calls, each waited for; the first two (compilation) are left out."""
    taken = []
    for _ in range(repeats + 2):
        start = time.perf_counter()
        f(), wait()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[2:])


def cupy_works(cupy, dtype, n):
    a, b, c = (cupy.random.rand(n).astype(dtype) for _ in range(3))
    out = cupy.empty_like(a)
    kernel = cupy.ElementwiseKernel("T a, T b, T c", "T o", "o = a * b + sqrt(c)", "fused")
    total = cupy.ReductionKernel("T a, T b", "T o", "a * b", "a + b", "o = a", "0", "total")
    return {"fused": lambda: kernel(a, b, c, out), "fused, plain": lambda: a * b + cupy.sqrt(c), "sum": lambda: total(a, b),
            "sum, plain": lambda: cupy.sum(a * b)}, cupy.cuda.Device().synchronize


def torch_works(torch, dtype, n):
    if not torch.cuda.is_available():
        raise RuntimeError("it has no GPU")
    a, b, c = (torch.rand(n, dtype=getattr(torch, dtype), device="cuda") for _ in range(3))
    fused = torch.compile(lambda x, y, z: x * y + torch.sqrt(z))
    total = torch.compile(lambda x, y: (x * y).sum())
    return {"fused": lambda: fused(a, b, c), "fused, plain": lambda: a * b + torch.sqrt(c), "sum": lambda: total(a, b),
            "sum, plain": lambda: (a * b).sum()}, torch.cuda.synchronize


def jax_works(jax, dtype, n):
    if jax.default_backend() == "cpu":
        raise RuntimeError("it has no GPU")
    jax.config.update("jax_enable_x64", True)
    a, b, c = (jax.random.uniform(jax.random.PRNGKey(i), (n,), dtype=dtype) for i in range(3))
    fused = jax.jit(lambda x, y, z: x * y + jax.numpy.sqrt(z))
    total = jax.jit(lambda x, y: (x * y).sum())
    return {"fused": lambda: fused(a, b, c).block_until_ready(), "sum": lambda: total(a, b).block_until_ready()}, lambda: None


PEERS = {"cupy": cupy_works, "torch": torch_works, "jax": jax_works}


def peers_of_fused(n):
    """a * b + sqrt(c) and sum(a * b) of n numbers by the libraries that are here, compiled, and plain where they have that too."""
    rows, left_out = [], []
    for name, works_of in PEERS.items():
        try:
            module = importlib.import_module(name)
            for dtype, suffix, size in (("float64", "", 8), ("float32", " float32", 4)):
                works, wait = works_of(module, dtype, n)
                for work, f in works.items():
                    what, _, how = work.partition(", ")
                    rows.append({"work": what + suffix, "peer": f"{name}{', ' + how if how else ''}", "seconds": timed(f, wait),
                                 "bytes": (2 if what == "sum" else 4) * size * n, "flops": 0})
        except Exception as reason:  # a peer that is not here, or not for a GPU
            left_out.append(f"{name}: {type(reason).__name__}: {reason}")
    return rows, left_out


def goals(rows):
    """What issue 7 asks of the figures: (the question, what was measured, whether it holds)."""
    seconds = {(r["work"], r["peer"]): r["seconds"] for r in rows}
    rate = {work: r["bytes"] / r["seconds"] for r in rows if r["peer"] == "gamut" for work in [r["work"]]}

    def asked(what, value, holds):
        found.append((what, value, holds))

    found = []
    for work in ("fused", "sum"):
        for suffix in ("", " float32"):
            share = rate[work + suffix] / rate["copy" + suffix]
            asked(f"{work}{suffix}: 90% of a copy's bandwidth", f"{100 * share:.0f}%", share >= 0.9)
            for peer, factor in (("cupy", 1), ("cupy, plain", 2)):
                if (work + suffix, peer) in seconds:
                    ratio = seconds[work + suffix, peer] / seconds[work + suffix, "gamut"]
                    asked(f"{work}{suffix}: {factor}x {peer}", f"{ratio:.2f}x", ratio >= factor)
    asked("jacobi: 85% of a copy's bandwidth", f"{100 * rate['jacobi'] / rate['copy']:.0f}%", rate["jacobi"] >= 0.85 * rate["copy"])
    for (work, peer), taken in seconds.items():
        if peer in ("cuBLAS", "cuSOLVER"):
            ratio = seconds[work, "gamut"] / taken
            asked(f"{work}: within 3% of {peer}", f"{ratio:.3f}", ratio <= 1.03)
    launch, graph = seconds["launch", "gamut"] * 1e6, seconds["100 launches in a graph", "gamut"] * 1e4
    asked("a tiny expression: under 6 us", f"{launch:.2f} us", launch < 6)
    asked("in a graph: under 2 us", f"{graph:.2f} us", graph < 2)
    return found


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
    tests, _ = run(["ctest", "--test-dir", build, "-R", rf"^{options.tests}\.{form}$", "--no-tests=error", "--output-on-failure",
                    "-j", "1" if options.dry_run else "4"], 400)
    steps.append(tests)
    sanitizer = shutil.which("compute-sanitizer")
    for tool in ("memcheck", "racecheck"):
        for test in CHECKED:
            program = build / "tests" / f"test.{test}.{form}"
            if options.dry_run or not sanitizer:
                left_out.append(f"compute-sanitizer {tool} {program.name}: " +
                                ("a dry run has no GPU" if options.dry_run else "it is not installed"))
            else:
                steps.append(run([sanitizer, "--tool", tool, "--error-exitcode", "1", program], 120)[0])
    bench, lines = run([build / "bench" / f"device_work.{form}"], 200)
    steps.append(bench)
    rows = [json.loads(line) for line in lines.splitlines()]
    matx = build / "bench" / "device_matx.device"
    if options.dry_run or not matx.exists():
        left_out.append("MatX: " + ("a dry run has no GPU" if options.dry_run else "cmake/device_dependencies.py brings its headers"))
    else:
        peer, lines = run([matx], 200)
        steps.append(peer)
        rows += [json.loads(line) for line in lines.splitlines()]
    size = 1_000_000 if options.dry_run else 100_000_000
    peers, missing = peers_of_fused(size)
    rows, left_out = rows + peers, left_out + missing
    asked = goals(rows) if bench["status"] == 0 else []
    copy = next((r["bytes"] / r["seconds"] for r in rows if r["work"] == "copy"), None)
    (build / "device_check.json").write_text(json.dumps(
        {"gpu": name, "steps": steps, "results": rows, "asked": asked, "left_out": left_out}, indent=1) + "\n")
    table = [f"GPU: {name}", "", "| work | by | ms | GB/s | of a copy's | GFLOP/s |", "|---|---|---|---|---|---|"]
    for r in rows:
        speed = r["bytes"] / r["seconds"]
        share = f"{100 * speed / copy:.0f}%" if copy and r["bytes"] else ""
        table.append(f"| {r['work']} | {r['peer']} | {r['seconds'] * 1e3:.4g} | {speed / 1e9:.1f} | {share} | "
                     f"{r['flops'] / r['seconds'] / 1e9:.1f} |")
    table += ["", "| asked | measured | |", "|---|---|---|"]
    table += [f"| {what} | {value} | {'says nothing' if options.dry_run else 'yes' if holds else 'NO'} |" for what, value, holds in asked]
    table += [""] + [f"- {'done' if s['status'] == 0 else 'FAILED'} in {s['seconds']} s: {s['command']}" for s in steps]
    table += [f"- left out: {what}" for what in left_out]
    (build / "device_check.md").write_text("\n".join(table) + "\n")
    print("\n".join(table))
    sys.exit(any(s["status"] != 0 for s in steps))


if __name__ == "__main__":
    main()
