// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Memory passes between gamut and other libraries without a copy, in both directions, and is freed once.
#include "support.hpp"

#include <gamut/borrow.hpp>
#include <gamut/dlpack.hpp>
#include <gamut/eigen.hpp>
#include <gamut/shared_array.hpp>
#if __has_include(<cuda/std/mdspan>)
#include <cuda/std/mdspan>
#endif
#include <gamut/mdspan.hpp>
#if defined(GAMUT_DEVICE_EMULATED) || defined(__CUDACC__)
#include <gamut/device/dlpack.hpp>
#include <gamut/device/thrust_vector.hpp>
#include <thrust/sequence.h>
#include <thrust/sort.h>
#endif

#include <algorithm>
#include <array>
#include <cstdlib>
#include <list>
#include <memory>
#include <numeric>
#include <ranges>
#include <span>
#include <type_traits>
#include <vector>

TEST_CASE("a pointer and a shape are a view, which writes through") {
  auto a = counted(6);
  auto v = gm::borrow<P>(a.data(), {2, 3});
  CHECK(same(v(1), {3, 4, 5}));
  v(_, 0) = -1.;
  CHECK(same(a, {-1, 1, 2, -1, 4, 5}));
  auto const columns = gm::borrow<P>(a.data(), {3, 2}, {1, 3});
  CHECK(same(columns(0), {-1, -1}));
  CHECK(double(gm::sum(columns)) == 10);
  double const* const nothing = nullptr;
  CHECK(gm::borrow<P>(nothing, {0, 3}).size() == 0);
  CHECK(throws<gm::value_error>([&] { (void)gm::borrow<P>(nothing, {1, 3}); }, "null pointer"));
  CHECK(throws<gm::value_error>([&] { (void)gm::borrow<P>(a.data(), {-1}); }, "negative dimensions"));
}

TEST_CASE("an ndarray that is shared keeps its memory with the last handle") {
  auto a = counted(2, 3);
  auto const memory = a.memory();
  auto handle = gm::share(std::move(a));
  CHECK(a.size() == 0);
  CHECK(handle.memory() == memory);
  auto const other = handle;
  CHECK(handle.owner().use_count() == 2);
  handle(0, 0) = 10.;
  handle(1) += 1.;
  CHECK(same(other, {10, 1, 2, 4, 5, 6}));
  handle *= 2.;
  CHECK(double(gm::sum(other * 1.)) == 56);
  auto const row = gm::share(counted(2, 3))(1); // a view of a temporary has its share
  CHECK(same(row, {3, 4, 5}));
  gm::ndarray<double, 2, P> const copied = other;
  CHECK(identical(copied, other));
}

TEST_CASE("DLPack: a tensor shares the memory and frees it once") {
  auto a = counted<float>(3, 4);
  auto const memory = a.data();
  auto tensor = gm::to_dlpack(std::move(a));
  CHECK(tensor->version.major == 1);
  CHECK(tensor->flags == 0);
  CHECK(tensor->content.data == memory);
  CHECK(tensor->content.ndim == 2);
  CHECK(tensor->content.dtype == gm::dlpack::data_type{gm::dlpack::floating, 32, 1});
  CHECK(tensor->content.shape[1] == 4);
  CHECK(tensor->content.strides[0] == 4);
  auto back = gm::from_dlpack<float, 2, P>(std::move(tensor));
  CHECK(back.memory() == memory);
  CHECK(same(back(1), {4, 5, 6, 7}));
  // What was received is given on; the chain of owners is as long as it takes.
  auto again = gm::from_dlpack<float, 2, P>(gm::to_dlpack(back));
  again(0, 0) = 9.f;
  CHECK(float(back(0, 0)) == 9);
}

