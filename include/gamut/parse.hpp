// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Numbers of a text, whatever the locale: to the nearest value, as NumPy reads them. What is none is for the
// caller to say, who knows where it stands.
#pragma once

#include <gamut/config.hpp>
#include <gamut/dtype.hpp>
#include <gamut/from_chars.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <complex>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace gamut::inline GAMUT_ABI::detail {

/// Python's white space among ASCII's characters.
constexpr bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f); }

/// A text without the blanks at its ends.
constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// A text of a file in a message: in quotes, no longer than a line, its control characters as Python shows
/// them.
inline std::string shown(std::string_view text) {
  static constexpr std::size_t longest = 60;
  std::size_t size = std::min(text.size(), longest);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  std::string result = "'";
  for (char const c : text.substr(0, size)) {
    static constexpr char digits[] = "0123456789abcdef";
    auto const code = static_cast<unsigned char>(c);
    if (c == '\n' || c == '\r' || c == '\t')
      result += {'\\', c == '\n' ? 'n' : c == '\r' ? 'r' : 't'};
    else if (code < 0x20 || code == 0x7f)
      result += {'\\', 'x', digits[code >> 4], digits[code & 15]};
    else
      result += c;
  }
  return result + (size < text.size() ? "...'" : "'");
}

/// What of a text is a number: where it ends (null: it does not begin with one), and whether it is an integer
/// that the dtype cannot hold.
struct parsed {
  char const* end = nullptr;
  bool beyond = false;
};

/// What a number is that has no double near it: zero, or infinite.
inline double beyond_range(char const* from, char const* to) {
  bool const negative = *from == '-';
  std::int64_t power = 0; // of ten, of its first digit that is not zero
  bool nonzero = false, behind = false;
  for (char const* p = from; p != to; ++p) {
    if (*p == '.')
      behind = true;
    else if (*p == 'e' || *p == 'E') {
      ++p;
      if (*p == '+') ++p;
      std::int64_t written = 0;
      if (std::from_chars(p, to, written).ec != std::errc() || written > 1 << 30 || written < -(1 << 30))
        written =
            *p == '-' ? std::numeric_limits<std::int32_t>::min() : std::numeric_limits<std::int32_t>::max();
      power += written;
      break;
    } else if (*p != '-') {
      nonzero = nonzero || *p != '0';
      power += nonzero ? !behind : -int(behind);
    }
  }
  double const size = power > 0 ? std::numeric_limits<double>::infinity() : 0.;
  return negative ? -size : size;
}

/// A real number at the start of [from, to): decimal, "inf", "infinity" or "nan", with either sign.
inline parsed parse_real(char const* from, char const* to, double& value) {
  if (from != to && *from == '+' && ++from != to && *from == '-') return {};
  auto const [end, failed] = from_chars(from, to, value);
  if (failed == std::errc::result_out_of_range)
    value = beyond_range(from, end);
  else if (failed != std::errc())
    return {};
  // The "nan(text)" of C is none of NumPy's.
  if (std::isnan(value) && end[-1] == ')') return {from + std::string_view(from, end).find('('), false};
  return {end, false};
}

template <integer T>
parsed parse_integer(char const* from, char const* to, T& value) {
  if (from != to && *from == '+' && ++from != to && *from == '-') return {};
  auto const [end, failed] = std::from_chars(from, to, value);
  if (failed == std::errc::result_out_of_range) return {end, true};
  return {failed == std::errc() ? end : nullptr, false};
}

/// A complex number, in parentheses or not: "1+2j", "1", "2j".
template <class R>
parsed parse_complex(char const* from, char const* to, std::complex<R>& value) {
  bool const inside = from != to && *from == '(';
  if (inside) ++from;
  while (inside && from != to && is_blank(*from)) ++from;
  double real = 0, imag = 0;
  char const* end = parse_real(from, to, real).end;
  if (!end) return {};
  if (end != to && *end == 'j') {
    imag = real, real = 0;
    ++end;
  } else if (end != to && (*end == '+' || *end == '-')) {
    char const* const unit = parse_real(*end == '+' ? end + 1 : end, to, imag).end;
    if (!unit || unit == to || *unit != 'j') return {};
    end = unit + 1;
  }
  while (inside && end != to && is_blank(*end)) ++end;
  if (inside && (end == to || *end++ != ')')) return {};
  value = {static_cast<R>(real), static_cast<R>(imag)};
  return {end, false};
}

/// A number of the dtype at the start of [from, to). A bool is an integer that is not zero; floating numbers
/// are rounded to double first, as NumPy does.
template <dtype T>
parsed parse_number(char const* from, char const* to, T& value) {
  if constexpr (std::same_as<T, bool>) {
    std::int64_t number = 0;
    parsed const result = parse_integer(from, to, number);
    value = number != 0;
    return result;
  } else if constexpr (integer<T>)
    return parse_integer(from, to, value);
  else if constexpr (complex_floating<T>)
    return parse_complex(from, to, value);
  else {
    double number = 0;
    parsed const result = parse_real(from, to, number);
    value = static_cast<T>(number);
    return result;
  }
}

/// The first `count` numbers of a text (-1: all), `sep` between them and perhaps behind the last; its blanks
/// stand for any number of blanks. False where something else comes between.
template <dtype T>
bool numbers_of(std::string_view text, std::string_view sep, index count, std::vector<T>& values) {
  auto const skip_blanks = [&] {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  };
  std::string_view const mark = trimmed(sep);
  skip_blanks();
  while (!text.empty() && index(values.size()) != count) {
    T value{};
    auto const [end, beyond] = parse_number(text.data(), text.data() + text.size(), value);
    if (!end || beyond) return false;
    text.remove_prefix(std::size_t(end - text.data()));
    values.push_back(value);
    auto const before = text.size();
    skip_blanks();
    if (text.empty()) break;
    if (mark.empty() ? text.size() == before : !text.starts_with(mark)) return false;
    text.remove_prefix(mark.size());
    skip_blanks();
  }
  return true;
}

} // namespace gamut::inline GAMUT_ABI::detail
