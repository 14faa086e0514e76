// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Logarithms of a vector register, and what they are a part of. The argument is 2^n m, with m in one of 16 or
// 8 intervals about whose middle an inverse is tabulated, and r = m inverse - 1 small (Tang, Table-Driven
// Implementation of the Logarithm Function in IEEE Floating-Point Arithmetic, 1990): the logarithm is n log 2
// - log inverse, a sum that is exact, and a series in r. Of the interval around 1 the inverse is 1.
#pragma once

#include <gamut/host/elementary/register.hpp>

#include <cmath>

#if defined(GAMUT_HOST_ELEMENTARY)

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {
namespace elementary {

/// Of float64 the first of the 16 intervals begins at 1 - 5 / 32 - 1 / 48, each is 1 / 16 of a power of two
/// long, and the sixth is [1 - 1 / 48, 1 + 1 / 48): every |r| is at most 0.0305. Of float32 there are 8, as
/// many as a register holds, the first from 1 - 1 / 8 - 1 / 24 on, and inverses so short that r, at most 1 /
/// 16, is a number: m inverse - 1 is exact.
template <class T>
struct inverse_table;
template <>
struct inverse_table<double> {
  static constexpr int place_bits = 4;
  static constexpr std::uint64_t begin = 0x3fea555555555556;
  alignas(64) static constexpr double of[16] = {
      0x1.31p+0, 0x1.26p+0, 0x1.1cp+0, 0x1.13p+0, 0x1.0ap+0, 0x1p+0,    0x1.e7p-1, 0x1.cbp-1,
      0x1.b3p-1, 0x1.9dp-1, 0x1.89p-1, 0x1.77p-1, 0x1.67p-1, 0x1.58p-1, 0x1.4ap-1, 0x1.3dp-1};
};
template <>
struct inverse_table<float> {
  static constexpr int place_bits = 3;
  static constexpr std::uint32_t begin = 0x3f555555;
  alignas(32) static constexpr float of[8] = {0x1.2p+0f, 0x1.1p+0f, 0x1p+0f,   0x1.dp-1f,
                                              0x1.ap-1f, 0x1.8p-1f, 0x1.6p-1f, 0x1.4p-1f};
};

// Of a base b: log_b 2, short enough that its products with an exponent are exact, and log_b e, in two parts;
// - log_b inverse, as short, and the rest of it; (log_b(1 + r) - r log_b e) / r^2, to 2^-59 and 2^-30 of the
// logarithm; to base 2, for powers, what is left after the term in r^2 over r^3, to 2^-65 and 2^-35.
/// To base e.
template <class T>
struct natural_logarithm;
template <>
struct natural_logarithm<double> {
  static constexpr double unit = 0x1.62e42fefa38p-1, unit_low = 0x1.ef35793c7673p-45, factor = 0x1p+0,
                          factor_low = 0.;
  static constexpr double series[] = {-0x1p-1,
                                      0x1.555555555552ap-2,
                                      -0x1.000000000002dp-2,
                                      0x1.9999999ac780cp-3,
                                      -0x1.555555555f307p-3,
                                      0x1.2492374fb4582p-3,
                                      -0x1.ffffefa82f267p-4,
                                      0x1.c7e41efa42976p-4,
                                      -0x1.9a29662c8ed73p-4};
  alignas(64) static constexpr double high[16] = {-0x1.66acd4272ap-3, -0x1.1b72ad52f6p-3, -0x1.a926d3a4acp-4,
                                                  -0x1.253f62f0ap-4,  -0x1.39e87b9fe8p-5, 0.,
                                                  0x1.9a187b574p-5,   0x1.bf968769fcp-4,  0x1.4dc7b897bcp-3,
                                                  0x1.b811730b82p-3,  0x1.0edd060b78p-2,  0x1.3edf463c17p-2,
                                                  0x1.6b85b4cffap-2,  0x1.973a343135p-2,  0x1.c1c60693fap-2,
                                                  0x1.eaedd2eacap-2};
  alignas(64) static constexpr double low[16] = {
      -0x1.aa1bdbfc6c785p-44, -0x1.e80a41811a396p-45, -0x1.563650bd22a9cp-44,
      -0x1.416f8fb69a701p-44, -0x1.eafd480ad9015p-44, 0.,
      -0x1.0c22e4ec4d90dp-44, 0x1.4218c8d824283p-45,  0x1.c79b60ae1ff0fp-47,
      0x1.e90683b9cd768p-46,  0x1.019b52d8435f5p-47,  -0x1.f067c297f2c3fp-44,
      0x1.fe6750d372503p-45,  0x1.ab73b16bf4984p-44,  0x1.cec807fe8e18p-45,
      -0x1.bcf314a1b2d37p-44};
};
template <>
struct natural_logarithm<float> {
  static constexpr float unit = 0x1.62e4p-1f, unit_low = 0x1.7f7d1cp-20f, factor = 0x1p+0f, factor_low = 0.f;
  static constexpr float series[] = {-0x1p-1f, 0x1.555516p-2f, -0x1.fffeecp-3f, 0x1.9b325cp-3f,
                                     -0x1.574526p-3f};
  alignas(32) static constexpr float high[8] = {-0x1.e28p-4f, -0x1.f0cp-5f, 0.f,         0x1.934p-4f,
                                                0x1.a94p-3f,  0x1.2698p-2f, 0x1.7fbp-2f, 0x1.e148p-2f};
  alignas(32) static constexpr float low[8] = {0x1.f123aap-17f,  0x1.cf3feep-17f,  0.f,
                                               -0x1.43454ep-17f, -0x1.2c3752p-19f, -0x1.deecb2p-18f,
                                               -0x1.7109fap-20f, 0x1.4344e4p-19f};
};
/// To base 2.
template <class T>
struct binary_logarithm;
template <>
struct binary_logarithm<double> {
  static constexpr double unit = 0x1p+0, unit_low = 0., factor = 0x1.71547652b82fep+0,
                          factor_low = 0x1.777d0ffda0d24p-56;
  static constexpr double series[] = {-0x1.71547652b82fep-1, 0x1.ec709dc3a03bfp-2,  -0x1.71547652b833fp-2,
                                      0x1.2776c50fd386dp-2,  -0x1.ec709dc3ae77fp-3, 0x1.a61748edf7ee8p-3,
                                      -0x1.71546a88bbfbfp-3, 0x1.48db1d1bacba4p-3,  -0x1.27de7fb7aefc6p-3};
  static constexpr double third[] = {0x1.ec709dc3a03fdp-2,  -0x1.71547652b82c5p-2, 0x1.2776c50ef9c3ap-2,
                                     -0x1.ec709dc52f83ep-3, 0x1.a61762a7bd856p-3,  -0x1.71545ebdb402p-3,
                                     0x1.484b08e287ae3p-3,  -0x1.27face0ce1706p-3, 0x1.0cfa734e63f19p-3};
  alignas(64) static constexpr double high[16] = {-0x1.02baba24dp-2,  -0x1.98edd077e8p-3, -0x1.32ae9e278ap-3,
                                                  -0x1.a7111df348p-4, -0x1.c4dfab90a8p-5, 0.,
                                                  0x1.27d24bae84p-4,  0x1.42ddd2ba1cp-3,  0x1.e18b00e132p-3,
                                                  0x1.3d712bf9cap-2,  0x1.86c5f36deap-2,  0x1.cc0908e19bp-2,
                                                  0x1.0639d4c21ap-1,  0x1.25c0a0463cp-1,  0x1.44716a2c08p-1,
                                                  0x1.622162faf1p-1};
  alignas(64) static constexpr double low[16] = {
      -0x1.98eec5e85b29fp-44, 0x1.e41fa0a62e6aep-44,  -0x1.c343ea3e580ebp-44,
      -0x1.24fad116078efp-46, -0x1.5af7a7c7c34f3p-44, 0.,
      -0x1.b253dff5e0495p-44, -0x1.6ad5bac74b87fp-44, -0x1.b85f3204507b9p-44,
      -0x1.0899cee46ebe4p-45, 0x1.eddd33ea4d6f1p-45,  0x1.ef474f1e559fep-44,
      -0x1.50343f8df4b43p-44, -0x1.50520a377c7ecp-45, 0x1.3106e404cabb7p-44,
      0x1.82b53e791792dp-45};
};
template <>
struct binary_logarithm<float> {
  static constexpr float unit = 0x1p+0f, unit_low = 0.f, factor = 0x1.715476p+0f, factor_low = 0x1.4ae0cp-26f;
  static constexpr float third[] = {0x1.ec709ep-2f, -0x1.715416p-2f, 0x1.2775fp-2f, -0x1.ee987cp-3f,
                                    0x1.a8cp-3f};
  alignas(32) static constexpr float high[8] = {-0x1.5cp-3f, -0x1.664p-4f, 0.f,          0x1.22ep-3f,
                                                0x1.32cp-2f, 0x1.a9p-2f,   0x1.14c4p-1f, 0x1.5b2cp-1f};
  alignas(32) static constexpr float low[8] = {-0x1.a39fbep-19f, 0x1.20a6dep-21f,  0.f,
                                               -0x1.48f554p-17f, -0x1.1c8f12p-22f, -0x1.a39fbep-20f,
                                               0x1.60fe68p-17f,  0x1.ed0cbap-20f};
};
/// To base 10.
template <class T>
struct decimal_logarithm;
template <>
struct decimal_logarithm<double> {
  static constexpr double unit = 0x1.34413509f8p-2, unit_low = -0x1.80433b83b532ap-44,
                          factor = 0x1.bcb7b1526e50ep-2, factor_low = 0x1.95355baaafad3p-57;
  static constexpr double series[] = {-0x1.bcb7b1526e50ep-3, 0x1.287a7636f4339p-3,  -0x1.bcb7b1526e55dp-4,
                                      0x1.63c627762b484p-4,  -0x1.287a7636fcc58p-4, 0x1.fc3f871b13e9ep-5,
                                      -0x1.bcb7a3206a281p-5, 0x1.8bfb62c9daaa9p-5,  -0x1.64430e74019f2p-5};
  alignas(64) static constexpr double high[16] = {-0x1.378a8ef848p-4, -0x1.ec6647eb58p-5, -0x1.71483427dp-5,
                                                  -0x1.fd6c5b085p-6,  -0x1.10a83a844p-6,  0.,
                                                  0x1.64345cbd4p-6,   0x1.84c51ebee8p-5,  0x1.21eaf28f58p-4,
                                                  0x1.7e3d04697cp-4,  0x1.d689b2194p-4,   0x1.14f806253cp-3,
                                                  0x1.3bc05efcbcp-3,  0x1.61b6939984p-3,  0x1.86ab17c10cp-3,
                                                  0x1.aa6a5eeebep-3};
  alignas(64) static constexpr double low[16] = {
      -0x1.71e18847c4d89p-44, -0x1.0108fa031185ap-46, -0x1.54c670f08803p-44,
      -0x1.c4b8600163d9fp-46, -0x1.b1de84602abd8p-44, 0.,
      -0x1.6dbd82e7594f2p-44, 0x1.a2aaa2cb6638bp-46,  -0x1.afa5f213c5a5bp-46,
      -0x1.1f8744b80ca8fp-45, -0x1.d9a0880039681p-45, 0x1.f65c144ac2d9fp-46,
      -0x1.cf6e4c905eeddp-44, -0x1.f70dc69c572dap-44, -0x1.c0b434f5d2b7ap-46,
      0x1.fc5c3c49f9d1fp-44};
};

/// x = 2^n m, of a positive normal number; m is in [b, 2 b) for the number b whose bits are `begin`, between
/// 1/2 and 1.
template <class R>
struct exponent_and_fraction {
  using T = number<R>;
  static constexpr auto one = power_bits<T>(0);
  static constexpr int half_range = std::numeric_limits<T>::max_exponent;
  static constexpr auto most = decltype(one)(half_range) << fraction_bits<T>;
  bits<R> places, biased; // x's and the exponent's bits, as if the first exponent began at `begin`
  R n, m;

  GAMUT_INLINE exponent_and_fraction(R x, decltype(one) begin)
      : places((bits<R>)x + (most - begin)),
        biased(places >> fraction_bits<T>),
        n((R)(biased + bits_of_number(whole<T>)) - (whole<T> + T(half_range))),
        m((R)((places & ((decltype(one)(1) << fraction_bits<T>)-1)) + begin)) {}
  /// The bits of 2^n.
  GAMUT_INLINE bits<R> power() const { return (biased << fraction_bits<T>)+(one - most); }
};

/// x = 2^n (1 + r + r_low) / inverse, of a positive normal number, or of one in two; r_low is there if `Two`.
template <class R, bool Two>
struct exponent_and_ratio {
  using T = number<R>;
  using table = inverse_table<T>;
  exponent_and_fraction<R> parts;
  bits<R> place;
  R n, inverse, r, r_low;

  GAMUT_INLINE explicit exponent_and_ratio(R x) : exponent_and_ratio(x, nullptr) {
    if constexpr (Two) {
      auto const ratio = exact_product(parts.m, inverse);
      r = ratio.high - T(1);
      r_low = ratio.low;
    } else
      r = fma(parts.m, inverse, fill<R>(-1));
  }
  GAMUT_INLINE explicit exponent_and_ratio(sum_of_two<R> x) : exponent_and_ratio(x.high, nullptr) {
    auto const ratio = exact_product(parts.m, inverse);
    R const m_low = x.low * (R)(2 * power_bits<T>(0) - parts.power());
    auto const sum = ordered_sum(R(ratio.high - T(1)), fma(m_low, inverse, ratio.low));
    r = sum.high;
    r_low = sum.low;
  }

private:
  GAMUT_INLINE exponent_and_ratio(R x, std::nullptr_t)
      : parts(x, table::begin),
        place(parts.places >> (fraction_bits<T> - table::place_bits)),
        n(parts.n),
        inverse(lookup<R>(table::of, place)) {}
};
template <class R>
exponent_and_ratio(R) -> exponent_and_ratio<R, !of_float<R>>;
template <class R>
exponent_and_ratio(sum_of_two<R>) -> exponent_and_ratio<R, true>;

/// The logarithm to the base that `Base` is.
template <template <class> class Base, class R, bool Two>
GAMUT_INLINE R logarithm(exponent_and_ratio<R, Two> const& x) {
  using base = Base<number<R>>;
  R const exact = fma(x.n, fill<R>(base::unit), lookup<R>(base::high, x.place));
  R rest = lookup<R>(base::low, x.place), first = x.r;
  if constexpr (base::unit_low != 0) rest = fma(x.n, fill<R>(base::unit_low), rest);
  if constexpr (base::factor != 1) {
    first = x.r * base::factor;
    rest = fma(x.r, fill<R>(base::factor_low), rest) + fma(x.r, fill<R>(base::factor), R(-first));
  }
  if constexpr (Two) rest = fma(x.r_low, fill<R>(base::factor), rest);
  auto const [sum, low] = ordered_sum(exact, first);
  return sum + (low + fma(R(x.r * x.r), polynomial(x.r, base::series), rest));
}

/// The same without a table, of m in [sqrt(1/2), sqrt(2)): log m is 2 artanh(s), s = f / (2 + f) of f = m - 1
/// (fdlibm, e_log.c).
template <template <class> class Base, of_double R>
GAMUT_INLINE R logarithm(exponent_and_fraction<R> const& x) {
  using base = Base<double>;
  R const f = x.m - 1., s = f / (2. + f), z = s * s;
  // log m = f - f^2 / 2 + s (f^2 / 2 + z (2 / 3 + 2 z / 5 + ...)), to 2^-58 of it.
  R const series = z * polynomial(z, {0x1.5555555555592p-1, 0x1.999999997fdb2p-2, 0x1.24924941f1647p-2,
                                      0x1.c71c52092e8a4p-3, 0x1.74663ef1825cap-3, 0x1.39a1b9d0cafc4p-3,
                                      0x1.2f056ca56dd8bp-3});
  R const half = 0.5 * f, beside = s * fma(half, f, series);
  R first = f, rest;
  if constexpr (base::factor != 1) {
    first = f * base::factor;
    rest = fma(f, fill<R>(base::factor_low), fma(f, fill<R>(base::factor), R(-first)));
    rest = fma(fma(R(-half), f, beside), fill<R>(base::factor), rest);
  } else
    rest = fma(R(-half), f, beside);
  if constexpr (base::unit_low != 0) rest = fma(x.n, fill<R>(base::unit_low), rest);
  auto const [sum, low] = ordered_sum(R(x.n * base::unit), first);
  return sum + (low + rest);
}

/// Whether a table is found by permutations; where it is loaded number by number, a division takes less time
/// than three.
template <class R>
inline constexpr bool permutes_tables = true;
#if !defined(EIGEN_VECTORIZE_AVX512)
template <of_double R>
inline constexpr bool permutes_tables<R> = false;
#endif

template <template <class> class Base, class R, class Exact>
GAMUT_INLINE R logarithm(R x, Exact const& exact) {
  using limits = std::numeric_limits<number<R>>;
  auto const inside =
      lanes_and(lanes_less_equal(fill<R>(limits::min()), x), lanes_less(x, fill<R>(limits::infinity())));
  auto const of = [&] {
    if constexpr (permutes_tables<R>)
      return logarithm<Base>(exponent_and_ratio(x));
    else
      return logarithm<Base>(exponent_and_fraction<R>(x, bits_of_number(0x1.6a09e667f3bcdp-1)));
  };
  return inside_or(inside, of(), exact, x);
}
template <of_either R>
GAMUT_INLINE R log(R x) {
  return logarithm<natural_logarithm>(x, [](number<R> y) { return std::log(y); });
}
template <of_double R>
GAMUT_INLINE R log2(R x) {
  return logarithm<binary_logarithm>(x, [](double y) { return std::log2(y); });
}
template <of_double R>
GAMUT_INLINE R log10(R x) {
  return logarithm<decimal_logarithm>(x, [](double y) { return std::log10(y); });
}
/// log2(1 + x) of x in [0, 1].
template <of_double R>
GAMUT_INLINE R log2_1p(R x) {
  auto const inside = lanes_and(lanes_less_equal(fill<R>(0), x), lanes_less_equal(x, fill<R>(1)));
  return inside_or(
      inside, logarithm<binary_logarithm>(exponent_and_ratio(exact_sum(x, fill<R>(1)))),
      [](double y) { return std::log1p(y) * 1.44269504088896340736; }, x);
}
/// log(1 + x): the sum in two numbers.
template <of_double R>
GAMUT_INLINE R log1p(R x) {
  auto const inside = lanes_and(lanes_less(fill<R>(-1), x), lanes_less(x, fill<R>(0x1p1000)));
  R const log = logarithm<natural_logarithm>(exponent_and_ratio(exact_sum(x, fill<R>(1))));
  return inside_or(
      inside, with_sign(log, x), [](double y) { return std::log1p(y); }, x);
}

/// Beyond this squares are of no use, and nobody's arguments are.
template <class T>
inline constexpr T largest_squared = sizeof(T) == 8 ? T(1e150) : T(1e18f);

/// log(x + sqrt(x^2 - 1)), of x and the root in two numbers.
template <of_either R>
GAMUT_INLINE R acosh(R x) {
  using T = number<R>;
  auto const square = exact_product(x, x);
  auto const less_one = ordered_sum(square.high, fill<R>(-1));
  auto const root = square_root(less_one.high, R(less_one.low + square.low));
  auto const sum = ordered_sum(x, root.high);
  R const log =
      logarithm<natural_logarithm>(exponent_and_ratio(sum_of_two<R>{sum.high, R(sum.low + root.low)}));
  auto const inside = lanes_and(lanes_less(fill<R>(1), x), lanes_less(x, fill<R>(largest_squared<T>)));
  return inside_or(
      inside, log, [](T y) { return std::acosh(y); }, x);
}
/// log(|x| + sqrt(x^2 + 1)) with the sign of x.
template <of_double R>
GAMUT_INLINE R asinh(R x) {
  R const a = ei::pabs(x);
  auto const square = exact_product(a, a), and_one = exact_sum(square.high, fill<R>(1));
  auto const root = square_root<true>(and_one.high, R(and_one.low + square.low));
  auto const sum = ordered_sum(root.high, a);
  R const log =
      logarithm<natural_logarithm>(exponent_and_ratio(sum_of_two<R>{sum.high, R(sum.low + root.low)}));
  auto const small = lanes_less(a, fill<R>(0x1p-27));
  return inside_or(
      lanes_less(a, fill<R>(largest_squared<double>)), lanes_select(small, x, with_sign(log, x)),
      [](double y) { return std::asinh(y); }, x);
}
// - log(1 + k / 16) / 2, short enough that its sum with a multiple of log(2) / 2 is exact, and the rest of
// it.
alignas(64) inline constexpr double half_logarithm[16] = {0.,
                                                          -0x1.f0a30c0118p-6,
                                                          -0x1.e27076e2bp-5,
                                                          -0x1.5ff3070a79p-4,
                                                          -0x1.c8ff7c79aap-4,
                                                          -0x1.1675cababa8p-3,
                                                          -0x1.4618bc21c6p-3,
                                                          -0x1.739d7f6bbdp-3,
                                                          -0x1.9f323ecbf98p-3,
                                                          -0x1.c8ff7c79a98p-3,
                                                          -0x1.f128f5faf08p-3,
                                                          -0x1.0be72e4252cp-2,
                                                          -0x1.1e85f5e704p-2,
                                                          -0x1.307d7334f1p-2,
                                                          -0x1.41d8fe84674p-2,
                                                          -0x1.52a2d265bc4p-2};
alignas(64) inline constexpr double half_logarithm_low[16] = {0.,
                                                              0x1.d599e83368e91p-46,
                                                              0x1.a342c2af0003cp-46,
                                                              -0x1.e9e439f105039p-47,
                                                              0x1.7794f689f8434p-46,
                                                              0x1.f1fc63382a8f0p-47,
                                                              0x1.3d82f484c84ccp-47,
                                                              -0x1.a7389314feb50p-53,
                                                              -0x1.2fcada35d9bd0p-49,
                                                              -0x1.10d612ec0f798p-46,
                                                              0x1.134ca37c4eecep-47,
                                                              0x1.7d49676844cc2p-46,
                                                              -0x1.a07bd8b34be7cp-47,
                                                              -0x1.7c3f6b2143eadp-47,
                                                              0x1.519b9b433d0bap-46,
                                                              -0x1.aaee77c8af15bp-46};

/// log(u / v) / 2 of u = 1 + |x| and v = 1 - |x|, with the sign of x. Of a number c, at most 1 / 16 more than
/// v / u, whose logarithm is tabulated since it is a power of two times one of 1 + k / 16, it is - log(c) / 2
/// + artanh s with s = (u c - v) / (u c + v) in [0, 1 / 32]. Where c is 1, s is |x|.
template <of_double R>
GAMUT_INLINE R atanh(R x) {
  using base = natural_logarithm<double>;
  R const a = ei::pabs(x);
  auto const u = ordered_sum(fill<R>(1), a), v = ordered_sum(fill<R>(1), R(-a));
  // Rounded up, but for what the inverse is off.
  constexpr auto step = std::uint64_t(1) << 48;
  bits<R> const near = ((bits<R>)(R)(v.high * rough_inverse(u.high)) + (step - step / 512)) & ~(step - 1);
  R const c = (R)near, n = (R)((near >> 52) + bits_of_number(whole<double>)) - (whole<double> + 1023.);
  R const exact = fma(n, fill<R>(base::unit * -0.5), lookup<R>(half_logarithm, near >> 48)),
          rest = fma(n, fill<R>(base::unit_low * -0.5), lookup<R>(half_logarithm_low, near >> 48));
  auto const above = ordered_sum(fma(u.high, c, R(-v.high)), fma(u.low, c, R(-v.low)));
  R const below = fma(u.high, c, v.high), s = above.high / below, z = s * s;
  R const lost = fma(R(-s), below, above.high) + above.low;
  // (artanh s - s) / s^3 by s^2 in [0, 1 / 32^2], to 2^-60 of artanh s.
  R const more = fma(
      R(s * z),
      polynomial(z, {0x1.5555555555549p-2, 0x1.9999999a58805p-3, 0x1.24923a58bc4e4p-3, 0x1.c7d84c798047bp-4}),
      fma(lost, rough_inverse(below), rest));
  auto const [sum, low] = ordered_sum(exact, s);
  return inside_or(
      lanes_less(a, fill<R>(1)), with_sign(R(sum + (low + more)), x), [](double y) { return std::atanh(y); },
      x);
}

} // namespace elementary
} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
#endif
