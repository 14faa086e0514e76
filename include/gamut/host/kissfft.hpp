// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Fourier transforms of lanes by the kissfft inside Eigen's unsupported modules, one after another. Its time
// grows with the square of a prime factor, so that lengths of large ones become convolutions with a chirp
// (Bluestein's algorithm), whose length is a power of two.
#pragma once

#include <gamut/dtype.hpp>
#include <gamut/error.hpp>
#include <gamut/host/eigen.hpp>
#include <gamut/lanes.hpp>

GAMUT_REGISTERS_BEGIN
#include <unsupported/Eigen/FFT>
GAMUT_REGISTERS_END

#include <algorithm>
#include <cmath>
#include <complex>
#include <memory>
#include <numbers>
#include <utility>
#include <vector>

#define GAMUT_HOST_FFT by_kissfft

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
inline namespace GAMUT_HOST_FFT {

/// What the transforms of n points share, and the memory that each of them needs. They are not scaled, and
/// change what they read.
template <class R>
class kiss_plan {
public:
  using complex = std::complex<R>;

  explicit kiss_plan(index n) : n_(n) {
    bool const chirp = largest_factor(n) > 50;
    index m = n;
    if (chirp)
      for (m = 1; m < 2 * n - 1;) m *= 2;
    // Eigen counts with int, up to four times the length.
    if (m >= index(1) << 29)
      throw value_error(gamut::detail::message("Eigen's FFT does not take ", n,
                                               " points: link gamut::pocketfft for so many"));
    engine_.SetFlag(engine::Unscaled);
    engine_.SetFlag(engine::HalfSpectrum);
    if (chirp) make_chirp(m);
  }
  index points() const { return n_; }

  void run(complex* from, complex* to, bool forward) {
    if (n_ == 1)
      *to = *from;
    else if (!chirp_.empty())
      convolve(from, to, forward);
    else if (forward)
      engine_.fwd(to, from, n_);
    else
      engine_.inv(to, from, n_);
  }
  /// Real numbers to the first half of their spectrum.
  void run(R* from, complex* to, bool forward) {
    if (n_ % 4 == 0 && chirp_.empty())
      engine_.fwd(to, from, n_);
    else {
      resize_lanes();
      std::copy_n(from, n_, lane_.data());
      run(lane_.data(), spectrum_.data(), true);
      std::copy_n(spectrum_.data(), n_ / 2 + 1, to);
    }
    if (!forward) conjugate(to);
  }
  /// The first half of a spectrum to real numbers.
  void run(complex* from, R* to, bool forward) {
    if (forward) conjugate(from);
    from[0].imag(R(0));
    if (n_ % 2 == 0) from[n_ / 2].imag(R(0));
    if (n_ % 4 == 0 && chirp_.empty()) return engine_.inv(to, from, n_);
    resize_lanes();
    std::copy_n(from, n_ / 2 + 1, spectrum_.data());
    for (index k = n_ / 2 + 1; k < n_; ++k) spectrum_[std::size_t(k)] = std::conj(from[n_ - k]);
    run(spectrum_.data(), lane_.data(), false);
    for (index k = 0; k < n_; ++k) to[k] = lane_[std::size_t(k)].real();
  }

private:
  using engine = Eigen::FFT<R>;

  static index largest_factor(index n) {
    for (index p = 2; p * p <= n; ++p)
      while (n % p == 0 && n > p) n /= p;
    return n;
  }
  void resize_lanes() {
    lane_.resize(static_cast<std::size_t>(n_));
    spectrum_.resize(static_cast<std::size_t>(n_));
  }
  void conjugate(complex* half) const {
    for (index k = 0; k < n_ / 2 + 1; ++k) half[k] = std::conj(half[k]);
  }
  /// 2 j k = j^2 + k^2 - (k - j)^2: with w(k) = exp(-pi i k^2 / n) the transform of x is w times the
  /// convolution of x w with conj(w), m points around.
  void make_chirp(index m) {
    chirp_.resize(static_cast<std::size_t>(n_));
    filter_.resize(static_cast<std::size_t>(m));
    padded_.resize(filter_.size());
    for (index k = 0; k < n_; ++k) {
      index turn = k * k % (2 * n_); // exp has this period: the angle stays small, and exact
      if (turn > n_) turn -= 2 * n_;
      double const angle = std::numbers::pi * double(turn) / double(n_);
      complex const w(static_cast<R>(std::cos(angle)), static_cast<R>(-std::sin(angle)));
      chirp_[std::size_t(k)] = w;
      padded_[std::size_t(k)] = padded_[std::size_t((m - k) % m)] = std::conj(w) / R(m);
    }
    engine_.fwd(filter_.data(), padded_.data(), m);
    product_.resize(filter_.size());
  }
  /// The other direction is the conjugate of the transform of conjugates.
  void convolve(complex const* from, complex* to, bool forward) {
    std::size_t const n = chirp_.size(), m = filter_.size();
    for (std::size_t k = 0; k < n; ++k) padded_[k] = times(forward ? from[k] : std::conj(from[k]), chirp_[k]);
    std::fill_n(padded_.data() + n, m - n, complex(0));
    engine_.fwd(product_.data(), padded_.data(), index(m));
    for (std::size_t k = 0; k < m; ++k) product_[k] = times(product_[k], filter_[k]);
    engine_.inv(padded_.data(), product_.data(), index(m));
    for (std::size_t k = 0; k < n; ++k) {
      complex const x = times(padded_[k], chirp_[k]);
      to[k] = forward ? x : std::conj(x);
    }
  }
  /// The product as it is defined; std::complex's asks for infinities first.
  static complex times(complex const& a, complex const& b) {
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
  }

  index n_;
  engine engine_;
  std::vector<complex> lane_, spectrum_, chirp_, filter_, padded_, product_;
};

/// The plan for n points; every thread keeps those that it used last.
template <class R>
kiss_plan<R>& kiss_plan_of(index n) {
  constexpr std::size_t most = 4;
  thread_local std::vector<std::unique_ptr<kiss_plan<R>>> kept;
  auto found = std::find_if(kept.begin(), kept.end(), [&](auto const& plan) { return plan->points() == n; });
  if (found == kept.end()) {
    auto made = std::make_unique<kiss_plan<R>>(n);
    if (kept.size() == most) kept.pop_back();
    found = kept.insert(kept.end(), std::move(made));
  }
  std::rotate(kept.begin(), found, found + 1);
  return *kept.front();
}

/// Transforms `width` lanes of each of some blocks; a lane's elements are `stride` apart, the lanes next to
/// each other, and the blocks full of `stride` lanes.
template <class From, class To, class R>
void transform_lanes(From const* from, To* to, index blocks, index n, index stride, index width, bool forward,
                     R factor) {
  constexpr index most = 8; // lanes that are read together: a few cache lines of every row
  index const read = gamut::detail::points_stored<From, To>(n);
  index const written = gamut::detail::points_stored<To, From>(n);
  index const some = width < most ? width : most;
  std::vector<From> in(static_cast<std::size_t>(some * read));
  std::vector<To> out(static_cast<std::size_t>(some * written));
  auto& plan = kiss_plan_of<R>(n);
  for (index block = 0; block < blocks; ++block)
    for (index first = 0; first < width; first += some) {
      index const count = width - first < some ? width - first : some;
      From const* const x = from + block * read * stride + first;
      To* const y = to + block * written * stride + first;
      for (index k = 0; k < read; ++k)
        for (index i = 0; i < count; ++i) in[std::size_t(i * read + k)] = x[k * stride + i];
      for (index i = 0; i < count; ++i) plan.run(in.data() + i * read, out.data() + i * written, forward);
      for (index k = 0; k < written; ++k)
        for (index i = 0; i < count; ++i) y[k * stride + i] = out[std::size_t(i * written + k)] * factor;
    }
}

} // namespace GAMUT_HOST_FFT
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
