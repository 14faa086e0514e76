// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The words that the bodies of the function table are written in. Each means what NumPy means for every
// dtype: integers wrap, a division of integers by zero is 0, nan wins in `larger`. What a word does for a
// SIMD packet is found beside the packet, so that one body serves a number, a kernel's thread and a vector
// register. Complex numbers are computed by their parts: std::complex's own operators are nothing in a
// kernel.
#pragma once

#include <gamut/config.hpp>
#include <gamut/dtype.hpp>
#include <gamut/log_of_sum.hpp>
#if defined(GAMUT_KERNEL_COMPLEX)
#include GAMUT_KERNEL_COMPLEX
#endif

#include <bit>
#include <cmath>
#include <complex>
#include <limits>
#include <type_traits>

namespace gamut::inline GAMUT_ABI::math {

using std::acos;
using std::acosh;
using std::asin;
using std::asinh;
using std::atan;
using std::atan2;
using std::atanh;
using std::cbrt;
using std::copysign;
using std::cos;
using std::cosh;
using std::erf;
using std::erfc;
using std::exp;
using std::exp2;
using std::expm1;
using std::fmod;
using std::hypot;
using std::log;
using std::log10;
using std::log1p;
using std::log2;
using std::pow;
using std::sin;
using std::sinh;
using std::sqrt;
using std::tan;
using std::tanh;

// Constants, as kernels can read those; what std::numeric_limits has are functions, which they may not call.
template <real_floating T>
inline constexpr T infinity_of = std::numeric_limits<T>::infinity();
template <integer T>
inline constexpr T lowest_integer = std::numeric_limits<T>::min();

/// The unsigned type in which a signed computation wraps instead of overflowing; at least `unsigned`, so that
/// C++'s promotion to int does not bring the overflow back.
template <integer T>
using wrapping = std::conditional_t<(sizeof(T) < sizeof(unsigned)), unsigned, std::make_unsigned_t<T>>;

/// A dtype, or a packet of one: what has arithmetic.
template <class T>
concept number = dtype<T> || requires(T x) {
  x + x;
  x* x;
};

/// A real floating dtype, or a packet of one.
template <class T>
concept floating_number = real_floating<T> ||(number<T> && !dtype<T>);

template <number T>
GAMUT_HD GAMUT_INLINE constexpr T plus(T const& x, T const& y) {
  if constexpr (integer<T>)
    return static_cast<T>(wrapping<T>(x) + wrapping<T>(y));
  else if constexpr (std::is_same_v<T, bool>)
    return static_cast<T>(x | y); // not ||: compilers vectorise the operation, not the branch
  else if constexpr (complex_floating<T>)
    return T(x.real() + y.real(), x.imag() + y.imag());
  else
    return x + y;
}
template <number T>
requires(!std::is_same_v<T, bool>) GAMUT_HD GAMUT_INLINE constexpr T minus(T const& x, T const& y) {
  if constexpr (integer<T>)
    return static_cast<T>(wrapping<T>(x) - wrapping<T>(y));
  else if constexpr (complex_floating<T>)
    return T(x.real() - y.real(), x.imag() - y.imag());
  else
    return x - y;
}
template <number T>
GAMUT_HD GAMUT_INLINE constexpr T times(T const& x, T const& y) {
  if constexpr (integer<T>)
    return static_cast<T>(wrapping<T>(x) * wrapping<T>(y));
  else if constexpr (std::is_same_v<T, bool>)
    return static_cast<T>(x & y);
  else if constexpr (complex_floating<T>) // without C's repair of infinities, as NumPy
    return T(x.real() * y.real() - x.imag() * y.imag(), x.real() * y.imag() + x.imag() * y.real());
  else
    return x * y;
}
template <number T>
requires(!std::is_same_v<T, bool>) GAMUT_HD GAMUT_INLINE constexpr T negated(T const& x) {
  if constexpr (integer<T>)
    return static_cast<T>(wrapping<T>(0) - wrapping<T>(x));
  else
    return -x;
}

template <number T>
requires(!std::is_same_v<T, bool>) GAMUT_HD GAMUT_INLINE constexpr T itself(T const& x) { return x; }

template <number T>
GAMUT_HD GAMUT_INLINE constexpr T over(T const& x, T const& y) {
  return x / y;
}
/// The quotient of complex numbers, scaled by the larger part of the divisor (Smith 1962), as NumPy computes
/// it.
template <class R>
GAMUT_HD inline std::complex<R> over(std::complex<R> const& x, std::complex<R> const& y) {
  R const re = std::fabs(y.real()), im = std::fabs(y.imag());
  if (re == 0 && im == 0) return {x.real() / re, x.imag() / re};
  if (re >= im) {
    R const ratio = y.imag() / y.real(), scale = 1 / (y.real() + y.imag() * ratio);
    return {(x.real() + x.imag() * ratio) * scale, (x.imag() - x.real() * ratio) * scale};
  }
  R const ratio = y.real() / y.imag(), scale = 1 / (y.imag() + y.real() * ratio);
  return {(x.real() * ratio + x.imag()) * scale, (x.imag() * ratio - x.real()) * scale};
}

/// Division that rounds to minus infinity, as Python's `//`; integers divided by zero are 0.
template <integer T>
GAMUT_HD constexpr T floored_quotient(T x, T y) {
  if (y == 0) return 0;
  if constexpr (std::is_signed_v<T>) {
    if (y == -1) return negated(x);
    T const q = static_cast<T>(x / y);
    return static_cast<T>(q - ((x % y != 0) && ((x < 0) != (y < 0))));
  } else
    return static_cast<T>(x / y);
}
template <integer T>
GAMUT_HD constexpr T floored_remainder(T x, T y) {
  if (y == 0) return 0;
  if constexpr (std::is_signed_v<T>) {
    if (y == -1) return 0;
    T const r = static_cast<T>(x % y);
    return static_cast<T>(r != 0 && ((r < 0) != (y < 0)) ? r + y : r);
  } else
    return static_cast<T>(x % y);
}
/// One over x; of integers, C's quotient, and of zero infinity as an integer (`convert`), as NumPy has it.
template <number T>
GAMUT_HD GAMUT_INLINE constexpr T one_over(T const& x) {
  if constexpr (integer<T>)
    return x == 0 ? (sizeof(T) < 4 ? T(0) : lowest_integer<T>) : static_cast<T>(T(1) / x);
  else
    return T(1) / x;
}

template <class R>
GAMUT_HD inline std::complex<R> one_over(std::complex<R> const& x) {
  if (std::fabs(x.imag()) <= std::fabs(x.real())) {
    R const ratio = x.imag() / x.real(), size = x.real() + x.imag() * ratio;
    return {1 / size, -ratio / size};
  }
  R const ratio = x.real() / x.imag(), size = x.real() * ratio + x.imag();
  return {ratio / size, -1 / size};
}

/// C's remainder, with the dividend's sign; integers by zero are 0.
template <integer T>
GAMUT_HD constexpr T fmod(T x, T y) {
  if (y == 0) return 0;
  if constexpr (std::is_signed_v<T>)
    if (y == -1) return 0;
  return static_cast<T>(x % y);
}

/// Integer powers wrap; a negative exponent is refused before any element is computed (see `power`).
template <integer T>
GAMUT_HD constexpr T pow(T base, T exponent) {
  wrapping<T> result = 1, factor = static_cast<wrapping<T>>(base);
  for (auto e = static_cast<std::make_unsigned_t<T>>(exponent); e != 0;
       e = static_cast<std::make_unsigned_t<T>>(e >> 1)) {
    if (e & 1u) result *= factor;
    factor *= factor;
  }
  return static_cast<T>(result);
}

template <class T>
requires integer<T> || real_floating<T> || std::is_same_v<T, bool> GAMUT_HD GAMUT_INLINE constexpr T
absolute(T const& x) {
  if constexpr (real_floating<T>)
    return std::fabs(x);
  else if constexpr (std::is_signed_v<T>)
    return x < 0 ? negated(x) : x;
  else
    return x;
}
template <class T>
GAMUT_HD inline T absolute(std::complex<T> const& x) {
  return std::hypot(x.real(), x.imag());
}

// Integers are compared by value whatever their signedness; bool and complex as NumPy orders them.
template <class A, class B>
requires(dtype<A>&& dtype<B>) || requires(A a, B b) { a < b; }
GAMUT_HD GAMUT_INLINE constexpr auto less(A const& x, B const& y) {
  if constexpr (integer<A> && integer<B> && std::is_signed_v<A> != std::is_signed_v<B>) {
    if constexpr (std::is_signed_v<A>)
      return x < 0 || static_cast<std::make_unsigned_t<A>>(x) < y;
    else
      return y >= 0 && x < static_cast<std::make_unsigned_t<B>>(y);
  } else if constexpr (complex_floating<A>)
    return x.real() < y.real() || (x.real() == y.real() && x.imag() < y.imag());
  else
    return x < y;
}
template <class A, class B>
requires(dtype<A>&& dtype<B>) || requires(A a, B b) { a == b; }
GAMUT_HD GAMUT_INLINE constexpr auto equal(A const& x, B const& y) {
  if constexpr (integer<A> && integer<B> && std::is_signed_v<A> != std::is_signed_v<B>) {
    if constexpr (std::is_signed_v<A>)
      return x >= 0 && static_cast<std::make_unsigned_t<A>>(x) == y;
    else
      return y >= 0 && x == static_cast<std::make_unsigned_t<B>>(y);
  } else
    return x == y;
}
template <class A, class B>
requires(dtype<A>&& dtype<B>) || requires(A a, B b) { a <= b; }
GAMUT_HD GAMUT_INLINE constexpr auto less_equal(A const& x, B const& y) {
  if constexpr (integer<A> && integer<B>)
    return !less(y, x);
  else if constexpr (complex_floating<A>)
    return x.real() < y.real() || (x.real() == y.real() && x.imag() <= y.imag());
  else
    return x <= y;
}

template <dtype T>
GAMUT_HD GAMUT_INLINE constexpr bool not_a_number(T const& x) {
  if constexpr (complex_floating<T>)
    return x.real() != x.real() || x.imag() != x.imag();
  else if constexpr (real_floating<T> || half_floating<T>)
    return x != x;
  else
    return false;
}
template <dtype T>
GAMUT_HD GAMUT_INLINE constexpr bool infinite(T const& x) {
  if constexpr (complex_floating<T>)
    return infinite(x.real()) || infinite(x.imag());
  else if constexpr (real_floating<T>)
    return x == infinity_of<T> || x == -infinity_of<T>;
  else
    return false;
}
template <dtype T>
GAMUT_HD GAMUT_INLINE constexpr bool finite(T const& x) {
  return !not_a_number(x) && !infinite(x);
}

/// The larger of two; a nan operand wins (np.maximum). Of 0 and -0 the second, as NumPy and packets have it.
template <dtype T>
GAMUT_HD GAMUT_INLINE constexpr T larger(T const& x, T const& y) {
  return less(y, x) || not_a_number(x) ? x : y;
}
/// The smaller of two; a nan operand wins (np.minimum).
template <dtype T>
GAMUT_HD GAMUT_INLINE constexpr T smaller(T const& x, T const& y) {
  return less(x, y) || not_a_number(x) ? x : y;
}
template <dtype T>
GAMUT_HD GAMUT_INLINE constexpr T select(bool condition, T const& x, T const& y) {
  return condition ? x : y;
}
GAMUT_HD GAMUT_INLINE constexpr bool both(bool x, bool y) { return x && y; }
GAMUT_HD GAMUT_INLINE constexpr bool either(bool x, bool y) { return x || y; }
GAMUT_HD GAMUT_INLINE constexpr bool differ(bool x, bool y) { return x != y; }
// Of the byte, as GCC vectorises no loop of `!x`.
GAMUT_HD GAMUT_INLINE constexpr bool inverse(bool x) { return std::bit_cast<unsigned char>(x) == 0; }

/// The larger of two; a nan operand loses (np.fmax).
template <number T>
GAMUT_HD GAMUT_INLINE constexpr T larger_number(T const& x, T const& y) {
  return select(either(less_equal(y, x), not_a_number(y)), x, y);
}
/// The smaller of two; a nan operand loses (np.fmin).
template <number T>
GAMUT_HD GAMUT_INLINE constexpr T smaller_number(T const& x, T const& y) {
  return select(either(less_equal(x, y), not_a_number(y)), x, y);
}

/// -1, 0 or 1; nan stays nan; a complex number on its unit circle.
template <class T>
requires integer<T> || floating_number<T> GAMUT_HD GAMUT_INLINE constexpr T sign(T const& x) {
  if constexpr (integer<T>)
    return static_cast<T>((T(0) < x) - (x < T(0)));
  else
    return select(T(0) < x, T(1), select(x < T(0), T(-1), select(x == T(0), T(0), x)));
}
template <class T>
GAMUT_HD inline std::complex<T> sign(std::complex<T> const& x) {
  T const r = absolute(x);
  return r == 0 ? std::complex<T>(0) : std::complex<T>(x.real() / r, x.imag() / r);
}
/// Whether the sign is minus, of zeros and nans as well.
template <floating_number T>
GAMUT_HD GAMUT_INLINE auto sign_bit(T const& x) {
  return copysign(T(1), x) < T(0);
}

// Rounding leaves integers as they are.
#define GAMUT_ROUNDING(name, function)                                                                       \
  template <class T>                                                                                         \
  requires integer<T> || real_floating<T> || std::is_same_v<T, bool> GAMUT_HD GAMUT_INLINE constexpr T name( \
      T const& x) {                                                                                          \
    if constexpr (real_floating<T>)                                                                          \
      return function(x);                                                                                    \
    else                                                                                                     \
      return x;                                                                                              \
  }
GAMUT_ROUNDING(round_down, std::floor)
GAMUT_ROUNDING(round_up, std::ceil)
GAMUT_ROUNDING(round_to_zero, std::trunc)
GAMUT_ROUNDING(round_to_even, std::rint)
#undef GAMUT_ROUNDING
template <class T>
GAMUT_HD inline std::complex<T> round_to_even(std::complex<T> const& x) {
  return {std::rint(x.real()), std::rint(x.imag())};
}

/// The remainder has the divisor's sign; the algorithm is CPython's `float.__mod__`, which NumPy follows.
template <floating_number T>
requires requires(T x) { fmod(x, x); }
GAMUT_HD GAMUT_INLINE T floored_remainder(T const& x, T const& y) {
  T const r = fmod(x, y), zero(0);
  return select(r == zero, copysign(zero, y), select(differ(y < zero, r < zero), r + y, r));
}
template <floating_number T>
requires requires(T x) { fmod(x, x); }
GAMUT_HD GAMUT_INLINE T floored_quotient(T const& x, T const& y) {
  T const r = fmod(x, y), zero(0);
  T q = (x - r) / y;
  q = select(both(inverse(r == zero), differ(y < zero, r < zero)), q - T(1), q);
  T const whole = round_down(q);
  T const rounded = select(T(0.5) < q - whole, whole + T(1), whole);
  return select(y == zero, x / y, select(q == zero, copysign(zero, x / y), rounded));
}

template <number T>
GAMUT_HD GAMUT_INLINE constexpr auto real_of(T const& x) {
  if constexpr (complex_floating<T>)
    return x.real();
  else
    return x;
}
template <number T>
GAMUT_HD GAMUT_INLINE constexpr auto imag_of(T const& x) {
  if constexpr (complex_floating<T>)
    return x.imag();
  else
    return T(0);
}
template <number T>
GAMUT_HD GAMUT_INLINE constexpr T conjugate_of(T const& x) {
  if constexpr (complex_floating<T>)
    return T(x.real(), -x.imag());
  else
    return x;
}
/// Each part times a real number.
template <class T>
GAMUT_HD GAMUT_INLINE constexpr std::complex<T> scaled_parts(std::complex<T> const& x, T by) {
  return {x.real() * by, x.imag() * by};
}
template <class T>
GAMUT_HD inline std::complex<T> exp2(std::complex<T> const& x) {
  return exp(scaled_parts(x, std::log(T(2))));
}
template <class T>
GAMUT_HD inline std::complex<T> expm1(std::complex<T> const& x) {
  T const s = std::sin(x.imag() / 2);
  return {std::expm1(x.real()) * std::cos(x.imag()) - 2 * s * s, std::exp(x.real()) * std::sin(x.imag())};
}
template <class T>
GAMUT_HD inline std::complex<T> log1p(std::complex<T> const& x) {
  return {std::log(std::hypot(x.real() + 1, x.imag())), std::atan2(x.imag(), x.real() + 1)};
}
template <class T>
requires complex_floating<T> GAMUT_HD inline T log2(T const& x) {
  using R = real_t<T>;
  T const y = log(x);
  return {y.real() / std::log(R(2)), y.imag() / std::log(R(2))};
}

// Bit operations: of integers and of truth values.
template <class T>
concept bits = integer<T> || std::is_same_v<T, bool>;
template <bits T>
GAMUT_HD GAMUT_INLINE constexpr T bit_and(T x, T y) {
  return static_cast<T>(x & y);
}
template <bits T>
GAMUT_HD GAMUT_INLINE constexpr T bit_or(T x, T y) {
  return static_cast<T>(x | y);
}
template <bits T>
GAMUT_HD GAMUT_INLINE constexpr T bit_xor(T x, T y) {
  return static_cast<T>(x ^ y);
}
template <bits T>
GAMUT_HD GAMUT_INLINE constexpr T bit_not(T x) {
  if constexpr (std::is_same_v<T, bool>)
    return inverse(x);
  else
    return static_cast<T>(~x);
}
/// Shifts by the width or more give 0 (or -1 for a negative number to the right), as NumPy defines them.
template <integer T>
GAMUT_HD GAMUT_INLINE constexpr T shift_left(T x, T by) {
  constexpr auto width = static_cast<std::make_unsigned_t<T>>(8 * sizeof(T));
  return static_cast<std::make_unsigned_t<T>>(by) < width ? static_cast<T>(wrapping<T>(x) << by) : T(0);
}
template <integer T>
GAMUT_HD GAMUT_INLINE constexpr T shift_right(T x, T by) {
  constexpr auto width = static_cast<std::make_unsigned_t<T>>(8 * sizeof(T));
  if (static_cast<std::make_unsigned_t<T>>(by) < width) return static_cast<T>(x >> by);
  if constexpr (std::is_signed_v<T>)
    return T(x < 0 ? -1 : 0);
  else
    return 0;
}

template <number T>
GAMUT_HD GAMUT_INLINE constexpr T degrees_of(T const& radians) {
  return radians * T(57.295779513082320876798154814105);
}
template <number T>
GAMUT_HD GAMUT_INLINE constexpr T radians_of(T const& degrees) {
  return degrees * T(0.017453292519943295769236907684886);
}

/// Whether it is that infinity.
template <class T>
requires(dtype<T> && !complex_floating<T>) || floating_number<T> GAMUT_HD GAMUT_INLINE
    auto positive_infinity(T const& x) {
  if constexpr (integer<T> || std::is_same_v<T, bool>)
    return false;
  else
    return x == T(infinity_of<float>);
}
template <class T>
requires(dtype<T> && !complex_floating<T>) || floating_number<T> GAMUT_HD GAMUT_INLINE
    auto negative_infinity(T const& x) {
  if constexpr (integer<T> || std::is_same_v<T, bool>)
    return false;
  else
    return x == T(-infinity_of<float>);
}
template <dtype T>
GAMUT_HD GAMUT_INLINE constexpr bool has_imaginary(T const& x) {
  if constexpr (complex_floating<T>)
    return x.imag() != 0;
  else
    return false;
}

/// The unit step: 0 below zero, 1 above, `at_zero` at it.
template <floating_number T>
GAMUT_HD GAMUT_INLINE T step(T const& x, T const& at_zero) {
  return select(x == T(0), at_zero, select(x < T(0), T(0), select(T(0) < x, T(1), x)));
}

/// A logarithm of a sum, or where it is so small that its two terms have cancelled, the value of `exactly`.
template <real_floating T, class Exact>
GAMUT_HD GAMUT_INLINE T if_cancelled(T const& sum, T const& x, T const& y, Exact const& exactly) {
  return absolute(sum) < T(0.25) && sum != larger(x, y) ? static_cast<T>(exactly(x, y)) : sum;
}
/// log(exp(x) + exp(y)) where neither exp(x) nor exp(y) may be formed.
template <floating_number T>
requires requires(T x) { log1p(exp(x)); }
GAMUT_HD GAMUT_INLINE T log_of_sum(T const& x, T const& y) {
  T const apart = log1p(exp(-absolute(x - y)));
  return if_cancelled(select(x == y, x + T(0.69314718055994530942), larger(x, y) + apart), x, y,
                      log_of_sum_near_one{});
}
/// log2(1 + x).
template <floating_number T>
requires requires(T x) { log1p(x); }
GAMUT_HD GAMUT_INLINE T log2_1p(T const& x) { return log1p(x) * T(1.44269504088896340736); }
/// The same as `log_of_sum` to base 2.
template <floating_number T>
requires requires(T x) { log2_1p(exp2(x)); }
GAMUT_HD GAMUT_INLINE T log2_of_sum(T const& x, T const& y) {
  T const apart = log2_1p(exp2(-absolute(x - y)));
  return if_cancelled(select(x == y, x + T(1), larger(x, y) + apart), x, y, log2_of_sum_near_one{});
}

template <real_floating T>
GAMUT_HD GAMUT_INLINE T next_after(T const& x, T const& y) {
  return std::nextafter(x, y);
}
/// The distance to the next number away from zero, with the sign of x.
template <real_floating T>
GAMUT_HD GAMUT_INLINE T spacing_of(T const& x) {
  return std::nextafter(x, x < 0 ? -infinity_of<T> : infinity_of<T>) - x;
}
/// x * 2 ** y
template <real_floating T>
GAMUT_HD GAMUT_INLINE T scaled(T const& x, std::int64_t y) {
  constexpr std::int64_t most = 1 << 20; // beyond every exponent
  return std::ldexp(x, static_cast<int>(y < -most ? -most : y > most ? most : y));
}

/// sin(pi x) / (pi x)
template <class T>
requires complex_floating<T> || floating_number<T> GAMUT_HD GAMUT_INLINE T sinc_of(T const& x)
requires requires { sin(x); }
{
  if constexpr (complex_floating<T>) {
    if (x == T(0)) return T(1);
    T const y = scaled_parts(x, real_t<T>(3.14159265358979323846));
    return over(sin(y), y);
  } else {
    T const y = x * T(3.14159265358979323846);
    return select(x == T(0), T(1), sin(y) / y);
  }
}

/// The phase, from -pi to pi.
template <class T>
requires complex_floating<T> || requires(T x) { atan2(x, x); }
GAMUT_HD GAMUT_INLINE auto angle_of(T const& x) {
  if constexpr (complex_floating<T>)
    return std::atan2(x.imag(), x.real());
  else
    return atan2(T(0), x);
}

// The modified Bessel function of order 0: up to 5 its power series, whose terms are all positive; beyond,
// exp(x) / sqrt(x) times the Chebyshev interpolant, in 10 / x - 1, of what is left, which hardly changes.
// (The split at 8 that Cephes and NumPy have loses digits to cancellation before it.)
template <class T, std::size_t N>
GAMUT_HD GAMUT_INLINE T chebyshev(T const& x, double const (&coefficients)[N]) {
  T now = static_cast<T>(coefficients[0]), before(0.f), first(0.f);
  for (std::size_t i = 1; i < N; ++i) {
    first = before;
    before = now;
    now = x * before - first + static_cast<T>(coefficients[i]);
  }
  return T(0.5) * (now - first);
}
template <floating_number T>
requires requires(T x) {
  exp2(x);
  sqrt(x);
  round_to_even(x);
}
GAMUT_HD GAMUT_INLINE T bessel_i0(T const& number) {
  // Here and not outside, as kernels can read them here: 1 / (k!)^2; the interpolant times exp(8), highest
  // first.
  constexpr double series[] = {1.0,
                               1.0,
                               0.25,
                               0.027777777777777776,
                               0.001736111111111111,
                               6.944444444444444e-05,
                               1.9290123456790124e-06,
                               3.936759889140842e-08,
                               6.151187326782565e-10,
                               7.594058428126624e-12,
                               7.594058428126623e-14,
                               6.276081345559193e-16,
                               4.358389823304995e-18,
                               2.5789288895295828e-20,
                               1.3157800456783586e-22,
                               5.8479113141260385e-25,
                               2.2843403570804838e-27,
                               7.904291893012054e-30};
  constexpr double interpolant[] = {
      -2.006744862666078e-13,  6.454579863648516e-14,  7.64909249592753e-13,    -1.3249727630911207e-12,
      -1.6291811040418593e-12, 8.027779866036833e-12,  -2.203015801899003e-12,  -3.5212655808548694e-11,
      4.846363329942646e-11,   1.2522189699312392e-10, -3.600306321144703e-10,  -3.55911939529529e-10,
      2.188020310266321e-09,   6.536046948254031e-10,  -1.2866614125389915e-08, 2.5702056975511144e-10,
      7.987955033034028e-08,   1.982685184558365e-09,  -5.449956761025681e-07,  -3.1457730579233645e-07,
      3.908404668297197e-06,   7.6101370993318525e-06, -2.1287274534921026e-05, -0.00012658086230781665,
      -0.00018491527650312843, 0.0007561937165295042,  0.007541612715276187,    0.055875128745959096,
      0.6433236300064007,      17.03548612148625,      0.09302564021227222};

  T const x = absolute(number);
  T const half = x * T(0.5), square = half * half;
  T near = static_cast<T>(series[17]);
  for (int k = 16; k >= 0; --k) near = near * square + static_cast<T>(series[k]);
  // Times exp(x - 8), as exp(x) overflows before the function does: 2 to the power of (x - 8) / ln 2 in two
  // numbers. The whole part of x - 8 times 12 bits of 1 / ln 2 is exact.
  T const shifted = smaller(x, T(1000)) - T(8), whole = round_to_even(shifted);
  T const high = whole * T(1.442626953125);
  T const low = whole * T(6.808776396340736e-05) + (shifted - whole) * T(1.44269504088896340736);
  T const power = high + low, rest = (low - (power - high)) * T(0.69314718055994530942);
  // The constant term is most of what is left: the rest is added up first. (1189.23 is what is left at
  // infinity; where it is not yet, the power's rest is small.)
  T const constant(1205.625f);
  T const bounded = constant + (chebyshev(T(20) / x - T(2), interpolant) + T(1189.23f) * rest);
  T const far = exp2(power) * (bounded / sqrt(x));
  return select(x <= T(5), near, select(infinite(x), x, far));
}

// Whole numbers.

template <integer T>
GAMUT_HD constexpr auto magnitude(T x) {
  using U = std::make_unsigned_t<T>;
  return static_cast<U>(x < T(0) ? wrapping<T>(0) - wrapping<T>(x) : wrapping<T>(x));
}
/// The greatest common divisor, never below zero.
template <integer T>
GAMUT_HD constexpr T greatest_divisor(T x, T y) {
  auto a = magnitude(x), b = magnitude(y);
  while (b != 0) {
    auto const rest = static_cast<decltype(a)>(a % b);
    a = b;
    b = rest;
  }
  return static_cast<T>(a);
}
/// The least common multiple, of zero zero; it wraps.
template <integer T>
GAMUT_HD constexpr T least_multiple(T x, T y) {
  auto const divisor = magnitude(greatest_divisor(x, y));
  if (divisor == 0) return 0;
  return static_cast<T>(wrapping<T>(magnitude(x) / divisor) * wrapping<T>(magnitude(y)));
}
/// How many bits of the magnitude are set.
template <integer T>
GAMUT_HD constexpr std::uint8_t bits_set(T x) {
  std::uint64_t bits = magnitude(x);
  bits -= bits >> 1 & 0x5555555555555555u;
  bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
  bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0fu;
  return static_cast<std::uint8_t>(bits * 0x0101010101010101u >> 56);
}

} // namespace gamut::inline GAMUT_ABI::math
