// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Powers of a vector register: 2 to the power of y log2 x, with the logarithm in two numbers (Muller,
// Elementary Functions, 3rd edition, chapters 3 and 11).
#pragma once

#include <gamut/host/elementary/exponential.hpp>
#include <gamut/host/elementary/logarithm.hpp>

#if defined(GAMUT_HOST_ELEMENTARY)

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
namespace elementary {

/// The logarithm to base 2 of positive normal numbers to about 2^-64 or 2^-34 of it: the first two terms of
/// the series are carried in two numbers each.
template <class R>
GAMUT_INLINE sum_of_two<R> logarithm_in_two(R x) {
  using base = binary_logarithm<number<R>>;
  constexpr auto half = base::factor * -0.5f, half_low = base::factor_low * -0.5f;
  exponent_and_ratio const of(x);
  auto first = exact_product(of.r, fill<R>(base::factor)), square = exact_product(of.r, of.r);
  if constexpr (of_double<R>) {
    // What r_low changes in the first term and in the third: in that of its square it stands below.
    R const by_low = fma(square.high, of.r_low, of.r_low);
    first.low = fma(by_low, fill<R>(base::factor), first.low);
    square.low = fma(R(of.r + of.r), of.r_low, square.low);
  }
  R const first_low = fma(of.r, fill<R>(base::factor_low), first.low);
  auto const second = exact_product(square.high, fill<R>(half));
  R const second_low = fma(square.high, fill<R>(half_low), fma(square.low, fill<R>(half), second.low));
  R const third = fma(R(of.r * square.high), polynomial(of.r, base::third), lookup<R>(base::low, of.place));
  auto const one = ordered_sum(R(of.n + lookup<R>(base::high, of.place)), first.high);
  auto const two = ordered_sum(one.high, second.high);
  return ordered_sum(two.high, R((one.low + two.low) + (third + (first_low + second_low))));
}

/// x to the power y, of positive normal numbers x where the result is one; the others are libmvec's.
template <of_either R>
GAMUT_INLINE R pow(R x, R y) {
  using T = number<R>;
  using limits = std::numeric_limits<T>;
  auto const [high, low] = logarithm_in_two(x);
  R const log = y * high, log_low = fma(y, low, fma(y, high, R(-log)));
  R result;
  if constexpr (of_double<R>) {
    R const rounded = log + whole<T>;
    auto const [f, f_low] = ordered_sum(R(log - (rounded - whole<T>)), log_low);
    R const fraction =
        fraction_of_power(f, fma(f_low, fill<R>(0x1.62e42fefa39efp-1), R(f * 0x1.abc9e3b39803fp-56)));
    result = (R)((bits<R>)fraction + ((bits<R>)rounded << fraction_bits<T>));
  } else
    result = power_of_two(log, exponential_24, log_low);
  auto const normal =
      lanes_and(lanes_less_equal(fill<R>(limits::min()), x), lanes_less(x, fill<R>(limits::infinity())));
  return inside_or(lanes_and(normal, lanes_less(R(ei::pabs(log)), fill<R>(limits::max_exponent - 3))), result,
                   [&] { return vector_pow(x, y); });
}

} // namespace elementary
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
#endif
