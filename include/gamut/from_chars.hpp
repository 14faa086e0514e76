// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// std::from_chars of floating numbers, also where the library has it of integers alone (libc++ before 20).
#pragma once

#include <gamut/config.hpp>

#include <charconv>
#include <concepts>
#if !defined(__cpp_lib_to_chars)
#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <locale.h>
#include <string>
#if __has_include(<xlocale.h>)
#include <xlocale.h>
#endif
#endif

namespace gamut::inline GAMUT_ABI::detail {

/// The number in decimal at the start of [from, to), and where it ends, as std::from_chars.
template <std::floating_point T>
std::from_chars_result from_chars(char const* from, char const* to, T& value) {
#if defined(__cpp_lib_to_chars)
  return std::from_chars(from, to, value);
#else
  // In the locale "C"; strtod would take blanks, a plus and hexadecimal digits as well.
  static locale_t const plain = newlocale(LC_ALL_MASK, "C", nullptr);
  std::string text(from, to);
  if (text.empty() || text[0] == '+' || text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r'))
    return {from, std::errc::invalid_argument};
  text.resize(text.find_first_of("xX") == text.npos ? text.size() : text.find_first_of("xX"));
  char* end = nullptr;
  errno = 0;
  T const read = std::same_as<T, float> ? T(strtof_l(text.c_str(), &end, plain))
                                        : T(strtod_l(text.c_str(), &end, plain));
  if (end == text.c_str()) return {from, std::errc::invalid_argument};
  char const* const behind = from + (end - text.c_str());
  // Also said of numbers that are subnormal, which are there.
  if (errno == ERANGE && (read == T(0) || read - read != T(0)))
    return {behind, std::errc::result_out_of_range};
  value = read;
  return {behind, std::errc()};
#endif
}

} // namespace gamut::inline GAMUT_ABI::detail
