// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Matrix products against their definition: of matrices that lie in memory in any way, into destinations that
// do, of several dtypes; and what a product is used in.
#include "rows/rows.hpp"

#include <array>
#include <cmath>

namespace {

/// a @ b of matrices, by the definition.
template <class T>
std::vector<T> by_hand(gm::ndarray<T, 2, gm::host> const& a, gm::ndarray<T, 2, gm::host> const& b) {
  std::vector<T> c;
  for (gm::index i = 0; i < a.shape()[0]; ++i)
    for (gm::index j = 0; j < b.shape()[1]; ++j) {
      T sum{};
      for (gm::index k = 0; k < a.shape()[1]; ++k) {
        if constexpr (std::same_as<T, bool>)
          sum = sum || (a(i, k) && b(k, j));
        else
          sum = static_cast<T>(sum + a(i, k) * b(k, j));
      }
      c.push_back(sum);
    }
  return c;
}

/// The same matrix lying in memory in six ways.
template <class T, class F>
void each_storage(gm::ndarray<T, 2, P> const& m, F const& f) {
  gm::index const rows = m.shape()[0], columns = m.shape()[1];
  auto wide = gm::zeros<T, P>(3 * rows + 1, 3 * columns + 1);
  auto tall = gm::zeros<T, P>(2 * columns + 1, 2 * rows + 1);
  auto const put = [&](auto&& place) {
    place = m;
    f(place);
  };
  put(wide(slice(rows), slice(columns)));                                   // by rows, apart
  put(wide(slice(1, 1 + 2 * rows, 2), slice(columns)));                     // every other row
  put(wide(slice(rows), slice(1, 1 + 3 * columns, 3)));                     // every third column
  put(tall.T()(slice(rows), slice(columns)));                               // by columns
  put(tall.T()(slice(_, 2 * rows, 2), slice(_, 2 * columns, 2)));           // by columns, both apart
  put(wide(slice(rows), slice(columns))(slice(_, _, -1), slice(_, _, -1))); // backwards
}

template <class T>
void check_products(gm::index n, gm::index k, gm::index m) {
  auto const number = [](gm::index rows, gm::index columns, int seed) {
    gm::ndarray<T, 2, P> a = gm::astype<T>((counted<std::int64_t>(int(rows), int(columns)) * 7 + seed) %
                                           (std::same_as<T, bool> ? 2 : 11));
    return a;
  };
  auto const a = number(n, k, 3), b = number(k, m, 5), c0 = number(n, m, 1);
  auto const expected = by_hand(gm::to<gm::host>(a), gm::to<gm::host>(b));
  INFO(gm::dtype_name<T>() << " " << n << " " << k << " " << m);
  each_storage<T>(a, [&](auto const& x) {
    each_storage<T>(b, [&](auto const& y) { CHECK(same(gm::matmul(x, y), expected)); });
    if constexpr (std::same_as<T, double>) {
      // A row and a column of the product, by vectors in any storage.
      CHECK(same(gm::matmul(x(0), b), {expected.begin(), expected.begin() + m}));
      gm::ndarray const column = gm::matmul(x, b)(_, m - 1);
      CHECK(same(gm::matmul(x, b(_, -1)), elements(column)));
      CHECK(same(gm::matmul(x, b(slice(_, _, -1), -1)(slice(_, _, -1))), elements(column)));
    }
  });
  if constexpr (std::same_as<T, double> || std::same_as<T, std::uint8_t>) {
    auto const doubled = gm::copy(c0 * T(3) + gm::matmul(a, b) * T(2));
    each_storage<T>(c0, [&](auto to) {
      to = gm::matmul(a, b);
      CHECK(same(to, expected));
      to = c0;
      to += gm::matmul(a, b);
      to -= c0;
      CHECK(same(to, expected));
      to = c0;
      to = T(2) * gm::matmul(a, b) + to * T(3);
      CHECK(same(to, elements(doubled)));
    });
  }
}

} // namespace

TEST_CASE("every product is as NumPy has it") {
  ROW_OPERANDS;
#include "rows/products.inc"
}

