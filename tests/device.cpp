// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What a second policy adds: arrays that move there and back, elements behind a proxy, and every kind of work
// done as the host does it, at sizes that take all its kernels' ways. (Built for the host too, where it holds
// of itself.)
#include "support.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace {

/// Numbers of [0, 1), the same each time.
template <class T = double, class... I>
auto drawn(I... shape) {
  return gm::random::default_rng(20261123).random<T, gm::host>(gm::shape_of(shape...));
}

/// Whether two expressions have the same shape and elements equal to `tolerance`, relative to the largest.
template <class A, class B>
bool close(A const& a, B const& b, double tolerance) {
  auto const x = elements(a), y = elements(b);
  double apart = 0, size = 0;
  for (std::size_t i = 0; i < x.size() && i < y.size(); ++i) {
    apart = std::max(apart, double(std::abs(x[i] - y[i])));
    size = std::max(size, double(std::abs(y[i])));
  }
  if (!(apart <= tolerance * size)) UNSCOPED_INFO("apart by " << apart << ", of " << size);
  return a.shape() == b.shape() && apart <= tolerance * size;
}

/// `f` of arrays under the policy, bit for bit or (where additions may be ordered otherwise) to a tolerance
/// what it is of the same arrays on the host.
template <class F, class... A>
void agree(char const* what, double tolerance, F const& f, A const&... a) {
  auto const expected = gm::copy(f(a...));
  auto const got = gm::copy(f(gm::to<P>(a)...));
  static_assert(std::is_same_v<gm::policy_t<decltype(got)>, P>);
  INFO(what);
  if (tolerance == 0)
    CHECK(identical(got, expected));
  else
    CHECK(close(got, expected, tolerance));
}

} // namespace

#define AGREE(tolerance, f, ...) agree(#f, tolerance, f, __VA_ARGS__)
/// A function template as something to pass.
#define OBJECT(function) ([](auto const&... in) { return function(in...); })

TEST_CASE("arrays are created under the policy, and moved there and back") {
  CHECK(same(gm::zeros<double, P>(2, 2), {0, 0, 0, 0}));
  CHECK(same(gm::ones<std::int32_t, P>(3), {1, 1, 1}));
  CHECK(same(gm::full<float, P>({2}, 2.5), {2.5f, 2.5f}));
  CHECK(same(gm::arange<double, P>(0, 1, 0.25), {0, 0.25, 0.5, 0.75}));
  CHECK(same(gm::linspace<double, P>(0., 1., 5), {0, 0.25, 0.5, 0.75, 1}));
  CHECK(same(gm::eye<std::int64_t, P>(2), {1, 0, 0, 1}));
  CHECK(same(gm::array<void, P>({{1, 2}, {3, 4}}), {1, 2, 3, 4}));
  CHECK(gm::empty<double, P>(3, 0).size() == 0);
  CHECK(gm::empty_like(gm::zeros<float, P>(3, 4)).shape() == gm::shape_of(3, 4));

  auto const there = gm::to<P>(drawn(7, 11));
  CHECK(identical(gm::to<gm::host>(there), drawn(7, 11)));
  CHECK(identical(gm::to<gm::host>(there * 2.), drawn(7, 11) * 2.));
  gm::ndarray copy = there;
  CHECK(identical(copy, there));
  copy = copy + 1.;
  CHECK(identical(there, drawn(7, 11)));
  CHECK(same(gm::to<P>(gm::array({true, false})), {true, false}));
  CHECK(gm::to<gm::host>(gm::to<P>(gm::zeros<double, gm::host>(0, 3))).shape() == gm::shape_of(0, 3));
}

