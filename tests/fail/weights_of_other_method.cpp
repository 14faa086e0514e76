// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Weighted quantiles have one method.
// expect: gamut: only the method inverted_cdf supports weights
#include <gamut/gamut.hpp>
namespace gm = gamut;
void f(gm::ndarray<double, 1> const& a) { (void)gm::quantile(a, 0.5, gm::weights = a); }
