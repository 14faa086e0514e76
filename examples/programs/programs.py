# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# What NumPy gives where the programs of this folder are run without options. As the programs they are our own versions
# of what cuPyNumeric's examples compute; they share no line with them.
#
#   programs.py --write                     all results of NumPy, into expected.txt beside this file
#   programs.py --check PROGRAM COMMAND...  runs a command and compares what it says with them (no NumPy needed)
#   programs.py --count CUPYNUMERIC         lines of code of each program and of cuPyNumeric's examples, as a table
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).parent
expected = here / "expected.txt"
programs = {}


def program(f):
    programs[f.__name__] = f
    return f


def cumulative_normal(np, d):
    k = 1 / (1 + 0.2316419 * np.abs(d))
    series = np.polyval([1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153, 0.0], k)
    tail = np.exp(-0.5 * d * d) / np.sqrt(2 * np.pi) * series
    return np.where(d > 0, 1 - tail, tail)


@program
def black_scholes(np, rng, n=10000):
    s, x, t = 5 + 25 * rng.random(n), 1 + 99 * rng.random(n), 0.25 + 9.75 * rng.random(n)
    r, v = 0.02, 0.3
    d1 = (np.log(s / x) + (r + v * v / 2) * t) / (v * np.sqrt(t))
    n1, n2, discount = cumulative_normal(np, d1), cumulative_normal(np, d1 - v * np.sqrt(t)), np.exp(-r * t)
    call, put = s * n1 - x * discount * n2, x * discount * (1 - n2) - s * (1 - n1)
    yield "calls", call.sum()
    yield "puts", put.sum()
    yield "dearest call", call.max()


@program
def black_scholes_greeks(np, rng, times=20, volatilities=10, strikes=30):
    s, r = 100.0, 0.02
    t, v, k = np.meshgrid(0.5 + np.arange(times) / 3650, 0.1 + 0.01 * np.arange(volatilities),
                          s * (0.6 + 0.01 * np.arange(strikes)), indexing="ij")
    d1 = (np.log(s / k) + (r + v * v / 2) * t) / (v * np.sqrt(t))
    d2 = d1 - v * np.sqrt(t)
    at = np.exp(-d1 * d1 / 2) / np.sqrt(2 * np.pi)
    for name, sign in (("call", 1), ("put", -1)):
        n1, n2 = cumulative_normal(np, sign * d1), cumulative_normal(np, sign * d2)
        present = k * np.exp(-r * t)
        vega = s * np.sqrt(t) * at
        for greek in (sign * (s * n1 - present * n2), sign * n1, vega, at / (s * v * np.sqrt(t)), -d2 * at / v,
                      vega * d1 * d2 / v, -(s * v * at / (2 * np.sqrt(t)) + sign * r * present * n2)):
            yield name, greek.mean()


@program
def cfd(np, rng, nx=41, ny=41, steps=20, iterations=20):
    # Whole rows by np.roll along x, which is periodic.
    rho, nu, force, dt, dx, dy = 1.0, 0.1, 1.0, 0.001, 2 / (nx - 1), 2 / (ny - 1)
    right, left = (lambda a: np.roll(a, -1, 1)[1:-1]), (lambda a: np.roll(a, 1, 1)[1:-1])
    u, v, p, b = np.zeros((ny, nx)), np.zeros((ny, nx)), np.ones((ny, nx)), np.zeros((ny, nx))
    for _ in range(steps):
        un, vn = u.copy(), v.copy()
        ux, uy = (right(u) - left(u)) / (2 * dx), (u[2:] - u[:-2]) / (2 * dy)
        vx, vy = (right(v) - left(v)) / (2 * dx), (v[2:] - v[:-2]) / (2 * dy)
        b[1:-1] = rho * ((ux + vy) / dt - ux**2 - 2 * uy * vx - vy**2)
        for _ in range(iterations):
            q = p.copy()
            p[1:-1] = ((right(q) + left(q)) * dy**2 + (q[2:] + q[:-2]) * dx**2 - dx**2 * dy**2 * b[1:-1]) / (
                2 * (dx**2 + dy**2))
            p[-1], p[0] = p[-2], p[1]

        def moved(a):
            centre = a[1:-1]
            return (centre - un[1:-1] * dt / dx * (centre - left(a)) - vn[1:-1] * dt / dy * (centre - a[:-2])
                    + nu * dt * ((right(a) - 2 * centre + left(a)) / dx**2 + (a[2:] - 2 * centre + a[:-2]) / dy**2))

        u[1:-1] = moved(un) - dt / (2 * rho * dx) * (right(p) - left(p)) + force * dt
        v[1:-1] = moved(vn) - dt / (2 * rho * dy) * (p[2:] - p[:-2])
        u[0] = u[-1] = v[0] = v[-1] = 0
    yield "u", u.sum()
    yield "change of u", (u.sum() - un.sum()) / u.sum()
    yield "v", np.abs(v).sum()
    yield "p", p.sum()


