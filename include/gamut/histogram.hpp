// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Counting: bincount, and histograms of one or several variables, weighted or as densities, over given edges
// or equal bins, whose number one of NumPy's rules may choose.
#pragma once

#include <gamut/create.hpp>
#include <gamut/differences.hpp>
#include <gamut/fuse.hpp>
#include <gamut/keyword.hpp>
#include <gamut/quantile.hpp>
#include <gamut/reduce.hpp>
#include <gamut/search.hpp>
#include <gamut/statistics.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>
#include <utility>

namespace gamut::inline GAMUT_ABI {

GAMUT_KEYWORD(range)
GAMUT_KEYWORD(density)
GAMUT_KEYWORD(minlength)

namespace detail {

/// Says that every element counts one.
struct no_weights {};

/// The places that `place(i)` says for i in [0, count), in an array.
template <class P, class F>
ndarray<std::int64_t, 1, P> places_by(F const& place, index count) {
  return make_view(generated<F, P>{place}, row_major_layout(shape_of(count)));
}

/// Adds to `to[place(i)]` the weight of each element, or one where there are no weights, in their order. A
/// backend that need not store the places has an overload of its own.
template <class P, class To, class F, class Weights>
void add_at_computed_places(P, To to, index bins, F const& place, Weights weights, index n) {
  auto const places = places_by<P>(place, n);
  add_at_places(P{}, to, bins, places.memory(), weights, n);
}

/// How many elements fall into each of `bins` places, or the sum of their weights in their order: what
/// `add(sums, weights)` adds to zeros.
template <class P, class W, class Add>
auto counted_by(Add const& add, W const& weights, index bins) {
  if constexpr (std::same_as<W, no_weights>) {
    ndarray<std::int64_t, 1, P> counts = zeros<std::int64_t, P>(shape_of(bins));
    add(counts.memory(), place_t<std::int64_t const, P>(nullptr));
    return counts;
  } else {
    using T = value_type_t<W>;
    ndarray<T, 1, P> sums = zeros<T, P>(shape_of(bins));
    add(sums.memory(), place_t<T const, P>(weights.memory()));
    return sums;
  }
}
template <class P, class W>
auto counted_at(ndarray<std::int64_t, 1, P> const& places, W const& weights, index bins) {
  return counted_by<P>(
      [&](auto to, auto from) { add_at_places(P{}, to, bins, places.memory(), from, places.size()); },
      weights, bins);
}

/// The elements of an operand in memory, in row-major order and in one dtype: itself, or a copy of it.
template <class T, class A>
decltype(auto) in_memory_of(A const& a) {
  if constexpr (is_ndarray<A> && std::same_as<value_type_t<A>, T>)
    return (a);
  else
    return evaluated(in_dtype<T>(a));
}

/// The weights given as `gm::weights = w`, in memory and as NumPy sums them.
template <class P, class... K>
decltype(auto) weights_of(index count, source_location where, K const&... options) {
  if constexpr (given<key::weights, K...>) {
    auto const& w = option<key::weights>(0, options...);
    using V = value_type_t<decltype(w)>;
    using T = std::conditional_t<complex_floating<V>, V, double>;
    if (w.size() != count) throw value_error("weights should have the same shape as a.", where);
    return in_memory_of<T>(w);
  } else
    return no_weights{};
}

} // namespace detail

/// How often each of 0, 1, ... occurs (np.bincount), or with `weights = w` the sum of their weights, up to
/// the largest one or `minlength`. Throws `value_error` for negative elements and for weights of another
/// length.
template <expression A, keyword_argument... K>
auto bincount(A const& a, K const&... options) {
  detail::takes<key::weights, key::minlength>::template check<K...>();
  static_assert(ndim_v<A> == 1, "gamut: object too deep for desired array (ValueError in NumPy)");
  static_assert(integer<value_type_t<A>> || std::same_as<value_type_t<A>, bool>,
                "gamut: bincount counts integers (TypeError in NumPy)");
  using P = policy_t<A>;
  auto const places = detail::array_in<std::int64_t, P>(a, {});
  auto const least = static_cast<index>(detail::option<key::minlength>(0, options...));
  if (least < 0) throw value_error("'minlength' must not be negative");
  index bins = 0;
  if (places.size() > 0) {
    if (std::int64_t(min(places)) < 0) throw value_error("'list' argument must have no negative elements");
    bins = static_cast<index>(std::int64_t(max(places))) + 1;
  }
  return detail::counted_at<P>(places, detail::weights_of<P>(places.size(), {}, options...),
                               bins < least ? least : bins);
}

namespace detail {

/// The first and last edge for numbers where no range is given: theirs, and half a step around a single one.
template <class A>
std::pair<double, double> outer_edges(A const& a, source_location where) {
  std::pair<double, double> outer{0, 1};
  if (a.size() > 0) {
    ndarray<value_type_t<A>, 0, policy_t<A>> low, high;
    tie(low, high) = fuse(deferred::min(a), deferred::max(a));
    outer = {static_cast<double>(low()), static_cast<double>(high())};
    if (!std::isfinite(outer.first) || !std::isfinite(outer.second))
      throw value_error("autodetected range of [" + std::to_string(outer.first) + ", " +
                            std::to_string(outer.second) + "] is not finite",
                        where);
  }
  return outer;
}
inline std::pair<double, double> widened(std::pair<double, double> outer) {
  if (outer.first == outer.second) outer = {outer.first - 0.5, outer.second + 0.5};
  return outer;
}
template <class R>
std::pair<double, double> checked_range(R const& range, source_location where) {
  std::pair<double, double> const outer{double(std::get<0>(range)), double(std::get<1>(range))};
  if (outer.first > outer.second) throw value_error("max must be larger than min in range parameter.", where);
  if (!std::isfinite(outer.first) || !std::isfinite(outer.second))
    throw value_error("supplied range is not finite", where);
  return outer;
}
template <class A, class... K>
std::pair<double, double> range_of(A const& a, source_location where, K const&... options) {
  if constexpr (given<key::range, K...>)
    return widened(checked_range(option<key::range>(0, options...), where));
  else
    return widened(outer_edges(a, where));
}

/// The place of a number among equal bins as NumPy finds it: by division, then moved by one where the edges
/// say so; behind the last one for a number outside.
template <class T, class P>
struct place_in_equal_bins {
  place_t<T const, P> values;
  place_t<double const, P> edges;
  double first, last;
  index bins;
  constexpr place_in_equal_bins<T, host> moved(auto const& at) const {
    return {at(values), at(edges), first, last, bins};
  }
  // Without branches, so that the host computes several places at once.
  GAMUT_HD std::int64_t operator()(index i) const {
    double const number = static_cast<double>(values[i]), x = inside(number);
    index place = static_cast<index>((x - first) / (last - first) * static_cast<double>(bins));
    place -= place == bins;
    index const before = x < edges[place];
    index const behind = (x >= edges[place + 1]) & (place != bins - 1);
    place += behind - before;
    return place + (bins - place) * index(x != number);
  }

