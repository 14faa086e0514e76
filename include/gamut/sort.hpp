// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elements in order: sort, argsort, lexsort, partition, along the last axis, another one, or (`_`) all in one
// dimension. nan stands behind all numbers; complex numbers are compared by their real parts, then by their
// imaginary ones. Orders of indices are stable.
#pragma once

#include <gamut/index.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>

#include <algorithm>
#include <complex>
#include <cstdint>
#include <tuple>
#include <vector>

namespace gamut::inline GAMUT_ABI {

GAMUT_KEYWORD(stable)
GAMUT_KEYWORD(kind)

namespace detail {

/// The order of sorting: nan behind all numbers.
struct sorts_before {
  template <class T>
  GAMUT_HD constexpr bool operator()(T const& a, T const& b) const {
    if constexpr (complex_floating<T>) {
      bool const has_a = a.imag() == a.imag(), has_b = b.imag() == b.imag();
      if (a.real() < b.real()) return has_a || !has_b;
      if (a.real() > b.real()) return !has_b && has_a;
      if (a.real() == b.real() || (a.real() != a.real() && b.real() != b.real()))
        return a.imag() < b.imag() || (!has_b && has_a);
      return b.real() != b.real();
    } else {
      if constexpr (detail::kind<T> >= 2) {
        if (math::not_a_number(b)) return !math::not_a_number(a);
        if (math::not_a_number(a)) return false;
      }
      return math::less(a, b);
    }
  }
};

/// An array of its own whose last axis is axis `axis` of `a`.
template <class A>
auto with_axis_last(A const& a, int axis, source_location where) {
  static_assert(ndim_v<A> > 0,
                "gamut: cannot sort a 0-d array (AxisError in NumPy); name axis _ to flatten it");
  return ndarray<value_type_t<A>, ndim_v<A>, policy_t<A>>(moveaxis(keep(a), axis, -1, where), where);
}
/// The same elements with the last axis back in its place.
template <class R>
R with_axis_back(R result, int axis, source_location where) {
  int const along = normalize_axis(axis, R::ndim, where);
  if (along == R::ndim - 1) return result;
  return R(moveaxis(result, -1, along, where), where);
}
template <class R>
index rows_of(R const& rows) {
  index const length = rows.shape()[R::ndim - 1];
  return length > 0 ? rows.size() / length : 0;
}

template <class A, class... K>
auto sorted(A const& a, int axis, source_location where, K const&... options) {
  takes<key::stable, key::kind>::template check<K...>();
  auto const keeps_order = [&] {
    if constexpr (sizeof...(K) == 0)
      return std::false_type();
    else
      return bool(option<key::stable>(false, options...)) || given<key::kind, K...>;
  }();
  auto rows = with_axis_last(a, axis, where);
  sort_rows(policy_t<A>{}, rows.memory(), rows_of(rows), rows.shape()[ndim_v<A> - 1], sorts_before{},
            keeps_order);
  return with_axis_back(std::move(rows), axis, where);
}

/// The places that a partition settles, from the front and ascending.
template <class Kth>
std::vector<index> settled_places(Kth const& kth, index length, source_location where) {
  std::vector<index> places;
  for (auto const k : kth) {
    if (k < -length || k >= length)
      throw value_error(message("kth(=", k, ") out of bounds (", length, ")"), where);
    places.push_back(static_cast<index>(k < 0 ? k + length : k));
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}
template <class A>
auto partitioned(A const& a, std::span<std::int64_t const> kth, int axis, source_location where) {
  auto rows = with_axis_last(a, axis, where);
  index const length = rows.shape()[ndim_v<A> - 1];
  partition_rows(policy_t<A>{}, rows.memory(), rows_of(rows), length, settled_places(kth, length, where),
                 sorts_before{});
  return with_axis_back(std::move(rows), axis, where);
}

/// The indices along the last axis that bring each row in order, made by `order(data, indices, rows,
/// length)`.
template <class A, class Order>
auto ordered_indices(A const& a, int axis, Order const& order, source_location where) {
  auto const rows = with_axis_last(a, axis, where);
  ndarray<std::int64_t, ndim_v<A>, policy_t<A>> indices(rows.shape(), where);
  index const length = rows.shape()[ndim_v<A> - 1];
  if (rows.size() > 0) order(rows.memory(), indices.memory(), rows_of(rows), length);
  return with_axis_back(std::move(indices), axis, where);
}
template <class A>
auto sorting_indices(A const& a, int axis, source_location where) {
  return ordered_indices(
      a, axis,
      [](auto data, auto indices, index rows, index length) {
        argsort_rows(policy_t<A>{}, data, indices, rows, length, sorts_before{});
      },
      where);
}
template <class A>
auto partitioning_indices(A const& a, std::span<std::int64_t const> kth, int axis, source_location where) {
  return ordered_indices(
      a, axis,
      [&](auto data, auto indices, index rows, index length) {
        argpartition_rows(policy_t<A>{}, data, indices, rows, length, settled_places(kth, length, where),
                          sorts_before{});
      },
      where);
}

} // namespace detail

/// The elements in ascending order along an axis, the last one where none is named (np.sort): a copy. Takes
/// `stable = true` and `kind = "stable"`, which matter for elements that are equal and not the same. Throws
/// `axis_error`.
template <expression A, keyword_argument... K>
requires(!detail::begin_with_axis<K...>) auto sort(A const& a, K const&... options) {
  return detail::sorted(a, -1, source_location{}, options...);
}
template <expression A, keyword_argument... K>
auto sort(A const& a, detail::axis_argument axis, K const&... options) {
  return detail::sorted(a, axis.axis, axis.where, options...);
}
/// All elements in order, in one dimension: `sort(a, _)` is np.sort(a, axis=None).
template <expression A, keyword_argument... K>
auto sort(A const& a, missing_t, K const&... options) {
  return detail::sorted(ravel(a), -1, source_location{}, options...);
}

/// The indices along an axis that would sort the elements (np.argsort); equal ones keep their order. Throws
/// `axis_error`.
template <expression A>
auto argsort(A const& a, detail::axis_number axis = -1, source_location where = source_location::current()) {
  return detail::sorting_indices(a, axis, where);
}
template <expression A>
auto argsort(A const& a, missing_t, source_location where = source_location::current()) {
  return detail::sorting_indices(ravel(a), -1, where);
}
template <expression A, class V>
auto argsort(A const& a, named<key::stable, V> const&) {
  return detail::sorting_indices(a, -1, source_location{}); // it always is
}

/// The elements, of which the `kth` of each lane is where a sort would put it, smaller ones before it and
/// larger ones behind it (np.partition). Throws `value_error` for a `kth` outside the lane, and `axis_error`.
template <expression A>
auto partition(A const& a, std::int64_t kth, detail::axis_number axis = -1,
               source_location where = source_location::current()) {
  return detail::partitioned(a, std::span(&kth, 1), axis, where);
}
template <expression A, std::size_t K>
auto partition(A const& a, std::int64_t const (&kth)[K], detail::axis_number axis = -1,
               source_location where = source_location::current()) {
  return detail::partitioned(a, kth, axis, where);
}
template <expression A>
auto partition(A const& a, std::int64_t kth, missing_t, source_location where = source_location::current()) {
  return detail::partitioned(ravel(a), std::span(&kth, 1), -1, where);
}
/// The indices that partition so (np.argpartition).
template <expression A>
auto argpartition(A const& a, std::int64_t kth, detail::axis_number axis = -1,
                  source_location where = source_location::current()) {
  return detail::partitioning_indices(a, std::span(&kth, 1), axis, where);
}
template <expression A, std::size_t K>
auto argpartition(A const& a, std::int64_t const (&kth)[K], detail::axis_number axis = -1,
                  source_location where = source_location::current()) {
  return detail::partitioning_indices(a, kth, axis, where);
}
template <expression A>
auto argpartition(A const& a, std::int64_t kth, missing_t,
                  source_location where = source_location::current()) {
  return detail::partitioning_indices(ravel(a), std::span(&kth, 1), -1, where);
}

namespace detail {

template <class A>
auto lexsorted(A const& last, int axis, source_location where) {
  return sorting_indices(last, axis, where);
}
template <class A, class... Rest>
auto lexsorted(A const& first, int axis, source_location where, Rest const&... rest) {
  // Sorted by the least key first: each later, stable sort keeps that order among its equals.
  auto order = sorting_indices(first, axis, where);
  auto const by = [&](auto const& key) {
    auto const next = sorting_indices(taken_along(key, order, axis, where), axis, where);
    order = taken_along(order, next, axis, where);
  };
  (by(rest), ...);
  return order;
}

} // namespace detail

/// The indices that sort by several keys, the last one first: `lexsort(list(second, first))` is
/// np.lexsort((second, first)). Throws `axis_error`, and `shape_error` for keys of different shapes.
template <class... A>
auto lexsort(std::tuple<A...> const& keys, detail::axis_number axis = -1,
             source_location where = source_location::current()) {
  return std::apply(
      [&](auto const& first, auto const&... rest) {
        if (!((first.shape() == rest.shape()) && ...))
          throw shape_error("all keys need to be the same shape", where);
        return detail::lexsorted(first, axis, where, rest...);
      },
      keys);
}

/// The elements as complex numbers, in order along the last axis (np.sort_complex).
template <expression A>
auto sort_complex(A const& a, source_location where = source_location::current()) {
  using T = value_type_t<A>;
  using C = std::conditional_t<
      complex_floating<T>, T,
      std::complex<std::conditional_t<
          (integer<T> && sizeof(T) <= 2) || std::same_as<T, float> || half_floating<T>, float, double>>>;
  return detail::sorted(detail::in_dtype<C>(a), -1, where);
}

/// What `a.sort(axis)` and `a.partition(kth, axis)` do: the array's own elements change places.
template <assignable A, class... Axis>
void sort_in_place(A&& a, Axis const&... axis) {
  auto const ordered = sort(a, axis...);
  detail::assign_into(detail::as_view(a), ordered);
}
template <class T, int N, class P>
void sort_in_place(ndarray<T, N, P>& a) {
  index const length = a.shape()[N - 1];
  if (a.size() > 0) sort_rows(P{}, a.memory(), a.size() / length, length, detail::sorts_before{});
}
/// `a.partition(kth)`: partitions an array, or what a view looks at, in place.
template <assignable A, class... Axis>
void partition_in_place(A&& a, std::int64_t kth, Axis const&... axis) {
  auto const parted = partition(a, kth, axis...);
  detail::assign_into(detail::as_view(a), parted);
}

} // namespace gamut::inline GAMUT_ABI
