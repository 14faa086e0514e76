// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// New arrays of an array's elements in other places: repeated, tiled, rolled, resized, with parts put in or
// left out; and the coordinates of grids. A few assignments of views where the places have an order, a gather
// where they have none.
#pragma once

#include <gamut/functions.hpp>
#include <gamut/index.hpp>
#include <gamut/join.hpp>
#include <gamut/keyword.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI {

GAMUT_KEYWORD(indexing)
GAMUT_KEYWORD(sparse)

namespace detail {

/// Calls `f` with the expression as a contiguous array: itself, where it is one.
template <expression A, class F>
auto with_array(A const& a, F const& f, source_location where) {
  if constexpr (is_ndarray<A>)
    return f(a);
  else
    return f(evaluated(a, where));
}

/// The elements of an axis at positions within bounds, in their order.
template <expression A>
auto gathered(A const& a, std::vector<std::int64_t> const& positions, int axis, source_location where) {
  return taken(a, array<std::int64_t, policy_t<A>>(positions, where), axis, beyond::raises, where);
}

/// Element `i` of elements that start again where they end.
template <class T, class P>
struct cyclic {
  place_t<T const, P> data;
  index count;
  constexpr cyclic<T, host> moved(auto const& at) const { return {at(data), count}; }
  GAMUT_HD constexpr T operator()(index i) const { return data[i % count]; }
};

/// Counts as an array has them, on the host.
template <class R>
std::vector<std::int64_t> list_of(R const& values, source_location where) {
  if constexpr (expression<R>) {
    static_assert(ndim_v<R> == 1 && integer<value_type_t<R>>,
                  "gamut: a list of indices or counts is a one-dimensional array of integers");
    auto const on_host = to<host>(values, where);
    return {on_host.begin(), on_host.end()};
  } else
    return {std::begin(values), std::end(values)};
}
template <class R>
concept index_list = list_of_indices<R> ||
    (expression<R>&& ndim_v<R> == 1 && integer<value_type_t<R>> && !std::same_as<value_type_t<R>, bool>);
template <class M>
concept mask_list = expression<M> && ndim_v<M>
== 1 && std::same_as<value_type_t<M>, bool>;

} // namespace detail

/// Every element `count` times along an axis (np.repeat). Throws `value_error` for a negative count.
template <expression A>
auto repeat(A const& a, std::integral auto count, detail::axis_number axis,
            source_location where = source_location::current()) {
  constexpr int N = ndim_v<A>;
  int const along = detail::normalize_axis(axis, N, where);
  if (count < 0) throw value_error("repeats may not contain negative values.", where);
  using P = typename detail::joint<A>::policy;
  auto shape = a.shape();
  auto apart = detail::insert_axis(detail::row_major_layout(shape), along + 1).shape;
  apart[along + 1] = static_cast<index>(count);
  shape[along] = detail::repeated_extent(shape[along], static_cast<index>(count), where);
  ndarray<value_type_t<A>, N, P> result(shape, where);
  detail::part_of(result, detail::row_major_layout(apart)) = expand_dims(a, along + 1, where);
  return result;
}
/// Element `i` of an axis `counts[i]` times (np.repeat). One count is for all.
template <expression A, detail::index_list R>
auto repeat(A const& a, R const& counts, detail::axis_number axis,
            source_location where = source_location::current()) {
  int const along = detail::normalize_axis(axis, ndim_v<A>, where);
  auto times = detail::list_of(counts, where);
  index const extent = a.shape()[along];
  if (times.size() == 1) times.assign(std::size_t(extent), times[0]);
  if (index(times.size()) != extent)
    throw shape_error(detail::message("operands could not be broadcast together with shape (", extent, ",) (",
                                      times.size(), ",)"),
                      where);
  index length = 0;
  for (std::int64_t const count : times) {
    if (count < 0) throw value_error("repeats may not contain negative values.", where);
    length = detail::joint_extent(length, count, where);
  }
  std::vector<std::int64_t> positions;
  positions.reserve(std::size_t(detail::checked_size<std::int64_t>(shape_of(length), where)));
  for (index i = 0; i < extent; ++i) {
    positions.insert(positions.end(), std::size_t(times[std::size_t(i)]), i);
  }
  return detail::gathered(a, positions, along, where);
}
template <expression A, std::integral I, std::size_t K>
auto repeat(A const& a, I const (&counts)[K], detail::axis_number axis,
            source_location where = source_location::current()) {
  return repeat(a, std::span<I const>(counts), axis, where);
}
/// Every element `count` times, in one dimension (np.repeat(a, count)).
template <expression A>
auto repeat(A const& a, std::integral auto count, source_location where = source_location::current()) {
  return repeat(ravel(a), count, 0, where);
}
/// Element `i` of the flattened array `counts[i]` times (np.repeat(a, counts)).
template <expression A, detail::index_list R>
auto repeat(A const& a, R const& counts, source_location where = source_location::current()) {
  return repeat(ravel(a), counts, 0, where);
}
template <expression A, std::integral I, std::size_t K>
auto repeat(A const& a, I const (&counts)[K], source_location where = source_location::current()) {
  return repeat(ravel(a), counts, 0, where);
}

