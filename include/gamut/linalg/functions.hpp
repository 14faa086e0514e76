// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Functions of matrices that are made of products and solutions: matrix_power, expm, multi_dot; and the array
// functions that np.linalg names as well.
#pragma once

#include <gamut/contraction.hpp>
#include <gamut/join.hpp>
#include <gamut/linalg/norms.hpp>

#include <array>
#include <limits>
#include <tuple>
#include <vector>

namespace gamut::inline GAMUT_ABI::linalg {

/// The n-th power of square matrices (np.linalg.matrix_power), by repeated squaring; a negative one is that
/// of the inverses. Throws `linalg_error` where they are not square or have no inverse, `value_error` for a
/// negative power of integers, whose inverses are none: use matrix_power(inv(a), -n).
template <expression A>
auto matrix_power(A&& a, int n, source_location where = source_location::current()) {
  using T = value_type_t<A>;
  constexpr int N = ndim_v<A>;
  using result_type = ndarray<T, N, policy_t<A>>;
  auto const all = detail::square_stack(a.shape(), where);
  auto square = detail::own<T>(std::forward<A>(a), where);
  if (n < 0) {
    if constexpr (gamut::detail::kind<T> < 2)
      throw value_error("matrix_power: a negative power of integers: use matrix_power(inv(a), -n)", where);
    else
      square = inv(std::move(square), where);
  }
  unsigned power = n < 0 ? 0u - unsigned(n) : unsigned(n);
  if (power == 0) return result_type(square.shape(), eye<T, policy_t<A>>(all.rows), where);
  while (power % 2 == 0) {
    square = result_type(matmul(square, square, where), where);
    power /= 2;
  }
  result_type result = square;
  while (power /= 2) {
    square = result_type(matmul(square, square, where), where);
    if (power % 2 == 1) result = result_type(matmul(result, square, where), where);
  }
  return result;
}

/// The exponential of a square matrix, the sum of a^k / k! (scipy.linalg.expm), by a Padé approximant of a
/// power of two less and repeated squaring (Higham, "The scaling and squaring method for the matrix
/// exponential revisited", SIAM J. Matrix Anal. Appl. 26, 2005). Of a stack that of each. Throws
/// `linalg_error` where it is not square.
template <expression A>
auto expm(A&& a, source_location where = source_location::current()) {
  using P = policy_t<A>;
  using T = detail::linalg_dtype<value_type_t<A>>;
  constexpr int N = ndim_v<A>;
  auto const all = detail::square_stack(a.shape(), where);
  auto x = detail::own<T>(std::forward<A>(a), where);
  if constexpr (N > 2) {
    auto each = reshape(x, {all.count, all.rows, all.rows});
    for (index i = 0; i < all.count; ++i) each(i) = expm(each(i), where);
    return x;
  } else {
    using R = real_t<T>;
    using square = ndarray<T, 2, P>;
    if (x.size() == 0) return x;
    // The degree of the approximant, and how large a matrix may be for it: table 2.3 of the paper, and for
    // float32 what gives that precision.
    struct approximant {
      int degree;
      double largest;
    };
    constexpr bool small = std::same_as<R, float>;
    constexpr std::array<approximant, 5> choices =
        small ? std::array<approximant, 5>{{{3, 4.258730016922831e-1},
                                            {5, 1.880152677804762},
                                            {7, 3.925724783138660},
                                            {7, 3.925724783138660},
                                            {7, 3.925724783138660}}}
              : std::array<approximant, 5>{{{3, 1.495585217958292e-2},
                                            {5, 2.539398330063230e-1},
                                            {7, 9.504178996162932e-1},
                                            {9, 2.097847961257068},
                                            {13, 5.371920351148152}}};
    double const size = double(R(norm(x, 1, where)));
    if (!std::isfinite(size)) throw linalg_error("Array must not contain infs or NaNs", where);
    auto const* use = &choices[0];
    while (use != &choices.back() && size > use->largest) ++use;
    int halvings = 0;
    while (std::ldexp(size, -halvings) > use->largest) ++halvings;
    if (halvings > 0) x *= static_cast<R>(std::ldexp(1., -halvings));

    int const degree = use->degree;
    std::array<R, 14> c{R(1)};
    for (int j = 1; j <= degree; ++j)
      c[std::size_t(j)] = c[std::size_t(j - 1)] * R(degree - j + 1) / R(j * (2 * degree - j + 1));
    auto const product = [&](auto const& p, auto const& q) { return square(matmul(p, q, where), where); };
    auto const one = eye<T, P>(all.rows);
    // Polynomials in x^2, of degree 3 at most at a time; those of degree 6 have x^6 in front of a second one.
    square const x2 = product(x, x);
    square const x4 = degree > 3 ? product(x2, x2) : square(zeros<T, P>(x.shape()));
    square const x6 = degree > 5 ? product(x4, x2) : x4;
    auto const half = [&](std::size_t from) { // the even or the odd coefficients
      square sum(c[from] * one + c[from + 2] * x2, where);
      if (degree > 3) sum += c[from + 4] * x4;
      if (degree > 5) sum += c[from + 6] * x6;
      if (degree == 9) sum += c[from + 8] * product(x4, x4);
      if (degree == 13) sum += product(x6, square(c[from + 8] * x2 + c[from + 10] * x4 + c[from + 12] * x6));
      return sum;
    };
    square const odd = product(x, half(1)), even = half(0);
    square result = solve(square(even - odd), square(even + odd), where);
    for (; halvings > 0; --halvings) result = product(result, result);
    return result;
  }
}

} // namespace gamut::inline GAMUT_ABI::linalg

