// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's order: the rows of a block of memory sorted by Thrust. Several rows are sorted as one, then
// put apart again by a stable sort of the numbers of their rows.
#pragma once

#include <gamut/device/assign.hpp>
#include <gamut/storage.hpp>

#include <thrust/sort.h>

#include <cstdint>
#include <vector>

namespace gamut::backends::device {
inline namespace GAMUT_DEVICE_ABI {

struct store_row {
  std::int32_t* to;
  index length;
  GAMUT_HD void operator()(index i) const { to[i] = static_cast<std::int32_t>(i / length); }
};

/// Sorts each of `rows` rows of `length` elements that follow each other in memory; equal elements keep their
/// order.
template <class T, class Less>
void sort_rows(policy, T* data, index rows, index length, Less const& less, bool = false) {
  index const size = rows * length;
  if (rows == 0 || length < 2) return;
  try {
    if (rows == 1) {
      thrust::stable_sort(execution(), data, data + size, less);
      return;
    }
    buffer<std::int32_t, policy> numbers(size);
    for_each_index(size, store_row{numbers.data(), length});
    thrust::stable_sort_by_key(execution(), data, data + size, numbers.data(), less);
    thrust::stable_sort_by_key(execution(), numbers.data(), numbers.data() + size, data);
  } catch (thrust::system_error const& failure) {
    throw device_error(failure.what());
  }
}

/// Puts the elements of each row that a sort would put at `places` there: it sorts.
template <class T, class Less>
void partition_rows(policy, T* data, index rows, index length, std::vector<index> const&, Less const& less) {
  sort_rows(policy{}, data, rows, length, less);
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::backends::device