TEST_CASE("an assignment of any expression is the host's") {
  auto const a = drawn(50, 70), c = drawn(50, 1);
  auto const b = drawn(70);
  AGREE(0, ([](auto const& x, auto const& y, auto const& z) { return x * y + gm::sqrt(z); }), a, a, a);
  AGREE(0, ([](auto const& x, auto const& y, auto const& z) { return x * y - z; }), a, b, c);
  AGREE(0, ([](auto const& y, auto const& z) { return y / (z + 1.); }), b, c);
  AGREE(0, ([](auto const& x, auto const& y) { return gm::where(x > 0.5, x, -y); }), a, b);
  AGREE(0, ([](auto const& x) { return (x > 0.25) & (x < 0.75); }), a);
  AGREE(0, ([](auto const& x) { return gm::astype<std::uint8_t>(x * 255.); }), a);
  AGREE(0, ([](auto const& x) { return gm::astype<std::int32_t>(x * 1000.) % 7 - 3; }), a);
  AGREE(0, ([](auto const& x) { return x.T() + 1.; }), a);
  AGREE(0, ([](auto const& x) { return x(slice(_, _, -2), slice(3, _, 5)) * 2.; }), a);
  AGREE(0, ([](auto const& x) { return x(slice(1, _), newaxis, slice(5)) + x(_, slice(5))(0, _); }), a);
  AGREE(0, ([](auto const& x) { return gm::swapaxes(x, 0, 2) + x(0, 1, 2); }), drawn(4, 5, 6));
  AGREE(0, ([](auto const& x) { return gm::broadcast_to(x, {3, 70}); }), b);
  AGREE(1e-15, ([](auto const& x) { return gm::exp(-x) * gm::sin(x) + gm::tanh(x); }), a);
  AGREE(1e-6, ([](auto const& x) { return gm::log(x + 1.f) * 2.; }), drawn<float>(50, 70));
}

TEST_CASE("every way of lying in memory is computed as the host does") {
  // Without gaps, from addresses that no 16 bytes begin at, with a rest, and of dtypes of every size.
  for (gm::index const n : {1, 3, 255, 1023, 1024, 1025, 4099}) {
    auto const x = drawn(n + 3), y = drawn(n + 3);
    AGREE(0, ([](auto const& a, auto const& b) { return a(slice(3, _)) * b(slice(1, -2)) - 1.; }), x, y);
    AGREE(0, ([](auto const& a) { return gm::astype<std::int8_t>(a * 100.); }), x);
    AGREE(0, ([](auto const& a) { return gm::astype<float>(a(slice(1, _))) * 2.f; }), x);
    AGREE(0, ([](auto const& a, auto const& b) { return a < b; }), x, y);
    AGREE(0, ([](auto const& a) { return gm::arange<double, gm::policy_t<decltype(a)>>(a.size()) + a; }), x);
    AGREE(0, ([](auto const& a) { return gm::full_like(a, 3.5) - 0. * a(0); }), x);
  }
  // Across each other's rows: whole squares, parts of them, both in one expression.
  for (auto const& [rows, columns] :
       {std::pair<int, int>{32, 32}, {64, 96}, {33, 17}, {100, 31}, {16, 300}}) {
    auto const a = drawn(rows, columns), b = drawn(columns, rows);
    AGREE(0, ([](auto const& x) { return x.T() * 2.; }), a);
    AGREE(0, ([](auto const& x, auto const& y) { return x + y.T(); }), a, b);
    AGREE(0, ([](auto const& x, auto const& y) { return x(slice(_, _, -1), _).T() - y * x.T(); }), a, b);
    AGREE(0, ([](auto const& x) { return gm::astype<float>(x.T()) + x(0, 0); }), a);
    AGREE(0, ([](auto const& x) { return x(_, newaxis, _) - gm::transpose(x)(newaxis, slice(5), slice(1)); }),
          a);
  }
  for (auto const& axes :
       {gm::shape_of(2, 0, 1), gm::shape_of(1, 0, 2), gm::shape_of(2, 1, 0), gm::shape_of(0, 2, 1)})
    AGREE(0, ([&](auto const& x) {
            return gm::transpose(x, {int(axes[0]), int(axes[1]), int(axes[2])}) + 1.;
          }),
          drawn(20, 33, 40));
  AGREE(0, ([](auto const& x, auto const& y) {
          return x + gm::transpose(y, {0, 3, 2, 1});
        }),
        drawn(2, 40, 3, 35), drawn(2, 35, 3, 40));
  AGREE(0, ([](auto const& x) { return x(_, slice(_, _, 3)) + x(_, slice(1, _, 3)); }), drawn(3, 3000));
  AGREE(0, ([](auto const& x) { return x(_, slice(1, _)) * x(0, slice(2)); }), drawn(5000, 3));
}

