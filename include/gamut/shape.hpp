// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Shapes: fixed-rank tuples of extents, strides or indices, and NumPy's rules about them: broadcasting,
// negative axes and indices, row-major strides. Pure arithmetic; nothing here knows of memory or of policies.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>

#include <concepts>
#include <limits>
#include <string>
#include <tuple>

namespace gamut::inline GAMUT_ABI {

/// `N` numbers, one for each axis: a shape, the strides (in elements) or an index. Usable in kernels.
template <int N>
struct dims {
  index values[N > 0 ? N : 1] = {};

  static constexpr int size() { return N; }
  GAMUT_HD constexpr index& operator[](int axis) { return values[axis]; }
  GAMUT_HD constexpr index const& operator[](int axis) const { return values[axis]; }
  constexpr index* begin() { return values; }
  constexpr index* end() { return values + N; }
  constexpr index const* begin() const { return values; }
  constexpr index const* end() const { return values + N; }

  friend constexpr bool operator==(dims const& a, dims const& b) {
    for (int d = 0; d < N; ++d)
      if (a.values[d] != b.values[d]) return false;
    return true;
  }
  /// As NumPy writes a shape in its messages: `(3,4)`, `(5,)`, `()`.
  GAMUT_COLD friend void append_to(std::string& text, dims const& shape) {
    text += '(';
    for (int d = 0; d < N; ++d) {
      text += std::to_string(shape[d]);
      if (d + 1 < N || N == 1) text += ',';
    }
    text += ')';
  }
  template <std::size_t I>
  friend constexpr index get(dims const& d) {
    static_assert(I < std::size_t(N));
    return d.values[I];
  }
};

/// One extent in a braced shape: any integer, without narrowing complaints (`zeros({n, v.size()})`).
struct extent {
  index value;
  template <std::integral I>
  constexpr extent(I i) : value(static_cast<index>(i)) {}
};

/// A shape from its extents: `shape_of(3, 4)`.
template <std::integral... I>
constexpr auto shape_of(I... extents) {
  return dims<int(sizeof...(I))>{{static_cast<index>(extents)...}};
}

namespace detail {

template <std::size_t N>
constexpr dims<int(N)> to_dims(extent const (&extents)[N]) {
  dims<int(N)> shape;
  for (std::size_t d = 0; d < N; ++d) shape[int(d)] = extents[d].value;
  return shape;
}

/// The number of elements. The shape has been checked when its array was made.
template <int N>
GAMUT_HD constexpr index product(dims<N> const& shape) {
  index n = 1;
  for (int d = 0; d < N; ++d) n *= shape[d];
  return n;
}

/// The number of elements of a shape that a caller gave: no negative extent, no overflow of elements or
/// bytes.
template <class T, int N>
index checked_size(dims<N> const& shape, source_location where) {
  index bytes = sizeof(T);
  bool overflow = false, empty = false;
  for (int d = 0; d < N; ++d) {
    if (shape[d] < 0) throw value_error(message("negative dimensions are not allowed: ", shape), where);
    if (shape[d] == 0)
      empty = true;
    else
      overflow = __builtin_mul_overflow(bytes, shape[d], &bytes) || overflow;
  }
  if (overflow)
    throw value_error(message("array is too big; the size of shape ", shape, " overflows"), where);
  return empty ? 0 : bytes / index(sizeof(T));
}

/// Lengths that a caller gave put one behind the other, and one so many times. Throws `value_error` where no
/// extent is so large.
inline index joint_extent(index a, index b, source_location where) {
  index sum = 0;
  if (__builtin_add_overflow(a, b, &sum))
    throw value_error(message("Maximum allowed dimension exceeded: ", a, " + ", b), where);
  return sum;
}
inline index repeated_extent(index a, index times, source_location where) {
  index product = 0;
  if (__builtin_mul_overflow(a, times, &product))
    throw value_error(message("Maximum allowed dimension exceeded: ", a, " * ", times), where);
  return product;
}

template <int N>
GAMUT_HD constexpr dims<N> row_major(dims<N> const& shape) {
  dims<N> strides;
  index step = 1;
  for (int d = N - 1; d >= 0; --d) {
    strides[d] = step;
    step *= shape[d];
  }
  return strides;
}

inline int normalize_axis(index axis, int ndim, source_location where) {
  if (axis < -ndim || axis >= ndim)
    throw axis_error(message("axis ", axis, " is out of bounds for array of dimension ", ndim), where);
  return int(axis < 0 ? axis + ndim : axis);
}

inline index normalize_index(index i, index extent, int axis, source_location where = {}) {
  if (i < -extent || i >= extent)
    throw index_error(message("index ", i, " is out of bounds for axis ", axis, " with size ", extent),
                      where);
  return i < 0 ? i + extent : i;
}

/// The axes as flags, each in bounds and named once.
template <int N>
struct named_axes {
  bool named[N > 0 ? N : 1] = {};
};
template <int N, int K>
constexpr named_axes<N> axis_flags(dims<K> const& axes, source_location where) {
  named_axes<N> flags;
  for (int k = 0; k < K; ++k) {
    bool& named = flags.named[normalize_axis(axes[k], N, where)];
    if (named) throw value_error("duplicate value in 'axis'", where);
    named = true;
  }
  return flags;
}

/// Several shapes, one blank apart: `(3,4) (5,)`.
template <int... N>
GAMUT_COLD std::string list_shapes(dims<N> const&... shapes) {
  std::string text;
  ((text.empty() ? void() : text.push_back(' '), append_to(text, shapes)), ...);
  return text;
}

// The errors of broadcasting, with shapes by value: what calls these need not keep shapes in memory, and
// computes one that several checks read once.
template <int... N>
[[noreturn]] GAMUT_COLD void throw_unlike(dims<N>... shapes) {
  throw shape_error(message("operands could not be broadcast together with shapes ", list_shapes(shapes...)));
}
template <int N, int M>
[[noreturn]] GAMUT_COLD void throw_unlike_destination(dims<N> from, dims<M> to, source_location where = {}) {
  throw shape_error(message("could not broadcast input array from shape ", from, " into shape ", to), where);
}

/// Widen `to` by `from`, right-aligned; false where the two do not fit.
template <int N, int M>
constexpr bool broadcast_into(dims<N>& to, dims<M> const& from) {
  for (int d = 0; d < M; ++d) {
    index& extent = to[N - M + d];
    if (extent == 1)
      extent = from[d];
    else if (from[d] != extent && from[d] != 1)
      return false;
  }
  return true;
}

template <int... N>
inline constexpr int max_ndim = [] {
  int n = 0;
  ((n = N > n ? N : n), ...);
  return n;
}();

} // namespace detail

/// The shape that shapes broadcast to (np.broadcast_shapes).
/// Throws `shape_error` in NumPy's words where they do not fit each other.
template <int... N>
constexpr auto broadcast_shapes(dims<N> const&... shapes) {
  dims<detail::max_ndim<N...>> all;
  for (index& extent : all) extent = 1;
  if (!(detail::broadcast_into(all, shapes) && ...)) detail::throw_unlike(shapes...);
  return all;
}

} // namespace gamut::inline GAMUT_ABI

template <int N>
struct std::tuple_size<gamut::dims<N>> : std::integral_constant<std::size_t, std::size_t(N)> {};
template <std::size_t I, int N>
struct std::tuple_element<I, gamut::dims<N>> {
  using type = gamut::index;
};
