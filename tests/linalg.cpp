// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Products, systems and norms. Expected values are NumPy's: rows/linalg.txt.
#include "rows/rows.hpp"

TEST_CASE("every product and solution is as NumPy has it") {
  ROW_OPERANDS;
#include "rows/linalg.inc"
}

TEST_CASE("a product is added to what is there, or computed aside where it would read what it writes") {
  auto c = counted(2, 2);
  auto const m = gm::copy(counted(2, 2) + 1.);
  c += gm::matmul(m, m);
  CHECK(same(c, {7, 11, 17, 25}));
  c -= 2. * gm::matmul(m, m);
  CHECK(same(c, {-7, -9, -13, -19}));
  c = gm::matmul(c, c);
  CHECK(same(c, {166, 234, 338, 478}));
  c += gm::matmul(c, m);
  CHECK(same(c, {166 + 868, 234 + 1268, 338 + 1772, 478 + 2588}));
  auto wide = gm::zeros<double, P>(3, 4);
  wide(slice(1, _), slice(_, _, 2)) = gm::matmul(m, m);
  CHECK(same(wide, {0, 0, 0, 0, 7, 0, 10, 0, 15, 0, 22, 0}));
  wide.T()(slice(2), slice(2)) = gm::matmul(m, m);
  CHECK(same(wide(slice(2), slice(2)), {7, 15, 10, 22}));
}

TEST_CASE("operands that do not fit are refused in NumPy's words") {
  auto const a = gm::ones<double, P>(2, 3);
  CHECK(throws<gm::shape_error>([&] { (void)gm::matmul(a, a); },
                                "matmul: input operands have a mismatch in their core dimension"));
  CHECK(throws<gm::shape_error>([&] { (void)gm::matmul(a, gm::ones<double, P>(2)); },
                                "size 2 is different from 3"));
  CHECK(throws<gm::shape_error>(
      [&] { (void)gm::matmul(gm::ones<double, P>(2, 1, 3), gm::ones<double, P>(3, 3, 1)); },
      "could not be broadcast together with shapes (2,1,3) (3,3,1)"));
  CHECK(throws<gm::shape_error>([&] { (void)gm::dot(gm::ones<double, P>(2), gm::ones<double, P>(3)); },
                                "core dimension"));
  CHECK(
      throws<gm::shape_error>([&] { (void)(gm::matmul(a, a.T()) + gm::ones<double, P>(3)); }, "(2,2) (3,)"));
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
