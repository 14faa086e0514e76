// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Statistics over all axes, one or several: var, std, ptp, average, cov, corrcoef, mean_var, and the
// reductions that pass over nan. All are written on the folds of reduce.hpp; masks, casts and distances from
// the mean are fused into them.
#pragma once

#include <gamut/create.hpp>
#include <gamut/functions.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/operators.hpp>
#include <gamut/products.hpp>
#include <gamut/reduce.hpp>

#include <limits>
#include <tuple>

namespace gamut::inline GAMUT_ABI {

namespace detail {

/// Nan, as a constant that kernels can read.
template <class T>
inline constexpr T nothing = std::numeric_limits<T>::quiet_NaN();
template <class T>
inline constexpr std::complex<T> nothing<std::complex<T>>{nothing<T>, nothing<T>};

} // namespace detail

namespace fn {

/// The fold of fmin and fmax: nan is passed over, and left where there is nothing else.
template <bool Largest>
struct best_number {
  static constexpr char const* needs_elements =
      Largest ? "zero-size array to reduction operation fmax which has no identity"
              : "zero-size array to reduction operation fmin which has no identity";
  template <class T>
  using accumulator = T;
  template <class A>
  GAMUT_HD static constexpr A identity() {
    return detail::nothing<A>;
  }
  template <class A>
  GAMUT_HD GAMUT_INLINE static constexpr auto body(A const& x, A const& y) {
    if constexpr (Largest)
      return math::body_of_fmax(x, y);
    else
      return math::body_of_fmin(x, y);
  }
};

} // namespace fn

namespace detail {

/// What was computed in float32 of elements of 16 bits, in their dtype, unless another was asked for.
template <class T, class... O, class R>
auto rounded_back(R&& result) {
  if constexpr (given<key::dtype, O...>)
    return std::forward<R>(result);
  else if constexpr (expression<R>)
    return rounded_once<T>(result);
  else
    return std::apply([](auto const&... item) { return std::tuple(rounded_once<T>(item)...); }, result);
}

/// Two sums at once.
template <class T, class R>
struct moments {
  T sum;
  R squares;
};

/// |x|^2 of an element.
template <class T>
GAMUT_HD GAMUT_INLINE constexpr auto squared_size(T const& x) {
  if constexpr (complex_floating<T>)
    return math::plus(math::times(x.real(), x.real()), math::times(x.imag(), x.imag()));
  else
    return math::times(x, x);
}

} // namespace detail

namespace fn {

/// |x|^2, real.
struct squared_size {
  using rule = gamut::rule::as_given;
  template <class T>
  requires complex_floating<T> GAMUT_HD GAMUT_INLINE static constexpr auto body(T const& x) {
    return detail::squared_size(x);
  }
  template <class X>
  requires(!complex_floating<X>) GAMUT_HD GAMUT_INLINE static constexpr auto body(X const& x)
      -> decltype(math::times(x, x)) {
    return math::times(x, x);
  }
};
/// An element and its square.
struct both_moments {
  using rule = gamut::rule::as_given;
  template <class T>
  GAMUT_HD GAMUT_INLINE static constexpr detail::moments<T, real_t<T>> body(T const& x) {
    return {x, detail::squared_size(x)};
  }
};
struct add_moments {
  static constexpr bool rounds = true;
  template <class M>
  GAMUT_HD static constexpr M identity() {
    return {};
  }
  template <class M>
  GAMUT_HD GAMUT_INLINE static constexpr M body(M const& x, M const& y) {
    return {math::plus(x.sum, y.sum), math::plus(x.squares, y.squares)};
  }
};
/// The mean: where the sums were taken from, and the mean distance from there.
struct mean_of_moments {
  using rule = gamut::rule::as_given;
  template <class T, class M, class R>
  GAMUT_HD static constexpr T body(T const& from, M const& m, R const& count) {
    return math::plus(from, T(m.sum / count));
  }
};
/// The variance: the mean square distance, less the square of the mean distance.
struct variance_of_moments {
  using rule = gamut::rule::as_given;
  template <class M, class R>
  GAMUT_HD static constexpr R body(M const& m, R const& count, R const& divisor) {
    R const rest = math::minus(m.squares, detail::squared_size(m.sum) / count);
    return (rest < R(0) ? R(0) : rest) / divisor;
  }
};

} // namespace fn

namespace detail {

/// The mean square distance from the mean of the elements where the mask is true, in dtype `T`; the divisor
/// is their number less `ddof`. In two passes, as NumPy's: the mean must be known first.
template <class T, bool Keep, class E, int K, class Mask>
auto variance_of(E const& e, dims<K> const& axes, Mask const& mask, double ddof, bool none_is_nan,
                 source_location where) {
  using R = real_t<T>;
  auto const mean = mean_of<T, true>(e, axes, mask, where);
  auto const distance = make_map<fn::subtract>(in_dtype<T>(e), mean);
  auto const squares = make_map<fn::squared_size>(distance);
  auto result = fold_axes<fn::sum, Keep>(masked<R>(squares, mask, R(0), where), axes, where);
  auto const count = counted<Keep>(e, axes, mask, where);
  if constexpr (std::same_as<Mask, no_mask>) {
    double const divisor = double(count) - ddof;
    becomes<fn::divide>(result, static_cast<R>(divisor > 0 ? divisor : 0.));
  } else {
    auto const divisor = make_map<fn::maximum>(make_map<fn::subtract>(as_row(count), ddof), 0.);
    double const of_none = none_is_nan ? std::numeric_limits<double>::quiet_NaN() : 0.;
    becomes<fn::divide>(result, make_map<fn::where>(divisor > 0., divisor, of_none));
  }
  return result;
}

/// The mask of what is no nan, and of the caller's mask.
template <class E, class... O>
auto mask_of_numbers(E const& e, O const&... options) {
  using Mask = std::remove_cvref_t<decltype(mask_of(options...))>;
  if constexpr (kind<value_type_t<E>> < 2) {
    if constexpr (std::same_as<Mask, no_mask>)
      return no_mask{};
    else
      return keep(mask_of(options...));
  } else {
    auto numbers = make_map<fn::logical_not>(make_map<fn::isnan>(keep(e)));
    if constexpr (std::same_as<Mask, no_mask>)
      return numbers;
    else {
      check_mask(e, mask_of(options...), {});
      return make_map<fn::logical_and>(std::move(numbers), keep(mask_of(options...)));
    }
  }
}

/// ddof, which a person writes as an integer or not.
template <class... O>
double ddof_of(O const&... options) {
  return double(option<key::ddof>(0, options...));
}

/// var and std, and nanvar and nanstd.
template <bool Root, bool Numbers>
struct spread {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    takes<key::keepdims, key::dtype, key::where, key::ddof>::template check<O...>();
    if constexpr (computation<E>)
      return with(evaluated(e, where), axes, where, options...);
    else if constexpr (half_floating<value_type_t<E>>)
      return rounded_back<value_type_t<E>, O...>(with(in_dtype<float>(e), axes, where, options...));
    else {
      using T = mean_dtype<dtype_option_t<value_type_t<E>, O...>>;
      constexpr bool keeps = given<key::keepdims, O...>;
      auto const mask = [&]() -> decltype(auto) {
        if constexpr (Numbers)
          return mask_of_numbers(e, options...);
        else
          return mask_of(options...);
      };
      auto result = variance_of<T, keeps>(e, axes, mask(), ddof_of(options...), Numbers, where);
      if constexpr (Root) becomes<fn::sqrt>(result);
      return result;
    }
  }
};

/// nansum, nanprod: the fold of what is no nan, which stands for the neutral element.
template <class F>
struct folded_numbers {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    takes<key::keepdims, key::dtype, key::where, key::initial>::template check<O...>();
    if constexpr (computation<E>)
      return with(evaluated(e, where), axes, where, options...);
    else if constexpr (half_floating<value_type_t<E>>)
      return rounded_back<value_type_t<E>, O...>(with(in_dtype<float>(e), axes, where, options...));
    else if constexpr (kind<value_type_t<E>> < 2)
      return folded<F, key::dtype, key::initial>::with(e, axes, where, options...);
    else {
      using T = value_type_t<E>;
      T const neutral = F::template identity<T>();
      return folded<F, key::dtype, key::initial>::with(
          make_map<fn::where>(make_map<fn::isnan>(keep(e)), constant<T>(neutral), keep(e)), axes, where,
          options...);
    }
  }
};
struct averaged_numbers {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    takes<key::keepdims, key::dtype, key::where>::template check<O...>();
    if constexpr (computation<E>)
      return with(evaluated(e, where), axes, where, options...);
    else if constexpr (half_floating<value_type_t<E>>)
      return rounded_back<value_type_t<E>, O...>(with(in_dtype<float>(e), axes, where, options...));
    else {
      using T = dtype_option_t<mean_dtype<value_type_t<E>>, O...>;
      return mean_of<T, given<key::keepdims, O...>>(e, axes, mask_of_numbers(e, options...), where);
    }
  }
};

