// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The random numbers of old: np.random.RandomState, whose algorithms NumPy froze, and the functions
// np.random.seed, rand, normal, ..., over one RandomState that all threads share.
#pragma once

#include <gamut/random/multivariate_normal.hpp>
#include <gamut/random/sampling.hpp>

#include <cmath>
#include <mutex>
#include <span>
#include <vector>

namespace gamut::inline GAMUT_ABI::random {

/// What RandomState draws from, and its state (np.random.get_state()): a bit generator, and the second of two
/// normal numbers that come together.
template <bit_generator Bits>
struct legacy_bits : Bits {
  bool has_gauss = false;
  double gauss = 0.;

  explicit legacy_bits(Bits const& bits) : Bits(bits) {}
  explicit legacy_bits(seed_sequence const& seeds) : Bits(seeds) {}

  /// A normal number of mean 0 and variance 1 by the polar method (Marsaglia and Bray, "A convenient method
  /// for generating normal variables", 1964).
  double standard_normal() {
    if (has_gauss) {
      has_gauss = false;
      return std::exchange(gauss, 0.);
    }
    for (;;) {
      double const x = 2. * this->next_double() - 1., y = 2. * this->next_double() - 1.,
                   square = x * x + y * y;
      if (square >= 1. || square == 0.) continue;
      double const factor = std::sqrt(-2. * std::log(square) / square);
      gauss = factor * x;
      has_gauss = true;
      return factor * y;
    }
  }
  /// An exponential number of mean 1, by inversion.
  double standard_exponential() { return -std::log(1. - this->next_double()); }
  /// A gamma number of scale 1.
  double standard_gamma(double shape) {
    return distribution::draw_gamma(
        shape, [&] { return standard_exponential(); }, [&] { return standard_normal(); },
        [&] { return this->next_double(); });
  }

