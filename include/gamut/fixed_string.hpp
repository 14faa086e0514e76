// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Words that decide a result's type: `einsum<"ij,jk">`, `linalg::qr<"r">`.
#pragma once

#include <gamut/config.hpp>

#include <cstddef>
#include <string_view>

namespace gamut::inline GAMUT_ABI {

/// Text as a template argument.
template <std::size_t N>
struct fixed_string {
  char text[N];
  consteval fixed_string(char const (&from)[N]) {
    for (std::size_t i = 0; i < N; ++i) text[i] = from[i];
  }
  constexpr bool operator==(std::string_view other) const { return std::string_view(text, N - 1) == other; }
};

} // namespace gamut::inline GAMUT_ABI