template <class T, bool Largest>
struct best_fold {
  using type = std::conditional_t<Largest, fn::max, fn::min>;
};
template <class T, bool Largest>
requires(kind<T> >= 2) struct best_fold<T, Largest> {
  using type = fn::best_number<Largest>;
};
/// nanmin, nanmax; nan where there is nothing else.
template <bool Largest>
struct best_of_numbers {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    using F = typename best_fold<value_type_t<E>, Largest>::type;
    return folded<F, key::initial>::with(e, axes, where, options...);
  }
};
/// nanargmin, nanargmax.
template <bool Largest>
struct located_number {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    using T = value_type_t<E>;
    if constexpr (computation<E>)
      return with(evaluated(e, where), axes, where, options...);
    else if constexpr (half_floating<T>)
      return with(in_dtype<float>(e), axes, where, options...);
    else if constexpr (kind<T> < 2)
      return located<Largest>::with(e, axes, where, options...);
    else {
      auto const nans = make_map<fn::isnan>(keep(e));
      T const worst = Largest ? lowest<T> : highest<T>;
      reduction<ndim_v<E>, K> const plan(e.shape(), axes, where);
      if (plan.count > 0 && bool(any(fold_axes<fn::all, false>(nans, axes, where))))
        throw value_error("All-NaN slice encountered", where);
      return located<Largest>::with(make_map<fn::where>(nans, constant<T>(worst), keep(e)), axes, where,
                                    options...);
    }
  }
};

