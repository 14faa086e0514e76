// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's order: the rows of a block of memory sorted by Thrust. Several rows are sorted as one, then
// put apart again by a stable sort of the numbers of their rows.
#pragma once

#include <gamut/device/assign.hpp>
#include <gamut/storage.hpp>

#include <thrust/copy.h>
#include <thrust/iterator/zip_iterator.h>
#include <thrust/sort.h>

#include <cstdint>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::device {
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

struct store_place_in_row {
  std::int64_t* to;
  index length;
  GAMUT_HD void operator()(index i) const { to[i] = static_cast<std::int64_t>(i % length); }
};
/// Stores the indices that sort each row; equal elements keep their order.
template <class T, class Less>
void argsort_rows(policy, T const* data, std::int64_t* order, index rows, index length, Less const& less) {
  index const size = rows * length;
  if (size == 0) return;
  try {
    for_each_index(size, store_place_in_row{order, length});
    buffer<T, policy> keys(size);
    thrust::copy(execution(), data, data + size, keys.data());
    if (rows == 1) {
      thrust::stable_sort_by_key(execution(), keys.data(), keys.data() + size, order, less);
      return;
    }
    buffer<std::int32_t, policy> numbers(size);
    for_each_index(size, store_row{numbers.data(), length});
    thrust::stable_sort_by_key(execution(), keys.data(), keys.data() + size,
                               thrust::make_zip_iterator(numbers.data(), order), less);
    thrust::stable_sort_by_key(execution(), numbers.data(), numbers.data() + size, order);
  } catch (thrust::system_error const& failure) {
    throw device_error(failure.what());
  }
}
/// Stores the indices that partition each row: it sorts.
template <class T, class Less>
void argpartition_rows(policy, T const* data, std::int64_t* order, index rows, index length,
                       std::vector<index> const&, Less const& less) {
  argsort_rows(policy{}, data, order, rows, length, less);
}

/// Adds up what belongs to one place, in its order, among elements sorted by their places.
template <class T>
struct add_at_place {
  T* to;
  std::int64_t const* places;
  std::int64_t const* order;
  T const* weights;
  index n;
  GAMUT_HD index first_at(std::int64_t place) const {
    index low = 0, high = n;
    while (low < high) {
      index const middle = low + (high - low) / 2;
      if (places[middle] < place)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }
  GAMUT_HD void operator()(index place) const {
    index const first = first_at(place), last = first_at(place + 1);
    if (weights)
      for (index i = first; i < last; ++i) to[place] = math::plus(to[place], weights[order[i]]);
    else
      to[place] = math::plus(to[place], gamut::detail::convert<T>(last - first));
  }
};
/// Adds to `to[places[i]]` the weight of each element, or one where there are no weights, in their order.
template <class T>
void add_at_places(policy, T* to, index bins, std::int64_t const* places, T const* weights, index n) {
  buffer<std::int64_t, policy> sorted(n), order(weights ? n : 0);
  try {
    thrust::copy(execution(), places, places + n, sorted.data());
    if (weights) {
      for_each_index(n, store_place_in_row{order.data(), n});
      thrust::stable_sort_by_key(execution(), sorted.data(), sorted.data() + n, order.data());
    } else
      thrust::sort(execution(), sorted.data(), sorted.data() + n);
  } catch (thrust::system_error const& failure) {
    throw device_error(failure.what());
  }
  for_each_index(bins, add_at_place<T>{to, sorted.data(), order.data(), weights, n});
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
