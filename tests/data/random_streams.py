#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/random_streams.inc: hashes, by NumPy, of long streams of every distribution over every bit generator.

A row is a call in both languages, of about 100,000 numbers, and the hash of what five seeds give, the one after the other:
hash = hash * multiplier + the number's bits. tests/random_streams.cpp compares them with ==.

Run it again after a change of the rows:  python3 tests/data/random_streams.py  (last with NumPy 2.4.6)
"""
import pathlib
import re

import numpy as np

SEEDS = [0, 1, 42, 20261125, 2**32 - 1]
BITS = ["PCG64", "PCG64DXSM", "Philox", "SFC64", "MT19937"]
MULTIPLIER = 0x9E3779B97F4A7C15
N = 100_000

# Calls that both languages write alike. BOTH are methods of Generator and RandomState.
BOTH = """
beta(0.5, 0.7, n)
beta(2.5, 0.7, n)
beta(0.01, 0.02, n)
binomial(10, 0.3, n)
binomial(20, 0.9, n)
binomial(500, 0.4, n)
binomial(100000, 0.77, n)
chisquare(3.5, n)
exponential(2.5, n)
f(3.0, 7.5, n)
gamma(0.3, 2.0, n)
gamma(4.5, 0.5, n)
geometric(0.5, n)
geometric(0.01, n)
gumbel(0.5, 2.0, n)
hypergeometric(5, 7, 4, n)
hypergeometric(50, 70, 40, n)
hypergeometric(500, 300, 700, n)
hypergeometric(30, 90, 100, n)
laplace(0.5, 2.0, n)
logistic(0.5, 2.0, n)
lognormal(0.5, 0.75, n)
logseries(0.3, n)
logseries(0.999, n)
negative_binomial(3.5, 0.2, n)
negative_binomial(60, 0.4, n)
noncentral_chisquare(0.5, 2.0, n)
noncentral_chisquare(3.0, 2.0, n)
noncentral_f(3.0, 5.0, 1.5, n)
normal(0.5, 2.0, n)
pareto(2.5, n)
poisson(0.0, n)
poisson(3.5, n)
poisson(1234.5, n)
power(2.5, n)
rayleigh(1.5, n)
standard_cauchy(n)
standard_exponential(n)
standard_gamma(0.5, n)
standard_gamma(1.0, n)
standard_gamma(9.5, n)
standard_normal(n)
standard_t(3.5, n)
triangular(-1.0, 0.5, 2.0, n)
uniform(-1.5, 2.25, n)
vonmises(0.5, 1e-9, n)
vonmises(0.5, 1e-6, n)
vonmises(3.0, 4.0, n)
wald(1.5, 2.5, n)
weibull(1.75, n)
zipf(1.2, n)
zipf(4.0, n)
random(n)
permutation(n)
choice(100000, n)
"""
ARRAYS = [  # NumPy's and gamut's
    ("multinomial(20, np.array([0.1, 0.2, 0.3, 0.4]), n // 4)", "multinomial(20, gm::array({0.1, 0.2, 0.3, 0.4}), n / 4)"),
    ("multinomial(300, np.array([0.5, 0.2, 0.3]), n // 4)", "multinomial(300, gm::array({0.5, 0.2, 0.3}), n / 4)"),
    ("dirichlet(np.array([0.5, 1.0, 7.5]), n // 4)", "dirichlet(gm::array({0.5, 1.0, 7.5}), n / 4)"),
    ("choice(5, n, p=np.array([0.1, 0.2, 0.3, 0.15, 0.25]))", "choice(5, n, gm::p = gm::array({0.1, 0.2, 0.3, 0.15, 0.25}))"),
    ("choice(100000, n // 2, replace=False)", "choice(100000, n / 2, gm::replace = false)"),
    ("normal(np.arange(1000.0), 0.5, (100, 1000))", "normal(gm::arange(1000.), 0.5, {100, 1000})"),
    ("binomial(np.arange(100).reshape(100, 1), np.linspace(0.0, 1.0, 1000))",
     "binomial(gm::reshape(gm::arange(100), 100, 1), gm::linspace(0., 1., 1000))"),
]
GENERATOR = [
    *[(f"integers({low}, {high}, n, np.{kind})", f"integers<{ctype}>({clow}, {chigh}, n)")
      for kind, ctype, low, high, clow, chigh in [
        ("int64", "std::int64_t", "-10", "1000", "-10", "1000"),
        ("int64", "std::int64_t", "-2**62", "2**62 + 12345", "-(1l << 62)", "(1l << 62) + 12345"),
        ("int64", "std::int64_t", "0", "2**32", "0", "1l << 32"),
        ("uint64", "std::uint64_t", "0", "2**63 + 1", "0", "(1ul << 63) + 1"),
        ("int32", "std::int32_t", "-2**31", "2**31", "-(1l << 31)", "1l << 31"),
        ("uint32", "std::uint32_t", "5", "2**31 + 7", "5", "(1l << 31) + 7"),
        ("int16", "std::int16_t", "-300", "20000", "-300", "20000"),
        ("uint16", "std::uint16_t", "0", "65536", "0", "65536"),
        ("int8", "std::int8_t", "-7", "100", "-7", "100"),
        ("uint8", "std::uint8_t", "0", "256", "0", "256"),
        ("bool", "bool", "0", "2", "0", "2"),
    ]],
    ("integers(0, 2**64 - 1, n, np.uint64, True)", "integers<std::uint64_t>(0, ~0ul, n, true)"),
    ("integers(np.arange(1000), 2000, (100, 1000), np.int16)", "integers<std::int16_t>(gm::arange(1000), 2000, {100, 1000})"),
    ("random(n, np.float32)", "template random<float>(n)"),
    ("standard_normal(n, np.float32)", "template standard_normal<float>(n)"),
    ("standard_exponential(n, np.float32)", "template standard_exponential<float>(n)"),
    ("standard_exponential(n, method='inv')", 'standard_exponential(n, "inv")'),
    ("standard_exponential(n, np.float32, 'inv')", 'template standard_exponential<float>(n, "inv")'),
    ("standard_gamma(0.5, n, np.float32)", "template standard_gamma<float>(0.5, n)"),
    ("standard_gamma(4.5, n, np.float32)", "template standard_gamma<float>(4.5, n)"),
    ("beta(1e-103, 2e-103, n)",) * 2,
    ("vonmises(3.0, 1e7, n)",) * 2,
    ("zipf(2000.0, n)",) * 2,
    ("choice(100000, 1000, replace=False)", "choice(100000, 1000, gm::replace = false)"),
    ("choice(100000, 1000, replace=False, shuffle=False)", "choice(100000, 1000, gm::replace = false, gm::shuffle = false)"),
    ("dirichlet(np.array([0.05, 0.02, 0.09]), n // 4)", "dirichlet(gm::array({0.05, 0.02, 0.09}), n / 4)"),
    ("multivariate_hypergeometric(np.array([16, 8, 4]), 6, n // 4)",
     "multivariate_hypergeometric(gm::array({16, 8, 4}), 6, n / 4)"),
    ("multivariate_hypergeometric(np.array([16, 8, 4]), 20, n // 4, 'count')",
     'multivariate_hypergeometric(gm::array({16, 8, 4}), 20, n / 4, "count")'),
    ("multivariate_hypergeometric(np.array([160, 80, 400]), 250, n // 4)",
     "multivariate_hypergeometric(gm::array({160, 80, 400}), 250, n / 4)"),
    ("permuted(np.arange(100000).reshape(100, 1000), axis=1)", "permuted(gm::reshape(gm::arange(100000), 100, 1000), 1)"),
    ("permuted(np.arange(100000).reshape(100, 1000), axis=0)", "permuted(gm::reshape(gm::arange(100000), 100, 1000), 0)"),
    ("permuted(np.arange(100000).reshape(100, 1000))", "permuted(gm::reshape(gm::arange(100000), 100, 1000))"),
    ("permutation(np.arange(100000).reshape(1000, 100), axis=0)",
     "permutation(gm::reshape(gm::arange(100000), 1000, 100), 0)"),
]
LEGACY = [
    *[(f"randint({low}, {high}, n, np.{kind})", f"randint<{ctype}>({clow}, {chigh}, n)")
      for kind, ctype, low, high, clow, chigh in [
        ("int64", "std::int64_t", "-10", "1000", "-10", "1000"),
        ("int64", "std::int64_t", "-2**62", "2**62 + 12345", "-(1l << 62)", "(1l << 62) + 12345"),
        ("int32", "std::int32_t", "-2**31", "2**31", "-(1l << 31)", "1l << 31"),
        ("int16", "std::int16_t", "-300", "20000", "-300", "20000"),
        ("uint8", "std::uint8_t", "0", "100", "0", "100"),
        ("bool", "bool", "0", "2", "0", "2"),
    ]],
    ("randn(n)",) * 2,
    ("rand(n)",) * 2,
    ("random_sample(n)",) * 2,
    ("random_integers(3, 30, n)",) * 2,
]


def bits_of(values):
    values = np.ravel(np.asarray(values))
    unsigned = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}[values.dtype.itemsize]
    return np.ascontiguousarray(values).view(unsigned).astype(np.uint64)


def powers(count):
    result = np.empty(count, np.uint64)
    power = 1
    for i in range(count):
        result[i] = power
        power = power * MULTIPLIER % 2**64
    return result


POWERS = powers(3 * N)


def hash_of(draw, call):
    result = 0
    for seed in SEEDS:
        words = bits_of(eval("draw." + call, {"draw": draw(seed), "np": np, "n": N}))
        count = len(words)
        tail = int((words * POWERS[:count][::-1]).sum(dtype=np.uint64))
        result = (result * pow(MULTIPLIER, count, 2**64) + tail) % 2**64
    return f"{result:#x}"


def main():
    both = [(line, line) for line in BOTH.split("\n") if line]
    lines = ["// Written by random_streams.py: a call, and its hash over " + ", ".join(BITS) + ".\n", "#ifdef STREAM\n"]
    with np.errstate(all="ignore"):
        import warnings
        warnings.simplefilter("ignore")
        for call, gamut in [*both, *ARRAYS, *GENERATOR]:
            hashes = [hash_of(lambda seed: np.random.Generator(getattr(np.random, name)(seed)), call) for name in BITS]
            gamut = re.sub(r"^integers<", "template integers<", gamut)
            lines.append(f"STREAM(({gamut}), {', '.join(hashes)})\n")
        lines += ["#endif\n", "#ifdef LEGACY_STREAM\n"]
        for call, gamut in [*both, *ARRAYS, *LEGACY]:
            gamut = re.sub(r"^randint<", "template randint<", gamut)
            lines.append(f"LEGACY_STREAM(({gamut}), {hash_of(np.random.RandomState, call)})\n")
        lines.append("#endif\n")
    pathlib.Path(__file__).with_suffix(".inc").write_text("".join(lines))


if __name__ == "__main__":
    main()
