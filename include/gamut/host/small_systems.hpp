// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Stacks of systems of at most four equations: several are solved side by side, one in each lane of a vector
// register, so that none waits for the pivots of another.
#pragma once

#include <gamut/dtype.hpp>
#include <gamut/host/policy.hpp>
#include <gamut/host/rows.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <type_traits>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// Calls `f` with n as a constant, where it is at most 4, else with 0.
template <class F>
auto with_constant(index n, F const& f) {
  switch (n) {
  case 1:
    return f(std::integral_constant<index, 1>{});
  case 2:
    return f(std::integral_constant<index, 2>{});
  case 3:
    return f(std::integral_constant<index, 3>{});
  case 4:
    return f(std::integral_constant<index, 4>{});
  default:
    return f(std::integral_constant<index, 0>{});
  }
}

/// Systems of N equations with K right-hand sides: a[row][column][system], the right-hand sides behind the
/// matrix.
template <index N, index K, class T>
struct side_by_side {
  static constexpr index lanes = 64 / index(sizeof(T));
  T a[N][N + K][lanes];

  /// Gaussian elimination with partial pivoting, the solutions in the place of the right-hand sides; false if
  /// a matrix is singular.
  bool solve() {
    bool singular = false;
    for (index j = 0; j < N; ++j) {
      for (index i = j + 1; i < N; ++i) larger_first(j, i);
      for (index s = 0; s < lanes; ++s) singular |= a[j][j][s] == T(0);
      for (index i = j + 1; i < N; ++i) {
        T factor[lanes];
        for (index s = 0; s < lanes; ++s) factor[s] = a[i][j][s] / a[j][j][s];
        for (index c = j + 1; c < N + K; ++c)
          for (index s = 0; s < lanes; ++s) a[i][c][s] -= factor[s] * a[j][c][s];
      }
    }
    for (index c = N; c < N + K; ++c)
      for (index i = N - 1; i >= 0; --i) {
        for (index j = i + 1; j < N; ++j)
          for (index s = 0; s < lanes; ++s) a[i][c][s] -= a[i][j][s] * a[j][c][s];
        for (index s = 0; s < lanes; ++s) a[i][c][s] /= a[i][i][s];
      }
    return !singular;
  }

private:
  /// Exchanges rows j and i of the systems where i has the larger element in column j.
  void larger_first(index j, index i) {
    T one[lanes], other[lanes];
    for (index s = 0; s < lanes; ++s) one[s] = std::abs(a[j][j][s]), other[s] = std::abs(a[i][j][s]);
    for (index c = j; c < N + K; ++c)
      for (index s = 0; s < lanes; ++s) {
        T const x = a[j][c][s], y = a[i][c][s];
        a[j][c][s] = other[s] > one[s] ? y : x;
        a[i][c][s] = other[s] > one[s] ? x : y;
      }
  }
};

/// Solves systems [0, count) of N equations, matrices by rows: K columns, from `column` of k, of the
/// right-hand sides x, or where these are the matrices themselves, of ones, which gives the inverses. False
/// if a matrix is singular.
template <index N, index K, class T>
bool solve_side_by_side(index count, T const* a, T* x, index k, index column) {
  using systems = side_by_side<N, K, T>;
  constexpr index lanes = systems::lanes;
  bool const invert = a == x;
  std::atomic<bool> done{true};
  share((count + lanes - 1) / lanes, lanes * N * N * 8, [&](index first, index last) {
    for (index group = first; group < last; ++group) {
      index const here = std::min(lanes, count - group * lanes);
      T const* const from = a + group * lanes * N * N;
      T* const to = x + group * lanes * N * k + column;
      systems all;
      for (index s = 0; s < lanes; ++s) {
        index const system = std::min(s, here - 1); // the last one in the lanes that are left
        for (index i = 0; i < N; ++i) {
          for (index j = 0; j < N; ++j) all.a[i][j][s] = from[(system * N + i) * N + j];
          for (index c = 0; c < K; ++c)
            all.a[i][N + c][s] = invert ? T(i == c ? 1 : 0) : to[(system * N + i) * k + c];
        }
      }
      if (!all.solve()) done = false;
      for (index s = 0; s < here; ++s)
        for (index i = 0; i < N; ++i)
          for (index c = 0; c < K; ++c) to[(s * N + i) * k + c] = all.a[i][N + c][s];
    }
  });
  return done;
}

/// Whether a stack of so many systems of n equations with k right-hand sides is solved side by side.
template <class T>
constexpr bool are_small(policy, index count, index n, index k, T const*) {
  return std::is_floating_point_v<T> && count >= 8 && n >= 1 && n <= 4 && k <= 4;
}
/// The solutions of a @ x = b in the place of b, (count, n, k), matrices by rows. False if a matrix is
/// singular.
template <class T>
bool solve_small(policy, index count, index n, index k, T const* a, T* b) {
  return with_constant(n, [&](auto size) {
    bool done = size() > 0;
    if constexpr (size() > 0 && std::is_floating_point_v<T>)
      for (index c = 0; c < k; ++c) done = solve_side_by_side<size(), 1>(count, a, b, k, c) && done;
    return done;
  });
}
/// The inverses in the place of the matrices. False if one is singular.
template <class T>
bool invert_small(policy, index count, index n, T* a) {
  return with_constant(n, [&](auto size) {
    if constexpr (size() > 0 && std::is_floating_point_v<T>)
      return solve_side_by_side<size(), size(), T>(count, a, a, n, 0);
    else
      return false;
  });
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
