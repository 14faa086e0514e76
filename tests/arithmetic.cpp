// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arithmetic at the ends of what dtypes hold: integers that overflow, shifts by more than the width, division
// by zero and of the lowest by -1, floating numbers that no integer holds. Results are NumPy's
// (data/arithmetic.py), and the same wherever an element stands. (Those of float64 and float32 are
// packet.cpp's.) The preset `sanitize` has it under UBSan.
#include "places.hpp"

namespace {

template <class F, int Arity, class T>
int check_corners(char const* name) {
  if constexpr (Arity < 3)
    if constexpr (gm::detail::applies_alike<F, Arity, T>) {
      using r = row<F, Arity, T>;
      using R = typename r::result;
      if constexpr (gm::integer<R> || std::same_as<R, bool> || std::same_as<F, gm::fn::divide>) {
        auto const pairs = pairs_of_corners<T>(name);
        triples<T> many;
        for (std::size_t i = 0; many.x.size() < 331; i = (i + 1) % pairs.x.size())
          many.add(pairs.x[i], pairs.y[i], pairs.z[i]);
        check_row<R, T>(name, many, &r::assign, &r::body, 0);
        return check_against_numpy<R, T>(name, pairs, &r::assign);
      }
    }
  return 0;
}

template <class T>
int check_integers() {
  int found = 0;
#define GAMUT_FN(name, arity, rule, body, low, high) found += check_corners<gm::fn::name, arity, T>(#name);
#include <gamut/functions.inc>
  return found;
}

/// A cast of floating numbers, at every offset and length, by steps and in an expression.
template <class T, class U>
void check_cast(std::vector<double> const& values, std::vector<T> const& expected) {
  std::vector<U> tiled;
  for (int i = 0; i < 5; ++i)
    for (double const x : values) tiled.push_back(U(x));
  auto const a = under_test(tiled);
  INFO(gm::dtype_name<U>() << " as " << gm::dtype_name<T>());
  gm::ndarray<T, 1, P> to(a.shape());
  int wrong = 0;
  for (gm::index step = 1; step <= 2; ++step)
    for (gm::index first = 0; first < 18; ++first)
      for (gm::index stop = first; stop <= gm::index(tiled.size()); stop += 1 + stop / 40) {
        slice const places(first, stop, step);
        gm::index const count = gm::index(a(places).size());
        to(slice(count)) = gm::astype<T>(a(places));
        auto const got = elements(to(slice(count)));
        for (gm::index i = 0; i < count; ++i) {
          auto const from = std::size_t(first + i * step) % values.size();
          if (got[std::size_t(i)] != expected[from] && ++wrong == 1)
            FAIL_CHECK(values[from] << " becomes " << +got[std::size_t(i)] << ", not " << +expected[from]);
        }
      }
  CHECK(wrong == 0);
  for (std::size_t i = 0; i < values.size(); ++i) CHECK(gm::detail::convert<T>(U(values[i])) == expected[i]);
}

} // namespace

TEST_CASE("integers at their ends are computed as NumPy does, wherever they stand: signed") {
  CHECK(check_integers<std::int8_t>() == 51);
  CHECK(check_integers<std::int32_t>() == 51);
}

TEST_CASE(
    "integers at their ends are computed as NumPy does, wherever they stand: unsigned, and truth values") {
  CHECK(check_integers<std::uint64_t>() == 51);
  CHECK(check_integers<bool>() == 45);
}

