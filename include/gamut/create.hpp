// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// New arrays: of given values, of one value, of evenly spaced numbers, of a function of the indices. The
// dtype is the first template argument, the policy the last: `zeros<float, device>({n, m})`.
#pragma once

#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/operators.hpp>
#include <gamut/parse.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI {

/// An array under another policy: its elements copied there (cupy.asarray, cupy.asnumpy). An expression is
/// evaluated where it lives, then copied.
template <policy To, expression E>
auto to(E&& e, source_location where = source_location::current()) {
  using A = std::remove_cvref_t<E>;
  using P = policy_t<E>;
  using result_type = ndarray<value_type_t<E>, ndim_v<E>, To>;
  if constexpr (std::same_as<A, result_type>)
    return result_type(std::forward<E>(e));
  else if constexpr (std::same_as<To, P> || std::is_void_v<P>)
    return result_type(e, where);
  else if constexpr (!detail::is_ndarray<A>)
    return to<To>(detail::evaluated(e, where), where);
  else {
    result_type result(e.shape(), where);
    std::size_t const bytes = std::size_t(e.size()) * sizeof(value_type_t<E>);
    if (bytes == 0) return result;
    if constexpr (std::same_as<To, host>)
      copy_to_host(P{}, result.data(), e.memory(), bytes);
    else
      copy_from_host(To{}, result.memory(), e.data(), bytes);
    return result;
  }
}

// Every function that takes a shape takes it three ways: in braces, as arguments, as the shape of another
// array.
#define GAMUT_CREATION(name)                                                                                 \
  template <dtype T = double, policy P = default_policy, std::size_t N>                                      \
  ndarray<T, int(N), P> name(extent const(&shape)[N], source_location where = source_location::current()) {  \
    return name<T, P>(detail::to_dims(shape), where);                                                        \
  }                                                                                                          \
  template <dtype T = double, policy P = default_policy, std::integral... I>                                 \
  ndarray<T, int(sizeof...(I)), P> name(I... shape) {                                                        \
    return name<T, P>(shape_of(shape...), source_location{});                                                \
  }

/// An array whose elements are not initialised (np.empty).
template <dtype T = double, policy P = default_policy, int N>
ndarray<T, N, P> empty(dims<N> const& shape, source_location where = source_location::current()) {
  return ndarray<T, N, P>(shape, where);
}
/// An array of zeros (np.zeros).
template <dtype T = double, policy P = default_policy, int N>
ndarray<T, N, P> zeros(dims<N> const& shape, source_location where = source_location::current()) {
  return {shape, constant<T>(T(0)), where};
}
/// An array of ones (np.ones).
template <dtype T = double, policy P = default_policy, int N>
ndarray<T, N, P> ones(dims<N> const& shape, source_location where = source_location::current()) {
  return {shape, constant<T>(T(1)), where};
}
GAMUT_CREATION(empty)
GAMUT_CREATION(zeros)
GAMUT_CREATION(ones)
#undef GAMUT_CREATION

namespace detail {

/// The dtype asked for, or the one that the arguments bring.
template <class T, class... S>
using dtype_or = std::conditional_t<std::is_void_v<T>, promote_t<scalar_dtype<S>...>, T>;

} // namespace detail

/// An array of one value; its dtype is the value's where none is named (np.full).
template <class T = void, policy P = default_policy, int N, scalar S>
auto full(dims<N> const& shape, S const& value, source_location where = source_location::current()) {
  using D = detail::dtype_or<T, S>;
  return ndarray<D, N, P>(shape, detail::keep_scalar<D>(value), where);
}
template <class T = void, policy P = default_policy, std::size_t N, scalar S>
auto full(extent const (&shape)[N], S const& value, source_location where = source_location::current()) {
  return full<T, P>(detail::to_dims(shape), value, where);
}
template <class T = void, policy P = default_policy, std::integral I, scalar S>
auto full(I size, S const& value, source_location where = source_location::current()) {
  return full<T, P>(shape_of(size), value, where);
}