TEST_CASE("a destination may be any part of an array") {
  auto const change = [](auto a) {
    a(slice(1, -1), slice(_, _, 3)) = a(slice(1, -1), slice(_, _, 3)) * 10.;
    a(0, _) = 7;
    a.T()(slice(_, _, -1), slice(2)) += 1.;
    a(_, slice(60, _)) = a(_, 0)(_, newaxis);
    return a;
  };
  AGREE(0, change, drawn(50, 70));
}

TEST_CASE("what overlaps is read before it is written") {
  auto const shift = [](auto a) {
    a(slice(1, _)) += a(slice(_, -1));
    a(slice(_, -1)) = a(slice(1, _)) - a(slice(_, -1));
    a(slice(_, _, -1)) = a;
    return a;
  };
  AGREE(0, shift, drawn(100000));
  auto const turn = [](auto a) {
    a = gm::transpose(a);
    a(slice(2, _), slice(2, _)) = a(slice(_, -2), slice(_, -2)).T() + a(0, slice(2, _));
    return a;
  };
  AGREE(0, turn, drawn(40, 40));
}

// Shapes whose folds take every way: one result, few and long ones, many short ones; blocks within a row and
// rows within a block.

TEST_CASE("the folds of integers and truth values are the host's") {
  auto const i = gm::copy(gm::astype<std::int32_t>(drawn(300, 2500) * 2e9) - 1000000000);
  AGREE(0, ([](auto const& x) { return gm::sum(x); }), i);
  AGREE(0, ([](auto const& x) { return gm::sum(x, 1); }), i);
  AGREE(0, ([](auto const& x) { return gm::sum(x, 0, gm::keepdims); }), i);
  AGREE(0, ([](auto const& x) { return gm::prod(x); }), i);
  AGREE(0, ([](auto const& x) { return gm::min(x, 1); }), i);
  AGREE(0, ([](auto const& x) { return gm::max(x, 0); }), i);
  AGREE(0, ([](auto const& x) { return gm::argmin(x); }), i);
  AGREE(0, ([](auto const& x) { return gm::argmax(x, 1, gm::keepdims); }), i);
  AGREE(0, ([](auto const& x) { return gm::all(x, 1); }), i);
  AGREE(0, ([](auto const& x) { return gm::any(x > 999990000); }), i);
  AGREE(1e-14, ([](auto const& x) { return gm::mean(x, 0); }), i);
}

TEST_CASE("the folds of numbers are the host's to rounding") {
  auto const a = drawn(3, 40000, 2);
  AGREE(1e-13, ([](auto const& x) { return gm::sum(x * x + 1.); }), a);
  AGREE(1e-14, ([](auto const& x) { return gm::sum(x, 1); }), a);
  AGREE(1e-13, ([](auto const& x) { return gm::sum(x, {0, 1}, gm::keepdims); }), a);
  AGREE(1e-14, ([](auto const& x) { return gm::sum(x, {-1, 0}); }), a);
  AGREE(1e-14, ([](auto const& x) { return gm::mean(x(_, slice(_, _, -3), 1), 1); }), a);
  AGREE(1e-14, ([](auto const& x) { return gm::sum(x, gm::keepdims); }), a);
  AGREE(0, ([](auto const& x) { return gm::max(x.T(), 1); }), a);
  AGREE(0, ([](auto const& x) { return gm::argmax(x, 1); }), a);
  AGREE(0, ([](auto const& x) { return gm::argmin(x(_, _, 0) - 0.5); }), a);
  AGREE(1e-4, ([](auto const& x) { return gm::sum(x, 0); }), drawn<float>(200000, 65));
  AGREE(1e-5, ([](auto const& x) { return gm::sum(x); }), drawn<float>(1000000));
  CHECK(double(gm::sum(gm::zeros<double, P>(0))) == 0);
  CHECK(same(gm::sum(gm::zeros<double, P>(0, 2), 0), {0, 0}));
  CHECK_THROWS_AS(gm::max(gm::zeros<double, P>(0)), gm::value_error);
  double const nan = std::numeric_limits<double>::quiet_NaN();
  auto b = gm::arange<double, P>(100000);
  b(777) = nan;
  b(888) = nan;
  CHECK(std::isnan(double(gm::max(b))));
  CHECK(std::int64_t(gm::argmin(b)) == 777);
}