namespace gamut::inline GAMUT_ABI::detail {

/// The product of the matrices [first, last] in the order that `split` says.
template <class M>
M product_of(std::vector<M> const& factors, std::vector<std::size_t> const& split, std::size_t first,
             std::size_t last) {
  if (first == last) return factors[first];
  std::size_t const middle = split[first * factors.size() + last];
  return M(matmul(product_of(factors, split, first, middle), product_of(factors, split, middle + 1, last)));
}

/// A vector as a matrix of one row, or of one column.
template <class M, class E>
M as_factor(E const& e, bool first, source_location where) {
  if constexpr (ndim_v<E> == 1)
    return first ? M(expand_dims(in_dtype<value_type_t<M>>(e), 0), where)
                 : M(expand_dims(in_dtype<value_type_t<M>>(e), 1), where);
  else {
    static_assert(ndim_v<E> == 2, "gamut: multi_dot takes matrices; the first and the last may be vectors");
    return M(in_dtype<value_type_t<M>>(e), where);
  }
}

} // namespace gamut::inline GAMUT_ABI::detail

namespace gamut::inline GAMUT_ABI::linalg {

/// The product of two or more matrices in the order that takes the fewest multiplications
/// (np.linalg.multi_dot): `multi_dot(list(a, b, c))`; the first and the last may be vectors. By dynamic
/// programming (Cormen et al., "Introduction to Algorithms", 15.2). Throws `shape_error` where two do not
/// fit.
template <class... A>
auto multi_dot(std::tuple<A...> const& arrays, source_location where = source_location::current()) {
  constexpr std::size_t n = sizeof...(A);
  static_assert(n >= 2, "gamut: multi_dot expects at least two arrays");
  using P = policy_t<std::tuple_element_t<0, std::tuple<A...>>>;
  using T = promote_t<value_type_t<A>...>;
  using M = ndarray<T, 2, P>;
  constexpr std::array<int, n> ndims{ndim_v<A>...};
  std::vector<M> factors;
  std::apply(
      [&](auto const&... a) {
        factors.reserve(n);
        (factors.push_back(detail::as_factor<M>(a, factors.empty(), where)), ...);
      },
      arrays);
  for (std::size_t i = 0; i + 1 < n; ++i)
    (void)detail::matmul_shape(factors[i].shape(), factors[i + 1].shape(), where);
  // cost[i, j]: the multiplications of the factors i to j; split[i, j]: behind which of them to cut.
  std::vector<double> cost(n * n, 0.);
  std::vector<std::size_t> split(n * n, 0);
  for (std::size_t length = 1; length < n; ++length)
    for (std::size_t i = 0; i + length < n; ++i) {
      std::size_t const j = i + length;
      double best = std::numeric_limits<double>::infinity();
      for (std::size_t k = i; k < j; ++k) {
        double const whole =
            cost[i * n + k] + cost[(k + 1) * n + j] +
            double(factors[i].shape()[0]) * double(factors[k].shape()[1]) * double(factors[j].shape()[1]);
        if (whole < best) {
          best = whole;
          split[i * n + j] = k;
        }
      }
      cost[i * n + j] = best;
    }
  M const all = detail::product_of(factors, split, 0, n - 1);
  dims<(ndims[0] > 1) + (ndims[n - 1] > 1)> shape;
  int d = 0;
  if (ndims[0] > 1) shape[d++] = all.shape()[0];
  if (ndims[n - 1] > 1) shape[d++] = all.shape()[1];
  return ndarray<T, shape.size(), P>(reshape(all, shape));
}

using gamut::cross;
using gamut::matmul;
using gamut::matrix_transpose;
using gamut::outer;
using gamut::tensordot;
using gamut::vecdot;

/// The diagonals of the matrices of a stack (np.linalg.diagonal): gm::diagonal of the last two axes.
template <expression A>
auto diagonal(A&& a, index offset = 0, source_location where = source_location::current()) {
  return gamut::diagonal(std::forward<A>(a), offset, -2, -1, where);
}
/// The sums of the diagonals of the matrices of a stack (np.linalg.trace).
template <expression A>
auto trace(A const& a, index offset = 0, source_location where = source_location::current()) {
  return gamut::trace(a, offset, -2, -1, where);
}

} // namespace gamut::inline GAMUT_ABI::linalg
