// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Nobody would keep a named array for whoever has the tensor.
// expect: (use of|call to) deleted function
#include <gamut/dlpack.hpp>
#include <gamut/gamut.hpp>
namespace gm = gamut;
auto f(gm::ndarray<double, 1>& a) { return gm::to_dlpack(a); }
