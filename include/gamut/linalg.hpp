// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// np.linalg, whole: systems, decompositions, norms and functions of matrices.
#pragma once

#include <gamut/linalg/decompositions.hpp>
#include <gamut/linalg/functions.hpp>
#include <gamut/linalg/norms.hpp>
#include <gamut/linalg/solve.hpp>
