// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Integers of a range, of every dtype, as np.random.Generator.integers and np.random.randint draw them.
#pragma once

#include <gamut/random/draw.hpp>

#include <bit>
#include <limits>
#include <type_traits>
#include <vector>

namespace gamut::inline GAMUT_ABI::random::detail {

/// Holds every bound of every dtype, and one more.
__extension__ typedef __int128 wide;

/// What integers are made of a T's range: words of its size, and their products.
template <class T>
using word_of =
    std::conditional_t<sizeof(T) == 8, std::uint64_t,
                       std::conditional_t<sizeof(T) == 4, std::uint32_t,
                                          std::conditional_t<sizeof(T) == 2, std::uint16_t, std::uint8_t>>>;

/// Draws integers of [low, low + range]: unbiased, by multiplication (Lemire, "Fast random integer generation
/// in an interval", 2019), or, as RandomState, by `Masked` bits that are too large drawn again. Integers of 8
/// and 16 bits, and truth values, are parts of a 32-bit draw.
template <class T, bool Masked>
class bounded {
public:
  T operator()(bit_generator auto& bits, T low, word_of<T> range) {
    using word = word_of<T>;
    if (range == 0) return low;
    word const base = static_cast<word>(low);
    if constexpr (std::same_as<T, bool>)
      return (part<1>(bits) & 1) != 0;
    else if constexpr (sizeof(T) == 8) {
      if (range <= 0xffffffff)
        return static_cast<T>(base + up_to(static_cast<std::uint32_t>(range), [&] { return bits.next32(); }));
      return static_cast<T>(base + up_to(range, [&] { return bits.next(); }));
    } else if constexpr (sizeof(T) == 4)
      return static_cast<T>(base + up_to(range, [&] { return bits.next32(); }));
    else
      return static_cast<T>(base +
                            up_to(range, [&] { return static_cast<word>(part<8 * sizeof(T)>(bits)); }));
  }

private:
  template <class Word>
  static Word up_to(Word range, auto const& draw) {
    constexpr Word all = std::numeric_limits<Word>::max();
    if (range == all) return draw();
    if constexpr (Masked) {
      Word const mask = static_cast<Word>(all >> std::countl_zero(range));
      for (;;)
        if (Word const value = static_cast<Word>(draw() & mask); value <= range) return value;
    } else {
      using product = std::conditional_t<sizeof(Word) == 8, uint128, std::uint64_t>;
      Word const count = static_cast<Word>(range + 1);
      product scaled = product{draw()} * count;
      // The lower word says how far the draw is from where the next value begins.
      if (static_cast<Word>(scaled) < count) {
        Word const refused = static_cast<Word>(static_cast<Word>(all - range) % count);
        while (static_cast<Word>(scaled) < refused) scaled = product{draw()} * count;
      }
      return static_cast<Word>(scaled >> 8 * sizeof(Word));
    }
  }

  /// The next `Bits` bits of a 32-bit draw, in the lowest.
  template <int Bits>
  std::uint32_t part(bit_generator auto& bits) {
    if (parts_left_ == 0) {
      word_ = bits.next32();
      parts_left_ = 32 / Bits - 1;
    } else {
      word_ >>= Bits;
      --parts_left_;
    }
    return word_;
  }
  std::uint32_t word_ = 0;
  int parts_left_ = 0;
};

/// The type of a number, or of the elements of an array.
template <class A>
struct element_of {
  using type = A;
};
template <expression A>
struct element_of<A> {
  using type = value_type_t<A>;
};
template <class A>
using element_of_t = typename element_of<A>::type;

/// Throws `value_error`, in NumPy's words, for a range [low, high] that is empty or not the dtype's.
template <class T>
void check_range(wide low, wide high, bool endpoint, source_location where) {
  if (low < wide{std::numeric_limits<T>::min()})
    throw value_error(message("low is out of bounds for ", dtype_name<T>()), where);
  if (high > wide{std::numeric_limits<T>::max()})
    throw value_error(message("high is out of bounds for ", dtype_name<T>()), where);
  if (low > high)
    throw value_error(
        low == 0 ? (endpoint ? "high < 0" : "high <= 0") : (endpoint ? "low > high" : "low >= high"), where);
}

/// Integers of [low, high), or with `endpoint` of [low, high], whose bounds are numbers or arrays.
template <class P, class T, bool Masked, class Bits, class Size, operand Low, operand High>
auto draw_integers(Bits& bits, Low const& low, High const& high, Size const& size, bool endpoint,
                   source_location where) {
  using word = word_of<T>;
  bounded<T, Masked> next;
  auto const range_of = [](wide first, wide last) {
    return static_cast<word>(static_cast<uint128>(last - first));
  };
  if constexpr (scalar<Low> && scalar<High>) {
    static_assert(std::integral<Low> && std::integral<High>, "gamut: the bounds are integers");
    wide const from = low, last = wide{high} - !endpoint;
    if constexpr (!std::same_as<Size, no_size>)
      if (gamut::detail::product(size) == 0) return ndarray<T, Size::size(), result_policy<P>>(size, where);
    check_range<T>(from, last, endpoint, where);
    word const range = range_of(from, last);
    if constexpr (std::same_as<Size, no_size>)
      return next(bits, static_cast<T>(from), range);
    else {
      ndarray<T, Size::size(), host> result(size, where);
      if constexpr (skips_ahead<Bits> && sizeof(T) >= 4) {
        // Whole words: how many draws they take is known, and threads may share them.
        if (range == std::numeric_limits<word>::max()) {
          fill_ahead<host>(bits, reinterpret_cast<word*>(result.data()), result.size());
          for (T& x : result.span()) x = static_cast<T>(static_cast<word>(x) + static_cast<word>(from));
          return to<result_policy<P>>(std::move(result), where);
        }
      }
      for (T& x : result.span()) x = next(bits, static_cast<T>(from), range);
      return to<result_policy<P>>(std::move(result), where);
    }
  } else {
    static_assert(std::integral<element_of_t<Low>> && std::integral<element_of_t<High>>,
                  "gamut: the bounds are integers");
    auto const lows = parameter_value<element_of_t<Low>>(low, where);
    auto const highs = parameter_value<element_of_t<High>>(high, where);
    auto const shape = result_shape(size, where, shape_of_value(lows), shape_of_value(highs));
    auto const from = for_every(lows, shape);
    auto const until = for_every(highs, shape);
    ndarray<T, shape.size(), host> result(shape, where);
    for (index i = 0; i < result.size(); ++i)
      check_range<T>(wide{from[i]}, wide{until[i]} - !endpoint, endpoint, where);
    for (index i = 0; i < result.size(); ++i)
      result.data()[i] = next(bits, static_cast<T>(from[i]), range_of(from[i], wide{until[i]} - !endpoint));
    return to<result_policy<P, Low, High>>(std::move(result), where);
  }
}

/// Random bytes, those of 32-bit draws, the lowest first.
inline std::vector<std::uint8_t> bytes(bit_generator auto& bits, index length, source_location where) {
  if (length < 0) throw value_error("negative dimensions are not allowed", where);
  std::vector<std::uint8_t> result(static_cast<std::size_t>(length));
  std::uint32_t word = length == 0 ? bits.next32() : 0; // NumPy draws for none as well
  for (std::size_t i = 0; i < result.size(); ++i, word >>= 8) {
    if (i % 4 == 0) word = bits.next32();
    result[i] = static_cast<std::uint8_t>(word);
  }
  return result;
}

} // namespace gamut::inline GAMUT_ABI::random::detail
