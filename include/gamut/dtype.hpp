// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Element types and NumPy 2's promotion (NEP 50), decided at compile time: what two dtypes make together,
// what a C++ number does beside an array (it is weak: `float32 array * 2.0` stays float32), and which casts
// are safe.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>
#include <gamut/half.hpp>

#include <bit>
#include <complex>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

namespace gamut::inline GAMUT_ABI {

namespace detail {

template <class T>
inline constexpr bool is_complex = false;
template <std::floating_point T>
inline constexpr bool is_complex<std::complex<T>> = true;

template <class T>
inline constexpr bool is_character =
    std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

} // namespace detail

/// An integer dtype: (u)int8 to (u)int64, not bool and not a character.
template <class T>
concept integer = std::integral<T> && !std::same_as<T, bool> && !detail::is_character<T>;
/// A real floating dtype: float32 or float64.
template <class T>
concept real_floating = std::same_as<T, float> || std::same_as<T, double>;
/// A floating dtype of 16 bits, which is stored, and computed in float32: float16 or bfloat16.
template <class T>
concept half_floating = std::same_as<T, float16> || std::same_as<T, bfloat16>;
/// A complex dtype: complex64 or complex128.
template <class T>
concept complex_floating = detail::is_complex<T>;
/// An element type of arrays.
template <class T>
concept dtype =
    std::same_as<T, bool> || integer<T> || half_floating<T> || real_floating<T> || complex_floating<T>;

namespace detail {

/// bool < integer < floating < complex: the kinds that NEP 50 ranks.
template <dtype T>
inline constexpr int kind = complex_floating<T>                    ? 3
                            : real_floating<T> || half_floating<T> ? 2
                            : integer<T>                           ? 1
                                                                   : 0;

/// The dtype in which elements are computed.
template <class T>
using computed_in = std::conditional_t<half_floating<T>, float, T>;

template <class T>
struct real_part {
  using type = T;
};
template <class T>
struct real_part<std::complex<T>> {
  using type = T;
};

template <int Bytes, bool Signed>
using sized_int = std::conditional_t<
    Bytes == 1, std::conditional_t<Signed, std::int8_t, std::uint8_t>,
    std::conditional_t<Bytes == 2, std::conditional_t<Signed, std::int16_t, std::uint16_t>,
                       std::conditional_t<Bytes == 4, std::conditional_t<Signed, std::int32_t, std::uint32_t>,
                                          std::conditional_t<Signed, std::int64_t, std::uint64_t>>>>;

/// The smallest floating type that a dtype fits into: float16 for what has at most 8 bits, float32 for 16,
/// else float64.
template <dtype T>
using as_floating = std::conditional_t<
    (kind<T> >= 2), T,
    std::conditional_t<(sizeof(T) < 2), float16, std::conditional_t<(sizeof(T) == 2), float, double>>>;

/// The larger of two floating dtypes; float16 and bfloat16 fit into float32.
template <class A, class B>
using wider = std::conditional_t<
    std::same_as<A, B>, A,
    std::conditional_t<sizeof(A) == sizeof(B), float, std::conditional_t<(sizeof(A) > sizeof(B)), A, B>>>;

template <dtype A, dtype B>
consteval auto promote_pair() {
  if constexpr (std::same_as<A, B>)
    return A{};
  else if constexpr (kind<A> > kind<B>)
    return promote_pair<B, A>();
  else if constexpr (kind<A> == 0)
    return B{};
  else if constexpr (kind<A> == 1 && kind<B> == 1) {
    constexpr bool sa = std::is_signed_v<A>, sb = std::is_signed_v<B>;
    constexpr int na = sizeof(A), nb = sizeof(B);
    if constexpr (sa == sb)
      return sized_int<(na > nb ? na : nb), sa>{};
    else {
      // The signed type must hold every unsigned value; past 64 bits NumPy goes to float64.
      constexpr int s = sa ? na : nb, u = sa ? nb : na;
      if constexpr (s > u)
        return sized_int<s, true>{};
      else if constexpr (u < 8)
        return sized_int<2 * u, true>{};
      else
        return double{};
    }
  } else {
    using RA = as_floating<typename real_part<A>::type>;
    using RB = as_floating<typename real_part<B>::type>;
    if constexpr (kind<B> == 3)
      return std::complex<computed_in<wider<RA, RB>>>{};
    else if constexpr (kind<A> < 2 && sizeof(RA) == sizeof(RB))
      return RB{}; // 8 bits fit bfloat16 as well
    else
      return wider<RA, RB>{};
  }
}

template <class... T>
struct promote;
template <class A>
struct promote<A> {
  using type = A;
};
template <class A, class B>
struct promote<A, B> {
  using type = decltype(promote_pair<A, B>());
};
template <class A, class B, class... Rest>
struct promote<A, B, Rest...> : promote<typename promote<A, B>::type, Rest...> {};

template <class T>
inline constexpr int kind_of_scalar = kind<std::conditional_t<std::same_as<T, long double>, double, T>>;

/// The dtype that a lone C++ number stands for, as Python's: bool, int64 (or uint64), float64, complex128.
template <class S>
using scalar_dtype = std::conditional_t<
    half_floating<S> || std::same_as<S, float> || std::same_as<S, std::complex<float>>, S,
    std::conditional_t<
        kind_of_scalar<S> == 0, bool,
        std::conditional_t<
            kind_of_scalar<S> == 1,
            std::conditional_t<std::is_signed_v<S> || sizeof(S) < 8, std::int64_t, std::uint64_t>,
            std::conditional_t<kind_of_scalar<S> == 2, double, std::complex<double>>>>>;

/// NEP 50: a C++ number beside an array keeps the array's dtype unless its kind is higher; then it brings the
/// default of its kind (float64, or complex of the array's precision).
template <class S, dtype T>
consteval auto weak_pair() {
  constexpr int s = kind_of_scalar<S>;
  if constexpr (s <= kind<T>)
    return T{};
  else if constexpr (s == 1)
    return std::int64_t{};
  else if constexpr (s == 2)
    return double{};
  else if constexpr (kind<T> == 2)
    return std::complex<computed_in<T>>{};
  else
    return std::complex<double>{};
}

} // namespace detail

/// A C++ number that may stand beside an array: weak, as Python's numbers are in NEP 50.
template <class T>
concept scalar = dtype<T> || std::same_as<T, long double>;

/// The dtype that dtypes make together (np.promote_types, np.result_type).
template <dtype... T>
using promote_t = typename detail::promote<T...>::type;
/// `float32` of `complex64`, `T` of a real `T`.
template <class T>
using real_t = typename detail::real_part<T>::type;

/// NumPy's name of a dtype: "float64", "int32", "bool".
template <dtype T>
std::string dtype_name() {
  if constexpr (std::same_as<T, bool>)
    return "bool";
  else if constexpr (std::same_as<T, bfloat16>)
    return "bfloat16";
  else
    return (detail::kind<T> == 3   ? "complex"
            : detail::kind<T> == 2 ? "float"
            : std::is_signed_v<T>  ? "int"
                                   : "uint") +
           std::to_string(8 * sizeof(T));
}

/// A dtype as a value: what `A.dtype()` is. It compares with others, and has NumPy's name.
template <dtype T>
struct dtype_value {
  using type = T;
  static constexpr int itemsize = int(sizeof(T));
  static std::string name() { return dtype_name<T>(); }
  template <dtype U>
  friend constexpr bool operator==(dtype_value, dtype_value<U>) {
    return std::same_as<T, U>;
  }
};

/// Whether values of `From` may become `To` without changing kind downwards (np.can_cast,
/// casting='same_kind').
template <dtype From, dtype To>
inline constexpr bool can_cast_same_kind = detail::kind<From> < detail::kind<To> ||
                                           (detail::kind<From> == detail::kind<To> &&
                                            !(integer<From> && std::is_signed_v<From> &&
                                              std::is_unsigned_v<To>));

namespace detail {

/// A floating number as an integer: its whole part. What the integer cannot hold, and nan, is no error in
/// NumPy and undefined in C++; here it is, everywhere, what NumPy's is on x86: the lowest integer of 32 or 64
/// bits, of which narrower ones have the lowest bits, as uint32 has those of int64; uint64 counts on to its
/// end, past which it is 0.
template <integer To, real_floating From>
GAMUT_HD GAMUT_INLINE constexpr To integer_of(From const& x) {
  if constexpr (sizeof(To) < 4)
    return static_cast<To>(integer_of<std::int32_t>(x));
  else if constexpr (std::same_as<To, std::uint32_t>)
    return static_cast<To>(integer_of<std::int64_t>(x));
  else if constexpr (std::is_unsigned_v<To>) {
    constexpr From half = From(9223372036854775808.);
    bool const above = x >= half;
    auto const low = static_cast<To>(integer_of<std::int64_t>(above ? x - half : x));
    return static_cast<To>(low + (above ? To(1) << 63 : To(0)));
  } else {
    // The choice is made among floating numbers, so that compilers convert whole registers.
    constexpr From low = static_cast<From>(std::numeric_limits<To>::min());
    constexpr bool exact = std::numeric_limits<From>::digits > std::numeric_limits<To>::digits;
    bool const above = exact ? x > low - 1 : x >= low;
    return static_cast<To>(above && x < -low ? x : low);
  }
}

/// A value as another dtype. Complex to real drops the imaginary part, as `astype` does.
template <class To, class From>
GAMUT_HD constexpr To convert(From const& x) {
  if constexpr (std::same_as<To, From>)
    return x;
  else if constexpr (complex_floating<To>) {
    using R = real_t<To>;
    if constexpr (complex_floating<From>)
      return To(static_cast<R>(x.real()), static_cast<R>(x.imag()));
    else
      return To(static_cast<R>(x), R(0));
  } else if constexpr (complex_floating<From>) {
    if constexpr (std::same_as<To, bool>)
      return x.real() != 0 || x.imag() != 0;
    else
      return convert<To>(x.real());
  } else if constexpr (std::same_as<To, bool>)
    return x != From(0);
  else if constexpr (integer<To> && half_floating<From>)
    return integer_of<To>(static_cast<float>(x));
  else if constexpr (integer<To> && real_floating<From>)
    return integer_of<To>(x);
  else if constexpr (std::same_as<From, bool>)
    return static_cast<To>(std::bit_cast<unsigned char>(x)); // GCC vectorises bytes, and truth values not
  else
    return static_cast<To>(x);
}

/// A C++ number as the dtype it takes beside an array. An integer that the dtype cannot hold is an error (NEP
/// 50).
template <dtype To, scalar S>
constexpr To convert_scalar(S const& x) {
  if constexpr (integer<To> && integer<S>)
    if (!std::in_range<To>(x))
      throw overflow_error(detail::message("integer ", x, " out of bounds for ", dtype_name<To>()));
  if constexpr (std::same_as<S, long double>)
    return convert<To>(static_cast<double>(x));
  else
    return convert<To>(x);
}

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
