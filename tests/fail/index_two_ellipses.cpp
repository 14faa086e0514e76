// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// An index has one ellipsis.
// expect: gamut: an index can only have a single ellipsis
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 2> const& a) { (void)a(gm::ellipsis, gm::ellipsis); }