TEST_CASE("a product does not depend on how its matrices lie in memory") {
  for (auto const [n, k, m] : {std::array{3, 4, 5}, std::array{1, 4, 3}, std::array{4, 1, 3},
                               std::array{3, 4, 1}, std::array{1, 1, 1}, std::array{17, 9, 12}})
    check_products<double>(n, k, m);
  check_products<double>(2, 261, 521); // a few rows by a matrix that fills a cache
  check_products<double>(521, 261, 2);
}

TEST_CASE("a product of any dtype: integers wrap, truth values are or-ed") {
  check_products<float>(3, 4, 5);
  check_products<std::uint8_t>(3, 40, 5);
  check_products<bool>(3, 4, 5);
}

TEST_CASE("products of nothing") {
  CHECK(same(gm::matmul(gm::ones<double, P>(2, 0), gm::ones<double, P>(0, 2)), {0, 0, 0, 0}));
  CHECK(gm::matmul(gm::ones<double, P>(0, 3), gm::ones<double, P>(3, 2)).shape() == gm::shape_of(0, 2));
  CHECK(same(gm::matmul(gm::ones<double, P>(2, 0), gm::ones<double, P>(0)), {0, 0}));
  CHECK(double(gm::matmul(gm::ones<double, P>(0), gm::ones<double, P>(0))) == 0);
  auto c = gm::ones<double, P>(2, 2);
  c += gm::matmul(gm::ones<double, P>(2, 0), gm::ones<double, P>(0, 2));
  CHECK(same(c, {1, 1, 1, 1}));
}

TEST_CASE("a product is an operand as any other") {
  auto const a = counted(2, 2);
  auto const v = counted(2);
  gm::ndarray<std::int32_t, 2, P> const n = gm::astype<std::int32_t>(a);
  CHECK(std::int64_t(gm::sum(gm::matmul(n, n))) == 22);
  CHECK(double(gm::mean(gm::matmul(n, n))) == 5.5);
  CHECK(std::int64_t(gm::argmax(gm::matmul(n, n))) == 3);
  CHECK(bool(gm::all(gm::matmul(n, n))));
  CHECK(double(gm::linalg::norm(gm::matmul(a, v), 1, 0)) == 4);
  CHECK(double(gm::linalg::norm(gm::matmul(a, v))) == std::sqrt(10.));
  CHECK(same(gm::matmul(gm::matmul(a, v), v), {3}));
  CHECK(same(gm::matmul(gm::matmul(a, a), a), {6, 11, 22, 39}));
  CHECK(same(gm::matmul(v, gm::matmul(a, a)), {6, 11}));
  CHECK(
      same(gm::matmul(gm::matmul(n, n), a), {6, 11, 22, 39})); // of another dtype than the product around it
  CHECK(same(2. * gm::matmul(gm::matmul(a, a), a) + a, {12, 23, 46, 81}));
  CHECK(same(gm::dot(gm::matmul(a, v), v), {3}));
  CHECK(same(gm::where(gm::matmul(a, a) > 3., gm::matmul(a, a), 0.), {0, 0, 6, 11}));
  CHECK(same(gm::diag(gm::matmul(a, a)), {2, 11}));
  CHECK(same(gm::linalg::solve(gm::matmul(a, gm::eye<double, P>(2)), gm::matmul(a, v)), {0, 1}));
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

TEST_CASE("a matrix times its transpose is what it is times the transpose of a copy") {
  gm::ndarray<double, 2, P> const a = gm::reshape(
      gm::remainder(gm::arange<double, P>(500. * 30.) * 5., 7.) - 3., 500, 30); // exact in any order
  gm::ndarray<double, 2, P> const other = a, turned = a.T();
  gm::ndarray<double, 2, P> const c = gm::matmul(a, a.T());
  CHECK(bool(gm::all(c == gm::matmul(a, other.T()))));
  CHECK(bool(gm::all(c == c.T())));
  CHECK(bool(gm::all(c == gm::matmul(turned.T(), turned))));
  CHECK(bool(gm::all(gm::eval(2. * gm::matmul(a, a.T())) == 2. * c)));
}
