// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What NumPy's ufuncs have beside their call: `gm::add.reduce(a, 0)`, `gm::maximum.accumulate(a)`,
// `gm::add.reduceat(a, indices)`, `gm::multiply.outer(a, b)`, `gm::add.at(a, indices, b)`, and the keywords
// `out` and `where` of a call. Functions that associate are folded as gm::sum is; the others from the first
// element on.
#pragma once

#include <gamut/eval.hpp>
#include <gamut/functions.hpp>
#include <gamut/keyword.hpp>
#include <gamut/lanes.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/reduce.hpp>

#include <limits>
#include <vector>

namespace gamut::inline GAMUT_ABI {

namespace fn {

/// How a function is folded: void where its results depend on the order, so that it is done from the first
/// element on.
template <class F>
struct fold_of {
  using type = void;
};
template <>
struct fold_of<add> {
  using type = sum;
};
template <>
struct fold_of<multiply> {
  using type = prod;
};
template <>
struct fold_of<maximum> {
  using type = max;
};
template <>
struct fold_of<minimum> {
  using type = min;
};
template <>
struct fold_of<logical_and> {
  using type = all;
};
template <>
struct fold_of<logical_or> {
  using type = any;
};

/// What a function gives of no elements at all; NumPy raises ValueError of those that have none.
template <class F>
struct identity_of {
  static constexpr bool defined = false;
};
#define GAMUT_IDENTITY(function, value)                                                                      \
  template <>                                                                                                \
  struct identity_of<function> {                                                                             \
    static constexpr bool defined = true;                                                                    \
    template <class T>                                                                                       \
    static constexpr T of() {                                                                                \
      return static_cast<T>(value);                                                                          \
    }                                                                                                        \
  };
#include <gamut/functions.inc>

} // namespace fn

namespace detail {

// The work on one lane; named structs, as nvcc takes no lambda for a kernel.

template <class F, class T, class P>
struct reduce_lane {
  place_t<T, P> to;
  place_t<T const, P> from;
  lanes_along lanes;
  constexpr reduce_lane<F, T, host> moved(auto const& at) const { return {at(to), at(from), lanes}; }
  GAMUT_HD void operator()(index i) const {
    T const* at = from + lanes.start(i, lanes.length);
    T result = *at;
    for (index k = 1; k < lanes.length; ++k)
      result = convert<T>(apply<F, T, T>(result, at[k * lanes.stride]));
    to[i] = result;
  }
};
template <class F, class T, class P>
struct reduceat_lane {
  place_t<T, P> to;
  place_t<T const, P> from;
  place_t<std::int64_t const, P> indices;
  index segments;
  lanes_along lanes;
  constexpr reduceat_lane<F, T, host> moved(auto const& at) const {
    return {at(to), at(from), at(indices), segments, lanes};
  }
  GAMUT_HD void operator()(index i) const {
    T const* const at = from + lanes.start(i, lanes.length);
    T* const out = to + lanes.start(i, segments);
    for (index s = 0; s < segments; ++s) {
      index const first = indices[s], last = s + 1 < segments ? indices[s + 1] : lanes.length;
      T result = at[first * lanes.stride];
      for (index k = first + 1; k < last; ++k)
        result = convert<T>(apply<F, T, T>(result, at[k * lanes.stride]));
      out[s * lanes.stride] = result;
    }
  }
};
/// One lane of `a.at`: the indices in their order, on every policy.
template <class F, class T, class B, class P>
struct at_lane {
  place_t<T, P> to;
  layout<1> lane; // along the first axis
  place_t<std::int64_t const, P> indices;
  index count;
  place_t<B const, P> from;
  index lanes;
  place_t<std::int64_t const, P> starts;
  constexpr at_lane<F, T, B, host> moved(auto const& at) const {
    return {at(to), lane, at(indices), count, at(from), lanes, at(starts)};
  }
  GAMUT_HD void operator()(index i) const {
    T* const data = to + starts[i];
    for (index k = 0; k < count; ++k) {
      T& x = data[indices[k] * lane.strides[0]];
      x = convert<T>(apply<F, T, B>(x, from[k * lanes + i]));
    }
  }
};
template <class F, class T, class P>
struct at_lane_unary {
  place_t<T, P> to;
  layout<1> lane;
  place_t<std::int64_t const, P> indices;
  index count;
  place_t<std::int64_t const, P> starts;
  constexpr at_lane_unary<F, T, host> moved(auto const& at) const {
    return {at(to), lane, at(indices), count, at(starts)};
  }
  GAMUT_HD void operator()(index i) const {
    T* const data = to + starts[i];
    for (index k = 0; k < count; ++k) {
      T& x = data[indices[k] * lane.strides[0]];
      x = convert<T>(apply<F, T>(x));
    }
  }
};

/// The offset that a layout gives the element at a row-major position.
template <int N>
struct offset_in {
  layout<N> where;
  GAMUT_HD constexpr std::int64_t operator()(index position) const {
    index at = where.offset;
    for (int d = N - 1; d >= 0; --d) {
      at += position % where.shape[d] * where.strides[d];
      position /= where.shape[d];
    }
    return at;
  }
};

/// A list of indices on the axis of that extent, from the front, on the policy. Throws `index_error`.
template <class P, class I>
auto checked_indices(I const& indices, index extent, source_location where) {
  static_assert(ndim_v<I> == 1, "gamut: the indices are a one-dimensional array");
  static_assert(integer<value_type_t<I>>, "gamut: indices are integers");
  ndarray<std::int64_t, 1, P> result(in_dtype<std::int64_t>(indices), where);
  std::vector<std::int64_t> here(static_cast<std::size_t>(result.size()));
  if (!here.empty()) copy_to_host(P{}, here.data(), result.memory(), here.size() * sizeof(std::int64_t));
  bool moved = false;
  for (auto& i : here) {
    if (i < -extent || i >= extent)
      throw index_error(message("index ", i, " is out of bounds for axis 0 with size ", extent), where);
    if (i < 0) i += extent, moved = true;
  }
  if (moved) copy_from_host(P{}, result.memory(), here.data(), here.size() * sizeof(std::int64_t));
  return result;
}

template <class E, class... K>
decltype(auto) ufunc_into(E const& e, K const&... options) {
  takes<key::out, key::where>::check<K...>();
  static_assert(
      given<key::out, K...>,
      "gamut: an elementwise function with where= needs out=: elements where the mask is false keep "
      "what is there");
  if constexpr (given<key::out, K...>) {
    auto&& to = option<key::out>(0, options...);
    using To = decltype(to);
    static_assert(assignable<To>, "gamut: out= is an array or a view that can be assigned to");
    if constexpr (scalar<E>)
      return ufunc_into(constant<E>(e), options...);
    else {
      auto const& view = as_view(to);
      using T = value_type_t<To>;
      check_assignable<T, policy_t<To>, E>();
      if (!broadcasts_to(e.shape(), view.shape()))
        throw shape_error(message("non-broadcastable output operand with shape ", view.shape(),
                                  " doesn't match the broadcast shape ", e.shape()));
      if constexpr (given<key::where, K...>)
        assign_into(view, make_map<fn::where>(option<key::where>(0, options...), in_dtype<T>(e), view));
      else
        assign_into(view, e);
      if constexpr (std::is_lvalue_reference_v<To>)
        return (to);
      else
        return std::remove_cvref_t<To>(to);
    }
  }
}

/// The running results of F along an axis, in the dtype T.
template <class F, class T, class A>
auto accumulated(A const& a, int axis, source_location where) {
  using P = policy_t<A>;
  constexpr bool associates = !std::is_void_v<typename fn::fold_of<F>::type>;
  ndarray<T, ndim_v<A>, P> result(in_dtype<T>(a), where);
  scan_lanes(P{}, accumulation<F, T, associates>{}, result.memory(), lanes_along(result.shape(), axis));
  return result;
}

template <class F>
struct ufunc_methods {
  /// A short list of indices as an array of the policy.
  template <class P, std::integral I, std::size_t N>
  static auto listed(I const (&values)[N]) {
    ndarray<std::int64_t, 1, P> result(shape_of(index(N)));
    std::int64_t wide[N];
    for (std::size_t i = 0; i < N; ++i) wide[i] = static_cast<std::int64_t>(values[i]);
    copy_from_host(P{}, result.memory(), wide, sizeof wide);
    return result;
  }

