// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Where random bits come from: NumPy's PCG64, PCG64DXSM, Philox, SFC64 and MT19937, equal to NumPy's bit for
// bit. A generator is its state: public members by NumPy's names, which copies and compares. Nothing here
// knows of arrays, and all but MT19937 run in a CUDA kernel as they do on the host.
#pragma once

#include <gamut/random/mt19937.hpp>
#include <gamut/random/seed_sequence.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI::random {

/// A source of random bits, seeded by a SeedSequence: draws of 64 and 32 bits, and a double in [0, 1) of as
/// many as NumPy takes for one (np.random.BitGenerator).
template <class B>
concept bit_generator = std::copyable<B> && std::constructible_from<B, seed_sequence const&> &&
    requires(B bits) {
  { bits.next() } -> std::same_as<std::uint64_t>;
  { bits.next32() } -> std::same_as<std::uint32_t>;
  { bits.next_double() } -> std::same_as<double>;
};

/// A generator whose later draws are reached without those between, each draw being of 64 bits: a long run of
/// draws is then split over threads, and the stream is the same.
template <class B>
concept skips_ahead = bit_generator<B> && requires(B bits, uint128 count) {
  bits.discard(count);
};

/// A number of a run of draws: a double or float in [0, 1), or all bits of a word.
template <class T>
GAMUT_HD constexpr T drawn(auto& bits) noexcept {
  if constexpr (std::same_as<T, double>)
    return bits.next_double();
  else if constexpr (std::same_as<T, float>)
    return to_float(bits.next32());
  else if constexpr (sizeof(T) == 8)
    return bits.next();
  else
    return bits.next32();
}

/// What a generator of 64-bit words makes of them: `next32` gives the lower half of a word first, and the
/// upper half waits, as in NumPy, through any number of 64-bit draws.
template <class Bits>
struct word_draws {
  /// The half that `next32` kept for later.
  bool has_uint32 = false;
  std::uint32_t uinteger = 0;

  /// The next 32 bits.
  GAMUT_HD constexpr std::uint32_t next32() noexcept {
    if (has_uint32) {
      has_uint32 = false;
      return uinteger;
    }
    std::uint64_t const word = self().next();
    has_uint32 = true;
    uinteger = static_cast<std::uint32_t>(word >> 32);
    return static_cast<std::uint32_t>(word);
  }
  /// A double in [0, 1) of 53 bits.
  GAMUT_HD constexpr double next_double() noexcept { return to_double(self().next()); }
  /// The next draw as the generator makes it (bits.random_raw()).
  GAMUT_HD constexpr std::uint64_t random_raw() noexcept { return self().next(); }

  friend constexpr bool operator==(word_draws const&, word_draws const&) = default;

protected:
  GAMUT_HD constexpr void drop_half() noexcept {
    has_uint32 = false;
    uinteger = 0;
  }

private:
  GAMUT_HD constexpr Bits& self() noexcept { return static_cast<Bits&>(*this); }
};

/// What NumPy's two PCG64 share: a linear congruential generator of 128 bits, which each of them multiplies
/// by its own number and makes its own output of.
template <class Bits>
struct congruential : word_draws<Bits> {
  /// `bits.state["state"]` by NumPy's names.
  uint128 state;
  uint128 inc;

  GAMUT_HD constexpr congruential(uint128 state_, uint128 inc_) noexcept : state(state_), inc(inc_) {}
  explicit congruential(seed_sequence const& seeds) : state(0), inc(0) {
    std::array<std::uint64_t, 4> words;
    seeds.generate_state64(words);
    auto const join = [](std::uint64_t high, std::uint64_t low) { return uint128{high} << 64 | low; };
    inc = join(words[2], words[3]) << 1 | 1; // odd, as the full period asks for
    // Both take their first two steps as PCG64 does.
    state = (inc + join(words[0], words[1])) * full_multiplier() + inc;
  }

  /// As if `next` were called `count` times, in O(log count) steps: `bits.random_raw(count, output=False)`
  /// (Brown, "Random number generation with arbitrary strides", 1994).
  GAMUT_HD constexpr void discard(uint128 count) noexcept {
    uint128 times = Bits::multiplier();
    uint128 plus = inc;
    for (; count != 0; count >>= 1) {
      // Powers of one map commute, so they need not be collected before they are applied.
      if ((count & 1) != 0) state = state * times + plus;
      plus *= times + 1;
      times *= times;
    }
  }

