// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's assignment over layouts of every kind: whatever plan is made for it (rows, tiles, stores past
// the caches, threads), each element has the value that it has by itself, and nothing beside the destination
// is written.
#include "support.hpp"

#include <array>
#include <complex>
#include <random>

namespace {

using generator = std::mt19937;
gm::index below(generator& random, gm::index n) { return gm::index(random() % std::uint64_t(n)); }

/// Memory, and a part of it that lies in any way: axes in any order, apart, backwards or, if `repeats`,
/// repeated.
template <class T, int N>
struct part {
  gm::ndarray<T, 1, P> memory;
  gm::layout<N> layout;

  part(generator& random, gm::dims<N> const& shape, bool repeats) : layout{shape, {}, 0} {
    std::array<int, std::size_t(N)> order;
    for (int d = 0; d < N; ++d) order[std::size_t(d)] = d;
    if (random() % 2 == 0) std::shuffle(order.begin(), order.end(), random);
    gm::index size = 1;
    for (int const d : order) {
      if (repeats && random() % 6 == 0) continue;
      gm::index const apart = random() % 4 == 0 ? 1 + below(random, 3) : 1;
      gm::index const step = size * apart;
      bool const backwards = random() % 6 == 0;
      layout.strides[d] = backwards ? -step : step;
      if (backwards) layout.offset += (shape[d] - 1) * step;
      size = step * shape[d] + below(random, 2);
    }
    gm::index const before = below(random, 9);
    layout.offset += before;
    memory = gm::ndarray<T, 1, P>(gm::shape_of(before + size + below(random, 9)));
    for (auto& x : memory) x = value(random);
  }
  static T value(generator& random) {
    if constexpr (gm::complex_floating<T>)
      return T(real(random), real(random));
    else if constexpr (gm::real_floating<T>)
      return real(random);
    else
      return static_cast<T>(random() % 2000);
  }
  static gm::real_t<T> real(generator& random) {
    return gm::real_t<T>(random() % 4000) / gm::real_t<T>(1000) - gm::real_t<T>(1);
  }
  gm::array_view<T, N, P> view() { return {memory.to_source(), layout}; }
  T const& at(gm::dims<N> const& i) const {
    gm::index place = layout.offset;
    for (int d = 0; d < N; ++d) place += i[d] * layout.strides[d];
    return memory.data()[place];
  }
};

/// A shape of up to `most` elements.
template <int N>
gm::dims<N> any_shape(generator& random, gm::index most) {
  gm::dims<N> shape;
  gm::index left = most;
  std::array<int, std::size_t(N)> order;
  for (int d = 0; d < N; ++d) order[std::size_t(d)] = d;
  std::shuffle(order.begin(), order.end(), random);
  for (int const d : order) {
    gm::index const widest = random() % 3 == 0 ? 5 : random() % 2 == 0 ? 70 : left;
    shape[d] = 1 + below(random, std::min(widest, left));
    left = std::max(left / shape[d], gm::index(1));
  }
  return shape;
}

template <int N, class F>
void for_each(gm::dims<N> const& shape, F const& f) {
  gm::dims<N> i{};
  for (;;) {
    f(i);
    int d = N - 1;
    while (d >= 0 && ++i[d] == shape[d]) i[d--] = 0;
    if (d < 0) return;
  }
}

/// Assigns `lazy(x, y, z)` to a part of memory and holds it against `one(x, y, z)` of every element.
template <class D, class X, class Y, class Z, int N, class Lazy, class One>
bool agrees(generator& random, gm::index most, Lazy const& lazy, One const& one) {
  auto const shape = any_shape<N>(random, most);
  part<D, N> to(random, shape, false);
  part<X, N> x(random, shape, true);
  part<Y, N> y(random, shape, true);
  part<Z, N> z(random, shape, true);
  auto expected = to;
  for_each(shape, [&](auto const& i) { const_cast<D&>(expected.at(i)) = one(x.at(i), y.at(i), z.at(i)); });
  auto destination = to.view();
  destination = lazy(x.view(), y.view(), z.view());
  auto const* got = reinterpret_cast<char const*>(to.memory.data());
  auto const* want = reinterpret_cast<char const*>(expected.memory.data());
  for (int d = 0; d < N; ++d) UNSCOPED_INFO("axis " << d << " of " << shape[d]);
  return std::equal(got, got + std::size_t(to.memory.size()) * sizeof(D), want);
}
template <class D, class X, class Y, class Z, class Lazy, class One>
void check(Lazy const& lazy, One const& one) {
  generator random(7);
  auto& threshold = gm::backends::host::stream_threshold();
  auto const usual = threshold.load();
  int const threads_before = gm::get_num_threads();
  for (bool const streamed : {false, true})
    for (int const threads : {1, 2}) {
      gm::set_num_threads(threads);
      threshold = streamed ? 0 : usual;
      for (int turn = 0; turn < 12; ++turn) {
        CAPTURE(streamed, threads, turn);
        gm::index const most = turn % 4 == 0 ? 200000 : 20000; // large enough for threads, or not
        REQUIRE(agrees<D, X, Y, Z, 1>(random, most, lazy, one));
        REQUIRE(agrees<D, X, Y, Z, 2>(random, most, lazy, one));
        REQUIRE(agrees<D, X, Y, Z, 3>(random, most, lazy, one));
      }
    }
  threshold = usual;
  gm::set_num_threads(threads_before);
}

} // namespace

