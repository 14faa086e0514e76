// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Fourier transforms. Expected values are NumPy's: rows/fft.txt; how exact they are, and that they do not
// depend on where operands lie and on threads.
#include "rows/rows.hpp"

#include <cmath>
#include <complex>
#include <numbers>

namespace {

using C = std::complex<double>;

/// Complex numbers of [-0.5, 0.5) in both parts, the same each time.
template <class T = double, class... I>
auto drawn(I... shape) {
  auto rng = gm::random::default_rng(20261125);
  gm::ndarray const parts = rng.random<T, gm::host>(gm::shape_of(shape..., 2)) - T(0.5);
  gm::ndarray<std::complex<T>, int(sizeof...(I)), gm::host> z(gm::shape_of(shape...));
  for (gm::index i = 0; i < z.size(); ++i) z.data()[i] = {parts.data()[2 * i], parts.data()[2 * i + 1]};
  return gm::to<P>(z);
}
template <class T>
auto reals_of(gm::ndarray<std::complex<T>, 1, P> const& z) {
  return gm::to<P>(gm::copy(gm::real(gm::to<gm::host>(z))));
}

/// How far two arrays are apart, relative to the length of the second as a vector.
template <class A, class B>
double apart(A const& a, B const& b) {
  auto const x = elements(a);
  auto const y = elements(b);
  REQUIRE(x.size() == y.size());
  double difference = 0, size = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    difference += std::norm(C(x[i]) - C(y[i]));
    size += std::norm(C(y[i]));
  }
  return std::sqrt(difference / size);
}

/// The transform by its definition, in long double.
std::vector<C> exact(std::vector<C> const& x) {
  using L = std::complex<long double>;
  std::size_t const n = x.size();
  std::vector<L> w(n);
  for (std::size_t k = 0; k < n; ++k) {
    long double const angle =
        2 * std::numbers::pi_v<long double> * static_cast<long double>(k) / static_cast<long double>(n);
    w[k] = L(std::cos(angle), -std::sin(angle));
  }
  std::vector<C> result(n);
  for (std::size_t k = 0; k < n; ++k) {
    L sum = 0;
    for (std::size_t j = 0, turn = 0; j < n; ++j, turn = (turn + k) % n) sum += L(x[j]) * w[turn];
    result[k] = C(sum);
  }
  return result;
}

} // namespace

TEST_CASE("transforms answer as NumPy's do") {
  ROW_OPERANDS;
  ROW_COMPLEX_OPERANDS;
  auto const points = [](double n) -> gm::ndarray<double, 1, P> {
    return gm::remainder(gm::arange<double, P>(n) * 7, 23) - 11;
  };
  auto const complex_points = [&](double n) -> gm::ndarray<complex, 1, P> {
    return points(n) * complex(2, -1);
  };
#include "rows/fft.inc"
}

TEST_CASE("a transform is exact to a few roundings, whatever its length") {
  for (gm::index const n :
       {1, 2, 3, 4, 5, 7, 8, 11, 12, 16, 53, 97, 101, 106, 210, 243, 404, 625, 1009, 1024}) {
    INFO("of " << n << " points");
    double const bound = 0.5 * (2 + std::log2(double(n)));
    auto const z = drawn(n);
    auto const expected = exact(elements(z));
    auto const spectrum = gm::to<P>(gm::array(expected));
    constexpr double eps = std::numeric_limits<double>::epsilon();
    CHECK(apart(gm::fft::fft(z), spectrum) < bound * eps);
    CHECK(apart(gm::fft::ifft(spectrum), z) < bound * eps);
    auto const narrow = drawn<float>(n);
    std::vector<C> wide;
    for (auto const& x : elements(narrow)) wide.emplace_back(x);
    CHECK(apart(gm::fft::fft(narrow), gm::array(exact(wide))) <
          bound * std::numeric_limits<float>::epsilon());
    auto const x = reals_of<double>(z);
    std::vector<C> reals;
    for (double const value : elements(x)) reals.emplace_back(value);
    auto const half = gm::array(exact(reals));
    CHECK(apart(gm::fft::fft(x), half) < bound * eps);
    CHECK(apart(gm::fft::rfft(x), half(slice(n / 2 + 1))) < bound * eps);
    CHECK(apart(gm::fft::irfft(gm::fft::rfft(x), n), x) < 2 * bound * eps);
  }
}

