// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// How far elementary functions of complex numbers are from the exact result: the standard library's, which
// the host has, and Thrust's, which kernels have (device/complex.hpp), both on the processor. The rows of a
// table for accuracy.py: the distance, in units in the last place of the exact result's magnitude, for
// 200,000 arguments of components uniform up to a limit, and as many of magnitudes from 2^-10 to 2^10.
#include <thrust/complex.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdio>
#include <limits>
#include <random>
#include <type_traits>

namespace {

using exact = std::complex<long double>;

/// The distance of a finite result; 0 where the exact one is no number of the dtype.
template <class T>
long double units(exact const& got, exact const& want) {
  long double const size = std::abs(want);
  using limits = std::numeric_limits<T>;
  if (!(size >= limits::min() && size <= limits::max())) return 0;
  T const nearest = static_cast<T>(size);
  return std::abs(got - want) / (std::nextafter(nearest, limits::infinity()) - nearest);
}

template <class T, class Standard, class Thrust>
void measure(char const* name, double limit, Standard const& standard, Thrust const& by_thrust) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> uniform(-1, 1);
  std::printf("| `%s` | complex%zu | %g", name, 2 * 8 * sizeof(T), limit);
  long double worst[2][2] = {};
  for (int const kind : {0, 1})
    for (int i = 0; i < 200'000; ++i) {
      auto const component = [&] {
        return static_cast<T>(kind == 0 ? limit * uniform(random)
                                        : std::copysign(std::exp2(10 * uniform(random)), uniform(random)));
      };
      T const re = component(), im = component();
      exact const want = standard(exact(re, im));
      auto const a = standard(std::complex<T>(re, im));
      auto const b = by_thrust(thrust::complex<T>(re, im));
      worst[kind][0] = std::max(worst[kind][0], units<T>(exact(a.real(), a.imag()), want));
      worst[kind][1] = std::max(worst[kind][1], units<T>(exact(b.real(), b.imag()), want));
    }
  std::printf(" | %.2Lf | %.2Lf | %.2Lf | %.2Lf |\n", worst[0][0], worst[1][0], worst[0][1], worst[1][1]);
}
template <class Standard, class Thrust>
void measure_both(char const* name, double limit, Standard const& standard, Thrust const& by_thrust) {
  measure<double>(name, limit, standard, by_thrust);
  measure<float>(name, limit, standard, by_thrust);
}

} // namespace

int main() {
#define MEASURE(name, function, limit)                                                                       \
  measure_both(                                                                                              \
      #name, limit, [](auto const& z) { return std::function(z); },                                          \
      [](auto const& z) { return thrust::function(z); })
  MEASURE(exp, exp, 10);
  MEASURE(log, log, 10);
  MEASURE(log10, log10, 10);
  MEASURE(sqrt, sqrt, 10);
  MEASURE(sin, sin, 5);
  MEASURE(cos, cos, 5);
  MEASURE(tan, tan, 5);
  MEASURE(arcsin, asin, 3);
  MEASURE(arccos, acos, 3);
  MEASURE(arctan, atan, 3);
  MEASURE(sinh, sinh, 5);
  MEASURE(cosh, cosh, 5);
  MEASURE(tanh, tanh, 5);
  MEASURE(arcsinh, asinh, 3);
  MEASURE(arccosh, acosh, 3);
  MEASURE(arctanh, atanh, 3);
#undef MEASURE
  auto const power = [](auto const& z) { return pow(z, std::decay_t<decltype(z)>(0.25, 1.75)); };
  measure_both("power(z, 0.25+1.75j)", 5, power, power);
}
