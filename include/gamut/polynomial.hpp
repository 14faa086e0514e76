// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Polynomials: np.polynomial.polynomial as gm::polynomial::polynomial (lowest power first; users write
// `namespace poly = gm::polynomial::polynomial;`), and the older functions np.poly, np.roots, np.polyfit, ...
// (highest power first). Evaluation, derivatives and Vandermonde matrices are array work under every policy.
// The arithmetic of coefficients, roots and fits is work on short vectors whose length depends on their
// values: it is done on the host, and the result goes back to where the operands live.
#pragma once

#include <gamut/create.hpp>
#include <gamut/functions.hpp>
#include <gamut/keyword.hpp>
#include <gamut/linalg.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/operators.hpp>
#include <gamut/reduce.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

namespace gamut::inline GAMUT_ABI {

namespace detail {

/// Coefficients are never integers: those become float64. Those of 16 bits become float32.
template <class T>
using inexact = std::conditional_t<(kind<T> < 2), double, computed_in<T>>;
template <class... E>
using inexact_of = promote_t<inexact<value_type_t<E>>...>;
template <class... E>
using policy_of = typename common_policy<typename operand_policy<E>::type...>::type;

/// Coefficients where they are computed with.
template <class T>
using series = ndarray<T, 1, host>;

/// The elements of a vector on the host.
template <class T, class E>
series<T> on_host(E const& e, source_location where) {
  static_assert(ndim_v<E> == 1, "gamut: the coefficients of a polynomial are one-dimensional");
  return to<host>(evaluated(in_dtype<T>(e), where), where);
}
template <class T>
series<T> part(series<T> const& c, index first, index last) {
  series<T> some(shape_of(last - first));
  std::copy(c.data() + first, c.data() + last, some.data());
  return some;
}
/// Without the zeros of the highest powers, which stand last; one coefficient stays.
template <class T>
series<T> trimmed(series<T> const& c) {
  index n = c.size();
  while (n > 1 && c.data()[n - 1] == T(0)) --n;
  return part(c, 0, n);
}
template <class T, class E>
series<T> series_of(E const& e, source_location where) {
  auto const c = on_host<T>(e, where);
  if (c.size() == 0) throw value_error("Coefficient array is empty", where);
  return trimmed(c);
}

/// a + sign * b, of which the first elements stand over each other.
template <class T>
series<T> added(series<T> const& a, series<T> const& b, T sign) {
  series<T> sum(shape_of(std::max(a.size(), b.size())));
  for (index i = 0; i < sum.size(); ++i) {
    T const second = i < b.size() ? math::times(sign, b.data()[i]) : T(0);
    sum.data()[i] = i >= a.size() ? second : i < b.size() ? math::plus(a.data()[i], second) : a.data()[i];
  }
  return sum;
}
template <class T>
series<T> reversed(series<T> c) {
  std::reverse(c.begin(), c.end());
  return c;
}
/// The product, of a.size() + b.size() - 1 coefficients.
template <class T>
series<T> multiplied(series<T> const& a, series<T> const& b) {
  series<T> product(shape_of(a.size() + b.size() - 1));
  std::fill(product.begin(), product.end(), T(0));
  for (index i = 0; i < a.size(); ++i)
    for (index j = 0; j < b.size(); ++j)
      product.data()[i + j] = math::plus(product.data()[i + j], math::times(a.data()[i], b.data()[j]));
  return product;
}

/// Coefficients in the policy's memory, `step` apart from one power to the next.
template <class T, class P>
struct coefficients {
  place_t<T const, P> data;
  index count, step;
  bool descending;
  constexpr coefficients<T, host> moved(auto const& at) const { return {at(data), count, step, descending}; }
};

} // namespace detail

namespace fn {

/// The value at `x` of the polynomial whose coefficients start at `first`, by Horner's rule.
struct horner {
  using rule = gamut::rule::as_given;
  template <class T, class P>
  GAMUT_HD static constexpr T body(T const& x, std::int64_t first, detail::coefficients<T, P> const& c) {
    T value = math::times(x, T(0)); // nan where x is not finite, as in NumPy
    for (index k = 0; k < c.count; ++k) {
      index const at = c.descending ? k : c.count - 1 - k;
      value = math::plus(k == 0 ? value : math::times(value, x), c.data[first + at * c.step]);
    }
    return value;
  }
};

} // namespace fn

namespace detail {

/// An operand as an expression; a number in dtype `T`.
template <class T, class X>
constexpr auto expression_of(X const& x) {
  if constexpr (expression<X>)
    return in_dtype<T>(x);
  else
    return keep_scalar<T>(x);
}
template <class X>
inline constexpr int operand_ndim = [] {
  if constexpr (expression<X>)
    return ndim_v<X>;
  else
    return 0;
}();
/// The dtype of a polynomial's values, where the coefficients have dtype `C`.
template <class C, class X>
using polynomial_value = computed_in<result_type_t<C, rule_argument_t<X>>>;

/// The polynomials along the first axis of `c` at `x`, in one pass over `x`: a value for each pair of a
/// polynomial and an x, or (no `Tensor`) polynomials and points broadcast.
template <bool Tensor, class T, class X, class C>
auto polynomial_values(X const& x, C const& c, bool descending, source_location where) {
  using P = policy_of<C, X>;
  constexpr int rest = ndim_v<C> - 1, more = Tensor ? operand_ndim<X> : 0;
  ndarray<T, ndim_v<C>, P> const memory(in_dtype<T>(c), where);
  index const count = memory.shape()[0];
  if (count == 0 && !descending) throw index_error("index -1 is out of bounds for axis 0 with size 0", where);
  layout<rest + more> starts;
  index step = 1;
  for (int d = rest + more - 1; d >= 0; --d) {
    starts.shape[d] = d < rest ? memory.shape()[d + 1] : 1;
    starts.strides[d] = d < rest ? step : 0;
    step *= starts.shape[d];
  }
  return evaluated(
      make_map<fn::horner>(expression_of<T>(x), make_view(generated<offset_itself, P>{}, starts),
                           constant<coefficients<T, P>>({memory.memory(), count, step, descending})),
      where);
}

/// x ** 0, x ** 1, ... x ** degree as a last axis.
template <class X>
auto powers(X const& x, index degree, bool descending, source_location where) {
  using T = inexact<value_type_t<X>>;
  constexpr int n = ndim_v<X>;
  dims<n + 1> shape;
  for (int d = 0; d < n; ++d) shape[d] = x.shape()[d];
  shape[n] = degree + 1;
  ndarray<T, n, policy_t<X>> const base(in_dtype<T>(x), where);
  ndarray<T, n + 1, policy_t<X>> result(shape, where);
  auto const column = [&](index k) { return result(ellipsis, descending ? degree - k : k); };
  for (index k = 0; k <= degree; ++k) {
    if (k == 0)
      column(k) = base * T(0) + T(1);
    else if (k == 1)
      column(k) = base;
    else
      column(k) = column(k - 1) * base;
  }
  return result;
}

template <class T>
bool ordered(std::complex<T> const& a, std::complex<T> const& b) {
  return a.real() < b.real() || (a.real() == b.real() && a.imag() < b.imag());
}

/// A least squares fit on the host: the coefficients of the columns of its matrix, and what
/// numpy.linalg.lstsq gives beside them.
template <class T, int N>
struct fit_result {
  ndarray<T, N, host> coefficients;
  series<real_t<T>> residuals; // of each right-hand side; none where the matrix has not full rank
  index rank;
  series<real_t<T>> singular_values;
  double rcond;
  ndarray<T, 2, host> covariance; // not scaled
};

/// Fits the powers `degrees` of `x` to `y`.
template <class X, class Y, class W>
auto fitted(X const& x, Y const& y, std::vector<index> const& degrees, std::optional<double> rcond,
            W const& w, bool with_covariance, source_location where) {
  using T = inexact_of<X, Y>;
  using R = real_t<T>;
  constexpr int dimensions = ndim_v<Y>;
  index const highest_power = *std::max_element(degrees.begin(), degrees.end());
  auto const all = to<host>(evaluated(in_dtype<T>(powers(x, highest_power, false, where)), where));
  auto right = to<host>(evaluated(in_dtype<T>(y), where));
  index const m = all.shape()[0], n = index(degrees.size()), k = right.size() / m;
  ndarray<T, 2, host> left(shape_of(m, n));
  for (index i = 0; i < m; ++i)
    for (index j = 0; j < n; ++j) left(i, j) = all(i, degrees[std::size_t(j)]);
  if constexpr (!std::same_as<W, no_mask>) {
    auto const weights_of_points = to<host>(evaluated(in_dtype<T>(w), where));
    for (index i = 0; i < m; ++i) {
      for (index j = 0; j < n; ++j) left(i, j) *= weights_of_points(i);
      for (index j = 0; j < k; ++j) right.data()[i * k + j] *= weights_of_points(i);
    }
  }
  // Columns of length 1: the powers of large numbers would hide those of small ones.
  auto scale = zeros<R, host>(n);
  for (index i = 0; i < m; ++i)
    for (index j = 0; j < n; ++j) scale(j) += std::norm(left(i, j));
  for (R& of_column : scale) of_column = of_column == R(0) ? R(1) : std::sqrt(of_column);
  for (index i = 0; i < m; ++i)
    for (index j = 0; j < n; ++j) left(i, j) /= scale(j);

  fit_result<T, dimensions> fit;
  dims<dimensions> shape = right.shape();
  shape[0] = n;
  using D = real_t<inexact<value_type_t<X>>>;
  fit.rcond = rcond.value_or(double(m) * double(std::numeric_limits<D>::epsilon()));
  auto found = linalg::lstsq(left, reshape(right, {m, k}), fit.rcond, where);
  fit.rank = found.rank;
  fit.residuals = std::move(found.residuals);
  fit.singular_values = std::move(found.s);
  fit.coefficients = reshape(found.x / scale(_, newaxis), shape);
  if (with_covariance) {
    auto const of_columns = scale(_, newaxis) * scale(newaxis, _);
    ndarray<T, 2, host> const normal = matmul(left.T(), left);
    fit.covariance = linalg::solve(normal, eye<T, host>(n), where) / of_columns;
  }
  return fit;
}

/// 0, 1, ... degree.
inline std::vector<index> degrees_up_to(index degree) {
  std::vector<index> all;
  for (index k = 0; k <= degree; ++k) all.push_back(k);
  return all;
}

template <class... O>
std::optional<double> rcond_of(O const&... options) {
  if constexpr (given<key::rcond, O...>)
    return double(option<key::rcond>(0, options...));
  else
    return {};
}
template <class... O>
constexpr decltype(auto) weights_of(O const&... options) {
  return option<key::weights>(no_mask{}, options...);
}

template <class X, class Y>
void check_fit(X const& x, Y const& y, index degree, source_location where) {
  static_assert(ndim_v<X> == 1, "gamut: expected 1D vector for x");
  static_assert(ndim_v<Y> == 1 || ndim_v<Y> == 2, "gamut: expected 1D or 2D array for y");
  if (degree < 0) throw value_error("expected deg >= 0", where);
  if (x.shape()[0] == 0) throw value_error("expected non-empty vector for x", where);
  if (x.shape()[0] != y.shape()[0]) throw shape_error("expected x and y to have same length", where);
}
template <class X, class W>
void check_weights(X const& x, W const& w, source_location where) {
  if constexpr (!std::same_as<W, no_mask>) {
    static_assert(ndim_v<W> == 1, "gamut: expected a 1-d array for weights");
    if (x.shape()[0] != w.shape()[0]) throw shape_error("expected w and y to have the same length", where);
  }
}
/// polynomial.polyfit.
template <class X, class Y, class... O>
auto fit_of_powers(X const& x, Y const& y, std::vector<index> const& degrees, index least,
                   source_location where, O const&... options) {
  takes<key::weights, key::rcond, key::full_output>::template check<O...>();
  using P = policy_of<X, Y>;
  check_fit(x, y, least, where);
  check_weights(x, weights_of(options...), where);
  auto const fit = fitted(x, y, degrees, rcond_of(options...), weights_of(options...), false, where);
  auto shape = fit.coefficients.shape();
  shape[0] = degrees.back() + 1;
  auto all = zeros<inexact_of<X, Y>, host>(shape);
  for (std::size_t k = 0; k < degrees.size(); ++k)
    all(degrees[k], ellipsis) = fit.coefficients(index(k), ellipsis);
  if constexpr (given<key::full_output, O...>)
    return std::tuple(to<P>(all), std::tuple(fit.residuals, fit.rank, fit.singular_values, fit.rcond));
  else
    return to<P>(all);
}

/// Points are given by as many x as y (and z).
template <class... X>
void check_points(source_location where, X const&... x) {
  if constexpr ((expression<X> && ...)) {
    bool same = true;
    auto const first = [](auto const& a, auto const&...) { return a.shape(); }(x...);
    ((same = same &&
             [&] {
               if constexpr (ndim_v<X> == first.size())
                 return x.shape() == first;
               else
                 return false;
             }()),
     ...);
    if (!same) throw shape_error("x, y, z are incompatible", where);
  }
}

} // namespace detail

/// np.polynomial: the namespaces of its modules.
namespace polynomial {
/// np.polynomial.polynomial: power series, lowest power first.
namespace polynomial {

/// off + scl * x (polyline): of one coefficient where `scl` is zero.
template <policy P = default_policy, scalar A, scalar B>
auto polyline(A off, B scl, source_location where = source_location::current()) {
  using T = promote_t<detail::scalar_dtype<A>, detail::scalar_dtype<B>>;
  auto const c = array<T>({T(off), T(scl)});
  return to<P>(detail::part(c, 0, scl == B(0) ? 1 : 2), where);
}

/// c1 + c2 (polyadd), without zeros behind. Throws `value_error` for no coefficients, as all of these do.
template <expression A, expression B>
auto polyadd(A const& c1, B const& c2, source_location where = source_location::current()) {
  using T = detail::inexact_of<A, B>;
  return to<detail::policy_of<A, B>>(
      detail::trimmed(detail::added(detail::series_of<T>(c1, where), detail::series_of<T>(c2, where), T(1))));
}
/// c1 - c2 (polysub).
template <expression A, expression B>
auto polysub(A const& c1, B const& c2, source_location where = source_location::current()) {
  using T = detail::inexact_of<A, B>;
  return to<detail::policy_of<A, B>>(detail::trimmed(
      detail::added(detail::series_of<T>(c1, where), detail::series_of<T>(c2, where), T(-1))));
}
/// c1 * c2 (polymul).
template <expression A, expression B>
auto polymul(A const& c1, B const& c2, source_location where = source_location::current()) {
  using T = detail::inexact_of<A, B>;
  return to<detail::policy_of<A, B>>(
      detail::trimmed(detail::multiplied(detail::series_of<T>(c1, where), detail::series_of<T>(c2, where))));
}
/// c * x (polymulx).
template <expression C>
auto polymulx(C const& c, source_location where = source_location::current()) {
  using T = detail::inexact_of<C>;
  auto const from = detail::series_of<T>(c, where);
  if (from.size() == 1 && from(0) == T(0)) return to<policy_t<C>>(from);
  detail::series<T> result(shape_of(from.size() + 1));
  result(0) = from(0) * T(0);
  std::copy(from.begin(), from.end(), result.data() + 1);
  return to<policy_t<C>>(result);
}
/// Quotient and remainder of c1 / c2 (polydiv). Throws `value_error` for a divisor of zero.
template <expression A, expression B>
auto polydiv(A const& c1, B const& c2, source_location where = source_location::current()) {
  using T = detail::inexact_of<A, B>;
  using P = detail::policy_of<A, B>;
  auto rest = detail::series_of<T>(c1, where);
  auto by = detail::series_of<T>(c2, where);
  index const n = rest.size(), m = by.size();
  T const scale = by(m - 1);
  if (scale == T(0)) throw value_error("division by zero", where);
  auto const zero = [&] { return array<T>({rest(0) * T(0)}); };
  if (n < m) return std::tuple(to<P>(zero()), to<P>(rest));
  for (index i = 0; i < m - 1; ++i) by(i) /= scale;
  for (index i = n - m, j = n - 1; m > 1 && i >= 0; --i, --j)
    for (index k = 0; k < m - 1; ++k) rest(i + k) = math::minus(rest(i + k), math::times(by(k), rest(j)));
  auto quotient = detail::part(rest, m - 1, n);
  for (T& q : quotient) q /= scale;
  return std::tuple(to<P>(quotient), to<P>(m == 1 ? zero() : detail::trimmed(detail::part(rest, 0, m - 1))));
}
/// c to the power `pow` (polypow). Throws `value_error` for a negative power, or one above `maxpower`.
template <expression C>
auto polypow(C const& c, index pow, index maxpower = std::numeric_limits<index>::max(),
             source_location where = source_location::current()) {
  using T = detail::inexact_of<C>;
  auto const base = detail::series_of<T>(c, where);
  if (pow < 0) throw value_error("Power must be a non-negative integer.", where);
  if (pow > maxpower) throw value_error("Power is too large", where);
  auto result = pow == 0 ? array<T>({T(1)}) : base;
  for (index k = 2; k <= pow; ++k) result = detail::multiplied(result, base);
  return to<policy_t<C>>(result);
}

/// The values at `x` of the polynomial with coefficients `c` (polyval), in one pass over the expression `x`.
/// Where `c` has further axes each of its columns is evaluated at every x; `polyval<false>` broadcasts them
/// with x instead (tensor=False).
template <bool Tensor = true, operand X, expression C>
auto polyval(X const& x, C const& c, source_location where = source_location::current()) {
  using T = detail::polynomial_value<detail::inexact_of<C>, X>;
  return detail::polynomial_values<Tensor, T>(x, c, false, where);
}

/// The values at the points (x, y) of the polynomial with coefficients c(i, j) of x^i y^j (polyval2d).
/// Throws `shape_error` where x and y differ in shape.
template <operand X, operand Y, expression C>
auto polyval2d(X const& x, Y const& y, C const& c, source_location where = source_location::current()) {
  static_assert(ndim_v<C> >= 2, "gamut: polyval2d: the coefficients have two axes or more");
  detail::check_points(where, x, y);
  return polynomial::polyval<false>(y, polynomial::polyval(x, c, where), where);
}
/// The values at the points (x, y, z) (polyval3d).
template <operand X, operand Y, operand Z, expression C>
auto polyval3d(X const& x, Y const& y, Z const& z, C const& c,
               source_location where = source_location::current()) {
  static_assert(ndim_v<C> >= 3, "gamut: polyval3d: the coefficients have three axes or more");
  detail::check_points(where, x, y, z);
  return polynomial::polyval<false>(z, polynomial::polyval<false>(y, polynomial::polyval(x, c, where), where),
                                    where);
}
/// The values on the grid of all pairs of an x and a y (polygrid2d).
template <operand X, operand Y, expression C>
auto polygrid2d(X const& x, Y const& y, C const& c, source_location where = source_location::current()) {
  static_assert(ndim_v<C> >= 2, "gamut: polygrid2d: the coefficients have two axes or more");
  return polynomial::polyval(y, polynomial::polyval(x, c, where), where);
}
/// The values on the grid of all triples (polygrid3d).
template <operand X, operand Y, operand Z, expression C>
auto polygrid3d(X const& x, Y const& y, Z const& z, C const& c,
                source_location where = source_location::current()) {
  static_assert(ndim_v<C> >= 3, "gamut: polygrid3d: the coefficients have three axes or more");
  return polynomial::polyval(z, polynomial::polyval(y, polynomial::polyval(x, c, where), where), where);
}

/// The values at `x` of the polynomial with the roots `r`, the product of all x - r (polyvalfromroots).
/// `polyvalfromroots<false>` broadcasts further axes of `r` with x (tensor=False).
template <bool Tensor = true, operand X, expression R>
auto polyvalfromroots(X const& x, R const& r, source_location where = source_location::current()) {
  using D = detail::inexact_of<R>;
  constexpr int more = Tensor ? detail::operand_ndim<X> : 0;
  static_assert(Tensor || detail::operand_ndim<X> < ndim_v<R>,
                "gamut: polyvalfromroots: x.ndim must be < r.ndim when tensor == False");
  auto const roots = detail::relayout(detail::in_dtype<D>(r), [](auto const& l) {
    constexpr int n = std::remove_cvref_t<decltype(l.shape)>::size();
    layout<n + more> wide{{}, {}, l.offset};
    for (int d = 0; d < n + more; ++d) {
      wide.shape[d] = d < n ? l.shape[d] : 1;
      wide.strides[d] = d < n ? l.strides[d] : 0;
    }
    return wide;
  });
  return prod(x - roots, 0, where);
}

/// The coefficients of the polynomial with these roots and a highest coefficient of 1 (polyfromroots).
template <expression R>
auto polyfromroots(R const& roots, source_location where = source_location::current()) {
  using T = promote_t<double, value_type_t<R>>;
  auto sorted = detail::on_host<T>(roots, where);
  if constexpr (complex_floating<T>)
    std::sort(sorted.begin(), sorted.end(), detail::ordered<real_t<T>>);
  else
    std::sort(sorted.begin(), sorted.end());
  std::vector<detail::series<T>> factors;
  for (T const& root : sorted) factors.push_back(array<T>({-root, T(1)}));
  if (factors.empty()) factors.push_back(array<T>({T(1)}));
  // Pairs are multiplied, then pairs of products: the products stay of one size, and accurate.
  while (factors.size() > 1) {
    std::size_t const half = factors.size() / 2;
    std::vector<detail::series<T>> products;
    for (std::size_t i = 0; i < half; ++i)
      products.push_back(detail::multiplied(factors[i], factors[i + half]));
    if (factors.size() % 2 == 1) products[0] = detail::multiplied(products[0], factors.back());
    factors = std::move(products);
  }
  return to<policy_t<R>>(factors[0], where);
}

/// The companion matrix of `c`, whose eigenvalues are the roots (polycompanion).
/// Throws `value_error` for a constant.
template <expression C>
auto polycompanion(C const& c, source_location where = source_location::current()) {
  using T = detail::inexact_of<C>;
  auto const from = detail::series_of<T>(c, where);
  index const n = from.size() - 1;
  if (n < 1) throw value_error("Series must have maximum degree of at least 1.", where);
  auto matrix = zeros<T, host>(n, n);
  for (index i = 0; i < n; ++i) {
    if (i > 0) matrix(i, i - 1) = T(1);
    matrix(i, n - 1) = math::minus(matrix(i, n - 1), from(i) / from(n));
  }
  return to<policy_t<C>>(matrix, where);
}

/// The roots of `c` in ascending order (polyroots), complex whatever they are: whether they are real is known
/// only when they are computed. Throws `linalg_error` where the eigenvalues of the companion matrix are not
/// found.
template <expression C>
auto polyroots(C const& c, source_location where = source_location::current()) {
  using T = detail::inexact_of<C>;
  auto const from = detail::series_of<T>(c, where);
  detail::series<std::complex<real_t<T>>> roots;
  if (from.size() == 2)
    roots = array<std::complex<real_t<T>>>({std::complex<real_t<T>>(-from(0) / from(1))});
  else if (from.size() > 2)
    roots = linalg::eigvals(ndarray(flip(polycompanion(from, where))), where);
  std::sort(roots.begin(), roots.end(), detail::ordered<real_t<T>>);
  return to<policy_t<C>>(roots, where);
}

/// The coefficients without those behind that are at most `tol` in size (polytrim).
/// Throws `value_error` for a negative `tol`.
template <expression C>
auto polytrim(C const& c, double tol = 0, source_location where = source_location::current()) {
  using T = detail::inexact_of<C>;
  if (tol < 0) throw value_error("tol must be non-negative", where);
  auto from = detail::series_of<T>(c, where);
  index n = from.size();
  while (n > 0 && !(std::abs(from(n - 1)) > tol)) --n;
  if (n == 0) from(0) *= T(0);
  return to<policy_t<C>>(detail::part(from, 0, n > 0 ? n : 1), where);
}

/// The coefficients of the `m`-th derivative of the polynomials along an axis, each derivation multiplied by
/// `scl` (polyder). Throws `value_error` for a negative `m`.
template <expression C>
auto polyder(C const& c, index m = 1, double scl = 1, detail::axis_number axis = 0,
             source_location where = source_location::current()) {
  using T = detail::inexact_of<C>;
  constexpr int n = ndim_v<C>;
  if (m < 0) throw value_error("The order of derivation must be non-negative", where);
  int const at = detail::normalize_axis(axis, n, where);
  ndarray<T, n, policy_t<C>> result(moveaxis(detail::in_dtype<T>(c), at, 0), where);
  real_t<T> const factor = real_t<T>(scl);
  if (m > 0 && m >= result.shape()[0])
    result = copy(result(slice(1), ellipsis) * T(0));
  else
    for (index k = 0; k < m; ++k) {
      auto const rest = result(slice(1, _), ellipsis);
      result = copy((detail::coordinates<real_t<T>, policy_t<C>>(rest.shape(), 0) + real_t<T>(1)) *
                    (rest * factor));
    }
  return copy(moveaxis(result, 0, at), where);
}

/// The coefficients of the `m`-th integral of the polynomials along an axis: each integration is multiplied
/// by `scl`, starts at `lbnd` and gets its constant of `k`, or 0 (polyint). Throws `value_error` for a
/// negative `m` or more constants than integrations.
template <expression C>
auto polyint(C const& c, index m = 1, std::vector<double> const& k = {}, double lbnd = 0, double scl = 1,
             detail::axis_number axis = 0, source_location where = source_location::current()) {
  using T = detail::inexact_of<C>;
  using R = real_t<T>;
  constexpr int n = ndim_v<C>;
  if (m < 0) throw value_error("The order of integration must be non-negative", where);
  if (index(k.size()) > m) throw value_error("Too many integration constants", where);
  int const at = detail::normalize_axis(axis, n, where);
  ndarray<T, n, policy_t<C>> result(moveaxis(detail::in_dtype<T>(c), at, 0), where);
  for (index i = 0; i < m; ++i) {
    T const constant = T(R(i < index(k.size()) ? k[std::size_t(i)] : 0.));
    result *= R(scl);
    if (result.shape()[0] == 1 && bool(all(result == T(0)))) {
      result += constant;
      continue;
    }
    auto shape = result.shape();
    ++shape[0];
    ndarray<T, n, policy_t<C>> next(shape, where);
    next(slice(1), ellipsis) = result(slice(1), ellipsis) * R(0);
    next(slice(1, _), ellipsis) = result / (detail::coordinates<R, policy_t<C>>(result.shape(), 0) + R(1));
    auto const first = polynomial::polyval(R(lbnd), next, where);
    next(0, ellipsis) += constant - first;
    result = std::move(next);
  }
  return copy(moveaxis(result, 0, at), where);
}
/// The same with one constant.
template <expression C>
auto polyint(C const& c, index m, double k, double lbnd = 0, double scl = 1, detail::axis_number axis = 0,
             source_location where = source_location::current()) {
  return polyint(c, m, std::vector<double>{k}, lbnd, scl, axis, where);
}

/// The powers 0 ... `deg` of every x, as a last axis (polyvander). Throws `value_error` for a negative
/// degree.
template <expression X>
auto polyvander(X const& x, index deg, source_location where = source_location::current()) {
  if (deg < 0) throw value_error("deg must be non-negative", where);
  return detail::powers(x, deg, false, where);
}
/// x^i y^j for every point (x, y), as a last axis: j is the faster (polyvander2d).
template <expression X, expression Y>
auto polyvander2d(X const& x, Y const& y, index const (&deg)[2],
                  source_location where = source_location::current()) {
  detail::check_points(where, x, y);
  auto const a = polyvander(x, deg[0], where);
  auto const b = polyvander(y, deg[1], where);
  ndarray const both = a(ellipsis, newaxis) * b(ellipsis, newaxis, _);
  return copy(reshape(both, detail::followed_by(x.shape(), (deg[0] + 1) * (deg[1] + 1)), where));
}
/// x^i y^j z^k for every point (x, y, z), as a last axis: k is the fastest (polyvander3d).
template <expression X, expression Y, expression Z>
auto polyvander3d(X const& x, Y const& y, Z const& z, index const (&deg)[3],
                  source_location where = source_location::current()) {
  detail::check_points(where, x, y, z);
  auto const a = polyvander(x, deg[0], where);
  auto const b = polyvander(y, deg[1], where);
  auto const c = polyvander(z, deg[2], where);
  ndarray const all =
      a(ellipsis, newaxis, newaxis) * b(ellipsis, newaxis, _, newaxis) * c(ellipsis, newaxis, newaxis, _);
  return copy(
      reshape(all, detail::followed_by(x.shape(), (deg[0] + 1) * (deg[1] + 1) * (deg[2] + 1)), where));
}

/// The coefficients of the polynomial of degree `deg`, or with the powers `deg`, that fits the points (x, y)
/// with least squares (polyfit); y may have a column for each of several fits. Keywords: `weights = w` of the
/// residuals (w=), `rcond = r`: singular values up to r times the largest are taken for zero (x.size() times
/// the precision of x by default), and `full_output` (full=True), which gives the tuple (coefficients,
/// (residuals, rank, singular values, rcond)). Throws `value_error` for a negative degree or no points,
/// `shape_error` where x and y differ in length.
template <expression X, expression Y, keyword_argument... O>
auto polyfit(X const& x, Y const& y, detail::axis_argument deg, O const&... options) {
  return detail::fit_of_powers(x, y, detail::degrees_up_to(deg.axis), deg.axis, deg.where, options...);
}
template <expression X, expression Y, std::size_t K, keyword_argument... O>
auto polyfit(X const& x, Y const& y, index const (&deg)[K], O const&... options) {
  std::vector<index> degrees(deg, deg + K);
  std::sort(degrees.begin(), degrees.end());
  return detail::fit_of_powers(x, y, degrees, degrees.front(), {}, options...);
}

} // namespace polynomial
} // namespace polynomial

// The older functions: highest power first.

/// a1 + a2 (np.polyadd), as long as the longer one.
template <expression A, expression B>
auto polyadd(A const& a1, B const& a2, source_location where = source_location::current()) {
  using T = detail::computed_in<promote_t<value_type_t<A>, value_type_t<B>>>;
  return to<detail::policy_of<A, B>>(
      detail::reversed(detail::added(detail::reversed(detail::on_host<T>(a1, where)),
                                     detail::reversed(detail::on_host<T>(a2, where)), T(1))));
}
/// a1 - a2 (np.polysub).
template <expression A, expression B>
auto polysub(A const& a1, B const& a2, source_location where = source_location::current()) {
  using T = detail::computed_in<promote_t<value_type_t<A>, value_type_t<B>>>;
  return to<detail::policy_of<A, B>>(
      detail::reversed(detail::added(detail::reversed(detail::on_host<T>(a1, where)),
                                     detail::reversed(detail::on_host<T>(a2, where)), T(-1))));
}

namespace detail {

/// Highest power first, without zeros in front.
template <class T>
series<T> leading(series<T> const& c) {
  index first = 0;
  while (first < c.size() && c.data()[first] == T(0)) ++first;
  return first < c.size() ? part(c, first, c.size()) : zeros<T, host>(1);
}

} // namespace detail

/// a1 * a2 (np.polymul).
template <expression A, expression B>
auto polymul(A const& a1, B const& a2, source_location where = source_location::current()) {
  using T = detail::computed_in<promote_t<value_type_t<A>, value_type_t<B>>>;
  return to<detail::policy_of<A, B>>(detail::multiplied(detail::leading(detail::on_host<T>(a1, where)),
                                                        detail::leading(detail::on_host<T>(a2, where))));
}
/// Quotient and remainder of u / v (np.polydiv). Throws `value_error` for no coefficients.
template <expression A, expression B>
auto polydiv(A const& u, B const& v, source_location where = source_location::current()) {
  using T = detail::inexact_of<A, B>;
  using P = detail::policy_of<A, B>;
  auto rest = detail::on_host<T>(u, where);
  auto const by = detail::on_host<T>(v, where);
  if (rest.size() == 0 || by.size() == 0) throw value_error("Coefficient array is empty", where);
  index const steps = rest.size() - by.size() + 1;
  auto quotient = zeros<T, host>(std::max<index>(steps, 1));
  T const scale = T(1) / by(0);
  for (index k = 0; k < steps; ++k) {
    quotient(k) = math::times(scale, rest(k));
    for (index i = 0; i < by.size(); ++i)
      rest(k + i) = math::minus(rest(k + i), math::times(quotient(k), by(i)));
  }
  index first = 0;
  while (first + 1 < rest.size() && std::abs(rest(first)) <= 1e-8) ++first; // np.allclose with zero
  return std::tuple(to<P>(quotient), to<P>(detail::part(rest, first, rest.size())));
}

/// The values at `x` of the polynomial with coefficients `p` (np.polyval), in one pass over the expression
/// `x`.
template <expression C, operand X>
auto polyval(C const& p, X const& x, source_location where = source_location::current()) {
  static_assert(ndim_v<C> == 1, "gamut: the coefficients of polyval are one-dimensional");
  using T = detail::polynomial_value<value_type_t<C>, X>;
  return detail::polynomial_values<true, T>(x, p, true, where);
}

namespace detail {

/// The coefficients times 1, 2, ... of their powers, or over them; the last `dropped` have no part in it.
template <class F, class T, class P>
auto by_powers(ndarray<T, 1, P> const& c, index dropped) {
  index const n = c.size() > dropped ? c.size() - dropped : 0;
  auto const power =
      make_view(generated<arithmetic_progression<std::int64_t>, P>{{n, -1}}, row_major_layout(shape_of(n)));
  return evaluated(make_map<F>(c(slice(n)), power));
}

} // namespace detail

/// The `m`-th derivative (np.polyder). Throws `value_error` for a negative `m`.
template <expression C>
auto polyder(C const& p, index m = 1, source_location where = source_location::current()) {
  static_assert(ndim_v<C> == 1, "gamut: the coefficients of polyder are one-dimensional");
  using T = promote_t<detail::computed_in<value_type_t<C>>, std::int64_t>;
  if (m < 0) throw value_error("Order of derivative must be positive (see polyint)", where);
  ndarray<T, 1, policy_t<C>> result(detail::in_dtype<T>(p), where);
  for (index k = 0; k < m; ++k) result = detail::by_powers<fn::multiply>(result, 1);
  return result;
}
/// The `m`-th integral, with constants `k`: one for each integration, one for all, or zeros (np.polyint).
/// Throws `value_error` for a negative `m` or another number of constants.
template <expression C>
auto polyint(C const& p, index m = 1, std::vector<double> k = {},
             source_location where = source_location::current()) {
  static_assert(ndim_v<C> == 1, "gamut: the coefficients of polyint are one-dimensional");
  using T = promote_t<value_type_t<C>, double>;
  if (m < 0) throw value_error("Order of integral must be positive (see polyder)", where);
  if (k.size() <= 1) k.assign(std::size_t(m), k.empty() ? 0. : k[0]);
  if (index(k.size()) < m)
    throw value_error("k must be a scalar or a rank-1 array of length 1 or >m.", where);
  ndarray<T, 1, policy_t<C>> result(detail::in_dtype<T>(p), where);
  for (index i = 0; i < m; ++i) {
    ndarray<T, 1, policy_t<C>> next(shape_of(result.size() + 1), where);
    next(slice(-1)) = detail::by_powers<fn::divide>(result, 0);
    next(slice(-1, _)) = T(k[std::size_t(i)]);
    result = std::move(next);
  }
  return result;
}
/// The same with one constant.
template <expression C>
auto polyint(C const& p, index m, double k, source_location where = source_location::current()) {
  return polyint(p, m, std::vector<double>{k}, where);
}

/// The coefficients of the polynomial with these roots and a highest coefficient of 1; of a square matrix,
/// its characteristic polynomial (np.poly). Complex roots give complex coefficients, whose imaginary parts
/// are zero where the roots come in conjugate pairs. Throws `shape_error` for a matrix that is not square.
template <expression R>
auto poly(R const& roots, source_location where = source_location::current()) {
  static_assert(ndim_v<R> == 1 || ndim_v<R> == 2, "gamut: input must be 1d or non-empty square 2d array.");
  using T = detail::inexact_of<R>;
  if constexpr (ndim_v<R> == 2) {
    if (roots.shape()[0] != roots.shape()[1] || roots.shape()[0] == 0)
      throw shape_error("input must be 1d or non-empty square 2d array.", where);
    auto const matrix = to<host>(detail::evaluated(detail::in_dtype<T>(roots), where), where);
    auto const all = poly(linalg::eigvals(matrix, where), where);
    if constexpr (complex_floating<T>)
      return to<policy_t<R>>(all);
    else // the eigenvalues of a real matrix come in conjugate pairs
      return to<policy_t<R>>(detail::evaluated(gamut::real(all)));
  } else {
    auto const from = detail::on_host<T>(roots, where);
    auto result = array<T>({T(1)});
    for (T const& root : from) result = detail::multiplied(result, array<T>({T(1), -root}));
    return to<policy_t<R>>(result, where);
  }
}

/// The roots of the polynomial with coefficients `p`, complex whatever they are (np.roots), in the order in
/// which they are found; a root of zero for each zero behind. Throws `linalg_error` where the eigenvalues of
/// the companion matrix are not found.
template <expression C>
auto roots(C const& p, source_location where = source_location::current()) {
  using T = detail::inexact_of<C>;
  using Z = std::complex<real_t<T>>;
  auto const from = detail::leading(detail::on_host<T>(p, where));
  index const n = detail::trimmed(from).size() - 1;
  index const zeros_behind = from(0) == T(0) ? 0 : from.size() - n - 1;
  auto result = zeros<Z, host>(n + zeros_behind);
  if (n > 0) {
    auto matrix = zeros<T, host>(n, n);
    for (index i = 0; i < n; ++i) {
      matrix(0, i) = -from(i + 1) / from(0);
      if (i > 0) matrix(i, i - 1) = T(1);
    }
    auto const found = linalg::eigvals(matrix, where);
    std::copy(found.begin(), found.end(), result.data());
  }
  return to<policy_t<C>>(result, where);
}

/// The coefficients of the polynomial of degree `deg` that fits the points (x, y) with least squares
/// (np.polyfit); y may have a column for each of several fits. Keywords: `weights = w` of the residuals (w=),
/// `rcond = r`, `full_output` (full=True), which gives the tuple (coefficients, residuals, rank, singular
/// values, rcond), and `covariance` or `unscaled_covariance` (cov=True, cov='unscaled'), which give the tuple
/// (coefficients, their covariance matrix). Throws as the fit of gm::polynomial does, and `value_error` for
/// too few points to scale a covariance.
template <expression X, expression Y, keyword_argument... O>
auto polyfit(X const& x, Y const& y, detail::axis_argument deg, O const&... options) {
  detail::takes<key::weights, key::rcond, key::full_output, key::covariance,
                key::unscaled_covariance>::template check<O...>();
  using P = detail::policy_of<X, Y>;
  constexpr bool scaled = detail::given<key::covariance, O...>,
                 unscaled = detail::given<key::unscaled_covariance, O...>;
  detail::check_fit(x, y, deg.axis, deg.where);
  detail::check_weights(x, detail::weights_of(options...), deg.where);
  auto const fit = detail::fitted(x, y, detail::degrees_up_to(deg.axis), detail::rcond_of(options...),
                                  detail::weights_of(options...), scaled || unscaled, deg.where);
  auto const coefficients = to<P>(detail::evaluated(flip(fit.coefficients, 0)));
  if constexpr (detail::given<key::full_output, O...>)
    return std::tuple(coefficients, fit.residuals, fit.rank, fit.singular_values, fit.rcond);
  else if constexpr (scaled || unscaled) {
    index const free = x.shape()[0] - deg.axis - 1;
    if (scaled && free <= 0)
      throw value_error("the number of data points must exceed order to scale the covariance matrix",
                        deg.where);
    auto const base = flip(fit.covariance);
    auto const factors = [&] { // one for each right-hand side
      auto all = ones<value_type_t<decltype(fit.residuals)>, host>(
          ndim_v<Y> == 1 ? index(1) : fit.coefficients.size() / (deg.axis + 1));
      if constexpr (scaled) {
        if (fit.residuals.size() > 0) all = fit.residuals / double(free);
      }
      return all;
    }();
    if constexpr (ndim_v<Y> == 1)
      return std::tuple(coefficients, to<P>(detail::evaluated(base * factors(0))));
    else
      return std::tuple(coefficients, to<P>(detail::evaluated(base(ellipsis, newaxis) * factors)));
  } else
    return coefficients;
}

/// A polynomial (np.poly1d): its coefficients, highest power first, with the arithmetic of polynomials.
/// `gm::poly1d(gm::poly(r))` is np.poly1d(r, True).
template <dtype T, class P = default_policy>
class poly1d {
public:
  using value_type = T;

