// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// NumPy's text form of an array, character for character: shortest digits up to a precision, one width for
// all elements, scientific notation where the magnitudes ask for it, long axes summarised by their edges. It
// reads only the elements that are shown.
#pragma once

#include <gamut/config.hpp>
#include <gamut/dtype.hpp>
#include <gamut/from_chars.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gamut::inline GAMUT_ABI {

/// How arrays are printed (np.set_printoptions).
struct print_options {
  int precision = 8;      // digits after the point, at most
  index threshold = 1000; // elements from which on an array is summarised
  index edgeitems = 3;    // what a summarised axis shows at either end
  index linewidth = 75;
  bool suppress = false; // small numbers in fixed notation always
};

/// This thread's options; assign to change them (np.get_printoptions, np.set_printoptions).
inline print_options& printoptions() {
  thread_local print_options options;
  return options;
}

namespace detail {

/// A real dtype with a point.
template <class T>
concept real_number = real_floating<T> || half_floating<T>;

/// From which size on numbers are shown in scientific notation: 10 to the dtype's digits, at most 8.
template <real_number T>
inline constexpr double first_scientific = sizeof(T) == 8   ? 1e8
                                           : sizeof(T) == 4 ? 1e6
                                                            : 1e3;

/// The fewest digits in scientific notation that read back as `x`.
template <real_number T>
char* shortest(char* from, char* to, T x) {
  if constexpr (real_floating<T>)
    return std::to_chars(from, to, x, std::chars_format::scientific).ptr;
  else
    for (int precision = 0;; ++precision) {
      char* const end = std::to_chars(from, to, float(x), std::chars_format::scientific, precision).ptr;
      float back = 0;
      from_chars(from, end, back);
      if (T(back) == x) return end;
    }
}

/// A finite number in decimal: digits d.ddd of the significand, and the power of ten.
struct decimal {
  bool negative = false;
  std::string digits; // at least one
  int exponent = 0;

  /// The shortest digits that read back as `x`; where more than `precision` would stand behind the point,
  /// rounded there.
  template <real_number T>
  static decimal of(T x, int precision, bool scientific) {
    char text[512];
    decimal d = parse(text, shortest(text, text + sizeof text, x));
    int const behind = int(d.digits.size()) - 1 - (scientific ? 0 : d.exponent);
    if (behind <= precision) return d;
    if (scientific) return rounded(x, precision);
    return parse_fixed(
        text,
        std::to_chars(text, text + sizeof text, computed_in<T>(x), std::chars_format::fixed, precision).ptr);
  }
  /// The exact value, rounded to `precision` digits behind the point of scientific notation.
  template <real_number T>
  static decimal rounded(T x, int precision) {
    char text[512];
    return parse(text, std::to_chars(text, text + sizeof text, computed_in<T>(x),
                                     std::chars_format::scientific, precision)
                           .ptr);
  }

  /// `precision` digits behind the point of scientific notation: the shortest ones where they are as many,
  /// else those of the exact value. (The shortest digits of a power of two need not be its nearest: its
  /// neighbour below is closer than the one above.)
  template <real_number T>
  static decimal exactly(T x, int precision) {
    decimal const d = of(x, precision, true);
    return int(d.digits.size()) - 1 == precision ? d : rounded(x, precision);
  }

  std::string sign(bool always) const { return negative ? "-" : always ? "+" : ""; }
  /// The digits before the point in fixed notation, and those behind it without trailing zeros.
  std::string whole() const {
    if (exponent < 0) return "0";
    std::string text = digits.substr(0, std::size_t(exponent) + 1);
    text.resize(std::size_t(exponent) + 1, '0');
    return text;
  }
  std::string fraction() const {
    if (exponent < 0) return trimmed(std::string(std::size_t(-exponent - 1), '0') + digits);
    return int(digits.size()) > exponent + 1 ? trimmed(digits.substr(std::size_t(exponent) + 1)) : "";
  }
  /// "+05": the power of ten in at least that many digits.
  std::string power(std::size_t width) const {
    std::string text = std::to_string(std::abs(exponent));
    if (text.size() < width) text.insert(0, width - text.size(), '0');
    text.insert(text.begin(), exponent < 0 ? '-' : '+');
    return text;
  }

  static std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of('0') + 1);
    return text;
  }

private:
  static decimal parse(char const* from, char const* to) {
    decimal d;
    if ((d.negative = *from == '-')) ++from;
    char const* const e = std::find(from, to, 'e');
    std::copy_if(from, e, std::back_inserter(d.digits), [](char c) { return c != '.'; });
    char const* power = e + 1;
    if (*power == '+') ++power;
    std::from_chars(power, to, d.exponent);
    return d.normal();
  }
  static decimal parse_fixed(char const* from, char const* to) {
    decimal d;
    if ((d.negative = *from == '-')) ++from;
    char const* const point = std::find(from, to, '.');
    d.exponent = int(point - from) - 1;
    std::copy_if(from, to, std::back_inserter(d.digits), [](char c) { return c != '.'; });
    return d.normal();
  }
  /// Without leading or trailing zeros; zero is "0".
  decimal& normal() {
    std::size_t const zeros = digits.find_first_not_of('0');
    if (zeros == std::string::npos) {
      digits = "0";
      exponent = 0;
    } else {
      digits = trimmed(digits.substr(zeros));
      exponent -= int(zeros);
    }
    return *this;
  }
};

