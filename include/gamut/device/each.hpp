// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's loops over work that is no assignment: independent items, the places of a nest, and the true
// elements of a mask, one thread each.
#pragma once

#include <gamut/device/assign.hpp>
#include <gamut/storage.hpp>

#include <thrust/copy.h>
#include <thrust/count.h>

#include <cstdint>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// Calls `f(i)` for i in [0, n), independent of each other.
template <class F>
void for_each(policy, index n, F const& f, index = 1) {
  if (n > 0) for_each_index(n, f);
}

template <class F, int N, int K>
struct visit_place {
  F f;
  gamut::detail::nest<N, K> loops;
  GAMUT_HD void operator()(index i) const {
    offsets_of<K> place(loops);
    place.move(loops, 0, loops.ndim, i);
    f(static_cast<index const*>(place.at));
  }
};
/// Calls `f(offsets)`, the offset of every operand, for the places of a nest. The device has no order: where
/// several places write to one element, any of them may be the last.
template <int N, int K, class F>
void visit(policy, gamut::detail::nest<N, K> const& loops, F const& f, bool) {
  if (loops.size() > 0) for_each_index(loops.size(), visit_place<F, N, K>{f, loops});
}

struct is_true {
  GAMUT_HD bool operator()(bool flag) const { return flag; }
};
template <class F>
struct at_true_place {
  std::int64_t const* positions;
  F f;
  GAMUT_HD void operator()(index number) const { f(static_cast<index>(positions[number]), number); }
};
/// Counts the true ones of `n` flags, asks `make(count)` for a function, and calls it for each of them:
/// `f(position, number)`.
template <class Make>
void for_each_true(policy, bool const* flags, index n, Make const& make) {
  try {
    index const count = n > 0 ? static_cast<index>(thrust::count(execution(), flags, flags + n, true)) : 0;
    auto const f = make(count);
    if (count == 0) return;
    buffer<std::int64_t, policy> positions(count);
    thrust::counting_iterator<std::int64_t> const first(0);
    thrust::copy_if(execution(), first, first + n, flags, positions.data(), is_true{});
    for_each_index(count, at_true_place<std::remove_const_t<decltype(f)>>{positions.data(), f});
  } catch (thrust::system_error const& failure) {
    throw device_error(failure.what());
  }
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
