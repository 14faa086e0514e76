// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Fourier transforms (np.fft), of any length, along any axes. A policy transforms the lanes along one axis
// (`transform`); all that NumPy's functions add to that is here. Real operands, in gm::fft::fft as well, cost
// half of what complex ones do.
#pragma once

#include <gamut/functions.hpp>
#include <gamut/keyword.hpp>
#include <gamut/lanes.hpp>
#include <gamut/linalg/stacks.hpp>
#include <gamut/rearrange.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <concepts>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI {

namespace key {
struct axes;
} // namespace key

namespace detail {

/// Several numbers, one for each axis, or `_` for the default: the axes of a transform, its lengths.
class numbers_of_axes {
public:
  constexpr numbers_of_axes(missing_t) {}
  numbers_of_axes(std::initializer_list<extent> values) : given_(true) {
    for (extent const& e : values) values_.push_back(e.value);
  }
  template <std::integral I>
  numbers_of_axes(I value) : numbers_of_axes({extent(value)}) {}
  template <int N>
  numbers_of_axes(dims<N> const& values) : values_(values.begin(), values.end()), given_(true) {}

  bool given() const { return given_; }
  std::vector<index> const& values() const { return values_; }

private:
  std::vector<index> values_;
  bool given_ = false;
};

/// A name that a list of axes is given by: `gm::axes = {0, 1}`.
struct axes_keyword {
  named<key::axes, numbers_of_axes> operator=(numbers_of_axes axes) const { return {std::move(axes)}; }
};

/// How a transform is scaled: "backward" (the inverse by 1 / n, and the default), "ortho" (both by 1 /
/// sqrt(n)) or "forward" (the forward one by 1 / n).
class fft_norm {
public:
  constexpr fft_norm(char const* name) : name_(name) {}
  constexpr fft_norm(missing_t) {}

  void check(source_location where) const {
    if (name_ != "backward" && name_ != "ortho" && name_ != "forward")
      throw value_error(
          message("Invalid norm value ", name_, "; should be \"backward\", \"ortho\" or \"forward\"."),
          where);
  }
  /// What a transform of n points is multiplied by.
  template <class R>
  R factor(index n, bool forward) const {
    R const points = static_cast<R>(n);
    if (name_ == "ortho") return R(1) / std::sqrt(points);
    return forward == (name_ == "forward") ? R(1) / points : R(1);
  }

private:
  std::string_view name_ = "backward";
};

} // namespace detail

inline namespace keywords {
/// `gm::axes = {0, 1}`: the axes of a transform.
inline constexpr detail::axes_keyword axes{};
} // namespace keywords
GAMUT_KEYWORD(norm)

