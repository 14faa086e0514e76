// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Reductions over all axes, one and several. Expected values are NumPy's: rows/reduce.txt.
#include "rows/rows.hpp"

#include <algorithm>
#include <numeric>

TEST_CASE("every reduction answers as NumPy does") {
  ROW_OPERANDS;
#include "rows/reduce.inc"
}

namespace {

/// A reduction of three axes by its definition: the elements that go into each result, in row-major order.
template <class F>
std::vector<double> by_hand(gm::ndarray<double, 3, gm::host> const& a, std::vector<int> const& axes,
                            F const& f) {
  auto const reduced = [&](int d) {
    return std::any_of(axes.begin(), axes.end(), [&](int axis) { return axis == d || axis == d - 3; });
  };
  auto const [n, m, k] = a.shape();
  std::vector<double> results;
  for (gm::index i = 0; i < (reduced(0) ? 1 : n); ++i)
    for (gm::index j = 0; j < (reduced(1) ? 1 : m); ++j)
      for (gm::index l = 0; l < (reduced(2) ? 1 : k); ++l) {
        std::vector<double> elements;
        for (gm::index p = reduced(0) ? 0 : i; p < (reduced(0) ? n : i + 1); ++p)
          for (gm::index q = reduced(1) ? 0 : j; q < (reduced(1) ? m : j + 1); ++q)
            for (gm::index r = reduced(2) ? 0 : l; r < (reduced(2) ? k : l + 1); ++r)
              elements.push_back(a(p, q, r));
        results.push_back(f(elements));
      }
  return results;
}

double sum_of(std::vector<double> const& x) { return std::accumulate(x.begin(), x.end(), 0.); }
double max_of(std::vector<double> const& x) { return *std::max_element(x.begin(), x.end()); }
double place_of_min(std::vector<double> const& x) {
  return double(std::min_element(x.begin(), x.end()) - x.begin());
}
double place_of_max(std::vector<double> const& x) {
  return double(std::max_element(x.begin(), x.end()) - x.begin());
}
double any_above_17(std::vector<double> const& x) { return max_of(x) > 17.; }

using cube = gm::array_view<double const, 3, P>;

void check_every_axis(cube const& a) {
  auto const on_host = gm::to<gm::host>(a);
  auto const twice = 2. * a - a; // the same numbers, computed
  auto const check = [&](std::vector<int> const& axes, auto const& sum, auto const& kept, auto const& max,
                         auto const& least, auto const& largest, auto const& any) {
    INFO("axes " << Catch::Detail::stringify(axes) << " of shape " << a.shape()[0] << " " << a.shape()[1]
                 << " " << a.shape()[2]);
    auto const expected = by_hand(on_host, axes, sum_of);
    CHECK(same(sum, expected));
    CHECK(same(kept, expected));
    for (int const axis : axes) CHECK(kept.shape()[axis < 0 ? axis + 3 : axis] == 1);
    CHECK(same(max, by_hand(on_host, axes, max_of)));
    CHECK(same(gm::astype<double>(least), by_hand(on_host, axes, place_of_min)));
    CHECK(same(gm::astype<double>(largest), by_hand(on_host, axes, place_of_max)));
    CHECK(same(gm::astype<double>(any), by_hand(on_host, axes, any_above_17)));
  };
  using gm::keepdims;
  for (int axis = -3; axis < 3; ++axis)
    check({axis}, gm::sum(a, axis), gm::sum(twice, axis, keepdims), gm::max(a, axis), gm::argmin(a, axis),
          gm::argmax(twice, axis), gm::any(a > 17., axis));
  for (auto const& [i, j] : {std::pair(0, 1), std::pair(0, 2), std::pair(2, 1), std::pair(-1, 0)})
    check({i, j}, gm::sum(a, {i, j}), gm::sum(twice, {i, j}, keepdims), gm::max(a, {i, j}),
          gm::argmin(a, {i, j}), gm::argmax(twice, {i, j}), gm::any(a > 17., {i, j}));
  check({0, 1, 2}, gm::sum(a), gm::sum(twice, keepdims), gm::max(a), gm::argmin(a), gm::argmax(twice),
        gm::any(a > 17.));
}

} // namespace

