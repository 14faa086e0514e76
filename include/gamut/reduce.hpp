// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Reductions: sum, prod, min, max, all, any, mean, argmin, argmax, count_nonzero, over all axes, one or
// several, with NumPy's keywords. The operand is fused into the reduction, and so are a cast and a mask; it
// is computed at once: its result is an array of its own (of no dimensions where every axis is reduced, which
// converts to its value).
#pragma once

#include <gamut/eval.hpp>
#include <gamut/functions.hpp>
#include <gamut/keyword.hpp>
#include <gamut/ndarray.hpp>

#include <limits>
#include <string>

namespace gamut::inline GAMUT_ABI {

namespace detail {

/// Integers are summed in 64 bits, as NumPy does.
template <class T>
using wide = std::conditional_t<std::same_as<T, bool>, std::int64_t,
                                std::conditional_t<integer<T>, sized_int<8, std::is_signed_v<T>>, T>>;

// Constants, as kernels can read those; what std::numeric_limits has are functions, which they may not call.
template <class T, class Limits = std::numeric_limits<T>>
inline constexpr T lowest = Limits::has_infinity ? static_cast<T>(-Limits::infinity()) : Limits::lowest();
template <class T, class Limits = std::numeric_limits<T>>
inline constexpr T highest = Limits::has_infinity ? Limits::infinity() : Limits::max();
template <class T>
inline constexpr std::complex<T> lowest<std::complex<T>>{lowest<T>, lowest<T>};
template <class T>
inline constexpr std::complex<T> highest<std::complex<T>>{highest<T>, highest<T>};

/// An element and where it stands along the reduced axes, for argmin and argmax.
template <class T>
struct indexed {
  T value;
  index at;
};

} // namespace detail

namespace fn {

// A fold: the dtype it works in, its neutral element, and how two results become one (of numbers and of
// packets). One that `rounds` depends on the order in which that is done.
struct sum {
  static constexpr bool rounds = true;
  template <class T>
  using accumulator = detail::wide<T>;
  template <class A>
  GAMUT_HD static constexpr A identity() {
    return A(0);
  }
  template <class A>
  GAMUT_HD GAMUT_INLINE static constexpr A body(A const& x, A const& y) {
    return math::plus(x, y);
  }
};
struct prod {
  static constexpr bool rounds = true;
  template <class T>
  using accumulator = detail::wide<T>;
  template <class A>
  GAMUT_HD static constexpr A identity() {
    return A(1);
  }
  template <class A>
  GAMUT_HD GAMUT_INLINE static constexpr A body(A const& x, A const& y) {
    return math::times(x, y);
  }
};
struct min {
  static constexpr char const* needs_elements =
      "zero-size array to reduction operation minimum which has no identity";
  template <class T>
  using accumulator = T;
  template <class A>
  GAMUT_HD static constexpr A identity() {
    return detail::highest<A>;
  }
  template <class A>
  GAMUT_HD GAMUT_INLINE static constexpr auto body(A const& x, A const& y) {
    return math::body_of_minimum(x, y);
  }
};
struct max {
  static constexpr char const* needs_elements =
      "zero-size array to reduction operation maximum which has no identity";
  template <class T>
  using accumulator = T;
  template <class A>
  GAMUT_HD static constexpr A identity() {
    return detail::lowest<A>;
  }
  template <class A>
  GAMUT_HD GAMUT_INLINE static constexpr auto body(A const& x, A const& y) {
    return math::body_of_maximum(x, y);
  }
};
struct all {
  template <class T>
  using accumulator = bool;
  template <class A>
  GAMUT_HD static constexpr A identity() {
    return true;
  }
  template <class A>
  GAMUT_HD GAMUT_INLINE static constexpr A body(A const& x, A const& y) {
    return math::body_of_logical_and(x, y);
  }
  static constexpr bool settled(bool so_far) { return !so_far; }
};
struct any {
  template <class T>
  using accumulator = bool;
  template <class A>
  GAMUT_HD static constexpr A identity() {
    return false;
  }
  template <class A>
  GAMUT_HD GAMUT_INLINE static constexpr A body(A const& x, A const& y) {
    return math::body_of_logical_or(x, y);
  }
  static constexpr bool settled(bool so_far) { return so_far; }
};

/// The fold as a function of two arguments.
template <class F>
struct joined {
  using rule = gamut::rule::as_given;
  template <class A>
  GAMUT_HD GAMUT_INLINE static constexpr A body(A const& x, A const& y) {
    return F::body(x, y);
  }
};

/// An element with its position, which argmin and argmax fold.
struct with_position {
  using rule = gamut::rule::as_given;
  template <class T>
  GAMUT_HD GAMUT_INLINE static constexpr detail::indexed<T> body(T const& x, std::int64_t at) {
    return {x, at};
  }
};
struct position {
  using rule = gamut::rule::as_given;
  template <class T>
  GAMUT_HD GAMUT_INLINE static constexpr std::int64_t body(detail::indexed<T> const& x) {
    return x.at;
  }
};
/// The first of the best elements; a nan is better than any number, as NumPy has it.
template <bool Largest>
struct arg_best {
  /// The fold that gives the best value, without its place.
  using value = std::conditional_t<Largest, max, min>;
  static constexpr char const* needs_elements =
      Largest ? "attempt to get argmax of an empty sequence" : "attempt to get argmin of an empty sequence";
  template <class I>
  GAMUT_HD static constexpr I identity() {
    return {{}, -1};
  }
  template <class I>
  GAMUT_HD static constexpr bool better(I const& x, I const& y) {
    if (y.at < 0 || x.at < 0) return y.at < 0;
    bool const nx = math::not_a_number(x.value), ny = math::not_a_number(y.value);
    if (nx || ny) return nx && (!ny || x.at < y.at);
    if (Largest ? math::less(y.value, x.value) : math::less(x.value, y.value)) return true;
    return math::equal(x.value, y.value) && x.at < y.at;
  }
  template <class I>
  GAMUT_HD GAMUT_INLINE static constexpr I body(I const& x, I const& y) {
    return better(x, y) ? x : y;
  }
};

} // namespace fn

namespace detail {

/// The plan of a reduction over some of N axes: the shape of the result, with and without the reduced axes.
template <int N, int K>
struct reduction {
  static_assert(K <= N, "gamut: more axes to reduce than the array has");
  static constexpr int kept = N - K;
  named_axes<N> reduced;
  dims<N> order;     // the kept axes, then the reduced ones
  dims<kept> shape;  // of the result
  dims<N> with_ones; // the same, reduced axes kept as 1
  dims<N> strides;   // of the result along the axes of the operand
  index count = 1;   // elements that go into one result