  friend bool operator==(legacy_bits const&, legacy_bits const&) = default;
};

/// The distributions of RandomState, those that are Generator's too by their name there.
namespace legacy {

using detail::domain, detail::real, detail::whole;
using distribution::gumbel, distribution::laplace, distribution::logistic, distribution::poisson,
    distribution::triangular;
using binomial = distribution::binomial_of<true>;
using hypergeometric = distribution::hypergeometric_of<true>;
using logseries = distribution::logseries_of<true>;
using vonmises = distribution::vonmises_of<false>;

/// The parameters of the distribution of the same name, and its joint check.
template <class Other>
struct as_before {
  static constexpr auto parameters = Other::parameters;
};

struct uniform : as_before<distribution::uniform> {
  static void check(double low, double high, source_location where) {
    if (!std::isfinite(high - low)) throw overflow_error("Range exceeds valid bounds", where);
  }
  double operator()(auto& bits, double low, double high) const {
    return low + (high - low) * bits.next_double();
  }
};
struct standard_normal : as_before<distribution::standard_normal<>> {
  double operator()(auto& bits) const { return bits.standard_normal(); }
};
struct normal : as_before<distribution::normal> {
  double operator()(auto& bits, double loc, double scale) const {
    return loc + scale * bits.standard_normal();
  }
};
struct lognormal : as_before<distribution::lognormal> {
  double operator()(auto& bits, double mean, double sigma) const {
    return std::exp(mean + sigma * bits.standard_normal());
  }
};
struct standard_exponential : as_before<distribution::standard_exponential<>> {
  double operator()(auto& bits) const { return bits.standard_exponential(); }
};
struct exponential : as_before<distribution::exponential> {
  double operator()(auto& bits, double scale) const { return scale * bits.standard_exponential(); }
};
struct rayleigh : as_before<distribution::rayleigh> {
  double operator()(auto& bits, double scale) const {
    return scale * std::sqrt(-2. * std::log1p(-bits.next_double()));
  }
};
struct pareto : as_before<distribution::pareto> {
  double operator()(auto& bits, double a) const { return std::exp(bits.standard_exponential() / a) - 1; }
};
struct weibull : as_before<distribution::weibull> {
  double operator()(auto& bits, double a) const {
    return a == 0. ? 0. : std::pow(bits.standard_exponential(), 1. / a);
  }
};
struct power : as_before<distribution::power> {
  double operator()(auto& bits, double a) const {
    return std::pow(1 - std::exp(-bits.standard_exponential()), 1. / a);
  }
};
struct standard_gamma : as_before<distribution::standard_gamma<>> {
  double operator()(auto& bits, double shape) const { return bits.standard_gamma(shape); }
};
struct gamma : as_before<distribution::gamma> {
  double operator()(auto& bits, double shape, double scale) const {
    return scale * bits.standard_gamma(shape);
  }
};
struct chisquare : as_before<distribution::chisquare> {
  double operator()(auto& bits, double df) const { return 2. * bits.standard_gamma(df / 2.); }
};
struct f : as_before<distribution::f> {
  double operator()(auto& bits, double dfnum, double dfden) const {
    double const above = chisquare{}(bits, dfnum) * dfden;
    return above / (chisquare{}(bits, dfden) * dfnum);
  }
};
struct noncentral_chisquare : as_before<distribution::noncentral_chisquare> {
  double operator()(auto& bits, double df, double nonc) const {
    if (nonc == 0) return chisquare{}(bits, df);
    if (df > 1) {
      double const central = chisquare{}(bits, df - 1), n = bits.standard_normal() + std::sqrt(nonc);
      return central + n * n;
    }
    std::int64_t const i = poisson{}(bits, nonc / 2.);
    double const result = chisquare{}(bits, df + double(2 * i));
    return std::isnan(nonc) ? nonc : result;
  }
};
struct noncentral_f : as_before<distribution::noncentral_f> {
  double operator()(auto& bits, double dfnum, double dfden, double nonc) const {
    double const above = noncentral_chisquare{}(bits, dfnum, nonc) * dfden;
    return above / (chisquare{}(bits, dfden) * dfnum);
  }
};
struct standard_cauchy : as_before<distribution::standard_cauchy> {
  double operator()(auto& bits) const {
    double const above = bits.standard_normal();
    return above / bits.standard_normal();
  }
};
struct standard_t : as_before<distribution::standard_t> {
  double operator()(auto& bits, double df) const {
    double const above = bits.standard_normal(), below = bits.standard_gamma(df / 2);
    return std::sqrt(df / 2) * above / std::sqrt(below);
  }
};
struct beta : as_before<distribution::beta> {
  double operator()(auto& bits, double a, double b) const {
    if (a > 1. || b > 1.) {
      double const x = bits.standard_gamma(a), y = bits.standard_gamma(b);
      return x / (x + y);
    }
    for (;;) {
      double const u = bits.next_double(), v = bits.next_double();
      double const x = std::pow(u, 1. / a), y = std::pow(v, 1. / b);
      if (x + y > 1.) continue;
      if (x + y > 0) return x / (x + y);
      double const log_x = std::log(u) / a, log_y = std::log(v) / b, more = std::max(log_x, log_y);
      return std::exp((log_x - more) - std::log(std::exp(log_x - more) + std::exp(log_y - more)));
    }
  }
};
struct wald : as_before<distribution::wald> {
  double operator()(auto& bits, double mean, double scale) const {
    double const normal = bits.standard_normal(), y = mean * normal * normal;
    double const x = mean + mean / (2 * scale) * (y - std::sqrt(4 * scale * y + y * y));
    return bits.next_double() <= mean / (mean + x) ? x : mean * mean / x;
  }
};
struct negative_binomial {
  static constexpr std::tuple parameters{real{"n", domain::positive}, real{"p", domain::from_0_to_1}};
  std::int64_t operator()(auto& bits, double n, double p) const {
    return poisson{}(bits, (1 - p) / p * bits.standard_gamma(n));
  }
};
struct geometric : as_before<distribution::geometric> {
  std::int64_t operator()(auto& bits, double p) const {
    if (p >= 0.333333333333333333333333) return distribution::geometric::search(bits, p);
    double const x = std::ceil(std::log1p(-bits.next_double()) / std::log(1 - p));
    return std::fabs(x) < 0x1p63 ? static_cast<std::int64_t>(x)
                                 : INT64_MIN; // as the processor casts it for NumPy
  }
};
struct zipf : as_before<distribution::zipf> {
  std::int64_t operator()(auto& bits, double a) const {
    if (a >= 1025) return 1; // where NumPy's does not end
    return distribution::zipf::rejection(bits, a, [](double u) { return 1. - u; });
  }
};

} // namespace legacy

namespace detail {

/// Uniform numbers of [0, 1), each of a double.
template <class T, class P, int N>
ndarray<T, N, P> uniform_numbers(bit_generator auto& bits, dims<N> const& size, source_location where) {
  ndarray<T, N, host> result(size, where);
  for (T& x : result.span()) x = static_cast<T>(bits.next_double());
  return to<P>(std::move(result), where);
}

} // namespace detail

/// The generator of old over a bit generator, MT19937 by default (np.random.RandomState): NumPy's numbers,
/// bit for bit, as they were before Generator, but for multivariate_normal's.
template <bit_generator Bits = mt19937>
class RandomState {
public:
  /// Seeded from the operating system (np.random.RandomState()).
  RandomState() : bits_(seed_sequence::from_os()) {}
  /// By a number below 2**32, or by words, as np.random.seed. Throws `value_error` for another seed.
  explicit RandomState(std::uint64_t seed, source_location where = source_location::current()) requires
      std::same_as<Bits, mt19937> : bits_(mt19937::legacy(seed, where)) {}
  explicit RandomState(
      std::span<std::uint32_t const> seed,
      source_location where = source_location::current()) requires std::same_as<Bits, mt19937>
      : bits_(mt19937::legacy(seed, where)) {}
  /// Over bits that are there (np.random.RandomState(bits)).
  explicit RandomState(Bits const& bits) : bits_(bits) {}