TEST_CASE("folds of every shape: along rows, down columns, in slices, of several axes") {
  for (auto const& [rows, columns] : {std::pair<int, int>{1, 100000},
                                      {3, 70001},
                                      {300, 40},
                                      {40, 300},
                                      {2000, 7},
                                      {7, 2000},
                                      {100000, 1},
                                      {50001, 9},
                                      {5, 3}}) {
    auto const a = drawn(rows, columns);
    AGREE(1e-13, ([](auto const& x) { return gm::sum(x * x + 1., 0); }), a);
    AGREE(1e-13, ([](auto const& x) { return gm::sum(x * x + 1., 1); }), a);
    AGREE(1e-13, ([](auto const& x) { return gm::sum(x.T() - 0.5 * x.T(), 0); }), a);
    AGREE(0, ([](auto const& x) { return gm::max(x, 0); }), a);
    AGREE(0, ([](auto const& x) { return gm::argmin(x, 1); }), a);
    AGREE(0, ([](auto const& x) { return gm::argmax(x, 0); }), a);
    auto const there = gm::to<P>(a);
    CHECK(identical(gm::copy(gm::sum(there, 0)), gm::copy(gm::sum(there, 0))));
    CHECK(identical(gm::copy(gm::sum(there, 1)), gm::copy(gm::sum(there, 1))));
  }
  auto const c = drawn(30, 50, 70);
  AGREE(1e-13, ([](auto const& x) { return gm::sum(x, {0, 2}); }), c);
  AGREE(1e-13, ([](auto const& x) { return gm::sum(gm::transpose(x, {1, 2, 0}), {0, 2}); }), c);
  AGREE(1e-13, ([](auto const& x) { return gm::mean(x(_, slice(_, _, -2), slice(3, _)), {1, 2}); }), c);
}

TEST_CASE("a fold gives the same bits each time") {
  auto const a = gm::to<P>(drawn<float>(123457));
  CHECK(float(gm::sum(a)) == float(gm::sum(a)));
}

TEST_CASE("random numbers are the host's, bit for bit") {
  gm::ndarray const doubles = gm::random::default_rng(3).random<double, gm::host>(100003);
  gm::ndarray const floats = gm::random::default_rng(3).random<float, gm::host>(100003);
  CHECK(identical(gm::random::default_rng(3).random<double, P>(100003), doubles));
  CHECK(identical(gm::random::default_rng(3).random<float, P>(100003), floats));
}