  reduction(dims<N> const& operand, dims<K> const& axes, source_location where)
      : reduced(axis_flags<N>(axes, where)) {
    int front = 0, back = kept;
    for (int d = 0; d < N; ++d) {
      order[reduced.named[d] ? back++ : front++] = d;
      with_ones[d] = reduced.named[d] ? 1 : operand[d];
      if (reduced.named[d]) count *= operand[d];
    }
    dims<N> const steps = row_major(with_ones);
    for (int d = 0; d < N; ++d) strides[d] = reduced.named[d] ? 0 : steps[d];
    for (int d = 0; d < kept; ++d) shape[d] = operand[int(order[d])];
  }
};

/// Says that `fold<...>` is a template: the policy's own is found beside it, where it is used (clang 14
/// asks).
template <int>
void fold() = delete;

/// Folds `e` into `to`, whose elements lie as `plan` says.
template <class F, class P, class Place, int N, int K, class E>
void fold_into(Place to, reduction<N, K> const& plan, E const& e, source_location where) {
  if (plan.count == 0) {
    if constexpr (requires { F::needs_elements; })
      throw value_error(F::needs_elements, where);
    else
      return run<P>(to, row_major_layout(shape_of(product(plan.shape))),
                    constant<placed<Place>>(F::template identity<placed<Place>>()));
  }
  if (product(plan.with_ones) == 0) return;
  auto loops = bind_nest<1>(e, e.shape());
  loops.strides[0] = plan.strides;
  loops.permute(plan.order);
  fold<reduction<N, K>::kept>(P{}, F{}, to, bind_tree(e), loops);
}

template <bool Keep, int N, int K>
constexpr auto result_shape(reduction<N, K> const& plan) {
  if constexpr (Keep)
    return plan.with_ones;
  else
    return plan.shape;
}

/// All axes of an expression.
template <class E>
constexpr auto every_axis() {
  dims<ndim_v<E>> axes;
  for (int d = 0; d < ndim_v<E>; ++d) axes[d] = d;
  return axes;
}

template <class T, class E>
constexpr auto in_dtype(E const& e) {
  if constexpr (std::same_as<value_type_t<E>, T>)
    return keep(e);
  else
    return make_map<fn::convert_to<T>>(keep(e));
}

/// What was computed in float32, in a dtype of 16 bits.
template <class T, class E>
auto rounded_once(E const& e) {
  return ndarray<T, ndim_v<E>, policy_t<E>>(in_dtype<T>(e));
}

/// Says that every element takes part.
struct no_mask {};

/// The mask given as `gm::where = mask`, or none.
template <class... O>
constexpr decltype(auto) mask_of(O const&... options) {
  return option<key::where>(no_mask{}, options...);
}

/// Checks that a mask fits what is reduced: as NumPy, it may be smaller, not larger.
template <class E, class Mask>
void check_mask(E const& e, Mask const& mask, source_location where) {
  static_assert(ndim_v<Mask> <= ndim_v<E>,
                "gamut: the mask of a reduction has more dimensions than what is reduced");
  if (!broadcasts_to(mask.shape(), e.shape()))
    throw shape_error(
        message("operands could not be broadcast together with shapes ", e.shape(), " ", mask.shape()),
        where);
}

/// The elements in dtype `T`; `neutral` where the mask is false.
template <class T, class E, class Mask>
auto masked(E const& e, Mask const& mask, T const& neutral, source_location where) {
  if constexpr (std::same_as<Mask, no_mask>)
    return in_dtype<T>(e);
  else {
    check_mask(e, mask, where);
    return make_map<fn::where>(keep(mask), in_dtype<T>(e), constant<T>(neutral));
  }
}

/// The fold `F` of an expression, in the expression's dtype.
template <class F, bool Keep, class E, int K>
auto fold_axes(E const& e, dims<K> const& axes, source_location where) {
  using A = value_type_t<E>;
  using P = policy_t<E>;
  reduction<ndim_v<E>, K> const plan(e.shape(), axes, where);
  auto const shape = result_shape<Keep>(plan);
  ndarray<A, shape.size(), P> result(shape, where);
  fold_into<F, P>(result.memory(), plan, e, where);
  return result;
}

/// The elements of an array as one row; a number stays one. What becomes of each element of a result is so
/// compiled once, whatever the result's shape.
template <class A>
auto as_row(A const& a) {
  if constexpr (is_ndarray<A>)
    return make_view(borrowed<value_type_t<A> const, policy_t<A>>{a.memory()},
                     row_major_layout(shape_of(a.size())));
  else
    return a;
}
/// `result = F(result, others...)`, element by element; the others are numbers or arrays of the same shape.
template <class F, class A, class... B>
void becomes(A& result, B const&... others) {
  run<policy_t<A>>(result.memory(), row_major_layout(shape_of(result.size())),
                   make_map<F>(as_row(result), as_row(others)...));
}

/// sum, prod, min, max, all, any: the fold `F` in its accumulator's dtype. Beside keepdims and where it takes
/// the keywords `Tags`.
template <class F, class... Tags>
struct folded {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    takes<key::keepdims, key::where, Tags...>::template check<O...>();
    using T = dtype_option_t<typename F::template accumulator<value_type_t<E>>, O...>;
    if constexpr (half_floating<T>)
      return rounded_once<T>(computed<float>(e, axes, where, options...));
    else
      return computed<T>(e, axes, where, options...);
  }
  template <bool Keep, class E, int K>
  static auto run(E const& e, dims<K> const& axes, source_location where) {
    return with(e, axes, where);
  }

private:
  template <class A, class E, int K, class... O>
  static auto computed(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    constexpr bool keeps = given<key::keepdims, O...>;
    A const neutral = F::template identity<A>();
    auto const operand = masked<A>(e, mask_of(options...), neutral, where);
    if constexpr (given<key::initial, O...>) {
      auto const start = constant<A>(convert_scalar<A>(option<key::initial>(no_mask{}, options...)));
      reduction<ndim_v<E>, K> const plan(e.shape(), axes, where);
      auto const shape = result_shape<keeps>(plan);
      if (plan.count == 0) return ndarray<A, shape.size(), policy_t<E>>(shape, start, where);
      auto result = fold_axes<F, keeps>(operand, axes, where);
      becomes<fn::joined<F>>(result, start);
      return result;
    } else {
      static_assert(
          !given<key::where, O...> || !requires { F::needs_elements; },
          "gamut: a reduction without identity takes gm::where with gm::initial only");
      return fold_axes<F, keeps>(operand, axes, where);
    }
  }
};

/// The value at an offset is the offset itself: positions, coordinates.
struct offset_itself {
  GAMUT_HD GAMUT_INLINE constexpr std::int64_t operator()(index offset) const { return offset; }
};

/// argmin, argmax: the position of the best element among those reduced to one, row-major over the reduced
/// axes.
template <bool Largest>
struct located {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&...) {
    takes<key::keepdims>::template check<O...>();
    constexpr bool Keep = given<key::keepdims, O...>;
    using P = policy_t<E>;
    using T = computed_in<value_type_t<E>>;
    using I = indexed<T>;
    constexpr int n = ndim_v<E>;
    reduction<n, K> const plan(e.shape(), axes, where);
    layout<n> places = row_major_layout(e.shape());
    index step = 1;
    for (int d = n - 1; d >= 0; --d) {
      places.strides[d] = plan.reduced.named[d] ? step : 0;
      if (plan.reduced.named[d]) step *= e.shape()[d];
    }
    auto const positions = make_view(generated<offset_itself, P>{}, places);
    auto const shape = result_shape<Keep>(plan);
    auto const placed = make_map<fn::with_position>(in_dtype<T>(e), positions);
    if constexpr (requires { P::folds_to_places; }) {
      ndarray<std::int64_t, shape.size(), P> result(shape, where);
      fold_into<fn::arg_best<Largest>, P>(result.memory(), plan, placed, where);
      return result;
    } else {
      typename storage_of<I, shape.size(), P>::type best(shape, product(shape));
      fold_into<fn::arg_best<Largest>, P>(best.data(), plan, placed, where);
      return ndarray<std::int64_t, shape.size(), P>(
          make_map<fn::position>(make_view(borrowed<I const, P>{best.data()}, row_major_layout(shape))),
          where);
    }
  }
};

