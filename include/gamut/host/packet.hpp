// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A vector register as a number: Eigen's packets under the words of math.hpp, so that the table's bodies
// compute eight elements as they compute one; and registers read from memory with any stride.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/dtype.hpp>
#include <gamut/host/elementary.hpp>
#include <gamut/host/vector_math.hpp>
#include <gamut/math.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

// A word is a function here, not gamut's function object of the same name, so that a register's is found.
using math::absolute;
using math::copysign;
using math::equal;
using math::expm1;
using math::less_equal;
using math::log1p;

/// Whether Eigen has vector registers of `T` for this target.
template <class T>
inline constexpr bool vectorized =
    GAMUT_HOST_PACKETS&& real_floating<T>&& ei::packet_traits<T>::Vectorizable&& lanes<T> > 1;

/// Numbers of `U` as a register of `T`; short integers grow by steps, which GCC 12 translates well.
template <class T, class U, class Numbers>
GAMUT_INLINE raw_packet<T> converted(Numbers const& x) {
  if constexpr (sizeof(U) < sizeof(int)) {
    using wider = gamut::detail::sized_int<2 * int(sizeof(U)), true>;
    typedef wider numbers __attribute__((vector_size(sizeof(wider) * std::size_t(lanes<T>))));
    return converted<T, wider>(__builtin_convertvector(x, numbers));
  } else
    return __builtin_convertvector(x, raw_packet<T>);
}

// Numbers without their fractions, for which Eigen has no name.
template <class R>
GAMUT_INLINE R truncated(R x) {
  return ei::pselect(ei::pcmp_lt(x, ei::pzero(x)), ei::pceil(x), ei::pfloor(x));
}
#if defined(EIGEN_VECTORIZE_SSE4_1)
inline constexpr int to_zero = _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC;
GAMUT_INLINE __m128 truncated(__m128 x) { return _mm_round_ps(x, to_zero); }
GAMUT_INLINE __m128d truncated(__m128d x) { return _mm_round_pd(x, to_zero); }
#endif
#if defined(EIGEN_VECTORIZE_AVX)
GAMUT_INLINE __m256 truncated(__m256 x) { return _mm256_round_ps(x, to_zero); }
GAMUT_INLINE __m256d truncated(__m256d x) { return _mm256_round_pd(x, to_zero); }
#endif
#if defined(EIGEN_VECTORIZE_AVX512)
GAMUT_INLINE __m512 truncated(__m512 x) { return _mm512_roundscale_ps(x, to_zero); }
GAMUT_INLINE __m512d truncated(__m512d x) { return _mm512_roundscale_pd(x, to_zero); }
#endif

/// As many numbers as a register holds.
template <class T>
struct packet {
  using raw_type = raw_packet<T>;
  static constexpr T infinity = std::numeric_limits<T>::infinity();
  raw_type raw;

  packet() = default;
  GAMUT_INLINE packet(raw_type value) : raw(value) {}
  template <class U>
  requires std::is_arithmetic_v<U> GAMUT_INLINE explicit packet(U x)
      : raw(ei::pset1<raw_type>(static_cast<T>(x))) {}
  GAMUT_INLINE static packet load(T const* from) { return ei::ploadu<raw_type>(from); }
  /// As many numbers of another dtype, converted.
  template <class U>
  GAMUT_INLINE static packet load(U const* from) {
    typedef U others __attribute__((vector_size(sizeof(U) * std::size_t(lanes<T>))));
    others x;
    std::memcpy(&x, from, sizeof x);
    return converted<T, U>(x);
  }
  GAMUT_INLINE void store(T* to) const { ei::pstoreu(to, raw); }
  /// The first `count` numbers, fewer than there are lanes and at least one; the lanes behind repeat the
  /// last.
  GAMUT_INLINE static packet load_first(T const* from, index count) {
    packet x;
    host::load_first(from, count, x.raw);
    return x;
  }
  GAMUT_INLINE void store_first(T* to, index count) const { host::store_first(to, count, raw); }

