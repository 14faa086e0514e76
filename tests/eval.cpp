// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Assignment: what overlaps gives the answer that copying first gives, and what does not fit is refused
// before anything is written.
#include "support.hpp"

#include <random>

TEST_CASE("a shifted sum reads the old elements") {
  auto a = counted(6);
  a(slice(1, _)) += a(slice(_, -1));
  CHECK(same(a, {0, 1, 3, 5, 7, 9}));
  auto b = counted(6);
  b(slice(_, -1)) = b(slice(1, _)) * 2.;
  CHECK(same(b, {2, 4, 6, 8, 10, 5}));
}

TEST_CASE("an array becomes its own transpose, square or not") {
  auto a = counted(3, 3);
  a = gm::transpose(a);
  CHECK(same(a, {0, 3, 6, 1, 4, 7, 2, 5, 8}));
  auto b = counted(2, 3);
  b = gm::transpose(b);
  CHECK(b.shape() == gm::shape_of(3, 2));
  CHECK(same(b, {0, 3, 1, 4, 2, 5}));
  auto c = counted(4);
  c(slice(_, _, -1)) = c;
  CHECK(same(c, {3, 2, 1, 0}));
  c = c + c(slice(_, _, -1));
  CHECK(same(c, {3, 3, 3, 3}));
}

TEST_CASE("an array becomes part of itself") {
  auto a = counted(5);
  a = a(slice(1, 4));
  CHECK(same(a, {1, 2, 3}));
  auto b = counted(3, 4);
  b = b(_, slice(_, _, 2));
  CHECK(b.shape() == gm::shape_of(3, 2));
  CHECK(same(b, {0, 2, 4, 6, 8, 10}));
}

TEST_CASE("a row or a number is repeated over the destination") {
  auto b = counted(2, 3);
  b(ellipsis) = counted(3) * 10.;
  CHECK(same(b, {0, 10, 20, 0, 10, 20}));
  b(_, slice(1, _)) = 7;
  CHECK(same(b, {0, 7, 7, 0, 7, 7}));
  b(_, newaxis, _) = counted(2, 1, 1);
  CHECK(same(b, {0, 0, 0, 1, 1, 1}));
}

TEST_CASE("shapes that do not fit are refused, and nothing is written") {
  auto a = counted(2, 3);
  auto const before = elements(a);
  CHECK(throws<gm::shape_error>([&] { a(ellipsis) = counted(4); },
                                "could not broadcast input array from shape (4,) into shape (2,3)"));
  CHECK(throws<gm::shape_error>([&] { (void)(a + counted(2)); },
                                "operands could not be broadcast together with shapes (2,3) (2,)"));
  CHECK(throws<gm::shape_error>(
      [&] { a(slice(1), _) += a; },
      "non-broadcastable output operand with shape (1,3) doesn't match the broadcast shape "
      "(2,3)"));
  CHECK(elements(a) == before);
}

TEST_CASE("a destination of another dtype of its kind takes the values") {
  auto a = gm::zeros<float, P>(3);
  a(ellipsis) = counted(3) / 4.;
  CHECK(same(a, {0.f, 0.25f, 0.5f}));
  auto b = gm::zeros<std::complex<double>, gm::host>(2);
  b(ellipsis) = gm::array({1., 2.});
  CHECK(same(b, {{1, 0}, {2, 0}}));
}

namespace {

/// A random slice of an axis that selects exactly `count` elements of `extent`.
slice any_slice(std::mt19937& random, gm::index extent, gm::index count) {
  auto const below = [&](gm::index n) { return gm::index(random() % std::uint64_t(n)); };
  gm::index const widest = count > 1 ? (extent - 1) / (count - 1) : 3;
  gm::index const step = 1 + below(widest);
  gm::index const first = below(extent - step * (count - 1));
  gm::index const last = first + step * (count - 1);
  if (random() % 2 == 0) return slice(first, last + 1, step);
  return first == 0 ? slice(last, _, -step) : slice(last, first - 1, -step);
}

} // namespace