/// How many elements go into each result: a number, or where there is a mask an array of numbers.
template <bool Keep, class E, int K, class Mask>
auto counted(E const& e, dims<K> const& axes, Mask const& mask, source_location where) {
  if constexpr (std::same_as<Mask, no_mask>)
    return reduction<ndim_v<E>, K>(e.shape(), axes, where).count;
  else {
    auto const all = relayout(keep(mask), [&](auto const& l) { return broadcast_layout(l, e.shape()); });
    return fold_axes<fn::sum, Keep>(in_dtype<std::int64_t>(all), axes, where);
  }
}

/// What means are computed in: integers in float64.
template <class T>
using mean_dtype = std::conditional_t<(kind<T> < 2), double, T>;

/// The mean of the elements where the mask is true, in dtype `T`.
template <class T, bool Keep, class E, int K, class Mask>
auto mean_of(E const& e, dims<K> const& axes, Mask const& mask, source_location where) {
  auto result = fold_axes<fn::sum, Keep>(masked<T>(e, mask, T(0), where), axes, where);
  auto const count = counted<Keep>(e, axes, mask, where);
  if constexpr (std::same_as<Mask, no_mask>)
    becomes<fn::divide>(result, static_cast<real_t<T>>(count));
  else
    becomes<fn::divide>(result, count);
  return result;
}