/// The array repeated as the tiles of a larger one, `times[d]` along axis `d`; the shorter of shape and times
/// is filled up with ones in front (np.tile).
template <expression A, int K>
auto tile(A const& a, dims<K> const& times, source_location where = source_location::current()) {
  constexpr int N = ndim_v < A >> K ? ndim_v<A> : K;
  dims<N> shape, count;
  dims<2 * N> places, from;
  for (int d = 0; d < N; ++d) shape[d] = count[d] = 1;
  for (int d = 0; d < ndim_v<A>; ++d) shape[N - ndim_v<A> + d] = a.shape()[d];
  for (int d = 0; d < K; ++d) {
    if (times[d] < 0) throw value_error("negative dimensions are not allowed", where);
    count[N - K + d] = times[d];
  }
  for (int d = 0; d < N; ++d) {
    places[2 * d] = count[d], places[2 * d + 1] = from[2 * d + 1] = shape[d];
    from[2 * d] = 1;
    shape[d] = detail::repeated_extent(shape[d], count[d], where);
  }
  using P = typename detail::joint<A>::policy;
  ndarray<value_type_t<A>, N, P> result(shape, where);
  auto const apart = detail::relayout(a, [&](auto const& l) {
    layout<2 * N> to{from, {}, l.offset};
    for (int d = 0; d < ndim_v<A>; ++d) to.strides[2 * (N - ndim_v<A> + d) + 1] = l.strides[d];
    return to;
  });
  detail::part_of(result, detail::row_major_layout(places)) = apart;
  return result;
}
template <expression A, std::size_t K>
auto tile(A const& a, extent const (&times)[K], source_location where = source_location::current()) {
  return tile(a, detail::to_dims(times), where);
}
template <expression A>
auto tile(A const& a, std::integral auto times, source_location where = source_location::current()) {
  return tile(a, shape_of(times), where);
}

/// The elements in a shape of any size: cut off, or from the start again (np.resize). Of no elements, zeros.
template <expression A, int M>
auto resize(A const& a, dims<M> const& shape, source_location where = source_location::current()) {
  for (index const n : shape)
    if (n < 0) throw value_error("all elements of `new_shape` must be non-negative", where);
  return detail::with_array(
      a,
      [&](auto const& from) {
        using T = value_type_t<A>;
        using Place = policy_t<decltype(from)>;
        if (from.size() == 0) return zeros<T, Place>(shape, where);
        return ndarray<T, M, Place>(
            detail::make_view(
                detail::generated<detail::cyclic<T, Place>, Place>{{from.memory(), from.size()}},
                detail::row_major_layout(shape)),
            where);
      },
      where);
}
template <expression A, std::size_t M>
auto resize(A const& a, extent const (&shape)[M], source_location where = source_location::current()) {
  return resize(a, detail::to_dims(shape), where);
}

