// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The elementwise functions: the table of functions.inc, expanded into function objects (`fn::sqrt`, what a
// node carries and a backend runs) and into what a user calls (`gm::sqrt(a)`, `gm::add.outer(a, b)`): ufuncs
// as NumPy's, which make a lazy node.
#pragma once

#include <gamut/concepts.hpp>
#include <gamut/eval.hpp>
#include <gamut/expr.hpp>
#include <gamut/keyword.hpp>
#include <gamut/math.hpp>
#include <gamut/rules.hpp>

#include <bit>

namespace gamut::inline GAMUT_ABI {

// The bodies stand among the words of math.hpp, so that those are found first and a packet's by its own
// namespace.
namespace math {
#define GAMUT_FN(name, arity, rule, body, low, high) GAMUT_BODY_##arity(name, body)
#define GAMUT_BODY_1(name, body)                                                                             \
  GAMUT_HD_UNCHECKED                                                                                         \
  template <class X>                                                                                         \
  GAMUT_HD GAMUT_INLINE constexpr auto body_of_##name(X const& x)->decltype(body) {                          \
    return body;                                                                                             \
  }
#define GAMUT_BODY_2(name, body)                                                                             \
  GAMUT_HD_UNCHECKED                                                                                         \
  template <class X, class Y>                                                                                \
  GAMUT_HD GAMUT_INLINE constexpr auto body_of_##name(X const& x, Y const& y)->decltype(body) {              \
    return body;                                                                                             \
  }
#define GAMUT_BODY_3(name, body)                                                                             \
  GAMUT_HD_UNCHECKED                                                                                         \
  template <class X, class Y, class Z>                                                                       \
  GAMUT_HD GAMUT_INLINE constexpr auto body_of_##name(X const& x, Y const& y, Z const& z)->decltype(body) {  \
    return body;                                                                                             \
  }
#include <gamut/functions.inc>
#undef GAMUT_BODY_1
#undef GAMUT_BODY_2
#undef GAMUT_BODY_3
} // namespace math

/// The function objects of the elementwise functions, one for each row of the table.
namespace fn {
#define GAMUT_FN(function, arguments, dtypes, expression, low, high)                                         \
  struct function {                                                                                          \
    using rule = gamut::rule::dtypes;                                                                        \
    static constexpr char const* name = #function;                                                           \
    static constexpr int arity = arguments;                                                                  \
    template <class... X>                                                                                    \
    GAMUT_HD GAMUT_INLINE static constexpr auto body(X const&... x)                                          \
        -> decltype(gamut::math::body_of_##function(x...)) {                                                 \
      return gamut::math::body_of_##function(x...);                                                          \
    }                                                                                                        \
  };
#include <gamut/functions.inc>

/// `astype<T>` as a function object: its rule has done the work.
template <dtype T>
struct convert_to {
  using rule = gamut::rule::conversion<T>;
  static constexpr char const* name = "astype";
  static constexpr int arity = 1;
  template <class X>
  GAMUT_HD GAMUT_INLINE static constexpr X body(X const& x) {
    return x;
  }
};
/// The bits of a number as another dtype's.
template <dtype T>
struct reinterpreted {
  using rule = gamut::rule::as_given;
  static constexpr char const* name = "view";
  static constexpr int arity = 1;
  template <class X>
  requires(sizeof(X) == sizeof(T)) GAMUT_HD GAMUT_INLINE static constexpr T body(X const& x) {
    return std::bit_cast<T>(x);
  }
};
} // namespace fn

namespace detail {

/// reduce, accumulate, reduceat, outer and at of the ufunc F (ufunc.hpp).
template <class F>
struct ufunc_methods;

/// Assigns an elementwise result to `out=`, where `where=` is true.
template <class E, class... K>
decltype(auto) ufunc_into(E const& e, K const&... options);

} // namespace detail

