// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The Mersenne Twister as NumPy has it, with its seeding of old and its jump by 2**128 draws.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>
#include <gamut/random/seed_sequence.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gamut::inline GAMUT_ABI::random {

/// The upper 53 bits as a double in [0, 1): what `Generator.random()` makes of a 64-bit draw.
GAMUT_HD constexpr double to_double(std::uint64_t bits) noexcept {
  // By way of a signed integer: the same number, and on more machines a single instruction.
  return static_cast<double>(static_cast<std::int64_t>(bits >> 11)) * 0x1p-53;
}

/// The upper 24 bits as a float in [0, 1): what `Generator.random(dtype=np.float32)` makes of a 32-bit draw.
GAMUT_HD constexpr float to_float(std::uint32_t bits) noexcept {
  return static_cast<float>(static_cast<std::int32_t>(bits >> 8)) * 0x1p-24F;
}

/// `np.random.MT19937`, and behind `np.random.seed` and `np.random.rand` (Matsumoto and Nishimura, "Mersenne
/// Twister: a 623-dimensionally equidistributed uniform pseudo-random number generator", 1998). It draws 32
/// bits.
struct mt19937 {
  static constexpr int size = 624;

  /// `bits.state["state"]`: the words, and which of them comes next.
  std::uint32_t key[size];
  int pos;

  explicit mt19937(seed_sequence const& seeds) : pos(size - 1) {
    seeds.generate_state32(key);
    key[0] = 0x80000000; // not all zero
  }

  /// As `np.random.seed(seed)` seeds it; a seed above 2**32 - 1 is a `value_error`.
  static mt19937 legacy(std::uint64_t seed, source_location where = source_location::current()) {
    if (seed > 0xffffffff) throw value_error("Seed must be between 0 and 2**32 - 1", where);
    return mt19937(static_cast<std::uint32_t>(seed));
  }

  /// As `np.random.seed([k0, k1, ...])` does, the authors' `init_by_array` of 2002; no word is a
  /// `value_error`.
  static mt19937 legacy(std::span<std::uint32_t const> seed,
                        source_location where = source_location::current()) {
    if (seed.empty()) throw value_error("Seed must be non-empty", where);
    mt19937 result(19650218);
    std::uint32_t(&words)[size] = result.key;
    std::uint32_t i = 1;
    auto const mixed = [&](std::uint32_t factor) {
      return words[i] ^ (words[i - 1] ^ words[i - 1] >> 30) * factor;
    };
    auto const go_on = [&] {
      if (++i == size) {
        words[0] = words[size - 1];
        i = 1;
      }
    };
    for (std::size_t k = 0; k < std::max(std::size_t{size}, seed.size()); ++k, go_on()) {
      std::size_t const j = k % seed.size();
      words[i] = mixed(1664525) + seed[j] + static_cast<std::uint32_t>(j);
    }
    for (int k = 1; k < size; ++k, go_on()) words[i] = mixed(1566083941) - i;
    words[0] = 0x80000000;
    return result;
  }

  /// The next 32 bits.
  std::uint32_t next32() noexcept {
    if (pos == size) next_block();
    std::uint32_t word = key[pos++];
    word ^= word >> 11;
    word ^= word << 7 & 0x9d2c5680;
    word ^= word << 15 & 0xefc60000;
    return word ^ word >> 18;
  }
  /// The next 64 bits: two draws, the upper half first.
  std::uint64_t next() noexcept {
    std::uint64_t const high = next32();
    return high << 32 | next32();
  }
  /// A double in [0, 1) of two draws, 27 bits and 26.
  double next_double() noexcept {
    std::uint64_t const high = next32() >> 5;
    std::uint64_t const low = next32() >> 6;
    return to_double(high << 37 | low << 11);
  }
  /// The next draw (bits.random_raw()).
  std::uint64_t random_raw() noexcept { return next32(); }

  /// A generator `jumps` times 2**128 draws further on: `bits.jumped(jumps)` (Haramoto, Matsumoto, Nishimura,
  /// Panneton and L'Ecuyer, "Efficient jump ahead for F2-linear random number generators", 2008). As NumPy,
  /// it takes the words from `pos` on for one state, which they are where a block is used up.
  [[nodiscard]] mt19937 jumped(index jumps = 1) const {
    mt19937 result = *this;
    for (; jumps > 0; --jumps) result.jump();
    return result;
  }