/// How the elements of one array are written: one of these is made from the elements that are shown.
template <dtype T>
class element_format;

template <integer T>
class element_format<T> {
public:
  element_format(std::vector<T> const& shown, print_options const&) {
    for (T x : shown) width_ = std::max(width_, std::to_string(x).size());
  }
  std::string operator()(T x) const {
    std::string const text = std::to_string(x);
    return std::string(width_ - text.size(), ' ') + text;
  }

private:
  std::size_t width_ = 0;
};

template <>
class element_format<bool> {
public:
  element_format(std::vector<bool> const&, print_options const&) {}
  std::string operator()(bool x) const { return x ? " True" : "False"; }
};

template <real_number T>
class element_format<T> {
  using number = computed_in<T>;

public:
  element_format(std::vector<T> const& shown, print_options const& options, bool always_sign = false)
      : always_sign_(always_sign), precision_(options.precision) {
    choose_notation(shown, options.suppress);
    bool any_finite = false, all_finite = true, negative_infinity = always_sign;
    int behind = 0;
    for (T x : shown) {
      if (!std::isfinite(number(x))) {
        all_finite = false;
        negative_infinity = negative_infinity || (std::isinf(number(x)) && x < T(0));
        continue;
      }
      any_finite = true;
      decimal const d = decimal::of(x, precision_, scientific_);
      if (scientific_) {
        left_ = std::max(left_, d.sign(always_sign).size() + 1);
        behind = std::max(behind, int(d.digits.size()) - 1);
        power_digits_ = std::max(power_digits_, d.power(2).size() - 1);
      } else {
        left_ = std::max(left_, d.sign(always_sign).size() + d.whole().size());
        right_ = std::max(right_, d.fraction().size());
      }
    }
    if (!any_finite) scientific_ = false;
    if (scientific_) {
      precision_ = behind;
      right_ = power_digits_ + 2 + std::size_t(behind);
    }
    if (!all_finite)
      left_ = std::max(left_, less_point(3)), left_ = std::max(left_, less_point(3 + negative_infinity));
  }

  std::string operator()(T x) const {
    if (!std::isfinite(number(x))) {
      std::string const word = x != x         ? (always_sign_ ? "+nan" : "nan")
                               : x < T(0)     ? "-inf"
                               : always_sign_ ? "+inf"
                                              : "inf";
      std::size_t const width = left_ + right_ + 1;
      return std::string(width > word.size() ? width - word.size() : 0, ' ') + word;
    }
    // In scientific notation every element shows as many digits, past its shortest form those of its exact
    // value.
    decimal const d = scientific_ ? decimal::exactly(x, precision_) : decimal::of(x, precision_, false);
    std::string before = d.sign(always_sign_), behind;
    if (scientific_) {
      before += d.digits[0];
      behind = d.digits.substr(1);
      behind.resize(std::size_t(precision_), '0');
      behind += 'e'; // "e" + a string draws a warning from GCC 12 (its bug 105651) where it is inlined
      behind += d.power(power_digits_);
    } else {
      before += d.whole();
      behind = d.fraction();
      behind.resize(right_, ' ');
    }
    return std::string(left_ > before.size() ? left_ - before.size() : 0, ' ') + before + "." + behind;
  }

private:
  /// Scientific where magnitudes are large, small, or far apart.
  void choose_notation(std::vector<T> const& shown, bool suppress) {
    number largest = 0, smallest = std::numeric_limits<number>::infinity();
    for (T x : shown) {
      number const size = std::fabs(number(x));
      if (!std::isfinite(size) || size == 0) continue;
      largest = std::max(largest, size);
      smallest = std::min(smallest, size);
    }
    auto const least = static_cast<number>(T(0.0001)); // the nearest number of the dtype
    scientific_ = largest > 0 && (largest >= number(first_scientific<T>) ||
                                  (!suppress && (smallest < least || T(largest / smallest) > T(1000))));
  }
  std::size_t less_point(int width) const {
    std::size_t const offset = right_ + 1;
    return std::size_t(width) > offset ? std::size_t(width) - offset : 0;
  }

  bool always_sign_;
  int precision_;
  bool scientific_ = false;
  std::size_t left_ = 0, right_ = 0, power_digits_ = 0;
};

template <complex_floating T>
class element_format<T> {
  using R = real_t<T>;

public:
  element_format(std::vector<T> const& shown, print_options const& options)
      : real_(parts(shown, [](T const& x) { return x.real(); }), options),
        imag_(parts(shown, [](T const& x) { return x.imag(); }), options, true) {}
  std::string operator()(T const& x) const {
    std::string const imag = imag_(x.imag());
    std::size_t const end = imag.find_last_not_of(' ') + 1;
    return real_(x.real()) + imag.substr(0, end) + "j" + imag.substr(end);
  }

private:
  template <class Part>
  static std::vector<R> parts(std::vector<T> const& shown, Part part) {
    std::vector<R> result;
    for (T const& x : shown) result.push_back(part(x));
    return result;
  }
  element_format<R> real_, imag_;
};