  /// The polynomial with these coefficients; zeros in front are dropped.
  template <expression C>
  explicit poly1d(C const& c, char variable = 'x', source_location where = source_location::current())
      : coefficients_(to<P>(detail::leading(detail::on_host<T>(c, where)), where)), variable_(variable) {}
  template <std::size_t N>
  explicit poly1d(T const (&c)[N], char variable = 'x') : poly1d(array<T>(c), variable) {}

  /// p.c, p.coef, p.coeffs, p.coefficients.
  ndarray<T, 1, P> const& c() const { return coefficients_; }
  ndarray<T, 1, P> const& coef() const { return coefficients_; }
  ndarray<T, 1, P> const& coeffs() const { return coefficients_; }
  ndarray<T, 1, P> const& coefficients() const { return coefficients_; }
  /// The degree (p.o, p.order, len(p)).
  index o() const { return coefficients_.size() - 1; }
  index order() const { return o(); }
  /// p.r, p.roots.
  auto r() const { return gamut::roots(coefficients_); }
  auto roots() const { return r(); }
  char variable() const { return variable_; }

  /// The values at `x`, in one pass (p(x)).
  template <operand X>
  auto operator()(X const& x, source_location where = source_location::current()) const {
    return polyval(coefficients_, x, where);
  }
  /// The polynomial of a polynomial (p(q)).
  template <class U>
  auto operator()(poly1d<U, P> const& q) const {
    using R = promote_t<T, U>;
    auto const mine = to<host>(coefficients_);
    auto const other = detail::on_host<R>(q.c(), {});
    auto value = zeros<R, host>(1);
    for (T const& c : mine) {
      value = detail::multiplied(value, other);
      value(-1) += detail::convert<R>(c);
    }
    return poly1d<R, P>(value, variable_);
  }
  /// The coefficient of x to the power `k`, zero where there is none (p[k]).
  T operator[](index k) const { return k < 0 || k > o() ? T(0) : T(coefficients_(o() - k)); }
  /// Gives x to the power `k` a coefficient (p[k] = value). Throws `value_error` for a negative power.
  void set(index k, T value, source_location where = source_location::current()) {
    if (k < 0) throw value_error("Does not support negative powers.", where);
    auto c = detail::reversed(to<host>(coefficients_));
    if (k >= c.size()) c = detail::added(c, zeros<T, host>(k + 1), T(1));
    c(k) = value;
    coefficients_ = to<P>(detail::reversed(c));
  }