  template <class T>
  static constexpr bool closed = applies<F, T, T>;

  template <class A>
  static consteval void check_binary() {
    static_assert(F::arity == 2,
                  "gamut: only functions of two operands have reduce, accumulate, reduceat and "
                  "outer");
    static_assert(closed<value_type_t<A>>, "gamut: the function is not defined for operands of these dtypes "
                                           "(TypeError in NumPy); cast one with gm::astype<T>(a)");
  }
  /// The dtype that a fold of `T`s is made in.
  template <class T>
  static consteval auto pick() {
    if constexpr (std::same_as<F, fn::add> || std::same_as<F, fn::multiply>)
      return wide<T>{};
    else
      return result_t<F, T, T>{};
  }
  template <class T>
  using accumulator = decltype(pick<T>());

  template <class A, class... K>
  static auto reduce(A const& a, axis_argument where, K const&... options) {
    takes<key::dtype, key::out, key::keepdims, key::initial, key::where>::template check<K...>();
    check_binary<A>();
    constexpr int n = ndim_v<A>;
    static_assert(n > 0, "gamut: cannot reduce on a scalar");
    using T = dtype_option_t<accumulator<value_type_t<A>>, K...>;
    if constexpr (given<key::where, K...>) {
      static_assert(fn::identity_of<F>::defined || given<key::initial, K...>,
                    "gamut: a function without identity needs initial= beside where= to be reduced");
      auto const none = [&] {
        if constexpr (fn::identity_of<F>::defined)
          return fn::identity_of<F>::template of<T>();
        else
          return convert<T>(option<key::initial>(0, options...));
      }();
      auto const chosen = make_map<fn::where>(option<key::where>(0, options...), in_dtype<T>(a), none);
      return finish(start<T>(chosen, where, options...), options...);
    } else
      return finish(start<T>(a, where, options...), options...);
  }