TEST_CASE("products are the host's to rounding, however their operands lie") {
  auto const a = drawn(40, 30), b = drawn(30, 50);
  auto const v = drawn(30), w = drawn(60);
  AGREE(1e-14, OBJECT(gm::matmul), a, b);
  AGREE(1e-14, OBJECT(gm::matmul), a, v);
  AGREE(1e-14, OBJECT(gm::matmul), v, b);
  AGREE(1e-14, OBJECT(gm::matmul), v, v);
  AGREE(1e-14, OBJECT(gm::matmul), drawn(3, 1, 4, 5), drawn(2, 5, 6));
  // Stacks: at equal distances and not, backwards, across their rows, one matrix with many.
  auto const s = drawn(2, 5, 4, 5), t = drawn(2, 5, 5, 6);
  AGREE(1e-14, OBJECT(gm::matmul), s, t);
  AGREE(1e-14, ([](auto const& x, auto const& y) { return gm::matmul(x(_, slice(_, _, -1)), y); }), s, t);
  AGREE(1e-14, ([](auto const& x, auto const& y) { return gm::matmul(x(_, slice(_, _, 2)), y(1, 3)); }), s,
        t);
  AGREE(1e-14, ([](auto const& x, auto const& y) {
          return gm::matmul(gm::swapaxes(y, -1, -2), gm::swapaxes(x, -1, -2));
        }),
        s, t);
  AGREE(1e-14, ([](auto const& x) { return gm::matmul(gm::moveaxis(x, 1, 3), x(0, _, 0, 0)); }), s);
  AGREE(1e-14, ([](auto const& x, auto const& y) { return gm::matmul(x * std::complex<double>(1, 2), y); }),
        s, t);
  AGREE(0, OBJECT(gm::matmul), gm::copy(gm::astype<std::int32_t>(s * 100.)),
        gm::copy(gm::astype<std::int32_t>(t(0) * 100.)));
  AGREE(1e-5, OBJECT(gm::matmul), gm::copy(gm::astype<float>(a)), gm::copy(gm::astype<float>(b)));
  AGREE(1e-14, ([](auto const& x, auto const& y) { return gm::matmul(y.T(), x.T()); }), a, b);
  AGREE(1e-14, ([](auto const& x) { return gm::matmul(x, x.T()); }), a);
  AGREE(1e-14,
        ([](auto const& x, auto const& y) { return gm::matmul(x(_, slice(_, _, 2)), y(slice(15), _)); }), a,
        b);
  AGREE(1e-14, ([](auto const& x, auto const& y) { return gm::matmul(x(_, slice(_, _, -1)), y); }), a, b);
  AGREE(1e-14, ([](auto const& x, auto const& y) { return gm::matmul(x, y(slice(_, _, 2))); }), a, w);
  AGREE(1e-14, ([](auto const& x, auto const& y) {
          return gm::matmul(gm::broadcast_to(y, {4, 30}), x);
        }),
        b, v);
  auto const fused = [](auto const& x, auto const& y, auto c) {
    c = 2. * gm::matmul(x, y) + 0.5 * c;
    c += gm::matmul(x, y);
    c -= 3. * gm::matmul(x, y);
    c(slice(_, _, 2), slice(_, _, 2)) = gm::matmul(x(slice(_, _, 2), _), y(_, slice(_, _, 2)));
    c.T()(slice(10), slice(10)) += gm::matmul(x(slice(10), _), y(_, slice(10)));
    return c;
  };
  AGREE(1e-14, fused, a, b, drawn(40, 50));

  auto const i = gm::copy(gm::astype<std::int64_t>(a * 100.)),
             j = gm::copy(gm::astype<std::int64_t>(b * 100.));
  AGREE(0, OBJECT(gm::matmul), i, j);
  AGREE(0, ([](auto const& x, auto const& y) { return gm::matmul(x(_, 3), y(3, slice(40))); }), i, j);
  AGREE(0, OBJECT(gm::matmul), gm::copy(i > 50), gm::copy(j > 50));
  CHECK(same(gm::matmul(gm::zeros<double, P>(2, 0), gm::zeros<double, P>(0, 3)), {0, 0, 0, 0, 0, 0}));
  CHECK(gm::matmul(gm::zeros<double, P>(0, 2), gm::zeros<double, P>(2, 3)).shape() == gm::shape_of(0, 3));
}

