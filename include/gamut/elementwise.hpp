// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elementwise functions that are no row of the table: with options (round, isclose, nan_to_num), with two
// results (divmod, modf, frexp), or a verdict over all elements (allclose, array_equal), and `vectorize` of a
// function of one's own.
#pragma once

#include <gamut/functions.hpp>
#include <gamut/fuse.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/reduce.hpp>

#include <cmath>
#include <limits>
#include <tuple>

namespace gamut::inline GAMUT_ABI {

namespace rule {

/// Rounding to decimals: the numbers in their dtype, the powers of ten in a real one that they are scaled in.
struct decimal {
  template <class T>
  using scale = std::conditional_t<integer<T>, double, real_t<T>>;
  template <class A, class U, class D>
  using operands = std::conditional_t<
      std::same_as<detail::own_dtype_t<A>, bool>, void,
      detail::types<detail::own_dtype_t<A>, scale<detail::own_dtype_t<A>>, scale<detail::own_dtype_t<A>>>>;
};
/// Replacing nan and infinities: numbers in their dtype, what replaces them as its real part.
struct replacement {
  template <class A, class... R>
  using operands = detail::types<detail::own_dtype_t<A>,
                                 typename detail::always<real_t<detail::own_dtype_t<A>>, R>::type...>;
};
/// Comparing with tolerances: both numbers floating, as the second one asks for; real tolerances; a truth
/// value.
struct tolerance {
  template <class A, class B>
  using common = result_type_t<A, result_type_t<B, weak<double>>>;
  template <class A, class B, class R, class S, class E>
  using operands =
      detail::types<common<A, B>, common<A, B>, real_t<common<A, B>>, real_t<common<A, B>>, bool>;
};

} // namespace rule

namespace math {

/// What can be rounded: numbers, and packets where the instruction set has it for them.
template <class T>
concept roundable = integer<T> || complex_floating<T> || requires(T const& x) {
  round_to_even(x);
  round_to_zero(x);
};

/// A number over a power of ten to the nearest whole one, and back; one of `up` and `down` is 1.
template <roundable T, class R>
GAMUT_HD GAMUT_INLINE T to_decimals(T const& x, R const& up, R const& down) {
  if constexpr (integer<T>)
    return down == 1 ? x : static_cast<T>(std::rint(static_cast<R>(x) / down) * down);
  else if constexpr (complex_floating<T>)
    return T(to_decimals(x.real(), up, down), to_decimals(x.imag(), up, down));
  else
    return round_to_even(x * up / down) * down / up;
}
template <class T, class R>
GAMUT_HD GAMUT_INLINE T replaced(T const& x, R const& nan, R const& high, R const& low) {
  if constexpr (complex_floating<T>)
    return T(replaced(x.real(), nan, high, low), replaced(x.imag(), nan, high, low));
  else
    return select(not_a_number(x), nan,
                  select(positive_infinity(x), high, select(negative_infinity(x), low, x)));
}
template <class T, class R, class B>
GAMUT_HD GAMUT_INLINE auto close(T const& x, T const& y, R const& relative, R const& absolute_, B equal_nan) {
  auto const near = both(less_equal(absolute(minus(x, y)), absolute_ + relative * absolute(y)), finite(y));
  return either(either(near, equal(x, y)), both(equal_nan, both(not_a_number(x), not_a_number(y))));
}

template <real_floating T>
GAMUT_HD GAMUT_INLINE T mantissa_of(T const& x) {
  int exponent = 0;
  return std::frexp(x, &exponent);
}
template <real_floating T>
GAMUT_HD GAMUT_INLINE std::int32_t exponent_of(T const& x) {
  int exponent = 0;
  if (finite(x)) (void)std::frexp(x, &exponent);
  return exponent;
}
/// What trunc leaves, with the sign of x.
template <floating_number T>
requires roundable<T> GAMUT_HD GAMUT_INLINE T fraction_of(T const& x) {
  return copysign(select(infinite(x), T(0), x - round_to_zero(x)), x);
}

} // namespace math

namespace fn {

#define GAMUT_ELEMENTWISE(function, operands, dtypes, word)                                                  \
  struct function {                                                                                          \
    using rule = gamut::rule::dtypes;                                                                        \
    static constexpr char const* name = #function;                                                           \
    static constexpr int arity = operands;                                                                   \
    template <class... X>                                                                                    \
    GAMUT_HD GAMUT_INLINE static constexpr auto body(X const&... x) -> decltype(gamut::math::word(x...)) {   \
      return gamut::math::word(x...);                                                                        \
    }                                                                                                        \
  };
GAMUT_ELEMENTWISE(round, 3, decimal, to_decimals)
GAMUT_ELEMENTWISE(nan_to_num, 4, replacement, replaced)
GAMUT_ELEMENTWISE(isclose, 5, tolerance, close)
GAMUT_ELEMENTWISE(mantissa, 1, real, mantissa_of)
GAMUT_ELEMENTWISE(exponent, 1, real, exponent_of)
GAMUT_ELEMENTWISE(fraction, 1, real, fraction_of)
GAMUT_ELEMENTWISE(whole, 1, real, round_to_zero)
#undef GAMUT_ELEMENTWISE

/// A function object of one's own, of operands as they are.
template <class Callable>
struct vectorized {
  using rule = gamut::rule::as_given;
  static constexpr bool may_throw = true; // which nothing of gamut's own does
  static constexpr char const* name = "vectorize";
  GAMUT_HD_UNCHECKED
  template <class... X>
  GAMUT_HD GAMUT_INLINE static constexpr auto body(X const&... x) -> decltype(Callable()(x...)) {
    return Callable()(x...);
  }
};

} // namespace fn

/// Rounded to that many decimals, halves to the even neighbour, lazily; negative ones round to tens, hundreds
/// (np.round, np.around).
template <operand A>
auto round(A&& a, int decimals = 0) {
  return make_map<fn::round>(std::forward<A>(a), std::pow(10., decimals > 0 ? decimals : 0),
                             std::pow(10., decimals < 0 ? -decimals : 0));
}
template <operand A>
auto around(A&& a, int decimals = 0) {
  return round(std::forward<A>(a), decimals);
}

/// nan as `nan`, infinities as the largest and lowest numbers of the dtype, or as given, lazily
/// (np.nan_to_num).
template <operand A>
auto nan_to_num(A&& a, double nan, double posinf, double neginf) {
  using T = typename detail::own_dtype<detail::rule_argument_t<A>>::type;
  if constexpr (detail::kind<T> < 2) // neither has them
    return make_map<fn::convert_to<T>>(std::forward<A>(a));
  else
    return make_map<fn::nan_to_num>(std::forward<A>(a), nan, posinf, neginf);
}
template <operand A>
auto nan_to_num(A&& a, double nan = 0) {
  using T = typename detail::own_dtype<detail::rule_argument_t<A>>::type;
  using L = std::numeric_limits<std::conditional_t<(detail::kind<T> < 2), double, real_t<T>>>;
  return nan_to_num(std::forward<A>(a), nan, double(L::max()), double(L::lowest()));
}

/// Whether |a - b| <= atol + rtol * |b|, element by element, lazily; infinities of one sign are close, nans
/// where `equal_nan` (np.isclose).
template <operand A, operand B>
auto isclose(A&& a, B&& b, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) {
  return make_map<fn::isclose>(std::forward<A>(a), std::forward<B>(b), rtol, atol, equal_nan);
}
template <operand A, operand B, keyword_argument... K>
requires(sizeof...(K) > 0) auto isclose(A&& a, B&& b, K const&... options) {
  detail::takes<key::rtol, key::atol, key::equal_nan>::check<K...>();
  return make_map<fn::isclose>(
      std::forward<A>(a), std::forward<B>(b), detail::option<key::rtol>(1e-5, options...),
      detail::option<key::atol>(1e-8, options...), detail::option<key::equal_nan>(false, options...));
}
/// Whether all elements are close: np.allclose, with isclose's options.
template <operand A, operand B, class... Options>
bool allclose(A&& a, B&& b, Options const&... options) {
  auto const e = isclose(std::forward<A>(a), std::forward<B>(b), options...);
  if constexpr (scalar<std::remove_cvref_t<decltype(e)>>)
    return e;
  else
    return all(e);
}

/// Whether shapes and all elements are the same; nans are where `equal_nan` (np.array_equal).
template <expression A, expression B>
bool array_equal(A const& a, B const& b, bool equal_nan = false) {
  if constexpr (ndim_v<A> != ndim_v<B>)
    return false;
  else {
    if (a.shape() != b.shape()) return false;
    if (!equal_nan) return all(make_map<fn::equal>(a, b));
    return all(
        make_map<fn::logical_or>(make_map<fn::equal>(a, b),
                                 make_map<fn::logical_and>(make_map<fn::isnan>(a), make_map<fn::isnan>(b))));
  }
}
/// Whether one broadcasts to the other, and all elements are then the same (np.array_equiv).
template <expression A, expression B>
bool array_equiv(A const& a, B const& b) {
  auto const x = a.shape();
  auto const y = b.shape();
  for (int d = 1; d <= ndim_v<A> && d <= ndim_v<B>; ++d) {
    index const m = x[ndim_v<A> - d], n = y[ndim_v<B> - d];
    if (m != n && m != 1 && n != 1) return false;
  }
  return all(make_map<fn::equal>(a, b));
}

namespace detail {

/// Two results of the same operands: of arrays in one pass, each in an array of its own.
template <class F, class G, class... A>
auto two_results(A const&... a) {
  if constexpr ((expression<A> || ...))
    return copy(fuse(make_map<F>(a...), make_map<G>(a...)));
  else
    return std::tuple(make_map<F>(a...), make_map<G>(a...));
}

} // namespace detail

/// floor_divide(a, b) and remainder(a, b) in one pass: `auto [q, r] = divmod(a, b)` (np.divmod).
template <operand A, operand B>
auto divmod(A const& a, B const& b) {
  return detail::two_results<fn::floor_divide, fn::remainder>(a, b);
}
/// The fractional and the whole parts, both with the sign of the number (np.modf).
template <operand A>
auto modf(A const& a) {
  return detail::two_results<fn::fraction, fn::whole>(a);
}
/// Mantissas of 0.5 up to 1, and exponents of two in int32 (np.frexp).
template <operand A>
auto frexp(A const& a) {
  return detail::two_results<fn::mantissa, fn::exponent>(a);
}

/// A function of numbers as a function of arrays, lazily: `auto f = vectorize([](double x, double y) { ...
/// }); f(a, b)` (np.vectorize). The function has no state; for a GPU it is a struct marked GAMUT_HD.
template <class Callable>
constexpr auto vectorize(Callable) {
  static_assert(std::is_empty_v<Callable> && std::is_default_constructible_v<Callable>,
                "gamut: a function to vectorize has no state: a lambda without captures, or an empty struct");
  return []<operand... A>(A && ... a) { return make_map<fn::vectorized<Callable>>(std::forward<A>(a)...); };
}

} // namespace gamut::inline GAMUT_ABI
