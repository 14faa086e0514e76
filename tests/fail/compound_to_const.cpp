// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A const array cannot be added to.
// expect: (no match for|no viable overloaded)
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 1> const& a) { a += 1.; }
