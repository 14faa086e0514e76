// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Walking a loop nest by rows: the last axis is a row, the axes before it are counted like an odometer, and
// every operand's offset follows. And sharing such work among threads.
#pragma once

#include <gamut/host/any_nest.hpp>
#include <gamut/host/threads.hpp>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

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

/// Calls `block(offsets, from, count, rows)` for the elements [first, last) of a nest: `count` of them from
/// `from` on in each of so many rows. The offsets are those of the first row, each further one is a step
/// along the last axis but one. The nest starts at `offsets`, its own or others.
template <class Block>
void walk_blocks(any_nest const& loops, index const* offsets, index first, index last, Block const& block) {
  int const inner = loops.ndim() - 1;
  if (inner <= 0) {
    block(offsets, first, last - first, index(1));
    return;
  }
  index const length = loops.extent(inner);
  odometer rows(loops, 0, inner, offsets);
  if (first > 0) rows.seek(first / length);
  for (index from = first % length, n = 1; first < last; from = 0, rows.next(n)) {
    index const left = last - first, whole_rows = left / length,
                to_edge = loops.extent(inner - 1) - rows.at(inner - 1);
    bool const part = from > 0 || whole_rows == 0;
    index const count = !part ? length : length - from < left ? length - from : left;
    n = part ? 1 : whole_rows < to_edge ? whole_rows : to_edge;
    block(rows.offsets(), from, count, n);
    first += n * count;
  }
}

/// The same row by row: calls `row(offsets, from, count)`.
template <class Row>
void walk(any_nest const& loops, index const* offsets, index first, index last, Row const& row) {
  walk_blocks(loops, offsets, first, last, [&](index const* starts, index from, index count, index rows) {
    if (rows == 1) return row(starts, from, count);
    odometer at(loops, loops.ndim() - 2, loops.ndim() - 1, starts);
    for (; rows > 0; --rows, at.next()) row(at.offsets(), from, count);
  });
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
} // namespace gamut::inline GAMUT_ABI::backends::host