/// An elementwise function as NumPy's ufuncs are: `gm::add(a, b)` is np.add(a, b), lazily; its operands
/// broadcast and promote as NumPy's. With keywords it computes at once: `gm::add(a, b, gm::out = c, gm::where
/// = mask)`; elements of `c` where the mask is false stay as they are. Throws `shape_error` where the shapes
/// do not fit, `overflow_error` where a number does not fit its array's dtype.
template <class F>
struct ufunc {
  using function = F;
  /// np.add.nin
  static constexpr int nin = F::arity;

  template <operand... A>
  requires(sizeof...(A) == std::size_t(F::arity)) constexpr auto operator()(A&&... a) const {
    return make_map<F>(std::forward<A>(a)...);
  }
  template <operand A, keyword_argument... K>
  requires(F::arity == 1 && sizeof...(K) > 0) decltype(auto) operator()(A&& a, K const&... options) const {
    return detail::ufunc_into(make_map<F>(std::forward<A>(a)), options...);
  }
  template <operand A, operand B, keyword_argument... K>
  requires(F::arity == 2 && sizeof...(K) > 0) decltype(auto) operator()(A&& a, B&& b,
                                                                        K const&... options) const {
    return detail::ufunc_into(make_map<F>(std::forward<A>(a), std::forward<B>(b)), options...);
  }
  template <operand A, operand B, operand C, keyword_argument... K>
  requires(F::arity == 3 && sizeof...(K) > 0) decltype(auto) operator()(A&& a, B&& b, C&& c,
                                                                        K const&... options) const {
    return detail::ufunc_into(make_map<F>(std::forward<A>(a), std::forward<B>(b), std::forward<C>(c)),
                              options...);
  }

  /// Of something that is no array, what its author made of the function: `call_ufunc(fn::power{}, p, 3)`,
  /// found beside its type.
  template <class A, class... Rest>
  requires(!operand<A>) constexpr auto operator()(A const& a, Rest const&... rest) const
      -> decltype(call_ufunc(F{}, a, rest...)) {
    return call_ufunc(F{}, a, rest...);
  }

  /// Folds the elements along an axis from the first on (np.add.reduce); takes as_dtype, out, keepdims,
  /// initial and where. Throws `axis_error`, and `value_error` for nothing to fold where the function has no
  /// identity.
  template <expression A>
  auto reduce(A const& a, source_location where = source_location::current()) const {
    return detail::ufunc_methods<F>::reduce(a, detail::axis_argument(0, where));
  }
  template <expression A, keyword_argument... K>
  auto reduce(A const& a, detail::axis_argument axis, K const&... options) const {
    return detail::ufunc_methods<F>::reduce(a, axis, options...);
  }
  template <expression A, keyword_argument... K>
  requires(sizeof...(K) > 0) auto reduce(A const& a, K const&... options) const {
    return detail::ufunc_methods<F>::reduce(a, detail::axis_argument(0, {}), options...);
  }
  /// The same with every result on the way (np.add.accumulate). Throws `axis_error`.
  template <expression A>
  auto accumulate(A const& a, detail::axis_number axis = 0,
                  source_location where = source_location::current()) const {
    return detail::ufunc_methods<F>::accumulate(a, axis, where);
  }
  /// Folds from each index up to the next, which of a lower one is that element alone (np.add.reduceat).
  /// Throws `index_error` for an index out of bounds and `axis_error`.
  template <expression A, expression I>
  auto reduceat(A const& a, I const& indices, detail::axis_number axis = 0,
                source_location where = source_location::current()) const {
    return detail::ufunc_methods<F>::reduceat(a, indices, axis, where);
  }
  template <expression A, std::integral I, std::size_t N>
  auto reduceat(A const& a, I const (&indices)[N], detail::axis_number axis = 0,
                source_location where = source_location::current()) const {
    return detail::ufunc_methods<F>::reduceat(
        a, detail::ufunc_methods<F>::template listed<policy_t<A>>(indices), axis, where);
  }
  /// The function of every pair of elements, lazily (np.multiply.outer): its shape is the one's behind the
  /// other's.
  template <operand A, operand B>
  auto outer(A&& a, B&& b) const {
    return detail::ufunc_methods<F>::outer(std::forward<A>(a), std::forward<B>(b));
  }
  /// `a[indices] = F(a[indices], b)` for one index after another, so that repeated ones count (np.add.at).
  /// Throws `index_error` and `shape_error` before anything is written.
  template <assignable A, expression I, operand B>
  void at(A&& a, I const& indices, B const& b, source_location where = source_location::current()) const {
    detail::ufunc_methods<F>::at(a, indices, b, where);
  }
  template <assignable A, std::integral I, std::size_t N, operand B>
  void at(A&& a, I const (&indices)[N], B const& b,
          source_location where = source_location::current()) const {
    detail::ufunc_methods<F>::at(a, detail::ufunc_methods<F>::template listed<policy_t<A>>(indices), b,
                                 where);
  }
  template <assignable A, expression I>
  requires(F::arity == 1) void at(A&& a, I const& indices,
                                  source_location where = source_location::current()) const {
    detail::ufunc_methods<F>::at(a, indices, where);
  }
};

