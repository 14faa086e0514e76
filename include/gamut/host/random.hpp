// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's random numbers: every thread jumps to where its part of the stream begins.
#pragma once

#include <gamut/bit_generator.hpp>
#include <gamut/host/policy.hpp>
#include <gamut/host/threads.hpp>

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

/// `size` draws of [0, 1) from where the generator stands. The stream is the same for any number of threads.
inline void fill_random(policy, double* to, index size, random::pcg64 const& generator) {
  index const pieces = size < 2 * grain ? 1 : num_threads();
  index const length = (size + pieces - 1) / pieces;
  parallel_for(pieces, [&](index i) {
    random::pcg64 mine = generator;
    mine.discard(static_cast<random::uint128>(i * length));
    for (index j = i * length; j < size && j < (i + 1) * length; ++j) to[j] = random::to_double(mine.next());
  });
}
/// The same in float32, each 64-bit draw making two; no half draw waits in the generator.
inline void fill_random(policy, float* to, index size, random::pcg64 const& generator) {
  index const pairs = size / 2, pieces = size < 2 * grain ? 1 : num_threads();
  index const length = (pairs + pieces - 1) / pieces;
  parallel_for(pieces, [&](index i) {
    random::pcg64 mine = generator;
    mine.discard(static_cast<random::uint128>(i * length));
    for (index j = i * length; j < pairs && j < (i + 1) * length; ++j)
      for (index half = 0; half < 2; ++half) to[2 * j + half] = random::to_float(mine.next32());
  });
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
