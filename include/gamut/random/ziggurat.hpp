// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Normal and exponential numbers by NumPy's ziggurats, draw for draw (Marsaglia and Tsang, "The ziggurat
// method for generating random variables", 2000).
#pragma once

#include <gamut/random/bit_generators.hpp>

#include <cmath>
#include <concepts>
#include <cstdint>

namespace gamut::inline GAMUT_ABI::random::detail {

#include <gamut/random/ziggurat.inc>

/// The tables of a precision, the bits of a draw, and a uniform number.
template <class T>
struct ziggurat;
template <>
struct ziggurat<double> {
  using word = std::uint64_t;
  static constexpr auto& normal_k = random::detail::normal_k;
  static constexpr auto& normal_w = random::detail::normal_w;
  static constexpr auto& normal_f = random::detail::normal_f;
  static constexpr auto& exponential_k = random::detail::exponential_k;
  static constexpr auto& exponential_w = random::detail::exponential_w;
  static constexpr auto& exponential_f = random::detail::exponential_f;
  static constexpr word normal_bits = (word{1} << 52) - 1;
  static constexpr int exponential_unused = 3;
  static word draw(bit_generator auto& bits) { return bits.next(); }
  static double uniform(bit_generator auto& bits) { return bits.next_double(); }
};
template <>
struct ziggurat<float> {
  using word = std::uint32_t;
  static constexpr auto& normal_k = normal_k_float;
  static constexpr auto& normal_w = normal_w_float;
  static constexpr auto& normal_f = normal_f_float;
  static constexpr auto& exponential_k = exponential_k_float;
  static constexpr auto& exponential_w = exponential_w_float;
  static constexpr auto& exponential_f = exponential_f_float;
  static constexpr word normal_bits = (word{1} << 23) - 1;
  static constexpr int exponential_unused = 1;
  static word draw(bit_generator auto& bits) { return bits.next32(); }
  static float uniform(bit_generator auto& bits) { return to_float(bits.next32()); }
};

/// Whether a point in the corner of a layer, at a random height, lies under the curve.
template <class T>
bool under(T const (&f)[256], int layer, T uniform, auto density) {
  return (f[layer - 1] - f[layer]) * uniform + f[layer] < density;
}

/// A number of the normal distribution with mean 0 and variance 1.
template <std::floating_point T = double>
T normal_by_ziggurat(bit_generator auto& bits) {
  using z = ziggurat<T>;
  for (;;) {
    // The layer, the sign, the place in the layer.
    auto const word = z::draw(bits);
    int const layer = static_cast<int>(word & 0xff);
    auto const place = word >> 9 & z::normal_bits;
    T x = static_cast<T>(place) * z::normal_w[layer];
    if ((word >> 8 & 1) != 0) x = -x;
    if (place < z::normal_k[layer]) return x;
    if (layer != 0) {
      if (under(z::normal_f, layer, z::uniform(bits), std::exp(-0.5 * double(x) * double(x)))) return x;
      continue;
    }
    // The tail, by exponential numbers (Marsaglia, "Generating a variable from the tail of the normal
    // distribution", 1964).
    T const begin = static_cast<T>(3.6541528853610087963519472518);
    for (;;) {
      T const beyond = -static_cast<T>(0.27366123732975827203338247596) * std::log1p(-z::uniform(bits));
      T const y = -std::log1p(-z::uniform(bits));
      if (y + y > beyond * beyond) return (place >> 8 & 1) != 0 ? -(begin + beyond) : begin + beyond;
    }
  }
}

/// A number of the exponential distribution with mean 1.
template <std::floating_point T = double>
T exponential_by_ziggurat(bit_generator auto& bits) {
  using z = ziggurat<T>;
  for (;;) {
    auto const word = z::draw(bits) >> z::exponential_unused;
    int const layer = static_cast<int>(word & 0xff);
    auto const place = word >> 8;
    T const x = static_cast<T>(place) * z::exponential_w[layer];
    if (place < z::exponential_k[layer]) return x;
    if (layer == 0) return static_cast<T>(7.6971174701310497140446280481) - std::log1p(-z::uniform(bits));
    if (under(z::exponential_f, layer, z::uniform(bits), std::exp(-x))) return x;
  }
}

/// The same from the inverse of its distribution function, one uniform number each (method="inv").
template <std::floating_point T = double>
T exponential_by_inverse(bit_generator auto& bits) {
  return static_cast<T>(-std::log1p(-double(ziggurat<T>::uniform(bits))));
}

} // namespace gamut::inline GAMUT_ABI::random::detail
