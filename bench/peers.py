#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""One Python peer of the benchmarks, as a process that compare.py talks to.

A benchmark is known by its name without the peer, `work/size/dtype/threads` (of reductions `op/shape/axis/dtype/threads`).
The process reads requests from its input, one JSON object a line, and answers each with one line:

    {"do": "time", "name": NAME, "seconds": S}    nanoseconds of one run, or why there are none
    {"do": "save", "name": NAME, "file": F}       the result, or a sample of it, as .npy
    {"do": "compare", "file": F, "with": G}       whether two saved results agree

    python3 bench/peers.py numpy 1
"""
import argparse
import itertools
import json
import math
import pathlib
import re
import sys
import time

try:
    import numpy as np
except ImportError as problem:
    print(json.dumps({"missing": str(problem)}))
    sys.exit()

HERE = pathlib.Path(__file__).parent
TABLE = (HERE.parent / "include/gamut/functions.inc").read_text()
ROWS = {name: (int(arity), rule, float(low), float(high)) for name, arity, rule, low, high in
        re.findall(r"^GAMUT_FN\((\w+),\s*(\d),\s*(\w+),.*?,\s*([-\d.]+),\s*([-\d.]+)\)$", TABLE, re.M)}
ALIASES = [(name, alias) for alias, name in re.findall(r"^GAMUT_ALIAS\((\w+),\s*(\w+)", TABLE, re.M)]
OPERATORS = [(name, symbol) for symbol, name in re.findall(r"^GAMUT_OPERATOR\((\S+),\s*(\w+)", TABLE, re.M)]

EXPRESSIONS = {
    "fused": "a * b + sqrt(c)",
    "mixed": "a * exp(-b) + where(c > .5, log(a), sin(b))",
    "triad": "a + 3 * b",
    "tiny": "a * b + c",
}
ONE_ELEMENT = {"mixed": "a * exp(-b) + (log(a) if c > .5 else sin(b))"}  # where a loop does it better
COPIES = {
    "transpose": lambda a: a.T,
    "step2": lambda a: a[::2],
    "step3": lambda a: a[::3],
    "reversed": np.flip,
    **{"permute" + "".join(map(str, axes)): (lambda a, axes=axes: a.transpose(axes))
       for axes in itertools.permutations(range(3))},
}
CHOSEN = {
    "take": lambda shape: scattered(shape[0]),
    "mask": lambda shape: scattered(shape[0]) % 2 == 0,
    "rows": lambda shape: scattered(shape[0]),
    "columns": lambda shape: np.s_[:, scattered(shape[1])],
}
LINALG = {
    "matmul": lambda a: (lambda b: lambda: a @ b)(a.copy()),
    "solve": lambda a: (lambda b: lambda: np.linalg.solve(a, b))(uniform(2, a.shape[:-1] + (1,) * (a.ndim > 2))),
    "inv": lambda a: lambda: np.linalg.inv(a),
    "det": lambda a: lambda: np.linalg.det(a),
    "cholesky": lambda a: (lambda p: lambda: np.linalg.cholesky(p))(a @ a.T),
    "qr": lambda a: lambda: np.linalg.qr(a)[1],
    "lstsq": lambda a: (lambda b: lambda: np.linalg.lstsq(a, b, rcond=None)[0])(uniform(2, a.shape[:1])),
    "svd": lambda a: lambda: np.linalg.svd(a)[1],
    "eigh": lambda a: (lambda h: lambda: np.linalg.eigh(h)[0])(a + a.T),
    "eig": lambda a: lambda: np.sort(np.linalg.eig(a)[0].real),  # in no order
}
FFTS = ["fft", "rfft", "fft2", "rfft2"]
SAMPLE = 1_000_000  # of larger results every few elements are compared; bench.hpp takes the same ones


class Name:
    """The parts of a benchmark's name."""

    def __init__(self, text):
        self.work, size, *axis, self.dtype, threads = text.split("/")
        self.shape = tuple(int(extent) for extent in size.split("x"))
        self.axis = None if axis in ([], ["all"]) else int(axis[0].removeprefix("axis"))
        self.threads = int(threads)


def scattered(n):
    """All numbers below n, far apart."""
    return np.arange(n) * 7919 % n