namespace detail {

/// The real dtype that elements are transformed in.
template <class T>
using fft_real = std::conditional_t<(kind<T> < 2), double, computed_in<real_t<T>>>;

/// Complex numbers as pairs of real ones along a last axis: what policies can compute with that have no
/// arithmetic of complex numbers.
template <int N>
constexpr layout<N + 1> as_pairs(layout<N> const& l) {
  layout<N + 1> pairs;
  for (int d = 0; d < N; ++d) pairs.shape[d] = l.shape[d], pairs.strides[d] = 2 * l.strides[d];
  pairs.shape[N] = 2;
  pairs.strides[N] = 1;
  pairs.offset = 2 * l.offset;
  return pairs;
}
template <class P, class R, int N>
auto pairs_at(std::complex<R>* data, layout<N> const& l) {
  return make_view(borrowed<R, P>{reinterpret_cast<R*>(data)}, as_pairs(l));
}
template <class P, class R, int N>
auto pairs_at(std::complex<R> const* data, layout<N> const& l) {
  return make_view(borrowed<R const, P>{reinterpret_cast<R const*>(data)}, as_pairs(l));
}
template <class T, class P>
inline constexpr bool stored_as_pairs = complex_floating<T>&& has_addresses<P> && !addressable<P>;

/// The elements that a layout names become those of another array.
template <class P, class To, class From, int N>
void store(To to, layout<N> const& l, From from, layout<N> const& read) {
  using T = placed<To>;
  using V = placed<From>;
  auto const elements = make_view(borrowed<V const, P>{from}, read);
  if constexpr (!stored_as_pairs<T, P>)
    make_view(borrowed<T, P>{to}, l) = in_dtype<T>(elements);
  else if constexpr (complex_floating<V>) {
    static_assert(std::same_as<T, V>);
    pairs_at<P>(to, l) = pairs_at<P>(from, read);
  } else {
    auto const pairs = pairs_at<P>(to, l);
    pairs(ellipsis, 0) = in_dtype<real_t<T>>(elements);
    pairs(ellipsis, 1) = real_t<T>(0);
  }
}
template <class P, class To, int N>
void store_zeros(To to, layout<N> const& l) {
  using T = placed<To>;
  if constexpr (stored_as_pairs<T, P>)
    pairs_at<P>(to, l) = real_t<T>(0);
  else
    make_view(borrowed<T, P>{to}, l) = T(0);
}
template <class P, class To, class From, int N>
void store_conjugates(To to, layout<N> const& l, From from, layout<N> const& read) {
  using T = placed<To>;
  if constexpr (stored_as_pairs<T, P>) {
    auto const pairs = pairs_at<P>(to, l);
    auto const others = pairs_at<P>(from, read);
    pairs(ellipsis, 0) = others(ellipsis, 0);
    pairs(ellipsis, 1) = -others(ellipsis, 1);
  } else
    make_view(borrowed<T, P>{to}, l) = conj(make_view(borrowed<T const, P>{from}, read));
}

/// What is transformed: elements in memory, the operand's or, of a temporary and of what had to be evaluated,
/// in an array that may be overwritten.
template <class V, int N, class P>
struct fft_operand {
  place_t<V const, P> data;
  layout<N> where;
  ndarray<V, N, P> own;
  bool is_own;

