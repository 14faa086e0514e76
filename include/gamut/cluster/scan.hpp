// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's scans: lanes are scanned where they are, as many tasks as there are tiles of them.
#pragma once

#include <gamut/cluster/on_lanes.hpp>
#include <gamut/host/scan.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// Replaces every element by what `f` makes of it and all before it in its lane.
template <class F, class T>
void scan_lanes(policy, F const& f, place<T> data, gamut::detail::lanes_along const& lanes) {
  if (lanes.length < 2 || lanes.count == 0) return;
  on_lanes([f](gamut::detail::lanes_along const& some, T* all) { scan_lanes(host::policy{}, f, all, some); },
           lanes, data);
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
