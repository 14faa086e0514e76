// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// How NumPy makes a seed into the state of a generator, and into seeds of others: SeedSequence.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#if __has_include(<sys/random.h>) // which is read a tenth of a second sooner than the standard library's
#include <sys/random.h>
#else
#include <random>
#endif

namespace gamut::inline GAMUT_ABI::random {

/// The 128-bit unsigned integer that seeds and PCG64's arithmetic are made of.
__extension__ typedef unsigned __int128 uint128;

/// A seed of any quality made into as many good state words as a generator asks for: `np.random.SeedSequence`
/// (O'Neill, "Developing a seed_seq alternative", 2015; the spawning is NumPy's).
class seed_sequence {
public:
  /// From an integer, and the words of a spawn key: `np.random.SeedSequence(entropy, spawn_key=...)`; a
  /// negative one is a `value_error`.
  template <std::integral Int>
  explicit seed_sequence(Int entropy, std::span<std::uint32_t const> spawn_key = {},
                         source_location where = source_location::current())
      : entropy_(words_of(checked(entropy, where))),
        spawn_key_(spawn_key.begin(), spawn_key.end()),
        pool_(mixed()) {}

  /// From words: `np.random.SeedSequence([w0, w1, ...])`; a larger integer's words are its 32-bit digits,
  /// lowest first.
  explicit seed_sequence(std::span<std::uint32_t const> entropy,
                         std::span<std::uint32_t const> spawn_key = {})
      : entropy_(entropy.begin(), entropy.end()),
        spawn_key_(spawn_key.begin(), spawn_key.end()),
        pool_(mixed()) {}

  explicit seed_sequence(std::initializer_list<std::uint32_t> entropy)
      : seed_sequence(std::span(entropy.begin(), entropy.size())) {}
  explicit seed_sequence(std::vector<std::uint32_t> const& entropy,
                         std::vector<std::uint32_t> const& spawn_key = {})
      : seed_sequence(std::span(entropy), std::span(spawn_key)) {}

  /// From 128 bits of the operating system's: `np.random.SeedSequence()`.
  static seed_sequence from_os() {
    std::array<std::uint32_t, pool_size> words;
#if __has_include(<sys/random.h>)
    if (getentropy(words.data(), sizeof words) != 0)
      throw basic_error<std::runtime_error>("the operating system has no random bits");
#else
    std::random_device device;
    std::generate(words.begin(), words.end(), [&] { return static_cast<std::uint32_t>(device()); });
#endif
    return seed_sequence(words);
  }

  /// Fills `words`: `s.generate_state(len(words), np.uint32)`, the same each time it is called.
  void generate_state32(std::span<std::uint32_t> words) const {
    state_words next{pool_};
    for (std::uint32_t& word : words) word = next();
  }

  /// Fills `words`: `s.generate_state(len(words), np.uint64)`, the same each time it is called.
  void generate_state64(std::span<std::uint64_t> words) const {
    state_words next{pool_};
    for (std::uint64_t& word : words) {
      std::uint64_t const low = next();
      word = low | std::uint64_t{next()} << 32;
    }
  }

  /// The next `n` independent children, each with its number behind its parent's spawn key: `s.spawn(n)`.
  template <std::integral N>
  std::vector<seed_sequence> spawn(N n) { // a template, so that it is compiled where it is called
    std::vector<seed_sequence> children;
    for (N i = 0; i < n; ++i) {
      std::vector<std::uint32_t> key = spawn_key_;
      std::vector<std::uint32_t> const number = words_of(children_spawned_++);
      key.insert(key.end(), number.begin(), number.end());
      children.emplace_back(entropy_, key);
    }
    return children;
  }

  /// The entropy in 32-bit words, lowest first: `s.entropy`.
  std::span<std::uint32_t const> entropy() const GAMUT_LIFETIMEBOUND { return entropy_; }
  /// The way from the first ancestor to this child, in 32-bit words: `s.spawn_key`.
  std::span<std::uint32_t const> spawn_key() const GAMUT_LIFETIMEBOUND { return spawn_key_; }
  /// How many children there are so far: `s.n_children_spawned`.
  std::uint64_t children_spawned() const { return children_spawned_; }

private:
  static constexpr std::size_t pool_size = 4; // NumPy's default
  using pool = std::array<std::uint32_t, pool_size>;

  // A hash whose constant changes with each word, so that equal words do not give equal results.
  struct hash {
    std::uint32_t constant;
    std::uint32_t multiplier;
    std::uint32_t operator()(std::uint32_t word) {
      word ^= constant;
      constant *= multiplier;
      word *= constant;
      return word ^ word >> 16;
    }
  };

  // The endless stream of state words: the pool over and over, hashed.
  struct state_words {
    pool const& words;
    hash hashed{0x8b51f9dd, 0x58f38ded};
    std::size_t used = 0;
    std::uint32_t operator()() { return hashed(words[used++ % pool_size]); }
  };

  static std::uint32_t mix(std::uint32_t x, std::uint32_t y) {
    std::uint32_t const z = 0xca01f9dd * x - 0x4973f715 * y;
    return z ^ z >> 16;
  }

  template <std::integral Int>
  static uint128 checked(Int entropy, source_location where) {
    if constexpr (std::signed_integral<Int>)
      if (entropy < 0) throw value_error("expected non-negative integer", where);
    return static_cast<uint128>(entropy);
  }

  static std::vector<std::uint32_t> words_of(uint128 value) {
    std::vector<std::uint32_t> words;
    do words.push_back(static_cast<std::uint32_t>(value));
    while ((value >>= 32) != 0);
    return words;
  }

  pool mixed() const {
    std::vector<std::uint32_t> words = entropy_;
    // The pool is padded with zeros anyhow; a spawn key must come behind them, lest it be taken for entropy.
    if (!spawn_key_.empty()) words.resize(std::max(words.size(), pool_size));
    words.insert(words.end(), spawn_key_.begin(), spawn_key_.end());

    hash hashed{0x43b0d7e5, 0x931e8875};
    pool result;
    for (std::size_t i = 0; i < pool_size; ++i) result[i] = hashed(i < words.size() ? words[i] : 0);
    // Every word of the pool reaches every other one, and then so does all that did not fit.
    for (std::size_t from = 0; from < pool_size; ++from)
      for (std::size_t to = 0; to < pool_size; ++to)
        if (from != to) result[to] = mix(result[to], hashed(result[from]));
    for (std::size_t from = pool_size; from < words.size(); ++from)
      for (std::uint32_t& to : result) to = mix(to, hashed(words[from]));
    return result;
  }

  std::vector<std::uint32_t> entropy_;
  std::vector<std::uint32_t> spawn_key_;
  std::uint64_t children_spawned_ = 0;
  pool pool_; // last: it is mixed from the others
};

/// The same by NumPy's name (np.random.SeedSequence).
using SeedSequence = seed_sequence;

} // namespace gamut::inline GAMUT_ABI::random