namespace detail {

/// Assigns `a` to `to`, each axis rolled on by `shift[d]` (0 <= shift < extent): every axis falls into two
/// runs.
template <class T, class P, int N, class A>
void assign_rolled(place_t<T, P> to, layout<N> const& where, A const& from, dims<N> const& shift, int axis) {
  while (axis < N && shift[axis] == 0) ++axis;
  if (axis == N) {
    make_view(borrowed<T, P>{to}, where) = from;
    return;
  }
  index const extent = where.shape[axis], s = shift[axis];
  auto const part = [&](index begin, index count) {
    return relayout(from, [&](auto const& l) { return axis_part(l, axis, begin, count); });
  };
  assign_rolled<T, P>(to, axis_part(where, axis, s, extent - s), part(0, extent - s), shift, axis + 1);
  assign_rolled<T, P>(to, axis_part(where, axis, 0, s), part(extent - s, s), shift, axis + 1);
}
template <expression A>
auto rolled(A const& a, dims<ndim_v<A>> shift, source_location where) {
  using P = typename joint<A>::policy;
  auto const shape = a.shape();
  for (int d = 0; d < ndim_v<A>; ++d)
    shift[d] = shape[d] == 0 ? 0 : (shift[d] % shape[d] + shape[d]) % shape[d];
  ndarray<value_type_t<A>, ndim_v<A>, P> result(shape, where);
  assign_rolled<value_type_t<A>, P>(result.memory(), result.layout(), whole_part{}(a), shift, 0);
  return result;
}

} // namespace detail

/// The elements moved on by `shift` along an axis; what leaves its end comes back at its start (np.roll).
template <expression A>
auto roll(A const& a, std::integral auto shift, detail::axis_number axis,
          source_location where = source_location::current()) {
  dims<ndim_v<A>> by;
  by[detail::normalize_axis(axis, ndim_v<A>, where)] = static_cast<index>(shift);
  return detail::rolled(a, by, where);
}
/// The same along several axes, by `shift[k]` along `axes[k]`; an axis named twice is rolled by both.
template <expression A, std::size_t K>
auto roll(A const& a, extent const (&shift)[K], int const (&axes)[K],
          source_location where = source_location::current()) {
  dims<ndim_v<A>> by;
  for (std::size_t k = 0; k < K; ++k) by[detail::normalize_axis(axes[k], ndim_v<A>, where)] += shift[k].value;
  return detail::rolled(a, by, where);
}
/// The elements in row-major order moved on by `shift`, in the shape of `a` (np.roll(a, shift)).
template <expression A>
auto roll(A const& a, std::integral auto shift) {
  return reshape(roll(ravel(a), shift, 0), a.shape());
}

namespace detail {

/// The elements of an axis but for the flagged ones.
template <expression A>
auto without(A const& a, std::vector<bool> const& dropped, int axis, source_location where) {
  std::vector<std::int64_t> kept;
  for (std::size_t i = 0; i < dropped.size(); ++i)
    if (!dropped[i]) kept.push_back(std::int64_t(i));
  return gathered(a, kept, axis, where);
}

} // namespace detail

/// The array without an element of an axis, a row or the like (np.delete). Throws `index_error` out of
/// bounds.
template <expression A>
auto delete_(A const& a, std::integral auto i, detail::axis_number axis,
             source_location where = source_location::current()) {
  int const along = detail::normalize_axis(axis, ndim_v<A>, where);
  index const extent = a.shape()[along];
  index const at = detail::normalize_index(static_cast<index>(i), extent, along, where);
  auto const part = [&](index begin, index count) {
    return detail::relayout(a, [&](auto const& l) { return detail::axis_part(l, along, begin, count); });
  };
  return concatenate(list(part(0, at), part(at + 1, extent - at - 1)), along, where);
}
/// Without the elements of a slice, `delete_(a, slice(_, _, 2), 0)`, ...
template <expression A>
auto delete_(A const& a, slice const& s, detail::axis_number axis,
             source_location where = source_location::current()) {
  int const along = detail::normalize_axis(axis, ndim_v<A>, where);
  std::vector<bool> dropped(std::size_t(a.shape()[along]));
  auto const range = s.over(a.shape()[along]);
  for (index k = 0; k < range.count; ++k) dropped[std::size_t(range.start + k * range.step)] = true;
  return detail::without(a, dropped, along, where);
}
/// of a list of indices, ...
template <expression A, detail::index_list R>
auto delete_(A const& a, R const& indices, detail::axis_number axis,
             source_location where = source_location::current()) {
  int const along = detail::normalize_axis(axis, ndim_v<A>, where);
  index const extent = a.shape()[along];
  std::vector<bool> dropped(std::size_t(extent), false);
  for (std::int64_t const i : detail::list_of(indices, where))
    dropped[std::size_t(detail::normalize_index(i, extent, along, where))] = true;
  return detail::without(a, dropped, along, where);
}
template <expression A, std::integral I, std::size_t K>
auto delete_(A const& a, I const (&indices)[K], detail::axis_number axis,
             source_location where = source_location::current()) {
  return delete_(a, std::span<I const>(indices), axis, where);
}
/// or where a mask of the axis is true.
template <expression A, detail::mask_list M>
auto delete_(A const& a, M const& mask, detail::axis_number axis,
             source_location where = source_location::current()) {
  int const along = detail::normalize_axis(axis, ndim_v<A>, where);
  auto const flags = to<host>(mask, where);
  if (flags.size() != a.shape()[along])
    throw value_error(
        detail::message("boolean array argument obj to delete must be one dimensional and match the "
                        "axis length of ",
                        a.shape()[along]),
        where);
  return detail::without(a, std::vector<bool>(flags.begin(), flags.end()), along, where);
}
/// The elements in one dimension without some (np.delete(a, obj)).
template <expression A, class Indices>
auto delete_(A const& a, Indices const& indices, source_location where = source_location::current()) {
  return delete_(ravel(a), indices, 0, where);
}
template <expression A, std::integral I, std::size_t K>
auto delete_(A const& a, I const (&indices)[K], source_location where = source_location::current()) {
  return delete_(ravel(a), indices, 0, where);
}

