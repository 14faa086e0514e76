// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Order statistics: median, percentile and quantile over all axes, one or several, by every method of
// NumPy's, with weights, and those that pass over nan. What is reduced is copied into rows, which are split
// at the places asked for (or sorted); then each result looks up its row.
#pragma once

#include <gamut/create.hpp>
#include <gamut/functions.hpp>
#include <gamut/keyword.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/operators.hpp>
#include <gamut/reduce.hpp>
#include <gamut/sort.hpp>
#include <gamut/statistics.hpp>
#include <gamut/storage.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace gamut::inline GAMUT_ABI {

namespace detail {

/// Where method (alpha, beta) of Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), finds
/// the quantile `q` of `n` elements.
template <class Q>
GAMUT_HD constexpr Q place_between(Q n, Q q, Q alpha, Q beta) {
  return n * q + (alpha + q * (Q(1) - alpha - beta)) - Q(1);
}
template <class Q>
GAMUT_HD Q floor_of(Q x) {
  return math::round_down(x);
}

} // namespace detail

/// The methods of quantiles, given as `gm::method = gm::interpolation::hazen`. A `discrete` one gives
/// elements; the others a value between two elements, `part` of the way.
namespace interpolation {

/// A method that takes a value between two elements: linear, interpolated_inverted_cdf, hazen, weibull,
/// median_unbiased, normal_unbiased; numbers 4 to 9 of Hyndman and Fan, "Sample Quantiles in Statistical
/// Packages", 1996.
struct continuous {
  static constexpr bool discrete = false;
  template <class Q>
  GAMUT_HD static Q part(Q fraction, Q) {
    return fraction;
  }
};
/// A method that takes an element.
struct one_element {
  static constexpr bool discrete = true;
};

#define GAMUT_METHOD(name, base, expression)                                                                 \
  struct name##_t : base {                                                                                   \
    template <class Q>                                                                                       \
    GAMUT_HD static Q place(Q n, Q q) {                                                                      \
      return expression;                                                                                     \
    }                                                                                                        \
  };                                                                                                         \
  inline constexpr name##_t name{};
/// NumPy's methods of these names, linear being the default: linear, interpolated_inverted_cdf, hazen,
/// weibull, median_unbiased, normal_unbiased between two elements; lower, higher, nearest one of the two.
GAMUT_METHOD(linear, continuous, (n - Q(1)) * q)
GAMUT_METHOD(interpolated_inverted_cdf, continuous, detail::place_between<Q>(n, q, Q(0), Q(1)))
GAMUT_METHOD(hazen, continuous, detail::place_between<Q>(n, q, Q(0.5), Q(0.5)))
GAMUT_METHOD(weibull, continuous, detail::place_between<Q>(n, q, Q(0), Q(0)))
GAMUT_METHOD(median_unbiased, continuous, detail::place_between<Q>(n, q, Q(1 / 3.0), Q(1 / 3.0)))
GAMUT_METHOD(normal_unbiased, continuous, detail::place_between<Q>(n, q, Q(3 / 8.0), Q(3 / 8.0)))
GAMUT_METHOD(lower, one_element, math::round_down((n - Q(1)) * q))
GAMUT_METHOD(higher, one_element, math::round_up((n - Q(1)) * q))
GAMUT_METHOD(nearest, one_element, math::round_to_even((n - Q(1)) * q))
#undef GAMUT_METHOD

/// The middle of the two elements.
struct midpoint_t {
  static constexpr bool discrete = false;
  template <class Q>
  GAMUT_HD static Q place(Q n, Q q) {
    return Q(0.5) * (math::round_down((n - Q(1)) * q) + math::round_up((n - Q(1)) * q));
  }
  template <class Q>
  GAMUT_HD static Q part(Q, Q at) {
    return at == math::round_down(at) ? Q(0) : Q(0.5);
  }
};
inline constexpr midpoint_t midpoint{};

/// The inverse of the distribution function, averaged where it jumps (2 of Hyndman and Fan).
struct averaged_inverted_cdf_t {
  static constexpr bool discrete = false;
  template <class Q>
  GAMUT_HD static Q place(Q n, Q q) {
    return n * q - Q(1);
  }
  template <class Q>
  GAMUT_HD static Q part(Q fraction, Q) {
    return fraction == Q(0) ? Q(0.5) : Q(1);
  }
};
inline constexpr averaged_inverted_cdf_t averaged_inverted_cdf{};

