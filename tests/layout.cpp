// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Layouts: where every rule says that an element lies, against a table of offsets that is indexed by hand;
// and the one loop nest that all of them become.
#include "support.hpp"

#include <array>
#include <numeric>

using gm::dims, gm::layout, gm::shape_of;

namespace {

/// The offset of every element in row-major order.
template <int N>
std::vector<gm::index> offsets(layout<N> const& l) {
  std::vector<gm::index> all{l.offset};
  for (int d = 0; d < N; ++d) {
    std::vector<gm::index> longer;
    for (gm::index const base : all)
      for (gm::index i = 0; i < l.shape[d]; ++i) longer.push_back(base + i * l.strides[d]);
    all = std::move(longer);
  }
  return all;
}

layout<3> const box = gm::detail::row_major_layout(shape_of(2, 3, 4));

} // namespace

TEST_CASE("row-major strides count the elements behind an axis") {
  CHECK(gm::detail::row_major(shape_of(2, 3, 4)) == shape_of(12, 4, 1));
  CHECK(gm::detail::row_major(shape_of(2, 0, 4)) == shape_of(0, 4, 1));
  CHECK(gm::detail::row_major(shape_of()) == shape_of());
  std::vector<gm::index> in_order(24);
  std::iota(in_order.begin(), in_order.end(), 0);
  CHECK(offsets(box) == in_order);
}

TEST_CASE("an index takes axes from the left, and the ellipsis those that are left over") {
  auto const at = [](auto... args) { return gm::detail::index_layout(box, args...); };
  CHECK(at(1).offset == 12);
  CHECK(at(1).shape == shape_of(3, 4));
  CHECK(at(-1, -1, -1).offset == 23);
  CHECK(offsets(at(1, 2)) == std::vector<gm::index>{20, 21, 22, 23});
  CHECK(offsets(at(ellipsis, 3)) == std::vector<gm::index>{3, 7, 11, 15, 19, 23});
  CHECK(offsets(at(0, ellipsis, -1)) == std::vector<gm::index>{3, 7, 11});
  CHECK(offsets(at(_, 1, slice(_, _, -2))) == std::vector<gm::index>{7, 5, 19, 17});
  CHECK(at(newaxis).shape == shape_of(1, 2, 3, 4));
  CHECK(at(newaxis, 0, newaxis, ellipsis, newaxis).shape == shape_of(1, 1, 3, 4, 1));
  CHECK(at(ellipsis).shape == box.shape);
  CHECK(at(_, _, _, ellipsis).shape == box.shape); // an ellipsis may stand for no axis
  CHECK(at().shape == box.shape);
  CHECK(at(slice(1, 1)).shape == shape_of(0, 3, 4));
  CHECK(at(slice(9, _, -1), slice(1, _)).offset == 16);
}

TEST_CASE("an empty slice keeps its place inside the array") {
  // Its offset is never read, but pointers are made of it.
  CHECK(gm::detail::index_layout(box, slice(7, 9)).offset == 0);
  CHECK(gm::detail::flip_axis(gm::detail::index_layout(box, slice(0, 0)), 0).offset == 0);
  CHECK(gm::detail::diagonal_of(box, 9, 0, 1).offset == 0);
  CHECK(gm::detail::diagonal_of(box, 9, 0, 1).shape == shape_of(4, 0));
}

TEST_CASE("axes are permuted, inserted, dropped and reversed") {
  auto const t = gm::detail::reverse_axes(box);
  CHECK(t.shape == shape_of(4, 3, 2));
  CHECK(t.strides == shape_of(1, 4, 12));
  CHECK(gm::detail::permute(box, shape_of(1, 2, 0)).strides == shape_of(4, 1, 12));
  for (int place = 0; place <= 3; ++place) {
    auto const wide = gm::detail::insert_axis(box, place);
    CHECK(wide.shape[place] == 1);
    CHECK(offsets(wide) == offsets(box));
  }
  auto flipped = gm::detail::flip_axis(box, 2);
  CHECK(offsets(gm::detail::index_layout(flipped, 0, 0)) == std::vector<gm::index>{3, 2, 1, 0});
}

TEST_CASE("a diagonal walks two axes at once") {
  auto const square = gm::detail::row_major_layout(shape_of(3, 4));
  for (gm::index k = -4; k <= 5; ++k) {
    std::vector<gm::index> expected;
    for (gm::index i = 0; i < 3; ++i)
      if (i + k >= 0 && i + k < 4) expected.push_back(i * 4 + i + k);
    CHECK(offsets(gm::detail::diagonal_of(square, k, 0, 1)) == expected);
  }
}

