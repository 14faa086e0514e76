// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's Fourier transforms along one axis, whose lanes threads share: by pocketfft's header where the
// program links gamut::pocketfft (GAMUT_WITH_POCKETFFT), else by the kissfft that Eigen brings along.
#pragma once

#include <gamut/host/policy.hpp>
#include <gamut/host/rows.hpp>
#include <gamut/lanes.hpp>

#if defined(GAMUT_WITH_POCKETFFT)
#include <gamut/host/pocketfft.hpp>
#else
#include <gamut/host/kissfft.hpp>
#endif

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
inline namespace GAMUT_HOST_FFT {

/// The transforms of `lanes.length` points of all lanes, times `factor`: of complex numbers, which may be
/// transformed in their place, of real ones to the first half of their spectra, or of that half back to real
/// ones. `forward` is exp(-2 pi i), else exp(2 pi i).
template <class From, class To, class R>
void transform(policy, gamut::detail::lanes_along const& lanes, From const* from, To* to, bool forward,
               R factor) {
  if (lanes.count == 0) return;
  index const n = lanes.length, stride = lanes.stride, blocks = lanes.count / stride;
  index const read = gamut::detail::points_stored<From, To>(n) * stride;
  index const written = gamut::detail::points_stored<To, From>(n) * stride;
  // In a block of `stride` lanes elements are next to those of the next lane.
  if (stride == 1 || blocks >= num_threads())
    return share(blocks, n * stride, [&](index first, index last) {
      transform_lanes(from + first * read, to + first * written, last - first, n, stride, stride, forward,
                      factor);
    });
  // Lanes that fill the vector registers, and whose results share no cache line.
  constexpr index together = 16;
  for (index block = 0; block < blocks; ++block)
    share((stride + together - 1) / together, n * together, [&](index first, index last) {
      index const lane = first * together, end = last * together < stride ? last * together : stride;
      transform_lanes(from + block * read + lane, to + block * written + lane, 1, n, stride, end - lane,
                      forward, factor);
    });
}

} // namespace GAMUT_HOST_FFT
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
