// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Generator: np.random.Generator over any of NumPy's bit generators, and default_rng.
#pragma once

#include <gamut/random/multivariate_normal.hpp>
#include <gamut/random/sampling.hpp>

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI::random {

/// A stream of random numbers over a bit generator (np.random.Generator). Its numbers are NumPy's, bit for
/// bit, but for multivariate_normal's. They are drawn on the host and brought to the policy, `random` where
/// it runs.
template <bit_generator Bits = pcg64>
class Generator {
public:
  explicit Generator(Bits const& bits) : bits_(bits) {}
  explicit Generator(seeded<Bits> const& bits) : bits_(bits), seeds_(bits.seed_seq()) {}

  /// The bit generator, where it stands (rng.bit_generator).
  Bits& bit_generator() GAMUT_LIFETIMEBOUND { return bits_; }
  Bits const& bit_generator() const GAMUT_LIFETIMEBOUND { return bits_; }
  /// `n` generators with seeds of their own (rng.spawn). Throws `value_error` where the seeds are not known.
  std::vector<Generator> spawn(index n, source_location where = source_location::current()) {
    if (!seeds_) throw value_error("The underlying SeedSequence does not implement spawning.", where);
    if (n < 0) throw value_error("n_children must be non-negative", where);
    std::vector<Generator> children;
    for (seed_sequence& seeds : seeds_->spawn(n)) children.emplace_back(seeded<Bits>(std::move(seeds)));
    return children;
  }

  /// Uniform numbers of [0, 1) (rng.random(size)); float64, or float32 by `random<float>`.
  template <std::floating_point T = double, policy P = default_policy, int N>
  ndarray<T, N, P> random(dims<N> const& size, source_location where = source_location::current()) {
    if constexpr (skips_ahead<Bits>) {
      ndarray<T, N, P> result(size, where);
      detail::fill_ahead<P>(bits_, result.memory(), result.size());
      return result;
    } else {
      ndarray<T, N, host> result(size, where);
      for (T& x : result.span()) x = detail::ziggurat<T>::uniform(bits_);
      return to<P>(std::move(result), where);
    }
  }
  template <std::floating_point T = double, policy P = default_policy, std::size_t N>
  auto random(extent const (&size)[N], source_location where = source_location::current()) {
    return random<T, P>(detail::to_size(size), where);
  }
  template <std::floating_point T = double, policy P = default_policy>
  auto random(index size, source_location where = source_location::current()) {
    return random<T, P>(shape_of(size), where);
  }
  /// One uniform number of [0, 1) (rng.random()).
  template <std::floating_point T = double>
  T random() {
    return detail::ziggurat<T>::uniform(bits_);
  }

  /// Integers of [low, high), or with `endpoint` of [low, high] (rng.integers), int64 or `integers<T>`; the
  /// bounds are numbers or arrays. Throws `value_error` for an empty range or one that the dtype does not
  /// hold.
  template <std::integral T = std::int64_t, class P = void, operand Low, operand High, draw_size S>
  auto integers(Low const& low, High const& high, S const& size, bool endpoint = false,
                source_location where = source_location::current()) {
    return detail::draw_integers<P, T, false>(bits_, low, high, detail::to_size(size), endpoint, where);
  }
  template <std::integral T = std::int64_t, class P = void, operand Low, operand High, std::size_t N>
  auto integers(Low const& low, High const& high, extent const (&size)[N], bool endpoint = false,
                source_location where = source_location::current()) {
    return detail::draw_integers<P, T, false>(bits_, low, high, detail::to_size(size), endpoint, where);
  }
  template <std::integral T = std::int64_t, class P = void, operand Low, operand High>
  auto integers(Low const& low, High const& high, std::same_as<bool> auto endpoint,
                source_location where = source_location::current()) {
    return detail::draw_integers<P, T, false>(bits_, low, high, detail::no_size{}, endpoint, where);
  }
  template <std::integral T = std::int64_t, class P = void, operand Low, operand High>
  auto integers(Low const& low, High const& high, source_location where = source_location::current()) {
    return integers<T, P>(low, high, false, where);
  }
  template <std::integral T = std::int64_t, class P = void, operand High>
  auto integers(High const& high, source_location where = source_location::current()) {
    return integers<T, P>(0, high, false, where);
  }
  /// Random bytes (rng.bytes).
  std::vector<std::uint8_t> bytes(index length, source_location where = source_location::current()) {
    return detail::bytes(bits_, length, where);
  }

#define GAMUT_BITS bits_
#define GAMUT_LEGACY false
#define GAMUT_DRAW(name, ...) detail::draw<P>(distribution::name{}, bits_, __VA_ARGS__)
#include <gamut/random/draws.inc>
#include <gamut/random/sampling.inc>
#undef GAMUT_DRAW
#undef GAMUT_LEGACY
#undef GAMUT_BITS

  /// Numbers of the normal distribution of mean 0 and variance 1 (rng.standard_normal); float64, or float32
  /// by `standard_normal<float>`, as the next two.
  template <std::floating_point T = double>
  T standard_normal() {
    return detail::normal_by_ziggurat<T>(bits_);
  }
  template <std::floating_point T = double, policy P = default_policy, draw_size S>
  auto standard_normal(S const& size, source_location where = source_location::current()) {
    return detail::draw<P>(distribution::standard_normal<T>{}, bits_, detail::to_size(size), where);
  }
  template <std::floating_point T = double, policy P = default_policy, std::size_t N>
  auto standard_normal(extent const (&size)[N], source_location where = source_location::current()) {
    return standard_normal<T, P>(detail::to_size(size), where);
  }

  /// Numbers of the exponential distribution of mean 1 (rng.standard_exponential), by the ziggurat, or with
  /// `method` "inv" by the inverse of the distribution function.
  template <std::floating_point T = double>
  T standard_exponential(std::string_view method = "zig") {
    return method == "zig" ? detail::exponential_by_ziggurat<T>(bits_)
                           : detail::exponential_by_inverse<T>(bits_);
  }
  template <std::floating_point T = double, policy P = default_policy, draw_size S>
  auto standard_exponential(S const& size, std::string_view method = "zig",
                            source_location where = source_location::current()) {
    auto const shape = detail::to_size(size);
    if (method == "zig") return detail::draw<P>(distribution::standard_exponential<T>{}, bits_, shape, where);
    return detail::draw<P>(distribution::standard_exponential_inverse<T>{}, bits_, shape, where);
  }
  template <std::floating_point T = double, policy P = default_policy, std::size_t N>
  auto standard_exponential(extent const (&size)[N], std::string_view method = "zig",
                            source_location where = source_location::current()) {
    return standard_exponential<T, P>(detail::to_size(size), method, where);
  }

  /// Numbers of the gamma distribution of scale 1 (rng.standard_gamma).
  template <std::floating_point T = double, class P = void, operand A>
  auto standard_gamma(A const& shape, source_location where = source_location::current()) {
    return detail::draw<P>(distribution::standard_gamma<T>{}, bits_, detail::no_size{}, where, shape);
  }
  template <std::floating_point T = double, class P = void, operand A, draw_size S>
  auto standard_gamma(A const& shape, S const& size, source_location where = source_location::current()) {
    return detail::draw<P>(distribution::standard_gamma<T>{}, bits_, detail::to_size(size), where, shape);
  }
  template <std::floating_point T = double, class P = void, operand A, std::size_t N>
  auto standard_gamma(A const& shape, extent const (&size)[N],
                      source_location where = source_location::current()) {
    return standard_gamma<T, P>(shape, detail::to_size(size), where);
  }

  /// Shuffles the slices along an axis, in place (rng.shuffle).
  template <expression A>
  void shuffle(A&& a, index axis = 0, source_location where = source_location::current()) {
    detail::shuffle(bits_, a, axis, where);
  }
  /// 0, 1, ..., n - 1 in random order; or a copy of an array with its slices along an axis so
  /// (rng.permutation).
  template <policy P = default_policy, std::integral I>
  auto permutation(I n, source_location where = source_location::current()) {
    return detail::in_shape<P>(detail::shuffled(bits_, static_cast<index>(n)), shape_of(n > 0 ? n : 0),
                               where);
  }
  template <expression A>
  auto permutation(A const& a, index axis = 0, source_location where = source_location::current()) {
    return detail::permutation(bits_, a, axis, where);
  }
  /// A copy whose elements are shuffled, or with an axis each of its lanes by itself (rng.permuted). With no
  /// axis the elements are taken in row-major order, also those of a transposed view.
  template <expression A>
  auto permuted(A const& a, source_location where = source_location::current()) {
    return detail::permuted(bits_, a, nullptr, where);
  }
  template <expression A>
  auto permuted(A const& a, index axis, source_location where = source_location::current()) {
    return detail::permuted(bits_, a, &axis, where);
  }

  /// How many of each colour are in a sample without replacement (rng.multivariate_hypergeometric); `method`
  /// is "marginals" or "count". Throws `value_error` as NumPy.
  template <class P = void, expression A>
  auto multivariate_hypergeometric(A const& colors, std::int64_t nsample,
                                   source_location where = source_location::current()) {
    return detail::multivariate_hypergeometric<P>(bits_, colors, nsample, detail::no_size{}, "marginals",
                                                  where);
  }
  template <class P = void, expression A, draw_size S>
  auto multivariate_hypergeometric(A const& colors, std::int64_t nsample, S const& size,
                                   std::string_view method = "marginals",
                                   source_location where = source_location::current()) {
    return detail::multivariate_hypergeometric<P>(bits_, colors, nsample, detail::to_size(size), method,
                                                  where);
  }
  template <class P = void, expression A, std::size_t N>
  auto multivariate_hypergeometric(A const& colors, std::int64_t nsample, extent const (&size)[N],
                                   std::string_view method = "marginals",
                                   source_location where = source_location::current()) {
    return detail::multivariate_hypergeometric<P>(bits_, colors, nsample, detail::to_size(size), method,
                                                  where);
  }

private:
  Bits bits_;
  std::optional<seed_sequence> seeds_;
};

template <bit_generator Bits>
Generator(seeded<Bits> const&) -> Generator<Bits>;

/// NumPy's generator, seeded as NumPy seeds it (np.random.default_rng(seed)). Throws `value_error` for a
/// negative seed.
template <std::integral Int>
Generator<> default_rng(Int seed, source_location where = source_location::current()) {
  return Generator(PCG64(seed, where));
}
inline Generator<> default_rng(seed_sequence const& seeds) { return Generator(PCG64(seeds)); }
/// The same, from the operating system's entropy (np.random.default_rng()).
inline Generator<> default_rng() { return Generator(PCG64()); }
/// A generator over bits that are there (np.random.default_rng(bits)).
template <bit_generator Bits>
auto default_rng(Bits const& bits) {
  return Generator(bits);
}

} // namespace gamut::inline GAMUT_ABI::random
