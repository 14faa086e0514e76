// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Random arrays with NumPy's streams, bit for bit: `random::default_rng(seed).random(shape)` (PCG64), and the
// legacy `random::seed(s)` with `random::rand(n, m)` (MT19937).
#pragma once

#include <gamut/bit_generator.hpp>
#include <gamut/create.hpp>

#include <mutex>

namespace gamut::random {

/// A stream of random numbers over a bit generator (np.random.Generator).
class Generator {
public:
  explicit Generator(pcg64 const& bits) : bits_(bits) {}

  /// Uniform numbers of [0, 1) in a new array (rng.random(shape)); float64, or float32 by `random<float>`.
  template <real_floating T = double, policy P = default_policy, int N>
  ndarray<T, N, P> random(dims<N> const& shape, source_location where = source_location::current()) {
    ndarray<T, N, P> result(shape, where);
    index size = result.size();
    T* to = result.data();
    if constexpr (std::same_as<T, double>) {
      fill_random(P{}, to, size, bits_);
      bits_.discard(static_cast<uint128>(size));
    } else {
      // Half a draw may be waiting from an odd request before, and half of the last one may be left to wait.
      if (size > 0 && bits_.has_uint32) {
        P::element(to++) = to_float(bits_.next32());
        --size;
      }
      fill_random(P{}, to, size / 2 * 2, bits_);
      bits_.discard(static_cast<uint128>(size / 2));
      if (size % 2 == 1) P::element(to + size - 1) = to_float(bits_.next32());
    }
    return result;
  }
  template <real_floating T = double, policy P = default_policy, std::size_t N>
  auto random(extent const (&shape)[N], source_location where = source_location::current()) {
    return random<T, P>(detail::to_dims(shape), where);
  }
  template <real_floating T = double, policy P = default_policy>
  auto random(index size, source_location where = source_location::current()) {
    return random<T, P>(shape_of(size), where);
  }
  /// One uniform number of [0, 1) (rng.random()).
  double random() { return to_double(bits_.next()); }

  /// The bit generator, where it stands (rng.bit_generator).
  pcg64& bit_generator() { return bits_; }

private:
  pcg64 bits_;
};

/// NumPy's generator, seeded as NumPy seeds it (np.random.default_rng(seed)). Throws `value_error` for a
/// negative seed.
template <std::integral Int>
Generator default_rng(Int seed, source_location where = source_location::current()) {
  return Generator(pcg64(seed_sequence(seed, {}, where)));
}
/// The same, from the operating system's entropy (np.random.default_rng()).
inline Generator default_rng() { return Generator(pcg64(seed_sequence::from_os())); }

/// The stream of np.random's functions. NumPy starts it anywhere; here it starts at MT19937's own default
/// seed, so that a program that never seeds still draws the same numbers under every policy.
class legacy_stream {
public:
  static void seed(mt19937 const& bits) {
    std::lock_guard const guard(get().lock_);
    get().bits_ = bits;
  }
  template <class T>
  static void fill(std::span<T> to) {
    std::lock_guard const guard(get().lock_);
    for (T& x : to) x = static_cast<T>(get().bits_.next_double());
  }

private:
  static legacy_stream& get() {
    static legacy_stream stream;
    return stream;
  }
  std::mutex lock_;
  mt19937 bits_{5489};
};

/// Starts the stream of `rand` anew (np.random.seed). Throws `value_error` outside [0, 2**32 - 1].
inline void seed(std::uint64_t seed, source_location where = source_location::current()) {
  legacy_stream::seed(mt19937(seed, where));
}

/// Uniform numbers of [0, 1) from the legacy stream (np.random.random_sample(shape)).
template <real_floating T = double, policy P = default_policy, int N>
ndarray<T, N, P> random_sample(dims<N> const& shape, source_location where = source_location::current()) {
  ndarray<T, N, host> result(shape, where);
  legacy_stream::fill(result.span());
  return to<P>(std::move(result), where);
}
template <real_floating T = double, policy P = default_policy, std::size_t N>
auto random_sample(extent const (&shape)[N], source_location where = source_location::current()) {
  return random_sample<T, P>(gamut::detail::to_dims(shape), where);
}
/// Uniform numbers of [0, 1) from the legacy stream (np.random.rand(n, m)).
template <real_floating T = double, policy P = default_policy, std::integral... I>
auto rand(I... shape) {
  return random_sample<T, P>(shape_of(shape...), source_location{});
}

} // namespace gamut::random
