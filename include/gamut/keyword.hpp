// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Keyword arguments as NumPy's: `gm::sum(a, 0, gm::where = mask, gm::initial = 5.0, gm::keepdims)`. They
// stand behind the positional ones, in any order. A function takes them as a pack and picks by name at
// compile time; one that it does not have is a compile error. A new keyword is a row GAMUT_KEYWORD(name).
#pragma once

#include <gamut/config.hpp>
#include <gamut/dtype.hpp>

#include <concepts>
#include <initializer_list>
#include <type_traits>
#include <utility>

namespace gamut::inline GAMUT_ABI {

/// What keywords are told apart by.
namespace key {
struct axis;
struct where;
struct dtype;
struct keepdims;
struct returned;
struct full_output;
struct covariance;
struct unscaled_covariance;
} // namespace key

/// A keyword with its value, which it refers to: it is made and used in one expression.
template <class Tag, class T>
struct named {
  using tag = Tag;
  T value;
};

/// A name that a value is given by: `gm::initial = 5.0`.
template <class Tag>
struct keyword {
  template <class T>
  constexpr named<Tag, T&&> operator=(T&& value) const {
    return {std::forward<T>(value)};
  }
  /// A list in braces: `gm::usecols = {0, -1}`.
  template <class T>
  constexpr named<Tag, std::initializer_list<T>> operator=(std::initializer_list<T> values) const {
    return {values};
  }
};

/// Keeps reduced axes with extent 1: `sum(a, 1, keepdims)` is np.sum(a, 1, keepdims=True).
struct keepdims_t {
  using tag = key::keepdims;
};
inline constexpr keepdims_t keepdims{};

/// Gives the sum of the weights as well: `average(a, 0, weights = w, returned)`.
struct returned_t {
  using tag = key::returned;
};
inline constexpr returned_t returned{};

/// What polyfit gives beside the coefficients: full=True, cov=True and cov='unscaled' in NumPy.
struct full_output_t {
  using tag = key::full_output;
};
/// The covariance of the coefficients as well: cov=True of np.polyfit.
struct covariance_t {
  using tag = key::covariance;
};
/// The same, not scaled by the residuals: cov='unscaled' of np.polyfit.
struct unscaled_covariance_t {
  using tag = key::unscaled_covariance;
};
inline namespace keywords {
inline constexpr full_output_t full_output{};
inline constexpr covariance_t covariance{};
inline constexpr unscaled_covariance_t unscaled_covariance{};
} // namespace keywords

/// The dtype that a function works in: `sum(a, 0, as_dtype<float>)` is np.sum(a, 0, dtype=np.float32).
template <dtype T>
struct as_dtype_t {
  using tag = key::dtype;
  using type = T;
};
template <dtype T>
inline constexpr as_dtype_t<T> as_dtype{};

// A keyword by its name: what it is told apart by, and the object. In a namespace of their own, as GCC warns
// of every parameter of the same name otherwise.
#define GAMUT_KEYWORD(name)                                                                                  \
  namespace key {                                                                                            \
  struct name;                                                                                               \
  }                                                                                                          \
  inline namespace keywords {                                                                                \
  inline constexpr keyword<key::name> name{};                                                                \
  }

// `where` is an elementwise function as well: functions.hpp has it.
GAMUT_KEYWORD(out)
GAMUT_KEYWORD(initial)
GAMUT_KEYWORD(ddof)
GAMUT_KEYWORD(weights)
GAMUT_KEYWORD(rowvar)
GAMUT_KEYWORD(bias)
GAMUT_KEYWORD(fweights)
GAMUT_KEYWORD(aweights)
GAMUT_KEYWORD(method)
GAMUT_KEYWORD(rcond)
GAMUT_KEYWORD(rtol)
GAMUT_KEYWORD(atol)
GAMUT_KEYWORD(equal_nan)
GAMUT_KEYWORD(axis)
GAMUT_KEYWORD(dx)
GAMUT_KEYWORD(edge_order)
GAMUT_KEYWORD(include_initial)
GAMUT_KEYWORD(discont)
GAMUT_KEYWORD(period)
GAMUT_KEYWORD(mode)
GAMUT_KEYWORD(order)
GAMUT_KEYWORD(upper)
GAMUT_KEYWORD(full_matrices)
GAMUT_KEYWORD(hermitian)
GAMUT_KEYWORD(ord)
GAMUT_KEYWORD(replace)
GAMUT_KEYWORD(p)
GAMUT_KEYWORD(shuffle)
GAMUT_KEYWORD(check_valid)
GAMUT_KEYWORD(tol)

namespace detail {

template <class K>
inline constexpr bool is_keyword = false;
template <class Tag, class T>
inline constexpr bool is_keyword<named<Tag, T>> = true;
template <>
inline constexpr bool is_keyword<keepdims_t> = true;
template <>
inline constexpr bool is_keyword<returned_t> = true;
template <>
inline constexpr bool is_keyword<full_output_t> = true;
template <>
inline constexpr bool is_keyword<covariance_t> = true;
template <>
inline constexpr bool is_keyword<unscaled_covariance_t> = true;
template <class T>
inline constexpr bool is_keyword<as_dtype_t<T>> = true;

template <class K>
using tag_of = typename std::remove_cvref_t<K>::tag;

} // namespace detail

/// A keyword as a function receives it.
template <class K>
concept keyword_argument = detail::is_keyword<std::remove_cvref_t<K>>;

namespace detail {

/// Whether the keyword is among those given.
template <class Tag, class... K>
inline constexpr bool given = (std::same_as<tag_of<K>, Tag> || ...);

/// The given keyword's value, else `otherwise`.
template <class Tag, class D>
constexpr D option(D otherwise) {
  return otherwise;
}
template <class Tag, class D, class K, class... Rest>
constexpr decltype(auto) option(D otherwise, K const& k, Rest const&... rest) {
  if constexpr (std::same_as<tag_of<K>, Tag>)
    return static_cast<decltype(k.value)>(k.value);
  else
    return option<Tag, D>(otherwise, rest...);
}

template <class Default, class... K>
struct dtype_option {
  using type = Default;
};
template <class Default, class K, class... Rest>
struct dtype_option<Default, K, Rest...> : dtype_option<Default, Rest...> {};
template <class Default, class T, class... Rest>
struct dtype_option<Default, as_dtype_t<T>, Rest...> {
  using type = T;
};
/// The dtype of `as_dtype<T>` among the keywords, else the default.
template <class Default, class... K>
using dtype_option_t = typename dtype_option<Default, std::remove_cvref_t<K>...>::type;

/// The keywords that a function has: `takes<key::where, key::out>::check<K...>()` stands first in its body.
template <class... Tags>
struct takes {
  template <class Tag>
  static constexpr bool has = (std::same_as<Tag, Tags> || ...);
  template <class Tag, class... K>
  static constexpr int times = (0 + ... + int(std::same_as<tag_of<K>, Tag>));

