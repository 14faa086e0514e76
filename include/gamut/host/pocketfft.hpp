// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Fourier transforms of lanes by pocketfft, the library inside NumPy and SciPy, as many at once as a vector
// register holds. What it compiles to depends on the registers, so that this copy of it is in a namespace
// named after them, with settings of its own, whatever other copy the program includes.
#pragma once

#if defined(GAMUT_WITH_POCKETFFT)

#include <gamut/dtype.hpp>
#include <gamut/host/eigen.hpp>
#include <gamut/host/memory.hpp>

#include <algorithm>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

#pragma push_macro("POCKETFFT_HDRONLY_H")
#pragma push_macro("POCKETFFT_HDRONLY_HPP")
#pragma push_macro("POCKETFFT_CACHE_SIZE")
#pragma push_macro("POCKETFFT_NO_MULTITHREADING")
#pragma push_macro("POCKETFFT_NO_VECTORS")
#undef POCKETFFT_HDRONLY_H
#undef POCKETFFT_HDRONLY_HPP
#undef POCKETFFT_CACHE_SIZE
#undef POCKETFFT_NO_MULTITHREADING // its cache of plans is locked with threads only
#undef POCKETFFT_NO_VECTORS
#define POCKETFFT_CACHE_SIZE 16
#if !GAMUT_HOST_PACKETS
#define POCKETFFT_NO_VECTORS
#endif
#define pocketfft GAMUT_HOST_JOIN(gamut, pocketfft_of, GAMUT_HOST_LANES, GAMUT_HOST_THREADS)
GAMUT_REGISTERS_BEGIN
// The header asks for the memory that it works in at every call, by `malloc` and `free` without std::. Within
// its namespace it finds these first: large blocks come from those that gamut keeps, whose pages are there. A
// quarter of a page before what is given has the block's size, and puts it in other sets of the caches than
// an array that begins with a page: a transform walks both in steps of powers of two.
namespace pocketfft::detail {
inline constexpr std::size_t ahead = 1024;
inline void* malloc(std::size_t bytes) {
  using namespace gamut::backends::host;
  bytes += ahead;
  void* const memory = bytes < block::smallest_kept ? std::malloc(bytes) : take_memory(bytes);
  if (!memory) return nullptr;
  ::new (memory) std::size_t(bytes);
  return static_cast<std::byte*>(memory) + ahead;
}
inline void free(void* given) {
  using namespace gamut::backends::host;
  if (!given) return;
  void* const memory = static_cast<std::byte*>(given) - ahead;
  std::size_t const bytes = *static_cast<std::size_t*>(memory);
  bytes < block::smallest_kept ? std::free(memory) : give_memory(memory, bytes);
}
} // namespace pocketfft::detail
#include <pocketfft_hdronly.h>
GAMUT_REGISTERS_END
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
namespace library = ::pocketfft;
}
} // namespace gamut::inline GAMUT_ABI::backends::host
#undef pocketfft
#pragma pop_macro("POCKETFFT_NO_VECTORS")
#pragma pop_macro("POCKETFFT_NO_MULTITHREADING")
#pragma pop_macro("POCKETFFT_CACHE_SIZE")
#pragma pop_macro("POCKETFFT_HDRONLY_HPP")
#pragma pop_macro("POCKETFFT_HDRONLY_H")

#define GAMUT_HOST_FFT by_pocketfft

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
inline namespace GAMUT_HOST_FFT {

/// Transforms `width` lanes of each of some blocks; a lane's elements are `stride` apart, the lanes next to
/// each other, and the blocks full of `stride` lanes.
template <class From, class To, class R>
void transform_lanes(From const* from, To* to, index blocks, index n, index stride, index width, bool forward,
                     R factor) {
  std::vector<std::size_t> const extents{std::size_t(blocks), std::size_t(n), std::size_t(width)};
  auto const steps = [&](index points, std::size_t size) {
    index const step = stride * index(size);
    return std::vector<std::ptrdiff_t>{points * step, step, index(size)};
  };
  index const read = gamut::detail::points_stored<From, To>(n);
  index const written = gamut::detail::points_stored<To, From>(n);
  auto const in = steps(read, sizeof(From)), out = steps(written, sizeof(To));
  std::size_t const axis = 1;
  if constexpr (std::same_as<From, To>) library::c2c(extents, in, out, {axis}, forward, from, to, factor);
  // A lane without gaps is transformed where its result is to be, as pocketfft keeps half a spectrum: r0, r1,
  // i1, r2, i2, ... That is what is wanted from the second number on.
  else if constexpr (complex_floating<To>) {
    if (stride > 1) return library::r2c(extents, in, out, axis, forward, from, to, factor);
    library::r2r_fftpack(extents, in, steps(2 * written, sizeof(R)), {axis}, true, forward, from,
                         reinterpret_cast<R*>(to) + 1, factor);
    for (index block = 0; block < blocks; ++block) {
      To* const lane = to + block * written;
      lane[0] = lane[0].imag();
      if (n % 2 == 0) lane[n / 2].imag(R(0));
    }
  } else {
    if (stride > 1) return library::c2r(extents, in, out, axis, forward, from, to, factor);
    for (index block = 0; block < blocks; ++block) {
      From const* const lane = from + block * read;
      to[block * n] = lane->real();
      std::copy_n(reinterpret_cast<R const*>(lane + 1), n - 1, to + block * n + 1);
    }
    library::r2r_fftpack(extents, out, out, {axis}, false, forward, to, to, factor);
  }
}

} // namespace GAMUT_HOST_FFT
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host

#endif
