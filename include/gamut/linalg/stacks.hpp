// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What all of linalg does with its operands: stacks of matrices (..., m, n) are checked, and brought into
// memory of their own, by rows or by columns, in the dtype that linear algebra works in. A temporary in that
// dtype gives its memory: SciPy's overwrite_a=True is `std::move(a)`.
#pragma once

#include <gamut/lapack.hpp>
#include <gamut/products.hpp>

#include <algorithm>
#include <concepts>

namespace gamut::inline GAMUT_ABI::detail {

/// A shape with more axes behind it.
template <int N, class... I>
constexpr auto followed_by(dims<N> const& front, I... last) {
  dims<N + int(sizeof...(I))> all;
  for (int d = 0; d < N; ++d) all[d] = front[d];
  int d = N;
  ((all[d++] = last), ...);
  return all;
}

/// The dtype that linear algebra works in: numbers without a point become float64.
template <class... T>
struct linalg_dtype_of {
  using promoted = promote_t<T...>;
  using type = std::conditional_t<(kind<promoted> < 2), double, promoted>;
  static_assert(!half_floating<type>,
                "gamut: float16 and bfloat16 are unsupported in linalg (TypeError in NumPy); use "
                "gm::astype<float>(a)");
};
template <class... T>
using linalg_dtype = typename linalg_dtype_of<T...>::type;

/// The matrices of a stack.
template <int N>
struct stack {
  static_assert(N >= 2, "gamut: linalg: the array must be at least two-dimensional");
  dims<N - 2> batch;
  index rows, columns, count;

  constexpr stack(dims<N> const& shape)
      : batch(batch_of<2>(shape)), rows(shape[N - 2]), columns(shape[N - 1]), count(product(batch)) {}
  constexpr index size() const { return rows * columns; }
  constexpr index least() const { return rows < columns ? rows : columns; }
  constexpr index most() const { return rows < columns ? columns : rows; }
};
template <int N>
stack(dims<N> const&) -> stack<N>;

/// The matrices of a stack of square ones; throws `linalg_error` for others.
template <int N>
stack<N> square_stack(dims<N> const& shape, source_location where) {
  stack<N> const all(shape);
  if (all.rows != all.columns)
    throw linalg_error(message("Last 2 dimensions of the array must be square: the array has shape ", shape),
                       where);
  return all;
}

/// Exchanges the elements on both sides of the diagonal of square matrices that follow each other, tile by
/// tile.
template <class T, index Edge>
struct exchange_across {
  T* data;
  index n, tiles = (n + Edge - 1) / Edge;
  GAMUT_HD void operator()(index i) const {
    index const top = i / tiles % tiles * Edge, left = i % tiles * Edge;
    if (top > left) return;
    index const bottom = top + Edge < n ? top + Edge : n, right = left + Edge < n ? left + Edge : n;
    T* const matrix = data + i / (tiles * tiles) * n * n;
    for (index row = top; row < bottom; ++row)
      for (index column = left > row ? left : row + 1; column < right; ++column) {
        T const x = matrix[row * n + column];
        matrix[row * n + column] = matrix[column * n + row];
        matrix[column * n + row] = x;
      }
  }
};

/// What a policy holds while operands of linear algebra are moved: nothing, or what a function of this name
/// beside the policy returns.
struct no_hold {};
template <class P>
no_hold moving_operands(P const&) {
  return {};
}
/// What `f` returns, which moves operands under the policy `P`.
template <class P, class F>
auto moved(F const& f) {
  [[maybe_unused]] auto const& held = moving_operands(P{});
  return f();
}

/// Whether an operand is a temporary whose memory may be used.
template <class T, class A>
inline constexpr bool gives_memory =
    is_ndarray<std::remove_cvref_t<A>> && !std::is_lvalue_reference_v<A> && !std::is_const_v<A> &&
    std::same_as<value_type_t<std::remove_cvref_t<A>>, T>;

/// The operand in memory of its own, matrices by rows.
template <class T, class A>
auto own(A&& a, source_location where) {
  if constexpr (gives_memory<T, A>)
    return std::remove_cvref_t<A>(std::move(a));
  else if constexpr (computation<std::remove_cvref_t<A>>)
    return own<T>(evaluated(a, where), where);
  else
    return moved<policy_t<A>>([&] { return ndarray<T, ndim_v<A>, policy_t<A>>(in_dtype<T>(a), where); });
}
/// The operand where its matrices lie by rows in the dtype, else a copy of it.
template <class T, class A>
decltype(auto) lying_by_rows(A&& a, source_location where) {
  using array = std::remove_cvref_t<A>;
  if constexpr (is_ndarray<array> && std::same_as<value_type_t<array>, T>)
    return std::forward<A>(a);
  else
    return own<T>(std::forward<A>(a), where);
}
/// The same, matrices by columns: the last two axes of the result are exchanged.
template <class T, class A>
auto own_by_columns(A&& a, source_location where) {
  constexpr int n = ndim_v<A>;
  using P = policy_t<A>;
  if constexpr (gives_memory<T, A> && has_addresses<P>)
    if (a.shape()[n - 1] == a.shape()[n - 2]) {
      std::remove_cvref_t<A> own(std::move(a));
      // A thread of a host walks tiles that stay in its cache, one of a GPU exchanges two elements.
      constexpr index edge = std::same_as<P, host> ? 32 : 1;
      exchange_across<T, edge> const exchange{own.data(), own.shape()[n - 1]};
      [[maybe_unused]] auto const& held = moving_operands(P{});
      if (own.size() > 0)
        for_each(P{}, own.size() / (exchange.n * exchange.n) * exchange.tiles * exchange.tiles, exchange,
                 std::min(exchange.n, edge) * std::min(exchange.n, edge));
      return own;
    }
  if constexpr (computation<std::remove_cvref_t<A>>)
    return own_by_columns<T>(evaluated(a, where), where);
  else
    return moved<P>([&] { return ndarray<T, n, P>(in_dtype<T>(swapaxes(keep(a), -1, -2)), where); });
}
/// |x|^2, real, of every element.
template <class E>
auto squares(E const& e) {
  using R = linalg_dtype<real_t<value_type_t<E>>>;
  if constexpr (complex_floating<value_type_t<E>>)
    return gamut::square(gamut::real(e)) + gamut::square(gamut::imag(e));
  else
    return gamut::square(in_dtype<R>(e));
}

/// Throws `linalg_error` where an element is no finite number, on which iterations do not end.
template <class A>
void check_finite(A const& a, source_location where) {
  if (!moved<policy_t<A>>([&] { return bool(all(isfinite(a))); }))
    throw linalg_error("Array must not contain infs or NaNs", where);
}

} // namespace gamut::inline GAMUT_ABI::detail
