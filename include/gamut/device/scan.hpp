// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Scans on the device: a thread for each lane where there are many. Few long ones are scanned in parts, if
// the function associates: what is exact by Thrust, in one pass; what rounds by a scan of ours, which makes
// the same parts each time, and so the same bits (CUB's joins what happens to be ready).
#pragma once

#include <gamut/device/memory.hpp>
#include <gamut/device/places.hpp>
#include <gamut/lanes.hpp>

#include <thrust/iterator/permutation_iterator.h>
#include <thrust/iterator/transform_iterator.h>
#include <thrust/scan.h>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

template <class F, class T>
struct scan_lane {
  F f;
  T* data;
  gamut::detail::lanes_along lanes;
  GAMUT_HD void operator()(index i) const {
    T* at = data + lanes.start(i, lanes.length);
    for (index k = 1; k < lanes.length; ++k, at += lanes.stride)
      at[lanes.stride] = f(at[0], at[lanes.stride]);
  }
};
struct times_stride {
  index stride;
  GAMUT_HD index operator()(index k) const { return k * stride; }
};

/// Scans tiles of lanes, a block each, or finds what each tile comes to. Every thread has neighbours, an odd
/// number of them, so that the threads' elements lie in different banks of shared memory.
template <class F, class T, bool Totals>
struct scan_tile {
  static constexpr int threads = block_threads, phases = Totals ? 4 : 6, joined = 16;
  static constexpr int items = sizeof(T) > 8 ? 7 : 15;
  static constexpr index tile = threads * items;
  static constexpr std::size_t shared_bytes = (tile + threads) * sizeof(T);
  static_assert(shared_bytes <= most_shared_bytes);
  F f;
  T* data;
  T* totals; // of the tiles of each lane; where tiles are scanned, of all before and with it
  gamut::detail::lanes_along lanes;
  index tiles;

  struct place {
    T* elements;
    T* sums;
    T* from;
    index lane, number;
    int size, mine; // of the tile, and of the thread's own elements
    GAMUT_HD place(scan_tile const& of, index block, int thread, unsigned char* shared)
        : elements(reinterpret_cast<T*>(shared)), sums(elements + tile) {
      lane = quotient(block, of.tiles);
      number = block - lane * of.tiles;
      index const left = of.lanes.length - number * tile;
      size = static_cast<int>(left < tile ? left : tile);
      from = of.data + of.lanes.start(lane, of.lanes.length) + number * tile * of.lanes.stride;
      mine = size - thread * items;
      if (mine > items) mine = items;
    }
    /// How many threads have elements.
    GAMUT_HD int busy() const { return (size + items - 1) / items; }
  };

  GAMUT_HD void operator()(phase<0>, index block, int thread, unsigned char* shared) const {
    place const at(*this, block, thread, shared);
    for (int i = thread; i < at.size; i += threads) at.elements[i] = at.from[i * lanes.stride];
  }
  GAMUT_HD void operator()(phase<1>, index block, int thread, unsigned char* shared) const {
    place const at(*this, block, thread, shared);
    if (at.mine <= 0) return;
    T* const own = at.elements + thread * items;
    T total = own[0];
    for (int k = 1; k < at.mine; ++k) own[k] = total = f(total, own[k]);
    at.sums[thread] = total;
  }
  /// The sums of sixteen threads each, then of those before them.
  GAMUT_HD void operator()(phase<2>, index block, int thread, unsigned char* shared) const {
    place const at(*this, block, thread, shared);
    if (thread % joined == 0)
      for (int k = 1; k < joined && thread + k < at.busy(); ++k)
        at.sums[thread + k] = f(at.sums[thread + k - 1], at.sums[thread + k]);
  }
  GAMUT_HD void operator()(phase<3>, index block, int thread, unsigned char* shared) const {
    place const at(*this, block, thread, shared);
    if (thread != 0) return;
    int const last = at.busy() - 1;
    for (int k = joined; k <= last; k += joined) {
      int const end = k + joined - 1 < last ? k + joined - 1 : last;
      at.sums[end] = f(at.sums[k - 1], at.sums[end]);
    }
    if constexpr (Totals) totals[block] = at.sums[last];
  }
  GAMUT_HD void operator()(phase<4>, index block, int thread, unsigned char* shared) const {
    place const at(*this, block, thread, shared);
    // What comes before this thread's elements: of its sixteen, of the sixteens before, of the tiles before.
    int const group = thread / joined * joined;
    T* const own = at.elements + thread * items;
    for (int k = 0; k < at.mine; ++k) {
      if (thread > group) own[k] = f(at.sums[thread - 1], own[k]);
      if (group > 0) own[k] = f(at.sums[group - 1], own[k]);
      if (at.number > 0) own[k] = f(totals[block - 1], own[k]);
    }
  }
  GAMUT_HD void operator()(phase<5>, index block, int thread, unsigned char* shared) const {
    place const at(*this, block, thread, shared);
    for (int i = thread; i < at.size; i += threads) at.from[i * lanes.stride] = at.elements[i];
  }
};

template <class F, class T>
void scan_in_tiles(F const& f, T* data, gamut::detail::lanes_along const& lanes);

/// Replaces every element by what `f` makes of it and all before it in its lane.
template <class F, class T>
void scan_lanes(policy, F const& f, T* data, gamut::detail::lanes_along const& lanes) {
  if (lanes.length < 2 || lanes.count == 0) return;
  constexpr index many = 2048; // lanes that keep a GPU busy, or elements that are too few to share
  if constexpr (F::associates)
    if (lanes.count < many && lanes.length > many) {
      if constexpr (gamut::detail::kind<T> >= 2) return scan_in_tiles(f, data, lanes);
      try {
        for (index i = 0; i < lanes.count; ++i) {
          T* const lane = data + lanes.start(i, lanes.length);
          auto const at = thrust::make_permutation_iterator(
              lane, thrust::make_transform_iterator(thrust::counting_iterator<index>(0),
                                                    times_stride{lanes.stride}));
          thrust::inclusive_scan(execution(), at, at + lanes.length, at, f);
        }
      } catch (thrust::system_error const& failure) {
        throw device_error(failure.what());
      }
      return;
    }
  for_each_index(lanes.count, scan_lane<F, T>{f, data, lanes});
}

/// What the tiles come to, the scan of that, and the tiles themselves.
template <class F, class T>
void scan_in_tiles(F const& f, T* data, gamut::detail::lanes_along const& lanes) {
  using totals_of = scan_tile<F, T, true>;
  using scan = scan_tile<F, T, false>;
  index const tiles = (lanes.length + scan::tile - 1) / scan::tile;
  work_memory const own(std::size_t(lanes.count * tiles) * sizeof(T));
  T* const totals = static_cast<T*>(own.at);
  launch(lanes.count * tiles, totals_of{f, data, totals, lanes, tiles}, totals_of::shared_bytes);
  scan_lanes(policy{}, f, totals, gamut::detail::lanes_along(lanes.count, tiles, 1));
  launch(lanes.count * tiles, scan{f, data, totals, lanes, tiles}, scan::shared_bytes);
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
