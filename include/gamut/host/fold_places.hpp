// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The loops of argmin and argmax, beside those of fold_row.hpp. Along a row the best value is folded block by
// block, and its place is looked for in the one block that has it first; down columns the number of the best
// row is kept beside the best value.
#pragma once

#include <gamut/host/fold_row.hpp>
#include <gamut/host/packet_row.hpp>
#include <gamut/reduce.hpp>

#include <bit>
#include <cstdint>

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// How many operands at the end of a fold's nest are no operands of its values, but their places.
template <class F>
inline constexpr int place_operands = 0;
template <bool Largest>
inline constexpr int place_operands<fn::arg_best<Largest>> = 1;

/// A tree of values, and beside it their places: leaf `I`, a function of its offset.
template <class Value, class Place, int I>
using placed = gamut::detail::call<fn::with_position, Value, gamut::detail::slot<Place, I>>;

/// Where the best of some values stands first.
template <class V>
index first_place(V const* values, index count, V best) {
  using T = packet_dtype<gamut::detail::slot<gamut::detail::pointer<V>, 0>>;
  index i = 0;
  if (math::not_a_number(best)) {
    while (i < count && !math::not_a_number(values[i])) ++i;
    return i;
  }
  if constexpr (!std::is_void_v<T>) {
    // As many elements at once as a word has bits: a branch for each register would be guessed wrong more
    // often.
    constexpr index w = lanes<T>, word = 64;
    packet<T> const wanted(best);
    auto const equal = [&](index at) -> std::uint64_t {
      return bits_of(packet<T>::load(values + at) == wanted);
    };
    auto const among = [&](index at) {
      std::uint64_t bits = 0;
      for (index j = 0; j < word; j += w) bits |= equal(at + j) << j;
      return bits;
    };
    for (; i + word <= count; i += word)
      if (auto const bits = among(i)) return i + std::countr_zero(bits);
    if (count >= word && i < count) { // the last word, of which the first elements have been seen
      auto const bits = among(count - word);
      return bits ? count - word + std::countr_zero(bits) : count;
    }
    for (; i + w <= count; i += w)
      if (auto const bits = equal(i)) return i + std::countr_zero(bits);
  } else {
    constexpr index block = 32;
    auto const found = [&] {
      bool any = false;
      for (index j = 0; j < block; ++j) any |= math::equal(values[i + j], best);
      return any;
    };
    while (i + block <= count && !found()) i += block;
  }
  while (i < count && !math::equal(values[i], best)) ++i;
  return i;
}

/// How many elements of a row are folded before their best is compared with the best so far: few enough to be
/// searched at little cost.
inline constexpr index place_block = 512;

/// Where the best of the elements [first, last) of a row stands first.
template <class F, bool Unit, int Leaves, class Value, class V>
index first_place_in(Value const& value, index const* strides, index first, index last, V best) {
  if constexpr (requires { value.source.data; })
    if (Unit || strides[0] == 1) return first + first_place(value.source.data + first, last - first, best);
  // A few elements in the first cache, which are read twice: another loop over the tree may contract a * b +
  // c where the first did not, and then the best value would not be among them.
  using T = packet_dtype<Value>;
  V values[place_block];
  index const count = last - first, one = 1;
  index offsets[Leaves];
  for (int k = 0; k < Leaves; ++k) offsets[k] = first * strides[k];
  auto const from = advanced(value, offsets);
  if constexpr (std::is_void_v<T>)
    element_row<Unit>(values, 1, from, strides, 0, count);
  else
    packet_row<T, put_dense, false>(values, 1, from, strides, count);
  index place = first_place(values, count, best);
  if (place == count) {
    gamut::detail::slot<gamut::detail::pointer<V>, 0> const in_memory{{values}};
    place = first_place(values, count, fold_part<F, true, V>(in_memory, &one, 0, count));
  }
  return first + place;
}

/// Whether `x` is better than what is the best so far: a nan is better than any number.
template <bool Largest, class X>
GAMUT_INLINE auto overtakes(X const& x, X const& best) {
  using namespace math;
  auto const worse_or_equal = Largest ? less_equal(x, best) : less_equal(best, x);
  return both(inverse(worse_or_equal), equal(best, best));
}

