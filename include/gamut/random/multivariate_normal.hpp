// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Vectors of the normal distribution: standard ones, times a factor of the covariance from linalg.
#pragma once

#include <gamut/linalg/decompositions.hpp>
#include <gamut/linalg/solve.hpp>
#include <gamut/products.hpp>
#include <gamut/random/sampling.hpp>

#include <string_view>

namespace gamut::inline GAMUT_ABI::random::detail {

// The policy is always the host; as a template parameter it needs to be defined where they are called alone.

/// Throws `value_error` where A diag(s) B is not the covariance, to a tolerance.
template <class P>
void check_covariance(ndarray<double, 2, P> const& left, double const* s, ndarray<double, 2, P> const& right,
                      ndarray<double, 2, P> const& cov, double tol, source_location where) {
  index const n = cov.shape()[0];
  for (index i = 0; i < n; ++i)
    for (index j = 0; j < n; ++j) {
      double sum = 0.;
      for (index k = 0; k < n; ++k) sum += left(k, i) * s[k] * right(k, j);
      if (!(std::fabs(sum - cov(i, j)) <= tol + tol * std::fabs(cov(i, j))))
        throw value_error("covariance is not symmetric positive-semidefinite.", where);
    }
}

/// F with F @ F.T = cov, by one of NumPy's three methods.
template <class P>
ndarray<double, 2, P> factor_of(ndarray<double, 2, P> const& cov, std::string_view method, bool legacy,
                                bool check, double tol, source_location where) {
  using matrix = ndarray<double, 2, P>;
  if (method == "cholesky") return linalg::cholesky(cov, where);
  index const n = cov.shape()[0];
  auto const scaled = [&](matrix factor, auto const& scale) {
    for (index i = 0; i < n; ++i)
      for (index j = 0; j < n; ++j) factor(i, j) *= scale(j);
    return factor;
  };
  if (method == "eigh") {
    auto const of = linalg::eigh(cov, 'L', where);
    if (check)
      for (index i = 0; i < n; ++i)
        if (of.eigenvalues(i) < -tol)
          throw value_error("covariance is not symmetric positive-semidefinite.", where);
    return scaled(of.eigenvectors, [&](index j) { return std::sqrt(std::fabs(of.eigenvalues(j))); });
  }
  auto const of = linalg::svd(cov, where);
  if (check) check_covariance(of.Vh, of.S.data(), of.Vh, cov, tol, where);
  // RandomState takes the right vectors.
  return scaled(legacy ? matrix(transpose(of.Vh)) : of.U, [&](index j) { return std::sqrt(of.S(j)); });
}

template <bool Legacy, class Named, class Bits, class Size, expression M, expression C, keyword_argument... K>
auto multivariate_normal(Bits& bits, M const& mean, C const& cov, Size const& size, K const&... options) {
  if constexpr (Legacy)
    gamut::detail::takes<key::check_valid, key::tol>::template check<K...>();
  else
    gamut::detail::takes<key::check_valid, key::tol, key::method>::template check<K...>();
  static_assert(ndim_v<M> == 1, "gamut: mean must be 1 dimensional");
  static_assert(ndim_v<C> == 2, "gamut: cov must be 2 dimensional and square");
  using gamut::detail::option;
  source_location const where{};
  std::string_view const method = option<key::method>(std::string_view("svd"), options...);
  if (method != "svd" && method != "eigh" && method != "cholesky")
    throw value_error("method must be one of {'eigh', 'svd', 'cholesky'}", where);
  std::string_view const check = option<key::check_valid>(std::string_view("warn"), options...);
  if (check != "warn" && check != "raise" && check != "ignore")
    throw value_error("check_valid must equal 'warn', 'raise', or 'ignore'", where);
  auto const m = on_host<double>(mean, where);
  auto const c = on_host<double>(cov, where);
  index const n = m.size();
  if (c.shape()[0] != c.shape()[1]) throw value_error("cov must be 2 dimensional and square", where);
  if (c.shape()[0] != n) throw value_error("mean and cov must have same length", where);

  double const tol = option<key::tol>(1e-8, options...);
  auto const factor = factor_of(c, method, Legacy, check == "raise", tol, where);
  ndarray<double, rows_ndim<Size>, host> standard(rows_shape(size, n), where);
  for (double& x : standard.span()) x = standard_normal_of(bits);
  index const count = n > 0 ? standard.size() / n : 0;
  ndarray<double, 2, policy_t<decltype(c)>> const rows =
      matmul(reshape(standard, count, n), transpose(factor));
  for (index i = 0; i < standard.size(); ++i) standard.data()[i] = m.data()[i % n] + rows.data()[i];
  return to<result_policy<Named, M, C>>(std::move(standard), where);
}

} // namespace gamut::inline GAMUT_ABI::random::detail
