// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// expect: the view would refer to a temporary; gm::adopt
#include <gamut/gamut.hpp>

#include <vector>

int main() { (void)gamut::borrow(std::vector<double>{1, 2}); }
