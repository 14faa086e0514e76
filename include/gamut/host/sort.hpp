// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's order: the rows of a block of memory sorted, or split at some places, each row by one thread.
#pragma once

#include <gamut/host/policy.hpp>
#include <gamut/host/rows.hpp>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// Sorts each of `rows` rows of `length` elements that follow each other in memory; equal elements keep their
/// order where `stable`, a truth value, or a std::false_type where no such sort need be compiled.
template <class T, class Less, class Stable = std::false_type>
void sort_rows(policy, T* data, index rows, index length, Less const& less, Stable stable = {}) {
  share(rows, std::max<index>(length, 1), [&](index first, index last) {
    for (index r = first; r < last; ++r) {
      T* const row = data + r * length;
      if constexpr (!std::same_as<Stable, std::false_type>)
        if (stable) {
          std::stable_sort(row, row + length, less);
          continue;
        }
      std::sort(row, row + length, less);
    }
  });
}

/// Puts the elements of [low, high) of a row that a sort would put at places [from, to) of the list there.
/// Each place is looked for between its neighbours: first the one in the middle.
template <class T, class Less>
void split_row(T* row, index low, index high, index const* from, index const* to, Less const& less) {
  if (from >= to || high - low < 2) return;
  index const* const middle = from + (to - from) / 2;
  index const place = *middle;
  if (place < low || place >= high) return;
  std::nth_element(row + low, row + place, row + high, less);
  split_row(row, low, place, from, middle, less);
  split_row(row, place + 1, high, middle + 1, to, less);
}
/// Puts the elements of each row that a sort would put at `places` (ascending) there, smaller ones before and
/// larger ones behind them.
template <class T, class Less>
void partition_rows(policy, T* data, index rows, index length, std::vector<index> const& places,
                    Less const& less) {
  share(rows, std::max<index>(length, 1), [&](index first, index last) {
    for (index r = first; r < last; ++r)
      split_row(data + r * length, 0, length, places.data(), places.data() + places.size(), less);
  });
}

/// An element and where it comes from, which is what is sorted: looking elements up by index would miss the
/// cache at every comparison.
template <class T>
struct placed_element {
  T value;
  std::int64_t place;
};
template <class Less>
struct placed_before {
  Less less;
  template <class T>
  bool operator()(placed_element<T> const& a, placed_element<T> const& b) const {
    return less(a.value, b.value) || (!less(b.value, a.value) && a.place < b.place);
  }
};
/// Stores the order of the elements of each row, which `arrange(row of placed elements)` brings about.
template <class T, class Arrange>
void order_rows(T const* data, std::int64_t* order, index rows, index length, Arrange const& arrange) {
  share(rows, length, [&](index first, index last) {
    std::vector<placed_element<T>> row(static_cast<std::size_t>(length));
    for (index r = first; r < last; ++r) {
      for (index i = 0; i < length; ++i) row[std::size_t(i)] = {data[r * length + i], std::int64_t(i)};
      arrange(row.data());
      for (index i = 0; i < length; ++i) order[r * length + i] = row[std::size_t(i)].place;
    }
  });
}
/// Stores the indices that sort each row; equal elements keep their order.
template <class T, class Less>
void argsort_rows(policy, T const* data, std::int64_t* order, index rows, index length, Less const& less) {
  order_rows(data, order, rows, length,
             [&](placed_element<T>* row) { std::sort(row, row + length, placed_before<Less>{less}); });
}
/// Stores the indices that partition each row.
template <class T, class Less>
void argpartition_rows(policy, T const* data, std::int64_t* order, index rows, index length,
                       std::vector<index> const& places, Less const& less) {
  order_rows(data, order, rows, length, [&](placed_element<T>* row) {
    split_row(row, 0, length, places.data(), places.data() + places.size(), placed_before<Less>{less});
  });
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
