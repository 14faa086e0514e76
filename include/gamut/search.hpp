// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Finding numbers among ordered ones, by bisection: searchsorted, digitize, interp.
#pragma once

#include <gamut/create.hpp>
#include <gamut/index.hpp>
#include <gamut/keyword.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/sort.hpp>

#include <cstdint>
#include <string_view>

namespace gamut::inline GAMUT_ABI {

GAMUT_KEYWORD(side)
GAMUT_KEYWORD(sorter)
GAMUT_KEYWORD(left)
GAMUT_KEYWORD(right)

namespace detail {

/// How many of `n` ordered elements lie before `x`: those less than it, or with `after` those not greater.
template <class T>
GAMUT_HD index count_before(T const* ordered, index n, T const& x, bool after) {
  sorts_before const less;
  index low = 0, high = n;
  while (low < high) {
    index const middle = low + (high - low) / 2;
    if (after ? !less(x, ordered[middle]) : less(ordered[middle], x))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/// The place of element `i` of one array among the elements of another.
template <class T, class P>
struct place_among {
  place_t<T const, P> ordered;
  index n;
  place_t<T const, P> values;
  bool after;
  constexpr place_among<T, host> moved(auto const& at) const { return {at(ordered), n, at(values), after}; }
  GAMUT_HD constexpr std::int64_t operator()(index i) const {
    return count_before(ordered, n, values[i], after);
  }
};

/// An operand in an array of that dtype: an array as it is where it can be read so.
template <class T, class P, class E>
auto array_in(E const& e, source_location where) {
  if constexpr (scalar<E>)
    return ndarray<T, 0, P>(keep_scalar<T>(e).value());
  else
    return ndarray<T, ndim_v<E>, P>(in_dtype<T>(e), where);
}

template <class P, class T, int N>
auto places_among(ndarray<T, 1, P> const& ordered, ndarray<T, N, P> const& values, bool after,
                  source_location where) {
  return ndarray<std::int64_t, N, P>(
      make_view(generated<place_among<T, P>, P>{{ordered.memory(), ordered.size(), values.memory(), after}},
                row_major_layout(values.shape())),
      where);
}

inline bool is_right(std::string_view side, source_location where) {
  if (side != "left" && side != "right")
    throw value_error(message("search side must be 'left' or 'right' (got '", side, "')"), where);
  return side == "right";
}

} // namespace detail

/// Where elements would have to be put in so that `a` stays ordered (np.searchsorted): before equal ones, or
/// with `side = "right"` behind them. With `sorter = argsort(a)` `a` need not be ordered itself. Throws
/// `value_error` for another side, `index_error` for a sorter outside `a`.
template <expression A, operand V, keyword_argument... K>
auto searchsorted(A const& a, V const& v, K const&... options) {
  detail::takes<key::side, key::sorter>::template check<K...>();
  static_assert(ndim_v<A> == 1, "gamut: object too deep for desired array (ValueError in NumPy)");
  using P = policy_t<A>;
  using T = result_type_t<detail::rule_argument_t<A>, detail::rule_argument_t<V>>;
  source_location const where{};
  bool const after = detail::is_right(detail::option<key::side>(std::string_view("left"), options...), where);
  auto const values = detail::array_in<T, P>(v, where);
  if constexpr (detail::given<key::sorter, K...>)
    return detail::places_among<P>(
        detail::array_in<T, P>(
            detail::taken(a, detail::option<key::sorter>(0, options...), 0, detail::beyond::raises, where),
            where),
        values, after, where);
  else
    return detail::places_among<P>(detail::array_in<T, P>(a, where), values, after, where);
}

/// The bin of each element between ascending or descending edges: `i` where edges[i-1] <= x < edges[i], or
/// with `right` where edges[i-1] < x <= edges[i] (np.digitize). Throws `value_error` for edges in no order.
template <expression X, expression B>
auto digitize(X const& x, B const& edges, bool right = false,
              source_location where = source_location::current()) {
  static_assert(ndim_v<B> == 1,
                "gamut: object of too small depth for desired array: bins must be one-dimensional");
  using P = policy_t<X>;
  using T = promote_t<value_type_t<X>, value_type_t<B>>;
  auto const bins = detail::array_in<T, P>(edges, where);
  auto const values = detail::array_in<T, P>(x, where);
  auto const lower = bins(slice(-1)), upper = bins(slice(1, _));
  if (bool(all(lower <= upper))) return detail::places_among<P>(bins, values, !right, where);
  if (!bool(all(lower >= upper)))
    throw value_error("bins must be monotonically increasing or decreasing", where);
  ndarray<T, 1, P> const ascending(bins(slice(_, _, -1)));
  auto result = detail::places_among<P>(ascending, values, !right, where);
  result = std::int64_t(bins.size()) - result;
  return result;
}

namespace detail {

/// The value of the line through the points (x[i], y[i]) at a number.
template <class T, class P>
struct interpolated {
  place_t<double const, P> at;
  place_t<double const, P> x;
  place_t<T const, P> y;
  index n;
  T left, right;
  constexpr interpolated<T, host> moved(auto const& to) const {
    return {to(at), to(x), to(y), n, left, right};
  }
  GAMUT_HD T operator()(index i) const {
    double const place = at[i];
    if (place != place) return T(place);
    if (place > x[n - 1]) return right;
    if (place < x[0]) return left;
    index const j = count_before(x, n, place, true) - 1;
    if (j == n - 1 || x[j] == place) return y[j];
    T const slope = (y[j + 1] - y[j]) / (x[j + 1] - x[j]);
    return between(slope, place, j);
  }
  GAMUT_HD T between(double slope, double place, index j) const {
    double value = slope * (place - x[j]) + y[j];
    if (value != value) value = slope * (place - x[j + 1]) + y[j + 1];
    if (value != value && y[j] == y[j + 1]) value = y[j];
    return value;
  }
};

} // namespace detail

/// The value at `x` of the line through the points (xp[i], fp[i]), in float64 (np.interp): `xp` ascends;
/// outside it the first and last `fp`, or `left` and `right`; with `period = p` the points repeat, in any
/// order. Throws `value_error` for no points, points of different numbers, or a period of zero.
template <operand X, expression A, expression F, keyword_argument... K>
auto interp(X const& x, A const& xp, F const& fp, K const&... options) {
  detail::takes<key::left, key::right, key::period>::template check<K...>();
  static_assert(ndim_v<A> == 1 && ndim_v<F> == 1, "gamut: Data points must be 1-D sequences");
  static_assert(!complex_floating<value_type_t<F>>,
                "gamut: interp is of real numbers; interpolate gm::real(fp) and gm::imag(fp)");
  using P = policy_t<A>;
  source_location const where{};
  auto points = detail::array_in<double, P>(xp, where), values = detail::array_in<double, P>(fp, where);
  auto places = detail::array_in<double, P>(x, where);
  if (points.size() == 0) throw value_error("array of sample points is empty");
  if (points.size() != values.size()) throw value_error("fp and xp are not of the same length.");
  if constexpr (detail::given<key::period, K...>) {
    double const period = std::abs(double(detail::option<key::period>(0., options...)));
    if (period == 0) throw value_error("period must be a non-zero value");
    places = remainder(places, period);
    points = remainder(points, period);
    auto const order = argsort(points);
    ndarray<double, 1, P> const sorted = points(order), matching = values(order);
    index const n = sorted.size();
    points = ndarray<double, 1, P>(shape_of(n + 2));
    values = ndarray<double, 1, P>(shape_of(n + 2));
    points(slice(1, -1)) = sorted, values(slice(1, -1)) = matching;
    points(slice(1)) = sorted(slice(-1, _)) - period, values(slice(1)) = matching(slice(-1, _));
    points(slice(-1, _)) = sorted(slice(1)) + period, values(slice(-1, _)) = matching(slice(1));
  }
  index const last = values.size() - 1;
  detail::interpolated<double, P> const line{
      places.memory(),
      points.memory(),
      values.memory(),
      values.size(),
      double(detail::option<key::left>(double(values(0)), options...)),
      double(detail::option<key::right>(double(values(last)), options...))};
  return ndarray<double, decltype(places)::ndim, P>(detail::make_view(
      detail::generated<detail::interpolated<double, P>, P>{line}, detail::row_major_layout(places.shape())));
}

} // namespace gamut::inline GAMUT_ABI
