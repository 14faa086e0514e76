// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Factors of matrices multiplied together again, real and complex, of all shapes: what NumPy's values cannot
// tell, as signs and order are free.
#include "lapack_instances.hpp"
#include "support.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace {

template <class T>
gm::ndarray<T, 2, P> some(gm::index m, gm::index n) {
  auto rng = gm::random::default_rng(m * 100 + n);
  auto const a = rng.random<double, P>({m, n}) - 0.5;
  if constexpr (gm::complex_floating<T>)
    return gm::astype<T>(a + std::complex<double>(0, 1) * (rng.random<double, P>({m, n}) - 0.5));
  else
    return gm::astype<T>(a);
}

/// Whether two arrays are the same but for some roundings.
template <class A, class B>
bool close(A const& a, B const& b, double roundings = 100) {
  using R = gm::real_t<gm::value_type_t<A>>;
  if (a.shape() != b.shape()) return false;
  if (a.size() == 0) return true;
  double const size = 1 + double(R(gm::max(gm::abs(b))));
  return double(R(gm::max(gm::abs(gm::ndarray(a - b))))) <=
         roundings * size * double(std::numeric_limits<R>::epsilon());
}
template <class A>
auto adjoint(A const& a) {
  return gm::ndarray(gm::conj(gm::matrix_transpose(a)));
}
template <class A, class B>
auto product(A const& a, B const& b) {
  return gm::ndarray(gm::matmul(a, b));
}
template <class T>
auto one(gm::index n) {
  return gm::eye<T, P>(n);
}

template <class T>
void factors_make_the_matrix(gm::index m, gm::index n) {
  CAPTURE(m, n);
  auto const a = some<T>(m, n);
  auto const [q, r] = gm::linalg::qr(a);
  CHECK(close(product(q, r), a));
  CHECK(close(product(adjoint(q), q), one<T>(std::min(m, n))));
  CHECK(close(gm::triu(r), r, 0));
  auto const whole = gm::linalg::qr<"complete">(a);
  CHECK(close(product(whole.Q, whole.R), a));
  CHECK(close(product(whole.Q, adjoint(whole.Q)), one<T>(m)));
  auto const [u, s, vh] = gm::linalg::svd(a, gm::full_matrices = false);
  gm::ndarray const scaled = u * s;
  CHECK(close(product(scaled, vh), a));
  auto const full = gm::linalg::svd(a);
  CHECK(close(product(adjoint(full.U), full.U), one<T>(m)));
  CHECK(close(product(full.Vh, adjoint(full.Vh)), one<T>(n)));
  CHECK(close(gm::linalg::svdvals(a), s));
  CHECK(close(product(product(a, gm::linalg::pinv(a)), a), a));
  // least squares: what remains is orthogonal to the columns
  auto const b = some<T>(m, 2);
  auto const fit = gm::linalg::lstsq(a, b);
  gm::ndarray const rest = product(a, fit.x) - b;
  CHECK(close(product(adjoint(a), rest), gm::zeros<T, P>(n, 2)));
  CHECK(fit.rank == std::min(m, n));
  if (m > n) CHECK(close(fit.residuals, gm::ndarray(gm::sum(gm::square(gm::abs(rest)), 0))));
}