/// The elements as truth values: whether they are not zero.
template <class E>
auto truth_of(E const& e) {
  if constexpr (std::same_as<value_type_t<E>, bool>)
    return keep(e);
  else
    return make_map<fn::not_equal>(keep(e), constant<value_type_t<E>>(value_type_t<E>(0)));
}
/// count_nonzero: how many elements are not zero.
struct nonzero_counted {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    takes<key::keepdims>::template check<O...>();
    return folded<fn::sum>::with(truth_of(e), axes, where, options...);
  }
};

using sum_of_all = folded<fn::sum, key::dtype, key::initial>;
using product_of_all = folded<fn::prod, key::dtype, key::initial>;
using least_of_all = folded<fn::min, key::initial>;
using largest_of_all = folded<fn::max, key::initial>;

/// mean: the sum over the count.
struct averaged {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    takes<key::keepdims, key::dtype, key::where>::template check<O...>();
    using T = dtype_option_t<mean_dtype<value_type_t<E>>, O...>;
    auto result = mean_of<computed_in<T>, given<key::keepdims, O...>>(e, axes, mask_of(options...), where);
    if constexpr (half_floating<T>)
      return rounded_once<T>(result);
    else
      return result;
  }
};

/// What is reduced: chosen elements (`mean(a(a > 0.))`) as an array, since a reduction asks for their number
/// as well, and the mask would be looked through again for that.
template <class E>
decltype(auto) at_hand(E const& e) {
  if constexpr (delivers<E>)
    return e.delivered();
  else
    return (e);
}

