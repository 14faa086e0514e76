// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// np.pad: an array with more elements around it, by all of NumPy's modes. Modes that repeat elements are a
// gather along each axis; the others fill the margins axis by axis, each from what the axes before it have
// made.
#pragma once

#include <gamut/create.hpp>
#include <gamut/elementwise.hpp>
#include <gamut/index.hpp>
#include <gamut/keyword.hpp>
#include <gamut/quantile.hpp>
#include <gamut/reduce.hpp>

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI {

GAMUT_KEYWORD(constant_values)
GAMUT_KEYWORD(end_values)
GAMUT_KEYWORD(stat_length)
GAMUT_KEYWORD(reflect_type)

namespace detail {

/// Something for the front and the back of each axis: given for all, for front and back, or for each axis.
template <class V, int N>
struct margins {
  V front[N], back[N];

  template <class Given>
  explicit margins(Given const& given) {
    for (int d = 0; d < N; ++d)
      if constexpr (scalar<Given>)
        front[d] = back[d] = static_cast<V>(given);
      else if constexpr (requires { given.first; }) {
        front[d] = static_cast<V>(given.first);
        back[d] = static_cast<V>(given.second);
      } else {
        front[d] = static_cast<V>(given[std::size_t(d)].first);
        back[d] = static_cast<V>(given[std::size_t(d)].second);
      }
  }
};

/// Where element `i` beyond an axis of `n` elements comes from: an element of the axis, mirrored or not,
/// after `turns` walks from end to end and back.
struct source_of_margin {
  std::int64_t from, turns;
  bool mirrored;
};
inline source_of_margin source_of(std::int64_t i, std::int64_t n, std::string_view mode) {
  auto const turn = [&](std::int64_t length) {
    std::int64_t rest = i % length, turns = i / length;
    return rest < 0 ? std::pair(rest + length, turns - 1) : std::pair(rest, turns);
  };
  if (mode == "edge") return {i < 0 ? 0 : i >= n ? n - 1 : i, 0, false};
  if (mode == "wrap") return {turn(n).first, 0, false};
  if (mode == "reflect") {
    if (n == 1) return {0, 0, false};
    auto const [rest, turns] = turn(2 * (n - 1));
    return {rest < n ? rest : 2 * (n - 1) - rest, turns, rest >= n};
  }
  auto const [rest, turns] = turn(2 * n);
  return {rest < n ? rest : 2 * n - 1 - rest, turns, rest >= n};
}

/// One axis made longer by a mode that repeats elements; `odd` mirrors values about the edge's as well.
template <class T, int N, class P>
ndarray<T, N, P> axis_repeated(ndarray<T, N, P> const& a, int axis, index front, index back,
                               std::string_view mode, bool odd, source_location where) {
  using W = std::conditional_t<std::same_as<T, bool>, std::int64_t, T>; // in which NumPy computes
  index const n = a.shape()[axis];
  std::vector<std::int64_t> from;
  std::vector<W> turns, signs;
  from.reserve(std::size_t(n + front + back));
  for (index i = -front; i < n + back; ++i) {
    auto const source = source_of(i, n, mode);
    from.push_back(source.from);
    turns.push_back(static_cast<W>(source.turns));
    signs.push_back(static_cast<W>(source.mirrored ? 1 : 0));
  }
  auto const repeated = taken(a, array<std::int64_t, P>(from, where), axis, beyond::raises, where);
  if (!odd) return repeated;
  // value = (mirrored ? 2 * last - x : x) + turns * 2 * (last - first), with the last and the first of each
  // lane.
  dims<N> along;
  for (index& extent : along) extent = 1;
  along[axis] = index(from.size());
  auto const edge = [&](index i) {
    return relayout(a, [&](auto const& l) { return axis_part(l, axis, i, 1); });
  };
  auto const t = reshape(array<W, P>(turns, where), along), m = reshape(array<W, P>(signs, where), along);
  auto const two = W(2);
  return evaluated(astype<T>(gamut::where(m != W(0), two * edge(n - 1) - repeated, repeated) +
                             t * (two * edge(n - 1) - two * edge(0))));
}

/// Calls `f(margin of the result, number of the axis' elements it is beside, at the front?)` for the two
/// margins of each axis in turn.
template <class R, int N, class F>
void for_each_margin(R& result, margins<index, N> const& width, dims<N> const& inner, F const& f) {
  for (int d = 0; d < N; ++d) {
    auto const part = [&](index begin, index count) {
      return part_of(result, axis_part(result.layout(), d, begin, count));
    };
    f(d, part(0, width.front[d]), part(width.front[d], inner[d]), true);
    f(d, part(width.front[d] + inner[d], width.back[d]), part(width.front[d], inner[d]), false);
  }
}

/// One number for a margin: what `statistic` makes of the `length` elements beside it, rounded for integers.
template <class T, class Inner, class F>
auto statistic_beside(Inner const& inner, int axis, index length, bool front, F const& statistic) {
  index const n = inner.shape()[axis];
  if (length > n) length = n;
  auto const beside =
      relayout(inner, [&](auto const& l) { return axis_part(l, axis, front ? 0 : n - length, length); });
  auto const value = evaluated(statistic(beside));
  if constexpr (integer<T> && !integer<value_type_t<decltype(value)>>)
    return evaluated(in_dtype<T>(rint(value)));
  else
    return evaluated(in_dtype<T>(value));
}

template <class A, class W, class... K>
auto padded(A const& a, W const& pad_width, std::string_view mode, source_location where,
            K const&... options) {
  takes<key::constant_values, key::end_values, key::stat_length, key::reflect_type>::template check<K...>();
  constexpr int n = ndim_v<A>;
  using T = value_type_t<A>;
  using P = policy_t<A>;
  margins<index, n> const width(pad_width);
  dims<n> const inner = a.shape();
  dims<n> shape = inner;
  for (int d = 0; d < n; ++d) {
    if (width.front[d] < 0 || width.back[d] < 0)
      throw value_error("index can't contain negative values", where);
    shape[d] = joint_extent(shape[d], joint_extent(width.front[d], width.back[d], where), where);
  }
  (void)checked_size<T>(shape, where);
  if (mode == "edge" || mode == "wrap" || mode == "reflect" || mode == "symmetric") {
    std::string_view const type = option<key::reflect_type>(std::string_view("even"), options...);
    ndarray<T, n, P> result(keep(a), where);
    for (int d = 0; d < n; ++d) {
      if (width.front[d] + width.back[d] == 0) continue;
      if (inner[d] == 0)
        throw value_error(
            message("can't extend empty axis ", d, " using modes other than 'constant' or 'empty'"), where);
      result = axis_repeated(result, d, width.front[d], width.back[d], mode,
                             type == "odd" && (mode == "reflect" || mode == "symmetric"), where);
    }
    return result;
  }
  ndarray<T, n, P> result(shape, constant<T>(T(0)), where);
  layout<n> center = result.layout();
  for (int d = 0; d < n; ++d) center = axis_part(center, d, width.front[d], inner[d]);
  part_of(result, center) = keep(a);
  if (mode == "constant") {
    margins<T, n> const value(option<key::constant_values>(0, options...));
    for_each_margin(result, width, inner, [&](int d, auto margin, auto const&, bool front) {
      margin = front ? value.front[d] : value.back[d];
    });
  } else if (mode == "linear_ramp") {
    margins<double, n> const end(option<key::end_values>(0, options...));
    for_each_margin(result, width, inner, [&](int d, auto margin, auto const& beside, bool front) {
      index const count = margin.shape()[d];
      if (count == 0) return;
      // From the end's value towards the edge's: `count` steps, of which the last is the edge itself.
      dims<n> along;
      for (index& extent : along) extent = 1;
      along[d] = count;
      auto const steps = arange<double, P>(count);
      auto const far =
          reshape(evaluated(front ? evaluated(steps * 1.) : evaluated(double(count - 1) - steps)), along);
      auto const edge = relayout(
          beside, [&](auto const& l) { return axis_part(l, d, front ? 0 : beside.shape()[d] - 1, 1); });
      double const value = front ? end.front[d] : end.back[d];
      auto const ramp = far * ((edge - value) / double(count)) + value;
      if constexpr (integer<T>)
        margin = in_dtype<T>(floor(ramp));
      else
        margin = in_dtype<T>(ramp);
    });
  } else if (mode == "maximum" || mode == "minimum" || mode == "mean" || mode == "median") {
    margins<index, n> const length(option<key::stat_length>(index(1) << 60, options...));
    auto const fill = [&](auto const& statistic) {
      for_each_margin(result, width, inner, [&](int d, auto margin, auto const& beside, bool front) {
        if (margin.size() == 0) return;
        margin = statistic_beside<T>(beside, d, front ? length.front[d] : length.back[d], front,
                                     [&](auto const& e) { return statistic(e, d); });
      });
    };
    for (int d = 0; d < n; ++d)
      if (width.front[d] + width.back[d] > 0 &&
          (inner[d] == 0 || length.front[d] == 0 || length.back[d] == 0))
        throw value_error("stat_length of 0 yields no value for padding", where);
    if (mode == "maximum")
      fill([](auto const& e, int d) { return max(e, d, keepdims); });
    else if (mode == "minimum")
      fill([](auto const& e, int d) { return min(e, d, keepdims); });
    else if (mode == "mean")
      fill([](auto const& e, int d) { return mean(e, d, keepdims); });
    else
      fill([](auto const& e, int d) { return median(e, d, keepdims); });
  } else if (mode != "empty")
    throw value_error(message("mode '", mode, "' is not supported"), where);
  return result;
}

} // namespace detail

/// An array with margins (np.pad): `width` elements at both ends of every axis, or `std::pair(front, back)`,
/// or one such pair for each axis in a list. `mode` is "constant" (with `constant_values`, 0), "edge",
/// "linear_ramp"
/// (`end_values`), "maximum", "mean", "median", "minimum" (of the `stat_length` elements beside the margin,
/// or all), "reflect", "symmetric" (`reflect_type = "odd"`), "wrap" or "empty". Throws `value_error` for
/// negative widths, other modes, and margins of an axis without elements.
template <expression A, class W, keyword_argument... K>
requires(!keyword_argument<W>) auto pad(A const& a, W const& width, std::string_view mode,
                                        K const&... options) {
  return detail::padded(a, width, mode, source_location{}, options...);
}
template <expression A, class W, keyword_argument... K>
auto pad(A const& a, W const& width, K const&... options) {
  return detail::padded(a, width, "constant", source_location{}, options...);
}

} // namespace gamut::inline GAMUT_ABI