TEST_CASE("10,000 random overlapping assignments agree with copying first") {
  std::mt19937 random(20261123);
  auto a = counted(40);
  auto m = counted(12, 12);
  for (int i = 0; i < trials(5000); ++i) {
    gm::index const n = 1 + gm::index(random() % 20);
    slice const to = any_slice(random, 40, n), x = any_slice(random, 40, n), y = any_slice(random, 40, n);
    auto const u = gm::copy(a(x));
    auto const v = gm::copy(a(y));
    auto expected = gm::copy(a);
    switch (random() % 4) {
    case 0:
      expected(to) = u;
      a(to) = a(x);
      break;
    case 1:
      expected(to) = u - v;
      a(to) = a(x) - a(y);
      break;
    case 2:
      expected(to) += u;
      a(to) += a(x);
      break;
    default:
      expected(to) = gm::where(u > v, v, 1. - u);
      a(to) = gm::where(a(x) > a(y), a(y), 1. - a(x));
    }
    a = gm::remainder(a, 1000.);
    expected = gm::remainder(expected, 1000.);
    REQUIRE(identical(a, expected));
  }
  for (int i = 0; i < trials(5000); ++i) {
    gm::index const n = 1 + gm::index(random() % 8), k = 1 + gm::index(random() % 8);
    slice const r = any_slice(random, 12, n), c = any_slice(random, 12, k);
    slice const p = any_slice(random, 12, n), q = any_slice(random, 12, k);
    auto const u = gm::copy(m(p, q));
    auto const t = gm::copy(m(q, p).T());
    auto const row = gm::copy(m(0, q));
    auto expected = gm::copy(m);
    switch (random() % 4) {
    case 0:
      expected(r, c) = u;
      m(r, c) = m(p, q);
      break;
    case 1:
      expected(r, c) = t + u;
      m(r, c) = m(q, p).T() + m(p, q);
      break;
    case 2:
      expected(r, c) -= t;
      m(r, c) -= m(q, p).T();
      break;
    default:
      expected(r, c) = u * 0.5 + row;
      m(r, c) = m(p, q) * 0.5 + m(0, q);
    }
    m = gm::remainder(m, 1000.);
    expected = gm::remainder(expected, 1000.);
    REQUIRE(identical(m, expected));
  }
}

namespace {

using memory = gm::ndarray<double, 1, P>;
template <int N>
using window = gm::array_view<double, N, P>;

/// Any view of some memory: strides of either sign, repeated axes, whatever stays inside.
window<3> any_window(std::mt19937& random, memory& m, gm::dims<3> const& shape) {
  gm::index const n = m.size();
  gm::layout<3> l{shape, {}, gm::index(random() % std::uint64_t(n))};
  for (int d = 0; d < 3; ++d) {
    gm::index const stride = gm::index(random() % 25) - 12;
    gm::index const reached = l.offset + (shape[d] - 1) * stride;
    if (reached < 0 || reached >= n) continue; // the axis repeats
    gm::layout<3> longer = l;
    longer.strides[d] = stride;
    auto const [low, high] = gm::detail::reach_of(longer);
    if (low >= 0 && high <= n) l = longer;
  }
  return {m.to_source(), l};
}

/// A part of memory, seen as a cube, whose axes are cut, turned and permuted: no element is in it twice.
window<3> any_destination(std::mt19937& random, memory& m, gm::dims<3>& shape) {
  auto cube = gm::detail::row_major_layout(gm::shape_of(5, 6, 7));
  gm::dims<3> const orders[] = {{{0, 1, 2}}, {{0, 2, 1}}, {{1, 0, 2}}, {{1, 2, 0}}, {{2, 0, 1}}, {{2, 1, 0}}};
  cube = gm::detail::permute(cube, orders[random() % 6]);
  auto const cut = [&](int axis) {
    shape[axis] = 1 + gm::index(random() % std::uint64_t(cube.shape[axis]));
    return any_slice(random, cube.shape[axis], shape[axis]);
  };
  slice const i = cut(0), j = cut(1), k = cut(2);
  return {m.to_source(), gm::detail::index_layout(cube, i, j, k)};
}

} // namespace

