// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What np.random.Generator draws, one number at a time: a function object for each distribution, which says
// what its parameters may be and takes from the bit generator just what NumPy takes. They compute with the
// scalar functions of the C library, as NumPy does, so that the results are equal.
#pragma once

#include <gamut/random/ziggurat.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <numbers>
#include <string>
#include <tuple>

namespace gamut::inline GAMUT_ABI::random {

namespace detail {

/// What values a parameter may have.
enum class domain {
  any,
  non_negative,
  positive,
  positive_not_nan,
  from_0_to_1,
  above_0_to_1,
  from_0_below_1,
  above_1,
  at_least_1,
  poisson_mean
};

/// A parameter by its name: a real number, or an integer.
struct real {
  using value_type = double;
  char const* name;
  domain in = domain::any;
};
struct whole {
  using value_type = std::int64_t;
  char const* name;
  domain in = domain::non_negative;
};

/// The largest mean of a Poisson number that keeps the number in 64 bits.
inline constexpr double largest_poisson_mean = 9.223372006484771e18;

/// Throws `value_error`, in NumPy's words, for a value outside the parameter's domain.
template <class Parameter>
void check_parameter(Parameter const& parameter, typename Parameter::value_type const* values, index size,
                     bool is_array, source_location where) {
  auto const wrong = [&](auto const& outside, char const* what) {
    if (std::any_of(values, values + size, outside)) {
      std::string text = what;
      for (std::size_t at; (at = text.find('@')) != std::string::npos;) text.replace(at, 1, parameter.name);
      if (std::size_t const at = text.find('~'); at != std::string::npos)
        text.replace(at, 1, is_array ? "contains NaNs" : "is NaN");
      throw value_error(text, where);
    }
  };
  using T = typename Parameter::value_type;
  T const zero = 0, one = 1;
  switch (parameter.in) {
  case domain::any:
    return;
  case domain::non_negative:
    // -0.0 is negative here, as in NumPy.
    return wrong([](T x) { return x == x && std::signbit(double(x)); }, "@ < 0");
  case domain::positive_not_nan:
    wrong([](T x) { return x != x; }, "@ must not be NaN");
    [[fallthrough]];
  case domain::positive:
    return wrong([&](T x) { return x <= zero; }, "@ <= 0");
  case domain::from_0_to_1:
    return wrong([&](T x) { return !(x >= zero && x <= one); }, "@ < 0, @ > 1 or @ ~");
  case domain::above_0_to_1:
    return wrong([&](T x) { return !(x > zero && x <= one); }, "@ <= 0, @ > 1 or @ contains NaNs");
  case domain::from_0_below_1:
    return wrong([&](T x) { return !(x >= zero && x < one); }, "@ < 0, @ >= 1 or @ ~");
  case domain::above_1:
    return wrong([&](T x) { return !(x > one); }, "@ <= 1 or @ ~");
  case domain::at_least_1:
    return wrong([&](T x) { return !(x >= one); }, "@ < 1 or @ ~");
  case domain::poisson_mean:
    wrong([&](T x) { return !(x >= zero); }, "@ < 0 or @ ~");
    return wrong([](T x) { return double(x) > largest_poisson_mean; }, "@ value too large");
  }
}

/// log(gamma(x)) (Zhang and Jin, "Computation of special functions", 1996).
inline double log_gamma(double x) {
  if (x == 1. || x == 2.) return 0.;
  constexpr double terms[] = {8.333333333333333e-02,  -2.777777777777778e-03, 7.936507936507937e-04,
                              -5.952380952380952e-04, 8.417508417508418e-04,  -1.917526917526918e-03,
                              6.410256410256410e-03,  -2.955065359477124e-02, 1.796443723688307e-01,
                              -1.39243221690590e+00};
  std::int64_t const shift = x < 7. ? static_cast<std::int64_t>(7 - x) : 0;
  double high = x + static_cast<double>(shift);
  double const inverse = (1. / high) * (1. / high);
  double sum = terms[9];
  for (int k = 8; k >= 0; --k) sum = sum * inverse + terms[k];
  double result = sum / high + 0.5 * 1.8378770664093453 + (high - 0.5) * std::log(high) - high; // log(2 pi)
  for (std::int64_t k = 0; k < shift; ++k) {
    result -= std::log(high - 1.);
    high -= 1.;
  }
  return result;
}

/// log(k!): from the table, or by Stirling's series.
inline double log_factorial(std::int64_t k) {
  if (k < std::int64_t(std::size(log_factorials))) return log_factorials[k];
  double const x = static_cast<double>(k);
  return (x + 0.5) * std::log(x) - x + (0.9189385332046728 + (1. / x) * (1 / 12. - 1 / (360. * x * x)));
}

/// An integer of [0, high], by masking and rejecting: what NumPy shuffles and samples with.
inline std::uint64_t draw_up_to(bit_generator auto& bits, std::uint64_t high) {
  if (high == 0) return 0;
  std::uint64_t const mask = ~std::uint64_t{0} >> std::countl_zero(high);
  for (;;) {
    std::uint64_t const value = (high <= 0xffffffff ? bits.next32() : bits.next()) & mask;
    if (value <= high) return value;
  }
}

} // namespace detail

namespace distribution {

using detail::domain, detail::real, detail::whole, detail::log_gamma;

struct uniform {
  static constexpr std::tuple parameters{real{"low"}, real{"high"}};
  static void check(double low, double high, source_location where) {
    if (!std::isfinite(high - low)) throw overflow_error("high - low range exceeds valid bounds", where);
    if (std::signbit(high - low)) throw value_error("high - low < 0", where);
  }
  double operator()(bit_generator auto& bits, double low, double high) const {
    return low + (high - low) * bits.next_double();
  }
};

template <std::floating_point T = double>
struct standard_normal {
  static constexpr std::tuple<> parameters{};
  T operator()(bit_generator auto& bits) const { return detail::normal_by_ziggurat<T>(bits); }
};
struct normal {
  static constexpr std::tuple parameters{real{"loc"}, real{"scale", domain::non_negative}};
  double operator()(bit_generator auto& bits, double loc, double scale) const {
    return loc + scale * detail::normal_by_ziggurat(bits);
  }
};
struct lognormal {
  static constexpr std::tuple parameters{real{"mean"}, real{"sigma", domain::non_negative}};
  double operator()(bit_generator auto& bits, double mean, double sigma) const {
    return std::exp(normal{}(bits, mean, sigma));
  }
};

template <std::floating_point T = double>
struct standard_exponential {
  static constexpr std::tuple<> parameters{};
  T operator()(bit_generator auto& bits) const { return detail::exponential_by_ziggurat<T>(bits); }
};
template <std::floating_point T = double>
struct standard_exponential_inverse {
  static constexpr std::tuple<> parameters{};
  T operator()(bit_generator auto& bits) const { return detail::exponential_by_inverse<T>(bits); }
};
struct exponential {
  static constexpr std::tuple parameters{real{"scale", domain::non_negative}};
  double operator()(bit_generator auto& bits, double scale) const {
    return scale * detail::exponential_by_ziggurat(bits);
  }
};
struct rayleigh {
  static constexpr std::tuple parameters{real{"scale", domain::non_negative}};
  double operator()(bit_generator auto& bits, double scale) const {
    return scale * std::sqrt(2. * detail::exponential_by_ziggurat(bits));
  }
};
struct pareto {
  static constexpr std::tuple parameters{real{"a", domain::positive}};
  double operator()(bit_generator auto& bits, double a) const {
    return std::expm1(detail::exponential_by_ziggurat(bits) / a);
  }
};
struct weibull {
  static constexpr std::tuple parameters{real{"a", domain::non_negative}};
  double operator()(bit_generator auto& bits, double a) const {
    return a == 0. ? 0. : std::pow(detail::exponential_by_ziggurat(bits), 1. / a);
  }
};
struct power {
  static constexpr std::tuple parameters{real{"a", domain::positive}};
  double operator()(bit_generator auto& bits, double a) const {
    return std::pow(-std::expm1(-detail::exponential_by_ziggurat(bits)), 1. / a);
  }
};

/// The gamma distribution's sampler, over what draws the exponential, normal and uniform numbers that it is
/// made of (Marsaglia and Tsang, "A simple method for generating gamma variables", 2000; below 1, Ahrens and
/// Dieter, "Computer methods for sampling from gamma, beta, Poisson and binomial distributions", 1974).
template <class T>
T draw_gamma(T shape, auto const& exponential, auto const& normal, auto const& uniform) {
  if (shape == T(1)) return exponential();
  if (shape == T(0)) return 0;
  if (shape < T(1))
    for (;;) {
      T const u = uniform(), v = exponential();
      if (u <= T(1) - shape) {
        T const x = std::pow(u, T(1) / shape);
        if (x <= v) return x;
      } else {
        T const y = -std::log((T(1) - u) / shape), x = std::pow(T(1) - shape + shape * y, T(1) / shape);
        if (x <= v + y) return x;
      }
    }
  T const b = shape - T(1) / T(3), c = T(1) / std::sqrt(T(9) * b);
  for (;;) {
    T x, v;
    do {
      x = normal();
      v = T(1) + c * x;
    } while (v <= T(0));
    v = v * v * v;
    T const u = uniform();
    if (u < T(1) - T(0.0331) * (x * x) * (x * x)) return b * v;
    if (std::log(u) < T(0.5) * x * x + b * (T(1) - v + std::log(v))) return b * v;
  }
}

template <std::floating_point T = double>
struct standard_gamma {
  static constexpr std::tuple parameters{real{"shape", domain::non_negative}};
  T operator()(bit_generator auto& bits, double shape) const {
    return draw_gamma(
        static_cast<T>(shape), [&] { return detail::exponential_by_ziggurat<T>(bits); },
        [&] { return detail::normal_by_ziggurat<T>(bits); },
        [&] { return detail::ziggurat<T>::uniform(bits); });
  }
};
struct gamma {
  static constexpr std::tuple parameters{real{"shape", domain::non_negative},
                                         real{"scale", domain::non_negative}};
  double operator()(bit_generator auto& bits, double shape, double scale) const {
    return scale * standard_gamma<>{}(bits, shape);
  }
};
struct chisquare {
  static constexpr std::tuple parameters{real{"df", domain::positive}};
  double operator()(bit_generator auto& bits, double df) const {
    return 2. * standard_gamma<>{}(bits, df / 2.);
  }
};
struct f {
  static constexpr std::tuple parameters{real{"dfnum", domain::positive}, real{"dfden", domain::positive}};
  double operator()(bit_generator auto& bits, double dfnum, double dfden) const {
    double const above = chisquare{}(bits, dfnum) * dfden;
    return above / (chisquare{}(bits, dfden) * dfnum);
  }
};
struct standard_cauchy {
  static constexpr std::tuple<> parameters{};
  double operator()(bit_generator auto& bits) const {
    double const above = detail::normal_by_ziggurat(bits);
    return above / detail::normal_by_ziggurat(bits);
  }
};
struct standard_t {
  static constexpr std::tuple parameters{real{"df", domain::positive}};
  double operator()(bit_generator auto& bits, double df) const {
    double const above = detail::normal_by_ziggurat(bits), below = standard_gamma<>{}(bits, df / 2);
    return std::sqrt(df / 2) * above / std::sqrt(below);
  }
};
/// By Jöhnk's method ("Erzeugung von betaverteilten und gammaverteilten Zufallszahlen", 1964) where both are
/// at most 1, else of two gamma numbers.
struct beta {
  static constexpr std::tuple parameters{real{"a", domain::positive}, real{"b", domain::positive}};
  double operator()(bit_generator auto& bits, double a, double b) const {
    if (a > 1. || b > 1.) {
      double const x = standard_gamma<>{}(bits, a), y = standard_gamma<>{}(bits, b);
      return x / (x + y);
    }
    // So small that what is not 0 or 1 comes once in 10**100 numbers.
    if (a < 3e-103 && b < 3e-103) return (a + b) * bits.next_double() < a ? 1. : 0.;
    for (;;) {
      double const u = bits.next_double(), v = bits.next_double();
      double const x = std::pow(u, 1. / a), y = std::pow(v, 1. / b), sum = x + y;
      if (!(sum <= 1. && u + v > 0.)) continue;
      if (x > 0 && y > 0) return x / sum;
      // One of them underflowed: on with logarithms.
      double const difference = std::log(u) / a - std::log(v) / b;
      return difference > 0 ? std::exp(-std::log1p(std::exp(-difference)))
                            : std::exp(difference - std::log1p(std::exp(difference)));
    }
  }
};

struct laplace {
  static constexpr std::tuple parameters{real{"loc"}, real{"scale", domain::non_negative}};
  double operator()(bit_generator auto& bits, double loc, double scale) const {
    double u;
    do u = bits.next_double();
    while (u == 0.);
    return u >= 0.5 ? loc - scale * std::log(2. - u - u) : loc + scale * std::log(u + u);
  }
};
struct gumbel {
  static constexpr std::tuple parameters{real{"loc"}, real{"scale", domain::non_negative}};
  double operator()(bit_generator auto& bits, double loc, double scale) const {
    double u;
    do u = 1. - bits.next_double();
    while (u == 1.);
    return loc - scale * std::log(-std::log(u));
  }
};
struct logistic {
  static constexpr std::tuple parameters{real{"loc"}, real{"scale", domain::non_negative}};
  double operator()(bit_generator auto& bits, double loc, double scale) const {
    double u;
    do u = bits.next_double();
    while (u == 0.);
    return loc + scale * std::log(u / (1. - u));
  }
};
struct triangular {
  static constexpr std::tuple parameters{real{"left"}, real{"mode"}, real{"right"}};
  static void check(double left, double mode, double right, source_location where) {
    if (left > mode) throw value_error("left > mode", where);
    if (mode > right) throw value_error("mode > right", where);
    if (left == right) throw value_error("left == right", where);
  }
  double operator()(bit_generator auto& bits, double left, double mode, double right) const {
    double const base = right - left, below = mode - left, u = bits.next_double();
    return u <= below / base ? left + std::sqrt(u * (below * base))
                             : right - std::sqrt((1. - u) * ((right - mode) * base));
  }
};
/// (Michael, Schucany and Haas, "Generating random variates using transformations with multiple roots",
/// 1976.)
struct wald {
  static constexpr std::tuple parameters{real{"mean", domain::positive}, real{"scale", domain::positive}};
  double operator()(bit_generator auto& bits, double mean, double scale) const {
    double const normal = detail::normal_by_ziggurat(bits), y = mean * normal * normal;
    double const x = mean * (1 - 2 / (1 + std::sqrt(1 + 4 * scale / y)));
    return bits.next_double() <= mean / (mean + x) ? x : mean * mean / x;
  }
};
/// (Best and Fisher, "Efficient simulation of the von Mises distribution", 1979.) A narrow one is a normal
/// distribution that is wrapped, but in RandomState.
template <bool Wraps = true>
struct vonmises_of {
  static constexpr std::tuple parameters{real{"mu"}, real{"kappa", domain::non_negative}};
  double operator()(bit_generator auto& bits, double mu, double kappa) const {
    constexpr double pi = std::numbers::pi;
    if (std::isnan(kappa)) return std::numeric_limits<double>::quiet_NaN();
    if (kappa < 1e-8) return pi * (2 * bits.next_double() - 1);
    if constexpr (Wraps)
      if (kappa > 1e6) {
        double const angle = mu + std::sqrt(1. / kappa) * detail::normal_by_ziggurat(bits);
        return angle < -pi ? angle + 2 * pi : angle > pi ? angle - 2 * pi : angle;
      }
    double s = 1. / kappa + kappa; // to second order about 0
    if (kappa >= 1e-5) {
      double const r = 1 + std::sqrt(1 + 4 * kappa * kappa), rho = (r - std::sqrt(2 * r)) / (2 * kappa);
      s = (1 + rho * rho) / (2 * rho);
    }
    double w;
    for (;;) {
      double const z = std::cos(pi * bits.next_double());
      w = (1 + s * z) / (s + z);
      double const y = kappa * (s - w), v = bits.next_double();
      if (y * (2 - y) - v >= 0 || std::log(y / v) + 1 - y >= 0) break;
    }
    double const half = std::acos(w), angle = (bits.next_double() < 0.5 ? -half : half) + mu;
    double const size = std::fmod(std::fabs(angle) + pi, 2 * pi) - pi;
    return angle < 0 ? -size : size;
  }
};
using vonmises = vonmises_of<>;

/// A product of uniform numbers for a small mean, else by transformed rejection (Hörmann, "The transformed
/// rejection method for generating Poisson random variables", 1993).
struct poisson {
  static constexpr std::tuple parameters{real{"lam", domain::poisson_mean}};
  std::int64_t operator()(bit_generator auto& bits, double lam) const {
    if (lam == 0) return 0;
    if (!(lam >= 10)) {
      double const least = std::exp(-lam);
      double product = bits.next_double();
      std::int64_t count = 0;
      while (product > least) ++count, product *= bits.next_double();
      return count;
    }
    double const log_lam = std::log(lam), b = 0.931 + 2.53 * std::sqrt(lam), a = -0.059 + 0.02483 * b;
    double const inverse_alpha = 1.1239 + 1.1328 / (b - 3.4), v_r = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      double const u = bits.next_double() - 0.5, v = bits.next_double(), u_s = 0.5 - std::fabs(u);
      double const x = std::floor((2 * a / u_s + b) * u + lam + 0.43);
      // Where x fits no integer, as where u_s is 0, it is negative: refused.
      std::int64_t const k = std::fabs(x) < 0x1p63 ? static_cast<std::int64_t>(x) : INT64_MIN;
      if (u_s >= 0.07 && v <= v_r) return k;
      if (k < 0 || (u_s < 0.013 && v > u_s)) continue;
      if (std::log(v) + std::log(inverse_alpha) - std::log(a / (u_s * u_s) + b) <=
          -lam + double(k) * log_lam - log_gamma(double(k) + 1))
        return k;
    }
  }
};
struct negative_binomial {
  static constexpr std::tuple parameters{real{"n", domain::positive_not_nan},
                                         real{"p", domain::above_0_to_1}};
  static void check(double n, double p, source_location where) {
    if ((1 - p) / p * (n + 10 * std::sqrt(n)) > detail::largest_poisson_mean)
      throw value_error("n too large or p too small, see Generator.negative_binomial Notes", where);
  }
  std::int64_t operator()(bit_generator auto& bits, double n, double p) const {
    return poisson{}(bits, gamma{}(bits, n, (1 - p) / p));
  }
};
struct noncentral_chisquare {
  static constexpr std::tuple parameters{real{"df", domain::positive}, real{"nonc", domain::non_negative}};
  double operator()(bit_generator auto& bits, double df, double nonc) const {
    if (std::isnan(nonc)) return nonc;
    if (nonc == 0) return chisquare{}(bits, df);
    if (df > 1) {
      double const central = chisquare{}(bits, df - 1),
                   n = detail::normal_by_ziggurat(bits) + std::sqrt(nonc);
      return central + n * n;
    }
    std::int64_t const i = poisson{}(bits, nonc / 2.);
    return chisquare{}(bits, df + double(2 * i));
  }
};
struct noncentral_f {
  static constexpr std::tuple parameters{real{"dfnum", domain::positive}, real{"dfden", domain::positive},
                                         real{"nonc", domain::non_negative}};
  double operator()(bit_generator auto& bits, double dfnum, double dfden, double nonc) const {
    double const above = noncentral_chisquare{}(bits, dfnum, nonc) * dfden;
    return above / (chisquare{}(bits, dfden) * dfnum);
  }
};

/// By inversion for a small mean, else by the method BTPE (Kachitvichyanukul and Schmeiser, "Binomial random
/// variate generation", 1988), with the last bound of NumPy up to 2.4. What depends on n and p alone is kept
/// from one number to the next.
template <bool Legacy = false>
struct binomial_of {
  static constexpr std::tuple parameters{whole{"n"}, real{"p", domain::from_0_to_1}};
  std::int64_t operator()(bit_generator auto& bits, std::int64_t n, double p) {
    if (!Legacy && (n == 0 || p == 0.)) return 0;
    if (p <= 0.5) return up_to_half(bits, n, p);
    return n - up_to_half(bits, n, 1. - p);
  }

private:
  std::int64_t up_to_half(bit_generator auto& bits, std::int64_t n, double p) {
    bool const small = p * double(n) <= 30.;
    if (n != n_ || p != p_) {
      n_ = n;
      p_ = p;
      small ? prepare_inversion() : prepare_btpe();
    }
    return small ? by_inversion(bits) : by_btpe(bits);
  }