namespace detail {

/// Values to insert, as an expression of `N` dimensions and the array's dtype.
template <class T, class P, int N, operand V>
auto values_to_insert(V const& values) {
  if constexpr (expression<V>) {
    static_assert(ndim_v<V> <= N, "gamut: the values to insert have more dimensions than the array");
    return astype<T>(relayout(values, [](auto const& l) {
      dims<N> shape;
      for (index& extent : shape) extent = 1;
      broadcast_into(shape, l.shape);
      return broadcast_layout(l, shape);
    }));
  } else {
    dims<N> shape;
    for (index& extent : shape) extent = 1;
    return make_view(generated<same_value<T>, P>{{convert_scalar<T>(values)}}, row_major_layout(shape));
  }
}

} // namespace detail

/// Values put in before index `i` of an axis: a vector into a matrix as one row or column (np.insert). They
/// take the array's dtype. Throws `index_error` out of bounds, `shape_error` where they do not fit.
template <expression A, operand V>
auto insert(A const& a, std::integral auto i, V const& values, detail::axis_number axis,
            source_location where = source_location::current()) {
  constexpr int N = ndim_v<A>;
  using P = typename detail::joint<A>::policy;
  int const along = detail::normalize_axis(axis, N, where);
  auto shape = a.shape();
  index const extent = shape[along], named = static_cast<index>(i);
  if (named < -extent || named > extent)
    throw index_error(
        detail::message("index ", named, " is out of bounds for axis ", along, " with size ", extent), where);
  index const at = named < 0 ? named + extent : named;
  auto const part = [&](index begin, index count) {
    return detail::relayout(a, [&](auto const& l) { return detail::axis_part(l, along, begin, count); });
  };
  auto const fitting = moveaxis(detail::values_to_insert<value_type_t<A>, P, N>(values), 0, along, where);
  shape[along] = fitting.shape()[along];
  return concatenate(list(part(0, at), broadcast_to(fitting, shape, where), part(at, extent - at)), along,
                     where);
}
/// Values put in before each of several indices, which count as before (np.insert); one before each.
template <expression A, detail::index_list R, operand V>
auto insert(A const& a, R const& indices, V const& values, detail::axis_number axis,
            source_location where = source_location::current()) {
  constexpr int N = ndim_v<A>;
  using P = typename detail::joint<A>::policy;
  int const along = detail::normalize_axis(axis, N, where);
  auto shape = a.shape();
  index const extent = shape[along];
  auto before = detail::list_of(indices, where);
  for (std::int64_t& i : before) {
    if (i < -extent || i > extent)
      throw index_error(
          detail::message("index ", i, " is out of bounds for axis ", along, " with size ", extent), where);
    if (i < 0) i += extent;
  }
  auto const fitting = detail::values_to_insert<value_type_t<A>, P, N>(values);
  if (before.size() == 1) before.assign(std::size_t(fitting.shape()[along]), before[0]); // all at one place
  shape[along] = index(before.size());
  auto const both = concatenate(list(a, broadcast_to(fitting, shape, where)), along, where);
  std::vector<std::int64_t> order(before.size()), positions;
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto k, auto l) { return before[std::size_t(k)] < before[std::size_t(l)]; });
  std::size_t next = 0;
  for (index i = 0; i <= extent; ++i) {
    for (; next < order.size() && before[std::size_t(order[next])] == i; ++next)
      positions.push_back(extent + order[next]);
    if (i < extent) positions.push_back(i);
  }
  return detail::gathered(both, positions, along, where);
}
template <expression A, std::integral I, std::size_t K, operand V>
auto insert(A const& a, I const (&indices)[K], V const& values, detail::axis_number axis,
            source_location where = source_location::current()) {
  return insert(a, std::span<I const>(indices), values, axis, where);
}
/// Values put into the elements in one dimension (np.insert(a, obj, values)).
template <expression A, class Indices, operand V>
auto insert(A const& a, Indices const& indices, V const& values,
            source_location where = source_location::current()) {
  return insert(ravel(a), indices, values, 0, where);
}
template <expression A, std::integral I, std::size_t K, operand V>
auto insert(A const& a, I const (&indices)[K], V const& values,
            source_location where = source_location::current()) {
  return insert(ravel(a), indices, values, 0, where);
}

