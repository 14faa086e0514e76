// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A view of a const array cannot be assigned to.
// expect: gamut: assignment to a read-only view
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 1> const& a) { a(slice(1, _)) = 2.; }