  /// The places without a look at the edges. `close_to_edge(i)` says of which numbers they may be others:
  /// those as near to an edge as an edge, computed in the numbers' dtype, and the quotient may be rounded.
  auto by_quotient() const {
    struct quotient {
      place_in_equal_bins of;
      double scale, slack;
      double bin(double x) const { return (x - of.first) * scale; }
      std::int64_t operator()(index i) const {
        double const number = static_cast<double>(of.values[i]), x = of.inside(number);
        index const place = static_cast<index>(bin(x));
        return place + (of.bins - place) * index(x != number);
      }
      bool close_to_edge(index i) const {
        double const number = static_cast<double>(of.values[i]), x = of.inside(number), at = bin(x);
        double const within = at - static_cast<double>(static_cast<index>(at));
        return (x == number) & !((within > slack) & (within < 1 - slack));
      }
    };
    // Where bins are so narrow that there is no such number, every place is close to an edge.
    double const wanted = static_cast<double>(bins) / (last - first);
    double const scale = wanted <= std::numeric_limits<double>::max() ? wanted : 0;
    double const size = std::fabs(first) > std::fabs(last) ? std::fabs(first) : std::fabs(last);
    constexpr double rounding =
        std::numeric_limits<std::conditional_t<std::same_as<T, float>, float, double>>::epsilon();
    return quotient{*this, scale, 8 * rounding * (size * scale + static_cast<double>(bins))};
  }

private:
  GAMUT_HD double inside(double number) const {
    double const above = number > first ? number : first;
    return above < last ? above : last;
  }
};
/// The place of a number among given edges, of which the last one belongs to the last bin.
template <class T, class P>
struct place_in_bins {
  place_t<T const, P> values;
  place_t<T const, P> edges;
  index bins;
  constexpr place_in_bins<T, host> moved(auto const& at) const { return {at(values), at(edges), bins}; }
  GAMUT_HD std::int64_t operator()(index i) const {
    T const x = values[i];
    if (!(x >= edges[0] && x <= edges[bins])) return bins;
    index const place = count_before(edges, bins + 1, x, true) - 1;
    return place == bins ? bins - 1 : place;
  }
};

/// The edges of equal bins, computed in `T`.
template <class P, class T = double>
ndarray<double, 1, P> equal_edges(std::pair<double, double> outer, index bins) {
  return in_dtype<double>(
      linspace<T, P>(static_cast<T>(outer.first), static_cast<T>(outer.second), bins + 1));
}
/// How many of `count` elements, or the sum of whose weights, lie in each of `bins` bins by the rule `place`,
/// which puts those outside behind the last bin.
template <class P, class F, class W>
auto counts_by(F const& place, index count, W const& weights, index bins) {
  auto const counts = counted_by<P>(
      [&](auto to, auto from) { add_at_computed_places(P{}, to, bins + 1, place, from, count); }, weights,
      bins + 1);
  return evaluated(counts(slice(bins)));
}
template <class A, class P, class W>
auto counts_in_equal_bins(A const& a, ndarray<double, 1, P> const& edges, std::pair<double, double> outer,
                          W const& weights) {
  index const bins = edges.size() - 1;
  return counts_by<P>(
      place_in_equal_bins<value_type_t<A>, P>{a.memory(), edges.memory(), outer.first, outer.second, bins},
      a.size(), weights, bins);
}
template <class A, class E, class P, class W>
auto counts_in_bins(A const& a, ndarray<E, 1, P> const& edges, W const& weights) {
  using T = promote_t<value_type_t<A>, E>;
  decltype(auto) limits = in_memory_of<T>(edges);
  decltype(auto) values = in_memory_of<T>(a);
  index const bins = edges.size() - 1;
  return counts_by<P>(place_in_bins<T, P>{values.memory(), limits.memory(), bins}, a.size(), weights, bins);
}

/// How many equal bins a rule of NumPy's finds for numbers, of which those outside the range have been left
/// out. The rules' sources: Sturges (1926), Doane (1976), Scott (1979), Freedman and Diaconis (1981), Stone
/// (1984).
template <class A>
index bins_by_rule(std::string_view rule, A const& all, std::pair<double, double> outer,
                   source_location where) {
  using P = policy_t<A>;
  auto const inside = logical_and(all >= outer.first, all <= outer.second);
  ndarray<double, 1, P> const a(all(inside));
  double const n = double(a.size());
  if (a.size() == 0) return 1;
  double const spread = double(max(a)) - double(min(a));
  auto const sturges = [&] { return spread / (std::log2(n) + 1); };
  auto const fd = [&] {
    return 2 * (double(percentile(a, 75.)) - double(percentile(a, 25.))) * std::pow(n, -1. / 3);
  };
  double width = 0;
  if (rule == "auto") {
    double const by_fd = fd(), by_sturges = sturges(), by_sqrt = spread / std::sqrt(n) / 2;
    double const bounded = by_fd > by_sqrt ? by_fd : by_sqrt;
    width = by_fd != 0 ? (bounded < by_sturges ? bounded : by_sturges) : by_sturges;
  } else if (rule == "fd")
    width = fd();
  else if (rule == "sqrt")
    width = spread / std::sqrt(n);
  else if (rule == "rice")
    width = spread / (2 * std::pow(n, 1. / 3));
  else if (rule == "sturges")
    width = sturges();
  else if (rule == "scott")
    width = std::pow(24 * std::pow(3.141592653589793, 0.5) / n, 1. / 3) * double(gamut::std(a));
  else if (rule == "doane") {
    if (n > 2) {
      double const sg1 = std::sqrt(6 * (n - 2) / ((n + 1) * (n + 3))), sigma = double(gamut::std(a));
      if (sigma > 0) {
        auto const scaled = (a - double(mean(a))) / sigma;
        double const g1 = double(mean(power(scaled, 3)));
        width = spread / (1 + std::log2(n) + std::log2(1 + std::abs(g1) / sg1));
      }
    }
  } else if (rule == "stone") {
    index const most = static_cast<index>(std::max(100., std::floor(std::sqrt(n))));
    if (n > 1 && spread > 0) {
      double best = 0;
      index bins = 1;
      for (index m = 1; m <= most; ++m) {
        double const h = spread / double(m);
        std::pair<double, double> const whole{double(min(a)), double(max(a))};
        auto const parts = counts_in_equal_bins(a, equal_edges<P>(whole, m), whole, no_weights{}) / n;
        double const loss = (2 - (n + 1) * double(sum(parts * parts))) / h;
        if (m == 1 || loss < best) best = loss, bins = m;
      }
      width = spread / double(bins);
    }
  } else
    throw value_error(message("'", rule, "' is not a valid estimator for `bins`"), where);
  if (width == 0) return 1;
  if constexpr (integer<value_type_t<A>>)
    if (width < 1) width = 1;
  return static_cast<index>(std::ceil((outer.second - outer.first) / width));
}

inline index checked_bins(index bins, source_location where) {
  if (bins < 1) throw value_error("`bins` must be positive, when an integer", where);
  return bins;
}
template <class E>
void check_edges(E const& edges, source_location where) {
  static_assert(ndim_v<E> == 1, "gamut: `bins` must be 1d, when an array");
  if (edges.size() < 2 || bool(any(edges(slice(1, _)) < edges(slice(-1)))))
    throw value_error("`bins` must increase monotonically, when an array", where);
}

/// The edges for `bins` that are a number, a rule, or the edges themselves, and the first and the last of
/// equal ones as they are before they are rounded.
template <class A, class B, class... K>
auto edges_and_range(A const& a, B const& bins, source_location where, K const&... options) {
  using P = policy_t<A>;
  std::pair<double, double> outer;
  if constexpr (expression<B>) {
    ndarray<value_type_t<B>, 1, P> edges(keep(bins));
    check_edges(edges, where);
    return std::pair(std::move(edges), outer);
  } else {
    outer = range_of(a, where, options...);
    index const count = [&] {
      if constexpr (std::integral<B>)
        return checked_bins(static_cast<index>(bins), where);
      else
        return bins_by_rule(bins, a, outer, where);
    }();
    // As NumPy, in the numbers' own dtype where the range is theirs.
    using V = value_type_t<A>;
    using T = std::conditional_t<std::same_as<V, float> && !given<key::range, K...>, float, double>;
    auto edges = equal_edges<P, T>(outer, count);
    if (!bool(all(edges(slice(-1)) < edges(slice(1, _)))))
      throw value_error(message("Too many bins for data range. Cannot create ", count, " finite-sized bins."),
                        where);
    return std::pair(std::move(edges), outer);
  }
}

/// The numbers of an expression in memory; truth values as 0 and 1.
template <class A>
decltype(auto) numbers_of(A const& a) {
  using T = std::conditional_t<std::same_as<value_type_t<A>, bool>, std::uint8_t, value_type_t<A>>;
  return in_memory_of<T>(a);
}

/// The edges in the dtype of NumPy's: that of floating numbers between equal bins.
template <class A, class B, class E>
auto edges_for(E edges) {
  using V = value_type_t<A>;
  if constexpr (!expression<B> && real_floating<V> && !std::same_as<V, double>)
    return evaluated(in_dtype<V>(edges));
  else
    return edges;
}

template <class A, class B, class... K>
auto histogram_of(A const& a, B const& bins, source_location where, K const&... options) {
  takes<key::range, key::density, key::weights>::template check<K...>();
  using P = policy_t<A>;
  decltype(auto) numbers = numbers_of(a);
  decltype(auto) weights = weights_of<P>(numbers.size(), where, options...);
  auto between = edges_and_range(numbers, bins, where, options...);
  auto& edges = between.first;
  auto counts = [&] {
    if constexpr (expression<B>)
      return counts_in_bins(numbers, edges, weights);
    else
      return counts_in_equal_bins(numbers, edges, between.second, weights);
  }();
  if constexpr (given<key::density, K...>) {
    using T = promote_t<double, value_type_t<decltype(counts)>>;
    ndarray<T, 1, P> result(in_dtype<T>(counts));
    if (option<key::density>(true, options...)) {
      T const total = sum(result);
      result = result / diff(edges) / total;
    }
    return std::pair(std::move(result), edges_for<A, B>(std::move(edges)));
  } else
    return std::pair(std::move(counts), edges_for<A, B>(std::move(edges)));
}

} // namespace detail

/// How many numbers fall into each bin, and the bins' edges (np.histogram): `bins` is the number of equal
/// ones (10), a rule that finds it ("auto", "fd", "doane", "scott", "stone", "rice", "sturges", "sqrt"), or
/// an array of ascending edges. Takes `range = std::pair(low, high)`, `weights = w` and `density = true`,
/// which gives the integral 1. Throws `value_error` for edges in another order, ranges that are none or have
/// no room for so many bins, and numbers that are not finite.
template <expression A, keyword_argument... K>
auto histogram(A const& a, K const&... options) {
  return detail::histogram_of(a, index(10), source_location{}, options...);
}
template <expression A, class B, keyword_argument... K>
requires(std::integral<B> || expression<B>) auto histogram(A const& a, B const& bins, K const&... options) {
  return detail::histogram_of(a, bins, source_location{}, options...);
}
template <expression A, keyword_argument... K>
auto histogram(A const& a, std::string_view bins, K const&... options) {
  return detail::histogram_of(a, bins, source_location{}, options...);
}

namespace detail {

template <class A, class B, class... K>
auto bin_edges_of(A const& a, B const& bins, source_location where, K const&... options) {
  takes<key::range, key::weights>::template check<K...>();
  decltype(auto) numbers = numbers_of(a);
  return edges_for<A, B>(edges_and_range(numbers, bins, where, options...).first);
}

} // namespace detail

/// The edges that `histogram` would use (np.histogram_bin_edges).
template <expression A, keyword_argument... K>
auto histogram_bin_edges(A const& a, K const&... options) {
  return detail::bin_edges_of(a, index(10), source_location{}, options...);
}
template <expression A, class B, keyword_argument... K>
requires(std::integral<B> || expression<B>) auto histogram_bin_edges(A const& a, B const& bins,
                                                                     K const&... options) {
  return detail::bin_edges_of(a, bins, source_location{}, options...);
}
template <expression A, keyword_argument... K>
auto histogram_bin_edges(A const& a, std::string_view bins, K const&... options) {
  return detail::bin_edges_of(a, bins, source_location{}, options...);
}

namespace detail {

/// The edges of one variable: equal bins, whose range is given by one of the pairs or its own, or an array of
/// edges.
template <class A, class B>
auto edges_of_variable(A const& a, B const& bins, std::pair<double, double> const* range,
                       source_location where) {
  using P = policy_t<A>;
  if constexpr (expression<B>) {
    ndarray<value_type_t<B>, 1, P> const edges(keep(bins));
    check_edges(edges, where);
    return ndarray<double, 1, P>(in_dtype<double>(edges));
  } else
    return equal_edges<P>(widened(range ? checked_range(*range, where) : outer_edges(a, where)),
                          checked_bins(static_cast<index>(bins), where));
}

/// Counts in the bins of several variables together. As NumPy, by bisection among the edges, with the last
/// edge part of the last bin.
template <int D, class P, class... K>
auto histogram_together(std::array<ndarray<double, 1, P>, std::size_t(D)> const& variables,
                        std::array<ndarray<double, 1, P>, std::size_t(D)> const& edges, source_location where,
                        K const&... options) {
  index const count = variables[0].size();
  dims<D> shape;
  index bins = 1;
  for (int d = 0; d < D; ++d) {
    if (variables[std::size_t(d)].size() != count)
      throw value_error("x and y must have the same length.", where);
    shape[d] = edges[std::size_t(d)].size() - 1;
    bins *= shape[d];
  }
  ndarray<std::int64_t, 1, P> places = zeros<std::int64_t, P>(shape_of(count));
  for (int d = 0; d < D; ++d) {
    auto const along = places_by<P>(place_in_bins<double, P>{variables[std::size_t(d)].memory(),
                                                             edges[std::size_t(d)].memory(), shape[d]},
                                    count);
    auto const outside = std::int64_t(bins);
    places = gamut::where(logical_or(along == std::int64_t(shape[d]), places == outside), outside,
                          places * std::int64_t(shape[d]) + along);
  }
  decltype(auto) weights = weights_of<P>(count, where, options...);
  auto const counts = counted_at(places, weights, bins + 1);
  using T = promote_t<double, value_type_t<decltype(counts)>>;
  ndarray<T, D, P> result(reshape(evaluated(in_dtype<T>(counts(slice(bins)))), shape));
  if (option<key::density>(false, options...)) {
    T const total = sum(result);
    for (int d = 0; d < D; ++d) {
      dims<D> widths;
      for (index& extent : widths) extent = 1;
      widths[d] = shape[d];
      result /= reshape(diff(edges[std::size_t(d)]), widths);
    }
    result /= total;
  }
  return result;
}

template <class R, std::size_t... D>
auto range_pairs(R const& range, std::index_sequence<D...>, source_location where) {
  using std::get;
  return std::array<std::pair<double, double>, sizeof...(D)>{checked_range(get<D>(range), where)...};
}
/// The variables' histogram and edges: `bins` is one thing for all of them, or a list of one for each.
template <int D, class P, class B, class... K>
auto histogram_of_variables(std::array<ndarray<double, 1, P>, std::size_t(D)> const& variables, B const& bins,
                            source_location where, K const&... options) {
  takes<key::range, key::density, key::weights>::template check<K...>();
  return [&]<std::size_t... I>(std::index_sequence<I...> each) {
    std::array<std::pair<double, double>, std::size_t(D)> ranges;
    if constexpr (given<key::range, K...>)
      ranges = range_pairs(option<key::range>(0, options...), each, where);
    auto const bins_of = [&](auto d) -> auto const& {
      if constexpr (std::integral<B> || expression<B>)
        return bins;
      else {
        using std::get;
        return get<d>(bins);
      }
    };
    std::array<ndarray<double, 1, P>, std::size_t(D)> edges{
        edges_of_variable(variables[I], bins_of(std::integral_constant<std::size_t, I>()),
                          given<key::range, K...> ? &ranges[I] : nullptr, where)...};
    auto counts = histogram_together<D, P>(variables, edges, where, options...);
    return std::pair(std::move(counts), std::move(edges));
  }
  (std::make_index_sequence<std::size_t(D)>());
}
template <class A>
auto variable(A const& a) {
  static_assert(ndim_v<A> == 1, "gamut: the variables of a histogram are one-dimensional");
  return ndarray<double, 1, policy_t<A>>(in_dtype<double>(a));
}

} // namespace detail

/// How many points fall into each cell of a grid, and the edges along x and along y (np.histogram2d): a tuple
/// of three. `bins` is a number (10), an array of edges, or a list of one of these for each. Takes `range =
/// list(std::pair (low, high), std::pair(low, high))`, `weights` and `density = true`. Counts are float64.
/// Throws as `histogram` does, and for x and y of different lengths.
template <expression X, expression Y, class B, keyword_argument... K>
requires(!keyword_argument<B>) auto histogram2d(X const& x, Y const& y, B const& bins, K const&... options) {
  auto [counts, edges] = detail::histogram_of_variables<2, policy_t<X>>(
      {detail::variable(x), detail::variable(y)}, bins, source_location{}, options...);
  return std::tuple(std::move(counts), std::move(edges[0]), std::move(edges[1]));
}
template <expression X, expression Y, keyword_argument... K>
auto histogram2d(X const& x, Y const& y, K const&... options) {
  return histogram2d(x, y, 10, options...);
}

/// The same of any number of variables, as a list: `histogramdd(list(x, y, z))` is np.histogramdd((x, y, z)).
/// Gives the counts and an array of the edges.
template <class... X, class B, keyword_argument... K>
requires(!keyword_argument<B>) auto histogramdd(std::tuple<X...> const& sample, B const& bins,
                                                K const&... options) {
  constexpr int n = int(sizeof...(X));
  return std::apply(
      [&](auto const& first, auto const&... rest) {
        return detail::histogram_of_variables<n, policy_t<decltype(first)>>(
            {detail::variable(first), detail::variable(rest)...}, bins, source_location{}, options...);
      },
      sample);
}
template <class... X, keyword_argument... K>
auto histogramdd(std::tuple<X...> const& sample, K const&... options) {
  return histogramdd(sample, 10, options...);
}

} // namespace gamut::inline GAMUT_ABI
