// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's random numbers: the host's stream, each thread jumping to its own part of it.
#pragma once

#include <gamut/bit_generator.hpp>
#include <gamut/device/policy.hpp>

namespace gamut::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// How many draws a thread makes after its jump, which costs about as much as sixty of them.
inline constexpr index draws = 128;

struct draw_doubles {
  double* to;
  index size;
  random::pcg64 generator;
  GAMUT_HD void operator()(index part) const {
    random::pcg64 mine = generator;
    mine.discard(static_cast<random::uint128>(part * draws));
    for (index i = part * draws; i < size && i < (part + 1) * draws; ++i)
      to[i] = random::to_double(mine.next());
  }
};
struct draw_floats {
  float* to;
  index pairs;
  random::pcg64 generator;
  GAMUT_HD void operator()(index part) const {
    random::pcg64 mine = generator;
    mine.discard(static_cast<random::uint128>(part * draws));
    for (index i = part * draws; i < pairs && i < (part + 1) * draws; ++i)
      for (index half = 0; half < 2; ++half) to[2 * i + half] = random::to_float(mine.next32());
  }
};

/// `size` draws of [0, 1) from where the generator stands.
inline void fill_random(policy, double* to, index size, random::pcg64 const& generator) {
  for_each_index((size + draws - 1) / draws, draw_doubles{to, size, generator});
}
/// The same in float32, each 64-bit draw making two; no half draw waits in the generator.
inline void fill_random(policy, float* to, index size, random::pcg64 const& generator) {
  for_each_index((size / 2 + draws - 1) / draws, draw_floats{to, size / 2, generator});
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::backends::device
