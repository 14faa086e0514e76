// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Where random bits come from: NumPy's SeedSequence, its PCG64 and its legacy MT19937, equal to NumPy's bit
// for bit. Nothing here knows of arrays, and a `pcg64` runs in a CUDA kernel as it does on the host.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace gamut::random {

/// The 128-bit unsigned integer that PCG64's arithmetic is made of.
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

  /// From 128 bits of the operating system's: `np.random.SeedSequence()`.
  static seed_sequence from_os() {
    std::random_device device;
    std::array<std::uint32_t, pool_size> words;
    std::generate(words.begin(), words.end(), [&] { return static_cast<std::uint32_t>(device()); });
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
  std::vector<seed_sequence> spawn(index n) {
    std::vector<seed_sequence> children;
    for (index i = 0; i < n; ++i) {
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

/// The upper 53 bits as a double in [0, 1): what `Generator.random()` makes of a 64-bit draw.
GAMUT_HD constexpr double to_double(std::uint64_t bits) noexcept {
  // By way of a signed integer: the same number, and on more machines a single instruction.
  return static_cast<double>(static_cast<std::int64_t>(bits >> 11)) * 0x1p-53;
}

/// The upper 24 bits as a float in [0, 1): what `Generator.random(dtype=np.float32)` makes of a 32-bit draw.
GAMUT_HD constexpr float to_float(std::uint32_t bits) noexcept {
  return static_cast<float>(static_cast<std::int32_t>(bits >> 8)) * 0x1p-24F;
}

/// The generator of `np.random.default_rng`: `np.random.PCG64` (PCG XSL RR 128/64: O'Neill, "PCG: a family of
/// simple fast space-efficient statistically good algorithms for random number generation", 2014).
struct pcg64 {
  /// `PCG64().state` by NumPy's names; the last two are the half that `next32` kept for later.
  uint128 state;
  uint128 inc;
  bool has_uint32 = false;
  std::uint32_t uinteger = 0;

  /// `np.random.PCG64(seeds)`.
  explicit pcg64(seed_sequence const& seeds) : pcg64(0, 0) {
    std::array<std::uint64_t, 4> words;
    seeds.generate_state64(words);
    auto const join = [](std::uint64_t high, std::uint64_t low) { return uint128{high} << 64 | low; };
    inc = join(words[2], words[3]) << 1 | 1; // odd, as the full period asks for
    step();
    state += join(words[0], words[1]);
    step();
  }

  /// A generator in the given state, as one that was saved: `bits.state = {...}`.
  GAMUT_HD constexpr pcg64(uint128 state_, uint128 inc_) noexcept : state(state_), inc(inc_) {}

  /// The next 64 bits: `bits.random_raw()`.
  GAMUT_HD constexpr std::uint64_t next() noexcept {
    step();
    std::uint64_t const word = static_cast<std::uint64_t>(state >> 64) ^ static_cast<std::uint64_t>(state);
    unsigned const turn = static_cast<unsigned>(state >> 122);
    return word >> turn | word << (-turn & 63);
  }

  /// The next 32 bits: a 64-bit draw gives two, the lower half first, and the upper half waits, as in NumPy,
  /// through any number of 64-bit draws.
  GAMUT_HD constexpr std::uint32_t next32() noexcept {
    if (has_uint32) {
      has_uint32 = false;
      return uinteger;
    }
    std::uint64_t const word = next();
    has_uint32 = true;
    uinteger = static_cast<std::uint32_t>(word >> 32);
    return static_cast<std::uint32_t>(word);
  }

  /// As if `next` were called `count` times, in O(log count) steps: `bits.random_raw(count, output=False)`
  /// (Brown, "Random number generation with arbitrary strides", 1994).
  GAMUT_HD constexpr void discard(uint128 count) noexcept {
    uint128 times = multiplier();
    uint128 plus = inc;
    for (; count != 0; count >>= 1) {
      // Powers of one map commute, so they need not be collected before they are applied.
      if ((count & 1) != 0) state = state * times + plus;
      plus *= times + 1;
      times *= times;
    }
  }

  /// `discard` that also drops the half which waits: `bits.advance(delta)`; 2**128 - n goes back n draws.
  GAMUT_HD constexpr void advance(uint128 delta) noexcept {
    discard(delta);
    has_uint32 = false;
    uinteger = 0;
  }

  /// A generator `jumps` times 2**128 / phi draws further on: `bits.jumped(jumps)`.
  [[nodiscard]] GAMUT_HD constexpr pcg64 jumped(uint128 jumps = 1) const noexcept {
    pcg64 result = *this;
    result.advance(jumps * (uint128{0x9e3779b97f4a7c15} << 64 | 0xf39cc0605cedc835));
    return result;
  }

  friend constexpr bool operator==(pcg64 const&, pcg64 const&) = default;

private:
  GAMUT_HD static constexpr uint128 multiplier() noexcept {
    return uint128{0x2360ed051fc65da4} << 64 | 0x4385df649fccf645;
  }
  GAMUT_HD constexpr void step() noexcept { state = state * multiplier() + inc; }
};

/// The generator behind `np.random.seed` and `np.random.rand`: MT19937 (Matsumoto and Nishimura, "Mersenne
/// Twister: a 623-dimensionally equidistributed uniform pseudo-random number generator", 1998).
class mt19937 {
public:
  /// `np.random.seed(seed)`; a seed above 2**32 - 1 is a `value_error`.
  explicit mt19937(std::uint64_t seed, source_location where = source_location::current())
      : engine_(checked(seed, where)) {}

  /// `np.random.seed([k0, k1, ...])`, the authors' `init_by_array` of 2002; no key at all is a `value_error`.
  explicit mt19937(std::span<std::uint32_t const> key, source_location where = source_location::current()) {
    if (key.empty()) throw value_error("Seed must be non-empty", where);
    by_array words(key);
    engine_.seed(words);
  }

  /// The next 32 bits: `np.random.get_bit_generator().random_raw()`.
  std::uint32_t next() { return static_cast<std::uint32_t>(engine_()); }

  /// A double in [0, 1) of two draws, 27 bits and 26: `np.random.random_sample()`.
  double next_double() {
    std::uint64_t const high = next() >> 5;
    std::uint64_t const low = next() >> 6;
    return to_double(high << 37 | low << 11);
  }

  friend bool operator==(mt19937 const&, mt19937 const&) = default;

private:
  static constexpr std::size_t size = std::mt19937::state_size;

  static std::uint32_t checked(std::uint64_t seed, source_location where) {
    if (seed > 0xffffffff) throw value_error("Seed must be between 0 and 2**32 - 1", where);
    return static_cast<std::uint32_t>(seed);
  }

  // What the standard engine takes for a seed sequence. The engine copies the 624 words as they are: the one
  // state that it would change, all zero but for 31 bits, cannot come up with the first word's top bit set.
  class by_array {
  public:
    using result_type = std::uint32_t;

    explicit by_array(std::span<std::uint32_t const> key) {
      words_[0] = 19650218;
      for (std::uint32_t i = 1; i < size; ++i) words_[i] = 1812433253 * twisted(i) + i;

      std::uint32_t i = 1;
      auto const advance = [&] {
        if (++i == size) {
          words_[0] = words_[size - 1];
          i = 1;
        }
      };
      for (std::size_t k = 0; k < std::max(size, key.size()); ++k, advance()) {
        std::size_t const j = k % key.size();
        words_[i] = (words_[i] ^ twisted(i) * 1664525) + key[j] + static_cast<std::uint32_t>(j);
      }
      for (std::size_t k = 1; k < size; ++k, advance()) words_[i] = (words_[i] ^ twisted(i) * 1566083941) - i;
      words_[0] = 0x80000000;
    }

    template <class Iterator>
    void generate(Iterator first, Iterator) const {
      std::copy(words_.begin(), words_.end(), first);
    }

  private:
    std::uint32_t twisted(std::size_t i) const { return words_[i - 1] ^ words_[i - 1] >> 30; }

    std::array<std::uint32_t, size> words_;
  };

  std::mt19937 engine_;
};

} // namespace gamut::random