/// One number by itself, as str() of a NumPy scalar.
template <real_number T>
std::string format_real(T x, bool always_sign, bool keep_zero) {
  auto const value = computed_in<T>(x);
  if (std::isnan(value)) return always_sign ? "+nan" : "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : always_sign ? "+inf" : "inf";
  double const size = std::fabs(value);
  bool const scientific =
      size != 0 && (size >= (sizeof(T) == 8 ? 1e16 : first_scientific<T>) || size < 0.0001);
  decimal const d = decimal::of(x, std::numeric_limits<int>::max(), scientific);
  // Piece by piece: "." + a string draws a warning from GCC 12 (its bug 105651) where it is inlined.
  std::string text = d.sign(always_sign);
  if (scientific) {
    text += d.digits[0];
    if (d.digits.size() > 1) text.append(".").append(d.digits, 1);
    return text.append("e").append(d.power(2));
  }
  text += d.whole();
  if (std::string const fraction = d.fraction(); !fraction.empty())
    text.append(".").append(fraction);
  else if (keep_zero)
    text.append(".0");
  return text;
}
template <dtype T>
std::string format_scalar(T const& x) {
  if constexpr (std::same_as<T, bool>)
    return x ? "True" : "False";
  else if constexpr (integer<T>)
    return std::to_string(x);
  else if constexpr (real_number<T>)
    return format_real(x, false, true);
  else if (x.real() == 0 && !std::signbit(x.real()))
    return format_real(x.imag(), false, false) + "j";
  else
    return std::string("(")
        .append(format_real(x.real(), false, false))
        .append(format_real(x.imag(), true, false))
        .append("j)");
}

/// Walks the shown elements of an array and lays them out in lines.
template <dtype T, class At>
class array_writer {
public:
  array_writer(std::span<index const> shape, At const& at, print_options const& options)
      : shape_(shape),
        at_(at),
        options_(options),
        position_(shape.size(), 0),
        summarised_(size() > options.threshold),
        format_(shown(), options) {}

  std::string write() { return block(0, " ", options_.linewidth); }

private:
  index size() const {
    index n = 1;
    for (index extent : shape_) n *= extent;
    return n;
  }
  bool is_cut(std::size_t axis) const { return summarised_ && shape_[axis] > 2 * options_.edgeitems; }

  /// Calls `f(i)` for the shown indices of an axis, and `gap()` where others are left out.
  template <class F, class Gap>
  void for_shown(std::size_t axis, F const& f, Gap const& gap) {
    index const n = shape_[axis];
    for (index i = 0; i < n; ++i) {
      if (is_cut(axis) && i == options_.edgeitems) {
        gap();
        i = n - options_.edgeitems;
        if (i == n) return;
      }
      position_[axis] = i;
      f(i);
    }
  }

  std::vector<T> shown() {
    std::vector<T> values;
    collect(0, values);
    return values;
  }
  void collect(std::size_t axis, std::vector<T>& values) {
    if (axis == shape_.size())
      values.push_back(at_(std::span<index const>(position_)));
    else
      for_shown(
          axis, [&](index) { collect(axis + 1, values); }, [] {});
  }

  /// The text of the axes from `axis` on. `indent` goes before every line but the first.
  std::string block(std::size_t axis, std::string const& indent, index width) {
    std::string text;
    if (axis + 1 == shape_.size()) {
      std::string line = indent;
      auto const add = [&](std::string const& word) {
        if (index(line.size() + word.size()) > width - 1 && line.size() > indent.size()) {
          line.erase(line.find_last_not_of(' ') + 1);
          text += line + "\n";
          line = indent;
        }
        line += word;
      };
      bool first = true;
      auto const separate = [&] {
        if (!first) line += ' ';
        first = false;
      };
      for_shown(
          axis,
          [&](index) {
            separate();
            add(format_(at_(std::span<index const>(position_))));
          },
          [&] {
            separate();
            add("...");
          });
      text += line;
    } else {
      std::string const between(shape_.size() - axis - 1, '\n');
      auto const separate = [&] {
        if (!text.empty()) text += between;
      };
      for_shown(
          axis,
          [&](index) {
            separate();
            text += indent + block(axis + 1, indent + ' ', width - 1);
          },
          [&] {
            separate();
            text += indent + "...";
          });
    }
    return std::string("[").append(text, indent.size()).append("]");
  }

  std::span<index const> shape_;
  At const& at_;
  print_options const& options_;
  std::vector<index> position_;
  bool summarised_;
  element_format<T> format_;
};

/// The text of an array of that shape whose elements `at(position)` reads (str(a)).
template <dtype T, class At>
std::string format_array(std::span<index const> shape, At const& at, print_options const& options) {
  if (shape.empty()) return format_scalar<T>(at(shape));
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return "[]";
  return array_writer<T, At>(shape, at, options).write();
}

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