  template <class T, class A, class... K>
  static auto start(A const& a, axis_argument where, K const&... options) {
    using P = policy_t<A>;
    constexpr int n = ndim_v<A>;
    constexpr bool keep = given<key::keepdims, K...>;
    reduction<n, 1> const plan(a.shape(), shape_of(where.axis), where.where);
    auto const shape = result_shape<keep>(plan);
    ndarray<T, shape.size(), P> result(shape, where.where);
    if (plan.count == 0) {
      if constexpr (given<key::initial, K...>)
        result = convert<T>(option<key::initial>(0, options...));
      else if constexpr (fn::identity_of<F>::defined)
        result = fn::identity_of<F>::template of<T>();
      else
        throw value_error(
            message("zero-size array to reduction operation ", F::name, " which has no identity"),
            where.where);
      return result;
    }
    using fold = typename fn::fold_of<F>::type;
    if constexpr (!std::is_void_v<fold>)
      fold_into<fold, P>(result.memory(), plan, in_dtype<T>(a), where.where);
    else {
      ndarray<T, n, P> const all(in_dtype<T>(a), where.where);
      int const axis = int(normalize_axis(where.axis, n, where.where));
      lanes_along const lanes(a.shape(), axis);
      for_each(P{}, lanes.count, reduce_lane<F, T, P>{result.memory(), all.memory(), lanes}, lanes.length);
    }
    if constexpr (given<key::initial, K...>) {
      auto every = result.view();
      every = in_dtype<T>(make_map<F>(convert<T>(option<key::initial>(0, options...)), every));
    }
    return result;
  }
  template <class R, class... K>
  static auto finish(R result, K const&... options) {
    if constexpr (given<key::out, K...>) {
      auto&& to = option<key::out>(0, options...);
      as_view(to) = result;
    }
    return result;
  }

  template <class A>
  static auto accumulate(A const& a, int axis, source_location where) {
    check_binary<A>();
    constexpr int n = ndim_v<A>;
    static_assert(n > 0, "gamut: cannot accumulate on a scalar");
    using T = accumulator<value_type_t<A>>;
    int const along = int(normalize_axis(axis, n, where));
    return accumulated<F, T>(a, along, where);
  }

  template <class A, class I>
  static auto reduceat(A const& a, I const& indices, int axis, source_location where) {
    check_binary<A>();
    constexpr int n = ndim_v<A>;
    static_assert(n > 0, "gamut: cannot reduceat on a scalar");
    using P = policy_t<A>;
    using T = accumulator<value_type_t<A>>;
    int const along = int(normalize_axis(axis, n, where));
    auto const places = reduceat_indices<P>(indices, a.shape()[along], where);
    ndarray<T, n, P> const all(in_dtype<T>(a), where);
    dims<n> shape = a.shape();
    shape[along] = places.size();
    ndarray<T, n, P> result(shape, where);
    lanes_along const lanes(a.shape(), along);
    for_each(P{}, lanes.count,
             reduceat_lane<F, T, P>{result.memory(), all.memory(), places.memory(), places.size(), lanes},
             lanes.length);
    return result;
  }
  /// Of reduceat, NumPy takes no index from the end.
  template <class P, class I>
  static auto reduceat_indices(I const& indices, index extent, source_location where) {
    static_assert(ndim_v<I> == 1 && integer<value_type_t<I>>,
                  "gamut: the indices are a one-dimensional array of integers");
    ndarray<std::int64_t, 1, P> result(in_dtype<std::int64_t>(indices), where);
    std::vector<std::int64_t> here(static_cast<std::size_t>(result.size()));
    if (!here.empty()) copy_to_host(P{}, here.data(), result.memory(), here.size() * sizeof(std::int64_t));
    for (auto const i : here)
      if (i < 0 || i >= extent)
        throw index_error(message("index ", i, " out-of-bounds in ", F::name, ".reduceat [0, ", extent, ")"),
                          where);
    return result;
  }