/// What each lane of some registers has seen as its best, and where; a nan is not better than anything.
template <bool Largest, class T>
struct best_lanes {
  packet<T> value, place;

  GAMUT_INLINE void see(packet<T> x, packet<T> here) {
    auto const better = Largest ? value < x : x < value;
    value = select(better, x, value);
    place = select(better, here, place);
  }
  /// The places of what is `best`, and `far` in other lanes.
  GAMUT_INLINE packet<T> places_of(packet<T> best, packet<T> far) const {
    return select(value == best, place, far);
  }
};

/// The best of the elements [first, last) of a row in packets of `T`, and where it stands first, in one loop:
/// the value and the place within the row go through registers side by side, the latter as a number that is
/// exact in a float32. No place where there is a nan.
template <bool Largest, bool Unit, class T, class Tree>
gamut::detail::indexed<T> best_of_few(Tree const& tree, index const* strides, index first, index last) {
  using F = typename fn::arg_best<Largest>::value;
  constexpr index w = lanes<T>;
  auto const at = [&](index i) { return packet_of<T>(tree, load_packet<T, Unit>{i, strides}); };
  packet<T> here = lane_numbers<T>();
  best_lanes<Largest, T> a{neutral<F, T, T>(), here}, b = a, c = a, d = a;
  auto numbers = a.value == a.value;
  index i = first;
  for (; i + 4 * w <= last; i += 4 * w) {
    packet<T> const x = at(i), y = at(i + w), z = at(i + 2 * w), u = at(i + 3 * w);
    a.see(x, here);
    b.see(y, here);
    c.see(z, here);
    d.see(u, here);
    numbers = both(numbers, both(both(x == x, y == y), both(z == z, u == u)));
    here = here + packet<T>(T(4 * w));
  }
  // A lane that has seen nothing better than the neutral element says its own number: of those lane 0 of `a`
  // is right.
  b.place = b.place + packet<T>(T(w));
  c.place = c.place + packet<T>(T(2 * w));
  d.place = d.place + packet<T>(T(3 * w));
  for (; i + w <= last; i += w) {
    packet<T> const x = at(i);
    a.see(x, here);
    numbers = both(numbers, x == x);
    here = here + packet<T>(T(w));
  }
  if (index from; i < last) {
    auto const x = last_packet<F, T, T>(tree, strides, i, last, from);
    a.see(x, lane_numbers<T>() + packet<T>(T(from - first)));
    numbers = both(numbers, x == x);
  }
  if (!all_of(numbers)) return fn::arg_best<Largest>::template identity<gamut::detail::indexed<T>>();
  auto const better = [](packet<T> x, packet<T> y) { return select(Largest ? y < x : x < y, x, y); };
  T const best = across<F>(better(better(a.value, b.value), better(c.value, d.value)));
  packet<T> const wanted(best), far{T(place_block)};
  auto const earlier = [](packet<T> x, packet<T> y) { return select(x < y, x, y); };
  packet<T> const places = earlier(earlier(a.places_of(wanted, far), b.places_of(wanted, far)),
                                   earlier(c.places_of(wanted, far), d.places_of(wanted, far)));
  return {best, first + index(across<fn::min>(places))};
}

/// The value of a row that is best, and where it stands first.
template <bool Unit, class A, bool Largest, class Value, class Place, int I>
A fold_row(fn::arg_best<Largest>, placed<Value, Place, I> const& tree, index const* strides, index first,
           index count) {
  using arg = fn::arg_best<Largest>;
  using F = typename arg::value;
  using V = typename Value::value_type;
  auto const& value = get<0>(tree.args);
  index const last = first + count;
  if constexpr (std::same_as<packet_dtype<Value>, V>)
    if (count <= place_block) {
      auto const best = best_of_few<Largest, Unit, V>(value, strides, first, last);
      if (best.at >= 0) return {best.value, get<1>(tree.args).source[best.at * strides[I]]};
    }
  A best = arg::template identity<A>();
  for (index i = first; i < last; i += place_block)
    best = arg::body(best, A{fold_part<F, Unit, V>(value, strides, i, std::min(i + place_block, last)), i});
  index const place =
      first_place_in<F, Unit, I>(value, strides, best.at, std::min(best.at + place_block, last), best.value);
  return {best.value, get<1>(tree.args).source[place * strides[I]]};
}

