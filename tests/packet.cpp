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