TEST_CASE("DLPack: what does not fit is refused, and deleted") {
  auto const tensor = [] { return gm::to_dlpack(counted<std::int32_t>(2, 2)); };
  CHECK(
      throws<gm::dtype_error>([&] { (void)gm::from_dlpack<double, 2, P>(tensor()); }, "int32, not float64"));
  CHECK(throws<gm::shape_error>([&] { (void)gm::from_dlpack<std::int32_t, 1, P>(tensor()); },
                                "2 dimensions, not 1"));
  auto elsewhere = tensor();
  elsewhere->content.device.type = 10;
  CHECK(throws<gm::value_error>([&] { (void)gm::from_dlpack<std::int32_t, 2, P>(std::move(elsewhere)); },
                                "device type 10"));
  auto newer = tensor();
  newer->version = {2, 0};
  CHECK(throws<gm::value_error>([&] { (void)gm::from_dlpack<std::int32_t, 2, P>(std::move(newer)); },
                                "version 2.0"));
  auto shifted = tensor();
  shifted->content.byte_offset = 1;
  CHECK(throws<gm::value_error>([&] { (void)gm::from_dlpack<std::int32_t, 2, P>(std::move(shifted)); },
                                "aligned"));
  auto closed = tensor();
  closed->flags = gm::dlpack::read_only;
  CHECK(throws<gm::value_error>([&] { (void)gm::from_dlpack<std::int32_t, 2, P>(std::move(closed)); },
                                "only be read"));
  auto readable = tensor();
  readable->flags = gm::dlpack::read_only;
  readable->content.strides = nullptr; // allowed before DLPack 1.2: row-major
  auto const read = gm::from_dlpack<std::int32_t const, 2, P>(std::move(readable));
  CHECK(same(read.T()(0), {0, 2}));
  CHECK(gm::to_dlpack(read)->flags == gm::dlpack::read_only);
}

#if defined(GAMUT_TEST_ON_HOST)

TEST_CASE("arrays are ranges, and one-dimensional ones contiguous") {
  using matrix = gm::ndarray<float, 2, gm::host>;
  using vector = gm::ndarray<float, 1, gm::host>;
  using view = gm::array_view<float, 2, gm::host>;
  STATIC_REQUIRE(std::ranges::contiguous_range<vector>);
  STATIC_REQUIRE(std::ranges::contiguous_range<vector const>);
  STATIC_REQUIRE(std::ranges::contiguous_range<matrix>); // in row-major order
  STATIC_REQUIRE(std::ranges::sized_range<matrix>);
  STATIC_REQUIRE(std::ranges::random_access_range<view>);
  STATIC_REQUIRE(std::ranges::sized_range<view>);
  STATIC_REQUIRE_FALSE(std::ranges::borrowed_range<vector>);
  auto a = counted(4);
  std::ranges::reverse(a);
  CHECK(same(a, {3, 2, 1, 0}));
  auto b = counted(2, 3);
  auto columns = b.T();
  CHECK(std::ranges::equal(columns, std::array{0., 3., 1., 4., 2., 5.}));
  std::ranges::sort(columns);
  CHECK(same(b, {0, 2, 4, 1, 3, 5}));
  CHECK(std::ranges::count_if(a, [](double x) { return int(x) % 2 == 1; }) == 2);
}

TEST_CASE("containers are views, and views are spans") {
  std::vector<double> v{1, 2, 3};
  gm::borrow(v) *= 2.;
  CHECK(v == std::vector<double>{2, 4, 6});
  std::array<int, 2> const fixed{4, 5};
  auto const read = gm::borrow(fixed);
  STATIC_REQUIRE(std::is_same_v<decltype(read.data()), int const*>);
  CHECK(int(gm::sum(read)) == 9);
  CHECK(double(gm::sum(gm::borrow(std::span(v)))) == 12);
  STATIC_REQUIRE(std::is_same_v<decltype(gm::borrow(std::span(v))), gm::array_view<double, 1, gm::host>>);

  auto a = counted(3, 4);
  CHECK(gm::as_span(a).data() == a.data());
  std::span<double> const row = gm::as_span(a(1));
  row[0] = 40.;
  CHECK(a(1, 0) == 40);
  auto const& constant = a;
  STATIC_REQUIRE(std::is_same_v<decltype(gm::as_span(constant)), std::span<double const>>);
  STATIC_REQUIRE_FALSE(gm::lendable<gm::ndarray<double, 2, gm::host>>); // nobody would keep it
  STATIC_REQUIRE(gm::lendable<gm::ndarray<double, 2, gm::host>&>);
  CHECK(throws<gm::value_error>([&] { (void)gm::as_span(a(_, 1)); }, "strides (4,) is no span"));
}

