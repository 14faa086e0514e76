// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Colour maps: which colour stands for a number from 0 to 1. Each is every eighth colour of a published table
// of 256, and straight lines between them, within 2 of 255 of the table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace gamut::inline GAMUT_ABI {

/// A colour: red, green and blue.
using rgb = std::array<std::uint8_t, 3>;

/// Colours at equal distances, from that of 0 to that of 1. A map of one's own is one of these:
/// `gm::colormap<2>{{0x000000, 0xff0000}}`.
template <std::size_t N>
struct colormap {
  static_assert(N >= 2, "gamut: a colour map has a first colour and a last one");
  std::uint32_t colours[N];

  /// The colour of a number; of one below 0 the first, of one above 1 the last, of nan black.
  constexpr rgb operator()(double x) const {
    if (!(x == x)) return {};
    double const at = (x < 0 ? 0 : x > 1 ? 1 : x) * double(N - 1);
    std::size_t const low = at < double(N - 1) ? std::size_t(at) : N - 2;
    double const part = at - double(low);
    rgb mixed{};
    for (int c = 0; c < 3; ++c) {
      double const a = (colours[low] >> (16 - 8 * c)) & 255, b = (colours[low + 1] >> (16 - 8 * c)) & 255;
      mixed[std::size_t(c)] = std::uint8_t(a + part * (b - a) + 0.5);
    }
    return mixed;
  }
};

/// Black to white.
inline constexpr colormap<2> gray{{0x000000, 0xffffff}};
/// Matplotlib's viridis, by Stefan van der Walt and Nathaniel Smith (CC0): as even to the eye in print as on
/// a screen.
inline constexpr colormap<33> viridis{{0x440154, 0x470d60, 0x48186a, 0x482374, 0x472d7b, 0x453681, 0x424086,
                                       0x3f4989, 0x3b528b, 0x375a8d, 0x33638d, 0x2f6a8e, 0x2c728e, 0x297a8e,
                                       0x26818e, 0x23898e, 0x21908c, 0x1f988b, 0x1f9f88, 0x21a685, 0x28ae80,
                                       0x31b57b, 0x3ebc74, 0x4cc26c, 0x5dc963, 0x6ece58, 0x82d34c, 0x96d83f,
                                       0xabdc32, 0xc0df24, 0xd5e21a, 0xeae51a, 0xfde725}};
/// Matplotlib's inferno, by the same (CC0).
inline constexpr colormap<33> inferno{{0x000004, 0x040312, 0x0b0724, 0x150b37, 0x210c4a, 0x2e0a5a, 0x3c0965,
                                       0x4a0c6b, 0x57106d, 0x63146e, 0x70196e, 0x7d1e6d, 0x89226a, 0x962766,
                                       0xa32b61, 0xaf315c, 0xbb3755, 0xc63e4d, 0xd14644, 0xdb4f3b, 0xe35932,
                                       0xeb6528, 0xf1711e, 0xf67f14, 0xf98d0a, 0xfb9c06, 0xfcab0f, 0xfbba1f,
                                       0xf9ca32, 0xf5d949, 0xf2e865, 0xf3f586, 0xfcffa4}};
/// Blue over grey to red, for what is below and above a middle: Kenneth Moreland's "Diverging Color Maps for
/// Scientific Visualization" (2009).
inline constexpr colormap<33> coolwarm{{0x3b4cc0, 0x445acc, 0x4d68d7, 0x5775e1, 0x6282ea, 0x6c8ef1, 0x779af7,
                                        0x82a5fb, 0x8db0fe, 0x98b9ff, 0xa3c2fe, 0xaec9fc, 0xb8d0f9, 0xc2d5f4,
                                        0xccd9ee, 0xd5dbe6, 0xdddddd, 0xe5d8d1, 0xecd3c5, 0xf1ccb9, 0xf4c4ad,
                                        0xf7bba0, 0xf7b194, 0xf7a687, 0xf49a7b, 0xf18d6f, 0xec7f63, 0xe57058,
                                        0xde604d, 0xd55042, 0xcb3e38, 0xc0282f, 0xb40426}};

} // namespace gamut::inline GAMUT_ABI