  friend bool operator==(mt19937 const&, mt19937 const&) = default;

private:
  static constexpr int middle = 397;
  static constexpr std::uint32_t coefficients = 0x9908b0df;
  static constexpr int degree = 19937;
  // A polynomial over {0, 1} of a degree below 19937, the lowest coefficient first.
  using polynomial = std::array<std::uint64_t, (degree + 63) / 64>;

  explicit mt19937(std::uint32_t seed) : pos(size) {
    key[0] = seed;
    for (std::uint32_t i = 1; i < size; ++i) key[i] = 1812433253 * (key[i - 1] ^ key[i - 1] >> 30) + i;
  }

  // Makes word i, the oldest, the newest, of the one after it and the one `middle` further.
  void twist(int i, int after, int further) noexcept {
    std::uint32_t const bits = (key[i] & 0x80000000) | (key[after] & 0x7fffffff);
    key[i] = key[further] ^ bits >> 1 ^ (-(bits & 1) & coefficients);
  }
  void next_block() noexcept {
    for (int i = 0; i < size - middle; ++i) twist(i, i + 1, i + middle);
    for (int i = size - middle; i < size - 1; ++i) twist(i, i + 1, i + middle - size);
    twist(size - 1, 0, middle - 1);
    pos = 0;
  }
  void step() noexcept {
    int const after = pos + 1 < size ? pos + 1 : 0;
    twist(pos, after, pos + middle < size ? pos + middle : pos + middle - size);
    pos = after;
  }
  // Adds a state, each in its own order.
  void add(mt19937 const& other) noexcept {
    for (int i = 0, mine = pos, its = other.pos; i < size; ++i) {
      key[mine] ^= other.key[its];
      if (++mine == size) mine = 0;
      if (++its == size) its = 0;
    }
  }

  // The powers with coefficient 1, but for the highest, in the characteristic polynomial of a step:
  // (x^624 + x^397) times a polynomial in (x^623 + x^396), by the paper's appendix.
  static std::vector<int> characteristic() {
    std::vector<bool> odd(degree);
    odd[0] = true;
    for (int k = 0; k < 32; ++k)
      if (k == 31 || (coefficients >> (30 - k) & 1) != 0)
        for (int j = 0; j <= k + 1; ++j) // a binomial coefficient is odd where j's bits are among k + 1's
          if (int const power = middle + 396 * k + 227 * j; (j & ~(k + 1)) == 0 && power < degree)
            odd[std::size_t(power)] = !odd[std::size_t(power)];
    std::vector<int> powers;
    for (int i = 0; i < degree; ++i)
      if (odd[std::size_t(i)]) powers.push_back(i);
    return powers;
  }

  // x^(2^128) modulo the characteristic polynomial: x squared 128 times.
  static polynomial far_step() {
    std::vector<int> const powers = characteristic();
    polynomial result{2};
    for (int i = 0; i < 128; ++i) {
      std::array<std::uint64_t, 2 * std::tuple_size_v<polynomial>> square{};
      for (std::size_t bit = 0; bit < std::size_t{degree}; ++bit)
        square[bit / 32] |= (result[bit / 64] >> bit % 64 & 1) << bit % 32 * 2;
      // From above, a word at a time: the other powers are far enough below the highest.
      for (std::size_t word = square.size(); word-- > std::size_t{degree / 64};) {
        std::uint64_t const keep = word == degree / 64 ? (std::uint64_t{1} << degree % 64) - 1 : 0;
        std::uint64_t const over = square[word] & ~keep;
        square[word] &= keep;
        for (int const power : powers) {
          std::size_t const bit = word * 64 + std::size_t(power) - std::size_t{degree};
          // `over` begins below bit 0 where it is a part of the last word, and is shifted there.
          if (word == degree / 64 && power < degree % 64) {
            square[0] ^= over >> (degree % 64 - power);
            continue;
          }
          square[bit / 64] ^= over << bit % 64;
          if (bit % 64 != 0) square[bit / 64 + 1] ^= over >> (64 - bit % 64);
        }
      }
      std::copy_n(square.begin(), result.size(), result.begin());
    }
    return result;
  }

  // Horner's scheme, with the polynomial's variable a step.
  void jump() {
    static polynomial const far = far_step();
    auto const has = [&](int power) { return (far[std::size_t(power / 64)] >> power % 64 & 1) != 0; };
    if (pos == size) pos = 0;
    int power = degree - 1;
    while (!has(power)) --power;
    mt19937 const start = *this;
    for (--power; power >= 0; --power) {
      step();
      if (has(power)) add(start);
    }
  }
};

} // namespace gamut::inline GAMUT_ABI::random
