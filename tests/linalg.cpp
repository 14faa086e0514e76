// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Systems, factors and norms of matrices. Expected values are NumPy's: rows/linalg.txt; what is not
// determined by its definition (signs of vectors) is multiplied together again.
#include "lapack_instances.hpp"
#include "rows/rows.hpp"

TEST_CASE("every solution, factor and norm is as NumPy has it") {
  ROW_OPERANDS;
#include "rows/linalg.inc"
}

TEST_CASE("a system that has no solution is an error, and nothing is returned") {
  auto const singular = gm::ones<double, P>(3, 3);
  CHECK(throws<gm::linalg_error>([&] { (void)gm::linalg::solve(singular, gm::ones<double, P>(3)); },
                                 "Singular matrix"));
  CHECK(throws<gm::linalg_error>(
      [&] { (void)gm::linalg::solve(gm::ones<double, P>(2, 3), gm::ones<double, P>(2)); },
      "Last 2 dimensions of the array must be square"));
  CHECK(throws<gm::shape_error>([&] { (void)gm::linalg::solve(singular, gm::ones<double, P>(4)); },
                                "size 4 is different from 3"));
  CHECK_THROWS_AS(gm::linalg::solve(singular, gm::ones<double, P>(3)), std::runtime_error);
  CHECK(gm::linalg::solve(gm::zeros<double, P>(0, 0), gm::zeros<double, P>(0)).size() == 0);
}

TEST_CASE("an error knows where solve was called") {
  try {
    (void)gm::linalg::solve(gm::ones<double, P>(2, 3), gm::ones<double, P>(2));
    FAIL("nothing was thrown");
  } catch (gm::error const& e) {
    CHECK(std::string(e.where().file_name()).ends_with("linalg.cpp"));
    CHECK(std::string(e.what()).find("linalg.cpp:") != std::string::npos);
  }
}

TEST_CASE("a large system is solved to rounding, float64 and float32") {
  auto rng = gm::random::default_rng(11);
  auto const a = rng.random<double, P>({300, 300});
  auto const b = rng.random<double, P>({300, 4});
  auto const x = gm::linalg::solve(a, b);
  CHECK(double(gm::max(gm::abs(gm::matmul(a, x) - b))) < 1e-10);
  auto const af = gm::copy(gm::astype<float>(a) + 20.f * gm::eye<float, P>(300));
  auto const bf = gm::copy(gm::astype<float>(b));
  auto const xf = gm::linalg::solve(af, bf);
  CHECK(float(gm::max(gm::abs(gm::matmul(af, xf) - bf))) < 1e-3f);
}

TEST_CASE("stacks of systems are solved one by one, and broadcast") {
  auto rng = gm::random::default_rng(5);
  gm::ndarray const a = rng.random<double, P>({2, 3, 4, 4}) + 4. * gm::eye<double, P>(4);
  auto const b = rng.random<double, P>({3, 4, 2});
  auto const x = gm::linalg::solve(a, b);
  CHECK(x.shape() == gm::shape_of(2, 3, 4, 2));
  CHECK(double(gm::max(gm::abs(gm::matmul(a, x) - b))) < 1e-14);
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 3; ++j) CHECK(identical(x(i, j), gm::linalg::solve(a(i, j), b(j))));
  auto const one = gm::linalg::solve(a(0, 0), b); // one matrix, several right-hand sides
  CHECK(identical(one(2), gm::linalg::solve(a(0, 0), b(2))));
  auto const y = gm::linalg::solve(a(0, 0).T(), b(0, slice(_, _, -1), 0)); // of views
  CHECK(double(gm::max(gm::abs(gm::matmul(a(0, 0).T(), y) - b(0, slice(_, _, -1), 0)))) < 1e-15);
  gm::ndarray<std::int64_t, 2, P> const whole = gm::astype<std::int64_t>(counted(2, 2)) * 2;
  CHECK(same(gm::linalg::solve(whole, counted(2)), {0.25, 0}));
}

