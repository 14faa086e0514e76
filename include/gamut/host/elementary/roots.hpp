// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Roots of a vector register: cube roots and lengths.
#pragma once

#include <gamut/host/elementary/register.hpp>

#include <cmath>
#include <cstdint>

#if defined(GAMUT_HOST_ELEMENTARY)

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
namespace elementary {

alignas(64) inline constexpr double inverse_cube_root_of_power[16] = {
    0x1p+0, 0x1.965fea53d6e3dp-1, 0x1.428a2f98d728bp-1, 0x1p+0, 0x1.965fea53d6e3dp-1, 0x1.428a2f98d728bp-1};

/// The cube root: of x = 8^k 2^j m, y near m^(-1/3) 2^(-j/3) is short, so that its square is exact, the root
/// is m y^2 (1 - e)^(-2/3) with e = 1 - m y^3, and only the product m y^2 need be in two numbers.
template <of_double R>
GAMUT_INLINE R cube_root_of_normal(R x) {
  R const a = ei::pabs(x);
  bits<R> const exponent = (bits<R>)a >> 52;
  // Thirds of an exponent that is positive: the quotient is rounded down since it is never half way.
  R const n = (R)(exponent + bits_of_number(whole<double>)) - whole<double>;
  R const shifted = fma(n, fill<R>(1. / 3.), fill<R>(-341.33)) + whole<double>;
  R const j = fma(R(shifted - whole<double>), fill<R>(-3), R(n - 1023.));
  bits<R> const fraction = ((bits<R>)a & ((std::uint64_t(1) << 52) - 1)) + power_bits<double>(0);
  R const factor = lookup<R>(inverse_cube_root_of_power, (bits<R>)(j + whole<double>));
  // m^(-1/3) in [1, 2], to 2^-14.
  R const seed =
      factor * polynomial((R)fraction, {0x1.aa913e4c930ecp+0, -0x1.2992df8a9809cp+0, 0x1.5e8accb9a7d37p-1,
                                        -0x1.bb1bec900c2fdp-3, 0x1.c731837107b28p-6});
  R const m = (R)(fraction + ((bits<R>)(j + whole<double>) << 52));
  R const y = (R)((bits<R>)seed & ~((std::uint64_t(1) << 27) - 1));
  auto const [root, low] = exact_product(m, R(y * y));
  R const e = fma(R(-root), y, fill<R>(1)) - low * y;
  // ((1 - e)^(-2/3) - 1) / e of |e| < 2^-12, to 2^-65 of the root.
  R const c = root + fma(R(root * e),
                         polynomial(e, {0x1.5555555555555p-1, 0x1.1c71c71c71c53p-1, 0x1.f9add4de82471p-2,
                                        0x1.cf8a0e67fd12p-2}),
                         low);
  return turned((R)((bits<R>)c + ((bits<R>)shifted << 52)), x);
}
template <of_double R>
GAMUT_INLINE R cbrt(R x) {
  using limits = std::numeric_limits<double>;
  R const a = ei::pabs(x);
  auto const inside = lanes_within(limits::min(), a, fill<R>(limits::infinity()));
  auto const subnormal = [](double y) {
    if (y == 0 || !std::isfinite(y)) return y;
    return ei::pfirst(cube_root_of_normal(fill<R>(y * 0x1p54))) * 0x1p-18;
  };
  return inside_or(inside, cube_root_of_normal(x), subnormal, x);
}

/// The same of float32: a third of the bits, subtracted from a constant's, is within a twelfth of the inverse
/// root, a polynomial of what the cube of that is off makes 2^-15 of it, and the root's cube is subtracted
/// from x in two numbers.
template <of_float R>
GAMUT_INLINE R cbrt(R x) {
  typedef std::int32_t integers __attribute__((vector_size(sizeof(R))));
  R const a = ei::pabs(x), thirds = __builtin_convertvector((integers)a, R) * (1.f / 3);
  R const y = (R)(0x548e0000 - __builtin_convertvector(thirds, integers)), off = a * y * (y * y);
  R const inverse = y * polynomial(off, {0x1.bbbf02p+0f, -0x1.32a03ep+0f, 0x1.e36b06p-2f});
  R const square = inverse * inverse, root = a * square;
  auto const [high, low] = exact_product(root, root);
  R const more = fma(R(-low), root, fma(R(-high), root, a));
  using limits = std::numeric_limits<float>;
  return inside_or(lanes_within(limits::min(), a, fill<R>(limits::infinity())),
                   turned(fma(R(more * (1.f / 3)), square, root), x), [&] { return vector_cbrt(x); });
}

/// The length of (x, y): the smaller square, which is rounded, is added to the larger one, which is not, so
/// that three quarters of a unit are lost of the radicand at most, and one of the root.
template <of_either R>
GAMUT_INLINE R hypot(R x, R y) {
  using T = number<R>;
  using limits = std::numeric_limits<T>;
  // Not the greater and the less of two: of a nan these might be the other one.
  R const a = ei::pabs(x), b = ei::pabs(y);
  auto const steep = lanes_less(a, b);
  R const larger = lanes_select(steep, b, a), smaller = lanes_select(steep, a, b);
  R const sum = fma(larger, larger, R(smaller * smaller));
  return inside_or(
      lanes_within(limits::min() / limits::epsilon(), sum, fill<R>(limits::infinity())), exact_sqrt(sum),
      [](T v, T w) { return std::hypot(v, w); }, x, y);
}

} // namespace elementary
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
#endif