@program
def cg(np, rng, n=12):
    a = 4.0 * np.eye(n * n)
    for k in (1, -1, n, -n):
        a -= np.eye(n * n, k=k)
    b = rng.random(n * n)
    exact = np.linalg.solve(a, b)
    for steps, x, scale in (("steps", "x", 1.0), ("preconditioned steps", "y", 1 / (4.0 * n * n))):
        r, before, count = b.copy(), 0.0, 0
        p = z = scale * r
        before = r @ z
        while np.sqrt(r @ r) >= 1e-10:
            step = a @ p
            r = r - before / (p @ step) * step
            z, last = scale * r, before
            before = r @ z
            p = z + before / last * p
            count += 1
        yield steps, count
        yield x, exact.sum()
    yield "right", 1


@program
def cholesky(np, rng, n=100):
    x = rng.random((n, n))
    l = np.linalg.cholesky(x @ x.T + n * np.eye(n))
    yield "l", l.sum()
    yield "trace", np.trace(l)
    yield "right", 1


@program
def einsum(np, rng, n=20, iterations=3):
    a, b = rng.random((n, n, n)) / n, rng.random((n, n, n)) / n
    for _ in range(iterations):
        a = np.einsum("kac,kbc->kab", a, b)
    yield "sum", a.sum()
    yield "largest", a.max()


@program
def gemm(np, rng, n=100, iterations=5):
    a, b = rng.uniform(-0.1, 0.1, (n, n)), rng.uniform(-0.1, 0.1, (n, n))
    for _ in range(iterations):
        c = a @ b
        a, b, c = b, c, a
    yield "a", np.abs(a).sum()
    yield "b", np.abs(b).sum()