  GAMUT_INLINE friend packet operator+(packet x, packet y) { return ei::padd(x.raw, y.raw); }
  GAMUT_INLINE friend packet operator-(packet x, packet y) { return ei::psub(x.raw, y.raw); }
  GAMUT_INLINE friend packet operator*(packet x, packet y) { return ei::pmul(x.raw, y.raw); }
  GAMUT_INLINE friend packet operator/(packet x, packet y) { return ei::pdiv(x.raw, y.raw); }
  // Not pnegate: where Eigen subtracts from zero, -0 is lost.
  GAMUT_INLINE friend packet operator-(packet x) { return ei::pxor(x.raw, packet(T(-0.)).raw); }
  GAMUT_INLINE friend mask<T> operator<(packet x, packet y) { return {lanes_less(x.raw, y.raw)}; }
  GAMUT_INLINE friend mask<T> operator<=(packet x, packet y) { return {lanes_less_equal(x.raw, y.raw)}; }
  GAMUT_INLINE friend mask<T> operator==(packet x, packet y) { return {lanes_equal(x.raw, y.raw)}; }

  GAMUT_INLINE friend packet select(mask<T> c, packet x, packet y) {
    return lanes_select(c.raw, x.raw, y.raw);
  }
  GAMUT_INLINE friend mask<T> not_a_number(packet x) { return inverse(x == x); }
  GAMUT_INLINE friend mask<T> infinite(packet x) { return absolute(x) == packet(infinity); }
  GAMUT_INLINE friend mask<T> finite(packet x) { return absolute(x) < packet(infinity); }
#if defined(EIGEN_VECTORIZE_SSE2)
  // Of the processor's max, the second operand comes out where they are equal or either is nan.
  GAMUT_INLINE friend packet larger(packet x, packet y) {
    return select(x == x, packet(ei::pmax(y.raw, x.raw)), x);
  }
  GAMUT_INLINE friend packet smaller(packet x, packet y) {
    return select(x == x, packet(ei::pmin(y.raw, x.raw)), x);
  }
#else
  GAMUT_INLINE friend packet larger(packet x, packet y) {
    return ei::pmax<Eigen::PropagateNaN>(x.raw, y.raw);
  }
  GAMUT_INLINE friend packet smaller(packet x, packet y) {
    return ei::pmin<Eigen::PropagateNaN>(x.raw, y.raw);
  }
#endif
  GAMUT_INLINE friend packet absolute(packet x) { return ei::pabs(x.raw); }
  GAMUT_INLINE friend packet copysign(packet x, packet y) {
    raw_type const sign = ei::pset1<raw_type>(T(-0.));
    return ei::por(ei::pandnot(x.raw, sign), ei::pand(y.raw, sign));
  }
  GAMUT_INLINE friend packet sqrt(packet x) requires requires(raw_type r) { exact_sqrt(r); }
  { return exact_sqrt(x.raw); }
#if defined(EIGEN_VECTORIZE_SSE4_1) || defined(EIGEN_VECTORIZE_NEON)
  GAMUT_INLINE friend packet round_down(packet x) { return ei::pfloor(x.raw); }
  GAMUT_INLINE friend packet round_up(packet x) { return ei::pceil(x.raw); }
  GAMUT_INLINE friend packet round_to_zero(packet x) { return truncated(x.raw); }
  GAMUT_INLINE friend packet round_to_even(packet x) { return ei::print(x.raw); }
#endif
#define GAMUT_VECTOR_MATH_1(name)                                                                            \
  GAMUT_INLINE friend packet name(packet x) { return elementary::name(x.raw); }
#define GAMUT_VECTOR_MATH_2(name)                                                                            \
  GAMUT_INLINE friend packet name(packet x, packet y) { return elementary::name(x.raw, y.raw); }
  GAMUT_VECTOR_MATH(GAMUT_VECTOR_MATH_1, GAMUT_VECTOR_MATH_2)
#undef GAMUT_VECTOR_MATH_1
#undef GAMUT_VECTOR_MATH_2
};

// What a body receives of a tree in packets of `T`: numbers as packets, truth values as masks, each from the
// other.
template <class To, class T>
requires std::same_as<To, T> GAMUT_INLINE packet<T> as_operand(packet<T> x) { return x; }
template <class To, class T>
requires std::same_as<To, T> GAMUT_INLINE packet<T> as_operand(mask<T> x) {
  return select(x, packet<T>(T(1)), packet<T>(T(0)));
}
template <class To, class T>
requires std::same_as<To, bool> GAMUT_INLINE mask<T> as_operand(packet<T> x) {
  return inverse(x == packet<T>(T(0)));
}
template <class To, class T>
requires std::same_as<To, bool> GAMUT_INLINE mask<T> as_operand(mask<T> x) { return x; }

/// The lanes of a register in memory, for what has no packet form.
template <class T>
struct lane_array {
  alignas(64) T at[std::size_t(lanes<T>)];