TEST_CASE("every set of axes, however the elements lie in memory") {
  for (auto const& shape :
       {gm::shape_of(2, 3, 4), gm::shape_of(1, 1, 1), gm::shape_of(5, 1, 9), gm::shape_of(3, 40, 70),
        gm::shape_of(70, 3, 33), gm::shape_of(2, 3, 5000), gm::shape_of(1, 1300, 3), gm::shape_of(2, 700, 5),
        gm::shape_of(2000, 3, 2), gm::shape_of(5, 9, 530)}) {
    // Small whole numbers, so that a sum has no rounding; many are equal, so that places are the first ones.
    gm::ndarray const a =
        gm::remainder(gm::reshape(gm::arange<double, P>(double(gm::detail::product(shape))), shape) * 7.,
                      31.) -
        9.;
    gm::ndarray const turned = gm::transpose(a, {2, 0, 1});
    check_every_axis(a(ellipsis));
    check_every_axis(gm::transpose(turned, {1, 2, 0}));
    check_every_axis(a(slice(_, _, -1), _, slice(_, _, -1)));
    check_every_axis(a(_, slice(_, _, 2), slice(_, _, 3)));
    check_every_axis(gm::transpose(a, {1, 0, 2}));
    check_every_axis(gm::broadcast_to(a(slice(1), _, slice(1)), {4, shape[1], 6}));
  }
}

namespace {

/// Numbers of a dtype that repeat, so that the first of the best is not the only one; sums of them are exact.
template <class T>
std::vector<T> numbers(gm::index n) {
  std::vector<T> x;
  for (gm::index i = 0; i < n; ++i) {
    int const k = int((i * 37 + i / 11) % 23);
    if constexpr (gm::complex_floating<T>)
      x.push_back(T(gm::real_t<T>(k / 4), gm::real_t<T>(k % 4)));
    else if constexpr (std::is_same_v<T, bool>)
      x.push_back(k % 3 == 1);
    else
      x.push_back(T(std::is_signed_v<T> ? k - 11 : k));
  }
  return x;
}

template <class T>
bool less(T const& x, T const& y) {
  if constexpr (gm::complex_floating<T>)
    return std::pair(x.real(), x.imag()) < std::pair(y.real(), y.imag());
  else
    return x < y;
}

/// Every reduction of one axis of `a` beside the same of `x`, in plain loops.
template <class T>
bool reduces(gm::array_view<T const, 1, P> const& a, std::vector<T> const& x) {
  using wide = gm::detail::wide<T>;
  wide sum{};
  bool any = false, all = true;
  std::size_t least = 0, largest = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sum += wide(x[i]);
    any = any || x[i] != T(0);
    all = all && x[i] != T(0);
    if (less(x[i], x[least])) least = i;
    if (less(x[largest], x[i])) largest = i;
  }
  bool right = wide(gm::sum(a)) == sum && bool(gm::any(a)) == any && bool(gm::all(a)) == all;
  if (x.empty()) return right;
  return right && T(gm::min(a)) == x[least] && T(gm::max(a)) == x[largest] &&
         std::int64_t(gm::argmin(a)) == std::int64_t(least) &&
         std::int64_t(gm::argmax(a)) == std::int64_t(largest);
}

constexpr gm::index long_lengths[] = {127,  128,  129,  255,  256,  257,   511,   512,   513,   639,
                                      1023, 1024, 1025, 2048, 2600, 16383, 16384, 16385, 40000, 300007};

} // namespace

TEMPLATE_TEST_CASE("every length, forwards, backwards and by steps", "", bool, std::int8_t, std::int64_t,
                   float, double, std::complex<double>) {
  using T = TestType;
  auto const check = [](gm::index n) {
    auto const x = numbers<T>(n);
    auto a = gm::empty<T, gm::host>(n), spread = gm::empty<T, gm::host>(3 * n);
    spread = T(99);
    for (gm::index i = 0; i < n; ++i) a(i) = spread(3 * i) = x[std::size_t(i)];
    auto const there = gm::to<P>(a), apart = gm::to<P>(spread);
    INFO("length " << n);
    REQUIRE(reduces<T>(there(_), x));
    REQUIRE(reduces<T>(apart(slice(_, _, 3)), x));
    REQUIRE(reduces<T>(there(slice(_, _, -1)), std::vector<T>(x.rbegin(), x.rend())));
  };
  for (gm::index n = 0; n <= 70; n += every(7)) check(n);
  for (gm::index const n : long_lengths) check(n);
}