TEST_CASE("systems are solved as the host solves them") {
  auto const a = gm::copy(drawn(100, 100) + 10. * gm::eye<double, gm::host>(100));
  AGREE(1e-10, OBJECT(gm::linalg::solve), a, drawn(100));
  AGREE(1e-10, OBJECT(gm::linalg::solve), a, drawn(100, 7));
  AGREE(1e-10, OBJECT(gm::linalg::solve), gm::copy(drawn(5, 4, 4) + 4. * gm::eye<double, gm::host>(4)),
        drawn(4, 2));
  for (gm::index const n : {1, 3, 8, 20}) { // small systems, side by side
    auto const small = gm::copy(drawn(50, n, n) + double(n) * gm::eye<double, gm::host>(n));
    AGREE(1e-12, OBJECT(gm::linalg::solve), small, drawn(50, n, 3));
    AGREE(1e-12, OBJECT(gm::linalg::inv), small);
    AGREE(1e-12, OBJECT(gm::linalg::det), small);
    AGREE(1e-12, OBJECT(gm::linalg::solve), gm::copy(small * std::complex<double>(1, 0.5)), drawn(50, n, 2));
  }
  auto singular = gm::to<P>(gm::copy(gm::broadcast_to(gm::eye<double, gm::host>(5), {9, 5, 5})));
  singular(3, 2, 2) = 0;
  CHECK(throws<gm::linalg_error>([&] { (void)gm::linalg::inv(singular); }, "Singular matrix"));
  CHECK(throws<gm::linalg_error>([&] { (void)gm::linalg::solve(singular, gm::ones<double, P>(9, 5, 1)); },
                                 "Singular matrix"));
  AGREE(1e-4, OBJECT(gm::linalg::solve), gm::copy(gm::astype<float>(a)), drawn<float>(100));
  CHECK(throws<gm::linalg_error>(
      [] { (void)gm::linalg::solve(gm::ones<double, P>(3, 3), gm::ones<double, P>(3)); }, "Singular matrix"));
  AGREE(1e-14, ([](auto const& x) { return gm::linalg::norm(x); }), a);
}

TEST_CASE("an element is read and written where it lies") {
  auto a = gm::zeros<double, P>(3, 4);
  a(1, 2) = 5.;
  a(-1, -1) = 7;
  a(1, 2) += 1.5;
  a(1, 2) *= 2;
  a(0, 0) = a(1, 2);
  a(slice(1, _), _)(1, 0) = a(0, 0) - 3;
  CHECK(a(1, 2) == 13.);
  CHECK(same(a, {13, 0, 0, 0, 0, 0, 13, 0, 10, 0, 0, 7}));
  auto const& read = a;
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(read(0, 0))>, double>);
  double const x = a(1, 2), y = read(1, 2), z = gm::ones<double, P>(2)(1), u = a.T()(2, 1);
  CHECK((x == 13 && y == 13 && z == 1 && u == 13));
  auto b = gm::zeros<bool, P>(2);
  b(1) = true;
  CHECK((!b(0) && b(1)));
}

TEST_CASE("a result of no dimensions is its value") {
  gm::ndarray<double, 0, P> s;
  CHECK(double(s) == 0);
  s = 4.5;
  gm::ndarray<double, 0, P> const t = s * 2.;
  CHECK(double(t) == 9);
  double const all = gm::sum(gm::arange<double, P>(10) * 2.);
  CHECK(all == 90);
  auto a = gm::arange<double, P>(4);
  a += gm::sum(a);
  CHECK(same(a, {6, 7, 8, 9}));
  a /= gm::max(a); // still on the device: nothing waits for it
  CHECK(a(3) == 1.);
}

