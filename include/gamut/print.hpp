// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays and expressions as text, as NumPy prints them: `gm::print(a)` and `std::cout << a`.
#pragma once

#include <gamut/create.hpp>
#include <gamut/format.hpp>
#include <gamut/ndarray.hpp>

#include <cstdio>
#include <ostream>
#include <span>
#include <string>

namespace gamut::inline GAMUT_ABI {

/// The text that `print` writes: NumPy's alignment, precision and summarising (np.array_str).
template <expression E>
std::string to_string(E const& e, print_options const& options = printoptions()) {
  auto const shown = [&]() -> decltype(auto) {
    if constexpr (detail::is_ndarray<E> && std::same_as<policy_t<E>, host>)
      return (e);
    else
      return to<host>(e);
  };
  auto const& a = shown();
  auto const shape = a.shape();
  auto const strides = a.strides();
  auto const at = [&](std::span<index const> position) {
    index offset = 0;
    for (std::size_t d = 0; d < position.size(); ++d) offset += position[d] * strides[int(d)];
    return a.data()[offset];
  };
  return detail::format_array<value_type_t<E>>(std::span<index const>(shape.begin(), shape.end()), at,
                                               options);
}

/// Writes an array, an expression or a number to standard output, and ends the line (print(a)).
template <expression E>
void print(E const& e) {
  std::puts(to_string(e).c_str());
}
template <scalar S>
void print(S const& x) {
  print(ndarray<detail::scalar_dtype<S>, 0, host>(x));
}

/// Writes an array or an expression as NumPy prints it: `std::cout << a`.
template <expression E>
std::ostream& operator<<(std::ostream& out, E const& e) {
  return out << to_string(e);
}

} // namespace gamut::inline GAMUT_ABI
