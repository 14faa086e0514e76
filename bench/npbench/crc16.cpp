// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// CRC-16-CCITT of bytes.
#include "kernel.hpp"

namespace npbench {
namespace {

std::int64_t crc16(vector<gm::host, std::uint8_t> const& data) {
  constexpr std::uint32_t poly = 0x8408;
  std::uint32_t crc = 0xFFFF;
  for (std::uint32_t const byte : data) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? poly : 0);
  }
  crc = ~crc & 0xFFFF;
  return (crc << 8 | crc >> 8) & 0xFFFF;
}

registered const kernel("crc16", &crc16);

} // namespace
} // namespace npbench