TEST_CASE("Fourier transforms agree with the host's") {
  auto const x = drawn(6, 20, 33);
  auto const agrees = [&](double tolerance, auto const& f) {
    CHECK(close(f(gm::to<P>(x)), f(x), tolerance));
  };
  agrees(1e-14, [](auto const& a) { return gm::fft::rfft(a); });
  agrees(1e-14, [](auto const& a) { return gm::fft::irfft(gm::fft::rfft(a, 40, 1), 50, 1); });
  agrees(1e-14, [](auto const& a) { return gm::fft::fft(a, 16, 0, "ortho"); });
  agrees(1e-14, [](auto const& a) { return gm::fft::irfftn(gm::fft::ifftn(gm::fft::fftn(a))); });
  agrees(1e-14, [](auto const& a) {
    return gm::fft::hfft(gm::fft::ihfft(a(_, slice(_, _, 3)), gm::axis = 1), gm::axis = 0);
  });
  agrees(1e-14, [](auto const& a) { return gm::fft::fftshift(gm::fft::fft2(a), {0, 1}); });
  agrees(1e-6, [](auto const& a) { return gm::fft::ifft(gm::fft::rfft(gm::astype<float>(a))); });
  agrees(0, [](auto const& a) {
    return gm::ndarray(gm::fft::fftfreq<gm::policy_t<decltype(a)>>(9, 0.5) + a(0, 0, slice(9)));
  });
}

#if !defined(GAMUT_TEST_ON_HOST)

TEST_CASE("work is put into streams, which wait for each other where they are told to") {
  auto a = gm::arange<double, P>(100000);
  gm::stream one, two;
  auto b = gm::with_stream(one, [&] { return gm::copy(a * 2.); });
  gm::with_stream(two, [&] {
    one.join();
    b += a;
  });
  two.wait();
  CHECK(identical(b, gm::arange<double, P>(100000) * 3.));
  CHECK_THROWS_AS(gm::with_stream(one, []() -> int { throw gm::value_error("inside"); }), gm::value_error);
  b -= a; // in the stream from before
  CHECK(double(gm::sum(b)) == 99999. * 100000.);
  gm::synchronize();
  gm::device_guard const first(0);
  CHECK(same(gm::ones<double, P>(2), {1, 1}));
  CHECK_THROWS_AS(gm::device_guard(1000), gm::device_error);
}

TEST_CASE("a step is recorded and run many times") {
  gm::index const n = 64;
  auto const jacobi = [n](auto& u, auto& v) {
    auto const in = slice(1, -1);
    v(in, in) =
        0.25 * (u(slice(_, n - 2), in) + u(slice(2, _), in) + u(in, slice(_, n - 2)) + u(in, slice(2, _)));
    u = v;
  };
  auto const start = drawn(n, n);
  auto expected = start, other = start;
  for (int i = 0; i < 10; ++i) jacobi(expected, other);
  auto u = gm::to<P>(start), v = gm::to<P>(start);
  gm::graph const step([&] { jacobi(u, v); });
  CHECK(identical(u, start)); // recorded, not run
  for (int i = 0; i < 10; ++i) step();
  CHECK(identical(u, expected));
}

TEST_CASE("memory: copies that are waited for later, shared memory, and none left") {
  auto from = drawn(1000, 30);
  auto back = gm::zeros<double, gm::host>(1000, 30);
  auto there = gm::zeros<double, P>(1000, 30);
  {
    gm::pinned const here(from), and_here(back);
    gm::copy_async(there, from);
    there *= 2.;
    gm::copy_async(back, there);
    gm::synchronize();
  }
  CHECK(identical(back, from * 2.));
  auto small = gm::zeros<double, P>(3, 4);
  CHECK(throws<gm::shape_error>([&] { gm::copy_async(small, from); },
                                "could not copy an array of shape (1000,30) into shape (3,4)"));
  {
    gm::managed_memory const shared;
    auto const a = gm::to<P>(from);
    CHECK(identical(gm::copy(a + a), from * 2.));
  }
  try {
    (void)gm::empty<std::int8_t, P>(gm::index(1) << 60);
    CHECK(false);
  } catch (std::bad_alloc const& none) {
    CHECK(std::string(none.what()) == "out of device memory: 1152921504606846976 bytes were asked for");
  }
  CHECK(same(gm::ones<double, P>(2), {1, 1}));
}

#endif
