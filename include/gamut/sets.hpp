// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays as sets: their different elements, and what two have together or apart. Everything is one stable
// sort and a look at neighbours.
#pragma once

#include <gamut/index_arrays.hpp>
#include <gamut/join.hpp>
#include <gamut/keyword.hpp>
#include <gamut/scan.hpp>
#include <gamut/search.hpp>
#include <gamut/sort.hpp>
#include <gamut/take.hpp>

#include <cstdint>
#include <limits>
#include <tuple>
#include <type_traits>
#include <utility>

namespace gamut::inline GAMUT_ABI {

namespace key {
struct return_index;
struct return_inverse;
struct return_counts;
struct return_indices;
struct invert;
} // namespace key

/// What `unique` gives beside the elements: `unique(a, return_index, return_counts)`.
struct return_index_t {
  using tag = key::return_index;
};
/// Which of the different elements each element is: `unique(a, return_inverse)`.
struct return_inverse_t {
  using tag = key::return_inverse;
};
/// How often each element occurs: `unique(a, return_counts)`.
struct return_counts_t {
  using tag = key::return_counts;
};
/// What `intersect1d` gives beside the elements.
struct return_indices_t {
  using tag = key::return_indices;
};
inline namespace keywords {
inline constexpr return_index_t return_index{};
inline constexpr return_inverse_t return_inverse{};
inline constexpr return_counts_t return_counts{};
inline constexpr return_indices_t return_indices{};
// In place of NumPy's `invert=`, as gm::invert is the function.
inline constexpr keyword<key::invert> inverted{};
} // namespace keywords
GAMUT_KEYWORD(assume_unique)

namespace detail {

template <>
inline constexpr bool is_keyword<return_index_t> = true;
template <>
inline constexpr bool is_keyword<return_inverse_t> = true;
template <>
inline constexpr bool is_keyword<return_counts_t> = true;
template <>
inline constexpr bool is_keyword<return_indices_t> = true;

/// Whether an element of an ordered list is the first of its kind.
template <class T, class P>
struct first_of_kind {
  place_t<T const, P> ordered;
  bool equal_nan;
  constexpr first_of_kind<T, host> moved(auto const& at) const { return {at(ordered), equal_nan}; }
  GAMUT_HD bool operator()(index i) const {
    if (i == 0) return true;
    if constexpr (detail::kind<T> >= 2)
      if (equal_nan && math::not_a_number(ordered[i]) && math::not_a_number(ordered[i - 1])) return false;
    return !math::equal(ordered[i - 1], ordered[i]);
  }
};
template <class P, class T>
ndarray<bool, 1, P> first_of_each(ndarray<T, 1, P> const& ordered, bool equal_nan) {
  return make_view(generated<first_of_kind<T, P>, P>{{ordered.memory(), equal_nan}},
                   row_major_layout(ordered.shape()));
}

/// The different elements of an ordered list, told by `first`, in the form the keywords ask for: `values` are
/// they, `order` is where the list's elements come from.
template <class V, class P, int N, class... K>
auto unique_results(V values, ndarray<std::int64_t, 1, P> const& order, ndarray<bool, 1, P> const& first,
                    dims<N> const& shape) {
  auto const index_of = [&] {
    if constexpr (given<key::return_index, K...>)
      return std::tuple(ndarray<std::int64_t, 1, P>(order(first)));
    else
      return std::tuple<>();
  };
  auto const inverse = [&] {
    if constexpr (given<key::return_inverse, K...>) {
      ndarray<std::int64_t, 1, P> places(order.shape());
      places(order) = cumsum(first) - 1;
      return std::tuple(ndarray<std::int64_t, N, P>(reshape(places, shape)));
    } else
      return std::tuple<>();
  };
  auto const counts = [&] {
    if constexpr (given<key::return_counts, K...>) {
      auto const starts = flatnonzero(first);
      index const kinds = starts.size();
      ndarray<std::int64_t, 1, P> count(starts.shape());
      if (kinds > 0) {
        count(slice(-1)) = starts(slice(1, _)) - starts(slice(-1));
        count(slice(-1, _)) = std::int64_t(order.size()) - starts(slice(-1, _));
      }
      return std::tuple(std::move(count));
    } else
      return std::tuple<>();
  };
  auto all = std::tuple_cat(std::tuple(std::move(values)), index_of(), inverse(), counts());
  if constexpr (std::tuple_size_v<decltype(all)> == 1)
    return std::get<0>(std::move(all));
  else
    return all;
}

template <class... K>
inline constexpr bool needs_order =
    given<key::return_index, K...> || given<key::return_inverse, K...> || given<key::return_counts, K...>;

/// The elements of an expression in one dimension, as an array of its own.
template <class E>
ndarray<value_type_t<E>, 1, policy_t<E>> flat_array(E const& e) {
  return ravel(evaluated(keep(e)));
}

/// The different slices of an axis.
template <class... K, class A>
auto unique_slices(A const& a, int axis, source_location where) {
  constexpr int n = ndim_v<A>;
  using P = policy_t<A>;
  using T = value_type_t<A>;
  int const along = detail::normalize_axis(axis, n, where);
  ndarray<T, n, P> const front(moveaxis(detail::keep(a), along, 0, where));
  index const count = front.shape()[0], length = count > 0 ? front.size() / count : 0;
  auto const rows = reshape(front, count, length);
  // Sorted by the last column first: each stable sort keeps that order among its equals.
  auto order = arange<std::int64_t, P>(count);
  for (index c = length; c-- > 0;) {
    ndarray<T, 1, P> const column = rows(_, c)(order);
    order = ndarray<std::int64_t, 1, P>(order(argsort(column)));
  }
  ndarray<T, 2, P> const ordered = rows(order);
  ndarray<bool, 1, P> first(shape_of(count));
  if (count > 0) first(slice(1)) = true;
  if (count > 1) first(slice(1, _)) = any(ordered(slice(1, _)) != ordered(slice(-1)), 1);
  ndarray<T, n, P> values(
      moveaxis(detail::evaluated(front(ndarray<std::int64_t, 1, P>(order(first)))), 0, along));
  return detail::unique_results<ndarray<T, n, P>, P, 1, K...>(std::move(values), order, first,
                                                              shape_of(count));
}

} // namespace detail

/// The different elements in order (np.unique), with `return_index`, `return_inverse` and `return_counts` in
/// a tuple with where each comes first, which of them each element is, and how many of each there are. nans
/// count as one unless `equal_nan = false`.
template <expression A, keyword_argument... K>
auto unique(A const& a, [[maybe_unused]] K const&... options) {
  detail::takes<key::return_index, key::return_inverse, key::return_counts, key::equal_nan,
                key::axis>::template check<K...>();
  using P = policy_t<A>;
  using T = value_type_t<A>;
  if constexpr (detail::given<key::axis, K...>)
    return detail::unique_slices<K...>(a, static_cast<int>(detail::option<key::axis>(0, options...)),
                                       source_location{});
  else if constexpr (!detail::needs_order<K...>) {
    bool const equal_nan = detail::option<key::equal_nan>(true, options...);
    auto const all = detail::flat_array(a);
    auto const ordered = sort(all);
    return ndarray<T, 1, P>(ordered(detail::first_of_each(ordered, equal_nan)));
  } else {
    bool const equal_nan = detail::option<key::equal_nan>(true, options...);
    auto const all = detail::flat_array(a);
    auto const order = argsort(all);
    ndarray<T, 1, P> const ordered = all(order);
    auto const first = detail::first_of_each(ordered, equal_nan);
    return detail::unique_results<ndarray<T, 1, P>, P, ndim_v<A>, K...>(ndarray<T, 1, P>(ordered(first)),
                                                                        order, first, a.shape());
  }
}
/// The different slices of an axis in lexicographic order (np.unique(a, axis=axis)).
template <expression A, keyword_argument... K>
auto unique(A const& a, detail::axis_argument axis, K const&...) {
  detail::takes<key::return_index, key::return_inverse, key::return_counts>::template check<K...>();
  return detail::unique_slices<K...>(a, axis.axis, axis.where);
}

/// What unique_all gives (np.unique_all).
template <class V, class I, class J, class C>
struct unique_all_result {
  V values;
  I indices;
  J inverse_indices;
  C counts;
};
/// What unique_counts gives.
template <class V, class C>
struct unique_counts_result {
  V values;
  C counts;
};
/// What unique_inverse gives.
template <class V, class I>
struct unique_inverse_result {
  V values;
  I inverse_indices;
};
/// The different elements of an array, their first places, which of them each element is, and their counts,
/// nans counting one by one (np.unique_all).
template <expression A>
auto unique_all(A const& a) {
  auto [values, indices, inverse, counts] =
      unique(a, return_index, return_inverse, return_counts, equal_nan = false);
  return unique_all_result<decltype(values), decltype(indices), decltype(inverse), decltype(counts)>{
      std::move(values), std::move(indices), std::move(inverse), std::move(counts)};
}
/// The different elements and how often each occurs, nans one by one (np.unique_counts).
template <expression A>
auto unique_counts(A const& a) {
  auto [values, counts] = unique(a, return_counts, equal_nan = false);
  return unique_counts_result<decltype(values), decltype(counts)>{std::move(values), std::move(counts)};
}
/// The different elements, and which of them each element is (np.unique_inverse).
template <expression A>
auto unique_inverse(A const& a) {
  auto [values, inverse] = unique(a, return_inverse, equal_nan = false);
  return unique_inverse_result<decltype(values), decltype(inverse)>{std::move(values), std::move(inverse)};
}
/// The different elements in order, nans one by one (np.unique_values).
template <expression A>
auto unique_values(A const& a) {
  return unique(a, equal_nan = false);
}
namespace detail {

template <class T, class P>
struct is_among {
  place_t<T const, P> ordered;
  index n;
  place_t<T const, P> values;
  bool instead;
  constexpr is_among<T, host> moved(auto const& at) const { return {at(ordered), n, at(values), instead}; }
  GAMUT_HD constexpr bool operator()(index i) const {
    index const place = count_before(ordered, n, values[i], false);
    return (place < n && math::equal(ordered[place], values[i])) != instead;
  }
};

} // namespace detail

/// Whether each element is among the elements of another array (np.isin), or with `inverted = true` is not
/// (invert=True).
template <expression A, expression B, keyword_argument... K>
auto isin(A const& a, B const& elements, K const&... options) {
  detail::takes<key::invert, key::assume_unique>::template check<K...>();
  using P = policy_t<A>;
  using V = value_type_t<A>;
  // Integers of which some are signed and some unsigned have no integer for both: in the dtype of `a`,
  // without the elements that it has not.
  constexpr bool mixed = integer<V> && integer<value_type_t<B>> && !integer<promote_t<V, value_type_t<B>>>;
  using T = std::conditional_t<mixed, V, promote_t<V, value_type_t<B>>>;
  auto const values = detail::array_in<T, P>(a, {});
  auto const ordered = [&] {
    auto const all = detail::flat_array(elements);
    if constexpr (mixed) {
      using limits = std::numeric_limits<V>;
      return sort(detail::array_in<T, P>(all(logical_and(all >= limits::min(), all <= limits::max())), {}));
    } else
      return sort(detail::array_in<T, P>(all, {}));
  }();
  return ndarray<bool, ndim_v<A>, P>(detail::make_view(
      detail::generated<detail::is_among<T, P>, P>{{ordered.memory(), ordered.size(), values.memory(),
                                                    detail::option<key::invert>(false, options...)}},
      detail::row_major_layout(values.shape())));
}

/// The different elements of two arrays, in order (np.union1d).
template <expression A, expression B>
auto union1d(A const& a, B const& b) {
  return unique(concatenate(list(detail::flat_array(a), detail::flat_array(b)), 0));
}

/// The elements that two arrays both have, in order (np.intersect1d); with `return_indices` in a tuple with
/// where they come first in each. `assume_unique = true` where no element repeats.
template <expression A, expression B, keyword_argument... K>
auto intersect1d(A const& a, B const& b, K const&...) {
  detail::takes<key::assume_unique, key::return_indices>::template check<K...>();
  using P = policy_t<A>;
  using T = promote_t<value_type_t<A>, value_type_t<B>>;
  auto const [first, place_in_a] = unique(detail::in_dtype<T>(a), return_index);
  auto const [second, place_in_b] = unique(detail::in_dtype<T>(b), return_index);
  ndarray<T, 1, P> const both = concatenate(list(first, second), 0);
  auto const order = argsort(both);
  ndarray<T, 1, P> const ordered = both(order);
  index const n = ordered.size();
  index const pairs = n > 0 ? n - 1 : 0;
  ndarray<bool, 1, P> const twice = ordered(slice(pairs)) == ordered(slice(n - pairs, _));
  ndarray<T, 1, P> values = ordered(slice(pairs))(twice);
  if constexpr (detail::given<key::return_indices, K...>) {
    ndarray<std::int64_t, 1, P> const in_a = order(slice(pairs))(twice);
    ndarray<std::int64_t, 1, P> const in_b = order(slice(n - pairs, _))(twice) - std::int64_t(first.size());
    return std::tuple(std::move(values), ndarray<std::int64_t, 1, P>(place_in_a(in_a)),
                      ndarray<std::int64_t, 1, P>(place_in_b(in_b)));
  } else
    return values;
}

/// The different elements of `a` that `b` has not, in order (np.setdiff1d); with `assume_unique = true` as
/// they stand in `a`.
template <expression A, expression B, keyword_argument... K>
auto setdiff1d(A const& a, B const& b, K const&... options) {
  detail::takes<key::assume_unique>::template check<K...>();
  using result = ndarray<value_type_t<A>, 1, policy_t<A>>;
  result const all =
      detail::option<key::assume_unique>(false, options...) ? detail::flat_array(a) : unique(a);
  return result(all(isin(all, b, inverted = true)));
}

/// The different elements that only one of two arrays has, in order (np.setxor1d).
template <expression A, expression B, keyword_argument... K>
auto setxor1d(A const& a, B const& b, K const&...) {
  detail::takes<key::assume_unique>::template check<K...>();
  using P = policy_t<A>;
  using T = promote_t<value_type_t<A>, value_type_t<B>>;
  auto const ordered =
      sort(concatenate(list(unique(detail::in_dtype<T>(a)), unique(detail::in_dtype<T>(b))), 0));
  index const n = ordered.size();
  ndarray<bool, 1, P> edge = ones<bool, P>(shape_of(n + 1));
  if (n > 1) edge(slice(1, -1)) = ordered(slice(1, _)) != ordered(slice(-1));
  return ndarray<T, 1, P>(ordered(logical_and(edge(slice(1, _)), edge(slice(-1)))));
}

} // namespace gamut::inline GAMUT_ABI