/// An uninitialised array of the shape, dtype and policy of another (np.empty_like).
template <expression E>
auto empty_like(E const& e, source_location where = source_location::current()) {
  return empty<value_type_t<E>, policy_t<E>>(e.shape(), where);
}
/// Zeros in the shape, dtype and policy of another array (np.zeros_like).
template <expression E>
auto zeros_like(E const& e, source_location where = source_location::current()) {
  return zeros<value_type_t<E>, policy_t<E>>(e.shape(), where);
}
/// Ones in the shape, dtype and policy of another array (np.ones_like).
template <expression E>
auto ones_like(E const& e, source_location where = source_location::current()) {
  return ones<value_type_t<E>, policy_t<E>>(e.shape(), where);
}
/// One value in the shape, dtype and policy of another array (np.full_like).
template <expression E, scalar S>
auto full_like(E const& e, S const& value, source_location where = source_location::current()) {
  return full<value_type_t<E>, policy_t<E>>(e.shape(), value, where);
}

namespace detail {

/// The extents of a nested C array, and its elements' type.
template <class S>
struct nested {
  static constexpr int depth = 0;
  using element = S;
  static constexpr void extents(index*) {}
  static constexpr S* copy(S const& from, S* to) { return *to = from, to + 1; }
};
template <class S, std::size_t N>
struct nested<S[N]> {
  static constexpr int depth = nested<S>::depth + 1;
  using element = typename nested<S>::element;
  static constexpr void extents(index* to) { *to = index(N), nested<S>::extents(to + 1); }
  template <class T>
  static constexpr T* copy(S const (&from)[N], T* to) {
    for (S const& part : from) {
      if constexpr (depth == 1)
        *to++ = convert_scalar<T>(part);
      else
        to = nested<S>::copy(part, to);
    }
    return to;
  }
};

template <class T, class P, class S, std::size_t N>
auto from_nested(S const (&values)[N], source_location where) {
  using list = nested<S[N]>;
  using D = dtype_or<T, typename list::element>;
  dims<list::depth> shape;
  list::extents(shape.values);
  ndarray<D, list::depth, host> result(shape, where);
  list::copy(values, result.data());
  if constexpr (std::same_as<P, host>)
    return result;
  else
    return to<P>(result, where);
}

} // namespace detail

/// An array of the values between nested braces, up to four deep: `array({{1., 2.}, {3., 4.}})` (np.array).
/// Integers make int64, as NumPy's; name the dtype for another: `array<float>({1, 2})`.
template <class T = void, policy P = default_policy, scalar S, std::size_t N>
auto array(S const (&values)[N], source_location where = source_location::current()) {
  return detail::from_nested<T, P>(values, where);
}
template <class T = void, policy P = default_policy, scalar S, std::size_t N, std::size_t M>
auto array(S const (&values)[N][M], source_location where = source_location::current()) {
  return detail::from_nested<T, P>(values, where);
}
template <class T = void, policy P = default_policy, scalar S, std::size_t N, std::size_t M, std::size_t K>
auto array(S const (&values)[N][M][K], source_location where = source_location::current()) {
  return detail::from_nested<T, P>(values, where);
}
template <class T = void, policy P = default_policy, scalar S, std::size_t N, std::size_t M, std::size_t K,
          std::size_t L>
auto array(S const (&values)[N][M][K][L], source_location where = source_location::current()) {
  return detail::from_nested<T, P>(values, where);
}

namespace detail {

template <class R>
using item_of = std::iter_value_t<decltype(std::begin(std::declval<R const&>()))>;
/// A list of numbers of the standard library.
template <class R>
concept number_list = !expression<R> && requires(R const& r) {
  { std::size(r) } -> std::convertible_to<std::size_t>;
  requires scalar<item_of<R>>;
};

} // namespace detail

