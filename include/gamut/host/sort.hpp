// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's order: the rows of a block of memory sorted, or split at some places, each row by one thread.
#pragma once

#include <gamut/host/policy.hpp>
#include <gamut/host/rows.hpp>

#include <algorithm>
#include <vector>

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

/// Sorts each of `rows` rows of `length` elements that follow each other in memory; equal elements keep their
/// order where `stable`.
template <class T, class Less>
void sort_rows(policy, T* data, index rows, index length, Less const& less, bool stable = false) {
  share(rows, std::max<index>(length, 1), [&](index first, index last) {
    for (index r = first; r < last; ++r) {
      T* const row = data + r * length;
      if (stable)
        std::stable_sort(row, row + length, less);
      else
        std::sort(row, row + length, less);
    }
  });
}

/// Puts the elements of each row that a sort would put at `places` (ascending) there, smaller ones before and
/// larger ones behind them.
template <class T, class Less>
void partition_rows(policy, T* data, index rows, index length, std::vector<index> const& places,
                    Less const& less) {
  // Each place is looked for between its neighbours: first the one in the middle.
  auto const split = [&](auto const& self, T* row, index low, index high, std::size_t from, std::size_t to) {
    if (from >= to || high - low < 2) return;
    std::size_t const middle = from + (to - from) / 2;
    index const place = places[middle];
    if (place < low || place >= high) return;
    std::nth_element(row + low, row + place, row + high, less);
    self(self, row, low, place, from, middle);
    self(self, row, place + 1, high, middle + 1, to);
  };
  share(rows, std::max<index>(length, 1), [&](index first, index last) {
    for (index r = first; r < last; ++r) split(split, data + r * length, 0, length, 0, places.size());
  });
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
