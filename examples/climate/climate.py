# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""The NumPy program that docs/porting.md ports: a planet's temperature, day by day.

    python3 climate.py land.csv [n] [years]

Sunlight warms an n x 2n grid of latitudes and longitudes, ice reflects it, heat spreads and is radiated, weather is noise, and now and
then a volcano dims the sun (an energy balance model after Budyko 1969 and North 1975). Prints statistics and writes climate.npz.
"""
import sys

import numpy as np

DAYS = 360  # of a year of twelve months
SOLAR = 1361.0  # W/m2
FREEZING = 263.15  # K: where water is ice all day


def load_land(path, n):
    """The fraction of land in each cell, from a coarse table."""
    coarse = np.loadtxt(path, delimiter=",")
    rows, columns = coarse.shape
    land = np.repeat(np.repeat(coarse, n // rows, axis=0), 2 * n // columns, axis=1)
    for _ in range(2):
        land[1:-1] = (land[:-2] + 2.0 * land[1:-1] + land[2:]) / 4.0
        land = (np.roll(land, 1, axis=1) + 2.0 * land + np.roll(land, -1, axis=1)) / 4.0
    return land


def make_grid(n):
    """Latitudes of rows, cosines of rows and of the circles between them, and each cell's part of the sphere."""
    edges = np.linspace(-np.pi / 2, np.pi / 2, n + 1)
    latitude = (edges[:-1] + edges[1:]) / 2
    weight = np.outer(np.diff(np.sin(edges)), np.ones(2 * n))
    weight /= weight.sum()
    return latitude, np.cos(latitude), np.cos(edges[1:-1]), weight


def sunlight(latitude, day):
    """The mean of a day over each latitude (W/m2)."""
    tilt = np.radians(23.44) * np.sin(2 * np.pi * (day - 80) / DAYS)
    sunset = np.arccos(np.clip(-np.tan(latitude) * np.tan(tilt), -1.0, 1.0))
    return SOLAR / np.pi * (sunset * np.sin(latitude) * np.sin(tilt) + np.cos(latitude) * np.cos(tilt) * np.sin(sunset))


def absorb(t, land, sun):
    albedo = np.where(t < FREEZING, 0.6, 0.26 + 0.08 * land)
    return (1.0 - albedo) * sun[:, None]


def spread(t, change, cosine, circles):
    """What flows into each cell from its four neighbours."""
    across = circles[:, None] * (t[1:] - t[:-1])
    change[:] = 0.0
    change[:-1] += across
    change[1:] -= across
    change /= cosine[:, None]
    change += np.roll(t, 1, axis=1) - 2.0 * t + np.roll(t, -1, axis=1)


def disturb(rng, noise):
    """Weather remembers yesterday's."""
    noise *= 0.8
    noise += rng.normal(0.0, 4.0, size=noise.shape)


class Volcanoes:
    """Eruptions at random; their dust settles."""

    def __init__(self, rng, chance):
        self.rng, self.chance = rng, chance
        self.dust, self.eruptions = 0.0, []

    def next(self, day):
        self.dust *= 0.985
        if self.rng.random() < self.chance:
            self.dust += self.rng.exponential(0.03)
            self.eruptions.append(day)
        return 1.0 - min(self.dust, 0.2)


def simulate(land, grid, years, seed):
    latitude, cosine, circles, weight = grid
    rng = np.random.default_rng(seed)
    volcanoes = Volcanoes(rng, 1.0 / 200.0)
    sun = np.array([sunlight(latitude, day) for day in range(DAYS)])
    warming = 86400.0 / np.where(land > 0.5, 2.0e7, 1.5e8)  # K a day for each W/m2
    t = 255.0 + 45.0 * np.outer(cosine, np.ones(land.shape[1]))
    change, noise, month = np.empty_like(t), np.zeros_like(t), np.zeros_like(t)
    monthly = np.empty((12 * years,) + t.shape)
    mean, ice = np.empty(DAYS * years), np.empty(DAYS * years)
    for day in range(DAYS * years):
        clear = volcanoes.next(day)
        spread(t, change, cosine, circles)
        disturb(rng, noise)
        gain = clear * absorb(t, land, sun[day % DAYS]) - (203.3 + 2.09 * (t - 273.15)) + noise
        t += warming * gain + 0.2 * change
        month += t
        if day % 30 == 29:
            monthly[day // 30] = month / 30.0
            month[:] = 0.0
        mean[day] = np.sum(weight * t)
        ice[day] = weight[t < FREEZING].sum()
    return t, monthly, mean, ice, volcanoes.eruptions


def modes(monthly, weight):
    """The share of variance of the first patterns, seasons taken out, and the first pattern."""
    cells = weight.size
    anomalies = monthly.reshape(-1, 12, cells) - monthly.reshape(-1, 12, cells).mean(axis=0)
    anomalies = anomalies.reshape(-1, cells) * np.sqrt(weight.ravel())
    _, s, vt = np.linalg.svd(anomalies, full_matrices=False)
    return s**2 / np.sum(s**2), vt[0].reshape(weight.shape)


def report(t, monthly, mean, ice, eruptions, grid):
    latitude, _, _, weight = grid
    print(f"mean {mean[-1]:.6f} K, at least {t.min():.6f}, at most {t.max():.6f}, deviation {t.std():.6f}")
    row, column = np.unravel_index(t.argmax(), t.shape)
    print(f"warmest cell {row} {column} at {np.degrees(latitude[row]):.2f} degrees")
    print("percentiles", *(f"{p:.6f}" for p in np.percentile(t, [5, 25, 50, 75, 95])))
    counts, edges = np.histogram(t, bins=6, range=(220.0, 320.0), weights=weight)
    for low, high, count in zip(edges[:-1], edges[1:], counts):
        print(f"  {low:.1f} to {high:.1f} K: {100.0 * count:.4f} % of the surface")
    print(f"ice {100.0 * ice.min():.4f} to {100.0 * ice.max():.4f} %, on day {ice.argmax()} most")
    print("eruptions on days", *eruptions)
    slope, _ = np.polyfit(np.arange(len(mean)) / DAYS, mean, 1)
    print(f"trend {slope:.6f} K a year")
    half = t.shape[0] // 2
    south, north = (monthly[:, rows].mean(axis=(1, 2)) for rows in (slice(None, half), slice(half, None)))
    print(f"correlation of the hemispheres {np.corrcoef(south, north)[0, 1]:.6f}")
    swing = monthly.max(axis=0) - monthly.min(axis=0)
    print(f"seasons: {swing.min():.6f} to {swing.max():.6f} K, {np.median(swing):.6f} half of the cells")
    share, pattern = modes(monthly, weight)
    print("modes", *(f"{s:.6f}" for s in share[:4]), f"spread {np.ptp(np.abs(pattern)):.6f}")


def main():
    path = sys.argv[1]
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 36
    years = int(sys.argv[3]) if len(sys.argv) > 3 else 4
    land, grid = load_land(path, n), make_grid(n)
    t, monthly, mean, ice, eruptions = simulate(land, grid, years, seed=42)
    report(t, monthly, mean, ice, eruptions, grid)
    np.savez("climate.npz", t=t, monthly=monthly, mean=mean, ice=ice)


if __name__ == "__main__":
    main()