/// Without the zeros at the ends: of every axis, at the front, at the back or (`"fb"`) both (np.trim_zeros):
/// a view of what is left.
template <expression A>
auto trim_zeros(A&& a, std::string_view trim = "fb", source_location where = source_location::current()) {
  constexpr int N = ndim_v<A>;
  bool front = false, back = false;
  for (char const c : trim) {
    if (c != 'f' && c != 'b' && c != 'F' && c != 'B')
      throw value_error(detail::message("unexpected character(s) in `trim`: '", trim, "'"), where);
    (c == 'f' || c == 'F' ? front : back) = true;
  }
  auto const values = to<host>(a, where);
  auto const shape = values.shape();
  dims<N> first = shape, end, at;
  for (auto const& x : values) {
    if (x != value_type_t<A>(0))
      for (int d = 0; d < N; ++d) first[d] = std::min(first[d], at[d]), end[d] = std::max(end[d], at[d] + 1);
    for (int d = N - 1; d >= 0 && ++at[d] == shape[d]; --d) at[d] = 0;
  }
  for (int d = 0; d < N; ++d) {
    bool const nothing = end[d] == 0;
    if (nothing)
      first[d] = end[d] = front ? shape[d] : 0;
    else {
      if (!front) first[d] = 0;
      if (!back) end[d] = shape[d];
    }
    if (nothing && !front && !back) end[d] = shape[d];
  }
  return detail::relayout(std::forward<A>(a), [&](auto l) {
    for (int d = 0; d < N; ++d) l = detail::axis_part(l, d, first[d], end[d] - first[d]);
    return l;
  });
}

namespace detail {

template <class T>
constexpr auto expressions_of(T const& x) {
  if constexpr (expression<T>)
    return std::tuple<T const&>(x);
  else
    return std::tuple<>();
}

} // namespace detail

