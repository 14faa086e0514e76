// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Python's "%.3f" formatting of numbers, character for character and whatever the locale: what savetxt and
// tofile write by.
#pragma once

#include <gamut/dtype.hpp>
#include <gamut/error.hpp>
#include <gamut/format.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI::detail {

/// A text with places for numbers, as Python's `%` takes it: d, i, u, o, x, X, e, E, f, F, g, G and s, with
/// flags, width and precision.
class percent_format {
public:
  /// Throws `value_error` for a format that Python does not take.
  percent_format(std::string_view format, source_location where) : where_(where) {
    std::string text;
    for (std::size_t i = 0; i < format.size(); ++i) {
      if (format[i] != '%')
        text += format[i];
      else if (format.substr(i).starts_with("%%"))
        text += format[i++];
      else {
        places_.push_back(read_place(format, ++i));
        places_.back().before = std::exchange(text, {});
      }
    }
    tail_ = text;
  }

  std::size_t size() const { return places_.size(); }
  /// Throws where place `i` does not take numbers of dtype `T`: whole numbers alone have hexadecimal digits.
  template <dtype T>
  void check(std::size_t i) const {
    if constexpr (kind<T> >= 2)
      if (std::string_view("oxX").find(places_[i].type) != std::string_view::npos)
        throw dtype_error(message("%", std::string_view(&places_[i].type, 1),
                                  " format: an integer is required, not ", dtype_name<T>()),
                          where_);
  }

  /// Appends the text before place `i` and the number that stands there.
  template <dtype T>
  void append(std::string& out, std::size_t i, T x) const {
    place const& p = places_[i];
    out += p.before;
    switch (p.type) {
    case 's': {
      std::string const text = format_scalar(x);
      return pad(out, p, {}, std::string_view(text).substr(0, std::size_t(p.precision)), ' ');
    }
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return append_whole(out, p, x);
    default:
      if constexpr (!complex_floating<T>) append_real(out, p, static_cast<double>(x));
    }
  }
  /// Appends what stands behind the last place.
  void finish(std::string& out) const { out += tail_; }

private:
  struct place {
    std::string before;
    bool left = false, sign = false, blank = false, zeros = false, alternate = false;
    int width = 0, precision = -1;
    char type = 0;
  };

  place read_place(std::string_view format, std::size_t& i) const {
    auto const at = [&](std::size_t k) {
      if (k >= format.size()) throw value_error("incomplete format", where_);
      return format[k];
    };
    auto const number = [&](char const* what) {
      int n = 0;
      auto const [end, failed] = std::from_chars(format.data() + i, format.data() + format.size(), n);
      if (failed == std::errc::result_out_of_range || n > longest)
        throw value_error(message(what, " too big"), where_);
      i = std::size_t(end - format.data());
      return n;
    };
    auto const is_digit = [&] { return at(i) >= '0' && at(i) <= '9'; };
    place p;
    for (;; ++i) {
      if (at(i) == '-')
        p.left = true;
      else if (at(i) == '+')
        p.sign = true;
      else if (at(i) == ' ')
        p.blank = true;
      else if (at(i) == '0')
        p.zeros = true;
      else if (at(i) == '#')
        p.alternate = true;
      else
        break;
    }
    if (is_digit()) p.width = number("width");
    if (at(i) == '.') {
      ++i;
      p.precision = is_digit() ? number("precision") : 0;
    }
    if (at(i) == 'h' || at(i) == 'l' || at(i) == 'L') ++i;
    p.type = at(i);
    if (std::string_view("diuoxXeEfFgGs").find(p.type) == std::string_view::npos) {
      char const digits[] = {"0123456789abcdef"[static_cast<unsigned char>(p.type) >> 4],
                             "0123456789abcdef"[p.type & 15]};
      throw value_error(message("unsupported format character '", std::string_view(&p.type, 1), "' (0x",
                                std::string_view(digits, 2), ") at index ", i),
                        where_);
    }
    return p;
  }

  /// The sign or prefix, then the digits, to the place's width.
  static void pad(std::string& out, place const& p, std::string_view sign, std::string_view digits,
                  char fill) {
    std::size_t const size = sign.size() + digits.size();
    std::size_t const missing = std::size_t(p.width) > size ? std::size_t(p.width) - size : 0;
    if (!p.left && fill == ' ') out.append(missing, ' ');
    out += sign;
    if (!p.left && fill == '0') out.append(missing, '0');
    out += digits;
    if (p.left) out.append(missing, ' ');
  }
  static std::string sign_of(place const& p, bool negative) {
    return negative ? "-" : p.sign ? "+" : p.blank ? " " : "";
  }