TEST_CASE("floating numbers that an integer cannot hold become what NumPy's do on x86") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                   inf = std::numeric_limits<double>::infinity();
  std::vector<double> const x{nan,
                              inf,
                              -inf,
                              1e20,
                              -1e20,
                              3e9,
                              -3e9,
                              300,
                              -1,
                              -1.5,
                              70000,
                              9223372036854775808.,
                              -9223372036854775808.,
                              18446744073709551616.,
                              -200,
                              255.9,
                              2147483648.,
                              1e19};
  check_cast<std::int8_t, double>(x, {0, 0, 0, 0, 0, 0, 0, 44, -1, -1, 112, 0, 0, 0, 56, -1, 0, 0});
  check_cast<std::uint8_t, double>(x, {0, 0, 0, 0, 0, 0, 0, 44, 255, 255, 112, 0, 0, 0, 56, 255, 0, 0});
  check_cast<std::int16_t, double>(x, {0, 0, 0, 0, 0, 0, 0, 300, -1, -1, 4464, 0, 0, 0, -200, 255, 0, 0});
  check_cast<std::uint16_t, double>(
      x, {0, 0, 0, 0, 0, 0, 0, 300, 65535, 65535, 4464, 0, 0, 0, 65336, 255, 0, 0});
  constexpr auto low = std::numeric_limits<std::int32_t>::min();
  check_cast<std::int32_t, double>(
      x, {low, low, low, low, low, low, low, 300, -1, -1, 70000, low, low, low, -200, 255, low, low});
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  std::vector<std::int64_t> const whole{lowest,      lowest, lowest, lowest, lowest,     3000000000,
                                        -3000000000, 300,    -1,     -1,     70000,      lowest,
                                        lowest,      lowest, -200,   255,    2147483648, lowest};
  check_cast<std::int64_t, double>(x, whole);
  // NumPy's uint32 depends on where the element stands; the lowest bits of int64 is what it gives one by one.
  std::vector<std::uint32_t> bits;
  for (auto const i : whole) bits.push_back(static_cast<std::uint32_t>(i));
  check_cast<std::uint32_t, double>(x, bits);
  constexpr std::uint64_t half = std::uint64_t(1) << 63;
  check_cast<std::uint64_t, double>(x, {half, 0, half, 0, half, 3000000000, std::uint64_t(-3000000000), 300,
                                        std::uint64_t(-1), std::uint64_t(-1), 70000, half, half, 0,
                                        std::uint64_t(-200), 255, 2147483648, 10000000000000000000u});
  std::vector<double> const y{nan, inf, -inf, 3e9, 300, -1.5, 2147483648., -2147483648.};
  check_cast<std::int8_t, float>(y, {0, 0, 0, 0, 44, -1, 0, 0});
  check_cast<std::int32_t, float>(y, {low, low, low, low, 300, -1, low, low});
  check_cast<std::int64_t, float>(y, {lowest, lowest, lowest, 3000000000, 300, -1, 2147483648, -2147483648});
  check_cast<std::uint64_t, float>(
      y, {half, 0, half, 3000000000, 300, std::uint64_t(-1), 2147483648, std::uint64_t(-2147483648)});
  check_cast<std::int32_t, gm::float16>({nan, inf, -inf, 300, -1.5}, {low, low, low, 300, -1});
  check_cast<std::uint8_t, gm::float16>({nan, inf, -inf, 300, -1.5}, {0, 0, 0, 44, 255});
  check_cast<bool, double>({nan, inf, 0, -0., .1}, {true, true, false, false, true});
  CHECK(gm::detail::convert<std::int32_t>(std::complex<double>(nan, 1)) == low);
}

TEST_CASE("integers become others by their lowest bits") {
  auto const a = under_test(corners<std::int64_t>());
  CHECK(same(gm::astype<std::int8_t>(a), {0, 1, 0, -64, -7, -3, -1, 0, 1, 2, 3, 7, 63, 64, 65, -1, -2, -1}));
  CHECK(same(gm::astype<std::uint16_t>(a),
             {0, 1, 0, 65472, 65529, 65533, 65535, 0, 1, 2, 3, 7, 63, 64, 65, 65535, 65534, 65535}));
  CHECK(same(gm::sum(gm::astype<std::uint64_t>(a(slice(8)))),
             {std::uint64_t(1) + (std::uint64_t(3) << 62) - 64 - 7 - 3 - 1}));
}

TEST_CASE("promotion at its corners") {
  auto const u = gm::full<std::uint64_t, P>({3}, std::numeric_limits<std::uint64_t>::max());
  auto const i = gm::full<std::int64_t, P>({3}, -1);
  static_assert(std::same_as<gm::value_type_t<decltype(u + i)>, double>); // as in NumPy
  CHECK(same(u + i, {18446744073709551615., 18446744073709551615., 18446744073709551615.}));
  CHECK(same(u > i, {true, true, true})); // by value
  CHECK(same(u == i, {false, false, false}));
  auto const b = gm::full<std::uint8_t, P>({2}, 255);
  CHECK(same(b + 1, {0, 0}));
  CHECK(throws<gm::overflow_error>([&] { (void)(b + 256); }, "integer 256 out of bounds for uint8"));
  CHECK(throws<gm::overflow_error>([&] { (void)(b + -1); }, "integer -1 out of bounds for uint8"));
  CHECK(same(b + gm::full<std::int8_t, P>({2}, 127), {382, 382}));
  CHECK(same(gm::sum(gm::full<std::int8_t, P>({300}, 127)), {38100})); // sums widen
}
