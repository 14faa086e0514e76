// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A row of functions.inc as a benchmark: its operands, drawn from the row's own range. Where a function
// chooses, the first are truth values.
#pragma once

#include "bench.hpp"

#include <concepts>
#include <tuple>

namespace bench {

inline constexpr gm::index row_size = 100'000;

/// The operands of the row F, as a tuple of arrays.
template <class F, int Arity, class T>
auto row_operands(double low, double high) {
  auto x = uniform<T>(1, row_size, low, high);
  if constexpr (Arity == 1)
    return std::tuple(std::move(x));
  else if constexpr (Arity == 2)
    return std::tuple(std::move(x), uniform<T>(2, row_size, low, high));
  else {
    auto y = uniform<T>(2, row_size, low, high), z = uniform<T>(3, row_size, low, high);
    if constexpr (std::same_as<typename F::rule, gm::rule::selection>)
      return std::tuple(gm::eval(x > T((low + high) / 2)), std::move(y), std::move(z));
    else
      return std::tuple(std::move(x), std::move(y), std::move(z));
  }
}

} // namespace bench
