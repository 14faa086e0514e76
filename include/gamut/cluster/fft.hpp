// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's Fourier transforms along one axis: arrays are cut along the others, and tasks transform the
// lanes of their tiles as the host does.
#pragma once

#include <gamut/cluster/on_lanes.hpp>
#include <gamut/host/fft.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// The transforms of all lanes, as the host's; of complex numbers also in their place.
template <class From, class To, class R>
void transform(policy, gamut::detail::lanes_along const& lanes, place<From const> from, place<To> to,
               bool forward, R factor) {
  if (lanes.count == 0) return;
  if constexpr (std::same_as<From, To>)
    if (from == place<From const>(to))
      return on_lanes(
          [=](gamut::detail::lanes_along const& some, To* all) {
            transform(host::policy{}, some, static_cast<From const*>(all), all, forward, factor);
          },
          lanes, lanes_of<To>{to, lanes.length});
  auto const f = [=](gamut::detail::lanes_along const& some, From const* x, To* y) {
    transform(host::policy{}, some, x, y, forward, factor);
  };
  on_lanes(f, lanes, lanes_of<From const>{from, gamut::detail::points_stored<From, To>(lanes.length)},
           lanes_of<To>{to, gamut::detail::points_stored<To, From>(lanes.length)});
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