template <class T>
void square_ones(gm::index n) {
  CAPTURE(n);
  auto const a = some<T>(n, n);
  auto const b = some<T>(n, 3);
  CHECK(close(product(a, gm::linalg::solve(a, b)), b, 1000.));
  CHECK(close(product(a, gm::linalg::inv(a)), one<T>(n), 1000.));
  auto const factors = gm::linalg::lu_factor(a);
  CHECK(close(product(a, gm::linalg::lu_solve(factors, b)), b, 1000.));
  auto const [p, l, u] = gm::linalg::lu(a);
  CHECK(close(product(product(p, l), u), a));
  gm::ndarray const positive = product(a, adjoint(a)) + one<T>(n);
  auto const c = gm::linalg::cholesky(positive);
  CHECK(close(product(c, adjoint(c)), positive));
  auto const d = gm::linalg::cholesky(positive, gm::upper = true);
  CHECK(close(d, adjoint(c)));
  CHECK(close(product(positive, gm::linalg::cho_solve(gm::linalg::cho_factor(positive), b)), b, 1000.));
  CHECK(close(product(positive, gm::linalg::cho_solve(gm::linalg::cho_factor(positive, true), b)), b, 1000.));
  CHECK(close(product(positive, gm::linalg::solve(positive, b, gm::assume::positive_definite)), b, 1000.));
  gm::ndarray const lower = gm::tril(a) + T(2) * one<T>(n);
  CHECK(close(
      product(lower, gm::linalg::solve(gm::ndarray(lower + gm::triu(a, 1)), b, gm::assume::lower_triangular)),
      b, 1000.));
  gm::ndarray const upper = adjoint(lower);
  CHECK(close(product(upper, gm::linalg::solve(upper, b, gm::assume::upper_triangular)), b, 1000.));
  gm::ndarray const band = gm::triu(gm::tril(a, 2), -1);
  CHECK(close(product(band, gm::linalg::solve(a, b, gm::assume::banded{1, 2})), b, 10000.));
  gm::ndarray const hermitian = a + adjoint(a);
  auto const [w, v] = gm::linalg::eigh(hermitian);
  gm::ndarray const by_values = v * w;
  CHECK(close(product(hermitian, v), by_values));
  CHECK(close(product(adjoint(v), v), one<T>(n)));
  CHECK(close(gm::linalg::eigvalsh(gm::tril(hermitian)), w));
  CHECK(close(gm::linalg::eigh(gm::triu(hermitian), 'U').eigenvalues, w));
  auto const [z, y] = gm::linalg::eig(a);
  using C = gm::value_type_t<decltype(y)>;
  gm::ndarray const turned = y * z;
  CHECK(close(product(gm::ndarray(gm::astype<C>(a)), y), turned));
  CHECK(close(gm::linalg::norm(y, 2, 0), gm::ones<gm::real_t<T>, P>(n)));
  CHECK(close(gm::ndarray(gm::prod(z)), gm::ndarray(gm::astype<C>(gm::linalg::det(a))), 10000.));
}

} // namespace

TEST_CASE("the factors of a matrix make it again") {
  for (auto const [m, n] : {std::array<gm::index, 2>{1, 1}, {3, 5}, {5, 3}, {17, 17}, {60, 20}, {20, 60}}) {
    factors_make_the_matrix<double>(m, n);
    factors_make_the_matrix<std::complex<double>>(m, n);
  }
  factors_make_the_matrix<float>(30, 20);
}

TEST_CASE("square matrices are solved, inverted and diagonalised") {
  for (gm::index const n : {1, 2, 5, 12, 13, 50}) {
    square_ones<double>(n);
    square_ones<std::complex<double>>(n);
  }
  square_ones<float>(20);
  square_ones<double>(128); // whose rows lie in few sets of a cache
}

TEST_CASE("matrices without elements have factors without elements") {
  auto const none = gm::zeros<double, P>(0, 3);
  CHECK(gm::linalg::svd(none).Vh.shape() == gm::shape_of(3, 3));
  CHECK(close(gm::linalg::svd(none).Vh, one<double>(3)));
  CHECK(gm::linalg::qr(none).R.shape() == gm::shape_of(0, 3));
  CHECK(gm::linalg::pinv(none).shape() == gm::shape_of(3, 0));
  CHECK(gm::linalg::inv(gm::zeros<double, P>(2, 0, 0)).shape() == gm::shape_of(2, 0, 0));
  CHECK(same(gm::linalg::det(gm::zeros<double, P>(2, 0, 0)), {1, 1}));
  CHECK(gm::linalg::eigh(gm::zeros<double, P>(0, 0)).eigenvalues.size() == 0);
  CHECK(same(gm::linalg::lstsq(none, gm::zeros<double, P>(0)).x, {0, 0, 0}));
}

