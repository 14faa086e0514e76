// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Fourier transforms of complex and of real numbers: of a power of two, a round number and a prime of points,
// and of an image; scaled by "ortho", so that results are of the size of 1. Where gamut has pocketfft, this
// is built without it as well, and is then the peer `kissfft`.
#include "bench.hpp"

#include <complex>
#include <type_traits>

#if !defined(BENCH_PEER)
#define BENCH_PEER "gamut"
#endif

namespace gm = gamut;

namespace {

/// `f(a)`, a new array each time.
template <class A, class F>
struct transformed {
  A a;
  F f;
  std::remove_cvref_t<std::invoke_result_t<F, A const&>> out;

  transformed(A operand, F const& function) : a(std::move(operand)), f(function) {
    for (int i = 0; i < 3; ++i) out = f(a); // until memory comes from the blocks that are kept
  }
  void operator()() { out = f(a); }
  /// The real parts, then the imaginary ones.
  gm::ndarray<double, 1> result() const {
    gm::ndarray<double, 1> parts(gm::shape_of(2 * out.size()));
    parts(gm::slice(out.size())) = gm::ravel(gm::eval(gm::real(out)));
    parts(gm::slice(out.size(), gm::_)) = gm::ravel(gm::eval(gm::imag(out)));
    return parts;
  }
};

auto reals(auto const& shape) { return bench::uniform(1, shape); }
auto complexes(auto const& shape) {
  return gm::eval(bench::uniform(1, shape) + std::complex<double>(0, 1) * bench::uniform(2, shape));
}

void benchmarks() {
  for (int const threads : bench::thread_counts()) {
    auto const add = [&](char const* work, auto const& shape, auto const& operand, auto const& f) {
      bench::add(bench::name(work, BENCH_PEER, shape, threads), {double(gm::detail::product(shape))},
                 [=] { return transformed(operand(shape), f); });
    };
    auto const some = [](auto const& shape) { return complexes(shape); };
    auto const real = [](auto const& shape) { return reals(shape); };
    for (gm::index const n : {1000, 1 << 20, 1'000'000, 1'000'003}) {
      add("fft", gm::shape_of(n), some, [](auto const& a) { return gm::fft::fft(a, gm::norm = "ortho"); });
      add("rfft", gm::shape_of(n), real, [](auto const& a) { return gm::fft::rfft(a, gm::norm = "ortho"); });
    }
    add("fft2", gm::shape_of(1024, 1024), some,
        [](auto const& a) { return gm::fft::fft2(a, gm::norm = "ortho"); });
    add("rfft2", gm::shape_of(1024, 1024), real,
        [](auto const& a) { return gm::fft::rfft2(a, gm::norm = "ortho"); });
  }
}

} // namespace

int main(int argc, char** argv) { return bench::run(argc, argv, benchmarks); }
