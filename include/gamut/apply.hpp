// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Functions of arrays applied lane by lane, or axis by axis: apply_along_axis, apply_over_axes.
#pragma once

#include <gamut/index_arrays.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>

#include <type_traits>

namespace gamut::inline GAMUT_ABI {

/// `f` of every vector along an axis (np.apply_along_axis): what it gives, a number or an array, takes the
/// place of the axis. Throws `value_error` where there is no vector, `shape_error` where results differ in
/// shape, and `axis_error`.
template <class F, expression A>
auto apply_along_axis(F const& f, detail::axis_number axis, A const& a,
                      source_location where = source_location::current()) {
  constexpr int n = ndim_v<A>;
  using P = policy_t<A>;
  int const along = detail::normalize_axis(axis, n, where);
  ndarray<value_type_t<A>, n, P> const lanes(moveaxis(detail::keep(a), along, -1, where), where);
  dims<n - 1> outer;
  for (int d = 0; d < n - 1; ++d) outer[d] = lanes.shape()[d];
  if (detail::product(outer) == 0)
    throw value_error("Cannot apply_along_axis when any iteration dimensions are 0", where);
  auto const lane = [&](auto const& at) {
    return detail::index_by_tuple([&](auto... i) { return lanes(i..., _); }, at);
  };
  auto const value = [&](auto const& at) {
    auto const got = f(lane(at));
    if constexpr (expression<decltype(got)>)
      return detail::evaluated(got);
    else
      return ndarray<std::remove_cvref_t<decltype(got)>, 0, P>(got);
  };
  auto const first = value(dims<n - 1>{});
  constexpr int made = first.ndim;
  dims<n - 1 + made> shape;
  for (int d = 0; d < n - 1; ++d) shape[d] = outer[d];
  for (int d = 0; d < made; ++d) shape[n - 1 + d] = first.shape()[d];
  ndarray<value_type_t<decltype(first)>, n - 1 + made, P> result(shape, where);
  for (auto const& at : ndindex(outer)) {
    auto const one = value(at);
    if (one.shape() != first.shape())
      throw shape_error(
          detail::message("apply_along_axis: results of shapes ", first.shape(), " and ", one.shape()),
          where);
    detail::index_by_tuple([&](auto... i) { return result(i..., ellipsis); }, at) = one;
  }
  dims<n - 1 + made> order;
  for (int d = 0; d < n - 1 + made; ++d)
    order[d] = d < along ? d : d < along + made ? n - 1 + d - along : d - made;
  return detail::evaluated(
      detail::relayout(result, [&](auto const& l) { return detail::permute(l, order); }));
}

/// `f(a, axis)` for one axis after another (np.apply_over_axes); an axis that it drops comes back with
/// extent 1.
template <class F, expression A, std::size_t K>
auto apply_over_axes(F const& f, A const& a, int const (&axes)[K],
                     source_location where = source_location::current()) {
  constexpr int n = ndim_v<A>;
  auto const once = [&](auto const& e, int axis) {
    auto const got = detail::evaluated(f(e, axis));
    if constexpr (got.ndim == n)
      return got;
    else {
      static_assert(got.ndim == n - 1, "gamut: function is not returning an array of the correct shape");
      return detail::evaluated(expand_dims(got, axis, where));
    }
  };
  auto result = once(a, detail::normalize_axis(axes[0], n, where));
  for (std::size_t k = 1; k < K; ++k) result = once(result, detail::normalize_axis(axes[k], n, where));
  return result;
}

} // namespace gamut::inline GAMUT_ABI