/// An array of the numbers of a list of the standard library: std::vector, std::span, ... (np.array).
template <class T = void, policy P = default_policy, detail::number_list R>
auto array(R const& values, source_location where = source_location::current()) {
  using D = detail::dtype_or<T, detail::item_of<R>>;
  ndarray<D, 1, host> result(shape_of(std::size(values)), where);
  D* next = result.data();
  for (detail::item_of<R> const x : values) *next++ = detail::convert_scalar<D>(x);
  return to<P>(std::move(result), where);
}

namespace detail {

/// start + i * step, each operation rounded to `T` once.
template <class T>
struct arithmetic_progression {
  using number = computed_in<T>;
  number start, step;
  GAMUT_HD constexpr T operator()(index i) const {
    return static_cast<T>(math::plus(start, math::times(static_cast<number>(i), step)));
  }
};
/// The same, ending at `stop` itself.
template <class T>
struct spaced {
  T start, step, stop;
  index last;
  GAMUT_HD constexpr T operator()(index i) const {
    return i == last ? stop : static_cast<T>(i) * step + start;
  }
};

template <class P, class F>
auto generate(index size, F const& function, source_location where) {
  using T = std::remove_cvref_t<decltype(function(index{}))>;
  return ndarray<T, 1, P>(make_view(generated<F, P>{function}, row_major_layout(shape_of(size))), where);
}

/// How many numbers there are from `start` up to but without `stop`, `step` apart; of integers without
/// rounding.
template <scalar A, scalar B, scalar S>
index count_of_arange(A start, B stop, S step, source_location where) {
  static constexpr char const* too_many = "Maximum allowed size exceeded";
  if (step == S(0)) throw value_error(message(too_many, ": the step of arange is zero"), where);
  if constexpr (std::integral<A> && std::integral<B> && std::integral<S>) {
    auto const wide = [](auto x) {
      return static_cast<std::conditional_t<std::is_signed_v<decltype(x)>, std::int64_t, std::uint64_t>>(x);
    };
    auto const count = [&](auto low, auto high, std::uint64_t by) -> index {
      if (!std::cmp_less(low, high)) return 0;
      std::uint64_t const apart = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
      std::uint64_t const n = apart / by + (apart % by != 0);
      if (!std::in_range<index>(n)) throw value_error(too_many, where);
      return static_cast<index>(n);
    };
    auto const by = static_cast<std::uint64_t>(step);
    return step > S(0) ? count(wide(start), wide(stop), by) : count(wide(stop), wide(start), 0 - by);
  } else {
    double const apart = double(stop) - double(start), quotient = apart / double(step);
    if (std::isnan(quotient)) throw value_error("arange: cannot compute length", where);
    if (quotient == 0 && apart != 0) return std::signbit(quotient) ? 0 : 1; // a step that leads far beyond
    if (quotient > 0x1p62) throw value_error(too_many, where);
    return quotient > 0 ? static_cast<index>(std::ceil(quotient)) : 0;
  }
}

} // namespace detail

/// Numbers from `start` up to but without `stop`, `step` apart (np.arange).
/// Throws `value_error` for a step of zero, for nan, and for more numbers than an array can have.
template <class T = void, policy P = default_policy, scalar A, scalar B, scalar S = int>
auto arange(A start, B stop, S step = 1, source_location where = source_location::current()) {
  using D = detail::dtype_or<T, A, B, S>;
  static_assert(integer<D> || detail::kind<D> == 2, "gamut: arange makes real numbers");
  index const length = detail::count_of_arange(start, stop, step, where);
  using N = detail::computed_in<D>;
  auto const first = static_cast<N>(detail::convert<D>(start));
  auto const second =
      static_cast<N>(detail::convert<D>(promote_t<detail::scalar_dtype<A>, detail::scalar_dtype<S>>(start) +
                                        promote_t<detail::scalar_dtype<A>, detail::scalar_dtype<S>>(step)));
  // A single number has no step, which may be infinite.
  detail::arithmetic_progression<D> const values{first, length > 1 ? math::minus(second, first) : N(0)};
  return detail::generate<P>(length, values, where);
}
/// 0, 1, ... up to but without `stop` (np.arange(stop)).
template <class T = void, policy P = default_policy, scalar B>
auto arange(B stop, source_location where = source_location::current()) {
  return arange<T, P>(B(0), stop, B(1), where);
}