namespace {

int freed = 0;
void count_and_free(double* p) {
  ++freed;
  delete[] p;
}
double* six() {
  auto* const p = new double[6];
  std::iota(p, p + 6, 0.);
  return p;
}

} // namespace

TEST_CASE("memory that is given away is freed once, when the last handle goes") {
  freed = 0;
  {
    auto a = gm::adopt(six(), {2, 3}, count_and_free);
    auto const b = a;
    a(0, 0) = 7.;
    CHECK(b(0, 0) == 7);
    auto const row = gm::adopt(six(), {2, 3}, count_and_free)(1);
    CHECK(freed == 0);
    CHECK(same(row, {3, 4, 5}));
  }
  CHECK(freed == 2);
  CHECK(throws<gm::value_error>([] { (void)gm::adopt(six(), {-2, 3}, count_and_free); }, "negative"));
  CHECK(freed == 3);
  double* const nothing = nullptr;
  CHECK(throws<gm::value_error>([&] { (void)gm::adopt(nothing, {2}, count_and_free); }, "null pointer"));
  CHECK(freed == 3);
  CHECK(same(gm::adopt(six(), {6}), {0, 1, 2, 3, 4, 5}));
  CHECK(same(gm::adopt(static_cast<double*>(std::calloc(2, 8)), {2}, std::free), {0, 0}));

  std::vector<float> v{1, 2, 3};
  auto const* const memory = v.data();
  auto const kept = gm::adopt(std::move(v));
  CHECK(kept.data() == memory);
  CHECK(same(kept + 1.f, {2, 3, 4}));
}

TEST_CASE("Eigen's matrices are views, and arrays Eigen's maps") {
  Eigen::MatrixXd m(2, 3);
  m << 1, 2, 3, 4, 5, 6;
  auto v = gm::borrow(m);
  CHECK(v.shape() == gm::shape_of(2, 3));
  CHECK(v.strides() == gm::shape_of(1, 2)); // column-major
  CHECK(same(v, {1, 2, 3, 4, 5, 6}));
  v(1) += 10.;
  CHECK(m(1, 2) == 16);
  CHECK(same(gm::borrow(m.col(1)), {2, 15}));
  CHECK(same(gm::borrow(m.block(0, 1, 2, 2)), {2, 3, 15, 16}));
  gm::borrow(m.row(0)) = 0.;
  CHECK(m.row(0).sum() == 0);
  Eigen::MatrixXd const& read = m;
  STATIC_REQUIRE(std::is_same_v<decltype(gm::borrow(read)), gm::array_view<double const, 2, gm::host>>);
  Eigen::Vector3f const fixed(1, 2, 3);
  CHECK(float(gm::sum(gm::borrow(fixed))) == 6);
  Eigen::Matrix<int, 2, 2, Eigen::RowMajor> rows;
  rows << 1, 2, 3, 4;
  CHECK(same(gm::borrow(rows), {1, 2, 3, 4}));
  Eigen::Map<Eigen::VectorXd const> const map(m.data(), 2);
  CHECK(same(gm::borrow(map), {0, 14}));

  auto const* const memory = m.data();
  auto const kept = gm::adopt(std::move(m));
  CHECK(kept.data() == memory);
  CHECK(same(kept(1), {14, 15, 16}));

  auto a = counted(3, 4);
  auto e = gm::as_eigen(a);
  CHECK(e.data() == a.data());
  e.row(1).setZero();
  CHECK(same(a(1), {0, 0, 0, 0}));
  CHECK(gm::as_eigen(a.T()).rows() == 4);
  Eigen::MatrixXd const product = gm::as_eigen(a) * gm::as_eigen(a(0));
  CHECK(same(gm::matmul(a, a(0)), std::vector<double>(product.data(), product.data() + 3)));
  auto const part = a(slice(_, _, 2), slice(1, _, 2));
  CHECK(gm::as_eigen(part)(1, 1) == 11);
  CHECK(throws<gm::value_error>([&] { (void)gm::as_eigen(a(slice(_, _, -1))); }, "negative strides"));
}