  lane_array() = default;
  GAMUT_INLINE explicit lane_array(packet<T> x) { x.store(at); }
  GAMUT_INLINE explicit lane_array(mask<T> x) { as_operand<T>(x).store(at); }
  GAMUT_INLINE packet<T> numbers() const { return packet<T>::load(at); }
  GAMUT_INLINE mask<T> truths() const { return as_operand<bool>(numbers()); }
};

/// Each lane's number, from 0 on.
template <class T>
GAMUT_INLINE packet<T> lane_numbers() {
  return ei::plset<raw_packet<T>>(T(0));
}
/// True in the first `count` lanes.
template <class T>
GAMUT_INLINE mask<T> first_lanes(index count) {
  return lane_numbers<T>() < packet<T>(T(count));
}

#if GAMUT_HOST_PACKETS
template <int By, class R, int... I>
GAMUT_INLINE R exchanged_lanes(R x, std::integer_sequence<int, I...>) {
#if defined(__clang__) || __GNUC__ >= 12
  return __builtin_shufflevector(x, x, (I ^ By)...);
#else
  using T = typename ei::unpacket_traits<R>::type;
  typedef gamut::detail::sized_int<int(sizeof(T)), true> places __attribute__((vector_size(sizeof(R))));
  return __builtin_shuffle(x, places{(I ^ By)...});
#endif
}
/// The register with lanes that are `By` apart exchanged; `By` is a power of two.
template <int By, class T>
GAMUT_INLINE packet<T> exchanged(packet<T> x) {
  return exchanged_lanes<By>(x.raw, std::make_integer_sequence<int, int(lanes<T>)>{});
}
#endif

#if GAMUT_HOST_PACKETS
/// The numbers whose bits, as integers, are `by` more: the neighbours away from zero for 1, towards it for
/// -1.
template <class T>
GAMUT_INLINE packet<T> stepped(packet<T> x, int by) {
  using whole = gamut::detail::sized_int<int(sizeof(T)), false>;
  typedef whole bits __attribute__((vector_size(sizeof(raw_packet<T>))));
  return (raw_packet<T>)((bits)x.raw + static_cast<whole>(by));
}
/// C's nextafter.
template <class T>
GAMUT_INLINE packet<T> next_after(packet<T> x, packet<T> y) {
  packet<T> const zero(T(0)), least(std::numeric_limits<T>::denorm_min());
  auto const away = either(both(zero < x, x < y), both(x < zero, y < x));
  auto const next = select(x == zero, copysign(least, y), select(away, stepped(x, 1), stepped(x, -1)));
  return select(x == y, y, select(both(x == x, y == y), next, x + y));
}
template <class T>
GAMUT_INLINE packet<T> spacing_of(packet<T> x) {
  packet<T> const least(std::numeric_limits<T>::denorm_min());
  return select(x == packet<T>(T(0)), least, stepped(x, 1) - x);
}
#endif

#if defined(EIGEN_VECTORIZE_FMA) && defined(EIGEN_VECTORIZE_SSE4_1)
/// What `fmod` does where `rest`, of |x| less whole numbers of |y|, is not from 0 to |y|.
template <class T>
[[gnu::noinline]] packet<T> fmod_apart(packet<T> x, packet<T> y, packet<T> rest) {
  // A quotient that was rounded up leaves less than nothing.
  rest = select(rest < packet<T>(T(0)), rest + absolute(y), rest);
  lane_array<T> const dividend(x), divisor(y), close(rest);
  lane_array<T> result;
  for (int i = 0; i < lanes<T>; ++i)
    result.at[i] = close.at[i] >= 0 && close.at[i] < std::abs(divisor.at[i])
                       ? std::copysign(close.at[i], dividend.at[i])
                       : std::fmod(dividend.at[i], divisor.at[i]);
  return result.numbers();
}
/// C's fmod. The remainder is the dividend less a whole number of divisors. Where a fused multiply-add leaves
/// less than a divisor it is exact, as a multiple of the divisor's last bit; the rare lane where it does not,
/// as the number of divisors is too large to be known to one, goes to libm.
template <class T>
GAMUT_INLINE packet<T> fmod(packet<T> x, packet<T> y) {
  using raw = raw_packet<T>;
  raw const a = ei::pabs(x.raw), b = ei::pabs(y.raw), rest = ei::pmadd(raw(-ei::pfloor(raw(a / b))), b, a);
  if (!lanes_all(lanes_within(T(0), rest, b))) [[unlikely]]
    return fmod_apart(x, y, packet<T>(rest));
  return copysign(packet<T>(rest), x);
}
#endif