/// One row of values against the best so far; `number` is the row's.
template <bool Largest, bool Unit, class S, class N, class Tree>
GAMUT_INLINE void place_into(S* best, N* numbers, Tree const& row, index const* strides, index count,
                             N number) {
  using T = packet_dtype<Tree>;
  if constexpr (!std::is_void_v<T>) {
    packet<T> const here(number);
    auto const put = [&](index i, packet<T> x) {
      packet<T> const so_far = packet<T>::load(best + i);
      auto const better = overtakes<Largest>(x, so_far);
      select(better, x, so_far).store(best + i);
      select(better, here, packet<T>::load(numbers + i)).store(numbers + i);
    };
    index i = 0;
    for (; i + lanes<T> <= count; i += lanes<T>)
      put(i, as_operand<T>(packet_of<T>(row, load_packet<T, Unit>{i, strides})));
    if (i < count) { // what is seen twice is not better than itself
      using F = typename fn::arg_best<Largest>::value;
      using A = typename Tree::value_type;
      auto const x = last_packet<F, T, A>(row, strides, i, count, i);
      put(i, as_operand<T>(x));
    }
  } else
    independently<Unit>(0, count, [&](index j) {
      S const x = element_at<S, Unit>(row, strides, j), so_far = best[j];
      bool const better = overtakes<Largest>(x, so_far);
      best[j] = better ? x : so_far;
      numbers[j] = better ? number : numbers[j];
    });
}

/// The rows [first, last) of the reduced axes: the best value of each column, and its place.
template <bool Largest, class A, class Value, class Place, int I>
void fold_down(fn::arg_best<Largest>, A* results, placed<Value, Place, I> const& tree, any_nest const& loops,
               int kept, columns_of const& columns, index first, index last) {
  using arg = fn::arg_best<Largest>;
  using V = typename Value::value_type;
  using T = packet_dtype<Value>;
  using S = std::conditional_t<std::is_void_v<T>, V, T>;
  // Numbers of rows go through registers beside the values, and are exact in a float32 up to here.
  using number =
      std::conditional_t<std::is_void_v<T>, gamut::detail::sized_int<sizeof(S) < 8 ? 4 : 8, true>, S>;
  constexpr index most_rows = index(1) << 24;
  constexpr index room = with_room(most_columns<A>);
  S best[room];
  number numbers[room];
  index const* const strides = columns.strides + 1;

  std::fill_n(results, columns.count, arg::template identity<A>());
  for (; first < last; first += most_rows) {
    std::fill_n(best, room, static_cast<S>(arg::value::template identity<S>()));
    std::fill_n(numbers, room, number(0));
    odometer at(loops, kept, loops.ndim(), columns.starts());
    at.seek(first);
    index const start = at.offsets()[I + 1], rows = std::min(last - first, most_rows);
    for (index r = 0; r < rows; ++r, at.next()) {
      auto const row = advanced(get<0>(tree.args), at.offsets() + 1);
      if (columns.unit)
        place_into<Largest, true>(best, numbers, row, strides, columns.count, number(r));
      else
        place_into<Largest, false>(best, numbers, row, strides, columns.count, number(r));
    }
    for (index j = 0; j < columns.count; ++j) {
      index place = start + index(numbers[j]) * loops.strides(kept)[I + 1];
      if (loops.ndim() > kept + 1) {
        odometer there(loops, kept, loops.ndim(), columns.starts());
        there.seek(first + index(numbers[j]));
        place = there.offsets()[I + 1];
      }
      A const found{gamut::detail::convert<V>(best[j]), get<1>(tree.args).source[place]};
      results[j] = arg::body(results[j], found);
    }
  }
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
