// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Memory of host arrays: operator new's, aligned for any vector register. Large blocks lie on huge pages
// where the system has them, and the last few that were given back are kept: a loop that makes temporaries
// would otherwise spend its time in page faults.
#pragma once

#include <gamut/config.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <new>
#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

// A sanitizer has to see every block come and go.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GAMUT_HOST_KEEPS_MEMORY false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define GAMUT_HOST_KEEPS_MEMORY false
#endif
#endif
#if !defined(GAMUT_HOST_KEEPS_MEMORY)
#define GAMUT_HOST_KEEPS_MEMORY true
#endif

namespace gamut::inline GAMUT_ABI::backends::host {

/// One cache line, and the widest vector register: the same in every translation unit, whatever its flags.
inline constexpr std::align_val_t alignment{64};

/// What is asked of operator new for an array of so many bytes.
struct block {
  static constexpr std::size_t page = std::size_t(1) << 21, huge = 2 * page, lent = 16 * page,
                               smallest_kept = 1 << 17;
  std::size_t bytes;
  std::align_val_t aligned = alignment;

  constexpr explicit block(std::size_t array) : bytes(array) {
    if (array < smallest_kept) return;
    // Eight sizes for every power of two, so that arrays of nearly the same size share blocks.
    std::size_t step = smallest_kept / 8;
    while (step < array / 16) step *= 2;
    bytes = (array + step - 1) / step * step;
    if (bytes >= huge) aligned = std::align_val_t{page};
  }
  void* take() const {
    void* const memory = ::operator new(bytes, aligned);
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    if (bytes >= huge) madvise(memory, bytes, MADV_HUGEPAGE); // a hint: where it is refused, pages are small
#endif
    return memory;
  }
  void give(void* memory) const noexcept { ::operator delete(memory, aligned); }
  /// Lets the system have the pages of a block that is kept, should it run out of others. That takes a
  /// hundredth of the time in which a block so large is filled.
  void lend([[maybe_unused]] void* memory) const noexcept {
#if defined(__linux__) && defined(MADV_FREE)
    if (bytes >= lent) madvise(memory, bytes, MADV_FREE);
#endif
  }
};

/// The blocks that were given back last, to be taken again. It never waits: whoever finds another thread at
/// it goes to operator new. Constant-initialised and never destroyed, so that arrays of static storage may
/// come before and after it.
class kept_blocks {
public:
  /// A block of exactly those bytes, or null.
  void* take(block const& wanted) noexcept {
    if (turn const mine(busy_); mine)
      for (int i = count_ - 1; i >= 0; --i)
        if (entries_[i].bytes == wanted.bytes) return remove(i);
    return nullptr;
  }
  /// Keeps a block, in place of older ones where there is no room; false where the caller has to free it.
  bool give(block const& b, void* memory) noexcept {
    turn const mine(busy_);
    if (!mine || b.bytes > limit_) return false;
    make_room(b.bytes);
    b.lend(memory);
    entries_[count_++] = {b.bytes, memory};
    total_ += b.bytes;
    return true;
  }
  /// From now on keeps at most that many bytes. False where another thread is at it.
  bool set_limit(std::size_t bytes) noexcept {
    turn const mine(busy_);
    if (mine) {
      limit_ = bytes;
      limit_set_ = true;
      make_room(0);
    }
    return bool(mine);
  }
  /// Keeps an eighth of the machine's memory, but not less than 256 MiB, where no limit was set: the system
  /// can have most of that back at any time.
  void choose_limit() noexcept {
#if defined(__linux__)
    turn const mine(busy_);
    long const pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    if (mine && !limit_set_ && GAMUT_HOST_KEEPS_MEMORY && pages > 0 && page > 0)
      limit_ = std::max(limit_, std::size_t(pages) / 8 * std::size_t(page));
#endif
  }

private:
  struct entry {
    std::size_t bytes;
    void* memory;
  };
  class turn {
  public:
    explicit turn(std::atomic<bool>& busy) noexcept
        : busy_(busy), mine_(!busy.exchange(true, std::memory_order_acquire)) {}
    turn(turn const&) = delete;
    ~turn() {
      if (mine_) busy_.store(false, std::memory_order_release);
    }
    explicit operator bool() const noexcept { return mine_; }

  private:
    std::atomic<bool>& busy_;
    bool mine_;
  };

  void* remove(int i) noexcept {
    entry const found = entries_[i];
    for (--count_; i < count_; ++i) entries_[i] = entries_[i + 1];
    total_ -= found.bytes;
    return found.memory;
  }
  void make_room(std::size_t bytes) noexcept {
    while (count_ > 0 && (count_ == most || total_ + bytes > limit_)) {
      block const oldest(entries_[0].bytes);
      oldest.give(remove(0));
    }
  }

  static constexpr int most = 16;
  std::atomic<bool> busy_{false};
  bool limit_set_ = false;
  std::size_t limit_ = GAMUT_HOST_KEEPS_MEMORY ? std::size_t(1) << 28 : 0, total_ = 0;
  int count_ = 0;
  entry entries_[most] = {};
};
inline constinit kept_blocks kept;

/// Keeps at most so many bytes of blocks for reuse; 0 frees what is kept, and keeps nothing.
inline void keep_memory(std::size_t bytes) noexcept {
  while (!kept.set_limit(bytes)) {
  }
}

/// What is large is a call of its own: every array's destructor holds a copy of what is not.
GAMUT_APART inline void* take_large(std::size_t bytes) {
  // What is kept is freed when the program ends; what is given back after that, at once.
  static struct life {
    life() { kept.choose_limit(); }
    ~life() { kept.set_limit(0); }
  } const of_what_is_kept;
  block const wanted(bytes);
  if (void* const memory = kept.take(wanted)) return memory;
  return wanted.take();
}
GAMUT_APART inline void give_large(void* memory, std::size_t bytes) noexcept {
  block const b(bytes);
  if (!kept.give(b, memory)) b.give(memory);
}

inline void* take_memory(std::size_t bytes) {
  return bytes < block::smallest_kept ? ::operator new(bytes, alignment) : take_large(bytes);
}
inline void give_memory(void* memory, std::size_t bytes) noexcept {
  if (bytes < block::smallest_kept)
    ::operator delete(memory, alignment);
  else
    give_large(memory, bytes);
}

} // namespace gamut::inline GAMUT_ABI::backends::host

namespace gamut::inline GAMUT_ABI {
using backends::host::keep_memory;
} // namespace gamut::inline GAMUT_ABI
