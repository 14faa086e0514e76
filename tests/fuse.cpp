// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Several results in one pass: the values that they have one by one, whatever overlaps and however they lie.
#include "support.hpp"

#include <cmath>
#include <complex>
#include <cstdint>
#include <random>

TEST_CASE("two results of one pass") {
  auto const a = counted(3, 4);
  gm::ndarray const b = counted(3, 4) + 1.;
  auto y = gm::zeros<double, P>(3, 4);
  gm::ndarray<double, 2, P> z; // takes the shape
  gm::tie(y, z) = gm::fuse(a * b, a + b);
  CHECK(identical(y, a * b));
  CHECK(identical(z, a + b));

  auto c = gm::zeros<double, P>(5, 4);
  gm::tie(c(slice(1, -1), _), y(_, slice(_, _, -1))) = gm::fuse(a - b, 2. * a); // views
  CHECK(identical(c(slice(1, -1), _), a - b));
  CHECK(same(c(0), {0, 0, 0, 0}));
  CHECK(identical(y(_, slice(_, _, -1)), 2. * a));
}

TEST_CASE("reductions take part in a pass") {
  auto const a = counted(7, 300);
  gm::ndarray<double, 2, P> y;
  double s = 0, least = 0;
  gm::ndarray<double, 0, P> largest;
  bool all = true;
  gm::tie(y, s, least, largest, all) = gm::fuse(a * a, gm::deferred::sum(a), gm::deferred::min(a - 5.),
                                                gm::deferred::max(a), gm::deferred::all(a < 7.));
  CHECK(identical(y, a * a));
  CHECK(s == 2099. * 2100. / 2);
  CHECK(least == -5);
  CHECK(double(largest) == 2099);
  CHECK(!all);

  auto const [z, sum, product] =
      gm::copy(gm::fuse(gm::astype<float>(a), gm::deferred::sum(gm::astype<std::int32_t>(a)),
                        gm::deferred::prod(gm::where(a < 3., a + 1., 1.))));
  STATIC_REQUIRE(std::same_as<decltype(z), gm::ndarray<float, 2, P> const>);
  STATIC_REQUIRE(std::same_as<decltype(sum), gm::ndarray<std::int64_t, 0, P> const>);
  CHECK(identical(z, gm::astype<float>(a)));
  CHECK(std::int64_t(sum) == 2099 * 2100 / 2);
  CHECK(double(product) == 6);
}

TEST_CASE("sums of a pass are as good as others, with any number of threads") {
  auto const a = gm::to<P>(gm::random::default_rng(1).random(1'000'003));
  gm::ndarray const f = gm::astype<float>(a);
  auto const both = [&] {
    return gm::copy(gm::fuse(gm::deferred::sum(a), gm::deferred::sum(gm::astype<double>(f))));
  };
  auto const in_float = [&] { return float(std::get<0>(gm::copy(gm::fuse(gm::deferred::sum(f))))); };
  gm::set_num_threads(1);
  auto const [s, exact] = both();
  float const rounded = in_float();
  CHECK(std::abs(double(s) - double(gm::sum(a))) <= 1e-9);
  CHECK(std::abs(double(rounded) - double(exact)) <= 0.25); // of 500,000
  gm::set_num_threads(2);
  CHECK(double(std::get<0>(both())) == double(s));
  CHECK(in_float() == rounded);
}

TEST_CASE("every result is computed from the old elements") {
  gm::ndarray a = counted(6) + 1.;
  gm::ndarray b = counted(6) * 10.;
  gm::ndarray const u = a, v = b;
  gm::tie(a, b) = gm::fuse(a + b, a - b);
  CHECK(identical(a, u + v));
  CHECK(identical(b, u - v));
  gm::tie(a, b) = gm::fuse(b, a); // an exchange
  CHECK(identical(a, u - v));
  CHECK(identical(b, u + v));
  double s = 0;
  gm::tie(a, s) = gm::fuse(0. * a, gm::deferred::sum(a));
  CHECK(s == double(gm::sum(u - v)));
}

TEST_CASE("2,000 random passes over one memory agree with copying first") {
  std::mt19937 random(11);
  auto const below = [&](gm::index n) { return gm::index(random() % std::uint64_t(n)); };
  auto const any = [&](gm::index count) { // a slice of 60 elements with so many
    gm::index const step = 1 + below(count > 1 ? 59 / (count - 1) : 3);
    gm::index const first = below(60 - step * (count - 1)), last = first + step * (count - 1);
    if (random() % 2 == 0) return slice(first, last + 1, step);
    return first == 0 ? slice(last, _, -step) : slice(last, first - 1, -step);
  };
  auto m = counted(60);
  for (int i = 0; i < trials(2000); ++i) {
    gm::index const n = 1 + below(25);
    slice const to = any(n), also = random() % 4 == 0 ? to : any(n), x = any(n), y = any(n);
    gm::ndarray const u = m(x), v = m(y);
    auto expected = m;
    expected(to) = u + 2. * v;
    expected(also) = u - v;
    double s = 0;
    gm::tie(m(to), s, m(also)) = gm::fuse(m(x) + 2. * m(y), gm::deferred::sum(m(y)), m(x) - m(y));
    REQUIRE(identical(m, expected));
    REQUIRE(s == double(gm::sum(v)));
    m = gm::remainder(m, 1000.);
  }
}