  void prepare_inversion() {
    double const n = double(n_);
    q_ = 1. - p_;
    all_fail_ = std::exp(n * (Legacy ? std::log(q_) : std::log1p(-p_)));
    mode_ = static_cast<std::int64_t>(std::min(n, n * p_ + 10. * std::sqrt(n * p_ * q_ + 1)));
  }
  std::int64_t by_inversion(bit_generator auto& bits) const {
    for (;;) {
      double u = bits.next_double(), probability = all_fail_;
      for (std::int64_t x = 0;;) {
        if (!(u > probability)) return x;
        if (++x > mode_) break;
        u -= probability;
        probability = double(n_ - x + 1) * p_ * probability / (double(x) * q_);
      }
    }
  }

  void prepare_btpe() {
    double const n = double(n_);
    q_ = 1. - p_;
    double const middle = n * p_ + p_;
    mode_ = static_cast<std::int64_t>(std::floor(middle));
    p1_ = std::floor(2.195 * std::sqrt(n * p_ * q_) - 4.6 * q_) + 0.5;
    x_middle_ = double(mode_) + 0.5;
    x_left_ = x_middle_ - p1_;
    x_right_ = x_middle_ + p1_;
    c_ = 0.134 + 20.5 / (15.3 + double(mode_));
    double const left = (middle - x_left_) / (middle - x_left_ * p_);
    lambda_left_ = left * (1. + left / 2.);
    double const right = (x_right_ - middle) / (x_right_ * q_);
    lambda_right_ = right * (1. + right / 2.);
    p2_ = p1_ * (1. + 2. * c_);
    p3_ = p2_ + c_ / lambda_left_;
    p4_ = p3_ + c_ / lambda_right_;
  }
  std::int64_t by_btpe(bit_generator auto& bits) const {
    for (;;) {
      double const u = bits.next_double() * p4_;
      double v = bits.next_double();
      std::int64_t y;
      if (u <= p1_) return static_cast<std::int64_t>(std::floor(x_middle_ - p1_ * v + u)); // the triangle
      if (u <= p2_) {                                                                      // parallelograms
        double const x = x_left_ + (u - p1_) / c_;
        v = v * c_ + 1. - std::fabs(double(mode_) - x + 0.5) / p1_;
        if (v > 1.) continue;
        y = static_cast<std::int64_t>(std::floor(x));
      } else if (v == 0.) {
        continue;
      } else if (u <= p3_) { // the left tail
        y = static_cast<std::int64_t>(std::floor(x_left_ + std::log(v) / lambda_left_));
        if (y < 0) continue;
        v = v * (u - p2_) * lambda_left_;
      } else {
        y = static_cast<std::int64_t>(std::floor(x_right_ - std::log(v) / lambda_right_));
        if (y > n_) continue;
        v = v * (u - p3_) * lambda_right_;
      }
      if (accepts(y, v)) return y;
    }
  }
  bool accepts(std::int64_t y, double v) const {
    double const n = double(n_), variance = n * p_ * q_;
    std::int64_t const k = std::abs(y - mode_);
    if (k <= 20 || double(k) >= variance / 2. - 1) {
      double const s = p_ / q_, a = s * double(n_ + 1);
      double ratio = 1.;
      for (std::int64_t i = mode_ + 1; i <= y; ++i) ratio *= a / double(i) - s;
      for (std::int64_t i = y + 1; i <= mode_; ++i) ratio /= a / double(i) - s;
      return v <= ratio;
    }
    double const distance = double(k);
    double const rho =
        distance / variance * ((distance * (distance / 3. + 0.625) + 0.16666666666666666) / variance + 0.5);
    double const t = double(-k * k) / (2 * variance), log_v = std::log(v);
    if (log_v < t - rho) return true;
    if (log_v > t + rho) return false;
    double const x1 = double(y) + 1, f1 = double(mode_) + 1, z = n + 1 - double(mode_), w = n - double(y) + 1;
    auto const rest = [](double x) {
      double const x2 = x * x;
      return (13680. - (462. - (132. - (99. - 140. / x2) / x2) / x2) / x2) / x / 166320.;
    };
    return log_v <= x_middle_ * std::log(f1 / x1) + (n - double(mode_) + 0.5) * std::log(z / w) +
                        double(y - mode_) * std::log(w * p_ / (x1 * q_)) + rest(f1) + rest(z) + rest(x1) +
                        rest(w);
  }