def uniform(seed, shape, dtype="float64", low=0.0, high=1.0):
    """The operand that bench.hpp draws: the same numbers."""
    if dtype == "bool":
        return np.full(shape, False)  # written: untouched zeros are all one page
    kind = np.dtype(dtype).type
    if kind not in (np.float32, np.float64):
        return (np.random.default_rng(seed).random(shape) * 100).astype(dtype)
    numbers = np.random.default_rng(seed).random(shape, dtype)
    return numbers if (low, high) == (0, 1) else numbers * kind(high - low) + kind(low)


def row_operands(name):
    """The operands of a function of the table, in its own range; a choice is made by truth values."""
    arity, rule, low, high = ROWS[name.work]
    operands = [uniform(seed, name.shape, name.dtype, low, high) for seed in range(1, arity + 1)]
    if rule == "selection":
        operands[0] = operands[0] > np.dtype(name.dtype).type((low + high) / 2)
    return operands


def fft_operand(name):
    """Real numbers, or complex ones."""
    parts = [uniform(seed, name.shape) for seed in (1, 2)]
    return parts[0] if name.work.startswith("r") else parts[0] + 1j * parts[1]


class NumPy:
    """The reference: every benchmark as a NumPy program writes it, with a place for the result where it can be named."""

    def __init__(self, threads):
        self.version = np.__version__
        self.one_thread = True

    def make(self, name):
        """A function that runs the benchmark and returns its result; None for one that this peer lacks."""
        if name.work in ROWS:
            return self.row(name)
        if name.work in EXPRESSIONS:
            a, b, c = (uniform(seed, name.shape) for seed in (1, 2, 3))
            out = np.zeros(name.shape)
            line = eval(f"lambda a, b, c: {EXPRESSIONS[name.work]}", vars(np))
            return lambda: assign(out, line(a, b, c))
        if name.work == "sum_of_product":
            a, b = (uniform(seed, name.shape) for seed in (1, 2))
            return lambda: np.sum(a * b)
        if name.work.startswith("stencil"):
            a = uniform(1, name.shape)
            b, inner = np.zeros(name.shape), (slice(1, -1),) * len(name.shape)
            line = STENCILS[name.work]

            def run():
                b[inner] = line(a)
                return b

            return run
        if name.work in LINALG:
            n = name.shape[-1]
            return LINALG[name.work]((uniform(1, name.shape) - 0.5) / math.sqrt(n) + np.eye(n))
        if name.work in COPIES:
            a, view = uniform(1, name.shape), COPIES[name.work]
            out = np.zeros(view(a).shape)
            return lambda: assign(out, view(a))
        if name.work in FFTS:
            a, function = fft_operand(name), getattr(np.fft, name.work)
            return lambda: function(a, norm="ortho")
        if name.work in CHOSEN:
            a, chosen = uniform(1, name.shape), CHOSEN[name.work](name.shape)
            return lambda: a[chosen]
        function = getattr(np, name.work, None)
        if function is None:
            return None
        a, axis = uniform(1, name.shape, name.dtype), name.axis
        return lambda: function(a, axis)

    def row(self, name):
        operands, function = row_operands(name), getattr(np, name.work)
        first = function(*operands)
        out = np.zeros(first.shape, first.dtype)
        if isinstance(function, np.ufunc) or name.work == "clip":
            return lambda: function(*operands, out=out)
        if any(np.shares_memory(first, x) for x in operands):  # np.real is a view: its copy is timed
            return lambda: assign(out, function(*operands))
        return lambda: function(*operands)


def assign(out, value):
    out[...] = value
    return out


def five(a):
    return 0.2 * (a[1:-1, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:] + a[2:, 1:-1] + a[:-2, 1:-1])


def seven(a):
    return 0.125 * (2 * a[1:-1, 1:-1, 1:-1] + a[:-2, 1:-1, 1:-1] + a[2:, 1:-1, 1:-1] + a[1:-1, :-2, 1:-1]
                    + a[1:-1, 2:, 1:-1] + a[1:-1, 1:-1, :-2] + a[1:-1, 1:-1, 2:])


STENCILS = {"stencil5": five, "stencil7": seven}


class SciPy:
    """SciPy's Fourier transforms."""

    def __init__(self, threads):
        import scipy
        import scipy.fft
        self.module, self.version, self.threads = scipy.fft, scipy.__version__, threads
        self.one_thread = False

    def make(self, name):
        if name.work not in FFTS:
            return None
        a, function = fft_operand(name), getattr(self.module, name.work)
        return lambda: function(a, norm="ortho", workers=self.threads)