TEST_CASE("large passes: rows, short rows, transposes, past the caches") {
  for (int const threads : {1, 2}) {
    gm::set_num_threads(threads);
    for (auto const& shape :
         {gm::shape_of(300, 500), gm::shape_of(50000, 3), gm::shape_of(3, 50001), gm::shape_of(1, 1)}) {
      gm::ndarray<double, 2, P> const a(
          shape, gm::to<P>(gm::reshape(gm::arange<double, gm::host>(shape[0] * shape[1]), shape)));
      gm::ndarray const t = gm::copy(a.T());
      gm::ndarray<double, 2, P> y;
      gm::ndarray<bool, 2, P> z;
      double s = 0;
      gm::tie(y, z, s) = gm::fuse(a + t.T(), a(_, slice(_, _, -1)) > a, gm::deferred::sum(t.T()));
      CHECK(identical(y, 2. * a));
      CHECK(identical(z, a(_, slice(_, _, -1)) > a));
      CHECK(s == double(a.size()) * double(a.size() - 1) / 2);
    }
  }
}

TEMPLATE_TEST_CASE("two products in one pass over a matrix", "", std::int64_t, float, double,
                   std::complex<double>) {
  using T = TestType;
  for (auto const& shape :
       {gm::shape_of(3, 5), gm::shape_of(700, 90), gm::shape_of(90, 700), gm::shape_of(260, 300)}) {
    gm::index const n = shape[0], m = shape[1];
    // Small whole numbers, whose sums are exact.
    auto const numbers = [](auto const&... extents) {
      return gm::astype<T>(
          gm::remainder(gm::reshape(gm::arange<double, P>(double((extents * ...))), extents...) * 7., 11.) -
          5.);
    };
    gm::ndarray<T, 2, P> const a = numbers(n, m), turned = a.T();
    gm::ndarray<T, 1, P> const x = numbers(m), w = numbers(n);
    gm::ndarray<T, 1, P> const right = gm::matmul(a, x), left = gm::matmul(w, a);
    auto const check = [&](auto const& b) { // a, however it lies
      auto const [y, z] = gm::copy(gm::fuse(gm::matmul(b, x), T(2) * gm::matmul(w, b)));
      CHECK(identical(y, right));
      CHECK(identical(z, T(2) * left));
      gm::ndarray<T, 1, P> sum = w, other = gm::zeros<T, P>(2 * m);
      gm::tie(sum, other(slice(_, _, 2))) += gm::fuse(gm::matmul(b, x), gm::matmul(b.T(), w));
      CHECK(identical(sum, w + right));
      CHECK(identical(other(slice(_, _, 2)), left));
      gm::tie(other, sum) = gm::fuse(gm::matmul(w, b), gm::matmul(turned.T(), x)); // new shapes, two matrices
      CHECK(identical(other, left));
      CHECK(identical(sum, right));
      gm::ndarray<T, 1, P> const normal = gm::matmul(gm::matmul(b, x), b);
      CHECK(identical(normal, gm::matmul(right, a)));
      CHECK(identical(gm::matmul(b.T(), gm::matmul(b, x)) + x, normal + x));
      CHECK(identical(gm::matmul(b, T(3) * gm::matmul(w, b)), gm::matmul(a, left) * T(3)));
    };
    check(a);
    check(turned.T());
    gm::ndarray<T, 2, P> spread = gm::zeros<T, P>(2 * n, 2 * m);
    spread(slice(_, _, 2), slice(_, _, -2)) = a;
    check(spread(slice(_, _, 2), slice(_, _, -2)));
  }
}

TEST_CASE("products of one pass are refused before anything is written") {
  auto const a = counted(2, 3);
  auto y = counted(2), z = counted(2);
  CHECK(throws<gm::shape_error>(
      [&] { gm::tie(y, z) += gm::fuse(gm::matmul(a, counted(3)), gm::matmul(counted(2), a)); },
      "could not broadcast input array from shape (3,) into shape (2,)"));
  CHECK(identical(y, counted(2)));
  CHECK(throws<gm::shape_error>(
      [&] { (void)gm::matmul(gm::matmul(a, counted(3)), gm::zeros<double, P>(3, 3)); },
      "mismatch in their core dimension"));
}

TEST_CASE("results of one pass have one shape") {
  auto const a = counted(2, 3), b = counted(3, 2);
  CHECK(throws<gm::shape_error>([&] { (void)gm::fuse(a, 2. * b); },
                                "the results of one pass have one shape, not (2,3) and (3,2)"));
  auto y = counted(4, 3), z = counted(2, 3);
  CHECK(throws<gm::shape_error>([&] { gm::tie(z, y(slice(1, 4), _)) = gm::fuse(a + 1., a); },
                                "could not broadcast input array from shape (2,3) into shape (3,3)"));
  CHECK(identical(y, counted(4, 3)));
  CHECK(identical(z, counted(2, 3)));
  gm::ndarray<double, 1, P> const none;
  double s = 1;
  gm::tie(s) = gm::fuse(gm::deferred::sum(none));
  CHECK(s == 0);
  CHECK(throws<gm::value_error>([&] { gm::tie(s) = gm::fuse(gm::deferred::max(none)); }, "zero-size array"));
}
