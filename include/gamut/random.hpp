// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Random arrays with NumPy's streams, bit for bit: `random::default_rng(seed).normal(0., 1., {n, m})` and all
// else of np.random.Generator, and the functions of old, `random::seed(s)` with `random::rand(n, m)`.
#pragma once

#include <gamut/random/generator.hpp>
#include <gamut/random/legacy.hpp>
