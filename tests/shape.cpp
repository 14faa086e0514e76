// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Shapes and layouts: broadcasting, slices in all their forms against an independent walk, axes and indices
// out of bounds.
#include "support.hpp"

#include <optional>

using gm::shape_of;

TEST_CASE("shapes broadcast as NumPy's") {
  CHECK(gm::broadcast_shapes(shape_of(3, 1), shape_of(4)) == shape_of(3, 4));
  CHECK(gm::broadcast_shapes(shape_of(), shape_of(2, 3)) == shape_of(2, 3));
  CHECK(gm::broadcast_shapes(shape_of(0), shape_of(1)) == shape_of(0));
  CHECK(gm::broadcast_shapes(shape_of(5, 1, 3), shape_of(1, 4, 1), shape_of(3)) == shape_of(5, 4, 3));
  CHECK(throws<gm::shape_error>([] { gm::broadcast_shapes(shape_of(3, 4), shape_of(5)); },
                                "operands could not be broadcast together with shapes (3,4) (5,)"));
  CHECK(throws<gm::shape_error>([] { gm::broadcast_shapes(shape_of(0), shape_of(2)); }, "(0,) (2,)"));
  CHECK_THROWS_AS(gm::broadcast_shapes(shape_of(2), shape_of(3)), std::invalid_argument);
}

namespace {

using bound = std::optional<gm::index>;

/// The positions that Python's extent[start:stop:step] names, walked one by one.
std::vector<gm::index> walked(gm::index extent, bound start, bound stop, gm::index step) {
  auto const place = [&](bound b, gm::index missing) {
    if (!b) return missing;
    return *b < 0 ? *b + extent : *b;
  };
  std::vector<gm::index> named;
  gm::index i = place(start, step > 0 ? 0 : extent - 1);
  gm::index const end = place(stop, step > 0 ? extent : -1);
  // Python clips a start beyond the end to the end before it walks.
  if (step > 0 && i < 0) i = 0;
  if (step < 0 && i > extent - 1) i = extent - 1;
  for (; step > 0 ? i < end : i > end; i += step)
    if (i >= 0 && i < extent) named.push_back(i);
  return named;
}

gm::slice::bound given(bound b) { return b ? gm::slice::bound(*b) : gm::slice::bound(_); }

} // namespace

TEST_CASE("every small slice selects what Python's does") {
  std::vector<bound> bounds{std::nullopt};
  for (gm::index b = -8; b <= 8; ++b) bounds.push_back(b);
  int checked = 0;
  for (gm::index extent = 0; extent <= 6; ++extent)
    for (bound const start : bounds)
      for (bound const stop : bounds)
        for (gm::index const step : {-3, -2, -1, 1, 2, 3}) {
          auto const [first, stride, count] = slice(given(start), given(stop), step).over(extent);
          std::vector<gm::index> named;
          for (gm::index i = 0; i < count; ++i) named.push_back(first + i * stride);
          bound const low_stop =
              stop && step < 0 && *stop + extent < 0 && *stop < 0 ? bound(-1 - extent) : stop;
          REQUIRE(named == walked(extent, start, low_stop, step));
          ++checked;
        }
  CHECK(checked == 7 * 18 * 18 * 6);
  CHECK(throws<gm::value_error>([] { (void)slice(_, _, 0).over(3); }, "slice step cannot be zero"));
}

TEST_CASE("an index or an axis out of bounds says so in NumPy's words") {
  auto const a = counted(3, 4);
  CHECK(throws<gm::index_error>([&] { (void)a(3, _); }, "index 3 is out of bounds for axis 0 with size 3"));
  CHECK(throws<gm::index_error>([&] { (void)a(_, -5); }, "index -5 is out of bounds for axis 1 with size 4"));
  CHECK_THROWS_AS(a(3, _), std::out_of_range);
  CHECK(throws<gm::axis_error>([&] { (void)gm::sum(a, 2); },
                               "axis 2 is out of bounds for array of dimension 2"));
  CHECK(throws<gm::axis_error>([&] { (void)gm::flip(a, -3); },
                               "axis -3 is out of bounds for array of dimension 2"));
  CHECK(throws<gm::value_error>([&] { (void)gm::sum(a, {0, -2}); }, "duplicate value in 'axis'"));
}

TEST_CASE("extents that cannot be are refused before memory is asked for") {
  CHECK(throws<gm::value_error>([] { (void)gm::zeros<double, P>(2, -1); },
                                "negative dimensions are not allowed"));
  gm::index const huge = gm::index(1) << 40;
  CHECK(throws<gm::value_error>([&] { (void)gm::empty<double, P>({huge, huge}); }, "array is too big"));
  CHECK(gm::empty<double, P>({huge, gm::index(0)}).size() == 0);
}

TEST_CASE("a reshape that does not fit is refused") {
  auto const a = counted(3, 4);
  CHECK(throws<gm::shape_error>(
      [&] {
        (void)gm::reshape(a, {5, 2});
      },
      "cannot reshape array of size 12 into shape (5,2)"));
  CHECK(throws<gm::shape_error>(
      [&] {
        (void)gm::reshape(a, {5, -1});
      },
      "cannot reshape array of size 12 into shape (5,-1)"));
  CHECK(throws<gm::value_error>(
      [&] {
        (void)gm::reshape(a, {-1, -1});
      },
      "can only specify one unknown dimension"));
  CHECK(throws<gm::shape_error>([&] { (void)gm::squeeze(a, 0); }, "size not equal to one"));
  CHECK(throws<gm::shape_error>([&] { (void)gm::broadcast_to(a, {4, 3}); }, "requested shape (4,3)"));
}
