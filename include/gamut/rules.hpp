// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What dtypes an elementwise function works in: each function of the table names one of the rules below, and
// every backend asks the rule. A rule maps the operands' dtypes (a C++ number counts as `weak<S>`) to the
// dtypes that the function's body receives.
#pragma once

#include <gamut/concepts.hpp>
#include <gamut/config.hpp>
#include <gamut/dtype.hpp>
#include <gamut/error.hpp>

#include <type_traits>

namespace gamut::inline GAMUT_ABI {

/// The dtype of an operand that is a C++ number: it has a kind, and bends to the arrays beside it (NEP 50).
template <scalar S>
struct weak {};

namespace detail {

/// A list of types: the operand dtypes of one call.
template <class... T>
struct types {};

// A class, because nvcc loses the pack of an alias that does not use its parameter.
template <class T, class>
struct always {
  using type = T;
};
template <class T, class... A>
using each = types<typename always<T, A>::type...>;

template <class A>
inline constexpr bool is_weak = false;
template <class S>
inline constexpr bool is_weak<weak<S>> = true;

template <class A>
struct own_dtype {
  using type = A;
};
template <class S>
struct own_dtype<weak<S>> {
  using type = scalar_dtype<S>;
};
/// The dtype an operand has when nothing is beside it.
template <class A>
using own_dtype_t = typename own_dtype<A>::type;

// Arrays promote among themselves first; the numbers then bend, or lift the result to their kind.
template <class Strong, class... A>
struct common;
template <>
struct common<void> {
  using type = void;
};
template <class Strong>
struct common<Strong> {
  using type = Strong;
};
template <class Strong, class A, class... Rest>
struct common<Strong, A, Rest...> : common<Strong, Rest...> {};
template <class S, class... Rest>
struct common<void, weak<S>, Rest...> : common<void, Rest...> {};
template <dtype A, class... Rest>
struct common<void, A, Rest...> : common<A, Rest...> {};
template <dtype Strong, dtype A, class... Rest>
struct common<Strong, A, Rest...> : common<promote_t<Strong, A>, Rest...> {};

template <class T, class A>
struct lift {
  using type = T;
};
template <dtype T, class S>
struct lift<T, weak<S>> {
  using type = decltype(weak_pair<S, T>());
};
template <class T, class... A>
struct lift_all {
  using type = T;
};
template <class T, class A, class... Rest>
struct lift_all<T, A, Rest...> : lift_all<typename lift<T, A>::type, Rest...> {};

template <class... A>
struct result_of {
  using strong = typename common<void, A...>::type;
  static consteval auto pick() {
    if constexpr (std::is_void_v<strong>)
      return promote_t<own_dtype_t<A>...>{};
    else
      return typename lift_all<strong, A...>::type{};
  }
  using type = decltype(pick());
};

} // namespace detail

/// The dtype that operands make together (np.result_type); a `weak<S>` stands for a C++ number.
template <class... A>
using result_type_t = typename detail::result_of<A...>::type;

namespace detail {

/// The dtype that an operand brings to a rule: an array its own, a number the weak one of its kind.
template <class E>
struct rule_argument {
  using type = value_type_t<E>;
};
template <class E>
requires scalar<std::remove_cvref_t<E>>
struct rule_argument<E> {
  using type = weak<std::remove_cvref_t<E>>;
};
template <class E>
using rule_argument_t = typename rule_argument<E>::type;

/// Whether a number, or any element of an array, is below zero.
template <operand E>
bool any_negative(E const& e);

} // namespace detail

namespace rule {

/// All operands in their common dtype: add, maximum, negative.
struct arithmetic {
  template <class... A>
  using operands = detail::each<result_type_t<A...>, A...>;
};

/// As arithmetic, but truth values are counted, as int8: remainder, square, left_shift.
struct counting {
  template <class T>
  using counted = std::conditional_t<std::is_same_v<T, bool>, std::int8_t, T>;
  template <class... A>
  using operands = detail::each<counted<result_type_t<A...>>, A...>;
};

/// Powers: as counting; of integers, whose negative powers are none, the exponents are looked at first.
struct exponentiation : counting {
  static constexpr bool rounds = true;
  template <class A, class B>
  static void check(A const&, B const& exponent) {
    using T = result_type_t<detail::rule_argument_t<A>, detail::rule_argument_t<B>>;
    if constexpr (integer<T> && std::is_signed_v<T>)
      if (detail::any_negative(exponent))
        throw value_error("Integers to negative integer powers are not allowed.");
  }
};

/// All operands in one floating dtype; integers become float64 (of 16 bits float32, of 8 float16). Values in
/// registers may differ from those of one number in their last bits.
struct floating {
  static constexpr bool rounds = true;
  template <class... A>
  static consteval auto common() {
    if constexpr ((dtype<A> && ...) && !(std::is_same_v<A, bfloat16> || ...))
      return promote_t<detail::as_floating<A>...>{};
    else
      return detail::as_floating<result_type_t<A...>>{};
  }
  template <class... A>
  using operands = detail::each<decltype(common<A...>()), A...>;
};

/// The same, of real numbers only.
struct real {
  template <class... A>
  using operands = std::conditional_t<complex_floating<result_type_t<A...>>, void, floating::operands<A...>>;
};

/// True division: as floating, but integers of every size become float64.
struct division {
  template <class T>
  using quotient = std::conditional_t<(detail::kind<T> < 2), double, T>;
  template <class... A>
  using operands = detail::each<quotient<result_type_t<A...>>, A...>;
};

/// The same, but for the dtypes of 16 bits, whose neighbours float32 does not know.
struct neighbours {
  template <class... A>
  static consteval auto pick() {
    using common = decltype(floating::common<A...>());
    if constexpr (!complex_floating<common> && !half_floating<common>) return floating::operands<A...>{};
  }
  template <class... A>
  using operands = decltype(pick<A...>());
};

/// As real and as division, of functions that take more than one operation.
struct transcendental : real {
  static constexpr bool rounds = true;
};
struct special : division {
  static constexpr bool rounds = true;
};

/// In float64 at least, and complex128: float_power.
struct double_precision {
  static constexpr bool rounds = true;
  template <class T>
  using wide = std::conditional_t<complex_floating<T>, std::complex<double>, double>;
  template <class... A>
  using operands = detail::each<wide<result_type_t<A...>>, A...>;
};

/// As floating, but a truth value is an integer: angle.
struct phase {
  static constexpr bool rounds = true;
  template <class A>
  using operands = floating::operands<
      std::conditional_t<std::same_as<detail::own_dtype_t<A>, bool>, std::int64_t, detail::own_dtype_t<A>>>;
};

/// A real number and a whole one: ldexp.
struct scaling {
  template <class A, class B>
  static consteval auto pick() {
    using X = typename floating::operands<A>;
    if constexpr (complex_floating<detail::own_dtype_t<A>> || detail::kind < detail::own_dtype_t < B >>> 1 ||
                  std::same_as<detail::own_dtype_t<B>, std::uint64_t>)
      return;
    else
      return []<class T>(detail::types<T>) { return detail::types<T, std::int64_t>{}; }(X{});
  }
  template <class A, class B>
  using operands = decltype(pick<A, B>());
};

/// Comparisons: the common dtype, except that integers are compared as they are, by value, whatever their
/// signs.
struct comparison {
  template <class... A>
  using operands =
      std::conditional_t<(integer<detail::own_dtype_t<A>> && ...), detail::types<detail::own_dtype_t<A>...>,
                         detail::each<result_type_t<A...>, A...>>;
};

/// Truth values: every operand is asked whether it is nonzero.
struct logical {
  template <class... A>
  using operands = detail::each<bool, A...>;
};

/// `where(condition, x, y)`: a truth value, and two operands in their common dtype.
struct selection {
  template <class C, class A, class B>
  using operands = detail::types<bool, result_type_t<A, B>, result_type_t<A, B>>;
};

/// Every operand in its own dtype.
struct as_given {
  template <class... A>
  using operands = detail::types<detail::own_dtype_t<A>...>;
};

/// `astype<T>`: whatever it is, as `T`.
template <dtype T>
struct conversion {
  template <class A>
  using operands = detail::each<T, A>;
};

} // namespace rule

namespace detail {

template <class F, class List>
struct body_result {
  static constexpr bool defined = false;
};
// The body receives float32 for operands of 16 bits; where it computes a float32 of them, that is rounded to
// their dtype.
template <class R, class... T>
struct stored_as {
  using type = R;
};
template <class... T>
requires(half_floating<T> || ...) struct stored_as<float, T...> {
  using type = typename common<void, std::conditional_t<half_floating<T>, T, bool>...>::type;
};
template <class F, class... T>
requires requires(computed_in<T>... x) { F::body(x...); }
struct body_result<F, types<T...>> {
  static constexpr bool defined = true;
  using computed = std::remove_cvref_t<decltype(F::body(std::declval<computed_in<T>>()...))>;
  using type = typename stored_as<computed, T...>::type;
};

template <class F, class... A>
using operands_of = typename F::rule::template operands<A...>;

/// Whether the function has a meaning for operands of these dtypes (NumPy raises TypeError where it has not).
template <class F, class... A>
concept applies = body_result<F, operands_of<F, A...>>::defined;
/// The same of as many operands as the function has, all of one dtype.
template <class F, int Arity, class T>
concept applies_alike = (Arity == 1 && applies<F, T>) || (Arity == 2 && applies<F, T, T>) ||
                        (Arity == 3 && applies<F, T, T, T>);

/// The dtype of the function's result.
template <class F, class... A>
using result_t = typename body_result<F, operands_of<F, A...>>::type;

template <class F, class... T, class... A>
GAMUT_HD GAMUT_INLINE constexpr auto apply_as(types<T...>, A const&... x) {
  using result = body_result<F, types<T...>>;
  if constexpr (std::is_same_v<typename result::computed, typename result::type>)
    return F::body(convert<computed_in<T>>(convert<T>(x))...);
  else
    return convert<typename result::type>(F::body(convert<computed_in<T>>(convert<T>(x))...));
}

/// One element: the operands in the dtypes of the rule, then the body of the table.
template <class F, class... A>
GAMUT_HD GAMUT_INLINE constexpr auto apply(A const&... x) {
  return apply_as<F>(operands_of<F, A...>{}, x...);
}

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
