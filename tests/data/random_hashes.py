# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# Prints, by NumPy, the numbers that tests/bit_generator.cpp compares with ==. Each block is headed by the name of
# the table or test case that it belongs to. Last run with NumPy 2.4.6; NEP 19 promises that the bits stay.
import numpy as np

SEEDS = [0, 1, 42, 12345678901234567890]
LEGACY_SEEDS = [0, 1, 42, 2**32 - 1]
LEGACY_KEYS = [[5], [0x123, 0x234, 0x345, 0x456], list(range(1000))]
COUNT = 1_000_000


def fnv1a(values):
    """The 64-bit FNV-1a hash of the values' bytes, little-endian."""
    h = 0xCBF29CE484222325
    for byte in values.astype(values.dtype.newbyteorder("<")).tobytes():
        h = (h ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


def literal(x):
    if isinstance(x, (float, np.floating)):
        suffix = "F" if isinstance(x, np.float32) else ""
        mantissa, exponent = float(x).hex().split("p")
        return f"{mantissa.rstrip('0')}p{exponent}{suffix}"
    return f"{int(x):#x}"


def words128(x):
    return f"u128({x >> 64:#018x}, {x & (1 << 64) - 1:#018x})"


def listing(values):
    return ", ".join(map(literal, values))


def row(*columns):
    print("    {" + ", ".join(c if isinstance(c, str) else "{" + listing(c) + "}" for c in columns) + "},")


print("// seed_sequence: entropy words, spawn key, 3 words of 32 bits after 5 passed over, 2 of 64")
for entropy, key in [
    ([0], []),
    ([42], []),
    ([42], [0]),
    ([42], [3, 1]),
    ([0xEB1F0AD2, 0xAB54A98C], []),
    ([1, 2, 3, 4, 5, 6], []),
    ([1, 2, 3, 4, 5, 6], [7]),
    ([], []),
    ([7], [2**32 + 5]),
]:
    s = np.random.SeedSequence(entropy, spawn_key=key)
    key_words = [w for k in key for w in ([k & 0xFFFFFFFF] + ([k >> 32] if k >> 32 else []))]
    row(entropy, key_words, s.generate_state(8)[5:], s.generate_state(2, np.uint64))

print("// seed_sequence of one 128-bit integer")
print(listing(np.random.SeedSequence(0x0123456789ABCDEF_FEDCBA9876543210).generate_state(2, np.uint64)))

print("// pcg64: seed, 3 raw draws, 3 doubles, hash of a million doubles")
for seed in SEEDS:
    doubles = np.random.default_rng(seed).random(COUNT)
    row(f"{seed}u", np.random.PCG64(seed).random_raw(3), doubles[:3], literal(fnv1a(doubles)))

print("// pcg64: state and increment of seed 42")
state = np.random.PCG64(42).state["state"]
print(words128(state["state"]), words128(state["inc"]))

print("// pcg64, seed 42: advanced by delta, the next draw")
for delta in [0, 1, 1000, 2**40 + 3, 2**64 - 1, 2**100 + 7, 2**128 - 5]:
    print(f"    {{{words128(delta)}, {literal(np.random.PCG64(42).advance(delta).random_raw())}}},")

print("// pcg64, seed 42: jumped 1, 2, 12345, the next draw")
print(listing(np.random.PCG64(42).jumped(n).random_raw() for n in [1, 2, 12345]))

print("// children 0..2 of seed 42, child 1 of child 2, child 3 after those: the first draw")
root = np.random.SeedSequence(42)
first = root.spawn(3)
drawn = [*first, first[2].spawn(2)[1], root.spawn(1)[0]]
print(listing(np.random.PCG64(s).random_raw() for s in drawn))

print("// float32, seed 42: 3 draws, then 4 more")
rng = np.random.default_rng(42)
print(listing(x for n in [3, 4] for x in rng.random(n, dtype=np.float32)))
print("// float32: hash of 1000001 draws in two calls, the first of an odd number")
for seed in SEEDS:
    rng = np.random.default_rng(seed)
    parts = [rng.random(n, dtype=np.float32) for n in [333_333, 666_668]]
    print(literal(fnv1a(np.concatenate(parts))))

print("// mixed, seed 42: 1 float, 2 doubles, 2 floats, 1 double, 2 floats; a half waits: advance(0), 1 float")
bits = np.random.PCG64(42)
rng = np.random.Generator(bits)
for n, kind in [(1, np.float32), (2, np.float64), (2, np.float32), (1, np.float64), (2, np.float32)]:
    print(listing(rng.random(n, dtype=kind)))
bits.advance(0)
print(literal(rng.random(1, dtype=np.float32)[0]))

print("// mt19937: seed, 3 draws, 3 doubles, hash of a million doubles")


def legacy(seed):
    np.random.seed(seed)
    raw = np.random.get_bit_generator().random_raw(3)
    np.random.seed(seed)
    doubles = np.random.random_sample(COUNT)
    return raw, doubles[:3], literal(fnv1a(doubles))


for seed in LEGACY_SEEDS:
    row(f"{seed}u", *legacy(seed))
print("// mt19937 by array: key, the same")
for key in LEGACY_KEYS:
    row(key if len(key) < 10 else f"iota({len(key)})", *legacy(key))
