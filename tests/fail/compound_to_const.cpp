// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A const array cannot be added to.
// expect: (assignment_to_a_const_array_or_a_temporary|gamut: assignment to a const array or a read-only view)
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 1> const& a) { a += 1.; }
