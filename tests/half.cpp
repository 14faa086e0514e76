// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// float16 and bfloat16: every number of 16 bits, how others round to them, and what arrays of them compute
// (rows/half.txt).
#include "rows/rows.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

namespace {

/// The numbers of a format from its definition, without bit tricks.
template <class Half, int FractionBits, int Bias>
double by_definition(unsigned bits) {
  unsigned const fraction = bits & ((1u << FractionBits) - 1), exponent = (bits & 0x7fffu) >> FractionBits;
  unsigned const special = 0x7fffu >> FractionBits;
  double const sign = bits & 0x8000u ? -1 : 1;
  if (exponent == special) return fraction ? std::nan("") : sign * std::numeric_limits<double>::infinity();
  double const leading = exponent ? 1 << FractionBits : 0;
  return sign * std::ldexp(leading + fraction, int(std::max(exponent, 1u)) - Bias - FractionBits);
}

template <class Half, int FractionBits, int Bias>
void check_format() {
  auto const value = [](unsigned bits) { return by_definition<Half, FractionBits, Bias>(bits); };
  unsigned const infinite = 0x7fffu >> FractionBits << FractionBits;
  int wrong = 0;
  for (unsigned bits = 0; bits < 0x10000u; ++bits) {
    Half const x = Half::from_bits(std::uint16_t(bits));
    double const expected = value(bits);
    bool const same = std::isnan(expected)
                          ? std::isnan(float(x))
                          : double(float(x)) == expected && std::signbit(float(x)) == std::signbit(expected);
    bool const back = std::isnan(expected) ? std::isnan(float(Half(float(x))))
                                           : Half(expected).bits() == bits && Half(float(x)).bits() == bits;
    wrong += !same || !back;
  }
  CHECK(wrong == 0);
  // Half way goes to the even neighbour; a hair to either side to the nearer one, of a double's hairs as
  // well.
  for (unsigned bits = 0; bits < infinite; ++bits) {
    double const low = value(bits);
    double const high = bits + 1 == infinite ? 2 * low - value(bits - 1) : value(bits + 1);
    double const middle = low + (high - low) / 2; // has the digits of one bit more
    std::uint16_t const even = std::uint16_t(bits + (bits & 1u));
    wrong += Half(middle).bits() != even;
    wrong += Half(float(middle)).bits() != even;
    wrong += Half(std::nextafter(middle, 0.)).bits() != bits;
    wrong += Half(std::nextafter(middle, HUGE_VAL)).bits() != bits + 1;
    wrong += Half(std::nextafter(float(middle), 0.f)).bits() != bits;
    wrong += Half(std::nextafter(float(middle), HUGE_VALF)).bits() != bits + 1;
    wrong += Half(-middle).bits() != (even | 0x8000u);
  }
  CHECK(wrong == 0);
  CHECK(Half(1e300).bits() == infinite);
  CHECK(Half(-std::numeric_limits<float>::infinity()).bits() == (infinite | 0x8000u));
  CHECK(std::isnan(float(Half(std::numeric_limits<double>::quiet_NaN()))));
}

} // namespace

TEST_CASE("every number of 16 bits, and the rounding to it") {
  check_format<gm::float16, 10, 15>();
  check_format<gm::bfloat16, 7, 127>();
}

TEST_CASE("limits of the dtypes of 16 bits") {
  using half = std::numeric_limits<gm::float16>;
  CHECK(float(half::max()) == 65504.f);
  CHECK(float(half::min()) == 0x1p-14f);
  CHECK(float(half::denorm_min()) == 0x1p-24f);
  CHECK(float(half::epsilon()) == 0x1p-10f);
  CHECK(std::isinf(float(half::infinity())));
  CHECK(std::isnan(float(half::quiet_NaN())));
  CHECK(half::digits10 == 3);
  using brain = std::numeric_limits<gm::bfloat16>;
  CHECK(float(brain::max()) == 0x1.fep127f);
  CHECK(float(brain::min()) == 0x1p-126f);
  CHECK(float(brain::epsilon()) == 0x1p-7f);
}

TEST_CASE("bfloat16 promotes as ml_dtypes has it") {
  static_assert(std::same_as<gm::promote_t<gm::bfloat16, std::int8_t>, gm::bfloat16>);
  static_assert(std::same_as<gm::promote_t<gm::bfloat16, bool>, gm::bfloat16>);
  static_assert(std::same_as<gm::promote_t<gm::bfloat16, gm::float16>, float>);
  static_assert(std::same_as<gm::promote_t<std::int16_t, gm::bfloat16>, float>);
  static_assert(std::same_as<gm::promote_t<gm::bfloat16, double>, double>);
  static_assert(std::same_as<gm::promote_t<gm::bfloat16, std::complex<float>>, std::complex<float>>);
  auto const a = gm::astype<gm::bfloat16>(gm::to<P>(gm::array({1., 2.5, -3.})));
  auto const b = gm::to<gm::host>(a * 1.01 + gm::sqrt(gm::abs(a)));
  static_assert(std::same_as<decltype(b)::value_type, gm::bfloat16>);
  for (int i = 0; i < 3; ++i) {
    float const x = float(gm::bfloat16(i == 0 ? 1. : i == 1 ? 2.5 : -3.));
    auto const product = gm::bfloat16(x * float(gm::bfloat16(1.01)));
    CHECK(b(i) == product + gm::bfloat16(std::sqrt(std::fabs(x))));
  }
}

TEST_CASE("float16 answers as NumPy does") {
  ROW_OPERANDS
#include "rows/half.inc"
}
