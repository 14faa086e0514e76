// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What every elementwise function of one or two real operands gives for many arguments, beside the same
// function in long double, as .npy files in the folder named; accuracy.py compares them, NumPy's beside them,
// and writes docs/accuracy.md. The arguments: the row's own range; magnitudes from 2^-20 to 2^20; any bits,
// so every exponent, subnormal numbers and nans; and zeros, infinities and limits.
#include <gamut/gamut.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

namespace gm = gamut;

namespace {

using real = long double;
constexpr real pi = 3.14159265358979323846264338327950288L;
constexpr int each = 40000; // arguments of a kind

/// The modified Bessel function of order 0: its power series, whose terms are all positive, and beyond 40 its
/// asymptotic one (Abramowitz and Stegun 9.6.12 and 9.7.1).
real bessel_i0(real x) {
  x = std::fabs(x);
  if (std::isinf(x)) return x;
  real sum = 1, term = 1;
  if (x <= 40)
    for (int k = 1; k < 200; ++k) sum += term *= x / 2 / k * (x / 2 / k);
  else {
    for (int k = 1; k < 40; ++k) sum += term *= real(2 * k - 1) * real(2 * k - 1) / (8 * real(k) * x);
    sum *= std::exp(x) / std::sqrt(2 * pi * x);
  }
  return sum;
}
real remainder_of(real x, real y) {
  real const r = std::fmod(x, y);
  return r == 0 ? std::copysign(real(0), y) : (r < 0) != (y < 0) ? r + y : r;
}
template <class F>
real sum_of_powers(real x, real y, F const& log_of_one_and_power, real of_two) {
  if (x == y) return x + of_two;
  if (std::isnan(x) || std::isnan(y)) return x + y;
  return std::fmax(x, y) + log_of_one_and_power(-std::fabs(x - y));
}

// The function in long double, of numbers of T; the rows that have none here are exact.
template <class T, class F>
struct reference {
  static constexpr bool known = false;
};
#define REFERENCE(name, expression)                                                                          \
  template <class T>                                                                                         \
  struct reference<T, gm::fn::name> {                                                                        \
    static constexpr bool known = true;                                                                      \
    static real of([[maybe_unused]] real x, [[maybe_unused]] real y) { return expression; }                  \
  };
REFERENCE(add, x + y)
REFERENCE(subtract, x - y)
REFERENCE(multiply, x* y)
REFERENCE(divide, x / y)
REFERENCE(remainder, remainder_of(x, y))
REFERENCE(fmod, std::fmod(x, y))
REFERENCE(power, std::pow(x, y))
REFERENCE(float_power, std::pow(x, y))
REFERENCE(square, x* x)
REFERENCE(reciprocal, 1 / x)
REFERENCE(sqrt, std::sqrt(x))
REFERENCE(cbrt, std::cbrt(x))
REFERENCE(exp, std::exp(x))
REFERENCE(exp2, std::exp2(x))
REFERENCE(expm1, std::expm1(x))
REFERENCE(log, std::log(x))
REFERENCE(log2, std::log2(x))
REFERENCE(log10, std::log10(x))
REFERENCE(log1p, std::log1p(x))
REFERENCE(hypot, std::hypot(x, y))
REFERENCE(logaddexp, sum_of_powers(
                         x, y, [](real d) { return std::log1p(std::exp(d)); }, std::log(real(2))))
REFERENCE(logaddexp2, sum_of_powers(
                          x, y, [](real d) { return std::log1p(std::exp2(d)) / std::log(real(2)); }, 1))
REFERENCE(erf, std::erf(x))
REFERENCE(erfc, std::erfc(x))
REFERENCE(expit, 1 / (1 + std::exp(-x)))
REFERENCE(i0, bessel_i0(x))
REFERENCE(sin, std::sin(x))
REFERENCE(cos, std::cos(x))
REFERENCE(tan, std::tan(x))
REFERENCE(arcsin, std::asin(x))
REFERENCE(arccos, std::acos(x))
REFERENCE(arctan, std::atan(x))
REFERENCE(arctan2, std::atan2(x, y))
REFERENCE(sinh, std::sinh(x))
REFERENCE(cosh, std::cosh(x))
REFERENCE(tanh, std::tanh(x))
REFERENCE(arcsinh, std::asinh(x))
REFERENCE(arccosh, std::acosh(x))
REFERENCE(arctanh, std::atanh(x))
// As NumPy defines it, of the product with pi as the dtype has it.
REFERENCE(sinc, x == 0 ? real(1) : std::sin(real(T(x) * T(pi))) / real(T(x) * T(pi)))
REFERENCE(angle, std::atan2(real(0), x))
REFERENCE(degrees, x*(180 / pi))
REFERENCE(radians, x*(pi / 180))
#undef REFERENCE

template <class T>
std::vector<T> const& specials() {
  using limits = std::numeric_limits<T>;
  static std::vector<T> const all = [] {
    std::vector<T> some{0,
                        limits::denorm_min(),
                        limits::min() / 2,
                        limits::min(),
                        limits::epsilon(),
                        T(0.5),
                        1,
                        2,
                        T(2.5),
                        3,
                        710,
                        limits::max(),
                        limits::infinity(),
                        limits::quiet_NaN()};
    for (std::size_t i = some.size(); i-- > 0;) some.push_back(-some[i]);
    return some;
  }();
  return all;
}

/// The arguments of one operand; `which` of two.
template <class T>
std::vector<T> arguments(int which, int of, double low, double high) {
  using bits = std::conditional_t<sizeof(T) == 8, std::uint64_t, std::uint32_t>;
  std::mt19937_64 random(static_cast<unsigned>(which + 1));
  auto const uniform = [&] { return double(random() >> 11) * 0x1p-53; };
  std::vector<T> x;
  for (int i = 0; i < each; ++i) x.push_back(T(low + (high - low) * uniform()));
  for (int i = 0; i < each; ++i) x.push_back(T(std::exp2(40 * uniform() - 20) * (random() & 1u ? 1 : -1)));
  for (int i = 0; i < each; ++i) x.push_back(std::bit_cast<T>(static_cast<bits>(random())));
  auto const& some = specials<T>();
  for (std::size_t i = 0; i < (of == 1 ? 1 : some.size()); ++i)
    for (std::size_t j = 0; j < some.size(); ++j) x.push_back(which == 0 ? some[j] : some[i]);
  return x;
}

template <class T>
auto array_of(std::vector<T> const& values) {
  gm::ndarray<T, 1> a(gm::shape_of(gm::index(values.size())));
  std::copy(values.begin(), values.end(), a.begin());
  return a;
}

template <class F, int Arity, class T>
void write(std::filesystem::path const& folder, double low, double high) {
  if constexpr (Arity < 3 && gm::detail::applies_alike<F, Arity, T>) {
    auto const file = [&](char const* part) {
      return (folder / (std::string(F::name) + "." + gm::dtype_name<T>() + "." + part + ".npy")).string();
    };
    auto const xs = arguments<T>(0, Arity, low, high), ys = arguments<T>(1, Arity, low, high);
    auto const x = array_of(xs), y = array_of(ys);
    gm::save(file("x"), x);
    if constexpr (Arity == 1)
      gm::save(file("got"), gm::eval(gm::make_map<F>(x)));
    else {
      gm::save(file("y"), y);
      gm::save(file("got"), gm::eval(gm::make_map<F>(x, y)));
    }
    using function = reference<T, F>;
    if constexpr (function::known) {
      std::vector<double> high_part, low_part;
      for (std::size_t i = 0; i < xs.size(); ++i) {
        real const r = function::of(xs[i], ys[i]);
        high_part.push_back(double(r));
        low_part.push_back(std::isfinite(double(r)) ? double(r - real(double(r))) : 0);
      }
      gm::save(file("high"), array_of(high_part));
      gm::save(file("low"), array_of(low_part));
    }
  }
}

} // namespace

int main(int count, char** arguments_) {
  if (count != 2) return 1;
  std::filesystem::path const folder = arguments_[1];
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  write<gm::fn::name, arity, double>(folder, low, high);                                                     \
  write<gm::fn::name, arity, float>(folder, low, high);
#include <gamut/functions.inc>
}
