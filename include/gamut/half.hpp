// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The floating dtypes of 16 bits, float16 (IEEE 754's binary16) and bfloat16 (the upper half of a float32):
// they store numbers, and compute in float32. Every operation rounds its result once, to the nearest, ties to
// even. No branches, so that compilers vectorise loops of them.
#pragma once

#include <gamut/config.hpp>

#include <bit>
#include <compare>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace gamut::inline GAMUT_ABI {
namespace detail {

/// The float32 between which and the double there is no number of 16 bits: rounded to odd, so that rounding
/// once more is as rounding once (Boldo and Melquiond 2008).
GAMUT_HD constexpr float rounded_to_odd(double x) {
  auto const near = static_cast<float>(x);
  auto const back = static_cast<double>(near);
  auto bits = std::bit_cast<std::uint32_t>(near);
  bool const inexact = back != x && x == x;
  bool const beyond = (back < 0 ? -back : back) > (x < 0 ? -x : x);
  bits -= inexact && beyond;
  bits |= inexact;
  return std::bit_cast<float>(bits);
}

/// IEEE 754's binary16: 5 bits of exponent, 10 of fraction.
struct binary16 {
  static constexpr int digits = 11, max_exponent = 16;
  GAMUT_HD static constexpr float widen(std::uint16_t bits) {
    // The exponent is 112 too small where float32 has it, of subnormal numbers as well.
    auto const scaled = std::bit_cast<float>(std::uint32_t(bits & 0x7fffu) << 13) * 0x1p112f;
    std::uint32_t const special = (bits & 0x7c00u) == 0x7c00u ? 0x7f800000u : 0u;
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(scaled) | special |
                                std::uint32_t(bits & 0x8000u) << 16);
  }
  GAMUT_HD static constexpr std::uint16_t narrow(float x) {
    auto const bits = std::bit_cast<std::uint32_t>(x);
    std::uint32_t const size = bits & 0x7fffffffu;
    std::uint32_t const normal = ((size + 0xfffu + (size >> 13 & 1u)) >> 13) - (112u << 10);
    // Adding 1/2 rounds where the last place of a subnormal number is.
    std::uint32_t const subnormal =
        std::bit_cast<std::uint32_t>(std::bit_cast<float>(size < 0x38800000u ? size : 0u) + 0.5f) -
        0x3f000000u;
    std::uint32_t const finite = size < 0x38800000u ? subnormal : normal;
    std::uint32_t const large = size > 0x7f800000u ? 0x7e00u | (size >> 13 & 0x3ffu) : 0x7c00u;
    return static_cast<std::uint16_t>((size < 0x47800000u ? finite : large) | (bits >> 16 & 0x8000u));
  }
};

/// The upper half of a float32: 8 bits of exponent, 7 of fraction.
struct brain16 {
  static constexpr int digits = 8, max_exponent = 128;
  GAMUT_HD static constexpr float widen(std::uint16_t bits) {
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
  }
  GAMUT_HD static constexpr std::uint16_t narrow(float x) {
    auto const bits = std::bit_cast<std::uint32_t>(x);
    std::uint32_t const rounded = (bits + 0x7fffu + (bits >> 16 & 1u)) >> 16;
    return static_cast<std::uint16_t>((bits & 0x7fffffffu) > 0x7f800000u ? bits >> 16 | 0x40u : rounded);
  }
};

/// A floating number of 16 bits in one of these formats.
template <class Format>
class half {
public:
  half() = default;
  /// The nearest number.
  template <class U>
  requires std::is_arithmetic_v<U> GAMUT_HD constexpr half(U x) : bits_(Format::narrow(in_float(x))) {}
  template <class Other>
  GAMUT_HD explicit constexpr half(half<Other> x) : half(static_cast<float>(x)) {}
  /// The same number; an integer drops the fraction.
  template <class U>
  requires std::is_arithmetic_v<U> GAMUT_HD explicit constexpr operator U() const {
    return static_cast<U>(Format::widen(bits_));
  }

  GAMUT_HD static constexpr half from_bits(std::uint16_t bits) {
    half x{};
    x.bits_ = bits;
    return x;
  }
  GAMUT_HD constexpr std::uint16_t bits() const { return bits_; }

  GAMUT_HD constexpr half operator+() const { return *this; }
  GAMUT_HD constexpr half operator-() const { return from_bits(bits_ ^ 0x8000u); }
  GAMUT_HD friend constexpr half operator+(half x, half y) { return float(x) + float(y); }
  GAMUT_HD friend constexpr half operator-(half x, half y) { return float(x) - float(y); }
  GAMUT_HD friend constexpr half operator*(half x, half y) { return float(x) * float(y); }
  GAMUT_HD friend constexpr half operator/(half x, half y) { return float(x) / float(y); }
  GAMUT_HD constexpr half& operator+=(half y) { return *this = *this + y; }
  GAMUT_HD constexpr half& operator-=(half y) { return *this = *this - y; }
  GAMUT_HD constexpr half& operator*=(half y) { return *this = *this * y; }
  GAMUT_HD constexpr half& operator/=(half y) { return *this = *this / y; }
  GAMUT_HD friend constexpr bool operator==(half x, half y) { return float(x) == float(y); }
  GAMUT_HD friend constexpr std::partial_ordering operator<=>(half x, half y) {
    return float(x) <=> float(y);
  }

private:
  template <class U>
  GAMUT_HD static constexpr float in_float(U x) {
    if constexpr (std::is_floating_point_v<U> && sizeof(U) > sizeof(float))
      return rounded_to_odd(static_cast<double>(x));
    else
      return static_cast<float>(x);
  }

  std::uint16_t bits_;
};

} // namespace detail

/// np.float16: 11 significant bits, from 6e-8 to 65504.
using float16 = detail::half<detail::binary16>;
/// bfloat16, as JAX and ml_dtypes have it: float32's range, 8 significant bits.
using bfloat16 = detail::half<detail::brain16>;

} // namespace gamut::inline GAMUT_ABI

template <class Format>
class std::numeric_limits<gamut::detail::half<Format>> {
  using half = gamut::detail::half<Format>;
  static constexpr int fraction = Format::digits - 1;
  static constexpr std::uint16_t infinite = 0x7fff >> fraction << fraction;

public:
  static constexpr bool is_specialized = true, is_signed = true, is_integer = false, is_exact = false,
                        has_infinity = true, has_quiet_NaN = true, has_signaling_NaN = true, is_iec559 = true,
                        is_bounded = true, is_modulo = false, traps = false, tinyness_before = false;
  static constexpr std::float_round_style round_style = std::round_to_nearest;
  static constexpr int radix = 2, digits = Format::digits, digits10 = (digits - 1) * 301 / 1000,
                       max_digits10 = digits * 301 / 1000 + 2, max_exponent = Format::max_exponent,
                       min_exponent = 3 - max_exponent, max_exponent10 = max_exponent * 301 / 1000,
                       min_exponent10 = -((max_exponent - 2) * 301 / 1000);
  static constexpr half min() { return half::from_bits(1 << fraction); }
  static constexpr half max() { return half::from_bits(infinite - 1); }
  static constexpr half lowest() { return -max(); }
  static constexpr half epsilon() { return half(1.f / (1 << fraction)); }
  static constexpr half round_error() { return half(0.5f); }
  static constexpr half infinity() { return half::from_bits(infinite); }
  static constexpr half quiet_NaN() { return half::from_bits(infinite | 1 << (fraction - 1)); }
  static constexpr half signaling_NaN() { return half::from_bits(infinite | 1); }
  static constexpr half denorm_min() { return half::from_bits(1); }
};