TEST_CASE("stacks are factorised matrix by matrix") {
  auto rng = gm::random::default_rng(3);
  auto const a = rng.random<double, P>({3, 50, 4, 3});
  auto const [q, r] = gm::linalg::qr(a);
  CHECK(close(product(q, r), a));
  auto const [u, s, vh] = gm::linalg::svd(a, gm::full_matrices = false);
  CHECK(close(product(gm::ndarray(u * gm::expand_dims(s, -2)), vh), a));
  gm::ndarray const squares = product(gm::matrix_transpose(a), a);
  auto const [w, v] = gm::linalg::eigh(squares);
  CHECK(close(product(squares, v), gm::ndarray(v * gm::expand_dims(w, -2))));
  CHECK(close(gm::linalg::matrix_power(squares, -1), gm::linalg::inv(squares), 0.));
  CHECK(double(gm::linalg::det(squares)(2, 7)) == double(gm::linalg::det(squares(2, 7))));
  CHECK(identical(gm::linalg::expm(squares)(1, 3), gm::linalg::expm(squares(1, 3))));
}

TEST_CASE("stacks are solved by their factors, broadcast against the right-hand sides") {
  auto rng = gm::random::default_rng(8);
  gm::ndarray const a = rng.random<double, P>({2, 1, 5, 5}) - 0.5 + 2. * one<double>(5);
  auto const b = rng.random<double, P>({3, 5, 2});
  auto const solves = [&](auto const& x, auto const& matrices) {
    return close(product(matrices, x), gm::ndarray<double, 4, P>(x.shape(), b));
  };
  CHECK(solves(gm::linalg::lu_solve(gm::linalg::lu_factor(a), b), a));
  auto const [p, l, u] = gm::linalg::lu(a);
  CHECK(close(product(product(p, l), u), a));
  gm::ndarray const positive = product(a, gm::matrix_transpose(a));
  CHECK(solves(gm::linalg::cho_solve(gm::linalg::cho_factor(positive), b), positive));
  CHECK(solves(gm::linalg::solve(positive, b, gm::assume::positive_definite), positive));
  CHECK(solves(gm::linalg::solve(a, b, gm::assume::upper_triangular), gm::triu(a)));
  CHECK(solves(gm::linalg::solve(a, b, gm::assume::banded{1, 2}), gm::tril(gm::triu(a, -1), 2)));
}