namespace detail {

/// `gm::where(c, a, b)`, and the keyword `gm::where = mask`; of one operand, the places of its true elements
/// (np.where(c), np.nonzero).
struct where_function : ufunc<fn::where>, keyword<key::where> {
  using ufunc<fn::where>::operator();
  using keyword<key::where>::operator=;
  template <expression C>
  auto operator()(C const& condition, source_location caller = source_location::current()) const {
    return nonzero(condition, caller);
  }
};
/// `gm::angle(a)`, and in degrees `gm::angle(a, true)` (np.angle(a, deg=True)).
struct angle_function : ufunc<fn::angle> {
  using ufunc<fn::angle>::operator();
  template <operand A>
  constexpr auto operator()(A&& a, bool deg) const {
    return make_map<fn::multiply>(make_map<fn::angle>(std::forward<A>(a)),
                                  deg ? 57.295779513082320876798 : 1.);
  }
};
/// `gm::clip(a, low, high)`, either of which may be missing: `gm::clip(a, gm::_, 5)` (np.clip(a, None, 5)).
struct clip_function : ufunc<fn::clip> {
  using ufunc<fn::clip>::operator();
  template <operand A, operand B>
  constexpr auto operator()(A&& a, missing_t, B&& high) const {
    return make_map<fn::minimum>(std::forward<A>(a), std::forward<B>(high));
  }
  template <operand A, operand B>
  constexpr auto operator()(A&& a, B&& low, missing_t) const {
    return make_map<fn::maximum>(std::forward<A>(a), std::forward<B>(low));
  }
  template <operand A, operand B>
  constexpr auto operator()(A&& a, B&& low) const {
    return make_map<fn::maximum>(std::forward<A>(a), std::forward<B>(low));
  }
};
template <class F>
struct ufunc_type {
  using type = ufunc<F>;
};
template <>
struct ufunc_type<fn::angle> {
  using type = angle_function;
};
template <>
struct ufunc_type<fn::clip> {
  using type = clip_function;
};
template <>
struct ufunc_type<fn::where> {
  using type = where_function;
};

} // namespace detail

// The functions of the table. In a namespace of their own, as GCC warns of every parameter of the same name
// otherwise.
inline namespace ufuncs {
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  inline constexpr typename detail::ufunc_type<fn::name>::type name{};
#define GAMUT_ALIAS(alias, name, arity) inline constexpr typename detail::ufunc_type<fn::name>::type alias{};
#include <gamut/functions.inc>
} // namespace ufuncs

/// The elements as another dtype, lazily (a.astype(np.float32)).
template <dtype T, expression A>
constexpr auto astype(A&& a) {
  return make_map<fn::convert_to<T>>(std::forward<A>(a));
}

} // namespace gamut::inline GAMUT_ABI
