// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Two products of a matrix by vectors in one pass over the matrix, which is most of what they read:
// `gm::tie(s, q) = gm::fuse(gm::matmul(r, a), gm::matmul(a, p))`.
#pragma once

#include <gamut/fuse.hpp>
#include <gamut/products.hpp>

#include <tuple>

namespace gamut::inline GAMUT_ABI {

/// Two products by vectors that will be computed together: assign it to `gm::tie(...)`, add it there, or
/// `gm::copy` it to a tuple of arrays.
template <class P, class Q>
class fused_products {
public:
  fused_products(P first, Q second) : first_(std::move(first)), second_(std::move(second)) {
    static_assert(std::same_as<typename P::policy, typename Q::policy>,
                  "gamut: the results of one pass live under different policies; bring one to the other: "
                  "gm::to<gm::device>(a) or gm::to<gm::host>(a)");
  }
  /// The results, as arrays.
  auto computed() const {
    using policy = typename P::policy;
    ndarray<typename P::value_type, 1, policy> y(first_.shape());
    ndarray<typename Q::value_type, 1, policy> z(second_.shape());
    gemv_together(policy{}, first_.by_vector(detail::vector_of(y.memory(), y.layout())),
                  second_.by_vector(detail::vector_of(z.memory(), z.layout())));
    return std::tuple(std::move(y), std::move(z));
  }

private:
  P first_;
  Q second_;
};

/// Two products by vectors in one pass over the matrix that they share, or over it and its transpose. In
/// NumPy, `s, q = r @ a, a @ p`, which reads `a` twice; of other matrices, one product after the other.
template <class T, class A, class B, class U, class C, class D>
requires(detail::is_vector_product<detail::matrix_product<T, A, B>>&& detail::is_vector_product<
         detail::matrix_product<U, C, D>>) auto fuse(detail::matrix_product<T, A, B>&& first,
                                                     detail::matrix_product<U, C, D>&& second) {
  return fused_products(std::move(first), std::move(second));
}

/// The two as a tuple of arrays: `auto [s, q] = gm::copy(gm::fuse(gm::matmul(r, a), gm::matmul(a, p)))`.
template <class P, class Q>
auto copy(fused_products<P, Q> const& both) {
  return both.computed();
}

} // namespace gamut::inline GAMUT_ABI