  /// `discard` that also drops the half which waits: `bits.advance(delta)`; 2**128 - n goes back n draws.
  GAMUT_HD constexpr Bits& advance(uint128 delta) noexcept {
    discard(delta);
    this->drop_half();
    return static_cast<Bits&>(*this);
  }

  /// A generator `jumps` times 2**128 / phi draws further on: `bits.jumped(jumps)`.
  [[nodiscard]] GAMUT_HD constexpr Bits jumped(uint128 jumps = 1) const noexcept {
    Bits result = static_cast<Bits const&>(*this);
    result.advance(jumps * (uint128{0x9e3779b97f4a7c15} << 64 | 0xf39cc0605cedc835));
    return result;
  }

  friend constexpr bool operator==(congruential const&, congruential const&) = default;

protected:
  GAMUT_HD static constexpr uint128 full_multiplier() noexcept {
    return uint128{0x2360ed051fc65da4} << 64 | 0x4385df649fccf645;
  }
  GAMUT_HD constexpr void step() noexcept { state = state * Bits::multiplier() + inc; }
};

/// The generator of `np.random.default_rng`: `np.random.PCG64` (PCG XSL RR 128/64: O'Neill, "PCG: a family of
/// simple fast space-efficient statistically good algorithms for random number generation", 2014).
struct pcg64 : congruential<pcg64> {
  using congruential::congruential;

  GAMUT_HD static constexpr uint128 multiplier() noexcept { return full_multiplier(); }
  /// The next 64 bits.
  GAMUT_HD constexpr std::uint64_t next() noexcept {
    step();
    std::uint64_t const word = static_cast<std::uint64_t>(state >> 64) ^ static_cast<std::uint64_t>(state);
    unsigned const turn = static_cast<unsigned>(state >> 122);
    return word >> turn | word << (-turn & 63);
  }

  friend constexpr bool operator==(pcg64 const&, pcg64 const&) = default;
};

/// PCG64 with a cheaper multiplication and a stronger output, of the state before its step:
/// `np.random.PCG64DXSM`.
struct pcg64dxsm : congruential<pcg64dxsm> {
  using congruential::congruential;

  GAMUT_HD static constexpr uint128 multiplier() noexcept { return 0xda942042e4dd58b5; }
  /// The next 64 bits.
  GAMUT_HD constexpr std::uint64_t next() noexcept {
    std::uint64_t word = static_cast<std::uint64_t>(state >> 64);
    std::uint64_t const low = static_cast<std::uint64_t>(state) | 1;
    step();
    word = (word ^ word >> 32) * static_cast<std::uint64_t>(multiplier());
    return (word ^ word >> 48) * low;
  }

  friend constexpr bool operator==(pcg64dxsm const&, pcg64dxsm const&) = default;
};

/// A counter, scrambled under a key, four words at a time: `np.random.Philox`, which is Philox 4x64-10
/// (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011).
struct philox : word_draws<philox> {
  /// `bits.state` by NumPy's names: words, the lowest first, and those of the last block still to come.
  std::uint64_t counter[4] = {};
  std::uint64_t key[2] = {};
  std::uint64_t buffer[4] = {};
  int buffer_pos = 4;

  explicit philox(seed_sequence const& seeds) { seeds.generate_state64(key); }
  /// `np.random.Philox(key=key, counter=counter)`.
  explicit constexpr philox(std::array<std::uint64_t, 2> const& key_,
                            std::array<std::uint64_t, 4> const& counter_ = {})
      : counter{counter_[0], counter_[1], counter_[2], counter_[3]}, key{key_[0], key_[1]} {}

  /// The next 64 bits.
  GAMUT_HD constexpr std::uint64_t next() noexcept {
    if (buffer_pos == 4) next_block();
    return buffer[buffer_pos++];
  }
  /// As if `next` were called `count` times.
  GAMUT_HD constexpr void discard(uint128 count) noexcept {
    unsigned const waiting = static_cast<unsigned>(4 - buffer_pos);
    if (count <= waiting) {
      buffer_pos += static_cast<int>(count);
      return;
    }
    count -= waiting + 1;
    count_on(count / 4);
    next_block();
    buffer_pos = static_cast<int>(count % 4) + 1;
  }
  /// The counter `delta` further on, and what waits dropped: `bits.advance(delta)`, whose `delta` counts
  /// blocks of four draws.
  GAMUT_HD constexpr philox& advance(uint128 delta) noexcept {
    count_on(delta);
    drop_block();
    return *this;
  }
  /// A generator `jumps` times 2**128 blocks further on: `bits.jumped(jumps)`.
  [[nodiscard]] GAMUT_HD constexpr philox jumped(uint128 jumps = 1) const noexcept {
    philox result = *this;
    add(result.counter + 2, jumps);
    result.drop_block();
    return result;
  }