/// ptp: from the least to the largest.
struct peak_to_peak {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    takes<key::keepdims>::template check<O...>();
    if constexpr (computation<E>)
      return with(evaluated(e, where), axes, where, options...);
    else if constexpr (half_floating<value_type_t<E>>)
      return rounded_back<value_type_t<E>, O...>(with(in_dtype<float>(e), axes, where, options...));
    else {
      auto result = largest_of_all::with(e, axes, where, options...);
      becomes<fn::subtract>(result, least_of_all::with(e, axes, where, options...));
      return result;
    }
  }
};

/// mean_var: both moments of the distances from the first element, in one pass.
struct both_moments_of {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    takes<key::keepdims, key::dtype, key::ddof>::template check<O...>();
    if constexpr (computation<E>)
      return with(evaluated(e, where), axes, where, options...);
    else if constexpr (half_floating<value_type_t<E>>)
      return rounded_back<value_type_t<E>, O...>(with(in_dtype<float>(e), axes, where, options...));
    else {
      using P = policy_t<E>;
      using T = mean_dtype<dtype_option_t<value_type_t<E>, O...>>;
      using R = real_t<T>;
      using M = moments<T, R>;
      constexpr int n = ndim_v<E>;
      reduction<n, K> const plan(e.shape(), axes, where);
      auto const shape = result_shape<given<key::keepdims, O...>>(plan);
      ndarray<T, n, P> from(plan.with_ones, where);
      if (plan.count > 0) {
        auto const first = relayout(in_dtype<T>(e), [&](auto const& l) {
          return layout<n>{plan.with_ones, l.strides, l.offset};
        });
        from = make_map<fn::where>(make_map<fn::isfinite>(first), first, constant<T>(T(0)));
      } else
        from = T(std::numeric_limits<R>::quiet_NaN());
      typename storage_of<M, shape.size(), P>::type sums(shape, product(shape));
      auto const distances = make_map<fn::subtract>(in_dtype<T>(e), from);
      if (plan.count > 0)
        fold_into<fn::add_moments, P>(sums.data(), plan, make_map<fn::both_moments>(distances), where);
      ndarray<T, shape.size(), P> mean(shape, where);
      ndarray<R, shape.size(), P> variance(shape, where);
      auto const all = make_view(borrowed<M const, P>{sums.data()}, row_major_layout(shape));
      auto const start = make_view(borrowed<T const, P>{from.memory()}, row_major_layout(shape));
      if (plan.count == 0) {
        mean = start;
        variance = R(std::numeric_limits<R>::quiet_NaN());
        return std::tuple(std::move(mean), std::move(variance));
      }
      double const divisor = double(plan.count) - ddof_of(options...);
      auto const count = constant<R>(static_cast<R>(plan.count));
      mean = make_map<fn::mean_of_moments>(start, all, count);
      variance = make_map<fn::variance_of_moments>(all, count,
                                                   constant<R>(static_cast<R>(divisor > 0 ? divisor : 0.)));
      return std::tuple(std::move(mean), std::move(variance));
    }
  }
};

