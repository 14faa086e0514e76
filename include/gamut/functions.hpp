// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The elementwise functions: the table of functions.inc, expanded into function objects (`fn::sqrt`, what a
// node carries and a backend runs) and into the functions a user calls (`gm::sqrt(a)`), which make a lazy
// node.
#pragma once

#include <gamut/concepts.hpp>
#include <gamut/expr.hpp>
#include <gamut/math.hpp>
#include <gamut/rules.hpp>

namespace gamut {

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
#define GAMUT_FN(function, arity, dtypes, expression, low, high)                                             \
  struct function {                                                                                          \
    using rule = gamut::rule::dtypes;                                                                        \
    static constexpr char const* name = #function;                                                           \
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
  template <class X>
  GAMUT_HD GAMUT_INLINE static constexpr X body(X const& x) {
    return x;
  }
};
} // namespace fn

// Each function of the table: `gm::sqrt(a)` is np.sqrt(a), lazily; its operands broadcast and promote as
// NumPy's. Throws `shape_error` where the shapes do not fit, `overflow_error` where a number does not fit its
// array's dtype.
#define GAMUT_FN(name, arity, rule, body, low, high) GAMUT_FUNCTION_##arity(name, name)
#define GAMUT_FUNCTION_1(name, object)                                                                       \
  template <operand A>                                                                                       \
  constexpr auto name(A&& a) {                                                                               \
    return make_map<fn::object>(std::forward<A>(a));                                                         \
  }
#define GAMUT_FUNCTION_2(name, object)                                                                       \
  template <operand A, operand B>                                                                            \
  constexpr auto name(A&& a, B&& b) {                                                                        \
    return make_map<fn::object>(std::forward<A>(a), std::forward<B>(b));                                     \
  }
#define GAMUT_FUNCTION_3(name, object)                                                                       \
  template <operand A, operand B, operand C>                                                                 \
  constexpr auto name(A&& a, B&& b, C&& c) {                                                                 \
    return make_map<fn::object>(std::forward<A>(a), std::forward<B>(b), std::forward<C>(c));                 \
  }
#define GAMUT_ALIAS(alias, name, arity) GAMUT_FUNCTION_##arity(alias, name)
#include <gamut/functions.inc>
#undef GAMUT_FUNCTION_1
#undef GAMUT_FUNCTION_2
#undef GAMUT_FUNCTION_3

/// The elements as another dtype, lazily (a.astype(np.float32)).
template <dtype T, expression A>
constexpr auto astype(A&& a) {
  return make_map<fn::convert_to<T>>(std::forward<A>(a));
}

} // namespace gamut
