// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Stacks of small systems on the device, solved or factored: a thread for each, whose elements lie beside its
// neighbours', so that the threads read side by side. Larger ones are cuSOLVER's, one after another.
#pragma once

#include <gamut/device/assign.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/storage.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// The row of the largest element `at(i, j)` of column j, from row j on.
template <class At>
GAMUT_HD index pivot_row(At const& at, index n, index j) {
  index pivot = j;
  auto largest = math::absolute(at(j, j));
  for (index i = j + 1; i < n; ++i)
    if (auto const size = math::absolute(at(i, j)); size > largest) largest = size, pivot = i;
  return pivot;
}
template <class T>
GAMUT_HD void exchange(T& x, T& y) {
  T const before = x;
  x = y;
  y = before;
}

/// Gaussian elimination with partial pivoting of system `s` of `count`: element (i, j) of its matrix is
/// a[(i * n + j) * count + s], and of its right-hand sides b[(i * k + j) * count + s], where the solution
/// goes.
template <class T>
struct solve_system {
  T* a;
  T* b;
  int* singular;
  index count, n, k;

  GAMUT_HD void operator()(index s) const {
    auto const at = [this, s](index i, index j) -> T& { return a[(i * n + j) * count + s]; };
    auto const side = [this, s](index i, index j) -> T& { return b[(i * k + j) * count + s]; };
    for (index j = 0; j < n; ++j) {
      index const pivot = pivot_row(at, n, j);
      if (math::absolute(at(pivot, j)) == 0) {
        *singular = 1;
        return;
      }
      if (pivot != j) {
        for (index c = j; c < n; ++c) exchange(at(j, c), at(pivot, c));
        for (index c = 0; c < k; ++c) exchange(side(j, c), side(pivot, c));
      }
      for (index i = j + 1; i < n; ++i) {
        T const factor = math::over(at(i, j), at(j, j));
        for (index c = j + 1; c < n; ++c) at(i, c) = math::minus(at(i, c), math::times(factor, at(j, c)));
        for (index c = 0; c < k; ++c) side(i, c) = math::minus(side(i, c), math::times(factor, side(j, c)));
      }
    }
    for (index c = 0; c < k; ++c)
      for (index i = n - 1; i >= 0; --i) {
        T x = side(i, c);
        for (index j = i + 1; j < n; ++j) x = math::minus(x, math::times(at(i, j), side(j, c)));
        side(i, c) = math::over(x, at(i, i));
      }
  }
};

/// Rows that follow each other, as an array.
template <class T>
array_view<T, 2, policy> as_rows(T* data, index rows, index length) {
  return {{data}, {shape_of(rows, length), {{length, 1}}, 0}};
}
template <class T>
bool solve_beside(index count, index n, index k, T const* a, ndarray<T, 2, policy>& b) {
  ndarray<T, 2, policy> matrices(as_rows(a, count, n * n).T());
  buffer<int, policy> singular{1};
  int none = 0;
  send(singular.data(), &none, sizeof none);
  for_each_index(count, solve_system<T>{matrices.data(), b.data(), singular.data(), count, n, k});
  return policy::element(static_cast<int const*>(singular.data())) == 0;
}

/// Whether a stack of so many systems of n equations with k right-hand sides is solved side by side.
template <class T>
constexpr bool are_small(policy, index count, index n, index k, T const*) {
  return count >= 8 && n >= 1 && n <= 32 && k >= 1;
}
/// The solutions of a @ x = b in the place of b, (count, n, k), matrices by rows. False if a matrix is
/// singular.
template <class T>
bool solve_small(policy, index count, index n, index k, T const* a, T* b) {
  auto given = as_rows(b, count, n * k);
  ndarray<T, 2, policy> sides(given.T());
  if (!solve_beside(count, n, k, a, sides)) return false;
  given = sides.T();
  return true;
}
/// The inverses in the place of the matrices. False if one is singular.
template <class T>
bool invert_small(policy, index count, index n, T* a) {
  ndarray<T, 2, policy> sides(broadcast_to(reshape(eye<T, policy>(n), n * n, index(1)), {n * n, count}));
  if (!solve_beside(count, n, n, static_cast<T const*>(a), sides)) return false;
  as_rows(a, count, n * n) = sides.T();
  return true;
}

