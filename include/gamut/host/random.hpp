// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's random numbers: every thread jumps to where its part of the stream begins.
#pragma once

#include <gamut/host/policy.hpp>
#include <gamut/host/threads.hpp>
#include <gamut/random/bit_generators.hpp>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// `size` numbers from where the generator stands, one of each 64-bit draw, or two where they are of 32 bits:
/// an even number of those, and no half draw waits. The stream is the same for any number of threads.
template <class T, random::skips_ahead B>
void fill_random(policy, T* to, index size, B const& generator) {
  constexpr index each = sizeof(T) == 8 ? 1 : 2;
  index const all = size / each, pieces = size < 2 * grain ? 1 : num_threads();
  index const length = (all + pieces - 1) / pieces;
  parallel_for(pieces, [&](index i) {
    B mine = generator;
    index const begin = i * length, end = begin + length < all ? begin + length : all;
    mine.discard(static_cast<random::uint128>(begin));
    for (index j = begin * each; j < end * each; ++j) to[j] = random::drawn<T>(mine);
  });
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