  template <dtype T>
  void append_whole(std::string& out, place const& p, T x) const {
    bool negative = false;
    char text[330];
    char* end = text;
    if constexpr (kind<T> < 2) {
      using wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
      auto size = static_cast<std::uint64_t>(wide{x});
      if constexpr (std::is_signed_v<T>)
        if (x < T(0)) negative = true, size = 0 - size;
      int const base = p.type == 'o' ? 8 : p.type == 'x' || p.type == 'X' ? 16 : 10;
      end = std::to_chars(text, text + sizeof text, size, base).ptr;
    } else if constexpr (!complex_floating<T>) {
      // Python cuts the fraction off.
      auto const number = static_cast<double>(x);
      if (std::isnan(number)) throw value_error("cannot convert float NaN to integer", where_);
      if (std::isinf(number)) throw overflow_error("cannot convert float infinity to integer", where_);
      double const whole = std::trunc(number);
      negative = whole < 0;
      end = std::to_chars(text, text + sizeof text, std::fabs(whole), std::chars_format::fixed, 0).ptr;
    }
    std::string digits(text, end);
    if (p.precision > int(digits.size())) digits.insert(0, std::size_t(p.precision) - digits.size(), '0');
    if (p.type == 'X') to_upper(digits);
    std::string sign = sign_of(p, negative);
    if (p.alternate && std::string_view("oxX").find(p.type) != std::string_view::npos) sign += {'0', p.type};
    pad(out, p, sign, digits, p.zeros ? '0' : ' ');
  }

  static void append_real(std::string& out, place const& p, double x) {
    char const type = p.type >= 'a' ? p.type : char(p.type - 'A' + 'a');
    int const precision = p.precision < 0 ? 6 : p.precision;
    char text[512];
    std::string long_text;
    std::string_view digits = std::isnan(x) ? "nan" : "inf";
    if (std::isfinite(x)) {
      char *from = text, *to = text + sizeof text;
      if (precision > 128) {
        long_text.resize(std::size_t(precision) + 330);
        from = long_text.data(), to = from + long_text.size();
      }
      char* const end = p.alternate ? write_with_point(from, to, std::fabs(x), type, precision)
                                    : write(from, to, std::fabs(x), type, precision);
      digits = {from, std::size_t(end - from)};
    }
    std::string upper;
    if (type != p.type) to_upper(upper = digits), digits = upper;
    pad(out, p, sign_of(p, std::signbit(x) && !std::isnan(x)), digits, p.zeros ? '0' : ' ');
  }
  static char* write(char* from, char* to, double x, char type, int precision) {
    auto const format = type == 'e'   ? std::chars_format::scientific
                        : type == 'f' ? std::chars_format::fixed
                                      : std::chars_format::general;
    return std::to_chars(from, to, x, format, precision).ptr;
  }
  /// With '#': a point always, and of g the zeros at the end.
  static char* write_with_point(char* from, char* to, double x, char type, int precision) {
    if (type == 'g') {
      int const last = std::max(precision, 1) - 1;
      char* const end = write(from, to, x, 'e', last);
      int power = 0;
      char const* e = std::find(from, end, 'e') + 1;
      std::from_chars(*e == '+' ? e + 1 : e, end, power);
      bool const fixed = power >= -4 && power <= last;
      return write_with_point(from, to, x, fixed ? 'f' : 'e', fixed ? last - power : last);
    }
    char* end = write(from, to, x, type, precision);
    if (precision > 0) return end;
    char* const e = std::find(from, end, 'e');
    std::copy_backward(e, end, end + 1);
    *e = '.';
    return end + 1;
  }
  static void to_upper(std::string& text) {
    for (char& c : text)
      if (c >= 'a' && c <= 'z') c = char(c - 'a' + 'A');
  }

  static constexpr int longest = 1 << 20; // of a number; Python's own limit is higher
  std::vector<place> places_;
  std::string tail_;
  source_location where_;
};

} // namespace gamut::inline GAMUT_ABI::detail