class NumExpr:
    """numexpr, with each expression compiled once. A function of the table goes by its name, alias or operator."""

    def __init__(self, threads):
        import numexpr
        self.numexpr, self.version = numexpr, numexpr.__version__
        self.one_thread = False
        numexpr.set_num_threads(threads)

    def make(self, name):
        if name.work in EXPRESSIONS:
            operands = [uniform(seed, name.shape) for seed in (1, 2, 3)]
            return self.compiled(EXPRESSIONS[name.work], operands, np.zeros(name.shape))
        if name.work not in ROWS:
            return None
        operands = row_operands(name)
        with np.errstate(all="ignore"):
            expected = getattr(np, name.work)(*operands)
        for spelling in self.spellings(name.work, len(operands)):
            try:
                run = self.compiled(spelling, operands, np.zeros(expected.shape, expected.dtype))
                if agreement(run(), expected) is None:
                    return run
            except Exception:  # numexpr has no such function, or not of these dtypes
                continue
        return None

    def spellings(self, function, arity):
        names = "abc"[:arity]
        for word in [function] + [alias for name, alias in ALIASES if name == function]:
            yield f"{word}({', '.join(names)})"
        for name, symbol in OPERATORS:
            if name == function:
                yield f"a {symbol} b" if arity == 2 else f"{symbol}a"
        if function == "power":
            yield "a ** b"

    def compiled(self, text, operands, out):
        used = [(letter, x) for letter, x in zip("abc", operands) if re.search(rf"\b{letter}\b", text)]
        call = self.numexpr.NumExpr(text, signature=[(letter, self.numexpr.necompiler.getType(x)) for letter, x in used])
        arguments, options = [x for _, x in used], {"out": out, "casting": "safe", "ex_uses_vml": False}
        return lambda: call(*arguments, **options)


class Numba:
    """Numba: the loop that a person writes, over prange where there are threads."""

    def __init__(self, threads):
        import numba
        self.numba, self.version = numba, numba.__version__
        self.one_thread = False
        self.threads = threads
        if threads > 1:
            numba.set_num_threads(threads)
        self.kernels = {}

    def kernel(self, text):
        """The function `kernel` of a source text, compiled."""
        if text not in self.kernels:
            names = {"prange": self.numba.prange, "sqrt": math.sqrt, "exp": math.exp, "log": math.log, "sin": math.sin}
            exec(text, names)
            self.kernels[text] = self.numba.njit(parallel=self.threads > 1, error_model="numpy")(names["kernel"])
        return self.kernels[text]

    def make(self, name):
        if name.work in EXPRESSIONS:
            element = re.sub(r"\b([abc])\b", r"\1[i]", ONE_ELEMENT.get(name.work, EXPRESSIONS[name.work]))
            kernel = self.kernel("def kernel(a, b, c, out):\n"
                                 "    for i in prange(out.size):\n"
                                 f"        out[i] = {element}\n")
            operands = [uniform(seed, name.shape) for seed in (1, 2, 3)]
        elif name.work == "stencil5":
            kernel = self.kernel("def kernel(a, out):\n"
                                 "    for i in prange(1, a.shape[0] - 1):\n"
                                 "        for j in range(1, a.shape[1] - 1):\n"
                                 "            out[i, j] = 0.2 * (a[i, j] + a[i, j - 1] + a[i, j + 1] + a[i + 1, j]"
                                 " + a[i - 1, j])\n")
            operands = [uniform(1, name.shape)]
        elif name.work == "stencil7":
            kernel = self.kernel("def kernel(a, out):\n"
                                 "    for k in prange(1, a.shape[0] - 1):\n"
                                 "        for i in range(1, a.shape[1] - 1):\n"
                                 "            for j in range(1, a.shape[2] - 1):\n"
                                 "                out[k, i, j] = 0.125 * (2 * a[k, i, j] + a[k - 1, i, j]"
                                 " + a[k + 1, i, j] + a[k, i - 1, j] + a[k, i + 1, j] + a[k, i, j - 1]"
                                 " + a[k, i, j + 1])\n")
            operands = [uniform(1, name.shape)]
        else:
            return None
        out = np.zeros(name.shape)

        def run():
            kernel(*operands, out)
            return out

        return run