/// The inverse of the distribution function (1 of Hyndman and Fan).
struct inverted_cdf_t : one_element {
  template <class Q>
  GAMUT_HD static Q place(Q n, Q q) {
    Q const at = n * q - Q(1), below = math::round_down(at);
    Q const place = at == below ? below : below + Q(1);
    return place < Q(0) ? Q(0) : place;
  }
};
inline constexpr inverted_cdf_t inverted_cdf{};

/// The closest element, of two equally close ones the even one (3 of Hyndman and Fan).
struct closest_observation_t : one_element {
  template <class Q>
  GAMUT_HD static Q place(Q n, Q q) {
    Q const at = n * q - Q(1) - Q(0.5), below = math::round_down(at);
    Q const halved = below / Q(2);
    bool const odd = halved != math::round_down(halved);
    Q const place = at == below && odd ? below : below + Q(1);
    return place < Q(0) ? Q(0) : place;
  }
};
inline constexpr closest_observation_t closest_observation{};

} // namespace interpolation

namespace detail {

/// The two neighbouring elements of a sorted row of `n` between which a place lies.
struct neighbours {
  index below, above;
};
template <class Q>
GAMUT_HD neighbours neighbours_of(Q place, index n) {
  if (place >= static_cast<Q>(n - 1)) return {n - 1, n - 1};
  if (place < Q(0)) return {0, 0};
  index const below = static_cast<index>(math::round_down(place));
  return {below, below + 1};
}

/// How many elements of a sorted row are no nan.
template <class A>
GAMUT_HD index numbers_in(A const* row, index length) {
  if constexpr (kind<A> < 2)
    return length;
  else {
    index low = 0, high = length;
    while (low < high) {
      index const middle = low + (high - low) / 2;
      if (math::not_a_number(row[middle]))
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  }
}

/// What the results of order statistics share: rows in order, of which some end in nan.
template <class A, class P>
struct ordered_rows {
  place_t<A const, P> data;
  index length;
  bool skips_nan;
  constexpr ordered_rows<A, host> moved(auto const& at) const { return {at(data), length, skips_nan}; }

  GAMUT_HD A const* row(index lane) const { return data + lane * length; }
  /// The elements of a row that count; none where the result is nan.
  GAMUT_HD index count(A const* row) const {
    if constexpr (kind<A> >= 2) {
      if (length == 0) return 0;
      if (skips_nan) return numbers_in(row, length);
      return math::not_a_number(row[length - 1]) ? 0 : length;
    }
    return length;
  }
};

/// Quantile `i / lanes` of row `i % lanes`.
template <class Method, class T, class A, class Q, class P>
struct quantile_of_row {
  ordered_rows<A, P> rows;
  place_t<Q const, P> q;
  index lanes;
  constexpr quantile_of_row<Method, T, A, Q, host> moved(auto const& at) const {
    return {rows.moved(at), at(q), lanes};
  }

  GAMUT_HD T operator()(index i) const {
    A const* const row = rows.row(i % lanes);
    index const n = rows.count(row);
    if (n == 0) return static_cast<T>(nothing<mean_dtype<A>>);
    Q const place = Method::place(static_cast<Q>(n), q[i / lanes]);
    if constexpr (Method::discrete)
      return row[static_cast<index>(place)];
    else {
      neighbours const at = neighbours_of(place, n);
      // NumPy measures from the last element by its number -1.
      Q const fraction = at.below == n - 1 ? place + Q(1) : place - static_cast<Q>(at.below);
      Q const part = Method::part(fraction, place);
      T const a = static_cast<T>(row[at.below]), b = static_cast<T>(row[at.above]);
      T const difference = math::minus(b, a);
      if (part >= Q(0.5)) return math::minus(b, math::times(difference, static_cast<T>(Q(1) - part)));
      return math::plus(a, math::times(difference, static_cast<T>(part)));
    }
  }
};

template <class T, class A, class P>
struct median_of_row {
  ordered_rows<A, P> rows;
  constexpr median_of_row<T, A, host> moved(auto const& at) const { return {rows.moved(at)}; }
  GAMUT_HD T operator()(index lane) const {
    A const* const row = rows.row(lane);
    index const n = rows.count(row);
    if (n == 0) return nothing<T>;
    T const above = convert<T>(row[n / 2]);
    if (n % 2 == 1) return above;
    return math::plus(convert<T>(row[n / 2 - 1]), above) / real_t<T>(2);
  }
};

/// An element with its weight.
template <class A>
struct weighted {
  A value;
  double weight;
};
struct lighter {
  template <class A>
  GAMUT_HD constexpr bool operator()(weighted<A> const& x, weighted<A> const& y) const {
    return sorts_before{}(x.value, y.value);
  }
};
template <class A, class P>
struct pair_up {
  place_t<weighted<A>, P> to;
  place_t<A const, P> values;
  place_t<double const, P> weights;
  constexpr pair_up<A, host> moved(auto const& at) const { return {at(to), at(values), at(weights)}; }
  GAMUT_HD void operator()(index i) const { to[i] = {values[i], weights[i]}; }
};
/// The first element up to which the weights make the part `q` of all.
template <class A, class Q, class P>
struct weighted_quantile_of_row {
  place_t<weighted<A> const, P> data;
  index length;
  place_t<Q const, P> q;
  index lanes;
  bool skips_nan;
  constexpr weighted_quantile_of_row<A, Q, host> moved(auto const& at) const {
    return {at(data), length, at(q), lanes, skips_nan};
  }

  GAMUT_HD A operator()(index i) const {
    weighted<A> const* const row = data + i % lanes * length;
    index n = length;
    if constexpr (kind<A> >= 2) {
      if (!skips_nan && math::not_a_number(row[length - 1].value)) return nothing<A>;
      while (n > 0 && math::not_a_number(row[n - 1].value)) --n;
      if (n == 0) return nothing<A>;
    }
    double total = 0, sum = 0;
    for (index k = 0; k < n; ++k) total += row[k].weight;
    for (index k = 0; k < n; ++k) {
      sum += row[k].weight;
      Q const part = static_cast<Q>(sum / total);
      if (part != Q(0) && part >= q[i / lanes]) return row[k].value;
    }
    return row[n - 1].value;
  }
};

/// What is reduced, in rows of `plan.count` elements.
template <class A, int N, int K, class E>
auto in_rows(E const& e, reduction<N, K> const& plan, source_location where) {
  return ndarray<A, N, policy_t<E>>(
      relayout(in_dtype<A>(e), [&](auto const& l) { return permute(l, plan.order); }), where);
}

/// The shape of `q`, and behind it the shape of what is left.
template <int N, int M>
constexpr auto joined_shapes(dims<N> const& a, dims<M> const& b) {
  dims<N + M> all;
  for (int d = 0; d < N; ++d) all[d] = a[d];
  for (int d = 0; d < M; ++d) all[N + d] = b[d];
  return all;
}

template <class Default, class... O>
struct method_option {
  using type = Default;
};
template <class Default, class T, class... Rest>
struct method_option<Default, named<key::method, T>, Rest...> {
  using type = std::remove_cvref_t<T>;
};
template <class Default, class K, class... Rest>
struct method_option<Default, K, Rest...> : method_option<Default, Rest...> {};

/// quantile and percentile: `scale` is what makes the whole, 1 or 100.
template <bool SkipsNan>
struct quantiles {
  template <class E, class Q, int K, class... O>
  static auto with(E const& e, Q const& asked, double scale, dims<K> const& axes, source_location where,
                   O const&... options) {
    takes<key::keepdims, key::method, key::weights>::template check<O...>();
    if constexpr (half_floating<value_type_t<E>>)
      return rounded_back<value_type_t<E>, O...>(
          with(in_dtype<float>(e), asked, scale, axes, where, options...));
    else
      return computed(e, asked, scale, axes, where, options...);
  }

  /// Splits rows at places, given in any order.
  template <class P, class Place>
  static void order_rows(P, Place data, index rows, index length, std::vector<index>& places) {
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    partition_rows(P{}, data, rows, length, places, sorts_before{});
  }

private:
  template <class E, class Q, int K, class... O>
  static auto computed(E const& e, Q const& asked, double scale, dims<K> const& axes, source_location where,
                       O const&... options) {
    using A = value_type_t<E>;
    using P = policy_t<E>;
    using Method = typename method_option<interpolation::linear_t, O...>::type;
    static_assert(!complex_floating<A>, "gamut: quantiles are of real numbers");
    // A number is weak, as everywhere; an array of quantiles has its dtype in the result's.
    using R = typename quantile_dtype<Q>::type;
    using T = std::conditional_t<Method::discrete, A,
                                 std::conditional_t<scalar<Q>, mean_dtype<A>, promote_t<mean_dtype<A>, R>>>;
    auto const parts = [&] {
      if constexpr (scalar<Q>)
        return ndarray<R, 0, host>(static_cast<R>(double(asked) / scale));
      else
        return to<host>(evaluated(make_map<fn::divide>(in_dtype<R>(asked), R(scale)), where), where);
    }();
    for (index i = 0; i < parts.size(); ++i)
      if (!(parts.data()[i] >= R(0) && parts.data()[i] <= R(1)))
        throw value_error(scale == 1 ? "Quantiles must be in the range [0, 1]"
                                     : "Percentiles must be in the range [0, 100]",
                          where);
    reduction<ndim_v<E>, K> const plan(e.shape(), axes, where);
    auto const shape = joined_shapes(parts.shape(), result_shape<given<key::keepdims, O...>>(plan));
    index const lanes = product(plan.shape);
    ndarray<T, shape.size(), P> result(shape, where);
    if (plan.count == 0) {
      if (!SkipsNan) throw index_error("index -1 is out of bounds for axis 0 with size 0", where);
      if constexpr (kind<T> >= 2) result = nothing<T>;
      return result;
    }
    if (result.size() == 0) return result;
    auto memory = in_rows<A>(e, plan, where);
    auto const there = to<P>(parts, where);
    if constexpr (given<key::weights, O...>) {
      static_assert(std::same_as<Method, interpolation::inverted_cdf_t>,
                    "gamut: only the method inverted_cdf supports weights");
      auto const& w = option<key::weights>(no_mask{}, options...);
      auto const wide = weights_over(e, w, axes, where);
      if (bool(any(make_map<fn::less>(w, value_type_t<decltype(w)>(0)))))
        throw value_error("Weights must be non-negative.", where);
      auto const weights = in_rows<double>(wide, plan, where);
      auto const totals = fold_axes<fn::sum, false>(in_dtype<double>(wide), axes, where);
      if (!bool(all(make_map<fn::isfinite>(totals))) || bool(any(make_map<fn::equal>(totals, 0.))))
        throw value_error("Weights included NaN, inf or were all zero.", where);
      buffer<weighted<A>, P> pairs(memory.shape(), memory.size());
      for_each(P{}, memory.size(), pair_up<A, P>{pairs.data(), memory.memory(), weights.memory()});
      sort_rows(P{}, pairs.data(), lanes, plan.count, lighter{});
      using F = weighted_quantile_of_row<A, R, P>;
      result = make_view(generated<F, P>{{pairs.data(), plan.count, there.memory(), lanes, SkipsNan}},
                         row_major_layout(shape));
    } else {
      if (SkipsNan && kind<A> >= 2)
        sort_rows(P{}, memory.memory(), lanes, plan.count, sorts_before{});
      else {
        std::vector<index> places;
        if (kind<A> >= 2) places.push_back(plan.count - 1);
        for (index i = 0; i < parts.size(); ++i) {
          R const place = Method::place(static_cast<R>(plan.count), parts.data()[i]);
          neighbours const at = neighbours_of(place, plan.count);
          places.push_back(at.below);
          places.push_back(at.above);
        }
        order_rows(P{}, memory.memory(), lanes, plan.count, places);
      }
      using F = quantile_of_row<Method, T, A, R, P>;
      result = make_view(generated<F, P>{{{memory.memory(), plan.count, SkipsNan}, there.memory(), lanes}},
                         row_major_layout(shape));
    }
    return result;
  }

  template <class Q>
  struct quantile_dtype {
    using type = double;
  };
  template <expression Q>
  struct quantile_dtype<Q> {
    using type = mean_dtype<value_type_t<Q>>;
  };
};

/// median, nanmedian.
template <bool SkipsNan>
struct middle {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&...) {
    takes<key::keepdims>::template check<O...>();
    using A = computed_in<value_type_t<E>>;
    using P = policy_t<E>;
    using T = mean_dtype<A>;
    reduction<ndim_v<E>, K> const plan(e.shape(), axes, where);
    auto const shape = result_shape<given<key::keepdims, O...>>(plan);
    ndarray<mean_dtype<value_type_t<E>>, shape.size(), P> result(shape, where);
    if (result.size() == 0) return result;
    auto memory = in_rows<A>(e, plan, where);
    index const lanes = product(plan.shape), n = plan.count;
    if (SkipsNan && kind<A> >= 2)
      sort_rows(P{}, memory.memory(), lanes, n, sorts_before{});
    else if (n > 0) {
      std::vector<index> places{n / 2};
      if (n % 2 == 0) places.push_back(n / 2 - 1);
      if (kind<A> >= 2) places.push_back(n - 1);
      quantiles<false>::order_rows(P{}, memory.memory(), lanes, n, places);
    }
    using F = median_of_row<T, A, P>;
    result = make_view(generated<F, P>{{{memory.memory(), n, SkipsNan}}}, row_major_layout(shape));
    return result;
  }
};

} // namespace detail

