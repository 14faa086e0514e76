// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's order: the rows of a block of memory sorted by Thrust, by the digits of keys (what has none is
// compared). Several rows of keys are CUB's segments on a GPU; elsewhere, and where elements are compared,
// they are sorted as one, then put apart again by a stable sort of the numbers of their rows.
#pragma once

#include <gamut/device/assign.hpp>
#include <gamut/storage.hpp>

#if GAMUT_DEVICE_CUDA
#include <cub/device/device_segmented_sort.cuh>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/iterator/transform_iterator.h>
#endif
#include <thrust/copy.h>
#include <thrust/functional.h>
#include <thrust/iterator/zip_iterator.h>
#include <thrust/sort.h>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI::detail {
struct sorts_before;
}

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// Whether elements have keys: those of dtypes in the usual order, but for complex numbers, which are
/// compared.
template <class T, class Less>
inline constexpr bool has_keys =
    std::same_as<Less, gamut::detail::sorts_before>&& dtype<T> && !complex_floating<T>;
/// Whole numbers in the order of T's, which Thrust sorts by their digits: nan behind all.
template <class T>
struct sorting_key {
  using type =
      std::conditional_t<sizeof(T) == 8, std::uint64_t,
                         std::conditional_t<sizeof(T) == 4, std::uint32_t,
                                            std::conditional_t<sizeof(T) == 2, std::uint16_t, std::uint8_t>>>;
  static constexpr bool floating = gamut::detail::kind<T> == 2;
  static constexpr type sign = static_cast<type>(type(1) << (8 * sizeof(T) - 1));

  /// Floating numbers are turned so that the least, minus infinity, is zero: the nans of both signs then
  /// follow infinity. Zeros are apart, and nans by their bits.
  GAMUT_HD static type encoded(T const& x) {
    if constexpr (floating) {
      type const bits = std::bit_cast<type>(x);
      return static_cast<type>((bits & sign ? static_cast<type>(~bits) : static_cast<type>(bits | sign)) -
                               least());
    } else if constexpr (std::is_signed_v<T>)
      return static_cast<type>(std::bit_cast<type>(x) ^ sign);
    else
      return std::bit_cast<type>(x);
  }
  GAMUT_HD static T decoded(type key) {
    if constexpr (floating) {
      type const turned = static_cast<type>(key + least());
      return std::bit_cast<T>(turned & sign ? static_cast<type>(turned ^ sign) : static_cast<type>(~turned));
    } else if constexpr (std::is_signed_v<T>)
      return std::bit_cast<T>(static_cast<type>(key ^ sign));
    else
      return std::bit_cast<T>(key);
  }
  /// The same key for all that is equal: both zeros, every nan.
  GAMUT_HD static type of_equals(T const& x) {
    if constexpr (floating) {
      if (math::not_a_number(x)) return static_cast<type>(~type(0));
      if (x == T(0)) return static_cast<type>(sign - least());
    }
    return encoded(x);
  }

private:
  /// What minus infinity is before: the complement of its bits, an exponent of ones.
  GAMUT_HD static constexpr type least() {
    if constexpr (std::same_as<T, double>)
      return static_cast<type>(~0xfff0000000000000u);
    else if constexpr (std::same_as<T, float>)
      return static_cast<type>(~0xff800000u);
    else if constexpr (std::same_as<T, bfloat16>)
      return static_cast<type>(~0xff80u);
    else
      return static_cast<type>(~0xfc00u);
  }
};
template <class T>
struct encode_keys {
  T const* from;
  typename sorting_key<T>::type* to;
  bool of_equals;
  GAMUT_HD void operator()(index i) const {
    to[i] = of_equals ? sorting_key<T>::of_equals(from[i]) : sorting_key<T>::encoded(from[i]);
  }
};
template <class T>
struct decode_keys {
  typename sorting_key<T>::type const* from;
  T* to;
  GAMUT_HD void operator()(index i) const { to[i] = sorting_key<T>::decoded(from[i]); }
};

/// How many rows are sorted as one: so many have numbers of 32 bits.
inline constexpr index most_rows = std::numeric_limits<std::int32_t>::max();
struct store_row {
  std::int32_t* to;
  index length;
  GAMUT_HD void operator()(index i) const { to[i] = static_cast<std::int32_t>(i / length); }
};

/// Sorts each of `rows` rows of `length` keys that follow each other, and what belongs to them; equal keys
/// keep their order. Several rows are sorted as one, then put apart by the numbers of their rows.
template <class Key, class Values, class Less>
void sort_pairs(Key* keys, Values const& values, index rows, index length, Less const& less) {
  index const size = rows * length;
  if (rows == 1) {
    thrust::stable_sort_by_key(execution(), keys, keys + size, values, less);
    return;
  }
  buffer<std::int32_t, policy> numbers(size);
  for_each_index(size, store_row{numbers.data(), length});
  thrust::stable_sort_by_key(execution(), keys, keys + size,
                             thrust::make_zip_iterator(numbers.data(), values), less);
  thrust::stable_sort_by_key(execution(), numbers.data(), numbers.data() + size, values);
}
/// The same without anything that belongs to them.
template <class Key, class Less>
void sort_keys(Key* keys, index rows, index length, Less const& less) {
  index const size = rows * length;
  if (rows == 1) {
    thrust::stable_sort(execution(), keys, keys + size, less);
    return;
  }
  buffer<std::int32_t, policy> numbers(size);
  for_each_index(size, store_row{numbers.data(), length});
  thrust::stable_sort_by_key(execution(), keys, keys + size, numbers.data(), less);
  thrust::stable_sort_by_key(execution(), numbers.data(), numbers.data() + size, keys);
}

