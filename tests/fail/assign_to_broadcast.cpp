// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// One element that is seen many times cannot be assigned to.
// expect: gamut: assignment to a read-only view
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 1>& a) { gm::broadcast_to(a, {2, 3}) = 1.; }
