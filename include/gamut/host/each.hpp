// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's loops over work that is no assignment: independent items, the places of a nest, and the true
// elements of a mask. Sorting, gathering and scattering are written on top of these.
#pragma once

#include <gamut/host/policy.hpp>
#include <gamut/host/rows.hpp>
#include <gamut/host/threads.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// Calls `f(i)` for i in [0, n). The calls are independent of each other and each does `work` elements'
/// worth; threads share them where that is enough.
template <class F>
void for_each(policy, index n, F const& f, index work = 1) {
  share(n, work, [&](index first, index last) {
    for (index i = first; i < last; ++i) f(i);
  });
}

/// Calls `f(offsets)`, the offset of every operand, for the places of a nest: one after another in row-major
/// order where `ordered`, else on several threads.
template <int N, int K, class F>
void visit(policy, gamut::detail::nest<N, K> const& places, F const& f, bool ordered) {
  any_nest const loops(places);
  index const* const strides = loops.strides(loops.inner());
  auto const piece = [&](index first, index last) {
    walk(loops, loops.offsets(), first, last, [&](index const* offsets, index from, index count) {
      index at[K];
      for (int k = 0; k < K; ++k) at[k] = offsets[k] + from * strides[k];
      for (; count > 0; --count) {
        f(static_cast<index const*>(at));
        for (int k = 0; k < K; ++k) at[k] += strides[k];
      }
    });
  };
  index const count = loops.size();
  if (count == 0) return;
  if (ordered)
    piece(0, count);
  else
    share(count, 1, piece);
}

/// 64 truth values as the bits of one number, the first lowest; fewer at the end of the flags.
inline std::uint64_t flag_bits(bool const* flags, index count) {
  std::uint64_t bits = 0;
#if defined(__AVX512BW__)
  if (count >= 64) {
    __m512i const bytes = _mm512_loadu_si512(flags);
    return _mm512_test_epi8_mask(bytes, bytes);
  }
#elif defined(__SSE2__)
  if (count >= 64) {
    for (int i = 0; i < 4; ++i) {
      __m128i const bytes = _mm_loadu_si128(reinterpret_cast<__m128i const*>(flags) + i);
      bits |= std::uint64_t(unsigned(_mm_movemask_epi8(_mm_slli_epi16(bytes, 7)))) << 16 * i;
    }
    return bits;
  }
#else
  if (count >= 64 && std::endian::native == std::endian::little) {
    for (int i = 0; i < 8; ++i) {
      std::uint64_t bytes;
      std::memcpy(&bytes, flags + 8 * i, 8);
      bits |= (bytes * 0x0102040810204080u >> 56) << 8 * i;
    }
    return bits;
  }
#endif
  for (int i = 0; i < (count < 64 ? count : 64); ++i) bits |= std::uint64_t(flags[i]) << i;
  return bits;
}

/// Counts the true ones of `n` flags, asks `make(count)` for a function, and calls it for each of them in
/// order: `f(position, number)`, on several threads where there are many.
template <class Make>
void for_each_true(policy, bool const* flags, index n, Make const& make) {
  constexpr index length = index(1) << 16;
  index const pieces = (n + length - 1) / length;
  auto const words = [&](index piece, auto const& word) {
    index const last = (piece + 1) * length < n ? (piece + 1) * length : n;
    for (index i = piece * length; i < last; i += 64) word(i, flag_bits(flags + i, last - i));
  };
  std::vector<index> starts(static_cast<std::size_t>(pieces) + 1);
  parallel_for(pieces, [&](index piece) {
    index count = 0;
    words(piece, [&](index, std::uint64_t bits) { count += std::popcount(bits); });
    starts[std::size_t(piece) + 1] = count;
  });
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  auto const f = make(starts.back());
  parallel_for(pieces, [&](index piece) {
    index number = starts[std::size_t(piece)];
    words(piece, [&](index first, std::uint64_t bits) {
      if (bits == ~std::uint64_t(0))
        for (index i = 0; i < 64; ++i) f(first + i, number++);
      else
        for (; bits != 0; bits &= bits - 1) f(first + std::countr_zero(bits), number++);
    });
  });
}

/// Adds to `to[places[i]]` the weight of each element, or one where there are no weights, in their order.
template <class T>
void add_at_places(policy, T* to, index, std::int64_t const* places, T const* weights, index n) {
  for (index i = 0; i < n; ++i) to[places[i]] += weights ? weights[i] : T(1);
}
/// The same at `place(i)`, a few at a time, so that the places are never all in memory. Where the rule has a
/// quicker one that says of itself which places to ask the other for, by that.
template <class T, class F>
void add_at_computed_places(policy, T* to, index bins, F const& place, T const* weights, index n) {
  constexpr index few = 512;
  std::int64_t places[few];
  F const rule = place; // whose members no write to `to` changes
  for (index first = 0; first < n; first += few) {
    index const count = std::min(few, n - first);
    if constexpr (requires { rule.by_quotient(); }) {
      auto const quick = rule.by_quotient();
      std::int64_t close = 0;
      for (index i = 0; i < count; ++i) {
        places[i] = quick(first + i);
        close |= quick.close_to_edge(first + i);
      }
      if (close != 0)
        for (index i = 0; i < count; ++i)
          if (quick.close_to_edge(first + i)) places[i] = rule(first + i);
    } else
      for (index i = 0; i < count; ++i) places[i] = rule(first + i);
    add_at_places(policy{}, to, bins, places, weights ? weights + first : nullptr, count);
  }
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
