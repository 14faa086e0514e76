// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays of random numbers: parameters that are numbers or arrays, broadcast to each other and to the size
// asked for, checked before the first number is drawn; then one number after the other, on the host.
#pragma once

#include <gamut/create.hpp>
#include <gamut/random/distributions.hpp>

#include <tuple>
#include <utility>

namespace gamut::inline GAMUT_ABI::random::detail {

using gamut::detail::message;

template <class S>
inline constexpr bool is_dims = false;
template <int N>
inline constexpr bool is_dims<dims<N>> = true;

} // namespace gamut::inline GAMUT_ABI::random::detail

namespace gamut::inline GAMUT_ABI::random {

/// What stands for `size` in NumPy's calls: an integer, or the shape of another array; or extents in braces.
template <class S>
concept draw_size = (std::integral<S> && !std::same_as<S, bool>) || detail::is_dims<S>;

} // namespace gamut::inline GAMUT_ABI::random

namespace gamut::inline GAMUT_ABI::random::detail {

template <std::integral I>
constexpr dims<1> to_size(I size) {
  return shape_of(size);
}
template <int N>
constexpr dims<N> to_size(dims<N> const& size) {
  return size;
}
template <std::size_t N>
constexpr dims<int(N)> to_size(extent const (&size)[N]) {
  return gamut::detail::to_dims(size);
}

/// Says that no size was given: numbers make a number, arrays an array of their own shape.
struct no_size {};

/// The elements of an array, on the host in another dtype.
template <class T, expression A>
ndarray<T, ndim_v<A>, host> on_host(A const& a, source_location where) {
  auto here = to<host>(a, where);
  if constexpr (std::same_as<value_type_t<A>, T>)
    return here;
  else {
    static_assert(std::integral<value_type_t<A>> || std::floating_point<T>,
                  "gamut: the distribution takes integers here");
    ndarray<T, ndim_v<A>, host> result(here.shape(), where);
    std::transform(here.data(), here.data() + here.size(), result.data(),
                   [](auto x) { return static_cast<T>(x); });
    return result;
  }
}

/// A parameter on the host: a number of its type, or an array.
template <class T, operand A>
auto parameter_value(A const& a, source_location where) {
  if constexpr (expression<A>)
    return on_host<T>(a, where);
  else {
    static_assert(std::integral<A> || std::floating_point<T>, "gamut: the distribution takes integers here");
    return static_cast<T>(a);
  }
}

/// The shape of a parameter; a number has none.
template <class A>
constexpr auto shape_of_value(A const& a) {
  if constexpr (expression<A>)
    return a.shape();
  else
    return dims<0>{};
}

/// A parameter for every number that is drawn: one for all, or each its own.
template <class T>
struct one_for_all {
  T value;
  T operator[](index) const { return value; }
};
template <class T, int N>
struct one_for_each {
  ndarray<T, N, host> values;
  T operator[](index i) const { return values.data()[i]; }
};

template <class T, int N>
one_for_all<T> for_every(T value, dims<N> const&) {
  return {value};
}
template <class T, int M, int N>
one_for_each<T, N> for_every(ndarray<T, M, host> const& values, dims<N> const& shape) {
  if constexpr (M == N)
    if (values.shape() == shape) return {values};
  auto const from = gamut::detail::broadcast_layout(gamut::detail::row_major_layout(values.shape()), shape);
  ndarray<T, N, host> result(shape);
  dims<N> at;
  index offset = from.offset;
  for (T& to : result.span()) {
    to = values.data()[offset];
    for (int d = N - 1; d >= 0; --d) {
      offset += from.strides[d];
      if (++at[d] < shape[d]) break;
      offset -= from.strides[d] * shape[d];
      at[d] = 0;
    }
  }
  return {std::move(result)};
}

/// The shape of the result: the size asked for, which the parameters must fit without widening it, or theirs.
template <class Size, int... N>
auto result_shape(Size const& size, source_location where, dims<N> const&... shapes) {
  try {
    auto const inputs = broadcast_shapes(shapes...);
    if constexpr (std::same_as<Size, no_size>)
      return inputs;
    else {
      static_assert(Size::size() >= gamut::detail::max_ndim<N...>,
                    "gamut: the size has fewer dimensions than the parameters");
      Size all = size;
      if (!gamut::detail::broadcast_into(all, inputs) || !(all == size))
        throw value_error(message("Output size ", size,
                                  " is not compatible with broadcast dimensions of inputs ", inputs, "."),
                          where);
      return size;
    }
  } catch (shape_error const& e) {
    throw shape_error(e.message(), where);
  }
}

template <class A>
struct policy_of_operand {
  using type = void;
};
template <expression A>
struct policy_of_operand<A> {
  using type = policy_t<A>;
};
template <class... A>
using common_policy_t = typename gamut::detail::common_policy<typename policy_of_operand<A>::type...>::type;

/// The policy of a result: the one named, else that of the parameters, else the default.
template <class Named, class... A>
using result_policy = std::conditional_t<
    !std::is_void_v<Named>, Named,
    std::conditional_t<std::is_void_v<common_policy_t<A...>>, default_policy, common_policy_t<A...>>>;

template <class F, std::size_t I>
using parameter_type =
    typename std::tuple_element_t<I, std::remove_cvref_t<decltype(F::parameters)>>::value_type;

/// Lets a distribution look at its parameters together, where it does. (A function, as in a lambda nvcc looks
/// for what others lack.)
template <class F, class... V>
void check_together(source_location where, V const&... values) {
  if constexpr (requires { F::check(values..., where); }) F::check(values..., where);
}

template <class P, class F, class Source, class Size, class... V>
auto draw_values(F& distribution, Source& source, Size const& size, source_location where,
                 V const&... values) {
  constexpr bool all_numbers = (scalar<V> && ...);
  [[maybe_unused]] auto const check = [&](auto const& parameter, auto const& value) {
    if constexpr (expression<decltype(value)>)
      check_parameter(parameter, value.data(), value.size(), true, where);
    else
      check_parameter(parameter, &value, 1, false, where);
  };
  std::apply([&](auto const&... parameter) { (check(parameter, values), ...); }, F::parameters);
  if constexpr (all_numbers) {
    check_together<F>(where, values...);
    if constexpr (std::same_as<Size, no_size>)
      return distribution(source, values...);
    else {
      ndarray<decltype(distribution(source, values...)), Size::size(), host> result(size, where);
      for (auto& x : result.span()) x = distribution(source, values...);
      return to<P>(std::move(result), where);
    }
  } else {
    auto const shape = result_shape(size, where, shape_of_value(values)...);
    auto const fill = [&](auto const&... each) {
      ndarray<decltype(distribution(source, each[0]...)), shape.size(), host> result(shape, where);
      index const n = result.size();
      for (index i = 0; i < n; ++i) check_together<F>(where, each[i]...);
      for (index i = 0; i < n; ++i) result.data()[i] = distribution(source, each[i]...);
      return to<P>(std::move(result), where);
    };
    return fill(for_every(values, shape)...);
  }
}

/// A run of draws whose number is known: numbers of [0, 1), or whole words. Where the generator skips ahead
/// the policy shares them out; in 32 bits, half a draw may wait from before, and half of the last one be left
/// to wait.
template <class P, class Bits, class Place>
void fill_ahead(Bits& bits, Place to, index size) {
  static_assert(skips_ahead<Bits>);
  using T = gamut::detail::placed<Place>;
  if constexpr (sizeof(T) == 4)
    if (size > 0 && bits.has_uint32) {
      P::element(to++) = drawn<T>(bits);
      --size;
    }
  constexpr index each = sizeof(T) == 8 ? 1 : 2;
  fill_random(P{}, to, size / each * each, bits);
  bits.discard(static_cast<uint128>(size / each));
  if (size % each != 0) P::element(to + size - 1) = drawn<T>(bits);
}

/// Draws from a distribution; see the top of this file. Throws `value_error` for a parameter outside its
/// domain and `shape_error` or `value_error` for shapes that do not fit.
template <class P, class F, class Source, class Size, operand... A>
auto draw(F distribution, Source& source, Size const& size, source_location where, A const&... parameters) {
  static_assert(std::tuple_size_v<std::remove_cvref_t<decltype(F::parameters)>> == sizeof...(A));
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return draw_values<result_policy<P, A...>>(distribution, source, size, where,
                                               parameter_value<parameter_type<F, I>>(parameters, where)...);
  }
  (std::index_sequence_for<A...>{});
}

} // namespace gamut::inline GAMUT_ABI::random::detail