  template <class... K>
  static consteval void check() {
    static_assert(has<key::axis> || !given<key::axis, K...>,
                  "gamut: gm::axis stands before the other keywords, where a function has an axis");
    static_assert(((has<tag_of<K>> || std::same_as<tag_of<K>, key::axis>)&&...),
                  "gamut: the function has no such keyword argument");
    static_assert(((times<Tags, K...> <= 1) && ...), "gamut: a keyword argument is repeated");
  }
};

/// Whether the first of some keywords is an axis: that one is the argument that stands there in any case.
template <class... K>
inline constexpr bool begin_with_axis = false;
template <class First, class... K>
inline constexpr bool begin_with_axis<First, K...> = std::same_as<tag_of<First>, key::axis>;

/// An axis as an argument, which may be named where it stands: `flip(a, gm::axis = 1)`.
struct axis_number {
  int axis;

  template <std::integral I>
  constexpr axis_number(I value) : axis(static_cast<int>(value)) {}
  template <class I>
  requires std::integral<std::remove_cvref_t<I>>
  constexpr axis_number(named<key::axis, I> const& n) : axis(static_cast<int>(n.value)) {}
  constexpr operator int() const { return axis; }
};

/// An axis, and where it was written: a function with a pack of keywords has no other place for the caller's.
struct axis_argument : axis_number {
  source_location where;

  template <class I>
  requires std::constructible_from<axis_number, I const&>
  constexpr axis_argument(I const& value, source_location caller = source_location::current())
      : axis_number(value), where(caller) {}
};

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
