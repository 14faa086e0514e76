// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Numbers of several types between braces have no dtype that is not named.
// expect: gamut: what stands between the braces has several types: write numbers alike
#include <gamut/gamut.hpp>
namespace gm = gamut;
auto const a = gm::array({1, 2.5});