TEST_CASE("stacks of small systems are solved side by side") {
  auto rng = gm::random::default_rng(9);
  for (gm::index const n : {1, 2, 3, 4, 5})
    for (gm::index const count : {8, 13, 20'000}) {
      CAPTURE(n, count);
      auto const a = rng.random<double, P>({count, n, n});
      auto const b = rng.random<double, P>({count, n, 3});
      auto const x = gm::linalg::solve(a, b);
      auto const y = gm::linalg::inv(a);
      auto const sizes = [](auto const& m) { return gm::eval(gm::max(gm::abs(m), {1, 2}, gm::keepdims)); };
      CHECK(bool(gm::all(gm::abs(product(a, x) - b) <= 1e-14 * (1. + sizes(x)))));
      CHECK(bool(gm::all(gm::abs(product(a, y) - one<double>(n)) <= 1e-14 * (1. + sizes(y)))));
    }
  auto stack = gm::ndarray(rng.random<double, P>({100, 3, 3}));
  CHECK(close(gm::linalg::solve(gm::astype<float>(stack), gm::astype<float>(stack)),
              gm::ndarray<float, 3, P>(stack.shape(), one<float>(3)), 1000.));
  stack(99) = 0.; // the last lanes
  CHECK(throws<gm::linalg_error>([&] { (void)gm::linalg::inv(stack); }, "Singular matrix"));
  CHECK(throws<gm::linalg_error>([&] { (void)gm::linalg::solve(stack, stack); }, "Singular matrix"));
}

TEST_CASE("temporaries give their memory, and others stay as they are") {
  auto const a = some<double>(20, 20), b = some<double>(20, 20);
  auto const memory_of = [](auto const& x) { return static_cast<void const*>(x.data()); };
  auto moved = a;
  auto const* place = memory_of(moved);
  auto const inverse = gm::linalg::inv(std::move(moved));
  CHECK(memory_of(inverse) == place);
  gm::ndarray<double, 1, P> v = b(0);
  place = memory_of(v);
  auto const x = gm::linalg::solve(a, std::move(v));
  CHECK(memory_of(x) == place);
  CHECK(close(product(a, x), gm::ndarray<double, 1, P>(b(0)), 1000.));
  auto sides = b;
  place = memory_of(sides);
  auto const y = gm::linalg::solve(a, std::move(sides));
  CHECK(memory_of(y) == place);
  CHECK(close(product(a, y), b, 1000.));
  CHECK(identical(a, some<double>(20, 20)));
}

TEST_CASE("an iteration that does not converge is an error") {
  gm::ndarray const bad = one<double>(20) * std::numeric_limits<double>::quiet_NaN();
  auto out = some<double>(20, 20);
  CHECK(throws<gm::linalg_error>([&] { out = gm::linalg::svd(bad).U; }, "SVD did not converge"));
  CHECK(throws<gm::linalg_error>([&] { out = gm::linalg::eigh(bad).eigenvectors; }, "did not converge"));
  CHECK(throws<gm::linalg_error>([&] { out = gm::linalg::lstsq(bad, out).x; }, "SVD did not converge"));
  CHECK(throws<gm::linalg_error>([&] { out = gm::linalg::pinv(bad); }, "SVD did not converge"));
  CHECK(identical(out, some<double>(20, 20)));
}

TEST_CASE("a product with its own transpose is as others are") {
  for (auto const [m, n] : {std::array<gm::index, 2>{40, 70}, {70, 40}, {1, 50}, {50, 1}}) {
    auto const a = some<double>(m, n), copy = a;
    CHECK(close(product(a, a.T()), product(a, copy.T())));
    CHECK(close(product(a.T(), a), product(a.T(), copy)));
#if defined(GAMUT_WITH_LAPACK) // which computes one half, and copies it
    CHECK(identical(product(a, a.T()), product(a, a.T()).T()));
#endif
    auto const z = some<std::complex<double>>(m, n);
    CHECK(close(product(z, z.T()), product(z, gm::ndarray(z.T()))));
  }
}

TEST_CASE("the exponential of a matrix") {
  CHECK(close(gm::linalg::expm(gm::zeros<double, P>(3, 3)), one<double>(3), 1));
  for (double const angle : {0.01, 0.2, 0.9, 2., 5., 100.}) { // of a turn
    auto turn = gm::zeros<double, P>(2, 2);
    turn(0, 1) = -angle;
    turn(1, 0) = angle;
    CHECK(close(gm::linalg::expm(turn),
                gm::ndarray<double, 2, P>(gm::array<void, P>(
                    {{std::cos(angle), -std::sin(angle)}, {std::sin(angle), std::cos(angle)}})),
                1000.));
    CHECK(close(gm::linalg::expm(gm::astype<float>(turn)),
                gm::ndarray(gm::astype<float>(gm::linalg::expm(turn))), 100.));
  }
  auto const a = some<double>(20, 20);
  CHECK(close(product(gm::linalg::expm(a), gm::linalg::expm(-a)), one<double>(20), 1000.));
  CHECK(throws<gm::linalg_error>(
      [&] { (void)gm::linalg::expm(one<double>(2) * std::numeric_limits<double>::quiet_NaN()); },
      "infs or NaNs"));
}
