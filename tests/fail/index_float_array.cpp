// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays of floating numbers are no indices.
// expect: gamut: arrays used as indices must be of integer \(or boolean\) type
#include <gamut/gamut.hpp>
namespace gm = gamut;
double f(gm::ndarray<double, 1> const& a) { return gm::sum(a(a)); }