  /// The `m`-th derivative and integral (p.deriv(m), p.integ(m, k)).
  auto deriv(index m = 1, source_location where = source_location::current()) const {
    return made(polyder(coefficients_, m, where));
  }
  auto integ(index m = 1, std::vector<double> const& k = {},
             source_location where = source_location::current()) const {
    return made(polyint(coefficients_, m, k, where));
  }

  poly1d operator+() const { return *this; }
  poly1d operator-() const { return made(detail::evaluated(make_map<fn::negative>(coefficients_))); }
  template <class U>
  friend auto operator+(poly1d const& a, poly1d<U, P> const& b) {
    return a.made(polyadd(a.c(), b.c()));
  }
  template <class U>
  friend auto operator-(poly1d const& a, poly1d<U, P> const& b) {
    return a.made(polysub(a.c(), b.c()));
  }
  template <class U>
  friend auto operator*(poly1d const& a, poly1d<U, P> const& b) {
    return a.made(polymul(a.c(), b.c()));
  }
  /// Quotient and remainder.
  template <class U>
  friend auto operator/(poly1d const& a, poly1d<U, P> const& b) {
    auto const [quotient, remainder] = polydiv(a.c(), b.c());
    return std::tuple(a.made(quotient), a.made(remainder));
  }
  template <scalar S>
  friend auto operator+(poly1d const& a, S const& b) {
    return a + a.constant(b);
  }
  template <scalar S>
  friend auto operator+(S const& a, poly1d const& b) {
    return b.constant(a) + b;
  }
  template <scalar S>
  friend auto operator-(poly1d const& a, S const& b) {
    return a - a.constant(b);
  }
  template <scalar S>
  friend auto operator-(S const& a, poly1d const& b) {
    return b.constant(a) - b;
  }
  template <scalar S>
  friend auto operator*(poly1d const& a, S const& b) {
    return a.made(detail::evaluated(a.c() * b));
  }
  template <scalar S>
  friend auto operator*(S const& a, poly1d const& b) {
    return b.made(detail::evaluated(a * b.c()));
  }
  template <scalar S>
  friend auto operator/(poly1d const& a, S const& b) {
    return a.made(detail::evaluated(a.c() / b));
  }
  template <class U>
  friend bool operator==(poly1d const& a, poly1d<U, P> const& b) {
    return a.o() == b.o() && bool(all(a.c() == b.c()));
  }

