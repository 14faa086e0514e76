#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Measures the backward errors of linalg, NumPy's beside them, and writes the part of docs/accuracy.md about them.

    cmake --workflow --preset bench && python3 bench/backward_errors.py build/bench/bench

The folder holds the programs backward_errors (Eigen alone) and, where a LAPACK was found, backward_errors_openblas. Both
compute what NumPy does, of the same matrices; how well their results make the matrices again is told from products in
long double.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = {"gamut, Eigen": "backward_errors", "gamut, OpenBLAS": "backward_errors_openblas"}
EPS = np.finfo(float).eps


def cases():
    """{name: stack of matrices}."""
    rng = np.random.default_rng(2026)
    draw = lambda *shape: rng.standard_normal(shape)
    i = np.arange(12)
    hilbert = 1.0 / (i[:, None] + i + 1)
    found = {f"random {n}": draw(20, n, n) for n in (8, 64)} | {"random 200": draw(3, 200, 200)}
    found |= {f"complex {n}": draw(20, n, n) + 1j * draw(20, n, n) for n in (8, 64)}
    found["Hilbert 12"] = hilbert[None]
    graded = draw(20, 40, 40) * np.logspace(0, -14, 40)
    found["graded 40"] = graded
    found["stack of 4 x 4"] = draw(1000, 4, 4)
    return found


def exact(x):
    return x.astype(np.clongdouble if np.iscomplexobj(x) else np.longdouble)


def product(*factors):
    result = exact(factors[0])
    for factor in factors[1:]:
        result = result @ exact(factor)
    return result


def adjoint(a):
    return np.conj(np.swapaxes(a, -1, -2))


def size(a):
    return np.sqrt(np.sum(np.abs(a) ** 2, axis=(-1, -2), dtype=np.longdouble))


def errors(a, b, positive, got):
    """{what: the largest backward error of the stack}, in the dtype's epsilon: how far, in the Frobenius norm, the problem
    that was solved is from the one that was asked."""
    one = np.eye(a.shape[-1])
    hermitian = a + adjoint(a)
    q, u, vh, v, x = (got[key] for key in ("q", "u", "vh", "v", "solve"))
    least = got["lstsq"]
    rest = b[0] - product(a[0], least)
    found = {
        "solve": size(product(a, x) - b) / (size(a) * size(x) + size(b)),
        "inv": size(product(a, got["inv"]) - one) / (size(a) * size(got["inv"])),
        "det": np.abs(1 - got["det"] / got["det exact"]) / got["cond"],
        "qr": size(product(q, got["r"]) - a) / size(a),
        "qr, Q": size(product(adjoint(q), q) - one) / size(one),
        "svd": size(product(u * got["s"][..., None, :], vh) - a) / size(a),
        "svd, U and V": np.maximum(size(product(adjoint(u), u) - one), size(product(vh, adjoint(vh)) - one)) / size(one),
        "eigh": size(product(hermitian, v) - exact(v) * got["w"][..., None, :]) / size(hermitian),
        "eigh, V": size(product(adjoint(v), v) - one) / size(one),
        "cholesky": size(product(got["cholesky"], adjoint(got["cholesky"])) - positive) / size(positive),
        "lstsq": size(product(adjoint(a[0]), rest)) / (size(a[0]) * (size(a[0]) * size(least) + size(b[0]))),
    }
    return {what: float(np.max(value)) / EPS for what, value in found.items()}


def numpys(a, b, positive):
    q, r = np.linalg.qr(a)
    u, s, vh = np.linalg.svd(a)
    w, v = np.linalg.eigh(a + adjoint(a))
    return {"solve": np.linalg.solve(a, b), "inv": np.linalg.inv(a), "det": np.linalg.det(a), "q": q, "r": r, "u": u, "s": s,
            "vh": vh, "w": w, "v": v, "cholesky": np.linalg.cholesky(positive),
            "lstsq": np.linalg.lstsq(a[0], b[0], rcond=None)[0]}


def exact_det(a):
    """Determinants by elimination in long double."""
    a = exact(a).copy()
    n, result = a.shape[-1], np.ones(a.shape[:-2], a.dtype)
    for m in range(len(a)):
        for j in range(n):
            pivot = j + int(np.argmax(np.abs(a[m, j:, j])))
            if pivot != j:
                a[m, [j, pivot]] = a[m, [pivot, j]]
                result[m] = -result[m]
            result[m] *= a[m, j, j]
            a[m, j + 1:] -= np.outer(a[m, j + 1:, j] / a[m, j, j], a[m, j])
    return result


def main():
    folder = pathlib.Path(sys.argv[1])
    programs = {who: folder / program for who, program in PROGRAMS.items() if (folder / program).exists()}
    rows, worst = [], dict.fromkeys(programs, (0.0, ""))
    for name, a in cases().items():
        b = np.random.default_rng(len(rows)).standard_normal((*a.shape[:-1], 2)).astype(a.dtype)
        positive = a if name.startswith("Hilbert") else a @ adjoint(a) + np.eye(a.shape[-1])
        common = {"det exact": exact_det(a), "cond": np.linalg.cond(a) * a.shape[-1]}
        table = {"NumPy": errors(a, b, positive, numpys(a, b, positive) | common)}
        for who, program in programs.items():
            with tempfile.TemporaryDirectory() as scratch:
                path = pathlib.Path(scratch) / ("m" + (".complex" if np.iscomplexobj(a) else ""))
                for what, x in (("", a), (".b", b), (".positive", positive)):
                    np.save(f"{path}{what}.npy", x)
                subprocess.run([program, path], check=True)
                got = {key: np.load(f"{path}.{key}.npy") for key in numpys(a[:1], b[:1], positive[:1])}
            table[who] = errors(a, b, positive, got | common)
        for what, theirs in table["NumPy"].items():
            rows.append([name, what] + [f"{table[who][what]:.3g}" for who in table])
            for who in programs:
                ratio = table[who][what] / max(theirs, 0.5)  # half a unit is what storing the result costs
                worst[who] = max(worst[who], (ratio, f"{what} of {name}"))
    said = "; ".join(f"{who} {ratio:.2f} ({where})" for who, (ratio, where) in worst.items())
    head = ["matrices", "of", "NumPy", *programs]
    part = "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head)] + ["| " + " | ".join(row) + " |" for row in rows])
    part = f"""Written by `python3 bench/backward_errors.py build/bench/bench`, NumPy {np.__version__}. The largest of a stack, in units of
float64's epsilon and relative to the matrix in the Frobenius norm: of `A @ x - b`, `A @ inv(A) - 1`, the products of factors with the matrix,
`Q^H @ Q - 1`, `A^H @ (b - A @ x)`; of determinants the relative error over n times the condition. "graded" matrices have columns from 1 to 1e-14.
The largest quotient of gamut's error and NumPy's (of at least half an epsilon): {said}.

{part}"""
    document = ROOT / "docs/accuracy.md"
    begin, end = "<!-- backward errors: begin -->", "<!-- backward errors: end -->"
    text = document.read_text()
    if begin not in text:
        text += f"\n## Linear algebra: backward errors\n\n{begin}\n{end}\n"
    document.write_text(re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: f"{begin}\n{part}\n{end}", text, flags=re.S))
    print(said, file=sys.stderr)


if __name__ == "__main__":
    main()