/// Weights seen with the shape of what is averaged: they have that shape, or an axis for each averaged one.
template <class E, class W, int K>
auto weights_over(E const& e, W const& w, dims<K> const& axes, source_location where) {
  constexpr int n = ndim_v<E>, m = ndim_v<W>;
  static_assert(m == n || m == K,
                "gamut: the weights have the shape of the array, or an axis for each axis that is averaged");
  auto const flags = axis_flags<n>(axes, where);
  auto const shape = w.shape();
  if constexpr (m == n) {
    if (shape == e.shape()) return relayout(keep(w), [](auto const& l) { return l; });
  }
  dims<n> from; // the axis of the weights that lies along each axis
  bool fits = m == K;
  for (int d = 0; d < n; ++d) from[d] = -1;
  for (int k = 0; k < K && fits; ++k) {
    int const d = normalize_axis(axes[k], n, where);
    from[d] = k;
    fits = k < m && shape[k < m ? k : 0] == e.shape()[d];
  }
  if (!fits)
    throw shape_error("Shape of weights must be consistent with shape of a along specified axis.", where);
  return relayout(keep(w), [&](auto const& l) {
    layout<n> wide{e.shape(), {}, l.offset};
    for (int d = 0; d < n; ++d)
      if (flags.named[d]) wide.strides[d] = l.strides[int(from[d])];
    return wide;
  });
}

