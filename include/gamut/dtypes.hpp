// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// NumPy's functions of dtypes. A dtype is a type in C++, so most of their arguments are template arguments;
// where the answer is a dtype again it is a value, `dtype_value<double>`, that compares and has a name.
#pragma once

#include <gamut/dtype.hpp>
#include <gamut/error.hpp>
#include <gamut/functions.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <string>
#include <string_view>

namespace gamut::inline GAMUT_ABI {

/// The dtype that operands make together; numbers are weak: `result_type(a, 2.5)` (np.result_type).
template <operand... E>
constexpr auto result_type(E const&...) {
  return dtype_value<result_type_t<detail::rule_argument_t<E>...>>{};
}
/// The smallest dtype that both fit into: `promote_types<std::int8_t, float>()` (np.promote_types).
template <dtype A, dtype B>
constexpr auto promote_types() {
  return dtype_value<promote_t<A, B>>{};
}

namespace detail {

template <dtype T>
using counted_in_double = std::conditional_t<(kind<T> < 2), double, T>;

} // namespace detail

/// The floating dtype that arrays of numbers fit into; integers count as float64 (np.common_type).
template <expression... E>
constexpr auto common_type(E const&...) {
  static_assert((!std::same_as<value_type_t<E>, bool> && ...),
                "gamut: can't get common type for non-numeric array");
  return dtype_value<promote_t<detail::counted_in_double<value_type_t<E>>...>>{};
}

/// Whether casts are allowed (np.can_cast): `casting` is "no", "equiv", "safe", "same_kind" or "unsafe".
/// Throws `value_error` for another word.
template <dtype From, dtype To>
constexpr bool can_cast(std::string_view casting = "safe",
                        source_location where = source_location::current()) {
  if (casting == "no" || casting == "equiv") return std::same_as<From, To>;
  if (casting == "safe") return std::same_as<promote_t<From, To>, To>;
  if (casting == "same_kind") return can_cast_same_kind<From, To>;
  if (casting == "unsafe") return true;
  throw value_error("casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe' (got '" +
                        std::string(casting) + "')",
                    where);
}

/// Whether a dtype is of a kind of the array API: "bool", "signed integer", "unsigned integer", "integral",
/// "real floating", "complex floating", "numeric" (np.isdtype). Throws `value_error` for another word.
template <dtype T>
constexpr bool isdtype(std::string_view kind, source_location where = source_location::current()) {
  constexpr int k = detail::kind<T>;
  if (kind == "bool") return k == 0;
  if (kind == "signed integer") return k == 1 && std::is_signed_v<T>;
  if (kind == "unsigned integer") return k == 1 && !std::is_signed_v<T>;
  if (kind == "integral") return k == 1;
  if (kind == "real floating") return k == 2;
  if (kind == "complex floating") return k == 3;
  if (kind == "numeric") return k > 0;
  throw value_error("kind argument is a string, but '" + std::string(kind) + "' is not a known kind name.",
                    where);
}
/// Whether two dtypes are one (np.isdtype(a, b)).
template <dtype T, dtype U>
constexpr bool isdtype() {
  return std::same_as<T, U>;
}

/// The name of the smallest dtype that holds a number, of its kind or a lower one; of an array, its own
/// (np.min_scalar_type).
template <operand S>
std::string min_scalar_type(S const& x) {
  if constexpr (expression<S>)
    return dtype_name<value_type_t<S>>();
  else if constexpr (complex_floating<S>) {
    auto const fits = [](auto part) {
      return !std::isfinite(part) || std::fabs(part) <= std::numeric_limits<float>::max();
    };
    return fits(x.real()) && fits(x.imag()) ? "complex64" : "complex128";
  } else if constexpr (std::same_as<S, bool>)
    return "bool";
  else if constexpr (integer<S>) {
    if (x < S(0)) {
      auto const v = static_cast<std::int64_t>(x);
      return v >= INT8_MIN ? "int8" : v >= INT16_MIN ? "int16" : v >= INT32_MIN ? "int32" : "int64";
    }
    auto const v = static_cast<std::uint64_t>(x);
    return v <= UINT8_MAX ? "uint8" : v <= UINT16_MAX ? "uint16" : v <= UINT32_MAX ? "uint32" : "uint64";
  } else {
    double const size = std::fabs(static_cast<double>(x));
    return !(size < HUGE_VAL) || size < 65000. ? "float16" : size < 3.4e38 ? "float32" : "float64";
  }
}

/// Whether the elements are of a complex dtype (np.iscomplexobj).
template <operand E>
constexpr bool iscomplexobj(E const&) {
  return complex_floating<typename detail::own_dtype<detail::rule_argument_t<E>>::type>;
}
/// Whether the elements are of a real dtype (np.isrealobj).
template <operand E>
constexpr bool isrealobj(E const& e) {
  return !iscomplexobj(e);
}
/// Whether it is a number, not an array (np.isscalar).
template <class E>
constexpr bool isscalar(E const&) {
  return scalar<E>;
}

/// The limits of a floating dtype, of a complex one those of its parts: `finfo<float>.eps` (np.finfo).
template <dtype D>
struct finfo_t {
  static_assert(detail::kind<D> >= 2, "gamut: finfo is of a floating dtype; of integers it is iinfo");
  using T = real_t<D>;
  using limits = std::numeric_limits<T>;
  static constexpr int bits = int(8 * sizeof(T)), nmant = limits::digits - 1, iexp = bits - 1 - nmant,
                       nexp = iexp, machep = -nmant, negep = -limits::digits, maxexp = limits::max_exponent,
                       minexp = limits::min_exponent - 1, precision = limits::digits10;
  T eps = limits::epsilon(), epsneg = static_cast<T>(static_cast<double>(limits::epsilon()) / 2);
  T max = limits::max(), min = limits::lowest();
  T tiny = limits::min(), smallest_normal = limits::min(), smallest_subnormal = limits::denorm_min();
  T resolution = static_cast<T>(power_of_ten(precision));

private:
  static constexpr double power_of_ten(int n) {
    double power = 1;
    for (; n > 0; --n) power *= 10;
    return 1 / power;
  }
};
template <dtype D>
inline constexpr finfo_t<D> finfo{};

/// The limits of an integer dtype: `iinfo<std::int8_t>.max` (np.iinfo).
template <dtype D>
struct iinfo_t {
  static_assert(integer<D>, "gamut: iinfo is of an integer dtype; of floating ones it is finfo");
  static constexpr int bits = int(8 * sizeof(D));
  D min = std::numeric_limits<D>::min(), max = std::numeric_limits<D>::max();
};
template <dtype D>
inline constexpr iinfo_t<D> iinfo{};

namespace detail {

inline std::string digits_of(std::uint64_t x, unsigned base) {
  std::string text;
  do text.insert(text.begin(), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[x % base]);
  while ((x /= base) > 0);
  return text;
}
template <integer I>
std::uint64_t size_of(I x) {
  return x < I(0) ? std::uint64_t(0) - static_cast<std::uint64_t>(x) : static_cast<std::uint64_t>(x);
}

} // namespace detail

/// An integer in another base, behind `padding` zeros (np.base_repr). Throws `value_error` for a base below 2
/// or above 36.
template <integer I>
std::string base_repr(I number, int base = 2, int padding = 0,
                      source_location where = source_location::current()) {
  if (base > 36) throw value_error("Bases greater than 36 not handled in base_repr.", where);
  if (base < 2) throw value_error("Bases less than 2 not handled in base_repr.", where);
  std::string text = number == 0 ? "" : detail::digits_of(detail::size_of(number), unsigned(base));
  if (padding > 0) text.insert(0, std::size_t(padding), '0');
  if (text.empty()) text = "0";
  return (number < I(0) ? "-" : "") + text;
}
/// An integer in base 2; of a negative one a minus, or with a width its two's complement (np.binary_repr).
/// Throws `value_error` where the width is too small.
template <integer I>
std::string binary_repr(I number, source_location where = source_location::current()) {
  return base_repr(number, 2, 0, where);
}
template <integer I>
std::string binary_repr(I number, int width, source_location where = source_location::current()) {
  auto const too_small = [&](std::size_t needed) {
    if (std::size_t(width) < needed)
      throw value_error(detail::message("Insufficient bit width=", width, " provided for binwidth=", needed),
                        where);
  };
  std::string text = base_repr(number, 2, 0, where);
  char filler = '0';
  if (number < I(0)) {
    auto const below = detail::size_of(number) - 1; // its inverted digits are the complement's
    text = below == 0 ? "" : detail::digits_of(below, 2);
    for (char& digit : text) digit = digit == '0' ? '1' : '0';
    filler = '1';
    too_small(text.size() + 1);
  }
  too_small(text.size());
  return std::string(std::size_t(width) - text.size(), filler) + text;
}

namespace detail {

/// Eight elements along an axis in one byte.
template <class T>
struct packed_bits {
  T const* from;
  index length, packed, stride; // of the lanes
  bool little;
  GAMUT_HD std::uint8_t operator()(index i) const {
    index const lane = i / (packed * stride), k = i / stride % packed, inner = i % stride;
    T const* const at = from + lane * length * stride + inner;
    unsigned byte = 0;
    for (int b = 0; b < 8; ++b) {
      index const j = 8 * k + b;
      if (j < length && at[j * stride] != T(0)) byte |= 1u << (little ? b : 7 - b);
    }
    return static_cast<std::uint8_t>(byte);
  }
};
struct unpacked_bits {
  std::uint8_t const* from;
  index length, unpacked, stride;
  bool little;
  GAMUT_HD std::uint8_t operator()(index i) const {
    index const lane = i / (unpacked * stride), j = i / stride % unpacked, inner = i % stride;
    if (j / 8 >= length) return 0;
    unsigned const byte = from[(lane * length + j / 8) * stride + inner];
    return static_cast<std::uint8_t>(byte >> (little ? j % 8 : 7 - j % 8) & 1u);
  }
};
inline bool is_little(std::string_view bitorder, source_location where) {
  if (bitorder != "big" && bitorder != "little")
    throw value_error("'bitorder' must be either 'little' or 'big'", where);
  return bitorder == "little";
}
template <int N>
index stride_of(dims<N> const& shape, int axis) {
  index stride = 1;
  for (int d = axis + 1; d < N; ++d) stride *= shape[d];
  return stride;
}

} // namespace detail

/// Truth values or integers (nonzero is 1) as the bits of bytes, eight along an axis in one (np.packbits).
/// Throws `axis_error`, and `value_error` for another bitorder than "big" and "little".
template <expression A>
auto packbits(A const& a, detail::axis_number axis, std::string_view bitorder = "big",
              source_location where = source_location::current()) {
  using T = value_type_t<A>;
  using P = policy_t<A>;
  constexpr int n = ndim_v<A>;
  static_assert(integer<T> || std::same_as<T, bool>,
                "gamut: Expected an input array of integer or boolean data type");
  int const d = detail::normalize_axis(axis, n, where);
  bool const little = detail::is_little(bitorder, where);
  ndarray<T, n, P> const from(detail::keep(a), where);
  dims<n> shape = a.shape();
  index const length = shape[d], stride = detail::stride_of(shape, d);
  shape[d] = (length + 7) / 8;
  return ndarray<std::uint8_t, n, P>(
      detail::make_view(
          detail::generated<detail::packed_bits<T>, P>{{from.data(), length, shape[d], stride, little}},
          detail::row_major_layout(shape)),
      where);
}
/// The same of all elements in one row.
template <expression A>
auto packbits(A const& a, source_location where = source_location::current()) {
  return packbits(reshape(a, -1), 0, "big", where);
}
/// The bits of bytes as elements along an axis, all of them or as many as `count` says: fewer, or more with
/// zeros behind; a negative count leaves out so many (np.unpackbits). Throws as packbits does.
template <expression A>
auto unpackbits(A const& a, detail::axis_number axis, index count, std::string_view bitorder = "big",
                source_location where = source_location::current()) {
  using P = policy_t<A>;
  constexpr int n = ndim_v<A>;
  static_assert(std::same_as<value_type_t<A>, std::uint8_t>,
                "gamut: Expected an input array of unsigned byte data type");
  int const d = detail::normalize_axis(axis, n, where);
  bool const little = detail::is_little(bitorder, where);
  ndarray<std::uint8_t, n, P> const from(detail::keep(a), where);
  dims<n> shape = a.shape();
  index const length = shape[d], stride = detail::stride_of(shape, d);
  shape[d] = count < 0 ? 8 * length + count : count;
  if (shape[d] < 0)
    throw value_error(detail::message("-count (", -count, ") is larger than the number of bits ", 8 * length),
                      where);
  return ndarray<std::uint8_t, n, P>(
      detail::make_view(
          detail::generated<detail::unpacked_bits, P>{{from.data(), length, shape[d], stride, little}},
          detail::row_major_layout(shape)),
      where);
}
template <expression A>
auto unpackbits(A const& a, detail::axis_number axis, source_location where = source_location::current()) {
  int const d = detail::normalize_axis(axis, ndim_v<A>, where);
  return unpackbits(a, axis, 8 * a.shape()[d], "big", where);
}
template <expression A>
auto unpackbits(A const& a, source_location where = source_location::current()) {
  return unpackbits(reshape(a, -1), 0, where);
}

} // namespace gamut::inline GAMUT_ABI