  fft_operand(place_t<V const, P> elements, layout<N> const& l) : data(elements), where(l), is_own(false) {}
  fft_operand(ndarray<V, N, P>&& array)
      : data(array.memory()), where(array.layout()), own(std::move(array)), is_own(true) {}
};
template <class A>
auto fft_operand_of(A&& a, source_location at) {
  using E = std::remove_cvref_t<A>;
  using V = value_type_t<E>;
  using operand = fft_operand<V, ndim_v<E>, policy_t<E>>;
  if constexpr (gives_memory<V, A>)
    return operand(E(std::move(a)));
  else if constexpr (in_memory<V, E>)
    return operand(a.bound().data, a.layout());
  else
    return operand(evaluated(a, at));
}

/// An axis to transform along, and how many points.
struct fft_step {
  int axis;
  index points;
};

/// The elements as T, `count` along an axis: cut there, or filled with zeros.
template <class T, class V, int N, class P>
ndarray<T, N, P> with_points(fft_operand<V, N, P> const& a, int axis, index count, source_location at) {
  dims<N> shape = a.where.shape;
  index const kept = std::min(shape[axis], count);
  shape[axis] = count;
  ndarray<T, N, P> result(shape, at);
  store<P>(result.memory(), axis_part(result.layout(), axis, 0, kept), a.data,
           axis_part(a.where, axis, 0, kept));
  if (kept < count) store_zeros<P>(result.memory(), axis_part(result.layout(), axis, kept, count - kept));
  return result;
}

/// Along one axis, complex numbers to complex numbers.
template <class V, int N, class P, class C = std::complex<fft_real<V>>>
ndarray<C, N, P> complex_step(fft_operand<V, N, P> a, fft_step const& step, fft_norm norm, bool forward,
                              source_location at) {
  auto const factor = norm.factor<real_t<C>>(step.points, forward);
  auto const run = [&](place_t<C const, P> from, ndarray<C, N, P>& to) {
    transform(P{}, lanes_along(to.shape(), step.axis), from, to.memory(), forward, factor);
  };
  if constexpr (std::same_as<V, C>)
    if (a.where.shape[step.axis] == step.points) {
      if (a.is_own) {
        run(a.data, a.own);
        return std::move(a.own);
      }
      if (is_contiguous(a.where)) {
        ndarray<C, N, P> to(a.where.shape, at);
        run(a.data + a.where.offset, to);
        return to;
      }
    }
  auto to = with_points<C>(a, step.axis, step.points, at);
  run(to.memory(), to);
  return to;
}

/// Along one axis, from real numbers to the first half of their spectrum, or from that half to real numbers.
template <bool ToReal, class V, int N, class P>
auto real_step(fft_operand<V, N, P> const& a, fft_step const& step, fft_norm norm, bool forward,
               source_location at) {
  using R = fft_real<V>;
  using C = std::complex<R>;
  using From = std::conditional_t<ToReal, C, R>;
  using To = std::conditional_t<ToReal, R, C>;
  dims<N> shape = a.where.shape;
  index const read = points_stored<From, To>(step.points);
  bool const fits = std::same_as<V, From> && shape[step.axis] == read && is_contiguous(a.where);
  shape[step.axis] = step.points;
  lanes_along const lanes(shape, step.axis);
  shape[step.axis] = points_stored<To, From>(step.points);
  ndarray<To, N, P> to(shape, at);
  auto const run = [&](place_t<From const, P> from) {
    transform(P{}, lanes, from, to.memory(), forward, norm.factor<R>(step.points, forward));
  };
  if constexpr (std::same_as<V, From>)
    if (fits) {
      run(a.data + a.where.offset);
      return to;
    }
  auto const own = with_points<From>(a, step.axis, read, at);
  run(own.memory());
  return to;
}

/// Along several axes from real numbers to half of their spectrum, which is cut along the last of the axes.
template <class V, int N, class P>
auto half_spectrum(fft_operand<V, N, P> const& a, std::span<fft_step const> steps, fft_norm norm,
                   bool forward, source_location at) {
  static_assert(!complex_floating<V>,
                "gamut: the transform takes real numbers (TypeError in NumPy): gm::real(a), or gm::fft::fft");
  auto result = real_step<false>(a, steps.back(), norm, forward, at);
  for (std::size_t i = steps.size() - 1; i-- > 0;)
    result = complex_step(fft_operand(std::move(result)), steps[i], norm, forward, at);
  return result;
}

/// to(k) = conj(from(-k)), where -k counts from the end along the axes of all steps.
template <class P, class To, class From, int N>
void store_mirrored(To to, layout<N> const& l, From from, layout<N> const& read,
                    std::span<fft_step const> steps) {
  if (steps.empty()) return store_conjugates<P>(to, l, from, read);
  int const axis = steps.back().axis;
  index const others = l.shape[axis] - 1;
  steps = steps.first(steps.size() - 1);
  store_mirrored<P>(to, axis_part(l, axis, 0, 1), from, axis_part(read, axis, 0, 1), steps);
  store_mirrored<P>(to, axis_part(l, axis, 1, others), from,
                    flip_axis(axis_part(read, axis, 1, others), axis), steps);
}
/// The whole spectrum of real numbers from its half.
template <class T, int N, class P>
ndarray<T, N, P> whole_spectrum(ndarray<T, N, P> const& half, std::span<fft_step const> steps,
                                source_location at) {
  auto const [axis, points] = steps.back();
  dims<N> shape = half.shape();
  index const stored = shape[axis], missing = points - stored;
  shape[axis] = points;
  ndarray<T, N, P> all(shape, at);
  store<P>(all.memory(), axis_part(all.layout(), axis, 0, stored), half.memory(), half.layout());
  if (missing > 0 && all.size() > 0)
    store_mirrored<P>(all.memory(), axis_part(all.layout(), axis, stored, missing), half.memory(),
                      flip_axis(axis_part(half.layout(), axis, 1, missing), axis),
                      steps.first(steps.size() - 1));
  return all;
}

inline bool all_different(std::span<fft_step const> steps) {
  for (std::size_t i = 0; i < steps.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (steps[i].axis == steps[j].axis) return false;
  return true;
}

/// Along several axes, to complex numbers.
template <class V, int N, class P>
auto spectrum(fft_operand<V, N, P> a, std::span<fft_step const> steps, fft_norm norm, bool forward,
              source_location at) {
  if (steps.empty()) return with_points<std::complex<fft_real<V>>>(a, 0, a.where.shape[0], at);
  if constexpr (!complex_floating<V>)
    if (all_different(steps)) return whole_spectrum(half_spectrum(a, steps, norm, forward, at), steps, at);
  auto result = complex_step(std::move(a), steps.back(), norm, forward, at);
  for (std::size_t i = steps.size() - 1; i-- > 0;)
    result = complex_step(fft_operand(std::move(result)), steps[i], norm, forward, at);
  return result;
}

/// Along several axes from half of a spectrum to real numbers.
template <class V, int N, class P>
auto from_half_spectrum(fft_operand<V, N, P> a, std::span<fft_step const> steps, fft_norm norm, bool forward,
                        source_location at) {
  if (steps.size() == 1) return real_step<true>(a, steps[0], norm, forward, at);
  auto half = complex_step(std::move(a), steps[0], norm, forward, at);
  for (std::size_t i = 1; i + 1 < steps.size(); ++i)
    half = complex_step(fft_operand(std::move(half)), steps[i], norm, forward, at);
  return real_step<true>(fft_operand(std::move(half)), steps.back(), norm, forward, at);
}

enum class fft_kind { complex, from_real, to_real };

/// The transform of a kind. Errors are found before the operand is touched.
template <fft_kind Kind, class A>
auto transformed(A&& a, std::span<fft_step const> steps, fft_norm norm, bool forward, source_location at) {
  for (fft_step const& step : steps)
    if (step.points < 1)
      throw value_error(message("Invalid number of FFT data points (", step.points, ") specified."), at);
  norm.check(at);
  if (Kind != fft_kind::complex && steps.empty())
    throw value_error("at least 1 axis must be transformed", at);
  auto operand = fft_operand_of(std::forward<A>(a), at);
  if constexpr (Kind == fft_kind::complex)
    return spectrum(std::move(operand), steps, norm, forward, at);
  else if constexpr (Kind == fft_kind::from_real)
    return half_spectrum(operand, steps, norm, forward, at);
  else if constexpr (half_floating<value_type_t<A>>)
    return rounded_once<value_type_t<A>>(from_half_spectrum(std::move(operand), steps, norm, forward, at));
  else
    return from_half_spectrum(std::move(operand), steps, norm, forward, at);
}
/// The points of a transform to real numbers of which half a spectrum is given.
template <fft_kind Kind>
constexpr index points_of(index extent) {
  return Kind == fft_kind::to_real ? 2 * (extent - 1) : extent;
}

/// A transform along one axis: `f(a, n, axis, norm)`, with `gm::axis = i` and `gm::norm = "ortho"` in the
/// place of the last two, and `_` where n is the operand's extent. Throws `value_error` for fewer than one
/// point and for another norm, `axis_error`.
template <fft_kind Kind, bool Forward>
struct fft_along_axis {
  template <expression A>
  auto operator()(A&& a, slice::bound n = _, detail::axis_number axis = -1, fft_norm norm = _,
                  source_location where = source_location::current()) const {
    static_assert(ndim_v<A> > 0, "gamut: a number has no axis to transform along (IndexError in NumPy)");
    int const along = normalize_axis(axis, ndim_v<A>, where);
    fft_step const step[] = {{along, n.given ? n.value : points_of<Kind>(a.shape()[along])}};
    return transformed<Kind>(std::forward<A>(a), step, norm, Forward, where);
  }
  template <expression A, keyword_argument... K>
  requires(sizeof...(K) > 0) auto operator()(A&& a, slice::bound n, K const&... options) const {
    takes<key::axis, key::norm>::template check<K...>();
    return (*this)(std::forward<A>(a), n, int(option<key::axis>(-1, options...)),
                   fft_norm(option<key::norm>("backward", options...)), source_location{});
  }
  template <expression A, keyword_argument... K>
  requires(sizeof...(K) > 0) auto operator()(A&& a, K const&... options) const {
    return (*this)(std::forward<A>(a), _, options...);
  }
};

/// A transform along several axes, by default the last two where `Two`, else all: `f(a, s, axes, norm)`, with
/// `gm::axes = {i, j}` and `gm::norm = "ortho"` in the place of the last two. `s` has the points along each
/// of the axes, -1 for the operand's extent; alone, it is of the last axes. Throws as those along one axis.
template <fft_kind Kind, bool Forward, bool Two>
struct fft_along_axes {
  template <expression A>
  auto operator()(A&& a, numbers_of_axes const& s = _, numbers_of_axes const& axes = _, fft_norm norm = _,
                  source_location where = source_location::current()) const {
    constexpr int N = ndim_v<A>;
    static_assert(N > 0, "gamut: a number has no axis to transform along");
    index const count = axes.given() ? index(axes.values().size())
                        : Two        ? 2
                        : s.given()  ? index(s.values().size())
                                     : N;
    if (s.given() && index(s.values().size()) != count)
      throw value_error("Shape and axes have different lengths.", where);
    std::vector<fft_step> steps;
    for (index i = 0; i < count; ++i) {
      int const along = normalize_axis(axes.given() ? axes.values()[std::size_t(i)] : i - count, N, where);
      index const extent = a.shape()[along], asked = s.given() ? s.values()[std::size_t(i)] : -1;
      index const points = !s.given() && i + 1 == count ? points_of<Kind>(extent) : extent;
      steps.push_back({along, asked == -1 ? points : asked});
    }
    return transformed<Kind>(std::forward<A>(a), steps, norm, Forward, where);
  }
  template <expression A, keyword_argument... K>
  requires(sizeof...(K) > 0) auto operator()(A&& a, numbers_of_axes const& s, K const&... options) const {
    takes<key::axes, key::norm>::template check<K...>();
    return (*this)(std::forward<A>(a), s, option<key::axes>(numbers_of_axes(_), options...),
                   fft_norm(option<key::norm>("backward", options...)), source_location{});
  }
  template <expression A, keyword_argument... K>
  requires(sizeof...(K) > 0) auto operator()(A&& a, K const&... options) const {
    return (*this)(std::forward<A>(a), numbers_of_axes(_), options...);
  }
};

/// The elements moved on by half of each axis, backward where not `Forward`.
template <bool Forward, class A>
auto fft_shifted(A const& a, numbers_of_axes const& axes, source_location where) {
  using P = policy_t<A>;
  using T = value_type_t<A>;
  constexpr int N = ndim_v<A>;
  dims<N> const shape = a.shape();
  dims<N> by;
  auto const shift = [&](index axis) {
    int const d = normalize_axis(axis, N, where);
    by[d] += Forward ? shape[d] / 2 : -(shape[d] / 2);
  };
  if (axes.given())
    std::for_each(axes.values().begin(), axes.values().end(), shift);
  else
    for (int d = 0; d < N; ++d) shift(d);
  if constexpr (stored_as_pairs<T, P>) {
    auto const own = matrix_operand<T>(a, where);
    ndarray<T, N, P> result(shape, where);
    dims<N + 1> pairs_by;
    for (int d = 0; d < N; ++d) pairs_by[d] = shape[d] == 0 ? 0 : (by[d] % shape[d] + shape[d]) % shape[d];
    assign_rolled<real_t<T>, P>(reinterpret_cast<real_t<T>*>(result.data()), as_pairs(result.layout()),
                                pairs_at<P>(own.bound().data, own.layout()), pairs_by, 0);
    return result;
  } else
    return rolled(a, by, where);
}

/// The frequencies of the points of a transform, in their order.
struct frequency {
  index positive;
  index points;
  double step;
  GAMUT_HD constexpr double operator()(index i) const {
    return static_cast<double>(i < positive ? i : i - points) * step;
  }
};
template <class P>
auto frequencies(index n, double d, index count, index positive, source_location where) {
  if (n < 1) throw value_error(message("Invalid number of FFT data points (", n, ") specified."), where);
  return generate<P>(count, frequency{positive, n, 1 / (static_cast<double>(n) * d)}, where);
}

} // namespace detail

namespace fft {

/// The discrete Fourier transform along an axis and its inverse, `f(a, n = _, axis = -1, norm = "backward")`:
/// the first n elements, or with zeros behind them (np.fft.fft, np.fft.ifft). complex128, of 16 and 32 bits
/// complex64. As for all of these, a temporary of that dtype gives its memory.
inline constexpr detail::fft_along_axis<detail::fft_kind::complex, true> fft{};
inline constexpr detail::fft_along_axis<detail::fft_kind::complex, false> ifft{};
/// The transform of real numbers, of which the first n / 2 + 1 are kept, as the others are their conjugates,
/// and its inverse, `n` points of which are 2 (m - 1) for m given ones (np.fft.rfft, np.fft.irfft).
inline constexpr detail::fft_along_axis<detail::fft_kind::from_real, true> rfft{};
inline constexpr detail::fft_along_axis<detail::fft_kind::to_real, false> irfft{};
/// The transform of numbers whose spectrum is real, from their first half, and its inverse (np.fft.hfft,
/// np.fft.ihfft).
inline constexpr detail::fft_along_axis<detail::fft_kind::to_real, true> hfft{};
inline constexpr detail::fft_along_axis<detail::fft_kind::from_real, false> ihfft{};

/// The same along two axes, the last ones, `f(a, s = _, axes = {-2, -1}, norm = "backward")` (np.fft.fft2,
/// ifft2, rfft2, irfft2). Of real transforms the last of the axes is cut.
inline constexpr detail::fft_along_axes<detail::fft_kind::complex, true, true> fft2{};
inline constexpr detail::fft_along_axes<detail::fft_kind::complex, false, true> ifft2{};
inline constexpr detail::fft_along_axes<detail::fft_kind::from_real, true, true> rfft2{};
inline constexpr detail::fft_along_axes<detail::fft_kind::to_real, false, true> irfft2{};
/// The same along all axes, or some, `f(a, s = _, axes = _, norm = "backward")` (np.fft.fftn, ifftn, rfftn,
/// irfftn).
inline constexpr detail::fft_along_axes<detail::fft_kind::complex, true, false> fftn{};
inline constexpr detail::fft_along_axes<detail::fft_kind::complex, false, false> ifftn{};
inline constexpr detail::fft_along_axes<detail::fft_kind::from_real, true, false> rfftn{};
inline constexpr detail::fft_along_axes<detail::fft_kind::to_real, false, false> irfftn{};

/// The frequencies of a transform of n points that are `d` apart (np.fft.fftfreq). Throws `value_error` for
/// fewer than one.
template <policy P = default_policy>
auto fftfreq(index n, double d = 1, source_location where = source_location::current()) {
  return detail::frequencies<P>(n, d, n, (n + 1) / 2, where);
}
/// Those of the transform of real numbers (np.fft.rfftfreq).
template <policy P = default_policy>
auto rfftfreq(index n, double d = 1, source_location where = source_location::current()) {
  return detail::frequencies<P>(n, d, n / 2 + 1, n / 2 + 1, where);
}

/// A spectrum with frequency zero in the middle of all axes, or of some (np.fft.fftshift).
template <expression A>
auto fftshift(A const& a, detail::numbers_of_axes const& axes = _,
              source_location where = source_location::current()) {
  return detail::fft_shifted<true>(a, axes, where);
}
/// The inverse of fftshift (np.fft.ifftshift).
template <expression A>
auto ifftshift(A const& a, detail::numbers_of_axes const& axes = _,
               source_location where = source_location::current()) {
  return detail::fft_shifted<false>(a, axes, where);
}

} // namespace fft
} // namespace gamut::inline GAMUT_ABI
