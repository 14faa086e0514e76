# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""The NumPy program that docs/porting.md ports: a plate with random sources cools, and its modes are looked at."""
import numpy as np


def sources(rng, n, count):
    places = rng.integers(1, n - 1, size=(count, 2))
    strength = rng.normal(5.0, 1.0, size=count)
    return places, strength


def heat(u, places, strength, rate):
    u[1:-1, 1:-1] += rate * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - 4.0 * u[1:-1, 1:-1])
    u[places[:, 0], places[:, 1]] += 0.1 * strength


def cool(u, limit):
    too_hot = u > limit
    u[too_hot] = limit
    return np.count_nonzero(too_hot)


def run(n=48, steps=200, every=10):
    rng = np.random.default_rng(42)
    u = rng.random((n, n))
    places, strength = sources(rng, n, 12)
    snapshots = np.empty((steps // every, n * n))
    clipped = 0
    for step in range(steps):
        heat(u, places, strength, 0.2)
        clipped += cool(u, 2.0)
        if step % every == 0:
            snapshots[step // every] = u.ravel()
    return u, snapshots, clipped


def modes(snapshots):
    centred = snapshots - snapshots.mean(axis=0)
    return np.linalg.svd(centred, full_matrices=False)[1]


if __name__ == "__main__":
    u, snapshots, clipped = run()
    counts, edges = np.histogram(u, bins=4, range=(0, 2))
    print(u.mean(), u.std(), u.max(), clipped)
    print(np.percentile(u, 90), counts, np.unravel_index(u.argmax(), u.shape))
    print(modes(snapshots)[:3])
    np.save("plate.npy", u)
