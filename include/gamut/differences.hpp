// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Differences of neighbours along an axis and what is made of them: diff, ediff1d, gradient, trapezoid,
// unwrap.
#pragma once

#include <gamut/functions.hpp>
#include <gamut/join.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/operators.hpp>
#include <gamut/reduce.hpp>
#include <gamut/scan.hpp>

#include <array>
#include <numbers>
#include <tuple>

namespace gamut::inline GAMUT_ABI {
namespace detail {

/// `count` elements along an axis from `begin` on.
template <class A>
auto along(A&& a, int axis, index begin, index count) {
  return relayout(std::forward<A>(a), [=](auto const& l) { return axis_part(l, axis, begin, count); });
}
/// A vector as an array of N dimensions that runs along one axis.
template <int N, class A>
auto lengthwise(A&& a, int axis) {
  return relayout(std::forward<A>(a), [=](layout<1> const& l) {
    layout<N> wide;
    wide.offset = l.offset;
    for (int d = 0; d < N; ++d) wide.shape[d] = 1, wide.strides[d] = 0;
    wide.shape[axis] = l.shape[0];
    wide.strides[axis] = l.strides[0];
    return wide;
  });
}

/// Every element less the one before it; of truth values, whether they differ.
template <class A>
auto differences(A const& a, int axis) {
  index const extent = a.shape()[axis], count = extent > 0 ? extent - 1 : 0;
  auto const after = along(keep(a), axis, 1, count), before = along(keep(a), axis, 0, count);
  using F = std::conditional_t<std::same_as<value_type_t<A>, bool>, fn::not_equal, fn::subtract>;
  return ndarray(make_map<F>(after, before));
}

/// What diff puts before or behind an array: a number as one element of every lane.
template <int N, class A, class E>
auto end_of_lanes(A const& a, E const& e, int axis) {
  using T = value_type_t<A>;
  if constexpr (scalar<E>) {
    dims<N> shape = a.shape();
    shape[axis] = 1;
    using R = result_type_t<T, weak<E>>;
    return ndarray<R, N, policy_t<A>>(shape, keep_scalar<R>(e));
  } else
    return keep(e);
}

template <class E>
concept lane_end = operand<E> || std::same_as<E, missing_t>;

} // namespace detail

/// The `n`-th difference along an axis: `a[1:] - a[:-1]`, `n` times (np.diff). Throws `axis_error`, and
/// `value_error` for a negative `n`.
template <expression A>
auto diff(A const& a, index n = 1, detail::axis_number axis = -1,
          source_location where = source_location::current()) {
  constexpr int dimensions = ndim_v<A>;
  static_assert(dimensions > 0, "gamut: diff requires input that is at least one dimensional");
  using R = value_type_t<decltype(detail::differences(a, 0))>;
  int const along = detail::normalize_axis(axis, dimensions, where);
  if (n < 0) throw value_error(detail::message("order must be non-negative but got ", n), where);
  if (n == 0) return ndarray<R, dimensions, policy_t<A>>(detail::keep(a), where);
  ndarray<R, dimensions, policy_t<A>> result = detail::differences(a, along);
  while (--n > 0) result = detail::differences(result, along);
  return result;
}
template <expression A, class I>
auto diff(A const& a, named<key::axis, I> const& axis, source_location where = source_location::current()) {
  return diff(a, 1, axis, where);
}
/// The same with something before and behind the lanes first: `diff(a, 1, -1, prepend, append)`; `_` stands
/// for none. Throws `shape_error` where they do not fit.
template <expression A, detail::lane_end Prepend, detail::lane_end Append = missing_t>
auto diff(A const& a, index n, detail::axis_number axis, Prepend const& prepend, Append const& append = {},
          source_location where = source_location::current()) {
  constexpr int dimensions = ndim_v<A>;
  constexpr bool before = !std::same_as<Prepend, missing_t>, behind = !std::same_as<Append, missing_t>;
  int const along = detail::normalize_axis(axis, dimensions, where);
  auto const end = [&](auto const& e) { return detail::end_of_lanes<dimensions>(a, e, along); };
  if constexpr (before && behind)
    return diff(concatenate(list(end(prepend), a, end(append)), along, where), n, along, where);
  else if constexpr (before)
    return diff(concatenate(list(end(prepend), a), along, where), n, along, where);
  else if constexpr (behind)
    return diff(concatenate(list(a, end(append)), along, where), n, along, where);
  else
    return diff(a, n, along, where);
}

/// The differences of all elements in one dimension (np.ediff1d).
template <expression A>
auto ediff1d(A const& a) {
  return diff(ravel(a));
}
/// The same between `to_begin` and `to_end` (np.ediff1d(a, to_end, to_begin)); `_` stands for none.
template <expression A, detail::lane_end End, detail::lane_end Begin = missing_t>
auto ediff1d(A const& a, End const& to_end, Begin const& to_begin = {}) {
  using T = value_type_t<A>;
  auto const end = [](auto const& e) {
    using E = std::remove_cvref_t<decltype(e)>;
    if constexpr (scalar<E>)
      return ndarray<T, 1, policy_t<A>>(shape_of(1), detail::keep_scalar<T>(e));
    else if constexpr (std::same_as<E, missing_t>)
      return ndarray<T, 1, policy_t<A>>(shape_of(0));
    else {
      static_assert(can_cast_same_kind<value_type_t<E>, T>,
                    "gamut: dtype of the end must be compatible with the array under the rule 'same_kind'");
      return ndarray<T, 1, policy_t<A>>(detail::in_dtype<T>(ravel(e)));
    }
  };
  return concatenate(list(end(to_begin), ediff1d(a), end(to_end)));
}

namespace detail {

/// The positional ones, or the keywords, among arguments.
template <bool Keywords, class... A>
constexpr auto chosen_arguments(A const&... a) {
  return std::tuple_cat([](auto const& x) {
    if constexpr (keyword_argument<decltype(x)> == Keywords)
      return std::tie(x);
    else
      return std::tuple<>();
  }(a)...);
}

/// The derivative along one axis where neighbours are `h` apart.
template <class R, class A, class H>
void gradient_uniform(R& to, A const& f, int axis, H h, bool second_order) {
  index const n = f.shape()[axis];
  auto const at = [&](index i, index count = 1) { return along(keep(f), axis, i, count); };
  auto const out = [&](index i, index count = 1) {
    return part_of(to, axis_part(to.layout(), axis, i, count));
  };
  out(1, n - 2) = (at(2, n - 2) - at(0, n - 2)) / (2 * h);
  if (!second_order) {
    out(0) = (at(1) - at(0)) / h;
    out(n - 1) = (at(n - 1) - at(n - 2)) / h;
  } else {
    out(0) = -1.5 / h * at(0) + 2 / h * at(1) + -0.5 / h * at(2);
    out(n - 1) = 0.5 / h * at(n - 3) + -2 / h * at(n - 2) + 1.5 / h * at(n - 1);
  }
}

/// The derivative along one axis where neighbours are `d[i]` apart: second-order accurate inside (Quarteroni,
/// Sacco, Saleri 2007, as NumPy has it).
template <class R, class A, class D>
void gradient_uneven(R& to, A const& f, int axis, D const& d, bool second_order) {
  constexpr int dimensions = ndim_v<A>;
  index const n = f.shape()[axis];
  auto const at = [&](index i, index count = 1) { return along(keep(f), axis, i, count); };
  auto const out = [&](index i, index count = 1) {
    return part_of(to, axis_part(to.layout(), axis, i, count));
  };
  auto const gap = [&](index i, index count = 1) {
    return lengthwise<dimensions>(along(keep(d), 0, i, count), axis);
  };
  auto const d1 = gap(0, n - 2), d2 = gap(1, n - 2);
  ndarray const a = -d2 / (d1 * (d1 + d2));
  ndarray const b = (d2 - d1) / (d1 * d2);
  ndarray const c = d1 / (d2 * (d1 + d2));
  out(1, n - 2) = a * at(0, n - 2) + b * at(1, n - 2) + c * at(2, n - 2);
  if (!second_order) {
    out(0) = (at(1) - at(0)) / gap(0);
    out(n - 1) = (at(n - 1) - at(n - 2)) / gap(n - 2);
  } else {
    auto const first = gap(0), second = gap(1), third = gap(n - 3), last = gap(n - 2);
    out(0) = -(2. * first + second) / (first * (first + second)) * at(0) +
             (first + second) / (first * second) * at(1) - first / (second * (first + second)) * at(2);
    out(n - 1) = last / (third * (third + last)) * at(n - 3) - (last + third) / (third * last) * at(n - 2) +
                 (2. * last + third) / (last * (third + last)) * at(n - 1);
  }
}

/// The derivative along one axis; the spacing is a number, or the coordinates along it.
template <class A, class H>
auto gradient_along(A const& f, int axis, H const& spacing, int edge_order) {
  using T = value_type_t<A>;
  using R = std::conditional_t<(kind<T> < 2), double, T>;
  index const n = f.shape()[axis];
  if (edge_order != 1 && edge_order != 2) throw value_error("'edge_order' greater than 2 not supported");
  if (n < edge_order + 1)
    throw value_error("Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) "
                      "elements are required.");
  ndarray<R, ndim_v<A>, policy_t<A>> result(f.shape());
  auto const values = in_dtype<R>(f);
  if constexpr (scalar<H>)
    gradient_uniform(result, values, axis, double(spacing), edge_order == 2);
  else {
    static_assert(ndim_v<H> == 1, "gamut: distances must be either scalars or 1d");
    if (spacing.shape()[0] != n)
      throw value_error("when 1d, distances must match the length of the corresponding dimension");
    using D = std::conditional_t<(kind<value_type_t<H>> < 2), double, value_type_t<H>>;
    ndarray const gaps = differences(in_dtype<D>(spacing), 0);
    ndarray const first = to<host>(along(keep(gaps), 0, 0, 1));
    if (bool(gamut::all(gaps == along(keep(gaps), 0, 0, 1))))
      gradient_uniform(result, values, axis, double(*first.data()), edge_order == 2);
    else
      gradient_uneven(result, values, axis, gaps, edge_order == 2);
  }
  return result;
}

template <int N, std::integral I>
std::array<int, 1> gradient_axes(I axis) {
  return {{normalize_axis(axis, N, {})}}; // which nvcc 13 does not read with one pair of braces
}
template <int N, std::size_t K>
std::array<int, K> gradient_axes(std::array<int, K> axes) {
  for (int& axis : axes) axis = normalize_axis(axis, N, {});
  return axes;
}
template <int N>
std::array<int, std::size_t(N)> gradient_axes(missing_t) {
  std::array<int, std::size_t(N)> axes;
  for (int d = 0; d < N; ++d) axes[std::size_t(d)] = d;
  return axes;
}

} // namespace detail

/// The derivative by central differences, one-sided at the ends (np.gradient): of a vector an array, of
/// several dimensions a std::array of one for each. Behind `f` stands nothing (neighbours are 1 apart), one
/// distance for all axes, or a distance or a vector of coordinates for each; then `axis = 0` (or a
/// std::array<int, K> of axes) and `edge_order = 2`. Throws `axis_error`, and `value_error` where an axis is
/// too short.
template <expression A, class... Arguments>
requires((operand<Arguments> ||
          keyword_argument<Arguments>)&&...) auto gradient(A const& f, Arguments const&... arguments) {
  constexpr int n = ndim_v<A>;
  auto const spacings = detail::chosen_arguments<false>(arguments...);
  auto const keywords = detail::chosen_arguments<true>(arguments...);
  return std::apply(
      [&](auto const&... options) {
        detail::takes<key::axis, key::edge_order>::template check<decltype(options)...>();
        auto const axes = detail::gradient_axes<n>(detail::option<key::axis>(_, options...));
        int const edge_order = detail::option<key::edge_order>(1, options...);
        constexpr std::size_t results = std::tuple_size_v<decltype(axes)>,
                              given = std::tuple_size_v<decltype(spacings)>;
        static_assert(given <= 1 || given == results, "gamut: gradient: invalid number of arguments: one "
                                                      "spacing, or one for each axis");
        ndarray const values = detail::keep(f);
        auto const one = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
          if constexpr (given == 0)
            return detail::gradient_along(values, axes[I], 1., edge_order);
          else
            return detail::gradient_along(values, axes[I], std::get<(given > 1 ? I : 0)>(spacings),
                                          edge_order);
        };
        if constexpr (results == 1)
          return one(std::integral_constant<std::size_t, 0>());
        else
          return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return std::array{one(std::integral_constant<std::size_t, I>())...};
          }
        (std::make_index_sequence<results>());
      },
      keywords);
}