#endif

#if __has_include(<cuda/std/mdspan>)
namespace cs = cuda::std;

TEST_CASE("mdspan both ways") {
  auto a = counted<float>(3, 4);
  using any = cs::mdspan<float, cs::dextents<int, 2>, cs::layout_stride>;
  auto const m = gm::as_mdspan<any>(a);
  CHECK(m.data_handle() == a.data());
  CHECK(m.extent(1) == 4);
  CHECK(m.stride(0) == 4);
  auto back = gm::borrow<P>(m);
  CHECK(back.strides() == a.strides());
  back(0, 0) = 50.f;
  CHECK(float(a(0, 0)) == 50);
  auto const columns = gm::as_mdspan<any>(a(_, slice(1, _, 2)));
  CHECK(columns.stride(1) == 2);
  CHECK(same(gm::borrow<P>(columns)(1), {5, 7}));

  using right = cs::mdspan<float, cs::extents<int, 3, cs::dynamic_extent>>;
  CHECK(gm::as_mdspan<right>(a).extent(1) == 4);
  CHECK(throws<gm::shape_error>([&] { (void)gm::as_mdspan<right>(a(slice(2))); }, "(2,4) is not the one"));
  CHECK(throws<gm::value_error>([&] { (void)gm::as_mdspan<right>(a(_, slice(3))); },
                                "not those of the mdspan's"));
  using left = cs::mdspan<float, cs::dextents<int, 2>, cs::layout_left>;
  CHECK(gm::as_mdspan<left>(a.T()).extent(0) == 4);
  CHECK(same(gm::borrow<P>(gm::as_mdspan<left>(a.T()))(_, 1), {4, 5, 6, 7}));
  CHECK(throws<gm::value_error>([&] { (void)gm::as_mdspan<any>(a(slice(_, _, -1))); }, "no strides (-4,1)"));
  auto const& read = a;
  using constant = cs::mdspan<float const, cs::dextents<gm::index, 2>, cs::layout_stride>;
  CHECK(gm::as_mdspan<constant>(read).size() == 12);
}
#endif

#if defined(__cpp_lib_mdspan)
TEST_CASE("std::mdspan both ways") {
  auto a = counted<float>(3, 4);
  auto const m = gm::as_mdspan(a);
  CHECK(m.data_handle() == a.data());
  CHECK(gm::borrow<P>(m).strides() == a.strides());
}
#endif

#if defined(GAMUT_DEVICE_EMULATED) || defined(__CUDACC__)
TEST_CASE("Thrust's vectors are views, and device arrays its ranges") {
  thrust::device_vector<int> v(4);
  thrust::sequence(v.begin(), v.end());
  auto a = gm::borrow(v);
  a(slice(1, 3)) *= 10;
  CHECK(int(v[2]) == 20);
  thrust::device_vector<int> const& read = v;
  CHECK(int(gm::sum(gm::borrow(read))) == 33);
  thrust::host_vector<double> h(2, 1.5);
  CHECK(double(gm::sum(gm::borrow(h))) == 3);

  gm::ndarray<int, 1, gm::device> b = gm::to<gm::device>(gm::array<int>({3, 1, 2}));
  auto const r = gm::as_thrust(b);
  thrust::sort(r.begin(), r.end());
  CHECK(same(b, {1, 2, 3}));
  CHECK(throws<gm::value_error>([&] { (void)gm::as_thrust(b(slice(_, _, 2))); }, "no range for Thrust"));
  auto const* const memory = thrust::raw_pointer_cast(v.data());
  auto const kept = gm::adopt(std::move(v));
  CHECK(kept.memory() == memory);
  CHECK(same(kept, {0, 10, 20, 3}));
}
#endif
