// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Scans on the host: lane by lane where lanes are contiguous, else many neighbouring lanes at a time, row by
// row, which reads memory in its order and vectorises. A lane is scanned in its order: results do not depend
// on the number of threads.
#pragma once

#include <gamut/host/policy.hpp>
#include <gamut/host/rows.hpp>
#include <gamut/lanes.hpp>

#include <algorithm>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// Replaces every element by what `f` makes of it and all before it in its lane.
template <class F, class T>
void scan_lanes(policy, F const& f, T* data, gamut::detail::lanes_along const& lanes) {
  if (lanes.length < 2) return;
  if (lanes.stride == 1)
    return share(lanes.count, lanes.length, [&](index first, index last) {
      for (index i = first; i < last; ++i) {
        T* const lane = data + i * lanes.length;
        T so_far = lane[0];
        for (index k = 1; k < lanes.length; ++k) lane[k] = so_far = f(so_far, lane[k]);
      }
    });
  constexpr index width = 1024; // neighbouring lanes, whose results so far stay in the first cache
  index const blocks = (lanes.stride + width - 1) / width;
  share(lanes.count / lanes.stride * blocks, lanes.length * std::min(width, lanes.stride),
        [&](index first, index last) {
          for (index i = first; i < last; ++i) {
            index const from = i % blocks * width, count = std::min(width, lanes.stride - from);
            T* row = data + i / blocks * lanes.stride * lanes.length + from;
            for (index k = 1; k < lanes.length; ++k, row += lanes.stride) {
              T* const next = row + lanes.stride;
              GAMUT_IVDEP
              for (index j = 0; j < count; ++j) next[j] = f(row[j], next[j]);
            }
          }
        });
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
