// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// How far a long loop is: `for (gm::index i : gm::progress(n))`, a line on the terminal.
//
//    42 % [################                        ] 840 of 2000, 3.1 s, 4.3 s left
#pragma once

#include <gamut/config.hpp>

#include <chrono>
#include <cstdio>
#include <iterator>
#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace gamut::inline GAMUT_ABI {

/// The numbers from 0 to n - 1 for a loop, which are counted on `to` at most ten times a second, with the
/// time that is left: `for (gm::index i : gm::progress(n))` is `for i in tqdm(range(n))` in Python. Without
/// `to` on stderr, where that is a terminal, else nowhere. It reads the clock for each number (some 20 ns).
class progress {
public:
  explicit progress(index n) : progress(n, terminal()) {}
  progress(index n, std::FILE* to) : count_(n < 0 ? 0 : n), to_(to) {}
  progress(progress const&) = delete;
  /// A loop that is left early leaves its line.
  ~progress() {
    if (shown_) std::fputc('\n', to_);
  }

  class iterator {
  public:
    using value_type = index;
    using difference_type = index;
    explicit iterator(progress& of) : of_(&of) {}
    index operator*() const { return of_->done_; }
    iterator& operator++() {
      of_->count();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return of_->done_ == of_->count_; }

  private:
    progress* of_;
  };
  iterator begin() {
    done_ = 0, start_ = last_ = clock::now();
    return iterator(*this);
  }
  static std::default_sentinel_t end() { return {}; }

private:
  using clock = std::chrono::steady_clock;

  static std::FILE* terminal() {
#if __has_include(<unistd.h>)
    if (isatty(STDERR_FILENO)) return stderr;
#endif
    return nullptr;
  }
  void count() {
    ++done_;
    if (to_ == nullptr) return;
    auto const now = clock::now();
    if (done_ != count_ && now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    constexpr index width = 40;
    double const part = double(done_) / double(count_);
    double const seconds = std::chrono::duration<double>(now - start_).count();
    int const filled = int(part * width);
    std::fprintf(to_, "\r %3d %% [%.*s%*s] %td of %td, %.1f s, %.1f s left ", int(100 * part), filled,
                 "########################################", int(width) - filled, "", done_, count_, seconds,
                 seconds / part - seconds);
    std::fflush(to_);
    shown_ = true;
  }

  index count_, done_ = 0;
  std::FILE* to_;
  clock::time_point start_, last_;
  bool shown_ = false;
};

} // namespace gamut::inline GAMUT_ABI