/// average.
struct weighted_mean {
  template <class E, int K, class... O>
  static auto with(E const& e, dims<K> const& axes, source_location where, O const&... options) {
    takes<key::keepdims, key::weights, key::returned>::template check<O...>();
    constexpr bool keeps = given<key::keepdims, O...>;
    auto const answer = [](auto average, [[maybe_unused]] auto weights) {
      if constexpr (given<key::returned, O...>)
        return std::tuple(std::move(average), std::move(weights));
      else
        return average;
    };
    if constexpr (computation<E>)
      return with(evaluated(e, where), axes, where, options...);
    else if constexpr (half_floating<value_type_t<E>>)
      return rounded_back<value_type_t<E>, O...>(with(in_dtype<float>(e), axes, where, options...));
    else if constexpr (!given<key::weights, O...>) {
      using T = mean_dtype<value_type_t<E>>;
      auto average = mean_of<T, keeps>(e, axes, no_mask{}, where);
      auto count = evaluated(make_map<fn::add>(make_map<fn::multiply>(average, T(0)),
                                               T(real_t<T>(counted<keeps>(e, axes, no_mask{}, where)))));
      return answer(std::move(average), std::move(count));
    } else {
      auto const& w = option<key::weights>(no_mask{}, options...);
      using W = std::remove_cvref_t<decltype(w)>;
      using A = value_type_t<E>;
      using B = promote_t<A, value_type_t<W>>;
      using T = std::conditional_t<(kind<A> < 2), promote_t<B, double>, B>;
      auto const wide = weights_over(e, w, axes, where);
      auto weights = fold_axes<fn::sum, keeps>(in_dtype<T>(wide), axes, where);
      if (bool(any(make_map<fn::equal>(weights, T(0)))))
        throw value_error("Weights sum to zero, can't be normalized", where);
      auto average = fold_axes<fn::sum, keeps>(
          in_dtype<T>(make_map<fn::multiply>(in_dtype<T>(e), in_dtype<T>(wide))), axes, where);
      becomes<fn::divide>(average, weights);
      return answer(std::move(average), std::move(weights));
    }
  }
};

using variance_rule = spread<false, false>;
using deviation_rule = spread<true, false>;
using variance_of_numbers = spread<false, true>;
using deviation_of_numbers = spread<true, true>;

} // namespace detail

/// np.var, np.std, np.ptp, np.average, and np.nansum, np.nanprod, np.nanmin, np.nanmax, np.nanmean,
/// np.nanvar, np.nanstd, np.nanargmin, np.nanargmax: (a), (a, axis), (a, {axis, axis}), and behind them the
/// keywords `keepdims`, `where = mask`, `as_dtype<T>`, `initial = x` as NumPy has them, `ddof = n` of var and
/// std, `weights = w` and `returned` of average. Where there are only nans, the least, the largest and the
/// mean are nan, and their place is a `value_error`; so are weights whose sum is zero. Throws `axis_error`
/// for an axis out of bounds, `shape_error` for a mask or for weights that do not fit.
GAMUT_REDUCTION(var, variance_rule)
GAMUT_REDUCTION(std, deviation_rule)
/// What the member `a.std()` calls: a member function `std` would hide the namespace.
GAMUT_REDUCTION(standard_deviation, deviation_rule)
GAMUT_REDUCTION(nanvar, variance_of_numbers)
GAMUT_REDUCTION(nanstd, deviation_of_numbers)
GAMUT_REDUCTION(nansum, folded_numbers<fn::sum>)
GAMUT_REDUCTION(nanprod, folded_numbers<fn::prod>)
GAMUT_REDUCTION(nanmean, averaged_numbers)
GAMUT_REDUCTION(nanmin, best_of_numbers<false>)
GAMUT_REDUCTION(nanmax, best_of_numbers<true>)
GAMUT_REDUCTION(nanargmin, located_number<false>)
GAMUT_REDUCTION(nanargmax, located_number<true>)
GAMUT_REDUCTION(ptp, peak_to_peak)
GAMUT_REDUCTION(average, weighted_mean)

/// gm::mean_var(x): the mean and the variance as a tuple, in one pass over memory, with `keepdims`, `ddof =
/// n` and `as_dtype<T>`. In NumPy, `np.mean(x), np.var(x)`, which read x three times. The sums are of the
/// distances from the first element (Chan, Golub and LeVeque, "Algorithms for computing the sample variance",
/// 1983), and pairwise: as exact as two passes unless that element is further from the mean than the others
/// by orders of magnitude.
GAMUT_REDUCTION(mean_var, both_moments_of)

