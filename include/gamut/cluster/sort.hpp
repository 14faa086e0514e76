// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's order: rows are sorted where they are, as many tasks as there are tiles of them; a single row
// by one task. What is to be split is sorted.
#pragma once

#include <gamut/cluster/on_lanes.hpp>
#include <gamut/host/sort.hpp>

#include <cstdint>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// Sorts each of `rows` rows of `length` elements that follow each other in memory; equal elements keep their
/// order where `stable`.
template <class T, class Less>
void sort_rows(policy, place<T> data, index rows, index length, Less const& less, bool stable = false) {
  if (rows == 0 || length < 2) return;
  on_lanes([=](gamut::detail::lanes_along const& lanes,
               T* all) { sort_rows(host::policy{}, all, lanes.count, length, less, stable); },
           gamut::detail::lanes_along(shape_of(rows, length), 1), lanes_of<T>{data, length});
}
/// Puts the elements of each row that a sort would put at `places` there: it sorts.
template <class T, class Less>
void partition_rows(policy, place<T> data, index rows, index length, std::vector<index> const&,
                    Less const& less) {
  sort_rows(policy{}, data, rows, length, less);
}
/// Stores the indices that sort each row; equal elements keep their order.
template <class T, class Less>
void argsort_rows(policy, place<T const> data, place<std::int64_t> order, index rows, index length,
                  Less const& less) {
  if (rows == 0 || length == 0) return;
  on_lanes(
      [=](gamut::detail::lanes_along const& lanes, T const* all, std::int64_t* numbers) {
        argsort_rows(host::policy{}, all, numbers, lanes.count, length, less);
      },
      gamut::detail::lanes_along(shape_of(rows, length), 1), lanes_of<T const>{data, length},
      lanes_of<std::int64_t>{order, length});
}
/// Stores the indices that partition each row: it sorts.
template <class T, class Less>
void argpartition_rows(policy, place<T const> data, place<std::int64_t> order, index rows, index length,
                       std::vector<index> const&, Less const& less) {
  argsort_rows(policy{}, data, order, rows, length, less);
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
