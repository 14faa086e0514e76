// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Polynomials: expected values are NumPy's (rows/polynomial.txt); what a poly1d prints; fused evaluation.
#include "lapack_instances.hpp"
#include "rows/rows.hpp"

namespace Q = gm::polynomial::polynomial;

TEST_CASE("polynomials are what NumPy's are") {
  ROW_OPERANDS;
#include "rows/polynomial.inc"
}

TEST_CASE("complex coefficients and points") {
  using rows::complex;
  auto const one = gm::to<P>(gm::array({complex(2, 1), complex(1, 1)}));
  CHECK(same(Q::polyval(one, one), {complex(3, 4), complex(2, 3)}));
  CHECK(same(gm::polyval(one, complex(0, 1)), {complex(0, 3)}));
  CHECK(same(Q::polymul(one, one), {complex(3, 4), complex(2, 6), complex(0, 2)}));
  auto const roots = gm::to<gm::host>(gm::roots(gm::poly(one)));
  CHECK(std::abs(roots(0) - complex(1, 1)) < 1e-14);
  CHECK(std::abs(roots(1) - complex(2, 1)) < 1e-14);
}

TEST_CASE("a polynomial prints as NumPy prints it") {
  auto const text = [](auto const& c) { return gm::to_string(gm::poly1d(gm::to<P>(c))); };
  CHECK(text(gm::array({1, 2, 3})) == "   2\n1 x + 2 x + 3");
  CHECK(text(gm::array({0., 0.})) == " \n0");
  CHECK(text(gm::array({-1.5, 0., 0., 2.25, -7.})) == "      4\n-1.5 x + 2.25 x - 7");
  CHECK(text(gm::array({rows::complex(1, 2), rows::complex(0, 1)})) == " \n(1 + 2j) x + 1j");
  CHECK(text(gm::arange<double>(12., 0., -1.) * 1.00101) ==
        "       11         10         9         8         7         6         5\n12.01 x  + 11.01 x  + 10.01 "
        "x + 9.009 x + 8.008 x + 7.007 x + 6.006 x\n          4         3         2\n + 5.005 x + 4.004 x + "
        "3.003 x + 2.002 x + 1.001");
}

TEST_CASE("a poly1d is changed and compared") {
  gm::poly1d p(gm::to<P>(gm::array({0., 1., 2.})));
  CHECK(p.order() == 1);
  p.set(3, 5.);
  CHECK(same(p.c(), {5, 0, 1, 2}));
  CHECK(p == gm::poly1d(gm::to<P>(gm::array({5., 0., 1., 2.}))));
  CHECK(p != gm::poly1d(gm::to<P>(gm::array({5., 0., 1.}))));
  CHECK(throws<gm::value_error>([&] { p.set(-1, 0.); }, "negative powers"));
}

TEST_CASE("many points, read once") {
  gm::ndarray const x = gm::linspace<double, P>(-1., 1., 100001);
  auto const c = gm::to<P>(gm::array({1., -0.5, 0.25}));
  gm::ndarray const y = 2. * x;
  CHECK(identical(Q::polyval(2. * x, c), ((y * 0. + 0.25) * y + -0.5) * y + 1.));
  auto const fit = gm::to<gm::host>(Q::polyfit(x, Q::polyval(x, c), 2));
  CHECK(std::abs(fit(0) - 1.) + std::abs(fit(1) + 0.5) + std::abs(fit(2) - 0.25) < 1e-12);
}

TEST_CASE("what is no polynomial is told") {
  auto const v = counted(3);
  CHECK(throws<gm::value_error>([&] { (void)Q::polyadd(v, v(slice(0))); }, "Coefficient array is empty"));
  CHECK(throws<gm::linalg_error>([&] { (void)gm::roots(v / 0.); }, "infs or NaNs"));
  CHECK(throws<gm::shape_error>([&] { (void)gm::poly(counted(2, 3)); }, "square 2d"));
  CHECK(
      throws<gm::shape_error>([&] { (void)Q::polyfit(v, v, 1, gm::weights = v(slice(2))); }, "same length"));
}