  std::int64_t n_ = -1, mode_ = 0; // by inversion, the mode is the largest number that is tried
  double p_ = 0, q_ = 0, all_fail_ = 0, p1_ = 0, p2_ = 0, p3_ = 0, p4_ = 0, c_ = 0;
  double x_middle_ = 0, x_left_ = 0, x_right_ = 0, lambda_left_ = 0, lambda_right_ = 0;
};
using binomial = binomial_of<>;

/// By search, or for a small p by inversion.
struct geometric {
  static constexpr std::tuple parameters{real{"p", domain::above_0_to_1}};
  std::int64_t operator()(bit_generator auto& bits, double p) const {
    if (p >= 0.333333333333333333333333) return search(bits, p);
    double const z = std::ceil(-detail::exponential_by_ziggurat(bits) / std::log1p(-p));
    return z >= 0x1p63 ? INT64_MAX : static_cast<std::int64_t>(z);
  }
  static std::int64_t search(bit_generator auto& bits, double p) {
    std::int64_t x = 1;
    double const u = bits.next_double();
    for (double sum = p, term = p; u > sum; ++x) {
      term *= 1. - p;
      sum += term;
    }
    return x;
  }
};
/// (Devroye, "Non-uniform random variate generation", 1986, chapter X.6.)
struct zipf {
  static constexpr std::tuple parameters{real{"a", domain::above_1}};
  std::int64_t operator()(bit_generator auto& bits, double a) const {
    if (a >= 1025) return 1; // 2**(a - 1) would overflow
    double const least = std::pow(0x1p63, -(a - 1.));
    return rejection(bits, a, [=](double u) { return u * least + (1 - u); });
  }
  static std::int64_t rejection(bit_generator auto& bits, double a, auto const& spread) {
    double const a1 = a - 1., b = std::pow(2., a1);
    for (;;) {
      double const u = spread(bits.next_double()), v = bits.next_double();
      double const x = std::floor(std::pow(u, -1. / a1));
      if (x > 0x1p63 || x < 1.) continue;
      double const t = std::pow(1. + 1. / x, a1);
      if (v * x * (t - 1.) / (b - 1.) <= t / b)
        return x < 0x1p63 ? static_cast<std::int64_t>(x) : INT64_MIN; // as the processor casts it for NumPy
    }
  }
};
/// (Kemp, "Efficient generation of logarithmically distributed pseudo-random variables", 1981.)
template <bool Legacy = false>
struct logseries_of {
  static constexpr std::tuple parameters{real{"p", domain::from_0_below_1}};
  std::int64_t operator()(bit_generator auto& bits, double p) const {
    double const r = Legacy ? std::log(1. - p) : std::log1p(-p);
    for (;;) {
      double const v = bits.next_double();
      if (v >= p) return 1;
      double const u = bits.next_double(), q = Legacy ? 1. - std::exp(r * u) : -std::expm1(r * u);
      if (v > q * q) return v >= q ? 1 : 2;
      if (v == 0.) continue;
      double const x = std::floor(1 + std::log(v) / std::log(q));
      if (x >= 1 && x < 0x1p63) return static_cast<std::int64_t>(x);
    }
  }
};
using logseries = logseries_of<>;
/// By sampling for few, else by the ratio of uniform numbers HRUA* (Stadlober, "The ratio of uniforms
/// approach for generating discrete random variates", 1990). RandomState has another sampling, and other
/// roundings.
template <bool Legacy = false>
struct hypergeometric_of {
  static constexpr std::tuple parameters{
      whole{"ngood"}, whole{"nbad"}, whole{"nsample", Legacy ? domain::at_least_1 : domain::non_negative}};
  static void check(std::int64_t good, std::int64_t bad, std::int64_t sample, source_location where) {
    if (!Legacy && (good >= 1'000'000'000 || bad >= 1'000'000'000))
      throw value_error("both ngood and nbad must be less than 1000000000", where);
    if (good + bad < sample) throw value_error("ngood + nbad < nsample", where);
  }
  std::int64_t operator()(bit_generator auto& bits, std::int64_t good, std::int64_t bad,
                          std::int64_t sample) const {
    if constexpr (Legacy)
      return sample > 10 ? by_ratio(bits, good, bad, sample) : by_counting(bits, good, bad, sample);
    else
      return sample >= 10 && sample <= good + bad - 10 ? by_ratio(bits, good, bad, sample)
                                                       : by_sampling(bits, good, bad, sample);
  }

private:
  static std::int64_t by_ratio(bit_generator auto& bits, std::int64_t good, std::int64_t bad,
                               std::int64_t sample) {
    std::int64_t const all = good + bad, fewer = std::min(good, bad), more = std::max(good, bad);
    std::int64_t const m = std::min(sample, all - sample);
    double const p = double(fewer) / double(all), q = Legacy ? 1. - p : double(more) / double(all);
    double const a = double(m) * p + 0.5;
    double const c = std::sqrt(double(all - m) * double(Legacy ? sample : m) * p * q / double(all - 1) + 0.5);
    double const h = 1.7155277699214135 * c + 0.8989161620588988; // 2 sqrt(2 / e), 3 - 2 sqrt(3 / e)
    auto const log_weight = [&](std::int64_t k) {
      auto const log_of = [](std::int64_t n) {
        return Legacy ? log_gamma(double(n + 1)) : detail::log_factorial(n);
      };
      return log_of(k) + log_of(fewer - k) + log_of(m - k) + log_of(more - m + k);
    };
    double const log_most = log_weight(
        static_cast<std::int64_t>(std::floor(double(m + 1) * double(fewer + 1) / double(all + 2))));
    double const end = std::min(double(std::min(m, fewer) + 1), std::floor(a + 16 * c));
    for (;;) {
      double const u = bits.next_double(), v = bits.next_double(), x = a + h * (v - 0.5) / u;
      if (!(x >= 0. && x < end)) continue;
      std::int64_t const k = static_cast<std::int64_t>(std::floor(x));
      double const t = log_most - log_weight(k);
      if (!(u * (4. - u) - 3. <= t) && (u * (u - t) >= 1 || !(2. * std::log(u) <= t))) continue;
      std::int64_t const of_most = good > bad ? m - k : k;
      return m < sample ? good - of_most : of_most;
    }
  }
  static std::int64_t by_sampling(bit_generator auto& bits, std::int64_t good, std::int64_t bad,
                                  std::int64_t sample) {
    std::int64_t const all = good + bad;
    bool const most = sample > all / 2;
    std::int64_t left = most ? all - sample : sample, total = all, good_left = good;
    for (; left > 0 && good_left > 0 && total > good_left; --left) {
      --total;
      if (static_cast<std::int64_t>(detail::draw_up_to(bits, static_cast<std::uint64_t>(total))) < good_left)
        --good_left;
    }
    if (total == good_left) good_left -= left; // only good ones are left
    return most ? good_left : good - good_left;
  }
  static std::int64_t by_counting(bit_generator auto& bits, std::int64_t good, std::int64_t bad,
                                  std::int64_t sample) {
    if (sample <= 0) return 0;
    std::int64_t const others = bad + good - sample, fewer = std::min(bad, good);
    double left = double(fewer);
    for (std::int64_t k = sample; left > 0. && k > 0; --k)
      left -= std::floor(bits.next_double() + left / double(others + k));
    std::int64_t const drawn = static_cast<std::int64_t>(double(fewer) - left);
    return good > bad ? sample - drawn : drawn;
  }
};
using hypergeometric = hypergeometric_of<>;

} // namespace distribution
} // namespace gamut::inline GAMUT_ABI::random