/// LU factors with partial pivoting of matrix `s` of `count` in its place: element (i, j) is
/// a[(j * n + i) * count + s], and row j was exchanged with row exchanges[s * n + j].
template <class T>
struct factor_lu {
  T* a;
  std::int64_t* exchanges;
  index count, n;

  GAMUT_HD void operator()(index s) const {
    auto const at = [this, s](index i, index j) -> T& { return a[(j * n + i) * count + s]; };
    for (index j = 0; j < n; ++j) {
      index const pivot = pivot_row(at, n, j);
      exchanges[s * n + j] = pivot;
      if (pivot != j)
        for (index c = 0; c < n; ++c) exchange(at(j, c), at(pivot, c));
      if (math::absolute(at(j, j)) == 0) continue; // nothing below to eliminate
      for (index i = j + 1; i < n; ++i) {
        at(i, j) = math::over(at(i, j), at(j, j));
        for (index c = j + 1; c < n; ++c) at(i, c) = math::minus(at(i, c), math::times(at(i, j), at(j, c)));
      }
    }
  }
};
/// Cholesky factors of matrix `s` of `count` in one of its triangles, which is all that is read: of the lower
/// one element (i, j) is a[(j * n + i) * count + s], of the upper one (j, i).
template <class T>
struct factor_cholesky {
  T* a;
  int* indefinite;
  index count, n;
  bool lower;

  GAMUT_HD void operator()(index s) const {
    auto const at = [this, s](index i, index j) -> T& {
      return a[(lower ? j * n + i : i * n + j) * count + s];
    };
    for (index j = 0; j < n; ++j) {
      auto square = math::real_of(at(j, j));
      for (index k = 0; k < j; ++k)
        square -= math::real_of(math::times(at(j, k), math::conjugate_of(at(j, k))));
      if (!(square > 0)) {
        *indefinite = 1;
        return;
      }
      using math::sqrt;
      T const root(sqrt(square));
      at(j, j) = root;
      for (index i = j + 1; i < n; ++i) {
        T x = at(i, j);
        for (index k = 0; k < j; ++k) x = math::minus(x, math::times(at(i, k), math::conjugate_of(at(j, k))));
        at(i, j) = math::over(x, root);
      }
    }
  }
};

/// LU factors of n x n matrices by columns that follow each other, in their place, and their exchanges.
template <class T>
void getrf_each(policy, index count, index n, T* a, std::int64_t* exchanges) {
  if (are_small(policy{}, count, n, n, a)) {
    auto given = as_rows(a, count, n * n);
    ndarray<T, 2, policy> matrices(given.T());
    for_each_index(count, factor_lu<T>{matrices.data(), exchanges, count, n});
    given = matrices.T();
  } else
    for (index i = 0; i < count; ++i) (void)getrf(policy{}, n, n, a + i * n * n, exchanges + i * n);
}
/// Cholesky factors of n x n matrices by columns that follow each other, in a triangle of theirs. False if
/// one is not positive definite.
template <class T>
bool potrf_each(policy, uplo part, index count, index n, T* a) {
  if (!are_small(policy{}, count, n, n, a))
    return for_each_matrix(policy{}, count, n * n,
                           [&](index i) { return potrf(policy{}, part, n, a + i * n * n); });
  auto given = as_rows(a, count, n * n);
  ndarray<T, 2, policy> matrices(given.T());
  buffer<int, policy> indefinite{1};
  int const none = 0;
  send(indefinite.data(), &none, sizeof none);
  for_each_index(count,
                 factor_cholesky<T>{matrices.data(), indefinite.data(), count, n, part == uplo::lower});
  if (policy::element(static_cast<int const*>(indefinite.data())) != 0) return false;
  given = matrices.T();
  return true;
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