namespace detail {

template <class Y, class D>
auto trapezoids(Y const& y, D const& widths, int axis, source_location where) {
  index const extent = y.shape()[axis], count = extent > 0 ? extent - 1 : 0;
  return sum(widths * (along(keep(y), axis, 1, count) + along(keep(y), axis, 0, count)) / 2., axis, where);
}

} // namespace detail

/// The integral along an axis by the trapezoidal rule (np.trapezoid): neighbours are `dx = 1.` apart, along
/// `axis = -1`.
template <expression Y, keyword_argument... K>
auto trapezoid(Y const& y, K const&... options) {
  detail::takes<key::dx, key::axis>::template check<K...>();
  int const axis = detail::normalize_axis(detail::option<key::axis>(-1, options...), ndim_v<Y>, {});
  return detail::trapezoids(y, double(detail::option<key::dx>(1., options...)), axis, {});
}
/// The same at the points `x`, a vector along the axis or an array of y's shape (np.trapezoid(y, x)).
template <expression Y, expression X, keyword_argument... K>
auto trapezoid(Y const& y, X const& x, K const&... options) {
  detail::takes<key::axis>::template check<K...>();
  constexpr int n = ndim_v<Y>;
  int const axis = detail::normalize_axis(detail::option<key::axis>(-1, options...), n, {});
  if constexpr (ndim_v<X> == 1) {
    auto const widths = detail::differences(x, 0);
    return detail::trapezoids(y, detail::lengthwise<n>(detail::keep(widths), axis), axis, {});
  } else {
    auto const widths = detail::differences(x, axis);
    return detail::trapezoids(y, detail::keep(widths), axis, {});
  }
}

