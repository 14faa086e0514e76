// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Every row of functions.inc, float64 and float32: an element's bits do not depend on where it stands: in a
// whole register, in what is left over, at any offset, in another thread's part, or reached by strides. On
// the host they are those of the row's body for one number, or within four units in the last place of it
// where a vector library computes them. A new row is tested by itself.
#include "places.hpp"

#include <random>

namespace {

/// Three operands: every pair of awkward numbers, then numbers of the function's own range.
template <class T>
struct operands_of_rows : triples<T> {
  using triples<T>::x, triples<T>::add;

  operands_of_rows(double low, double high) {
    using limits = std::numeric_limits<T>;
    std::vector<T> const awkward{T(0),
                                 -T(0),
                                 T(1),
                                 -T(1),
                                 T(-2.5),
                                 limits::infinity(),
                                 -limits::infinity(),
                                 limits::quiet_NaN(),
                                 limits::max(),
                                 limits::lowest(),
                                 limits::min(),
                                 limits::denorm_min(),
                                 -limits::denorm_min(),
                                 T(1e30),
                                 T(88.8),
                                 T(-708.5)};
    for (T const a : awkward)
      for (T const b : awkward) add(a, b, awkward[x.size() * 7 % awkward.size()]);
    std::minstd_rand random(1);
    auto const draw = [&] { return T(low + (high - low) * double(random()) / double(random.max())); };
    while (x.size() < 400) {
      T const a = draw(), b = draw();
      add(a, b, draw());
    }
  }
};

/// Functions whose value in a register may differ in its last bits from their value for one number.
template <class F>
constexpr bool rounds_as_packet = requires {
  requires F::rule::rounds;
};

template <class F, int Arity, class T>
void check_places(char const* name, double low, double high) {
  if constexpr (gm::detail::applies_alike<F, Arity, T>) {
    using r = row<F, Arity, T>;
    check_row<typename r::result, T>(name, operands_of_rows<T>(low, high), &r::assign, &r::body,
                                     rounds_as_packet<F> ? 4 : 0);
    if constexpr (std::same_as<P, gm::host>)
      check_against_numpy<typename r::result, T>(name, pairs_of_corners<T>(name), &r::assign);
  }
}

} // namespace

TEST_CASE("an element's bits do not depend on where it stands: float64") {
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  check_places<gm::fn::name, arity, double>(#name, low, high);
#include <gamut/functions.inc>
}

TEST_CASE("an element's bits do not depend on where it stands: float32") {
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  check_places<gm::fn::name, arity, float>(#name, low, high);
#include <gamut/functions.inc>
}

namespace {

template <class T, class U>
void check_conversion() {
  std::vector<U> values;
  std::minstd_rand random(7);
  for (int i = 0; i < 80; ++i)
    values.push_back(U(i % 7 == 0   ? std::numeric_limits<U>::max()
                       : i % 5 == 0 ? std::numeric_limits<U>::lowest()
                                    : U(random() % 120)));
  auto const a = under_test(values);
  auto const ones = gm::ones<T, P>(80);
  gm::ndarray<T, 1, P> alone(a.shape()), beside(a.shape());
  INFO(gm::dtype_name<U>() << " as " << gm::dtype_name<T>());
  for (gm::index step = 1; step <= 3; ++step)
    for (gm::index first = 0; first < 18; ++first) {
      slice const places(first, 80, step);
      gm::index const count = gm::index(a(places).size());
      alone(slice(count)) = gm::astype<T>(a(places));
      beside(slice(count)) = gm::where(a(places) == U(1), a(places), a(places)) * ones(places);
      auto const x = elements(alone(slice(count))), y = elements(beside(slice(count)));
      bool all = true;
      for (gm::index i = 0; i < count; ++i) {
        T const expected = static_cast<T>(values[std::size_t(first + i * step)]);
        all = all && x[std::size_t(i)] == expected && y[std::size_t(i)] == expected;
      }
      CHECK(all);
    }
}
template <class T, class... U>
void check_conversions() {
  (check_conversion<T, U>(), ...);
}

} // namespace

TEST_CASE("other dtypes in a register are what they are alone") {
  check_conversions<double, bool, std::int8_t, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t,
                    std::uint32_t, std::int64_t, std::uint64_t, float>();
  check_conversions<float, bool, std::int8_t, std::uint8_t, std::int16_t, std::uint16_t>();
}

namespace {

/// float64 numbers in [1, 4) whose square roots are nearest to the middle between two numbers: in units in
/// the last place 2^53 sqrt(x) = sqrt(a), and a = m (m + 1) + j of a small j is next to (m + 1/2)^2. As x has
/// 53 bits, 4 a = (2m + 1)^2 + 4j - 1 is a multiple of 2^54, or 2^55 from 2 on: 2m + 1 is a square root of 1
/// - 4j modulo that (Cornea, Golliver and Markstein, Correctness Proofs Outline for Newton-Raphson Based
/// Floating-Point Divide and Square Root Algorithms, 1999).
std::vector<double> hard_to_round_roots(std::int64_t largest) {
  __extension__ using wide = unsigned __int128;
  std::vector<double> found;
  for (int const two : {0, 1})
    for (std::int64_t j = -largest; j <= largest; j += 2) {
      int const bits = 54 + two;
      std::uint64_t const square = std::uint64_t(1 - 4 * j), modulus = std::uint64_t(1) << bits;
      std::uint64_t root = 1;
      for (int k = 3; k < bits; ++k)
        if ((root * root - square) >> k & 1u) root += std::uint64_t(1) << (k - 1);
      for (std::uint64_t const start : {root, 0 - root, root + modulus / 2, modulus / 2 - root})
        for (std::uint64_t odd = start % modulus; odd < std::uint64_t(1) << 54; odd += modulus) {
          wide const a = wide(odd / 2) * (odd / 2 + 1) + wide(j);
          std::uint64_t const digits = std::uint64_t(a >> (52 + two));
          if (digits >> 52 == 1) found.push_back(std::ldexp(double(digits), two - 52));
        }
    }
  return found;
}

} // namespace

TEST_CASE("square roots are the nearest numbers, the hardest to round too") {
  auto const hard = hard_to_round_roots(4096);
  REQUIRE(hard.size() > 5000);
  for (double const power : {1., 0x1p-1000, 0x1p-910, 0x1p600}) {
    auto const x = under_test(hard);
    gm::ndarray<double, 1, P> const root = gm::sqrt(x * power);
    std::vector<double> expected;
    for (double const each : hard) expected.push_back(std::sqrt(each * power));
    CHECK(same(root, expected));
  }
}

TEST_CASE("next to multiples of pi / 2 the angles' functions have all their digits") {
  std::vector<double> angles;
  for (int n = 1; n < 600'000; n += 1 + int(every(100)) * (n > 1000))
    angles.push_back(double(1.57079632679489661923132169163975144L * n));
  auto const x = under_test(angles);
  auto const check = [&](char const* name, auto const& result, double (*exact)(double)) {
    auto const got = elements(result);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < angles.size(); ++i) {
      double const expected = exact(angles[i]);
      wrong += std::abs(got[i] - expected) > 4 * std::numeric_limits<double>::epsilon() * std::abs(expected);
    }
    INFO(name);
    CHECK(wrong == 0);
  };
  check("sin", gm::sin(x), [](double y) { return std::sin(y); });
  check("cos", gm::cos(x), [](double y) { return std::cos(y); });
  check("tan", gm::tan(x), [](double y) { return std::tan(y); });
}