  /// As NumPy prints it: the powers on a line of their own, above the terms.
  std::string text() const;

private:
  template <class C>
  auto made(C const& c) const {
    return poly1d<value_type_t<C>, P>(c, variable_);
  }
  template <class S>
  auto constant(S const& value) const {
    using D = detail::scalar_dtype<S>;
    return poly1d<D, P>(array<D>({D(value)}), variable_);
  }

  static std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
  }
  static std::string written(T const& c) {
    if constexpr (complex_floating<T>) {
      if (c.imag() == 0) return number(double(c.real()));
      if (c.real() == 0) return number(double(c.imag())) + "j";
      return "(" + number(double(c.real())) + " + " + number(double(c.imag())) + "j)";
    } else
      return number(double(c));
  }
  ndarray<T, 1, P> coefficients_;
  char variable_;
};

template <expression C>
poly1d(C const&, char = 'x', source_location = {}) -> poly1d<value_type_t<C>, policy_t<C>>;
template <scalar S, std::size_t N>
poly1d(S const (&)[N], char = 'x') -> poly1d<detail::scalar_dtype<S>>;

template <dtype T, class P>
std::string poly1d<T, P>::text() const {
  constexpr std::size_t width = 70;
  auto const c = to<host>(coefficients_);
  std::string done = " ", powers, terms, pending;
  for (index k = 0; k < c.size(); ++k) {
    index const power = c.size() - 1 - k;
    std::string term = written(c(k));
    if (term == "0" && c.size() > 1) continue;
    if (k > 0) {
      bool const negative = term[0] == '-';
      pending += negative ? " - " : " + ";
      if (negative) term.erase(0, 1);
    }
    pending += term;
    if (power > 0) pending += std::string(" ") + variable_;
    if (power < 2) continue;
    std::string const above = std::to_string(power);
    std::string const blank(above.size() - 1, ' ');
    if (terms.size() + pending.size() + blank.size() > width) {
      done += powers + "\n" + terms + "\n ";
      powers.clear(), terms.clear();
    }
    powers += std::string(pending.size() - 1, ' ') + above;
    terms += pending + blank;
    pending.clear();
  }
  return done + powers + "\n" + terms + pending;
}

/// As NumPy prints it.
template <class T, class P>
std::string to_string(poly1d<T, P> const& p) {
  return p.text();
}
/// Writes a polynomial as NumPy prints it.
template <class T, class P>
std::ostream& operator<<(std::ostream& stream, poly1d<T, P> const& p) {
  return stream << p.text();
}
/// p ** n. Throws `value_error` for a negative power.
template <class T, class P>
poly1d<T, P> call_ufunc(fn::power, poly1d<T, P> const& p, index n, source_location where = {}) {
  if (n < 0) throw value_error("Power to non-negative integers only.", where);
  auto result = array<T>({T(1)});
  auto const base = to<host>(p.c());
  for (index k = 0; k < n; ++k) result = detail::multiplied(result, base);
  return poly1d<T, P>(result, p.variable());
}

} // namespace gamut::inline GAMUT_ABI