#if GAMUT_DEVICE_CUDA
struct row_start {
  index length;
  GAMUT_HD index operator()(index row) const { return row * length; }
};
/// Calls `sort(first, rows, starts)` for as many rows at a time as CUB counts elements of: `first` is the
/// first one's number, and `starts` where they begin behind it.
template <class Sort>
void in_segments(index rows, index length, Sort const& sort) {
  index const most = std::numeric_limits<std::int32_t>::max() / length;
  auto const starts = thrust::make_transform_iterator(thrust::counting_iterator<index>(0), row_start{length});
  for (index first = 0; first < rows; first += most) {
    auto const run = [&](void* work, std::size_t& bytes) {
      check(sort(work, bytes, first, std::min(most, rows - first), starts), "sorting on the device");
    };
    std::size_t bytes = 0;
    run(nullptr, bytes);
    work_memory const own(bytes);
    run(own.at, bytes);
  }
}
/// Whether rows are segments: none is longer than CUB counts.
inline bool are_segments(index rows, index length) {
  return rows > 1 && length <= std::numeric_limits<std::int32_t>::max();
}
#endif

/// Sorts each of `rows` rows of `length` keys, which may come to lie in other memory.
template <class Key>
void sort_rows_of(buffer<Key, policy>& keys, index rows, index length) {
#if GAMUT_DEVICE_CUDA
  if (are_segments(rows, length)) {
    buffer<Key, policy> sorted(rows * length);
    in_segments(rows, length, [&](void* work, std::size_t& bytes, index first, index count, auto starts) {
      return cub::DeviceSegmentedSort::StableSortKeys(
          work, bytes, keys.data() + first * length, sorted.data() + first * length,
          static_cast<int>(count * length), static_cast<int>(count), starts, starts + 1, stream());
    });
    keys = std::move(sorted);
    return;
  }
#endif
  sort_keys(keys.data(), rows, length, thrust::less<Key>());
}
/// The same with what belongs to the keys, which stays where it is.
template <class Key, class V>
void sort_rows_of(buffer<Key, policy>& keys, V* values, index rows, index length) {
#if GAMUT_DEVICE_CUDA
  if (are_segments(rows, length)) {
    index const size = rows * length;
    buffer<Key, policy> sorted(size);
    buffer<V, policy> before(size);
    thrust::copy(execution(), values, values + size, before.data());
    in_segments(rows, length, [&](void* work, std::size_t& bytes, index first, index count, auto starts) {
      index const by = first * length;
      return cub::DeviceSegmentedSort::StableSortPairs(
          work, bytes, keys.data() + by, sorted.data() + by, before.data() + by, values + by,
          static_cast<int>(count * length), static_cast<int>(count), starts, starts + 1, stream());
    });
    keys = std::move(sorted);
    return;
  }
#endif
  sort_pairs(keys.data(), values, rows, length, thrust::less<Key>());
}

/// Sorts each of `rows` rows of `length` elements that follow each other in memory; equal elements keep their
/// order if they are to.
template <class T, class Less>
void sort_rows(policy, T* data, index rows, index length, Less const& less, bool keeps_order = false) {
  for (; rows > most_rows; rows -= most_rows, data += most_rows * length)
    sort_rows(policy{}, data, most_rows, length, less, keeps_order);
  index const size = rows * length;
  if (rows == 0 || length < 2) return;
  try {
    if constexpr (has_keys<T, Less>) {
      using key = sorting_key<T>;
      buffer<typename key::type, policy> keys(size);
      bool const apart = key::floating && keeps_order; // zeros of both signs stay in their order
      for_each_index(size, encode_keys<T>{data, keys.data(), apart});
      if (apart) return sort_rows_of(keys, data, rows, length);
      sort_rows_of(keys, rows, length);
      for_each_index(size, decode_keys<T>{keys.data(), data});
    } else
      sort_keys(data, rows, length, less);
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
  for (; rows > most_rows; rows -= most_rows, data += most_rows * length, order += most_rows * length)
    argsort_rows(policy{}, data, order, most_rows, length, less);
  index const size = rows * length;
  if (size == 0) return;
  try {
    for_each_index(size, store_place_in_row{order, length});
    if constexpr (has_keys<T, Less>) {
      using key = sorting_key<T>;
      buffer<typename key::type, policy> keys(size);
      for_each_index(size, encode_keys<T>{data, keys.data(), true});
      sort_rows_of(keys, order, rows, length);
    } else {
      buffer<T, policy> keys(size);
      thrust::copy(execution(), data, data + size, keys.data());
      sort_pairs(keys.data(), order, rows, length, less);
    }
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
