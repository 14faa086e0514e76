// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// An index is an integer, a slice or one of the marks.
// expect: (an_index_is_an_integer_a_slice_or_an_array_of_integers|gamut: an index is an integer, a slice)
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
void f(gm::ndarray<double, 1> const& a) { (void)a(1.5); }