/// np.median and np.nanmedian: (a), (a, axis), (a, {axis, axis}), with `keepdims`; nan of no elements, and
/// where there is a nan (nanmedian: where there is nothing else). Throws `axis_error` for an axis out of
/// bounds.
GAMUT_REDUCTION(median, middle<false>)
GAMUT_REDUCTION(nanmedian, middle<true>)

#define GAMUT_QUANTILE(name, how, scale)                                                                     \
  template <expression E, operand Q>                                                                         \
  auto name(E const& e, Q const& q, source_location where = source_location::current()) {                    \
    return detail::how::with(e, q, scale, detail::every_axis<E>(), where);                                   \
  }                                                                                                          \
  template <expression E, operand Q, keyword_argument... O>                                                  \
  requires(sizeof...(O) > 0 && !detail::begin_with_axis<O...>) auto name(E const& e, Q const& q,             \
                                                                         O const&... options) {              \
    return detail::how::with(e, q, scale, detail::every_axis<E>(), source_location{}, options...);           \
  }                                                                                                          \
  template <expression E, operand Q, keyword_argument... O>                                                  \
  auto name(E const& e, Q const& q, detail::axis_argument axis, O const&... options) {                       \
    return detail::how::with(e, q, scale, shape_of(axis.axis), axis.where, options...);                      \
  }                                                                                                          \
  template <expression E, operand Q, std::size_t K, keyword_argument... O>                                   \
  auto name(E const& e, Q const& q, int const(&axes)[K], O const&... options) {                              \
    return detail::how::with(e, q, scale, detail::axes_of(axes), source_location{}, options...);             \
  }                                                                                                          \
  template <expression E, scalar Q, std::size_t L, keyword_argument... O>                                    \
  auto name(E const& e, Q const(&q)[L], O const&... options) {                                               \
    return name(e, array<double, policy_t<E>>(q), options...);                                               \
  }                                                                                                          \
  template <expression E, scalar Q, std::size_t L, keyword_argument... O>                                    \
  auto name(E const& e, Q const(&q)[L], detail::axis_argument axis, O const&... options) {                   \
    return name(e, array<double, policy_t<E>>(q), axis, options...);                                         \
  }
/// np.quantile, np.percentile, np.nanquantile, np.nanpercentile: (a, q), (a, q, axis), (a, q, {axis, axis}),
/// and behind them the keywords `keepdims`, `method = gm::interpolation::hazen` (linear, lower, higher,
/// nearest, midpoint, inverted_cdf, averaged_inverted_cdf, closest_observation, interpolated_inverted_cdf,
/// hazen, weibull, median_unbiased, normal_unbiased) and, of inverted_cdf, `weights = w`. `q` is a number, a
/// list in braces or an array, whose axes come first in the result. Throws `value_error` for a q out of range
/// or weights that are negative, and `index_error` for no elements.
GAMUT_QUANTILE(quantile, quantiles<false>, 1)
GAMUT_QUANTILE(percentile, quantiles<false>, 100)
GAMUT_QUANTILE(nanquantile, quantiles<true>, 1)
GAMUT_QUANTILE(nanpercentile, quantiles<true>, 100)
#undef GAMUT_QUANTILE

} // namespace gamut::inline GAMUT_ABI