/// `num` evenly spaced numbers from `start` to `stop`, which is the last unless `endpoint` is false
/// (np.linspace). Throws `value_error` for a negative number of samples.
template <real_floating T = double, policy P = default_policy>
auto linspace(std::type_identity_t<T> start, std::type_identity_t<T> stop, index num = 50,
              bool endpoint = true, source_location where = source_location::current()) {
  if (num < 0)
    throw value_error(detail::message("Number of samples, ", num, ", must be non-negative."), where);
  index const intervals = endpoint ? num - 1 : num;
  T const step =
      intervals > 0 ? (stop - start) / static_cast<T>(intervals) : std::numeric_limits<T>::quiet_NaN();
  index const last = endpoint && num > 1 ? num - 1 : -1;
  return detail::generate<P>(num, detail::spaced<T>{start, num > 1 ? step : T(0), stop, last}, where);
}

/// `base` to the power of evenly spaced numbers (np.logspace).
template <real_floating T = double, policy P = default_policy>
auto logspace(std::type_identity_t<T> start, std::type_identity_t<T> stop, index num = 50,
              bool endpoint = true, std::type_identity_t<T> base = 10,
              source_location where = source_location::current()) {
  return detail::evaluated(power(base, linspace<T, P>(start, stop, num, endpoint, where)));
}
/// Numbers from `start` to `stop` of which each is the same multiple of the one before (np.geomspace). Throws
/// `value_error` where one of the two is zero, or their signs differ.
template <real_floating T = double, policy P = default_policy>
auto geomspace(std::type_identity_t<T> start, std::type_identity_t<T> stop, index num = 50,
               bool endpoint = true, source_location where = source_location::current()) {
  if (start == T(0) || stop == T(0)) throw value_error("Geometric sequence cannot include zero", where);
  if ((start < T(0)) != (stop < T(0)))
    throw value_error("Geometric sequence of real numbers cannot change its sign", where);
  T const sign = start < T(0) ? T(-1) : T(1);
  ndarray<T, 1, P> result =
      sign * logspace<T, P>(std::log10(sign * start), std::log10(sign * stop), num, endpoint, T(10), where);
  if (num > 0) result(slice(1)) = start;
  if (num > 1 && endpoint) result(slice(-1, _)) = stop;
  return result;
}

/// Ones on the `k`-th diagonal of an n x m matrix of zeros (np.eye).
template <dtype T = double, policy P = default_policy>
auto eye(index n, index m, index k = 0, source_location where = source_location::current()) {
  auto result = zeros<T, P>(shape_of(n, m), where);
  diagonal(result, k) = T(1);
  return result;
}
template <dtype T = double, policy P = default_policy>
auto eye(index n, source_location where = source_location::current()) {
  return eye<T, P>(n, n, 0, where);
}
/// The n x n identity matrix (np.identity).
template <dtype T = double, policy P = default_policy>
auto identity(index n, source_location where = source_location::current()) {
  return eye<T, P>(n, n, 0, where);
}

/// Of a vector, the matrix that has it on its `k`-th diagonal; of a matrix, that diagonal (np.diag).
template <expression A>
auto diag(A&& a, index k = 0, source_location where = source_location::current()) {
  static_assert(ndim_v<A> == 1 || ndim_v<A> == 2, "gamut: the input of diag must be 1- or 2-d");
  if constexpr (ndim_v<A> == 2)
    return diagonal(std::forward<A>(a), k, 0, 1, where);
  else {
    index const n = a.shape()[0] + (k < 0 ? -k : k);
    auto result = zeros<value_type_t<A>, policy_t<A>>(shape_of(n, n), where);
    diagonal(result, k) = a;
    return result;
  }
}