namespace detail {

/// Variables as rows of floating elements: those of `m`, and below them those of `y`.
template <class T, class M>
auto variables(M const& m, bool rows, source_location where) {
  static_assert(ndim_v<M> <= 2 && ndim_v<M> >= 1, "gamut: m has more than 2 dimensions");
  using P = policy_t<M>;
  if constexpr (ndim_v<M> == 1)
    return ndarray<T, 2, P>(relayout(in_dtype<T>(m), [](auto const& l) { return insert_axis(l, 0); }), where);
  else if (rows)
    return ndarray<T, 2, P>(in_dtype<T>(m), where);
  else
    return ndarray<T, 2, P>(relayout(in_dtype<T>(m), [](auto const& l) { return reverse_axes(l); }), where);
}

template <class W>
void check_covariance_weights(W const& w, char const* name, index observations, source_location where) {
  static_assert(ndim_v<W> == 1, "gamut: cannot handle multidimensional fweights or aweights");
  if (w.shape()[0] != observations)
    throw value_error(message("incompatible numbers of samples and ", name), where);
  if (bool(any(make_map<fn::less>(w, value_type_t<W>(0)))))
    throw value_error(message(name, " cannot be negative"), where);
}

/// The covariance of the rows of `x`, which it centres.
template <class T, class P, class... O>
auto covariance(ndarray<T, 2, P> x, source_location where, O const&... options) {
  using R = real_t<T>;
  constexpr bool frequent = given<key::fweights, O...>, important = given<key::aweights, O...>;
  index const observations = x.shape()[1];
  bool const biased = bool(option<key::bias>(false, options...));
  double const ddof = double(option<key::ddof>(biased ? 0 : 1, options...));
  ndarray<R, 1, P> weights;
  double divisor = double(observations) - ddof;
  auto const mean = [&] {
    if constexpr (!frequent && !important)
      return mean_of<T, true>(x, shape_of(1), no_mask{}, where);
    else {
      if constexpr (frequent) {
        auto const& f = option<key::fweights>(no_mask{}, options...);
        static_assert(integer<value_type_t<decltype(f)>>, "gamut: fweights are integers");
        check_covariance_weights(f, "fweights", observations, where);
        weights = in_dtype<R>(f);
      }
      if constexpr (important) {
        auto const& a = option<key::aweights>(no_mask{}, options...);
        check_covariance_weights(a, "aweights", observations, where);
        if constexpr (frequent)
          weights *= in_dtype<R>(a);
        else
          weights = in_dtype<R>(a);
      }
      double const total = double(R(sum(weights)));
      if (total == 0) throw value_error("Weights sum to zero, can't be normalized", where);
      if constexpr (!important)
        divisor = total - ddof;
      else {
        auto const& a = option<key::aweights>(no_mask{}, options...);
        divisor = ddof == 0 ? total
                            : total - ddof * double(R(sum(make_map<fn::multiply>(weights, in_dtype<R>(a))))) /
                                          total;
      }
      auto result = fold_axes<fn::sum, true>(make_map<fn::multiply>(x, weights), shape_of(1), where);
      result /= R(total);
      return result;
    }
  }();
  x -= mean;
  if (divisor < 0) divisor = 0; // NumPy warns, and divides by zero
  auto const transposed = [&] {
    if constexpr (complex_floating<T>)
      return evaluated(relayout(make_map<fn::conjugate>(x), [](auto const& l) { return reverse_axes(l); }));
    else
      return x.T();
  }();
  ndarray<T, 2, P> const other = [&] {
    if constexpr (frequent || important)
      return ndarray<T, 2, P>(make_map<fn::multiply>(x, weights));
    else
      return ndarray<T, 2, P>();
  }();
  ndarray<T, 2, P> result;
  if constexpr (frequent || important)
    result = matmul(other, transposed, where);
  else
    result = matmul(x, transposed, where);
  result *= R(1 / divisor);
  return result;
}

template <class M, class... O>
auto covariance_matrix(source_location where, M const& m, O const&... options) {
  takes<key::rowvar, key::bias, key::ddof, key::fweights, key::aweights>::template check<O...>();
  using T = promote_t<value_type_t<M>, double>;
  return covariance(variables<T>(m, bool(option<key::rowvar>(true, options...)), where), where, options...);
}
template <class M, class Y, class... O>
auto covariance_of_two(source_location where, M const& m, Y const& y, O const&... options) {
  takes<key::rowvar, key::bias, key::ddof, key::fweights, key::aweights>::template check<O...>();
  using T = promote_t<promote_t<value_type_t<M>, value_type_t<Y>>, double>;
  bool const rows = bool(option<key::rowvar>(true, options...));
  auto const a = variables<T>(m, rows, where);
  auto const b = variables<T>(y, rows, where);
  if (a.shape()[1] != b.shape()[1])
    throw shape_error(message("all the input array dimensions except for the concatenation axis must match "
                              "exactly, but there are ",
                              a.shape()[1], " and ", b.shape()[1], " observations"),
                      where);
  ndarray<T, 2, typename common_policy<policy_t<M>, policy_t<Y>>::type> both(
      shape_of(a.shape()[0] + b.shape()[0], a.shape()[1]), where);
  both(slice(a.shape()[0]), _) = a;
  both(slice(a.shape()[0], _), _) = b;
  return covariance(std::move(both), where, options...);
}
/// Of one variable given as a vector, a number.
template <class M, class C>
auto of_one_variable(C const& c) {
  if constexpr (ndim_v<M> == 1)
    return evaluated(c(0, ellipsis)(0, ellipsis));
  else
    return c;
}

/// Covariances over the deviations.
template <class C>
auto normalised(C c) {
  using T = value_type_t<C>;
  using R = real_t<T>;
  ndarray<R, 1, policy_t<C>> const deviations = make_map<fn::sqrt>(make_map<fn::real>(diagonal(c)));
  c /= deviations(_, newaxis);
  c /= deviations;
  if constexpr (complex_floating<T>)
    c = make_map<fn::clip>(make_map<fn::real>(c), R(-1), R(1)) +
        make_map<fn::clip>(make_map<fn::imag>(c), R(-1), R(1)) * T(0, 1);
  else
    c = make_map<fn::clip>(c, R(-1), R(1));
  return c;
}

} // namespace detail