class Jax:
    """JAX on the processor, compiled by XLA; its threads are the cores that this process may run on."""

    def __init__(self, threads):
        import jax
        jax.config.update("jax_enable_x64", True)
        self.jax, self.version = jax, jax.__version__
        self.one_thread = False

    def make(self, name):
        jax, put = self.jax, self.jax.numpy.asarray
        if name.work in EXPRESSIONS:
            line = jax.jit(eval(f"lambda a, b, c: {EXPRESSIONS[name.work]}", vars(jax.numpy)))
            operands = [put(uniform(seed, name.shape)) for seed in (1, 2, 3)]
            return lambda: line(*operands).block_until_ready()
        if name.work in STENCILS:
            inner, line = (slice(1, -1),) * len(name.shape), STENCILS[name.work]
            update = jax.jit(lambda a, b: b.at[inner].set(line(a)), donate_argnums=1)
            a, b = put(uniform(1, name.shape)), jax.numpy.zeros(name.shape)

            def run():
                nonlocal b
                b = update(a, b)
                return b.block_until_ready()

            return run
        return None


PEERS = {"numpy": NumPy, "scipy": SciPy, "numexpr": NumExpr, "numba": Numba, "jax": Jax}


def sample(result):
    """The elements of a result that are compared, in one dimension."""
    flat = np.ascontiguousarray(np.asarray(result)).ravel()
    if flat.dtype.kind == "c":
        flat = np.concatenate([flat.real, flat.imag])
    return flat if flat.size <= SAMPLE else flat[::flat.size // SAMPLE | 1]


def agreement(got, expected):
    """None where two results agree to a few units in the last place, else a sentence."""
    got, expected = np.asarray(got), np.asarray(expected)
    if got.shape != expected.shape:
        return f"shapes {got.shape} and {expected.shape}"
    if expected.dtype.kind != "f":
        wrong = int(np.count_nonzero(got != expected))
        return f"{wrong} of {got.size} elements differ" if wrong else None
    tolerance = 1e-5 if expected.dtype == np.float32 else 1e-12
    finite = np.abs(expected[np.isfinite(expected)], dtype=np.float64)
    floor = min(1.0, float(finite.max(initial=0.0)))  # of sums that cancel, the terms count
    if np.allclose(got, expected, rtol=tolerance, atol=tolerance * floor, equal_nan=True):
        return None
    return f"off by up to {np.nanmax(np.abs(got.astype(float) - expected)):.2g}"


def timed(run, seconds):
    """Nanoseconds of one run, from as many as fill the time, warm."""
    start = time.perf_counter_ns()
    run()
    turns = max(1, int(seconds * 1e9 / max(1, time.perf_counter_ns() - start)))
    start = time.perf_counter_ns()
    for _ in itertools.repeat(None, turns):
        run()
    return (time.perf_counter_ns() - start) / turns


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("peer", choices=PEERS)
    arguments.add_argument("threads", type=int)
    options = arguments.parse_args()
    answers, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer

    def answer(**fields):
        print(json.dumps(fields), file=answers, flush=True)

    try:
        peer = PEERS[options.peer](options.threads)
    except ImportError as missing:
        return answer(missing=str(missing))
    answer(version=peer.version)
    kept = (None, None)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["do"] == "compare":
                difference = agreement(np.load(request["file"]), np.load(request["with"]))
                answer(difference=difference)
                continue
            name = Name(request["name"])
            if peer.one_thread and name.threads > 1 and name.work not in LINALG:
                answer(lacks=True)
                continue
            if kept[0] != request["name"]:
                kept = (None, None)
                with np.errstate(all="ignore"):
                    kept = (request["name"], peer.make(name))
                    if kept[1] is not None:
                        kept[1]()
            run = kept[1]
            if run is None:
                answer(lacks=True)
            elif request["do"] == "time":
                with np.errstate(all="ignore"):
                    answer(ns=timed(run, request["seconds"]))
            else:
                with np.errstate(all="ignore"):
                    np.save(request["file"], sample(run()))
                answer(saved=True)
            if math.prod(name.shape) > 4_000_000:
                kept, run = (None, None), None
        except Exception as problem:  # one benchmark less, not the end of the run
            kept = (None, None)
            answer(problem=f"{type(problem).__name__}: {problem}")


if __name__ == "__main__":
    main()
