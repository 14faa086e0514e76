// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A container is no array.
// expect: (a_container_is_no_array_but_gm_borrow_of_it_is|gamut: a container is no array; gm::borrow)
#include <gamut/gamut.hpp>
namespace gm = gamut;
using gm::_, gm::slice;
#include <vector>
void f(gm::ndarray<double, 1> const& a, std::vector<double> const& v) { (void)(a + v); }
