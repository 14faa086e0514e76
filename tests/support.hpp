// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What the tests share: the policy under test, comparisons of whole arrays, and the text of an error. The
// language is the same under every policy, so its tests are the same source: GAMUT_TEST_POLICY says which one
// is built.
#pragma once

#include "catch.hpp"

#include <gamut/gamut.hpp>
#if defined(__CUDACC__) || defined(GAMUT_DEVICE_EMULATED)
#include <gamut/device.hpp>
#endif
#if defined(GAMUT_TEST_CLUSTER)
#include <gamut/cluster.hpp>
#endif

#include <string>
#include <vector>

#ifndef GAMUT_TEST_POLICY
#define GAMUT_TEST_POLICY host
#define GAMUT_TEST_ON_HOST 1
#endif

namespace gm = gamut;
using gm::_, gm::ellipsis, gm::newaxis, gm::slice;

/// The policy under test.
using P = gm::GAMUT_TEST_POLICY;

/// How often a random trial is made: each statement of the cluster's is a task, and takes a thousand times as
/// long.
constexpr int trials(int n) {
#if defined(GAMUT_TEST_CLUSTER)
  return n / 200;
#else
  return n;
#endif
}

/// The step of a sweep through lengths or places: 1, and `n` under the cluster, whose tasks run the host's
/// loops on their tiles.
constexpr gm::index every([[maybe_unused]] gm::index n) {
#if defined(GAMUT_TEST_CLUSTER)
  return n;
#else
  return 1;
#endif
}

/// The elements of an expression in row-major order, on the host.
template <class E>
auto elements(E const& e) {
  auto const a = gm::to<gm::host>(e);
  return std::vector<gm::value_type_t<E>>(a.begin(), a.end());
}

/// Whether an expression has exactly these elements; nan equals nan.
template <class E>
bool same(E const& e, std::vector<gm::value_type_t<E>> const& expected) {
  auto const got = elements(e);
  bool equal = got.size() == expected.size();
  for (std::size_t i = 0; equal && i < got.size(); ++i)
    equal = got[i] == expected[i] || (got[i] != got[i] && expected[i] != expected[i]);
  if (!equal) UNSCOPED_INFO("got " << gm::to_string(e));
  return equal;
}

/// Whether two expressions have the same shape and exactly the same elements.
template <class A, class B>
bool identical(A const& a, B const& b) {
  return a.shape() == b.shape() && same(a, elements(b));
}

/// Whether `f` throws an `Error` that says `text`.
template <class Error, class F>
bool throws(F const& f, std::string const& text) {
  try {
    f();
  } catch (Error const& e) {
    if (e.message().find(text) != std::string::npos) return true;
    UNSCOPED_INFO("it says: " << e.message());
    return false;
  }
  UNSCOPED_INFO("nothing was thrown");
  return false;
}

/// 0, 1, 2, ... in a shape.
template <class T = double, class... I>
auto counted(I... shape) {
  return gm::to<P>(gm::copy(gm::reshape(gm::arange<T, gm::host>((shape * ...)), shape...)));
}