namespace detail {

/// The index along one axis, as a `T`.
template <class T>
struct coordinate {
  GAMUT_HD GAMUT_INLINE constexpr T operator()(index i) const { return static_cast<T>(i); }
};
template <class T, class P, int N>
auto coordinates(dims<N> const& shape, int axis) {
  layout<N> l{shape, {}, 0};
  l.strides[axis] = 1;
  return make_view(generated<coordinate<T>, P>{}, l);
}

} // namespace detail

/// `f` of the index along each axis, as lazy expressions of dtype `T`: `fromfunction([](auto i, auto j) {
/// return i + j;
/// }, {3, 3})` (np.fromfunction). The function is written in array terms and evaluated in one pass.
template <dtype T = double, policy P = default_policy, class F, int N>
auto fromfunction(F const& f, dims<N> const& shape, source_location where = source_location::current()) {
  auto const e = [&]<int... D>(std::integer_sequence<int, D...>) {
    return f(detail::coordinates<T, P>(shape, D)...);
  }
  (std::make_integer_sequence<int, N>{});
  return ndarray<value_type_t<decltype(e)>, N, P>(shape, e, where);
}
template <dtype T = double, policy P = default_policy, class F, std::size_t N>
auto fromfunction(F const& f, extent const (&shape)[N], source_location where = source_location::current()) {
  return fromfunction<T, P>(f, detail::to_dims(shape), where);
}

/// The indices of a grid: `indices({n, m})(d, i, j)` is the d-th of i, j (np.indices).
template <dtype T = std::int64_t, policy P = default_policy, int N>
auto indices(dims<N> const& shape, source_location where = source_location::current()) {
  dims<N + 1> all;
  all[0] = N;
  for (int d = 0; d < N; ++d) all[d + 1] = shape[d];
  ndarray<T, N + 1, P> result(all, where);
  for (int d = 0; d < N; ++d) result(d, ellipsis) = detail::coordinates<T, P>(shape, d);
  return result;
}
template <dtype T = std::int64_t, policy P = default_policy, std::size_t N>
auto indices(extent const (&shape)[N], source_location where = source_location::current()) {
  return indices<T, P>(detail::to_dims(shape), where);
}

/// An n x m matrix with ones on and below the `k`-th diagonal (np.tri).
template <dtype T = double, policy P = default_policy>
auto tri(index n, index m, index k = 0, source_location where = source_location::current()) {
  auto const shape = shape_of(n, m);
  auto const i = detail::coordinates<std::int64_t, P>(shape, 0),
             j = detail::coordinates<std::int64_t, P>(shape, 1);
  return ndarray<T, 2, P>(astype<T>(j <= i + std::int64_t(k)), where);
}
template <dtype T = double, policy P = default_policy>
auto tri(index n, source_location where = source_location::current()) {
  return tri<T, P>(n, n, 0, where);
}

namespace detail {

/// The matrices of a stack, zero on one side of a diagonal.
template <class A, class Keeps>
auto triangle_of(A const& a, Keeps const& keeps, source_location where) {
  constexpr int n = ndim_v<A>;
  static_assert(n >= 2, "gamut: the triangle of a matrix, or of a stack of matrices");
  using T = value_type_t<A>;
  auto const i = coordinates<std::int64_t, policy_t<A>>(a.shape(), n - 2);
  auto const j = coordinates<std::int64_t, policy_t<A>>(a.shape(), n - 1);
  return ndarray<T, n, policy_t<A>>(make_map<fn::where>(keeps(i, j), keep(a), constant<T>(T(0))), where);
}

} // namespace detail