  /// Starts anew (rs.seed).
  void seed(std::uint64_t seed, source_location where = source_location::current()) {
    *this = RandomState(seed, where);
  }
  void seed(std::span<std::uint32_t const> seed, source_location where = source_location::current()) {
    *this = RandomState(seed, where);
  }
  void seed() { *this = RandomState(); }
  /// Everything that the next numbers depend on, to go on from later (rs.get_state, rs.set_state).
  legacy_bits<Bits> const& get_state() const GAMUT_LIFETIMEBOUND { return bits_; }
  void set_state(legacy_bits<Bits> const& state) { bits_ = state; }
  /// The bit generator, where it stands.
  Bits& bit_generator() GAMUT_LIFETIMEBOUND { return bits_; }

#define GAMUT_BITS bits_
#define GAMUT_LEGACY true
#define GAMUT_DRAW(name, ...) detail::draw<P>(legacy::name{}, bits_, __VA_ARGS__)
#include <gamut/random/draws.inc>
#include <gamut/random/legacy.inc>
#include <gamut/random/sampling.inc>
#undef GAMUT_DRAW
#undef GAMUT_LEGACY
#undef GAMUT_BITS

private:
  legacy_bits<Bits> bits_;
};

template <std::integral Int>
RandomState(Int) -> RandomState<>;
template <bit_generator Bits>
RandomState(seeded<Bits> const&) -> RandomState<Bits>;

namespace detail {

/// The bits of np.random's functions, which no other thread has while this lives. NumPy starts them anywhere;
/// here they start at MT19937's own default seed, so that a program that never seeds still draws the same
/// numbers under every policy.
class shared {
public:
  shared() : guard_(state().lock) {}
  legacy_bits<mt19937>& bits() { return state().bits; }

private:
  struct all {
    std::mutex lock;
    // The place is named, as nvcc 13 fails on the default one here.
    legacy_bits<mt19937> bits{mt19937::legacy(5489, source_location{})};
  };
  static all& state() {
    static all one;
    return one;
  }
  std::lock_guard<std::mutex> guard_;
};

} // namespace detail

/// Starts the shared stream anew (np.random.seed). Throws `value_error` outside [0, 2**32 - 1].
inline void seed(std::uint64_t seed, source_location where = source_location::current()) {
  detail::shared().bits() = legacy_bits<mt19937>(mt19937::legacy(seed, where));
}
inline void seed(std::span<std::uint32_t const> seed, source_location where = source_location::current()) {
  detail::shared().bits() = legacy_bits<mt19937>(mt19937::legacy(seed, where));
}
/// The same, from the operating system's entropy (np.random.seed()).
inline void seed() { detail::shared().bits() = legacy_bits<mt19937>(seed_sequence::from_os()); }
/// Where the shared stream stands, to go on from later (np.random.get_state, np.random.set_state).
inline legacy_bits<mt19937> get_state() { return detail::shared().bits(); }
inline void set_state(legacy_bits<mt19937> const& state) { detail::shared().bits() = state; }
/// The shared stream's bit generator (np.random.get_bit_generator, np.random.set_bit_generator), which is an
/// MT19937: over others, take a RandomState of your own.
inline mt19937& get_bit_generator() { return detail::shared().bits(); }
inline void set_bit_generator(mt19937 const& bits) { detail::shared().bits() = legacy_bits<mt19937>(bits); }

#define GAMUT_BITS detail::shared().bits()
#define GAMUT_LEGACY true
#define GAMUT_DRAW(name, ...) detail::draw<P>(legacy::name{}, detail::shared().bits(), __VA_ARGS__)
#include <gamut/random/draws.inc>
#include <gamut/random/legacy.inc>
#include <gamut/random/sampling.inc>
#undef GAMUT_DRAW
#undef GAMUT_LEGACY
#undef GAMUT_BITS

/// Uniform numbers of [0, 1): the names of old (np.random.ranf, np.random.sample).
template <policy P = default_policy, class... Size>
auto ranf(Size const&... size) {
  if constexpr (sizeof...(Size) == 0)
    return random_sample();
  else
    return random_sample<double, P>(size...);
}
template <policy P = default_policy, std::size_t N>
auto ranf(extent const (&size)[N], source_location where = source_location::current()) {
  return random_sample<double, P>(size, where);
}
template <policy P = default_policy, class... Size>
auto sample(Size const&... size) {
  return ranf<P>(size...);
}
template <policy P = default_policy, std::size_t N>
auto sample(extent const (&size)[N], source_location where = source_location::current()) {
  return random_sample<double, P>(size, where);
}

} // namespace gamut::inline GAMUT_ABI::random
