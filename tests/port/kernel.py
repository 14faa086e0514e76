# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""What docs/tools/gamut_port.py has to translate without a word by hand."""
import numpy as np


def smooth(u, rate, steps):
    for step in range(steps):
        u[1:-1] += rate * (u[:-2] + u[2:] - 2.0 * u[1:-1])
        if step % 2 == 0:
            u[0] = u[-1] = 0.5
    return np.sum(u**2) / u.shape[0]


def kernel(u, weights, n):
    energy = smooth(u, 0.25, n)
    m = np.zeros((n, u.shape[0]), dtype=np.float64)
    for i in range(n - 1, -1, -1):
        m[i, :] = np.maximum(u, i / n) * weights
    centred = m - np.mean(m, axis=0)
    cov = centred.T @ centred
    scale = np.sqrt(np.sum(cov * cov, axis=1, keepdims=True))
    return cov / np.where(scale > 0, scale, 1.0), energy