  template <class A, class B>
  static auto outer(A&& a, B&& b) {
    static_assert(F::arity == 2,
                  "gamut: only functions of two operands have reduce, accumulate, reduceat and "
                  "outer");
    if constexpr (!expression<A> || !expression<B>)
      return make_map<F>(std::forward<A>(a), std::forward<B>(b));
    else {
      constexpr int more = ndim_v<B>;
      auto const widened = [](auto const& l) {
        constexpr int n = ndim_v<A>;
        gamut::layout<n + more> result{{}, {}, l.offset};
        for (int d = 0; d < n + more; ++d) {
          result.shape[d] = d < n ? l.shape[d] : 1;
          result.strides[d] = d < n ? l.strides[d] : 0;
        }
        return result;
      };
      return make_map<F>(relayout(std::forward<A>(a), widened), std::forward<B>(b));
    }
  }

  template <class A, class I>
  static void at(A&& a, I const& indices, source_location where) {
    auto const& to = as_view(a);
    using T = value_type_t<A>;
    using P = policy_t<A>;
    static_assert(applies<F, T>,
                  "gamut: the function is not defined for operands of these dtypes (TypeError in "
                  "NumPy); cast one with gm::astype<T>(a)");
    auto const places = checked_indices<P>(indices, to.shape()[0], where);
    auto const starts = lane_starts<P>(to.layout());
    for_each(P{}, starts.size(),
             at_lane_unary<F, T, P>{to.source().data, first_axis(to.layout()), places.memory(), places.size(),
                                    starts.memory()},
             places.size());
  }
  template <class A, class I, class B>
  static void at(A&& a, I const& indices, B const& b, source_location where) {
    auto const& to = as_view(a);
    using T = value_type_t<A>;
    using P = policy_t<A>;
    constexpr int n = ndim_v<A>;
    using V = typename own_dtype<rule_argument_t<B>>::type;
    using U = std::conditional_t<scalar<B>, result_type_t<T, weak_or_own<B>>, V>;
    static_assert(applies<F, T, U>,
                  "gamut: the function is not defined for operands of these dtypes (TypeError "
                  "in NumPy); cast one with gm::astype<T>(a)");
    static_assert(can_cast_same_kind<result_t<F, T, U>, T>,
                  "gamut: the destination's dtype is of a lower kind than the expression's (casting is "
                  "'same_kind', TypeError in NumPy); say so with gm::astype<T>(e)");
    auto const places = checked_indices<P>(indices, to.shape()[0], where);
    dims<n> shape = to.shape();
    shape[0] = places.size();
    ndarray<U, n, P> const from = [&] {
      if constexpr (scalar<B>)
        return ndarray<U, n, P>(shape, keep_scalar<U>(b), where);
      else
        return ndarray<U, n, P>(shape, keep(b), where);
    }();
    auto const starts = lane_starts<P>(to.layout());
    for_each(P{}, starts.size(),
             at_lane<F, T, U, P>{to.source().data, first_axis(to.layout()), places.memory(), places.size(),
                                 from.memory(), starts.size(), starts.memory()},
             places.size());
  }
  template <class B>
  using weak_or_own = rule_argument_t<B>;

  template <int N>
  static layout<1> first_axis(layout<N> const& l) {
    layout<1> result;
    result.shape[0] = l.shape[0];
    result.strides[0] = l.strides[0];
    return result;
  }
  /// Where the lanes along the first axis begin in memory.
  template <class P, int N>
  static auto lane_starts(layout<N> const& l) {
    layout<N - 1> rest;
    rest.offset = l.offset;
    for (int d = 1; d < N; ++d) {
      rest.shape[d - 1] = l.shape[d];
      rest.strides[d - 1] = l.strides[d];
    }
    index const count = product(rest.shape);
    return ndarray<std::int64_t, 1, P>(
        make_view(generated<offset_in<N - 1>, P>{{rest}}, row_major_layout(shape_of(count))));
  }
};

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
