// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Elements that only change places: rows of any stride and tiles of two axes. What moves is bits, so that
// every dtype of four or eight bytes moves in the registers of float and double.
#pragma once

#include <gamut/host/packet.hpp>
#include <gamut/host/stream.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

// A register is a template argument here; that GCC then forgets its alignment is its own doing, and harmless.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wignored-attributes"
#endif

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// The number in whose registers a `V` is moved; void where it moves alone.
template <class V>
using moved_as = std::conditional_t<sizeof(V) == 8 && vectorized<double>, double,
                                    std::conditional_t<sizeof(V) == 4 && vectorized<float>, float, void>>;

/// The rest of a row from element `i` on, with a step that the compiler knows.
template <index Stride, class V>
GAMUT_INLINE void move_elements(V* to, V const* from, index i, index count) {
  GAMUT_IVDEP
  for (; i < count; ++i) to[i] = from[i * Stride];
}

// Two registers side by side give one of every second element: half a line each, which measures faster than
// lines. `load_strided` reads no further than its last element; these read the one behind it, and so leave
// the last elements of a row.
#if GAMUT_HOST_PACKETS && defined(__has_builtin)
#if __has_builtin(__builtin_shufflevector)
template <class T, int... I>
GAMUT_INLINE index move_every_second(T* to, T const* from, index count, std::integer_sequence<int, I...>) {
  constexpr index w = index(sizeof...(I));
  typedef T wide __attribute__((vector_size(sizeof(T) * sizeof...(I))));
  index i = 0;
  for (; i + w < count; i += w) {
    wide x, y;
    std::memcpy(&x, from + 2 * i, sizeof x);
    std::memcpy(&y, from + 2 * i + w, sizeof y);
    wide const each = __builtin_shufflevector(x, y, (2 * I)...);
    std::memcpy(to + i, &each, sizeof each);
  }
  return i;
}
#endif
#endif

/// Writes `count` elements one after another, from every `stride`-th place.
template <class V>
void move_row(V* to, V const* from, index stride, index count) {
  if (stride == 0) {
    std::fill_n(to, count, V(*from));
    return;
  }
  index i = 0;
  if (stride == 1) // the library's memcpy starts slowly, for the sake of what is not elements
    for (constexpr index w = sizeof(V) < 64 ? index(64 / sizeof(V)) : 1; i + w <= count; i += w)
      std::memcpy(static_cast<void*>(to + i), from + i, std::size_t(w) * sizeof(V));
  using T = moved_as<V>;
  if constexpr (!std::is_void_v<T>) {
    if (stride == -1)
      for (; i + lanes<T> <= count; i += lanes<T>)
        load_strided(reinterpret_cast<T const*>(from - i), -1).store(reinterpret_cast<T*>(to + i));
    using each = std::make_integer_sequence<int, int(32 / sizeof(T))>;
    if constexpr (requires(T * x) { move_every_second(x, x, i, each{}); })
      if (stride == 2)
        i = move_every_second(reinterpret_cast<T*>(to), reinterpret_cast<T const*>(from), count, each{});
  }
  if (stride == 1) return move_elements<1>(to, from, i, count);
  if (stride == -1) return move_elements<-1>(to, from, i, count);
  if (stride == 2) return move_elements<2>(to, from, i, count);
  for (; i < count; ++i) to[i] = from[i * stride];
}

/// Whole lines of a row that is read backwards, past the caches.
template <class V>
void stream_reversed(V* to, V const* from, index count) {
  using T = moved_as<V>;
  if constexpr (streams && !std::is_void_v<T>)
    for (index i = 0; i < count; i += lanes<T>)
      stream_packet(reinterpret_cast<T*>(to + i), load_strided(reinterpret_cast<T const*>(from - i), -1).raw);
  else {
    constexpr index few = index(line / sizeof(V));
    alignas(line) V turned[few];
    for (index i = 0; i < count; i += few) {
      move_elements<-1>(turned, from - i, 0, few);
      stream_line(reinterpret_cast<std::byte*>(to + i), reinterpret_cast<std::byte const*>(turned));
    }
  }
}

/// Rows and columns exchanged: `rows` x `columns` elements whose columns are contiguous at `from` become rows
/// that are contiguous at `to`.
template <class V>
void move_turned(V* to, index to_row, V const* from, index from_column, index rows, index columns) {
  using T = moved_as<V>;
  index whole_rows = 0, whole_columns = 0;
  if constexpr (!std::is_void_v<T>) {
    constexpr index w = lanes<T>;
    whole_rows = rows / w * w;
    whole_columns = columns / w * w;
    for (index r = 0; r < whole_rows; r += w)
      for (index c = 0; c < whole_columns; c += w) {
        ei::PacketBlock<raw_packet<T>, int(w)> block;
        for (index k = 0; k < w; ++k)
          block.packet[k] =
              ei::ploadu<raw_packet<T>>(reinterpret_cast<T const*>(from + (c + k) * from_column + r));
        ei::ptranspose(block);
        for (index k = 0; k < w; ++k)
          ei::pstoreu(reinterpret_cast<T*>(to + (r + k) * to_row + c), block.packet[k]);
      }
  }
  for (index c = 0; c < columns; ++c)
    for (index r = c < whole_columns ? whole_rows : 0; r < rows; ++r)
      to[r * to_row + c] = from[c * from_column + r];
}

/// How the elements of a tile lie: steps from one row and from one column to the next.
struct tile_strides {
  index row, column;

  /// Whether a step to the next row is the smaller one.
  bool turned() const { return row != 0 && (row < 0 ? -row : row) < (column < 0 ? -column : column); }
  friend bool operator==(tile_strides const&, tile_strides const&) = default;
};

/// Moves a tile, from any source; the longer axis is the inner loop.
template <class V, class Source>
void move_tile(V* to, tile_strides put, Source const& from, tile_strides take, index rows, index columns) {
  if constexpr (std::same_as<Source, gamut::detail::pointer<V>>) {
    if (put.column == 1 && take.row == 1 && take.column != 1)
      return move_turned(to, put.row, from.data, take.column, rows, columns);
    if (put.column == 1 && columns >= 16) {
      for (index r = 0; r < rows; ++r)
        move_row(to + r * put.row, from.data + r * take.row, take.column, columns);
      return;
    }
  }
  if (columns < rows)
    for (index c = 0; c < columns; ++c)
      for (index r = 0; r < rows; ++r)
        to[r * put.row + c * put.column] = from[r * take.row + c * take.column];
  else
    for (index r = 0; r < rows; ++r)
      for (index c = 0; c < columns; ++c)
        to[r * put.row + c * put.column] = from[r * take.row + c * take.column];
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