/// The covariance matrix of variables, one in each row (np.cov); of a vector, its variance, a 0-d array.
/// Keywords: `rowvar = false` for one in each column, `bias = true` for ddof 0, `ddof = n`, `fweights = f`
/// and `aweights = w` for observations that count several times, or more. Throws `value_error` for weights
/// that do not fit, or are negative.
template <expression M, keyword_argument... O>
auto cov(M const& m, O const&... options) {
  return detail::of_one_variable<M>(detail::covariance_matrix({}, m, options...));
}
/// The same of the variables of `m` and those of `y` (np.cov(m, y)).
/// Throws `shape_error` where their numbers of observations differ.
template <expression M, expression Y, keyword_argument... O>
auto cov(M const& m, Y const& y, O const&... options) {
  return detail::covariance_of_two({}, m, y, options...);
}
/// The correlation coefficients of variables, one in each row (np.corrcoef), with the keyword `rowvar`; of
/// one vector, 1.
template <expression M, keyword_argument... O>
auto corrcoef(M const& m, O const&... options) {
  detail::takes<key::rowvar>::template check<O...>();
  auto const c = cov(m, options...);
  if constexpr (ndim_v<M> == 1)
    return detail::evaluated(make_map<fn::divide>(c, c)); // nan of a constant
  else
    return detail::normalised(c);
}
template <expression M, expression Y, keyword_argument... O>
auto corrcoef(M const& m, Y const& y, O const&... options) {
  detail::takes<key::rowvar>::template check<O...>();
  return detail::normalised(detail::covariance_of_two({}, m, y, options...));
}

} // namespace gamut::inline GAMUT_ABI