// A reduction `how` as a function: (a), (a, axis), (a, {axis, axis}), with keywords behind.
#define GAMUT_REDUCTION(name, how)                                                                           \
  template <expression E>                                                                                    \
  auto name(E const& e, source_location where = source_location::current()) {                                \
    return detail::how::with(detail::at_hand(e), detail::every_axis<E>(), where);                            \
  }                                                                                                          \
  template <expression E, keyword_argument... O>                                                             \
  requires(sizeof...(O) > 0 && !detail::begin_with_axis<O...>) auto name(E const& e, O const&... options) {  \
    return detail::how::with(detail::at_hand(e), detail::every_axis<E>(), source_location{}, options...);    \
  }                                                                                                          \
  template <expression E, keyword_argument... O>                                                             \
  auto name(E const& e, detail::axis_argument axis, O const&... options) {                                   \
    return detail::how::with(detail::at_hand(e), shape_of(axis.axis), axis.where, options...);               \
  }                                                                                                          \
  template <expression E>                                                                                    \
  auto name(E const& e, int axis, source_location where) {                                                   \
    return detail::how::with(detail::at_hand(e), shape_of(axis), where);                                     \
  }                                                                                                          \
  template <expression E, std::size_t K>                                                                     \
  auto name(E const& e, int const(&axes)[K], source_location where = source_location::current()) {           \
    return detail::how::with(detail::at_hand(e), detail::axes_of(axes), where);                              \
  }                                                                                                          \
  template <expression E, std::size_t K, keyword_argument... O>                                              \
  requires(sizeof...(O) > 0) auto name(E const& e, int const(&axes)[K], O const&... options) {               \
    return detail::how::with(detail::at_hand(e), detail::axes_of(axes), source_location{}, options...);      \
  }

template <std::size_t K>
constexpr auto axes_of(int const (&axes)[K]) {
  dims<int(K)> result;
  for (std::size_t k = 0; k < K; ++k) result[int(k)] = axes[k];
  return result;
}

} // namespace detail

/// np.sum, np.prod, np.min (amin), np.max (amax), np.all, np.any, np.mean, np.argmin, np.argmax,
/// np.count_nonzero: (a), (a, axis), (a, {axis, axis}), and behind them the keywords `keepdims`, `where =
/// mask` (of those from sum to mean), `initial = x` (sum, prod, min, max) and `as_dtype<T>` (sum, prod,
/// mean). Throws `axis_error` for an axis out of bounds, `value_error` where nothing is left to take the
/// least or largest of, `shape_error` for a mask that does not fit.
GAMUT_REDUCTION(sum, sum_of_all)
GAMUT_REDUCTION(prod, product_of_all)
GAMUT_REDUCTION(min, least_of_all)
GAMUT_REDUCTION(max, largest_of_all)
GAMUT_REDUCTION(amin, least_of_all)
GAMUT_REDUCTION(amax, largest_of_all)
GAMUT_REDUCTION(all, folded<fn::all>)
GAMUT_REDUCTION(any, folded<fn::any>)
GAMUT_REDUCTION(mean, averaged)
GAMUT_REDUCTION(argmin, located<false>)
GAMUT_REDUCTION(argmax, located<true>)
GAMUT_REDUCTION(count_nonzero, nonzero_counted)

namespace detail {

template <operand E>
bool any_negative(E const& e) {
  if constexpr (scalar<E>)
    return e < E(0);
  else
    return any(e < value_type_t<E>(0));
}

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
