// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elementary functions of a vector register, nearer to the exact result than libmvec's or faster. Each
// reduces its argument to an interval where a polynomial, interpolated at the interval's Chebyshev points, is
// exact enough (Muller, Elementary Functions, 3rd edition), and adds its largest terms last, in two numbers
// where one would not do. Where `host/elementary/register.hpp` finds no fused multiply-add there are none.
#pragma once

#include <gamut/host/elementary/arcs.hpp>
#include <gamut/host/elementary/error.hpp>
#include <gamut/host/elementary/exponential.hpp>
#include <gamut/host/elementary/logarithm.hpp>
#include <gamut/host/elementary/power.hpp>
#include <gamut/host/elementary/roots.hpp>
#include <gamut/host/elementary/trigonometric.hpp>