template <class T, class Exact>
GAMUT_INLINE packet<T> if_cancelled(packet<T> sum, packet<T> x, packet<T> y, Exact const& exactly) {
  auto const kept = either(packet<T>(T(0.25)) <= absolute(sum), sum == larger(x, y));
  if (all_of(kept)) [[likely]]
    return sum;
  lane_array<T> const first(x), second(y);
  lane_array<T> result(sum);
  for (int i = 0; i < lanes<T>; ++i)
    result.at[i] = math::if_cancelled(result.at[i], first.at[i], second.at[i], exactly);
  return result.numbers();
}
#if defined(GAMUT_HOST_ELEMENTARY)
GAMUT_INLINE packet<double> log2_1p(packet<double> x) { return elementary::log2_1p(x.raw); }
/// Of float32 in float64: a sum of logarithms near zero is the small difference of large ones.
template <class F>
GAMUT_INLINE packet<float> in_double(packet<float> x, packet<float> y, F const& f) {
  auto const lower =
      f(packet<double>(elementary::lower_half(x.raw)), packet<double>(elementary::lower_half(y.raw)));
  auto const upper =
      f(packet<double>(elementary::upper_half(x.raw)), packet<double>(elementary::upper_half(y.raw)));
  return elementary::joined(lower.raw, upper.raw);
}
GAMUT_INLINE packet<float> log_of_sum(packet<float> x, packet<float> y) {
  return in_double(x, y, [](auto a, auto b) { return math::log_of_sum(a, b); });
}
GAMUT_INLINE packet<float> log2_of_sum(packet<float> x, packet<float> y) {
  return in_double(x, y, [](auto a, auto b) { return math::log2_of_sum(a, b); });
}
#endif

template <class T>
GAMUT_INLINE packet<T> real_of(packet<T> x) {
  return x;
}
template <class T>
GAMUT_INLINE packet<T> imag_of(packet<T>) {
  return packet<T>(T(0));
}
template <class T>
GAMUT_INLINE packet<T> conjugate_of(packet<T> x) {
  return x;
}

/// The lanes of any source, one after another; those from `count` on repeat the last.
template <class T, class Source>
GAMUT_INLINE auto load_lanes(Source const& source, index at, index stride, index count = lanes<T>) {
  using V = typename Source::value_type;
  if constexpr (requires { source.run(at, count); })
    if (stride == 1 && count == lanes<T>)
      if (V const* const from = source.run(at, count))
        return std::conditional_t<std::same_as<V, bool>, mask<T>, packet<T>>::load(from);
  lane_array<T> in;
  for (index j = 0; j < lanes<T>; ++j)
    in.at[j] = static_cast<T>(source[(at + (j < count ? j : count - 1)) * stride]);
  if constexpr (std::same_as<V, bool>)
    return in.truths();
  else
    return in.numbers();
}

// Every second lane of two registers, the second of which starts where the first ends, less one lane: so
// that nothing is read behind the last lane that is wanted.
#if GAMUT_HOST_PACKETS && defined(__has_builtin)
#if __has_builtin(__builtin_shufflevector)
template <class R, int... I>
GAMUT_INLINE R every_second(R x, R y, std::integer_sequence<int, I...>) {
  constexpr int n = int(sizeof...(I));
  return __builtin_shufflevector(x, y, (2 * I < n ? 2 * I : 2 * I + 1)...);
}
#endif
#endif

/// The last numbers of a row that lie apart: a function by itself, so that not every leaf of every tree has
/// this loop twice.
template <class T>
[[gnu::noinline]] packet<T> load_apart(T const* from, index stride, index count) {
  return load_lanes<T>(gamut::detail::pointer<T>{from}, 0, stride, count);
}
/// The numbers at `from`, `from + stride`, ...
template <class T>
GAMUT_INLINE packet<T> load_strided(T const* from, index stride) {
  constexpr index w = lanes<T>;
  if (stride == 1) return packet<T>::load(from);
  if (stride == 0) return packet<T>(*from);
  if (stride == -1) return ei::preverse(packet<T>::load(from - (w - 1)).raw);
  using each = std::make_integer_sequence<int, int(w)>;
  using raw = raw_packet<T>;
  if constexpr (requires(raw x) { every_second(x, x, each{}); })
    if (stride == 2)
      return every_second(packet<T>::load(from).raw, packet<T>::load(from + (w - 1)).raw, each{});
  return load_lanes<T>(gamut::detail::pointer<T>{from}, 0, stride); // Eigen's gather takes 32-bit strides
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
