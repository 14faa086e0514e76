// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Scans on the device: a thread for each lane where there are many; few long ones by Thrust, if the function
// associates.
#pragma once

#include <gamut/device/launch.hpp>
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

/// Replaces every element by what `f` makes of it and all before it in its lane.
template <class F, class T>
void scan_lanes(policy, F const& f, T* data, gamut::detail::lanes_along const& lanes) {
  if (lanes.length < 2 || lanes.count == 0) return;
  constexpr index many = 2048; // lanes that keep a GPU busy, or elements that are too few to share
  if constexpr (F::associates)
    if (lanes.count < many && lanes.length > many) {
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

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