/// The coordinates of a grid over vectors: a tuple of arrays, one for each, which all have the grid's shape
/// (np.meshgrid). By Cartesian `indexing = "xy"` the first two axes are exchanged; with `indexing = "ij"`
/// they are not. With `sparse = true` the arrays have the extent of their own axis only.
template <class... A>
requires((expression<A> || keyword_argument<A>)&&...) auto meshgrid(A const&... arguments) {
  auto const vectors = std::tuple_cat(detail::expressions_of(arguments)...);
  return [&]<class... X, std::size_t... I>(std::tuple<X...> const& xs, std::index_sequence<I...>) {
    constexpr int N = sizeof...(X);
    static_assert(((ndim_v<X> == 1) && ...), "gamut: meshgrid takes one-dimensional arrays; ravel others");
    auto const find_indexing = [](auto const& k) -> std::string_view {
      if constexpr (!expression<decltype(k)>)
        if constexpr (std::same_as<detail::tag_of<decltype(k)>, key::indexing>) return k.value;
      return {};
    };
    auto const find_sparse = [](auto const& k) {
      if constexpr (!expression<decltype(k)>)
        if constexpr (std::same_as<detail::tag_of<decltype(k)>, key::sparse>) return bool(k.value);
      return false;
    };
    std::string_view order = "xy";
    ((find_indexing(arguments).data() ? void(order = find_indexing(arguments)) : void()), ...);
    bool const open = (find_sparse(arguments) || ...);
    if (order != "xy" && order != "ij") throw value_error("Valid values for `indexing` are 'xy' and 'ij'.");
    auto const axis = [&](int k) { return order == "xy" && N > 1 && k < 2 ? 1 - k : k; };
    dims<N> shape;
    ((shape[axis(int(I))] = std::get<I>(xs).shape()[0]), ...);
    auto const coordinate = [&](auto const& x, int d) {
      dims<N> own = shape;
      if (open)
        for (int e = 0; e < N; ++e)
          if (e != d) own[e] = 1;
      return ndarray<value_type_t<decltype(x)>, N, typename detail::joint<decltype(x)>::policy>(
          own, detail::relayout(x, [&](layout<1> const& l) {
            layout<N> to{{}, {}, l.offset};
            for (index& extent : to.shape) extent = 1;
            to.shape[d] = l.shape[0], to.strides[d] = l.strides[0];
            return to;
          }));
    };
    return std::tuple{coordinate(std::get<I>(xs), axis(int(I)))...};
  }(vectors, std::make_index_sequence<std::tuple_size_v<decltype(vectors)>>{});
}

namespace detail {

/// The numbers that a slice names: start, start + step, ... as arange's.
template <class T, class P>
auto range_of(slice const& s, source_location where) {
  if (!s.stop().given) throw value_error("a slice of a grid must have a stop", where);
  return arange<T, P>(s.start().value, s.stop().value, s.step().given ? s.step().value : 1, where);
}

} // namespace detail

/// The coordinates of the grid of some ranges, along a new first axis: `mgrid(slice(0, 3), slice(0, 2))` is
/// np.mgrid[0:3, 0:2].
template <dtype T = std::int64_t, policy P = default_policy, std::same_as<slice>... S>
auto mgrid(slice const& first, S const&... rest) {
  if constexpr (sizeof...(S) == 0)
    return detail::range_of<T, P>(first, source_location{});
  else
    return stack(std::apply([](auto const&... x) { return std::array{x...}; },
                            meshgrid(detail::range_of<T, P>(first, source_location{}),
                                     detail::range_of<T, P>(rest, source_location{})..., indexing = "ij")));
}
/// The same coordinates, each with the extent of its own axis only: `ogrid(slice(0, 3), slice(0, 2))` is
/// np.ogrid[0:3, 0:2], a tuple.
template <dtype T = std::int64_t, policy P = default_policy, std::same_as<slice>... S>
auto ogrid(slice const& first, S const&... rest) {
  return meshgrid(detail::range_of<T, P>(first, source_location{}),
                  detail::range_of<T, P>(rest, source_location{})..., indexing = "ij", sparse = true);
}

/// What `a.resize(shape)` does: the array keeps its elements in their order, as far as they go, and is filled
/// up with zeros. (`gm::resize` makes a copy, and repeats them.)
template <class T, int N, class P>
void resize_in_place(ndarray<T, N, P>& a, dims<N> const& shape) {
  auto result = zeros<T, P>(shape);
  index const kept = std::min(result.size(), a.size());
  auto to = ravel(result);
  to(slice(kept)) = ravel(a)(slice(kept));
  a = std::move(result);
}
template <class T, int N, class P, std::integral I>
void resize_in_place(ndarray<T, N, P>& a, I const (&shape)[std::size_t(N)]) {
  dims<N> extents;
  for (int d = 0; d < N; ++d) extents[d] = static_cast<index>(shape[d]);
  resize_in_place(a, extents);
}
template <class T, int N, class P, std::integral... I>
void resize_in_place(ndarray<T, N, P>& a, I... shape) requires(sizeof...(I) == std::size_t(N)) {
  resize_in_place(a, shape_of(shape...));
}

} // namespace gamut::inline GAMUT_ABI