/// Angles without their jumps (np.unwrap): steps of more than `discont = period / 2` are moved by whole
/// periods (`period = 2 * pi`) along `axis = -1`. In the units of `period`.
template <expression A, keyword_argument... K>
auto unwrap(A const& p, K const&... options) {
  detail::takes<key::discont, key::period, key::axis>::template check<K...>();
  constexpr int n = ndim_v<A>;
  auto const turn = detail::option<key::period>(2 * std::numbers::pi, options...);
  using R = result_type_t<value_type_t<A>, weak<std::remove_cvref_t<decltype(turn)>>>;
  int const axis = detail::normalize_axis(detail::option<key::axis>(-1, options...), n, {});
  R const period = detail::convert<R>(turn), high = period / R(2), low = -high;
  bool const ambiguous = !integer<R> || period == R(2) * high; // a step of half a period may go either way
  double const least = std::max(double(detail::option<key::discont>(0., options...)), double(turn) / 2);
  ndarray<R, n, policy_t<A>> result(detail::in_dtype<R>(p));
  ndarray const steps = detail::differences(result, axis);
  ndarray turned = mod(steps - low, period) + low;
  if (ambiguous) turned = gamut::where((turned == low) && (steps > R(0)), high, turned);
  turned = gamut::where(gamut::abs(steps) < least, R(0), turned - steps);
  index const count = steps.shape()[axis];
  detail::part_of(result, detail::axis_part(result.layout(), axis, 1, count)) +=
      detail::accumulated<fn::add, R>(turned, axis, {});
  return result;
}

} // namespace gamut::inline GAMUT_ABI
