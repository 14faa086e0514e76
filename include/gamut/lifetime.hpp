// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether what an expression refers to still exists: nothing in ordinary builds. Under GAMUT_CHECKED every
// array, and its memory, has a number while it lives; views and expressions of it keep the number, and a
// program that uses one after the array is gone ends with a message. No memory is allocated for it.
#pragma once

#include <gamut/config.hpp>

#if GAMUT_CHECKED
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>
#endif

namespace gamut::inline GAMUT_ABI::detail {

#if GAMUT_CHECKED

/// The numbers of what lives; where two want one place for long, the later one has none, and is not checked.
inline constexpr std::uint64_t living_places = 1 << 16;
inline std::atomic<std::uint64_t> living[living_places];
inline std::atomic<std::uint64_t> last_living{0};

[[noreturn]] GAMUT_COLD inline void report_dead() {
  std::fputs(
      "gamut: a view or an expression is used after the array that it refers to has gone, or has got other "
      "memory; evaluate it while the array lives (gm::ndarray y = e;) or keep the elements with it "
      "(auto e = gm::hold(a + b);)\n",
      stderr);
  std::abort();
}

/// What a view keeps of a lifetime.
struct lifetime_mark {
  std::uint64_t serial = 0;
  void check() const {
    if (serial != 0 && living[serial % living_places].load(std::memory_order_relaxed) != serial)
      report_dead();
  }
};

/// A member of what views refer to. A copy is another object; `Kind` keeps the types apart.
template <int Kind>
class lifetime {
public:
  lifetime() noexcept {
    for (int attempt = 0; attempt < 64; ++attempt) {
      std::uint64_t const serial = ++last_living;
      std::uint64_t free = 0;
      if (!living[serial % living_places].compare_exchange_strong(free, serial)) continue;
      serial_ = serial;
      return;
    }
  }
  lifetime(lifetime const&) noexcept : lifetime() {}
  lifetime& operator=(lifetime const&) noexcept { return *this; }
  ~lifetime() {
    if (serial_ != 0) living[serial_ % living_places].store(0);
  }
  void swap(lifetime& other) noexcept { std::swap(serial_, other.serial_); }
  lifetime_mark mark() const noexcept { return {serial_}; }

private:
  std::uint64_t serial_ = 0;
};

#else

struct lifetime_mark {
  constexpr void check() const {}
};
template <int Kind>
struct lifetime {
  constexpr void swap(lifetime&) noexcept {}
  constexpr lifetime_mark mark() const noexcept { return {}; }
};

#endif

/// An array as an object, and the memory that it owns.
using object_lifetime = lifetime<0>;
using memory_lifetime = lifetime<1>;

/// The mark of a storage's memory, where it has one.
template <class Storage>
constexpr lifetime_mark mark_of(Storage const& storage) {
  if constexpr (requires { storage.mark(); })
    return storage.mark();
  else
    return {};
}

} // namespace gamut::inline GAMUT_ABI::detail
