// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's random numbers: the host's stream, each thread jumping to its own part of it.
#pragma once

#include <gamut/device/launch.hpp>
#include <gamut/device/policy.hpp>
#include <gamut/random/bit_generators.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// How many draws a thread makes after its jump, which costs about as much as sixty of them.
inline constexpr index draws = 128;

template <class T, class B>
struct draw_part {
  static constexpr index each = sizeof(T) == 8 ? 1 : 2;
  T* to;
  index all;
  B generator;
  GAMUT_HD void operator()(index part) const {
    B mine = generator;
    mine.discard(static_cast<random::uint128>(part * draws));
    index const end = (part + 1) * draws < all ? (part + 1) * draws : all;
    for (index i = part * draws * each; i < end * each; ++i) to[i] = random::drawn<T>(mine);
  }
};

/// `size` numbers from where the generator stands, one of each 64-bit draw, or two where they are of 32 bits:
/// an even number of those, and no half draw waits.
template <class T, random::skips_ahead B>
void fill_random(policy, T* to, index size, B const& generator) {
  constexpr index each = draw_part<T, B>::each;
  for_each_index((size / each + draws - 1) / draws, draw_part<T, B>{to, size / each, generator});
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
