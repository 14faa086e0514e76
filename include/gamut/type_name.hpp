// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What an expression's type says, for people: the type itself fills a screen.
#pragma once

#include <gamut/concepts.hpp>
#include <gamut/dtype.hpp>
#include <gamut/pack.hpp>

#include <string>
#include <type_traits>

namespace gamut::inline GAMUT_ABI {

namespace detail {

template <class E>
struct named_node {
  static std::string text() {
    return dtype_name<typename E::value_type>() + "[" + std::to_string(E::ndim) + "]";
  }
};
template <class T>
struct named_node<constant<T>> {
  static std::string text() { return dtype_name<T>(); }
};
template <class F, class... Args>
struct named_node<map<F, Args...>> {
  static std::string text() {
    std::string list;
    ((list += (list.empty() ? "" : ", ") + named_node<Args>::text()), ...);
    if constexpr (requires { F::name; })
      return std::string(F::name) + "(" + list + ")";
    else
      return "function(" + list + ")"; // one of gamut's own
  }
};

} // namespace detail

/// The type of an expression in a form to be read: functions by NumPy's names, arrays and views as
/// dtype[ndim]: `gm::type_name(a * 2. + b)` is "add(multiply(float64[2], float64), float64[1])".
template <expression E>
std::string type_name() {
  return detail::named_node<std::remove_cvref_t<E>>::text();
}
template <expression E>
std::string type_name(E const&) {
  return type_name<E>();
}

} // namespace gamut::inline GAMUT_ABI