TEST_CASE("stacks of many small matrices have the factors of each") {
  using complex = std::complex<double>;
  auto rng = gm::random::default_rng(6);
  for (gm::index n : {1, 3, 17, 40}) {
    gm::ndarray<double, 3, P> a = rng.random<double, P>({12, n, n}) - 0.5;
    a(5, _, n - 1) = a(5, _, 0) * 2.; // singular where n > 1
    gm::ndarray<complex, 3, P> const b = a + complex(0, 1) * a(slice(_, _, -1));
    auto const check = [&](auto const& all) {
      auto const [p, l, u] = gm::linalg::lu(all);
      CHECK(double(gm::max(gm::abs(gm::matmul(gm::matmul(p, l), u) - all))) < 1e-13);
      auto const factors = gm::linalg::lu_factor(all);
      auto const det = gm::linalg::det(all);
      using T = gm::value_type_t<decltype(all)>;
      gm::ndarray<T, 3, P> const positive =
          gm::matmul(all, gm::conj(gm::swapaxes(all, -1, -2))) + gm::eye<T, P>(n);
      auto const lower = gm::linalg::cholesky(positive);
      auto const upper = gm::linalg::cholesky(positive, gm::upper = true);
      CHECK(double(gm::max(gm::abs(gm::matmul(lower, gm::conj(gm::swapaxes(lower, -1, -2))) - positive))) <
            1e-13);
      CHECK(double(gm::max(gm::abs(gm::conj(gm::swapaxes(lower, -1, -2)) - upper))) < 1e-14);
      for (int i = 0; i < 12; ++i) {
        T const alone = gm::linalg::det(all(i));
        CHECK(std::abs(T(det(i)) - alone) < 1e-13 * std::max(1., std::abs(alone)));
        if constexpr (std::same_as<T, double>) // of complex numbers which one is largest is a choice
          CHECK(double(gm::max(gm::abs(factors.lu(i) - gm::linalg::lu_factor(all(i)).lu))) < 1e-12);
      }
      gm::ndarray<T, 3, P> indefinite = positive;
      indefinite(7, n - 1, n - 1) = T(-1);
      CHECK(
          throws<gm::linalg_error>([&] { (void)gm::linalg::cholesky(indefinite); }, "not positive definite"));
    };
    check(a);
    check(b);
  }
  gm::ndarray<double, 3, P> zeros = gm::zeros<double, P>(8, 3, 3);
  CHECK(identical(gm::linalg::det(zeros), gm::zeros<double, P>(8)));
}

TEST_CASE("a temporary gives its memory") {
  gm::ndarray<double, 2, P> a = gm::eye<double, P>(4) * 4.;
  [[maybe_unused]] auto const memory = a.memory();
  auto const c = gm::linalg::lu_factor(std::move(a));
  // Turning a cluster's array in its place would be one task; it gets new memory instead.
  if constexpr (!std::same_as<P, gm::cluster>) CHECK(c.lu.memory() == memory);
  CHECK(identical(c.lu, gm::eye<double, P>(4) * 4.));
}

TEST_CASE("what linalg does not take is refused, and where") {
  auto const wide = gm::ones<double, P>(2, 3);
  auto const refused = [](auto const& f) {
    return throws<gm::linalg_error>(f, "must be square: the array has shape (2,3)");
  };
  CHECK(refused([&] { (void)gm::linalg::inv(wide); }));
  CHECK(refused([&] { (void)gm::linalg::det(wide); }));
  CHECK(refused([&] { (void)gm::linalg::cholesky(wide); }));
  CHECK(refused([&] { (void)gm::linalg::eigh(wide); }));
  CHECK(refused([&] { (void)gm::linalg::eig(wide); }));
  CHECK(refused([&] { (void)gm::linalg::matrix_power(wide, 2); }));
  CHECK(refused([&] { (void)gm::linalg::expm(wide); }));
  auto const square = gm::eye<double, P>(2);
  CHECK(throws<gm::value_error>([&] { (void)gm::linalg::eigh(square, 'x'); },
                                "UPLO argument must be 'L' or 'U'"));
  CHECK(throws<gm::value_error>([&] { (void)gm::linalg::norm(square, "max"); },
                                "Invalid norm order for matrices."));
  CHECK(throws<gm::value_error>([&] { (void)gm::linalg::norm(square(0), "fro"); },
                                "not supported for vectors"));
  CHECK(throws<gm::axis_error>([&] { (void)gm::linalg::norm(square, 1, 2); }, "axis 2 is out of bounds"));
  CHECK(throws<gm::linalg_error>([&] { (void)gm::linalg::cond(gm::zeros<double, P>(0, 0)); },
                                 "not defined on empty"));
  CHECK(
      throws<gm::shape_error>([&] { (void)gm::linalg::multi_dot(gm::list(wide, wide)); }, "core dimension"));
  CHECK(throws<gm::linalg_error>(
      [&] { (void)gm::linalg::solve(gm::tril(wide(_, slice(2)), -1), square, gm::assume::lower_triangular); },
      "a zero on the diagonal"));
  CHECK(throws<gm::value_error>(
      [&] {
        (void)gm::linalg::solve(square, square, gm::assume::banded{-1, 0});
      },
      "band"));
  CHECK(throws<gm::value_error>(
      [&] { (void)gm::linalg::matrix_power(gm::ndarray(gm::astype<std::int64_t>(square)), -1); },
      "negative power of integers"));
}
