// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A span of a temporary would look at memory that is gone.
// expect: (use of deleted function|call to deleted member function) .*span
#include <gamut/gamut.hpp>
namespace gm = gamut;
double f() {
  double sum = 0;
  for (double const x : gm::zeros(3).span()) sum += x;
  return sum;
}