  friend constexpr bool operator==(philox const&, philox const&) = default;

private:
  GAMUT_HD static constexpr bool add(std::uint64_t* words, uint128 number) noexcept {
    uint128 const before = uint128{words[1]} << 64 | words[0], after = before + number;
    words[0] = static_cast<std::uint64_t>(after);
    words[1] = static_cast<std::uint64_t>(after >> 64);
    return after < before;
  }
  GAMUT_HD constexpr void count_on(uint128 blocks) noexcept {
    if (add(counter, blocks)) add(counter + 2, 1);
  }
  GAMUT_HD constexpr void drop_block() noexcept {
    for (std::uint64_t& word : buffer) word = 0;
    buffer_pos = 4;
    drop_half();
  }
  GAMUT_HD constexpr void next_block() noexcept {
    count_on(1);
    std::uint64_t keys[] = {key[0], key[1]};
    for (int i = 0; i < 4; ++i) buffer[i] = counter[i];
    for (int round = 0; round < 10; ++round) {
      uint128 const a = uint128{buffer[0]} * 0xd2e7470ee14c6c93, b = uint128{buffer[2]} * 0xca5a826395121157;
      std::uint64_t const one = buffer[1], three = buffer[3];
      buffer[0] = static_cast<std::uint64_t>(b >> 64) ^ one ^ keys[0];
      buffer[1] = static_cast<std::uint64_t>(b);
      buffer[2] = static_cast<std::uint64_t>(a >> 64) ^ three ^ keys[1];
      buffer[3] = static_cast<std::uint64_t>(a);
      keys[0] += 0x9e3779b97f4a7c15;
      keys[1] += 0xbb67ae8584caa73b;
    }
    buffer_pos = 0;
  }
};

/// Three words that chase each other, and a counter: `np.random.SFC64` (Doty-Humphrey's small fast chaotic
/// generator, of PractRand).
struct sfc64 : word_draws<sfc64> {
  /// `bits.state["state"]["state"]`.
  std::uint64_t state[4] = {0, 0, 0, 1};

  explicit sfc64(seed_sequence const& seeds) {
    seeds.generate_state64(std::span(state, 3));
    for (int i = 0; i < 12; ++i) next();
  }

  /// The next 64 bits.
  GAMUT_HD constexpr std::uint64_t next() noexcept {
    std::uint64_t const word = state[0] + state[1] + state[3]++;
    state[0] = state[1] ^ state[1] >> 11;
    state[1] = state[2] + (state[2] << 3);
    state[2] = (state[2] << 24 | state[2] >> 40) + word;
    return word;
  }

  friend constexpr bool operator==(sfc64 const&, sfc64 const&) = default;
};

/// A generator that knows its seeds, and so can spawn others. `np.random.PCG64(seed)` and its kind are these.
template <bit_generator B>
class seeded : public B {
public:
  /// Seeded from the operating system (np.random.PCG64()).
  seeded() : seeded(seed_sequence::from_os()) {}
  /// From an integer; a negative one is a `value_error` (np.random.PCG64(42)).
  template <std::integral Int>
  explicit seeded(Int seed, source_location where = source_location::current())
      : seeded(seed_sequence(seed, {}, where)) {}
  explicit seeded(seed_sequence seeds) : B(seeds), seeds_(std::move(seeds)) {}

  /// What it was seeded with (bits.seed_seq).
  seed_sequence& seed_seq() GAMUT_LIFETIMEBOUND { return seeds_; }
  seed_sequence const& seed_seq() const GAMUT_LIFETIMEBOUND { return seeds_; }
  /// `n` generators with seeds of their own (bits.spawn(n)).
  std::vector<seeded> spawn(index n) {
    std::vector<seeded> children;
    for (seed_sequence& seeds : seeds_.spawn(n)) children.emplace_back(std::move(seeds));
    return children;
  }

private:
  seed_sequence seeds_;
};

/// NumPy's bit generators, seeded through SeedSequence as np.random.PCG64(seed) and the others are: PCG64,
/// PCG64DXSM, Philox, SFC64, MT19937.
using PCG64 = seeded<pcg64>;
using PCG64DXSM = seeded<pcg64dxsm>;
using Philox = seeded<philox>;
using SFC64 = seeded<sfc64>;
using MT19937 = seeded<mt19937>;

} // namespace gamut::inline GAMUT_ABI::random
