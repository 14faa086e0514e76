// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The complementary error function of a vector register of float32.
#pragma once

#include <gamut/host/elementary/exponential.hpp>

#if defined(GAMUT_HOST_ELEMENTARY)

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
namespace elementary {

/// 1 - erf(x) of |x| < 9: exp(-x^2) / (1 + 2 |x|) times a polynomial in (|x| - 2) / (|x| + 2) (Shepherd and
/// Laframboise, Chebyshev Approximation of (1 + 2x) exp(x^2) erfc x, 1981).
template <of_float R>
GAMUT_INLINE R complementary_error(R x) {
  R const a = ei::pabs(x), square = a * a, square_low = fma(a, a, R(-square));
  R const factor = fill<R>(-0x1.715476p+0f), log = square * factor;
  R const log_low = fma(square, factor, R(-log)) + fma(square_low, factor, R(square * -0x1.4ae0cp-26f));
  R const bell = power_of_two(log, exponential_24, log_low);
  R const d = 1.f + 2.f * a, d_low = 2.f * a - (d - 1.f), inverse = 1.f / d, q = bell * inverse;
  R const q_low = (fma(R(-q), d, bell) - q * d_low) * inverse;
  R const series = polynomial(R((a - 2.f) / (a + 2.f)),
                              {0x1.46e80e156236cp+0f, -0x1.7bf5fda145504p-4f, -0x1.5407c109866ecp-3f,
                               0x1.4ffb64b4ae8f9p-3f, -0x1.bc221d585aaa9p-5f, -0x1.07f20289889b2p-7f,
                               0x1.1c338d68a1f47p-7f, 0x1.5a96e0c43716cp-10f, -0x1.4f6b9129fccd0p-10f,
                               -0x1.c3d643f5c95adp-12f});
  R const right = fma(q, series, R(q_low * series));
  return lanes_select(lanes_less(x, fill<R>(0)), R(2.f - right), right);
}

template <of_float R>
GAMUT_INLINE R erfc(R x) {
  return inside_or(lanes_less(R(ei::pabs(x)), fill<R>(9)), complementary_error(x),
                   [&] { return vector_erfc(x); });
}

} // namespace elementary
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
#endif