TEST_CASE("a broadcast repeats axes of extent 1, and those that are missing") {
  auto const row = gm::detail::row_major_layout(shape_of(1, 3));
  auto const wide = gm::detail::broadcast_layout(row, shape_of(2, 2, 3));
  CHECK(wide.strides == shape_of(0, 0, 1));
  CHECK(offsets(wide) == std::vector<gm::index>{0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2});
  CHECK(gm::detail::broadcasts_to(shape_of(1, 3), shape_of(0, 3)));
  CHECK_FALSE(gm::detail::broadcasts_to(shape_of(0, 3), shape_of(1, 3)));
  CHECK_FALSE(gm::detail::broadcasts_to(shape_of(2, 3), shape_of(3)));
  CHECK(gm::detail::broadcasts_to(shape_of(), shape_of(0)));
}

namespace {

/// Every shape of `N` axes that has `size` elements (up to 12).
template <int N, class F>
void each_shape(gm::index size, F const& f, dims<N> shape = {}, int axis = 0) {
  if (axis == N) {
    if (gm::detail::product(shape) == size) f(shape);
    return;
  }
  for (gm::index extent = 1; extent <= 12; ++extent) {
    shape[axis] = extent;
    each_shape<N>(size, f, shape, axis + 1);
  }
}

/// A reshape is a view exactly where strides can name the same offsets in the same order.
template <int M, int N>
int check_reshapes(layout<N> const& from) {
  int views = 0;
  auto const wanted = offsets(from);
  each_shape<M>(gm::index(wanted.size()), [&](dims<M> const& shape) {
    layout<M> to;
    bool const is_view = gm::detail::reshape_layout(from, shape, to);
    // By hand: the strides that the first step along each axis has, then every offset.
    layout<M> by_hand{shape, {}, from.offset};
    dims<M> const places = gm::detail::row_major(shape);
    for (int d = 0; d < M; ++d)
      by_hand.strides[d] = shape[d] > 1 ? wanted[std::size_t(places[d])] - from.offset : 0;
    bool const possible = offsets(by_hand) == wanted;
    REQUIRE(is_view == possible);
    if (is_view) REQUIRE(offsets(to) == wanted);
    views += is_view;
  });
  return views;
}

} // namespace

TEST_CASE("a reshape is a view where strides can express it, and only there") {
  auto const twelve = gm::detail::row_major_layout(shape_of(2, 3, 2));
  CHECK(check_reshapes<3>(twelve) == 18);
  CHECK(check_reshapes<1>(twelve) == 1);
  CHECK(check_reshapes<2>(gm::detail::reverse_axes(twelve)) == 0);
  CHECK(check_reshapes<3>(gm::detail::permute(twelve, shape_of(2, 0, 1))) > 0);
  CHECK(check_reshapes<4>(gm::detail::index_layout(twelve, newaxis, _, slice(_, _, -1))) > 0);
  CHECK(check_reshapes<3>(gm::detail::index_layout(twelve, _, slice(2), newaxis, _)) > 0);
  CHECK(check_reshapes<2>(gm::detail::index_layout(twelve, _, slice(_, _, 2), 0)) > 0);
  layout<2> to;
  CHECK(gm::detail::reshape_layout(gm::detail::row_major_layout(shape_of(0, 3)), shape_of(5, 0), to));
}

TEST_CASE("a loop nest joins the axes that every operand walks as one, innermost by stride") {
  auto const loops_of = [](auto const& a, auto const& b) {
    gm::detail::nest<3, 2> loops;
    loops.shape = a.shape;
    loops.set(0, a);
    loops.set(1, b);
    loops.simplify();
    return loops;
  };
  auto const joined = loops_of(box, box);
  CHECK(joined.ndim == 1);
  CHECK(joined.shape[0] == 24);
  auto const turned = gm::detail::permute(box, shape_of(2, 1, 0)); // both the same way: still one
  CHECK(loops_of(turned, turned).ndim == 1);
  auto const cut = gm::detail::index_layout(box, _, _, slice(1, _));
  CHECK(loops_of(cut, cut).ndim == 2);
  CHECK(loops_of(cut, cut).shape[0] == 6);
  auto const row = gm::detail::broadcast_layout(gm::detail::row_major_layout(shape_of(4)), box.shape);
  CHECK(loops_of(box, row).ndim == 2);
  auto const ones = gm::detail::row_major_layout(shape_of(1, 1, 1));
  CHECK(loops_of(ones, ones).ndim == 0);
  CHECK(loops_of(ones, ones).size() == 1);
}
