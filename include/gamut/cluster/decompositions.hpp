// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's factorisations of matrices: each is one task that calls the host's. As the host's they work
// in place on matrices by columns, without gaps.
#pragma once

#include <gamut/cluster/on_one.hpp>
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

template <class T>
bool getrf(policy, index m, index n, place<T> a, place<std::int64_t> pivots) {
  return on_one([=](T* x, std::int64_t* p) { return getrf(host::policy{}, m, n, x, p); }, a, pivots);
}
template <class T>
void getrs(policy, index n, index k, place<T> lu, place<std::int64_t const> pivots,
           place<std::remove_const_t<T>> b) {
  using U = std::remove_const_t<T>;
  on_one(
      [=](U* x, std::int64_t* p, U* y) {
        getrs(host::policy{}, n, k, const_cast<U const*>(x), const_cast<std::int64_t const*>(p), y);
        return true;
      },
      lu, pivots, b);
}
template <class T>
void getri(policy, index n, place<T> lu, place<std::int64_t> pivots) {
  on_one(
      [=](T* x, std::int64_t* p) {
        getri(host::policy{}, n, x, const_cast<std::int64_t const*>(p));
        return true;
      },
      lu, pivots);
}
template <class T>
bool gesv(policy, index n, index k, place<T> a, place<T> b) {
  return on_one([=](T* x, T* y) { return gesv(host::policy{}, n, k, x, y); }, a, b);
}
template <class T>
void trsm(policy, uplo part, transposition op, bool unit, index n, index k, place<T> a,
          place<std::remove_const_t<T>> b) {
  using U = std::remove_const_t<T>;
  on_one(
      [=](U* x, U* y) {
        trsm(host::policy{}, part, op, unit, n, k, const_cast<U const*>(x), y);
        return true;
      },
      a, b);
}
template <class T>
bool potrf(policy, uplo part, index n, place<T> a) {
  return on_one([=](T* x) { return potrf(host::policy{}, part, n, x); }, a);
}
template <class T>
void geqrf(policy, index m, index n, place<T> a, place<T> tau) {
  on_one(
      [=](T* x, T* t) {
        geqrf(host::policy{}, m, n, x, t);
        return true;
      },
      a, tau);
}
template <class T>
void orgqr(policy, index m, index columns, index k, place<T> a, place<T> tau, place<T> q) {
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