TEST_CASE("columns of dtypes of every kind") {
  auto const check = [&]<class T>(T) {
    for (auto const& shape : {gm::shape_of(7, 3), gm::shape_of(300, 3), gm::shape_of(9, 70),
                              gm::shape_of(5, 2000), gm::shape_of(1000, 33), gm::shape_of(1, 5)}) {
      auto const [n, m] = shape;
      auto const x = numbers<T>(n * m);
      auto host = gm::empty<T, gm::host>(n, m);
      std::copy(x.begin(), x.end(), host.data());
      auto const a = gm::to<P>(host);
      auto const sum = gm::to<gm::host>(gm::sum(a, 0));
      auto const most = gm::to<gm::host>(gm::max(a, 0));
      auto const place = gm::to<gm::host>(gm::argmax(a, 0));
      auto const any = gm::to<gm::host>(gm::any(a, 0));
      bool right = true;
      for (gm::index j = 0; j < m; ++j) {
        gm::detail::wide<T> total{};
        gm::index largest = 0;
        bool some = false;
        for (gm::index i = 0; i < n; ++i) {
          T const y = x[std::size_t(i * m + j)];
          total += gm::detail::wide<T>(y);
          some = some || y != T(0);
          if (less(x[std::size_t(largest * m + j)], y)) largest = i;
        }
        right = right && sum(j) == total && most(j) == x[std::size_t(largest * m + j)] &&
                place(j) == largest && any(j) == some;
      }
      INFO("shape " << n << " " << m);
      CHECK(right);
    }
  };
  check(true);
  check(std::int8_t());
  check(std::int64_t());
  check(float());
  check(std::complex<double>());
}

TEST_CASE("a nan is found wherever it stands") {
  for (gm::index n = 1; n <= 40; n += every(6))
    for (gm::index at = 0; at < n; at += every(5)) {
      auto a = gm::ones<double, P>(n);
      auto x = gm::ones<float, P>(n);
      a(at) = rows::nan;
      x(at) = float(rows::nan);
      bool const all = std::isnan(double(gm::max(a))) && std::isnan(double(gm::min(a))) &&
                       std::isnan(double(gm::sum(a))) && std::isnan(float(gm::max(x))) &&
                       std::int64_t(gm::argmax(a)) == at && std::int64_t(gm::argmin(a)) == at;
      REQUIRE(all);
    }
}

TEST_CASE("a nan is found in every column, and the first of several") {
  for (gm::index const m : {1, 3, 8, 20, 600})
    for (gm::index at = 0; at < 37; at += every(9)) {
      auto a = gm::ones<double, P>(37, m);
      auto x = gm::ones<float, P>(37, m);
      a(at, -1) = x(at, -1) = float(rows::nan);
      a(-1, _) = rows::nan;
      x(-1, _) = float(rows::nan);
      bool const last = std::isnan(double(gm::max(a, 0)(-1))) && std::isnan(float(gm::min(x, 0)(-1))) &&
                        std::int64_t(gm::argmax(a, 0)(-1)) == at && std::int64_t(gm::argmin(x, 0)(-1)) == at;
      REQUIRE(last);
      REQUIRE(std::int64_t(gm::argmax(x, 0)(0)) == (m == 1 ? at : 36));
      REQUIRE(std::int64_t(gm::argmax(a)) == (at < 36 ? at * m + m - 1 : 36 * m));
      REQUIRE(std::int64_t(gm::argmin(x.T())) == (m == 1 ? at : 36));
    }
}

TEST_CASE("the first of equals, and of zeros with either sign") {
  for (gm::index n = 1; n <= 40; ++n) {
    auto const a = gm::zeros<double, P>(n);
    auto b = gm::zeros<float, P>(n);
    b(0) = -0.f;
    b(-1) = -0.f;
    REQUIRE(std::int64_t(gm::argmax(a)) == 0);
    REQUIRE(std::int64_t(gm::argmax(b)) == 0);
    REQUIRE(std::int64_t(gm::argmin(b)) == 0);
    REQUIRE(std::int64_t(gm::argmax(gm::full<double, P>({n}, -rows::inf))) == 0);
    REQUIRE(std::int64_t(gm::argmin(gm::full<double, P>({n, n}, rows::inf), 0)(-1)) == 0);
  }
}

TEST_CASE("an element's value does not depend on where it stands") {
  // Where registers have an exponential of their own, it may differ in the last bit from libm's.
  auto const x = gm::random::default_rng(1).random<double, P>(2000) * 20.;
  gm::ndarray const a = x, e = gm::exp(a);
  gm::ndarray const f = gm::astype<float>(a), ef = gm::exp(f);
  for (gm::index n = 1; n <= 140; n += every(17)) {
    auto const one = gm::reshape(a(slice(n)), 1, n), column = gm::reshape(a(slice(n)), n, 1);
    bool const equal =
        identical(gm::sum(gm::exp(one), 0), e(slice(n))) &&
        identical(gm::sum(gm::exp(column), 1), e(slice(n))) &&
        double(gm::max(gm::exp(a(slice(n))))) == double(gm::max(e(slice(n)))) &&
        double(gm::sum(gm::exp(a(slice(n))))) == double(gm::sum(e(slice(n)))) &&
        float(gm::sum(gm::exp(f(slice(n))))) == float(gm::sum(ef(slice(n)))) &&
        float(gm::sum(gm::exp(f(slice(n)))(slice(_, _, 3)))) ==
            float(gm::sum(ef(slice(n))(slice(_, _, 3)))) &&
        std::int64_t(gm::argmax(gm::exp(f(slice(n))))) == std::int64_t(gm::argmax(ef(slice(n))));
    INFO("length " << n);
    REQUIRE(equal);
  }
}

