// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Eigen both ways, without a copy: matrices, vectors, maps and blocks as views, arrays as Eigen::Map. Not
// included by gamut.hpp.
#pragma once

#include <gamut/borrow.hpp>
#include <gamut/host/eigen.hpp>

#include <memory>
#include <type_traits>

namespace gamut::inline GAMUT_ABI {

/// What Eigen calls an expression with direct access: it has memory and strides.
template <class D>
concept eigen_memory = std::is_base_of_v<Eigen::DenseBase<D>, D> &&
                       (int(D::Flags) & Eigen::DirectAccessBit) != 0;

namespace detail {

/// A matrix has two dimensions, a vector of Eigen's types one.
template <class M>
auto eigen_layout(M const& m) {
  if constexpr (M::IsVectorAtCompileTime)
    return layout<1>{{{m.size()}}, {{m.innerStride()}}, 0};
  else {
    index const down = M::IsRowMajor ? m.outerStride() : m.innerStride();
    index const right = M::IsRowMajor ? m.innerStride() : m.outerStride();
    return layout<2>{{{m.rows(), m.cols()}}, {{down, right}}, 0};
  }
}
template <class M>
inline constexpr int eigen_ndim = M::IsVectorAtCompileTime ? 1 : 2;
/// Eigen's pointer, const where the expression cannot be written.
template <class M>
auto* eigen_data(M& m) {
  using T = typename std::remove_const_t<M>::Scalar;
  if constexpr (std::is_const_v<M> || (int(M::Flags) & Eigen::LvalueBit) == 0)
    return static_cast<T const*>(m.data());
  else
    return static_cast<T*>(m.data());
}

} // namespace detail

/// The elements of a matrix or vector of Eigen's as a view: `gm::borrow(m)`, `gm::borrow(m.row(2))`. Vectors
/// have one dimension. What owns its elements has to be named.
template <class M>
requires eigen_memory<std::remove_cvref_t<M>>
auto borrow(M&& m) {
  using D = std::remove_reference_t<M>;
  static_assert(
      std::is_lvalue_reference_v<M> ||
          !std::is_base_of_v<Eigen::PlainObjectBase<std::remove_const_t<D>>, std::remove_const_t<D>>,
      "gamut: the view would refer to a temporary; gm::adopt(std::move(matrix)) keeps it");
  // A block or map is a handle as a view is: whether it can be written is in its type.
  constexpr bool handle =
      !std::is_base_of_v<Eigen::PlainObjectBase<std::remove_const_t<D>>, std::remove_const_t<D>>;
  auto& object = const_cast<std::conditional_t<handle, std::remove_const_t<D>, D>&>(m);
  auto* const data = detail::eigen_data(object);
  return array_view<std::remove_pointer_t<decltype(data)>, detail::eigen_ndim<std::remove_const_t<D>>, host>(
      {data}, detail::eigen_layout(m));
}

/// A matrix of Eigen's that is moved in, with its elements where they lie.
template <class M>
requires(!std::is_reference_v<M> && std::is_base_of_v<Eigen::PlainObjectBase<M>, M>) auto adopt(M&& matrix) {
  auto owner = std::make_shared<M>(std::move(matrix));
  auto* const data = owner->data();
  auto const where = detail::eigen_layout(*owner);
  return shared_array<typename M::Scalar, detail::eigen_ndim<M>, host>(std::move(owner), data, where);
}

/// A named array or a view as an Eigen::Map of its elements: one of one dimension as a column, of two as a
/// matrix. Throws `value_error` for negative strides, which Eigen has not.
template <lendable A>
auto as_eigen(A&& a, source_location where = source_location::current()) {
  auto const v = detail::lent(std::forward<A>(a));
  using T = std::remove_pointer_t<decltype(v.data())>;
  using S = std::remove_const_t<T>;
  constexpr int n = ndim_v<A>;
  static_assert(n == 1 || n == 2, "gamut: Eigen has vectors and matrices: one dimension, or two");
  static_assert(detail::is_on_host<std::remove_const_t<decltype(v)>>,
                "gamut: Eigen works on this process's memory; bring the array to it: gm::to<gm::host>(a)");
  for (index const stride : v.strides())
    if (stride < 0)
      throw value_error(
          detail::message("Eigen has no negative strides: ", v.strides(), "; gm::copy(a) has none"), where);
  if constexpr (n == 1) {
    using Vector = Eigen::Matrix<S, Eigen::Dynamic, 1>;
    using Map = Eigen::Map<std::conditional_t<std::is_const_v<T>, Vector const, Vector>, 0,
                           Eigen::InnerStride<Eigen::Dynamic>>;
    return Map(v.data(), v.shape()[0], Eigen::InnerStride<Eigen::Dynamic>(v.strides()[0]));
  } else {
    using Matrix = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    using Stride = Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>;
    using Map = Eigen::Map<std::conditional_t<std::is_const_v<T>, Matrix const, Matrix>, 0, Stride>;
    return Map(v.data(), v.shape()[0], v.shape()[1], Stride(v.strides()[0], v.strides()[1]));
  }
}

} // namespace gamut::inline GAMUT_ABI
