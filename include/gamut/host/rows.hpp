// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Walking a loop nest by rows: the last axis is a row, the axes before it are counted like an odometer, and
// every operand's offset follows.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/host/eigen.hpp>
#include <gamut/host/threads.hpp>

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

/// A position of the axes [begin, end) of a nest, and every operand's offset there.
template <int N, int K>
class odometer {
public:
  GAMUT_INLINE odometer(gamut::detail::nest<N, K> const& loops, int begin, int end, index const* offsets)
      : loops_(loops), begin_(begin), end_(end) {
    for (int k = 0; k < K; ++k) offsets_[k] = offsets[k];
  }
  /// Goes to the `position`-th place in row-major order.
  void seek(index position) {
    for (int d = end_ - 1; d >= begin_; --d) {
      index const i = position % loops_.shape[d];
      position /= loops_.shape[d];
      counter_[d] = i;
      for (int k = 0; k < K; ++k) offsets_[k] += i * loops_.strides[k][d];
    }
  }
  /// Goes `by` places on, at most to the end of the last axis.
  GAMUT_INLINE void next(index by = 1) {
    for (int d = end_ - 1; d >= begin_; --d, by = 1) {
      for (int k = 0; k < K; ++k) offsets_[k] += by * loops_.strides[k][d];
      if ((counter_[d] += by) < loops_.shape[d]) return;
      for (int k = 0; k < K; ++k) offsets_[k] -= loops_.shape[d] * loops_.strides[k][d];
      counter_[d] = 0;
    }
  }
  GAMUT_INLINE index const* offsets() const { return offsets_; }
  /// The index along an axis.
  GAMUT_INLINE index at(int axis) const { return counter_[axis]; }

private:
  gamut::detail::nest<N, K> const& loops_;
  int begin_, end_;
  dims<N> counter_;
  index offsets_[K > 0 ? K : 1];
};

/// The strides of every operand along one axis.
template <int K>
struct row_strides {
  index at[K > 0 ? K : 1];
  template <int N>
  GAMUT_INLINE row_strides(gamut::detail::nest<N, K> const& loops, int axis) {
    for (int k = 0; k < K; ++k) at[k] = axis >= 0 ? loops.strides[k][axis] : 0;
  }
  /// Whether the operands from `first` on all step by one.
  GAMUT_INLINE bool unit(int first = 0, int last = K) const {
    bool all = true;
    for (int k = first; k < last; ++k) all = all && at[k] == 1;
    return all;
  }
};

/// Calls `one(i)` for i in [first, last), which are independent of each other; with `Blocks`, in a form that
/// the compiler vectorises at -O2 as well.
template <bool Blocks, class One>
GAMUT_INLINE void independently(index first, index last, One const& one) {
  index i = first;
  if constexpr (Blocks) {
    constexpr index block = 64;
    for (; i + block <= last; i += block) {
      GAMUT_IVDEP
      for (index j = 0; j < block; ++j) one(i + j);
    }
  }
  GAMUT_IVDEP
  for (; i < last; ++i) one(i);
}

/// Calls `row(offsets, from, count)` for the elements [first, last) of the nest, row by row.
template <int N, int K, class Row>
GAMUT_INLINE void walk(gamut::detail::nest<N, K> const& loops, index first, index last, Row const& row) {
  int const inner = loops.ndim - 1;
  if (inner <= 0) {
    row(loops.offsets, first, last - first);
    return;
  }
  index const length = loops.shape[inner];
  odometer<N, K> rows(loops, 0, inner, loops.offsets);
  if (first > 0) rows.seek(first / length);
  for (index from = first % length; first < last; from = 0, rows.next()) {
    index const count = length - from < last - first ? length - from : last - first;
    row(rows.offsets(), from, count);
    first += count;
  }
}

/// The same by blocks: calls `block(offsets, from, count, rows)`, where the offsets are those of the first
/// row and each further one is a step along the last axis but one.
template <int N, int K, class Block>
GAMUT_INLINE void walk_blocks(gamut::detail::nest<N, K> const& loops, index first, index last,
                              Block const& block) {
  int const inner = loops.ndim - 1;
  if (inner <= 0) {
    block(loops.offsets, first, last - first, index(1));
    return;
  }
  index const length = loops.shape[inner];
  odometer<N, K> rows(loops, 0, inner, loops.offsets);
  if (first > 0) rows.seek(first / length);
  for (index from = first % length, n = 1; first < last; from = 0, rows.next(n)) {
    index const left = last - first, whole_rows = left / length,
                to_edge = loops.shape[inner - 1] - rows.at(inner - 1);
    bool const part = from > 0 || whole_rows == 0;
    index const count = !part ? length : length - from < left ? length - from : left;
    n = part ? 1 : whole_rows < to_edge ? whole_rows : to_edge;
    block(rows.offsets(), from, count, n);
    first += n * count;
  }
}

/// Calls `piece(first, last)` for all `count` places, each of `weight` elements, in pieces for the threads
/// where there is enough to do.
template <class F>
void share(index count, index weight, F const& piece) {
  index const pieces = count * weight < 2 * grain ? 1 : num_threads();
  if (pieces == 1) return piece(index(0), count);
  // Pieces start at multiples of 64 elements, so that no two threads write to one cache line of a contiguous
  // result.
  index const unit = weight < 64 ? 64 / (weight > 0 ? weight : 1) : 1;
  index const length = ((count + pieces - 1) / pieces + unit - 1) / unit * unit;
  parallel_for(pieces, [&](index i) {
    index const first = i * length < count ? i * length : count;
    index const last = first + length < count ? first + length : count;
    if (first < last) piece(first, last);
  });
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