/// A copy with zeros above the `k`-th diagonal (np.tril), or below it (np.triu).
template <expression A>
auto tril(A const& a, index k = 0, source_location where = source_location::current()) {
  return detail::triangle_of(
      a, [k](auto i, auto j) { return j <= i + std::int64_t(k); }, where);
}
template <expression A>
auto triu(A const& a, index k = 0, source_location where = source_location::current()) {
  return detail::triangle_of(
      a, [k](auto i, auto j) { return j >= i + std::int64_t(k); }, where);
}
/// A matrix with the elements of an array on its `k`-th diagonal (np.diagflat).
template <expression A>
auto diagflat(A const& a, index k = 0, source_location where = source_location::current()) {
  return diag(ravel(detail::evaluated(detail::keep(a))), k, where);
}
/// The matrix whose columns are the powers of a vector, the highest first or, `increasing`, last (np.vander).
template <expression A>
auto vander(A const& x, index n, bool increasing = false,
            source_location where = source_location::current()) {
  static_assert(ndim_v<A> == 1, "gamut: x must be a one-dimensional array");
  using T = promote_t<value_type_t<A>,
                      std::conditional_t<(detail::kind<value_type_t<A>> < 2), std::int64_t, value_type_t<A>>>;
  ndarray<T, 2, policy_t<A>> result(shape_of(x.shape()[0], n), where);
  ndarray<T, 1, policy_t<A>> const from(astype<T>(detail::keep(x)), where);
  for (index j = 0; j < n; ++j) {
    auto column = result(_, increasing ? j : n - 1 - j);
    if (j == 0)
      column = T(1);
    else
      column = result(_, increasing ? j - 1 : n - j) * from;
  }
  return result;
}
template <expression A>
auto vander(A const& x, source_location where = source_location::current()) {
  return vander(x, x.shape()[0], false, where);
}

/// An array of the numbers of any range (np.fromiter).
template <class T = void, policy P = default_policy, class R>
auto fromiter(R&& range, source_location where = source_location::current()) {
  std::vector<detail::dtype_or<T, std::remove_cvref_t<decltype(*std::begin(range))>>> values;
  for (auto&& x : range) values.push_back(detail::convert_scalar<typename decltype(values)::value_type>(x));
  return array<T, P>(values, where);
}

/// The numbers in a piece of memory, `count` of them (-1: as many as there are) from byte `offset` on
/// (np.frombuffer): a copy. Throws `value_error` where they do not fit in.
template <dtype T = double, policy P = default_policy>
ndarray<T, 1, P> frombuffer(std::span<std::byte const> buffer, index count = -1, index offset = 0,
                            source_location where = source_location::current()) {
  index const bytes = index(buffer.size());
  if (offset < 0 || offset > bytes)
    throw value_error(
        detail::message("offset must be non-negative and no greater than buffer length (", bytes, ")"),
        where);
  if (count < 0) {
    count = (bytes - offset) / index(sizeof(T));
    if (count * index(sizeof(T)) != bytes - offset)
      throw value_error("buffer size must be a multiple of element size", where);
  } else if (count > (bytes - offset) / index(sizeof(T)))
    throw value_error("buffer is smaller than requested size", where);
  ndarray<T, 1, P> result(shape_of(count), where);
  if (count > 0) copy_from_host(P{}, result.memory(), buffer.data() + offset, std::size_t(count) * sizeof(T));
  return result;
}

/// The numbers of a text, `sep` between them; blanks count as any number of blanks (np.fromstring(text,
/// sep=sep)). Throws `value_error` for what is no number.
template <dtype T = double, policy P = default_policy>
ndarray<T, 1, P> fromstring(std::string_view text, std::string_view sep,
                            source_location where = source_location::current()) {
  std::vector<T> values;
  if (!detail::numbers_of(text, sep, -1, values))
    throw value_error(detail::message("string or file could not be read to its end due to unmatched data: ",
                                      detail::shown(text)),
                      where);
  return array<T, P>(values, where);
}

} // namespace gamut::inline GAMUT_ABI
