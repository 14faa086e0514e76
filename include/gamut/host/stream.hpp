// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Stores that go past the caches. A result that does not fit them would push out what they hold, and every
// line of it would be read before it is overwritten.
#pragma once

#include <gamut/config.hpp>
#include <gamut/host/eigen.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#if defined(__linux__)
#include <unistd.h>
#endif

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// One cache line.
inline constexpr std::size_t line = 64;

#if GAMUT_HOST_PACKETS && defined(EIGEN_VECTORIZE_SSE2)
inline constexpr bool streams = true;
GAMUT_INLINE void stream_packet(float* to, __m128 x) { _mm_stream_ps(to, x); }
GAMUT_INLINE void stream_packet(double* to, __m128d x) { _mm_stream_pd(to, x); }
#if defined(EIGEN_VECTORIZE_AVX)
GAMUT_INLINE void stream_packet(float* to, __m256 x) { _mm256_stream_ps(to, x); }
GAMUT_INLINE void stream_packet(double* to, __m256d x) { _mm256_stream_pd(to, x); }
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
GAMUT_INLINE void stream_packet(float* to, __m512 x) { _mm512_stream_ps(to, x); }
GAMUT_INLINE void stream_packet(double* to, __m512d x) { _mm512_stream_pd(to, x); }
#endif
/// Writes one line, whose address is a multiple of its size.
GAMUT_INLINE void stream_line(std::byte* to, std::byte const* from) {
#if defined(EIGEN_VECTORIZE_AVX512)
  _mm512_stream_si512(reinterpret_cast<__m512i*>(to), _mm512_loadu_si512(from));
#elif defined(EIGEN_VECTORIZE_AVX)
  for (std::size_t i = 0; i < line; i += 32)
    _mm256_stream_si256(reinterpret_cast<__m256i*>(to + i),
                        _mm256_loadu_si256(reinterpret_cast<__m256i const*>(from + i)));
#else
  for (std::size_t i = 0; i < line; i += 16)
    _mm_stream_si128(reinterpret_cast<__m128i*>(to + i),
                     _mm_loadu_si128(reinterpret_cast<__m128i const*>(from + i)));
#endif
}
/// Makes this thread's streamed lines visible before what it stores next.
GAMUT_INLINE void stream_fence() { _mm_sfence(); }
#else
inline constexpr bool streams = false;
GAMUT_INLINE void stream_line(std::byte* to, std::byte const* from) { std::memcpy(to, from, line); }
GAMUT_INLINE void stream_fence() {}
#endif

/// How many bytes lie before the next line.
GAMUT_INLINE std::size_t before_line(void const* at) {
  return (line - reinterpret_cast<std::uintptr_t>(at) % line) % line;
}

/// Writes `bytes` bytes: whole lines past the caches, what is left at both ends as usual.
GAMUT_INLINE void stream(void* to, void const* from, std::size_t bytes) {
  auto* t = static_cast<std::byte*>(to);
  auto const* f = static_cast<std::byte const*>(from);
  std::size_t const head = std::min(before_line(to), bytes), end = bytes - (bytes - head) % line;
  if (head > 0) std::memcpy(t, f, head);
  for (std::size_t i = head; i < end; i += line) stream_line(t + i, f + i);
  if (end < bytes) std::memcpy(t + end, f + end, bytes - end);
}

/// Results of more bytes than this are streamed: half the last cache, as the operands want the other half.
/// What the system calls the last cache may belong to a whole machine of which this is a part, so no more is
/// believed than a group of cores shares.
inline std::atomic<std::size_t>& stream_threshold() {
  static std::atomic<std::size_t> threshold = [] {
    long cache = 0;
#if defined(_SC_LEVEL3_CACHE_SIZE)
    cache = sysconf(_SC_LEVEL3_CACHE_SIZE);
#endif
    constexpr std::size_t most = std::size_t(32) << 20;
    return (cache > 0 ? std::min(std::size_t(cache), most) : most) / 2;
  }();
  return threshold;
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
