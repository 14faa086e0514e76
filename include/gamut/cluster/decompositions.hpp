// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's factorisations of matrices. As the host's they work in place on matrices by columns, without
// gaps. Large ones of LU, Cholesky and QR are made by all processors, panel by panel; all others are one task
// that calls the host's.
#pragma once

#include <gamut/cluster/on_one.hpp>
#include <gamut/cluster/substitute.hpp>
#include <gamut/cluster/tall_qr.hpp>
#include <gamut/host/decompositions.hpp>
#include <gamut/lapack.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// Calls `f(i)` for the matrices of a stack, while it gives true; says whether it always did.
template <class F>
bool for_each_matrix(policy, index count, index, F const& f) {
  for (index i = 0; i < count; ++i)
    if (!f(i)) return false;
  return true;
}
/// Nothing is small enough to go another way than through a task.
template <class T>
bool are_small(policy, index, index, index, T const*) {
  return false;
}
template <class T>
bool solve_small(policy, index, index, index, place<T> const&, place<std::remove_const_t<T>> const&) {
  return false;
}
template <class T>
bool invert_small(policy, index, index, place<T> const&) {
  return false;
}

/// The store of a matrix by columns that all processors are to work on, else nothing.
template <class T>
std::optional<legate::LogicalStore> cut_matrix(place<T> const& a, index m, index n) {
  return is_cut(std::min(m, n)) ? matrix_store(a, n, m) : std::nullopt;
}

template <class T>
bool getrf(policy, index m, index n, place<T> a, place<std::int64_t> pivots) {
  if (auto const of = cut_matrix(a, m, n)) {
    panels<T> const spread(*of, m, n);
    auto const factored = factor_by_panels<lu_by_panels<T>>(spread, vector_store(pivots, std::min(m, n)));
    spread.give_back();
    return factored.good();
  }
  return on_one([=](T* x, std::int64_t* p) { return getrf(host::policy{}, m, n, x, p); }, a, pivots);
}
template <class T>
void getrs(policy, index n, index k, place<T> lu, place<std::int64_t const> pivots,
           place<std::remove_const_t<T>> b) {
  using U = std::remove_const_t<T>;
  if (auto const of = cut_matrix(lu, n, n))
    if (auto const x = matrix_store(b, k, n))
      return substitute_lu(n, shared_columns<U>(*x, k), *of, *vector_store(pivots, n));
  on_one(
      [=](T* x, std::int64_t const* p, U* y) {
        getrs(host::policy{}, n, k, static_cast<U const*>(x), p, y);
        return true;
      },
      lu, pivots, b);
}
template <class T>
void getri(policy, index n, place<T> lu, place<std::int64_t> pivots) {
  if (auto const of = cut_matrix(lu, n, n)) {
    block inverse(extents(shape_of(n, n)), std::type_identity<T>{});
    inverse.set_written();
    shared_columns<T> const columns(inverse.store(), n);
    columns.run({step_kind::identity, {}, {}, false, 0, 0, 0, 0});
    substitute_lu(n, columns, *of, *vector_store(pivots, n));
    return shared_columns<T>(*of, n).copy(columns);
  }
  on_one(
      [=](T* x, std::int64_t* p) {
        getri(host::policy{}, n, x, const_cast<std::int64_t const*>(p));
        return true;
      },
      lu, pivots);
}
template <class T>
bool gesv(policy, index n, index k, place<T> a, place<T> b) {
  if (auto const of = cut_matrix(a, n, n))
    if (auto const x = matrix_store(b, k, n))
      return solve_by_panels(panels<T>(*of, n, n), shared_columns<T>(*x, k));
  return on_one([=](T* x, T* y) { return gesv(host::policy{}, n, k, x, y); }, a, b);
}
template <class T>
void trsm(policy, uplo part, transposition op, bool unit, index n, index k, place<T> a,
          place<std::remove_const_t<T>> b) {
  using U = std::remove_const_t<T>;
  if (auto const of = cut_matrix(a, n, n))
    if (auto const x = matrix_store(b, k, n))
      return substitute(part, op, unit, n, shared_columns<U>(*x, k), *of);
  on_one(
      [=](T* x, U* y) {
        trsm(host::policy{}, part, op, unit, n, k, static_cast<U const*>(x), y);
        return true;
      },
      a, b);
}
template <class T>
bool potrf(policy, uplo part, index n, place<T> a) {
  if (auto const of = cut_matrix(a, n, n)) {
    // A^T = conj(A), whose lower triangle is A's upper one, is L @ L^H with L = U^T.
    panels<T> const spread(part == uplo::lower ? *of : of->transpose({1, 0}), n, n);
    auto const factored = factor_by_panels<cholesky_by_panels<T>>(spread, {});
    spread.give_back(triangle::lower);
    return factored.good();
  }
  return on_one([=](T* x) { return potrf(host::policy{}, part, n, x); }, a);
}
template <class T>
void geqrf(policy, index m, index n, place<T> a, place<T> tau) {
  if (auto const of = cut_matrix(a, m, n)) {
    panels<T> const spread(*of, m, n);
    factor_by_panels<qr_by_panels<T>>(spread, vector_store(tau, std::min(m, n)));
    return spread.give_back();
  }
  on_one(
      [=](T* x, T* t) {
        geqrf(host::policy{}, m, n, x, t);
        return true;
      },
      a, tau);
}
template <class T>
void orgqr(policy, index m, index columns, index k, place<T> a, place<T> tau, place<T> q) {
  if (is_cut(k))
    if (auto const of = matrix_store(a, a.owner()->shape().at[a.owner()->shape().ndim - 2], m))
      if (auto const to = matrix_store(q, columns, m))
        return columns_of_q(k, shared_columns<T>(*to, columns), *of, *vector_store(tau, k));
  on_one(
      [=](T* x, T* t, T* y) {
        orgqr(host::policy{}, m, columns, k, const_cast<T const*>(x), const_cast<T const*>(t), y);
        return true;
      },
      a, tau, q);
}
template <class T>
bool gesdd(policy, index m, index n, place<T> a, place<real_t<T>> s, place<T> u, place<T> vh, bool full) {
  return on_one([=](T* x, real_t<T>* values, T* left,
                    T* right) { return gesdd(host::policy{}, m, n, x, values, left, right, full); },
                a, s, u, vh);
}
/// The rank comes back as a 0-d array would.
template <class T>
bool gelsd(policy, index m, index n, index k, place<T> a, place<T> b, place<real_t<T>> s, real_t<T> rcond,
           index& rank) {
  block found(extents{}, std::type_identity<std::int64_t>{});
  bool const done = on_one(
      [=](T* x, T* y, real_t<T>* values, std::int64_t* r) {
        index all = 0;
        bool const converged = gelsd(host::policy{}, m, n, k, x, y, values, rcond, all);
        *r = all;
        return converged;
      },
      a, b, s, place<std::int64_t>(&found));
  rank = index(value_at(place<std::int64_t const>(&found)));
  return done;
}
template <class T>
bool syevd(policy, bool vectors, uplo part, index n, place<T> a, place<real_t<T>> values) {
  return on_one([=](T* x, real_t<T>* w) { return syevd(host::policy{}, vectors, part, n, x, w); }, a, values);
}
template <class T>
bool geev(policy, index n, place<T> a, place<std::complex<real_t<T>>> values,
          place<std::complex<real_t<T>>> vectors) {
  using C = std::complex<real_t<T>>;
  return on_one([=](T* x, C* w, C* v) { return geev(host::policy{}, n, x, w, v); }, a, values, vectors);
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