TEST_CASE("a reduction has the same bits on any number of threads") {
  gm::ndarray const a = gm::random::default_rng(1).random<double, P>({100003, 3}) - 0.5;
  gm::ndarray const b = gm::transpose(a), c = gm::random::default_rng(2).random<double, P>({600, 601}) - 0.5;
  gm::ndarray const f = gm::astype<float>(a);
  auto const all = [&] {
    return std::tuple(gm::sum(a, 0), gm::sum(a, 1), gm::sum(b, 0), gm::sum(b, 1), gm::sum(c, 0),
                      gm::sum(c, 1), gm::sum(f, 0), gm::sum(gm::exp(b), 1), gm::mean(c), gm::argmax(a, 0),
                      gm::argmin(b, 1), gm::argmax(c, 0), gm::argmax(c), gm::max(a, 0),
                      gm::any(c > 0.4999, 0), gm::sum(a - a(0, _), 0));
  };
  int const threads = gm::get_num_threads();
  gm::set_num_threads(1);
  auto const one = all();
  for (int const n : {2, 3}) {
    gm::set_num_threads(n);
    auto const several = all();
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      bool const same_bits = (identical(std::get<I>(one), std::get<I>(several)) && ...);
      CHECK(same_bits);
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(one)>>());
  }
  gm::set_num_threads(threads);
}

TEST_CASE("the largest of truth values is whether there is a true one") {
  for (gm::index n = 1; n <= 70; ++n) {
    gm::ndarray const a = gm::arange<double, P>(double(n));
    bool const right = bool(gm::max(a > double(n - 2))) && !bool(gm::max(a > double(n))) &&
                       bool(gm::min(a >= 0.)) && !bool(gm::min(a > 0.)) &&
                       std::int64_t(gm::argmax(a > double(n - 2))) == n - 1 &&
                       std::int64_t(gm::argmin(gm::reshape(a, n, 1) < double(n / 2), 0)(0)) == n / 2;
    INFO("length " << n);
    REQUIRE(right);
  }
}

TEST_CASE("one truth value decides wherever it stands, in short and in long arrays") {
  for (gm::index const n : {1, 7, 33, 3000, 300000})
    for (gm::index const at : {gm::index(0), n / 3, n / 2, n - 1}) {
      auto a = gm::zeros<double, P>(n);
      a(at) = -0.5;
      CHECK(bool(gm::any(a)));
      CHECK_FALSE(bool(gm::all(a == 0.)));
      CHECK(bool(gm::any(gm::reshape(a, 1, -1), 1)(0)));
      CHECK(std::int64_t(gm::argmin(a)) == at);
      CHECK(std::int64_t(gm::sum(a < 0.)) == 1);
    }
}

TEST_CASE("nothing has a sum and a product, but neither a least nor a largest") {
  auto const none = gm::empty<double, P>(0, 3);
  CHECK(same(gm::sum(none, 0), {0, 0, 0}));
  CHECK(same(gm::prod(none, 0), {1, 1, 1}));
  CHECK(same(gm::mean(none, 0), {rows::nan, rows::nan, rows::nan}));
  CHECK(gm::max(none, 1).shape() == gm::shape_of(0));
  CHECK(gm::argmax(none, 1).shape() == gm::shape_of(0));
  CHECK(throws<gm::value_error>([&] { (void)gm::max(none, 0); },
                                "zero-size array to reduction operation maximum which has no identity"));
  CHECK(throws<gm::value_error>([&] { (void)gm::min(none); },
                                "zero-size array to reduction operation minimum which has no identity"));
  CHECK(
      throws<gm::value_error>([&] { (void)gm::argmax(none); }, "attempt to get argmax of an empty sequence"));
  auto const both = gm::empty<double, P>(0, 0);
  CHECK(throws<gm::value_error>([&] { (void)gm::max(both, 1); }, "maximum which has no identity"));
  CHECK(throws<gm::value_error>([&] { (void)gm::argmin(both, 0); },
                                "attempt to get argmin of an empty sequence"));
}

TEST_CASE("integers are summed in 64 bits, and wrap there") {
  auto const small = gm::full<std::int8_t, P>({1000}, 127);
  CHECK(std::int64_t(gm::sum(small)) == 127000);
  CHECK(std::uint64_t(gm::sum(gm::full<std::uint8_t, P>({1000}, 255))) == 255000);
  CHECK(std::int64_t(gm::sum(gm::full<void, P>({2}, std::numeric_limits<std::int64_t>::max()))) == -2);
  CHECK(std::int8_t(gm::max(small)) == 127);
}
