// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Stockham's Fourier transform of R^K points.
#include "kernel.hpp"

#include <numbers>

namespace npbench {
namespace {

template <class P>
void stockham_fft(gm::index N, gm::index R, gm::index K, vector<P, complex> const& x, vector<P, complex>& y) {
  auto const turns = [](gm::index n, gm::index m, gm::index of) { // exp(-2 pi i j k / of) of j < n, k < m
    return gm::exp(complex(0, -2 * std::numbers::pi / double(of)) *
                   gm::outer(gm::arange<double, P>(n), gm::arange<double, P>(m)));
  };
  matrix<P, complex> const dft_mat = turns(R, R, R);
  y = x;
  for (gm::index i = 0, done = 1; i < K; ++i, done *= R) {
    auto const yv = gm::reshape(y, done, R, N / R / done);
    matrix<P, complex> const twiddles = turns(R, done, R * done);
    cube<P, complex> const tmp_twid = gm::transpose(yv, {1, 0, 2}) * twiddles(_, _, newaxis);
    y = gm::reshape(gm::matmul(dft_mat, gm::reshape(tmp_twid, R, N / R)), N);
  }
}

registered const kernel("sthamfft", []<class P>() { return &stockham_fft<P>; });

} // namespace
} // namespace npbench
