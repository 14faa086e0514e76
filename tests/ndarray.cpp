// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays own, views refer, expressions keep what they need: copies, moves, elements, iterators, and
// temporaries that are still there when they are read.
#include "support.hpp"

#include <algorithm>
#include <numeric>

TEST_CASE("an array copies its elements and gives them away when moved from") {
  auto a = counted(2, 3);
  auto b = a;
  b(0, 0) = 9.;
  CHECK(double(a(0, 0)) == 0);
  auto const memory = b.memory();
  auto c = std::move(b);
  CHECK((c.memory() == memory));
  CHECK(b.size() == 0);
  c = a;
  CHECK((c.memory() == memory)); // of the same shape: into the same memory
  CHECK(identical(c, a));
  gm::ndarray<double, 2, P> d;
  CHECK(d.size() == 0);
  d = a;
  CHECK(identical(d, a));
  auto const& itself = d;
  d = itself;
  CHECK(identical(d, a));
}

TEST_CASE("an array knows its shape") {
  auto a = counted<float>(2, 3, 4);
  CHECK(a.ndim == 3);
  CHECK(a.size() == 24);
  CHECK(a.strides() == gm::shape_of(12, 4, 1));
  auto const [n, m, k] = a.shape();
  CHECK(n * 100 + m * 10 + k == 234);
  auto v = a(slice(_, _, -1), _, slice(1, _, 2));
  CHECK(v.shape() == gm::shape_of(2, 3, 2));
  CHECK(v.strides() == gm::shape_of(-12, 4, 2));
  CHECK((v.memory() == a.memory() + 13));
}

TEST_CASE("elements are read and written by index, from either end") {
  auto a = counted(3, 4);
  CHECK(double(a(1, 2)) == 6);
  CHECK(double(a(-1, 0)) == 8);
  CHECK(double(a(-3, -4)) == 0);
  a(-1, -1) = 100.;
  CHECK(double(a(2, 3)) == 100);
  a(0, 1) += 5.;
  CHECK(double(a(0, 1)) == 6);
  auto row = a(1);
  row(0) = 7.;
  CHECK(double(a(1, 0)) == 7);
  CHECK(double((a + 1.)(1, 0)) == 8);
}

TEST_CASE("a 0-d array is a value") {
  gm::ndarray<double, 0, P> a;
  CHECK(double(a) == 0);
  a = 2.5;
  double const x = a;
  CHECK(x == 2.5);
  CHECK(double(a * 2. + 1.) == 6);
  CHECK(double(counted(3)(1) + a) == 3.5);
  CHECK(bool(gm::all(counted(3) >= 0.)));
  double const s = gm::sum(counted(4) * 2.);
  CHECK(s == 12);
}

TEST_CASE("views write through, and copying a view copies the handle") {
  auto a = counted(4);
  auto v = a(slice(1, 3));
  auto w = v;
  w = 0.;
  CHECK(same(a, {0, 0, 0, 3}));
  auto b = counted(2) * 10. + 1.;
  v = b;
  CHECK(same(a, {0, 1, 11, 3}));
  auto u = a(slice(2, _));
  v = u; // elements, not the handle
  CHECK(same(a, {0, 11, 3, 3}));
  a.T() = 1.;
  gm::reshape(a, {2, 2})(1, _) = 5.;
  CHECK(same(a, {1, 1, 5, 5}));
  gm::diagonal(gm::reshape(a, {2, 2})) = 0.;
  CHECK(same(a, {0, 1, 5, 0}));
}

TEST_CASE("temporaries live as long as what reads them") {
  auto make = [](int n) { return counted(n); };
  auto const sum = make(4) + make(4);
  auto const part = make(5)(slice(1, _, 2));
  auto const turned = (make(3) * 2.).T();
  auto const nested = [&] {
    auto x = make(3);
    return std::move(x) + make(1)(slice(_, _, -1));
  }();
  CHECK(same(sum, {0, 2, 4, 6}));
  CHECK(same(part, {1, 3}));
  CHECK(same(turned, {0, 2, 4}));
  CHECK(same(nested, {0, 1, 2}));
}

TEST_CASE("an expression sees its arrays as they are when it is evaluated") {
  auto a = counted(3);
  auto const e = a * 2.;
  a = 5.;
  CHECK(same(e, {10, 10, 10}));
  a = counted(3)(slice(1, _));
  CHECK(same(e, {2, 4}));
}

TEST_CASE("an array and a view are ranges") {
  auto a = gm::to<gm::host>(counted(2, 3));
  CHECK(std::accumulate(a.begin(), a.end(), 0.) == 15);
  CHECK(a.span().size() == 6);
  auto const v = a.T()(slice(1, _), _);
  std::vector<double> seen(v.begin(), v.end());
  CHECK(seen == std::vector<double>{1, 4, 2, 5});
  CHECK(v.end() - v.begin() == 4);
  for (double& x : a) x += 1;
  auto w = a(_, 0);
  std::ranges::fill(w, 0.);
  CHECK(same(a, {0, 2, 3, 0, 5, 6}));
}

TEST_CASE("an array takes a shape and an expression that broadcasts to it") {
  gm::ndarray<double, 2, P> const a(gm::shape_of(2, 3), counted(3));
  CHECK(same(a, {0, 1, 2, 0, 1, 2}));
  CHECK(throws<gm::shape_error>([] { gm::ndarray<double, 2, P>(gm::shape_of(2, 3), counted(2)); },
                                "could not broadcast input array from shape (2,) into shape (2,3)"));
}