TEST_CASE("3,000 assignments between any two windows of one memory agree with copying first") {
  std::mt19937 random(3);
  memory m = counted(5 * 6 * 7);
  for (int i = 0; i < trials(3000); ++i) {
    gm::dims<3> shape;
    auto to = any_destination(random, m, shape);
    auto const x = any_window(random, m, shape), y = any_window(random, m, shape);
    gm::ndarray const u = x, v = y;
    memory const before = m;
    auto const after = [&](auto const& values) {
      auto expected = before;
      window<3>(expected.to_source(), to.layout()) = values;
      return expected;
    };
    gm::ndarray const old = to;
    switch (random() % 4) {
    case 0:
      to = x;
      REQUIRE(identical(m, after(u)));
      break;
    case 1:
      to = x - 2. * y;
      REQUIRE(identical(m, after(u - 2. * v)));
      break;
    case 2:
      to += x;
      REQUIRE(identical(m, after(old + u)));
      break;
    default:
      to = gm::where(to > x, y, to);
      REQUIRE(identical(m, after(gm::where(old > u, v, old))));
    }
    m = gm::remainder(m, 1000.);
  }
}

TEST_CASE("large overlapping assignments agree with copying first, threaded or not") {
  for (int const threads : {1, 2}) {
    gm::set_num_threads(threads);
    auto a = counted(300, 700);
    gm::ndarray const old = a;
    a(slice(1, _), _) += a(slice(_, -1), _);
    CHECK(identical(a(slice(1, _), _), old(slice(1, _), _) + old(slice(_, -1), _)));
    auto b = old;
    b(_, slice(_, _, -1)) = b;
    CHECK(identical(b, old(_, slice(_, _, -1))));
    auto c = counted(400, 400);
    gm::ndarray const square = c;
    c = c.T() - 2. * c;
    CHECK(identical(c, square.T() - 2. * square));
  }
}

TEST_CASE("a product is assigned as anything else: broadcast, cast, over its own operands") {
  auto const a = counted(1, 4), b = counted(4, 3);
  auto c = counted(2, 3);
  c(ellipsis) = gm::matmul(a, b);
  CHECK(same(c, {42, 48, 54, 42, 48, 54}));
  c(ellipsis) = gm::matmul(a, b) + c;
  CHECK(same(c, {84, 96, 108, 84, 96, 108}));
  CHECK(same(gm::matmul(a, b) + counted(2, 3), {42, 49, 56, 45, 52, 59}));
  CHECK(same(counted(2, 3) - gm::matmul(a, b), {-42, -47, -52, -39, -44, -49}));
  auto stack = gm::zeros<double, P>(2, 1, 3);
  stack(ellipsis) = gm::matmul(a, b);
  CHECK(same(stack, {42, 48, 54, 42, 48, 54}));
  auto f = gm::zeros<float, P>(1, 3);
  f = gm::matmul(a, b);
  f += gm::matmul(a, b);
  CHECK(same(f, {84, 96, 108}));
  auto d = counted(2, 2);
  d(0) = gm::matmul(d, d(1));
  CHECK(same(d, {3, 13, 2, 3}));
  d(slice(_, _, -1)) = gm::matmul(d, d);
  CHECK(same(d, {12, 35, 35, 78}));
  d = gm::matmul(d, d) - d;
  CHECK(same(d, {12 * 12 + 35 * 35 - 12, 90 * 35 - 35, 90 * 35 - 35, 35 * 35 + 78 * 78 - 78}));
  CHECK(throws<gm::shape_error>([&] { d(ellipsis) = gm::matmul(a, b); },
                                "could not broadcast input array from shape (1,3) into shape (2,2)"));
}