TEST_CASE("long transforms, and large primes, come back") {
  for (gm::index const n : {1 << 17, 100'000, 100'003}) {
    INFO("of " << n << " points");
    auto const z = drawn(n);
    CHECK(apart(gm::fft::ifft(gm::fft::fft(z)), z) < 4e-15);
    auto const x = reals_of<double>(z);
    CHECK(apart(gm::fft::irfft(gm::fft::rfft(x), n), x) < 4e-15);
  }
}

TEST_CASE("transforms along several axes are transforms along each") {
  auto const z = drawn(6, 35, 16);
  auto const by_axes = gm::fft::fft(gm::fft::fft(gm::fft::fft(z, _, 2), _, 1), _, 0);
  CHECK(identical(gm::fft::fftn(z), by_axes));
  CHECK(apart(gm::fft::ifftn(by_axes), z) < 1e-15);
  auto const x = counted(6, 35, 16);
  CHECK(apart(gm::fft::fftn(x), gm::fft::fft(gm::fft::fft(gm::fft::fft(x, _, 2), _, 1), _, 0)) < 1e-15);
  CHECK(apart(gm::fft::irfftn(gm::fft::rfftn(x)), x) < 1e-15);
  CHECK(apart(gm::fft::irfftn(gm::fft::rfftn(x, _, {2, 1}), {16, 35}, {2, 1}), x) < 1e-15);
}

TEST_CASE("a transform does not depend on where its operand lies, nor on threads") {
  gm::index const most = gm::get_num_threads();
  auto const z = drawn(3, 128, 300);
  auto const turned = gm::ndarray(gm::transpose(z, {1, 2, 0}));
  gm::set_num_threads(1);
  auto const middle = gm::fft::fft(z, _, 1);
  auto const last = gm::fft::fft(z, _, 2);
  auto const half = gm::fft::rfft(counted(3, 128, 300), _, 1);
  CHECK(apart(gm::transpose(gm::fft::fft(turned, _, 0), {2, 0, 1}), middle) < 1e-15);
  for (int const threads : {2, 7}) {
    gm::set_num_threads(threads);
    CHECK(apart(gm::fft::fft(z, _, 1), middle) < 1e-15);
    CHECK(apart(gm::fft::fft(z), last) < 1e-15);
    CHECK(apart(gm::fft::rfft(counted(3, 128, 300), _, 1), half) < 1e-15);
  }
  gm::set_num_threads(int(most));
}

TEST_CASE("a temporary is transformed in its place, a named array is left alone") {
  auto z = drawn(12);
  auto const before = gm::copy(z);
  auto const memory = z.memory();
  auto const spectrum = gm::fft::fft(z);
  CHECK(identical(z, before));
  auto const moved = gm::fft::fft(std::move(z));
  CHECK(moved.memory() == memory);
  CHECK(identical(moved, spectrum));
  auto kept = gm::copy(before);
  CHECK_THROWS_AS(gm::fft::ifft(std::move(kept), 0), gm::value_error);
  CHECK(identical(kept, before));
}

TEST_CASE("what cannot be transformed is refused, and where") {
  auto const x = counted(4);
  CHECK(throws<gm::value_error>([&] { (void)gm::fft::fft(x, 0); },
                                "Invalid number of FFT data points (0) specified."));
  CHECK(throws<gm::value_error>([&] { (void)gm::fft::irfft(x, -1); },
                                "Invalid number of FFT data points (-1) specified."));
  CHECK(
      throws<gm::value_error>([&] { (void)gm::fft::ifft(x, 4, 0, "none"); },
                              "Invalid norm value none; should be \"backward\", \"ortho\" or \"forward\"."));
  CHECK(throws<gm::axis_error>([&] { (void)gm::fft::fft(x, 4, 1); }, "axis 1 is out of bounds"));
  CHECK(throws<gm::value_error>(
      [&] {
        (void)gm::fft::fftn(x, {4, 4}, {0});
      },
      "Shape and axes have different lengths."));
  try {
    (void)gm::fft::rfft(x, 0);
    FAIL("nothing was thrown");
  } catch (gm::error const& e) {
    CHECK(std::string(e.where().file_name()).ends_with("fft.cpp"));
  }
}