@program
def indexing_routines(np, rng, n=100):
    b = np.arange(n)
    index, odd = b % 10, b % 2 == 1
    yield "diagonal", np.diag(np.diag(b * b)).sum()
    yield "choose", np.choose(index, [b * k for k in range(1, 11)]).sum()
    yield "repeat", np.repeat(np.ones((n, n), int), index, axis=1).sum()
    a = np.ones(n, int)
    a[index], a[odd] = 10, 12
    yield "one dimension", a.sum()
    a = np.ones((n, n), int)
    a[odd, odd] = 11
    yield "pairs", a.sum()
    a[:, index] = 12
    yield "columns", a.sum()
    a[a % 2 == 1] = 13
    yield "mask", a.sum()
    a = np.ones((n, n // 10, 10), int)
    a[index, :, index] = 15
    yield "around a slice", a.sum()
    a[a % 2 == 1] = 16
    yield "mask of three dimensions", a.sum()


@program
def jacobi(np, rng, n=100, iterations=100):
    a = rng.random((n, n)) + n * np.eye(n)
    yield "x", np.linalg.solve(a, rng.random(n)).sum()
    yield "right", 1


@program
def kmeans(np, rng, n=2000, dimensions=3, clusters=10, steps=10):
    data, centres = rng.random((n, dimensions)), rng.random((clusters, dimensions))
    for _ in range(steps):
        distances = ((data[:, None] - centres) ** 2).sum(2)
        labels = distances.argmin(1)
        total = distances.min(1).sum()
        for c in range(clusters):
            own = data[labels == c]
            centres[c] = own.sum(0) / max(len(own), 1)
    yield "distance", total
    yield "centres", centres.sum()


programs["kmeans_slow"] = kmeans


@program
def linreg(np, rng, n=1000, features=32, steps=100):
    x, y = rng.standard_normal((n, features)), rng.random(n)
    w = np.zeros(features)
    for _ in range(steps):
        w -= 1e-5 / n * (x @ w - y) @ x
    yield "error", ((x @ w - y) ** 2).sum()
    yield "weights", 1e5 * w.sum()


@program
def logreg(np, rng, n=1000, features=32, steps=100):
    x, y = rng.standard_normal((n, features)), np.floor(2 * rng.random(n))
    w = np.zeros(features)
    for _ in range(steps):
        w += 1e-5 * (y - 1 / (1 + np.exp(-(x @ w)))) @ x
    yield "log likelihood", (y * (x @ w) - np.log(1 + np.exp(x @ w))).sum()
    yield "weights", w.sum()


@program
def lstm_forward(np, rng, b=32, d=10, n=4):
    x, h0 = rng.standard_normal((n, b, d)), rng.standard_normal((1, d))
    w = rng.standard_normal((2 * d, 4 * d)) / np.sqrt(2 * d)
    h, c, every = np.repeat(h0, b, 0), np.zeros((b, d)), []
    for word in x:
        sums = np.hstack((word, h)) @ w
        i, f, o = (1 / (1 + np.exp(-part)) for part in np.split(sums[:, : 3 * d], 3, 1))
        c = i * np.tanh(sums[:, 3 * d :]) + f * c
        h = o * np.tanh(c)
        every.append(h)
    yield "h", np.sum(every)
    yield "c", c.sum()


@program
def lstm_backward(np, rng, b=32, d=10, n=4):
    w = rng.standard_normal((2 * d, 4 * d)) / np.sqrt(2 * d)
    dh = rng.standard_normal((n, b, d))
    f, c, tanh_c = rng.standard_normal((n, b, 4 * d)), rng.standard_normal((n, b, d)), rng.standard_normal((n, b, d))
    carried, dcs, dins = np.zeros((b, d)), [], []
    dcell = np.zeros((b, d))
    for t in reversed(range(n)):
        i, forget, o, g = np.split(f[t], 4, 1)
        dhidden = dh[t] + carried
        dcell = dcell + (1 - tanh_c[t] ** 2) * o * dhidden
        dforget = c[t - 1] * dcell if t > 0 else np.zeros((b, d))
        di, do, dg = g * dcell, tanh_c[t] * dhidden, i * dcell
        dsums = np.hstack((i * (1 - i) * di, forget * (1 - forget) * dforget, o * (1 - o) * do, (1 - g**2) * dg))
        din = dsums @ w.T
        dcs.append(dcell)
        dins.append(din)
        carried, dcell = din[:, d:], forget * dcell
    yield "dc", np.sum(dcs)
    yield "din", np.sum(dins)
    yield "dh0", carried.sum()


@program
def qr(np, rng, m=100, n=80):
    q, r = np.linalg.qr(rng.random((m, n)))
    yield "r", np.abs(r).sum()
    yield "q", q.sum()
    yield "right", 1


@program
def quantiles(np, rng, m=1000, n=4):
    a, q = rng.random((m, n)), [0.0, 0.37, 0.42, 0.5, 0.67, 0.83, 0.99, 1.0]
    for row in np.quantile(a, q, axis=0):
        yield "linear", row.sum()
    yield "lower", np.quantile(a, q, axis=0, method="lower").sum()


@program
def richardson_lucy(np, rng, n=12, iterations=3, width=4):
    def convolve(x, kernel):  # by the transform of both, and cut to the middle
        shape = [a + b - 1 for a, b in zip(x.shape, kernel.shape)]
        full = np.fft.irfftn(np.fft.rfftn(x, shape, (0, 1, 2)) * np.fft.rfftn(kernel, shape, (0, 1, 2)), shape, (0, 1, 2))
        return full[tuple(slice((k - 1) // 2, (k - 1) // 2 + e) for k, e in zip(kernel.shape, x.shape))]

    image, kernel, sharp = rng.random((n, n, n)), rng.random((width,) * 3), np.full((n, n, n), 0.5)
    for _ in range(iterations):
        sharp = sharp * convolve(image / convolve(sharp, kernel), np.flip(kernel))
    yield "sum", sharp.sum()
    yield "largest", sharp.max()


@program
def scan(np, rng, m=100, n=50):
    whole, a = rng.integers(1000, size=(m, n)), 0.5 + rng.random((m, n))
    yield "cumsum", whole.cumsum().sum()
    yield "cumsum of rows", a.cumsum(1).sum()
    yield "cumprod of columns", a.cumprod(0).sum()
    a[1, 1] = np.nan
    yield "nancumsum", np.nancumsum(a, axis=0).sum()
    yield "nancumprod", np.nancumprod(a, axis=1).sum()


@program
def sort(np, rng, m=200, n=300):
    a, weights = rng.random((m, n)), np.arange(n) / n
    yield "rows", (np.sort(a) * weights).sum()
    yield "columns", np.sort(a, axis=0)[m // 2].sum()
    yield "all", np.sort(a, axis=None)[::7].sum()
    yield "order", (np.argsort(a, axis=1) * weights).sum()


@program
def stencil(np, rng, n=100, iterations=100):
    grid = np.zeros((n + 2, n + 2))
    grid[:, 0] = grid[:, -1] = grid[-1] = -273.15
    grid[0] = 40
    for _ in range(iterations):
        grid[1:-1, 1:-1] = (grid[1:-1, 1:-1] + grid[:-2, 1:-1] + grid[2:, 1:-1] + grid[1:-1, :-2] + grid[1:-1, 2:]) / 5
    yield "mean", grid[1:-1, 1:-1].mean()
    yield "middle", grid[n // 2, n // 2]


@program
def svd(np, rng, m=60, n=40):
    s = np.linalg.svd(rng.random((m, n)), compute_uv=False)
    yield "largest", s[0]
    yield "sum", s.sum()
    yield "right", 1


@program
def take_pairs(np, rng, m=100, n=32):
    import itertools

    chosen = np.arange(m * n).reshape(m, n).take(list(itertools.combinations(range(n), 2)), axis=1)
    yield "sum", chosen.sum()
    yield "last", chosen[-1, -1, -1]


@program
def tssvd(np, rng, m=500, n=8):
    a = rng.random((m, n))
    a[range(n), range(n)] = 1 + a[:n].sum(1)
    s = np.linalg.svd(a, compute_uv=False)
    yield "largest", s[0]
    yield "sum", s.sum()
    yield "right", 1


def write():
    import numpy as np

    with expected.open("w") as file:
        for name, f in sorted(programs.items()):
            for what, value in f(np, np.random.default_rng(1)):
                file.write(f"{name}.{what}: {float(value)!r}\n")


def check(name, command):
    wanted = [line.split(".", 1)[1] for line in expected.read_text().splitlines() if line.split(".", 1)[0] == name]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=600)
    if said.returncode != 0:
        sys.exit(f"{name} ended with status {said.returncode}")
    got = said.stdout.splitlines()
    if not wanted or len(got) != len(wanted):
        sys.exit(f"{name} said {len(got)} lines where NumPy has {len(wanted)}:\n{said.stdout}")
    for ours, theirs in zip(got, wanted):
        (what, a), (same, b) = ours.rsplit(": ", 1), theirs.rsplit(": ", 1)
        if what != same or not abs(float(a) - float(b)) <= 1e-9 * abs(float(b)):
            sys.exit(f"{name}: {ours}, where NumPy has {theirs}")
    print(f"{name}: {len(got)} results are NumPy's")


def lines_of_code(text, comment):
    return sum(1 for line in text.splitlines() if line.strip() and not line.strip().startswith(comment))


def count(root):
    print("| program | Python | without its command line | gamut |\n|---|---|---|---|")
    for name in sorted([*programs, "solve"]):
        python = (pathlib.Path(root) / "examples" / f"{name}.py").read_text()
        ours = (here.parent if name == "solve" else here) / f"{name}.cpp"
        lines = [lines_of_code(part, "#") for part in (python, python.split("\nif __name__")[0])]
        print(f"| [{name}]({ours.relative_to(here.parent)}) | {lines[0]} | {lines[1]} | {lines_of_code(ours.read_text(), '//')} |")


if sys.argv[1:2] == ["--write"]:
    write()
elif sys.argv[1:2] == ["--check"]:
    check(sys.argv[2], sys.argv[3:])
elif sys.argv[1:2] == ["--count"]:
    count(sys.argv[2])
else:
    sys.exit(f"usage: {sys.argv[0]} --write | --check PROGRAM COMMAND... | --count CUPYNUMERIC")