TEMPLATE_TEST_CASE("copies, in any layout", "", bool, std::int8_t, std::uint16_t, float, double,
                   std::complex<double>) {
  using T = TestType;
  check<T, T, T, T>([](auto x, auto, auto) { return x; }, [](T x, T, T) { return x; });
}

TEST_CASE("numbers, in any layout") {
  check<double, double, double, double>([](auto x, auto y, auto z) { return x * y + z; },
                                        [](double x, double y, double z) { return x * y + z; });
  check<float, float, float, float>([](auto x, auto y, auto z) { return x - y * gm::sqrt(gm::abs(z)); },
                                    [](float x, float y, float z) { return x - y * std::sqrt(std::abs(z)); });
  check<std::int64_t, std::int64_t, std::int32_t, std::int8_t>(
      [](auto x, auto y, auto z) { return x * 3 + y - z; },
      [](std::int64_t x, std::int32_t y, std::int8_t z) { return x * 3 + y - z; });
}

TEST_CASE("truth values, choices and conversions, in any layout") {
  check<bool, double, double, bool>([](auto x, auto y, auto z) { return x < y || z; },
                                    [](double x, double y, bool z) { return x < y || z; });
  check<double, bool, double, std::int32_t>(
      [](auto x, auto y, auto z) { return gm::where(x, y, z); },
      [](bool x, double y, std::int32_t z) { return x ? y : double(z); });
  check<float, double, float, double>([](auto x, auto y, auto z) { return x + y * z; },
                                      [](double x, float y, double z) { return float(x + double(y) * z); });
}

TEST_CASE("an exponential has the same bits wherever it stands") {
  // Each value by itself, as an array of one.
  auto const exp = [](double x) { return double(gm::exp(gm::array({x}))(0)); };
  check<double, double, double, double>([](auto x, auto y, auto) { return gm::exp(x) + y; },
                                        [&](double x, double y, double) { return exp(x) + y; });
}

TEST_CASE("a result that does not fit the caches is streamed, and so are its ends") {
  auto& threshold = gm::backends::host::stream_threshold();
  auto const usual = threshold.load();
  threshold = 0;
  for (gm::index n : {4096, 5003, 70001})
    for (gm::index first : {0, 1, 7, 8}) {
      auto const a = counted(n + 9);
      auto out = gm::full_like(a, -1.);
      out(slice(first, first + n)) = a(slice(first, first + n)) * 2.;
      CHECK(same(out(slice(_, first)), std::vector<double>(std::size_t(first), -1.)));
      CHECK(identical(out(slice(first, first + n)) / 2., a(slice(first, first + n))));
      CHECK(same(out(slice(first + n, _)), std::vector<double>(std::size_t(9 - first), -1.)));
      auto in_place = a;
      in_place += a;
      CHECK(identical(in_place, 2. * a));
    }
  threshold = usual;
}
