// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Indexing by arrays: masks, integers, and both mixed with slices. Expected values are NumPy's:
// rows/index.txt.
#include "rows/rows.hpp"

TEST_CASE("indexing by arrays answers as NumPy does"){ROW_OPERANDS
#include "rows/index.inc"
}

TEST_CASE("an index out of bounds, a mask or a value of another shape is an error that writes nothing") {
  auto const a = gm::to<P>(gm::ndarray(gm::reshape(gm::arange(12.), 3, 4)));
  auto b = gm::copy(a);
  auto const rows = gm::to<P>(gm::array({0, 3})), two = gm::to<P>(gm::array({0, 1}));
  auto const three = gm::to<P>(gm::array({1., 2., 3.}));
  auto const mask = gm::to<P>(gm::array({true, false, true}));
  CHECK_THROWS_WITH(b(rows) = 1., "index 3 is out of bounds for axis 0 with size 3");
  CHECK_THROWS_WITH(b(_, rows) += three, "operands could not be broadcast together with shapes (3,2) (3,)");
  CHECK_THROWS_WITH(b(_, mask) = 1.,
                    "boolean index did not match indexed array along axis 1; size of axis is 4 but "
                    "size of corresponding boolean axis is 3");
  CHECK_THROWS_WITH(b(b > 5) = three,
                    "NumPy boolean array indexing assignment cannot assign 3 input values to "
                    "the 6 output values where the mask is true");
  CHECK_THROWS_WITH(b(mask) = three,
                    "shape mismatch: value array of shape (3,) could not be broadcast to indexing "
                    "result of shape (2,4)");
  CHECK_THROWS_WITH(gm::eval(b(two, gm::to<P>(gm::array({0, 1, 2})))),
                    "shape mismatch: indexing arrays could not be broadcast together with shapes (2,) (3,)");
  CHECK(gm::array_equal(a, b));
}

TEST_CASE("many elements are chosen in their order") {
  for (gm::index n : {63, 64, 65, 1000, 70000, 200001}) {
    auto const a = gm::arange<std::int64_t, P>(n);
    auto const third = gm::eval(a(a % 3 == 0));
    CHECK(gm::array_equal(third, gm::arange<std::int64_t, P>(0, n, 3)));
    auto b = gm::copy(a);
    b(a % 3 == 0) = third * 10;
    CHECK(gm::array_equal(b, gm::where(a % 3 == 0, a * 10, a)));
    auto const backwards = gm::eval(a(n - 1 - a));
    CHECK(gm::array_equal(backwards, a(slice(_, _, -1))));
    b(n - 1 - a) = a;
    CHECK(gm::array_equal(b, backwards));
    b(a) += b(n - 1 - a);
    CHECK(gm::all(b == n - 1));
  }
}

TEST_CASE("a row index takes whole rows") {
  auto const a = gm::to<P>(gm::ndarray(gm::reshape(gm::arange(3000), 100, 30)));
  auto const rows = gm::to<P>(gm::array({99, 0, 7, 7}));
  auto const got = gm::eval(a(rows));
  for (int i = 0; i < 4; ++i) CHECK(gm::array_equal(got(i), a(int(rows(i)))));
  CHECK(gm::array_equal(a(rows, slice(_, _, -3)), a(_, slice(_, _, -3))(rows)));
  CHECK(gm::array_equal(a.T()(_, rows), gm::transpose(got)));
}

namespace {

/// 300 rows of `length` numbers, chosen of 17 with something on either side, whole and in expressions.
template <class T>
void check_rows(gm::index length) {
  std::vector<T> expected;
  gm::index const width = length + 5, count = 300;
  auto const value = [&](gm::index row, gm::index column) { return T((row * width + column) % 120); };
  auto const all = gm::to<P>(gm::ndarray<T, 2>(gm::reshape(gm::arange(17 * width) % 120, 17, width)));
  gm::ndarray<std::int64_t, 1, P> const rows = gm::arange<std::int64_t, P>(count) * 7 % 17;
  for (gm::index i = 0; i < count; ++i)
    for (gm::index j = 0; j < length; ++j) expected.push_back(value(i * 7 % 17, j + 2));
  auto const part = all(_, slice(2, 2 + length));
  INFO(gm::dtype_name<T>() << ", rows of " << length);
  CHECK(same(part(rows), expected));
  CHECK(gm::array_equal(part(rows)(_, slice(_, _, -1)), part(_, slice(_, _, -1))(rows)));
  std::vector<double> const in_double(expected.begin(), expected.end());
  CHECK(same(part(rows) * gm::ones<double, P>(1), in_double));
}

} // namespace

TEST_CASE("rows of every length are chosen, whole and in expressions") {
  for (gm::index length = 1; length < 40; length += every(13)) {
    check_rows<double>(length);
    check_rows<float>(length);
    check_rows<std::int16_t>(length);
  }
  check_rows<double>(700);
}

#ifdef GAMUT_TEST_ON_HOST
TEST_CASE("where an element is named several times, its last value stays") {
  auto a = gm::zeros(10);
  gm::ndarray const places = gm::arange(100000) % 10;
  a(places) = gm::arange(100000.);
  CHECK(gm::array_equal(a, gm::arange(99990., 100000.)));
}
#endif

TEST_CASE("a 0-d result is a bound of a slice") {
  auto const v = counted<double>(6);
  CHECK(same(v(slice(gm::count_nonzero(v > 2.))), {0, 1, 2}));
  CHECK(same(v(slice(gm::argmax(v == 2.), _, gm::sum(gm::ones<std::int32_t, P>(2)))), {2, 4}));
  gm::ndarray<std::int64_t, 0, P> const n = std::int64_t(-2);
  CHECK(same(v(slice(_, n)), {0, 1, 2, 3}));
  CHECK(same(v(slice(n * 2, n + 1)), {2, 3, 4}));
}
