// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elements taken and put by functions: along an axis, by their number in row-major order, by a mask, from one
// of several arrays. All are the table of places of index.hpp, or one elementwise pass.
#pragma once

#include <gamut/index.hpp>
#include <gamut/index_arrays.hpp>
#include <gamut/join.hpp>
#include <gamut/keyword.hpp>
#include <gamut/rearrange.hpp>

#include <string_view>
#include <tuple>
#include <utility>

namespace gamut::inline GAMUT_ABI {

namespace detail {

template <class... K>
beyond beyond_option(source_location where, K const&... options) {
  return beyond_named(option<key::mode>(std::string_view("raise"), options...), where);
}

/// A number, a list or an array of indices, as an array.
template <class P, class I>
auto as_indices(I const& indices, source_location where) {
  if constexpr (expression<I>)
    return keep(indices);
  else if constexpr (std::integral<I>)
    return ndarray<std::int64_t, 0, P>(static_cast<std::int64_t>(indices));
  else
    return array<std::int64_t, P>(indices, where);
}

/// The offsets of places by their numbers, as a lazy array.
template <int N, class P>
struct offset_of_number {
  place_t<std::int64_t const, P> numbers;
  offset_of_place<N> where;
  constexpr offset_of_number<N, host> moved(auto const& at) const { return {at(numbers), where}; }
  GAMUT_HD GAMUT_INLINE constexpr std::int64_t operator()(index i) const { return where(numbers[i]); }
};

/// Stores values, from the start again where they are too few, at the places of those numbers.
template <class T, class P, int N, class V>
void put_at(view<borrowed<T, P>, N> const& to, ndarray<std::int64_t, 1, P> const& numbers, V const& values,
            source_location where) {
  if (numbers.size() == 0) return;
  offset_of_number<N, P> const offset{numbers.memory(), offset_of_place<N>(to.layout())};
  places<P, 1, 0> const at(ndarray<std::int64_t, 1, P>(make_view(generated<offset_of_number<N, P>, P>{offset},
                                                                 row_major_layout(numbers.shape()))),
                           layout<0>{}, 0);
  auto const data = to.source().data;
  if constexpr (scalar<V>)
    at.write(data, keep_scalar<T>(values).value(), true);
  else {
    check_assignable<T, P, V>();
    ndarray<T, ndim_v<V>, P> const all(in_dtype<T>(values), where);
    if (all.size() == 0) return;
    ndarray<T, 1, P> const each(make_view(generated<cyclic<T, P>, P>{{all.memory(), all.size()}}, at.where));
    at.write(data, each.memory(), each.layout(), true);
  }
}

} // namespace detail

/// The elements of an axis at an index, a list or an array of indices, which takes the place of the axis:
/// np.take(a, indices, axis). Takes `mode`: "raise", or for an index outside the axis "wrap" or "clip".
/// Throws `index_error` and `axis_error`.
template <expression A, class I, keyword_argument... K>
auto take(A const& a, I const& indices, detail::axis_argument axis, K const&... options) {
  detail::takes<key::mode>::template check<K...>();
  return detail::taken(a, detail::as_indices<policy_t<A>>(indices, axis.where), axis.axis,
                       detail::beyond_option(axis.where, options...), axis.where);
}
template <expression A, std::integral I, std::size_t N, keyword_argument... K>
auto take(A const& a, I const (&indices)[N], detail::axis_argument axis, K const&... options) {
  return take(a, array<std::int64_t, policy_t<A>>(indices, axis.where), axis, options...);
}
/// Elements by their number in row-major order: np.take(a, indices).
template <expression A, class I, keyword_argument... K>
requires(!detail::begin_with_axis<K...>) auto take(A const& a, I const& indices, K const&... options) {
  return take(ravel(a), indices, 0, options...);
}
template <expression A, std::integral I, std::size_t N, keyword_argument... K>
requires(!detail::begin_with_axis<K...>) auto take(A const& a, I const (&indices)[N], K const&... options) {
  return take(ravel(a), indices, 0, options...);
}

/// Stores values at the elements of those numbers in row-major order: np.put(a, indices, values). Values that
/// are too few start again. Takes `mode`: "raise", "wrap", "clip". Throws `index_error` before anything is
/// written.
template <assignable A, class I, operand V, keyword_argument... K>
void put(A&& a, I const& indices, V const& values, K const&... options) {
  detail::takes<key::mode>::template check<K...>();
  using P = policy_t<A>;
  auto const& to = detail::as_view(a);
  auto const numbers = ravel(detail::offsets_along<P>(detail::as_indices<P>(indices, {}), to.size(), 1, 0,
                                                      detail::beyond_option({}, options...), {}));
  detail::put_at(to, ndarray<std::int64_t, 1, P>(numbers), values, {});
}
template <assignable A, std::integral I, std::size_t N, operand V, keyword_argument... K>
void put(A&& a, I const (&indices)[N], V const& values, K const&... options) {
  put(a, array<std::int64_t, policy_t<A>>(indices), values, options...);
}

/// The elements that index arrays name lane by lane along an axis: np.take_along_axis(a, indices, axis). The
/// other axes of `indices` broadcast with those of `a`. Throws `index_error` and `axis_error`.
template <expression A, expression I>
auto take_along_axis(A const& a, I const& indices, detail::axis_number axis = -1,
                     source_location where = source_location::current()) {
  return detail::taken_along(a, indices, axis, where);
}
/// Stores a number or values there: np.put_along_axis(a, indices, values, axis). Throws `index_error`,
/// `axis_error`, and `shape_error` for values that do not fit, before anything is written.
template <assignable A, expression I, operand V>
void put_along_axis(A&& a, I const& indices, V const& values, detail::axis_number axis = -1,
                    source_location where = source_location::current()) {
  using T = value_type_t<A>;
  using P = policy_t<A>;
  auto const& to = detail::as_view(a);
  auto const at =
      detail::places_along<P>(to.layout(), indices, detail::normalize_axis(axis, ndim_v<A>, where), where);
  auto const data = to.source().data;
  if constexpr (scalar<V>)
    at.write(data, detail::keep_scalar<T>(values).value(), true);
  else {
    detail::check_assignable<T, P, V>();
    if (!detail::broadcasts_to(values.shape(), at.where.shape))
      throw shape_error(detail::message("shape mismatch: value array of shape ", values.shape(),
                                        " could not be broadcast to indexing result of shape ",
                                        at.where.shape),
                        where);
    ndarray<T, ndim_v<V>, P> const all(detail::in_dtype<T>(values), where);
    at.write(data, all.memory(), all.layout(), true);
  }
}

/// The slices of an axis whose condition is true: np.compress(condition, a, axis). The condition may be
/// shorter than the axis. Throws `index_error` where a true one lies behind it.
template <expression C, expression A>
auto compress(C const& condition, A const& a, detail::axis_number axis,
              source_location where = source_location::current()) {
  static_assert(ndim_v<C> == 1, "gamut: condition must be a 1-d array");
  return detail::taken(a, flatnonzero(condition), axis, detail::beyond::raises, where);
}
/// The elements in row-major order whose condition is true: np.compress(condition, a).
template <expression C, expression A>
auto compress(C const& condition, A const& a) {
  return compress(condition, ravel(a), 0);
}
template <scalar S, std::size_t N, class A, class... Axis>
auto compress(S const (&condition)[N], A const& a, Axis... axis) {
  return compress(array<void, policy_t<A>>(condition), a, axis...);
}
/// The elements whose condition is not zero, in one dimension: np.extract(condition, a).
template <expression C, expression A>
auto extract(C const& condition, A const& a, source_location where = source_location::current()) {
  return detail::taken(ravel(a), flatnonzero(condition), 0, detail::beyond::raises, where);
}

/// Stores the first values where the mask is true, from the start again where they are too few:
/// np.place(a, mask, values). Throws `value_error` for a mask of another size and for no values.
template <assignable A, expression M, operand V>
void place(A&& a, M const& mask, V const& values, source_location where = source_location::current()) {
  auto const& to = detail::as_view(a);
  if (mask.size() != to.size()) throw value_error("place: mask and data must be the same size", where);
  auto const numbers = flatnonzero(mask);
  if constexpr (expression<V>)
    if (values.size() == 0 && numbers.size() > 0)
      throw value_error("Cannot insert from an empty array!", where);
  detail::put_at(to, numbers, values, where);
}

/// Where the mask is true, the value of the same number in row-major order; values that are too few start
/// again: np.putmask(a, mask, values). Throws `value_error` for a mask of another size.
template <assignable A, expression M, operand V>
void putmask(A&& a, M const& mask, V const& values, source_location where = source_location::current()) {
  using T = value_type_t<A>;
  using P = policy_t<A>;
  auto const& to = detail::as_view(a);
  if (mask.size() != to.size()) throw value_error("putmask: mask and data must be the same size", where);
  if constexpr (scalar<V>)
    detail::put_at(to, flatnonzero(mask), values, where);
  else {
    detail::check_assignable<T, P, V>();
    ndarray<T, ndim_v<V>, P> const all(detail::in_dtype<T>(values), where);
    if (all.size() == 0) return;
    auto const cycled =
        detail::make_view(detail::generated<detail::cyclic<T, P>, P>{{all.memory(), all.size()}},
                          detail::row_major_layout(to.shape()));
    detail::assign_into(to,
                        make_map<fn::where>(reshape(detail::truth_of(mask), to.shape(), where), cycled, to));
  }
}

/// Copies values into an array, with broadcasting: np.copyto(to, from); with `gm::where = mask` only where
/// that is true. Throws `shape_error`.
template <assignable A, operand E>
void copyto(A&& to, E const& from) {
  detail::assign_into(detail::as_view(to), from);
}
template <assignable A, operand E, class M>
void copyto(A&& to, E const& from, named<key::where, M> const& mask) {
  using T = value_type_t<A>;
  auto const& all = detail::as_view(to);
  if constexpr (scalar<E>)
    detail::assign_into(all,
                        make_map<fn::where>(detail::keep(mask.value), detail::keep_scalar<T>(from), all));
  else {
    detail::check_assignable<T, policy_t<A>, E>();
    detail::assign_into(all, make_map<fn::where>(detail::keep(mask.value), detail::in_dtype<T>(from), all));
  }
}

/// Sets the main diagonal of an array of equal extents, or of a matrix of any shape: np.fill_diagonal(a,
/// value, wrap). Values that are too few start again; `wrap` begins a new diagonal where a tall matrix ends
/// one. Throws `value_error` where more than two extents differ.
template <assignable A, operand V>
void fill_diagonal(A&& a, V const& value, bool wrap = false,
                   source_location where = source_location::current()) {
  constexpr int n = ndim_v<A>;
  static_assert(n >= 2, "gamut: array must be at least 2-d");
  using P = policy_t<A>;
  auto const& to = detail::as_view(a);
  auto const& shape = to.shape();
  if constexpr (n > 2)
    for (index const extent : shape)
      if (extent != shape[0]) throw value_error("All dimensions of input must be of equal length", where);
  if constexpr (scalar<V>) {
    layout<1> diagonal{shape_of(shape[0]), {}, to.layout().offset};
    for (int d = 0; d < n; ++d) {
      diagonal.shape[0] = std::min(diagonal.shape[0], shape[d]);
      diagonal.strides[0] += to.strides()[d];
    }
    // A diagonal of a tall matrix ends where it has no more columns; the next begins a row further down.
    for (index row = 0; row < shape[0]; row += shape[1] + 1) {
      diagonal.shape[0] = std::min(diagonal.shape[0], shape[0] - row);
      detail::relayout(to, [&](auto const&) { return diagonal; }) = value;
      if (!wrap) return;
      diagonal.offset += (shape[1] + 1) * to.strides()[0];
    }
  } else {
    index step = 1, end = to.size();
    if constexpr (n == 2) {
      step = shape[1] + 1;
      if (!wrap && end > shape[1] * shape[1]) end = shape[1] * shape[1];
    } else
      for (int d = 1; d < n; ++d) step += detail::row_major(shape)[d - 1];
    detail::put_at(to, arange<std::int64_t, P>(index(0), end, step, where), value, where);
  }
}

namespace detail {

/// The dtype that arrays and numbers have together.
template <class... A>
using joint_dtype = result_type_t<rule_argument_t<A>...>;
/// An operand in a dtype.
template <class T, class A>
auto operand_in(A const& a) {
  if constexpr (expression<A>)
    return in_dtype<T>(a);
  else
    return keep_scalar<T>(a);
}

/// `choices[c]`, as `where`s inside one another.
template <class T, class C, class Choice>
auto chosen_from(C const& c, std::int64_t number, Choice const& choice) {
  return make_map<fn::where>(make_map<fn::equal>(c, number), operand_in<T>(choice), operand_in<T>(choice));
}
template <class T, class C, class Choice, class... Rest>
auto chosen_from(C const& c, std::int64_t number, Choice const& choice, Rest const&... rest) {
  return make_map<fn::where>(make_map<fn::equal>(c, number), operand_in<T>(choice),
                             chosen_from<T>(c, number + 1, rest...));
}

/// The first value whose condition is true, as `where`s inside one another.
template <class T, class Conditions, class Values, class Default, std::size_t... I>
auto selected_from(Conditions const& conditions, Values const& values, Default const& otherwise,
                   std::index_sequence<I...>) {
  auto const from = [&](auto const& self, auto number) {
    constexpr std::size_t i = number;
    if constexpr (i == sizeof...(I))
      return operand_in<T>(otherwise);
    else
      return make_map<fn::where>(keep(std::get<i>(conditions)), operand_in<T>(std::get<i>(values)),
                                 self(self, std::integral_constant<std::size_t, i + 1>()));
  };
  return from(from, std::integral_constant<std::size_t, 0>());
}

/// A function's value for an array, or a number itself.
template <class F, class A>
auto value_or_number(F const& f, A const& a) {
  if constexpr (scalar<F>)
    return f;
  else
    return keep(f(a));
}

} // namespace detail

/// Element by element the choice of that number: `choose(c, list(a, b))` is np.choose(c, [a, b]); all
/// broadcast. Takes `mode`: "raise", "wrap", "clip". Throws `value_error` for a number that no choice has.
template <expression C, class... A, keyword_argument... K>
auto choose(C const& c, std::tuple<A...> const& choices, K const&... options) {
  detail::takes<key::mode>::template check<K...>();
  static_assert(integer<value_type_t<C>>, "gamut: the numbers of choices are integers");
  constexpr auto n = std::int64_t(sizeof...(A));
  using T = detail::joint_dtype<A...>;
  auto const how = detail::beyond_option({}, options...);
  auto const choose_by = [&](auto const& number) {
    return std::apply(
        [&](auto const&... a) { return detail::evaluated(detail::chosen_from<T>(number, 0, a...)); },
        choices);
  };
  if (how == detail::beyond::raises) {
    auto const number = detail::evaluated(detail::in_dtype<std::int64_t>(c));
    if (number.size() > 0 && (min(number) < 0 || max(number) >= n))
      throw value_error("invalid entry in choice array");
    return choose_by(number);
  }
  bool const wraps = how == detail::beyond::wraps;
  return choose_by(detail::evaluated(make_map<fn::index_in>(detail::keep(c), n, wraps)));
}

/// Element by element the value whose condition is the first true one, else `otherwise`: `select(list(c, d),
/// list(a, b), 0)` is np.select([c, d], [a, b], 0); all broadcast.
template <class... C, class... A, operand D = int>
auto select(std::tuple<C...> const& conditions, std::tuple<A...> const& values, D const& otherwise = 0) {
  static_assert(sizeof...(C) == sizeof...(A),
                "gamut: list of cases must be same length as list of conditions (ValueError in NumPy)");
  static_assert((std::same_as<value_type_t<C>, bool> && ...),
                "gamut: the conditions of select are arrays of truth values");
  using T = detail::joint_dtype<A..., D>;
  return detail::evaluated(
      detail::selected_from<T>(conditions, values, otherwise, std::index_sequence_for<C...>()));
}

/// A function for each part of an array: `piecewise(x, list(x < 0, x > 0), list(-1., [](auto x) { return x *
/// x; }))` is np.piecewise(x, [x < 0, x > 0], [-1, lambda x: x * x]). Numbers are constant functions, and a
/// last one more than the conditions is for all the rest, which else is 0. Where conditions overlap the last
/// one counts. Every function sees the whole array, lazily.
template <expression X, class... C, class... F>
auto piecewise(X const& x, std::tuple<C...> const& conditions, std::tuple<F...> const& functions) {
  constexpr std::size_t n = sizeof...(C), more = sizeof...(F) - n;
  static_assert(more <= 1, "gamut: piecewise takes as many functions as conditions, or one more");
  using T = value_type_t<X>;
  auto const reversed = [&]<std::size_t... I>(std::index_sequence<I...>) {
    auto const otherwise = [&] {
      if constexpr (more == 1)
        return detail::value_or_number(std::get<n>(functions), x);
      else
        return T(0);
    }();
    return detail::evaluated(
        detail::selected_from<T>(std::tie(std::get<n - 1 - I>(conditions)...),
                                 std::tuple(detail::value_or_number(std::get<n - 1 - I>(functions), x)...),
                                 otherwise, std::index_sequence<I...>()));
  };
  return reversed(std::index_sequence_for<C...>());
}

/// What `a.put(indices, values)` does.
template <class A, class... Rest>
void put_in_place(A& a, Rest&&... rest) {
  put(a, std::forward<Rest>(rest)...);
}

} // namespace gamut::inline GAMUT_ABI
