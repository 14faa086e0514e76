// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Running sums and products: cumsum, cumprod, the array API's cumulative_sum and cumulative_prod, and those
// that pass over nan. Computed at once, in one pass over their result. `gm::maximum.accumulate` and its like
// are in ufunc.hpp.
#pragma once

#include <gamut/functions.hpp>
#include <gamut/join.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/ufunc.hpp>

namespace gamut::inline GAMUT_ABI {
namespace detail {

template <class F, class A, class... K>
auto cumulative(A const& a, int axis, source_location where, K const&... options) {
  takes<key::dtype, key::out>::template check<K...>();
  using T = dtype_option_t<wide<value_type_t<A>>, K...>;
  auto result = accumulated<F, T>(a, normalize_axis(axis, ndim_v<A>, where), where);
  if constexpr (given<key::out, K...>) as_view(option<key::out>(0, options...)) = result;
  return result;
}

/// The elements, with a number in the place of nan.
template <class A>
auto without_nan(A const& a, int instead) {
  using T = value_type_t<A>;
  if constexpr (kind<T> < 2)
    return keep(a);
  else
    return make_map<fn::where>(make_map<fn::isnan>(keep(a)),
                               T(computed_in<T>(real_t<computed_in<T>>(instead))), keep(a));
}

/// The running results of F, where asked for behind the neutral element.
template <class F, class A, class... K>
auto cumulative_along(A const& a, int axis, source_location where, int neutral, K const&... options) {
  takes<key::dtype, key::out, key::include_initial>::template check<K...>();
  using T = dtype_option_t<wide<value_type_t<A>>, K...>;
  constexpr int n = ndim_v<A>;
  static_assert(n > 0, "gamut: the input must be at least one-dimensional");
  int const along = normalize_axis(axis, n, where);
  index const before = option<key::include_initial>(false, options...) ? 1 : 0;
  dims<n> shape = a.shape();
  shape[along] += before;
  ndarray<T, n, policy_t<A>> result(shape, where);
  auto const running = accumulated<F, T>(a, along, where);
  auto const& l = result.layout();
  if (before) part_of(result, axis_part(l, along, 0, 1)) = convert<T>(neutral);
  part_of(result, axis_part(l, along, before, shape[along] - before)) = running;
  if constexpr (given<key::out, K...>) as_view(option<key::out>(0, options...)) = result;
  return result;
}

} // namespace detail

#define GAMUT_CUMULATIVE(name, function, elements)                                                           \
  template <expression A, keyword_argument... K>                                                             \
  requires(!detail::begin_with_axis<K...>) auto name(A const& a, K const&... options) {                      \
    return detail::cumulative<fn::function>(ravel(elements), 0, source_location{}, options...);              \
  }                                                                                                          \
  template <expression A, keyword_argument... K>                                                             \
  auto name(A const& a, detail::axis_argument axis, K const&... options) {                                   \
    return detail::cumulative<fn::function>(elements, axis.axis, axis.where, options...);                    \
  }
/// np.cumsum, np.cumprod, np.nancumsum, np.nancumprod: (a) over all elements in one dimension, (a, axis);
/// with `as_dtype<T>` and `out = c`. Integers are summed in 64 bits. Throws `axis_error`.
GAMUT_CUMULATIVE(cumsum, add, detail::keep(a))
GAMUT_CUMULATIVE(cumprod, multiply, detail::keep(a))
GAMUT_CUMULATIVE(nancumsum, add, detail::without_nan(a, 0))
GAMUT_CUMULATIVE(nancumprod, multiply, detail::without_nan(a, 1))
#undef GAMUT_CUMULATIVE

#define GAMUT_CUMULATIVE(name, function, neutral)                                                            \
  template <expression A, keyword_argument... K>                                                             \
  requires(!detail::begin_with_axis<K...>) auto name(A const& a, K const&... options) {                      \
    static_assert(ndim_v<A> == 1,                                                                            \
                  "gamut: for arrays which have more than one dimension the axis is required: " #name        \
                  "(a, axis)");                                                                              \
    return detail::cumulative_along<fn::function>(a, 0, source_location{}, neutral, options...);             \
  }                                                                                                          \
  template <expression A, keyword_argument... K>                                                             \
  auto name(A const& a, detail::axis_argument axis, K const&... options) {                                   \
    return detail::cumulative_along<fn::function>(a, axis.axis, axis.where, neutral, options...);            \
  }
/// np.cumulative_sum, np.cumulative_prod: (a) of one dimension, (a, axis); with `include_initial = true` the
/// neutral element comes first, with `as_dtype<T>` and `out = c`. Throws `axis_error`.
GAMUT_CUMULATIVE(cumulative_sum, add, 0)
GAMUT_CUMULATIVE(cumulative_prod, multiply, 1)
#undef GAMUT_CUMULATIVE

} // namespace gamut::inline GAMUT_ABI
