// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's decompositions, by Eigen: the eigenvalues of a matrix, and the least squares solution of a
// system. They are headers of Eigen that take a while to parse, and work only where they are called.
#pragma once

#include <gamut/dtype.hpp>
#include <gamut/host/linalg.hpp>

GAMUT_REGISTERS_BEGIN
#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
GAMUT_REGISTERS_END

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

/// The eigenvalues of the n x n row-major matrix `a`, in the order in which they are found; false where the
/// iteration does not converge.
template <class T>
bool eigenvalues(policy, T const* a, index n, std::complex<real_t<T>>* values) {
  if (n == 0) return true;
  Eigen::Map<dense<T, Eigen::RowMajor> const> const matrix(a, n, n);
  auto const store = [&](auto const& solver) {
    if (solver.info() != Eigen::Success) return false;
    for (index i = 0; i < n; ++i) values[i] = solver.eigenvalues()(i);
    return true;
  };
  if constexpr (complex_floating<T>)
    return store(Eigen::ComplexEigenSolver<dense<T, Eigen::ColMajor>>(matrix, false));
  else
    return store(Eigen::EigenSolver<dense<T, Eigen::ColMajor>>(matrix, false));
}

/// The x of least |a @ x - b|, and of these the shortest: a is m x n, b m x k, x n x k, all row-major;
/// singular values up to `rcond` times the largest count as zero. Stores the min(m, n) singular values and
/// gives the rank.
template <class T>
index least_squares(policy, T const* a, index m, index n, T const* b, index k, real_t<T> rcond, T* x,
                    real_t<T>* singular) {
  using column_major = dense<T, Eigen::ColMajor>;
  Eigen::Map<dense<T, Eigen::RowMajor> const> const matrix(a, m, n), right(b, m, k);
  Eigen::JacobiSVD<column_major> svd(matrix, Eigen::ComputeThinU | Eigen::ComputeThinV);
  svd.setThreshold(rcond);
  for (index i = 0; i < std::min(m, n); ++i) singular[i] = svd.singularValues()(i);
  Eigen::Map<dense<T, Eigen::RowMajor>>(x, n, k) = svd.solve(column_major(right));
  return svd.rank();
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
