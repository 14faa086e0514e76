// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The index rule, stated once: element (i, j, ...) of a layout lies at offset + i * stride0 + j * stride1 +
// ... Slicing, transposing, broadcasting and the rest only make a new layout of the same memory, by NumPy's
// rules.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>
#include <gamut/shape.hpp>

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>

namespace gamut::inline GAMUT_ABI {

/// The missing bound of a slice, and alone a whole axis: `A(_, slice(1, _))` is `A[:, 1:]`.
struct missing_t {};
inline constexpr missing_t _{};
/// A new axis of extent 1: `A(_, newaxis)` is `A[:, None]`.
struct newaxis_t {};
inline constexpr newaxis_t newaxis{};
/// As many whole axes as are left: `A(ellipsis, 0)` is `A[..., 0]`.
struct ellipsis_t {};
inline constexpr ellipsis_t ellipsis{};

/// A range of an axis, as Python's: `slice(1, -1)` is `1:-1`, `slice(_, _, -1)` is `::-1`, `slice(5)` is
/// `:5`.
class slice {
public:
  /// A bound: an integer (negative counts from the end), or `_` where it is missing.
  struct bound {
    index value = 0;
    bool given = false;
    template <std::integral I>
    constexpr bound(I i) : value(static_cast<index>(i)), given(true) {}
    constexpr bound(missing_t) {}
    /// A 0-d result, an element of a device's array: `slice(gm::count_nonzero(a))`.
    template <class E>
    requires std::integral<typename E::value_type> && std::convertible_to<E const&, typename E::value_type>
    constexpr bound(E const& e) : bound(static_cast<typename E::value_type>(e)) {}
  };

  constexpr explicit slice(bound stop) : slice(_, stop) {}
  constexpr slice(bound start, bound stop, bound step = _) : start_(start), stop_(stop), step_(step) {}

  constexpr bound start() const { return start_; }
  constexpr bound stop() const { return stop_; }
  constexpr bound step() const { return step_; }

  struct range {
    index start, step, count;
  };
  /// What the slice selects of an axis of that extent (Python's `slice.indices`).
  constexpr range over(index extent) const {
    index const step = step_.given ? step_.value : 1;
    if (step == 0) throw value_error("slice step cannot be zero");
    index const low = step > 0 ? 0 : -1, high = step > 0 ? extent : extent - 1;
    auto clamp = [&](bound b, index fallback) {
      if (!b.given) return fallback;
      index const i = b.value < 0 ? b.value + extent : b.value;
      return i < low ? low : i > high ? high : i;
    };
    index const start = clamp(start_, step > 0 ? low : high), stop = clamp(stop_, step > 0 ? high : low);
    index const span = step > 0 ? stop - start : start - stop;
    if (span <= 0) return {start, step, 0};
    // Without a sign, as the least step has no opposite; a single element needs no step, which may be that.
    auto const stride = step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
    auto const more = static_cast<index>(static_cast<std::uint64_t>(span - 1) / stride);
    return {start, more > 0 ? step : 1, more + 1};
  }

private:
  bound start_, stop_, step_;
};

/// What may stand between the parentheses of `A(...)`.
template <class I>
concept index_argument = std::integral<std::remove_cvref_t<I>> ||
    std::same_as<std::remove_cvref_t<I>, slice> || std::same_as<std::remove_cvref_t<I>, missing_t> ||
    std::same_as<std::remove_cvref_t<I>, newaxis_t> || std::same_as<std::remove_cvref_t<I>, ellipsis_t>;

/// Where the elements of an array or view lie, in elements from the start of its memory.
template <int N>
struct layout {
  dims<N> shape;
  dims<N> strides;
  index offset = 0;
};

namespace detail {

template <int N>
GAMUT_HD constexpr layout<N> row_major_layout(dims<N> const& shape) {
  return {shape, row_major(shape), 0};
}

template <class I>
inline constexpr bool takes_axis = !std::same_as<I, newaxis_t> && !std::same_as<I, ellipsis_t>;
template <class I>
inline constexpr bool gives_axis =
    std::same_as<I, slice> || std::same_as<I, missing_t> || std::same_as<I, newaxis_t>;

/// Walks the axes of `from` while arguments are applied one after another.
template <int N, int M>
struct indexing {
  layout<N> const& from;
  int untaken; // axes that no argument names: the ellipsis, or the end
  layout<M> to = {{}, {}, from.offset};
  int in = 0, out = 0;

  constexpr void push(index extent, index stride) {
    to.shape[out] = extent;
    to.strides[out++] = stride;
  }
  template <std::integral I>
  constexpr void apply(I i) {
    to.offset += normalize_index(static_cast<index>(i), from.shape[in], in) * from.strides[in];
    ++in;
  }
  constexpr void apply(slice const& s) {
    auto const [start, step, count] = s.over(from.shape[in]);
    if (count > 0) to.offset += start * from.strides[in];
    push(count, step * from.strides[in++]);
  }
  constexpr void apply(missing_t) {
    push(from.shape[in], from.strides[in]);
    ++in;
  }
  constexpr void apply(newaxis_t) { push(1, 0); }
  constexpr void apply(ellipsis_t) {
    for (; untaken > 0; --untaken) apply(_);
  }
};

/// The layout that `A(args...)` names.
template <int N, index_argument... I>
constexpr auto index_layout(layout<N> const& from, I const&... args) {
  constexpr int taken = (0 + ... + int(takes_axis<I>));
  constexpr int ellipses = (0 + ... + int(std::same_as<I, ellipsis_t>));
  static_assert(taken <= N, "gamut: too many indices for array (IndexError in NumPy)");
  static_assert(ellipses <= 1, "gamut: an index can only have a single ellipsis");
  indexing<N, (0 + ... + int(gives_axis<I>)) + N - taken> walk{from, N - taken};
  (walk.apply(args), ...);
  walk.apply(ellipsis);
  return walk.to;
}

template <int N>
constexpr layout<N> permute(layout<N> const& from, dims<N> const& axes) {
  layout<N> to{{}, {}, from.offset};
  for (int d = 0; d < N; ++d) {
    to.shape[d] = from.shape[int(axes[d])];
    to.strides[d] = from.strides[int(axes[d])];
  }
  return to;
}

/// All axes reversed: what `A.T()` does.
template <int N>
constexpr layout<N> reverse_axes(layout<N> const& from) {
  dims<N> axes;
  for (int d = 0; d < N; ++d) axes[d] = N - 1 - d;
  return permute(from, axes);
}

/// A new axis of extent 1 at a place of the result.
template <int N>
constexpr layout<N + 1> insert_axis(layout<N> const& from, int place) {
  layout<N + 1> to{{}, {}, from.offset};
  for (int d = 0, in = 0; d <= N; ++d) {
    to.shape[d] = d == place ? 1 : from.shape[in];
    to.strides[d] = d == place ? 0 : from.strides[in];
    in += d != place;
  }
  return to;
}

/// The axes that are not named; the `K` named ones have extent 1, or are read at their first element.
template <int K, int N>
constexpr layout<N - K> without_axes(layout<N> const& from, named_axes<N> const& dropped) {
  layout<N - K> to{{}, {}, from.offset};
  for (int d = 0, out = 0; d < N; ++d) {
    if (dropped.named[d]) continue;
    to.shape[out] = from.shape[d];
    to.strides[out++] = from.strides[d];
  }
  return to;
}

/// The elements (i, i + offset) of the axes `row` and `column`, as a last axis in place of the two.
template <int N>
constexpr layout<N - 1> diagonal_of(layout<N> const& from, index offset, int row, int column) {
  layout<N - 1> to{{}, {}, from.offset};
  int out = 0;
  for (int d = 0; d < N; ++d) {
    if (d == row || d == column) continue;
    to.shape[out] = from.shape[d];
    to.strides[out++] = from.strides[d];
  }
  index const down = offset < 0 ? -offset : 0, right = offset > 0 ? offset : 0;
  index const rows = from.shape[row] - down, columns = from.shape[column] - right;
  index const length = rows < columns ? rows : columns;
  to.shape[out] = length > 0 ? length : 0;
  to.strides[out] = from.strides[row] + from.strides[column];
  if (length > 0) to.offset += down * from.strides[row] + right * from.strides[column];
  return to;
}

/// An axis walked from its end to its start.
template <int N>
constexpr layout<N> flip_axis(layout<N> l, int axis) {
  if (l.shape[axis] > 0) l.offset += (l.shape[axis] - 1) * l.strides[axis];
  l.strides[axis] = -l.strides[axis];
  return l;
}

/// The same elements seen with a larger shape: repeated axes get stride 0. The caller has checked that it
/// fits.
template <int M, int N>
GAMUT_HD constexpr layout<M> broadcast_layout(layout<N> const& from, dims<M> const& shape) {
  static_assert(M >= N);
  layout<M> to{shape, {}, from.offset};
  for (int d = 0; d < N; ++d) to.strides[M - N + d] = from.shape[d] == 1 ? 0 : from.strides[d];
  return to;
}

/// Whether an array of shape `from` can be read with shape `to`.
template <int M, int N>
constexpr bool broadcasts_to(dims<N> const& from, dims<M> const& to) {
  if constexpr (N > M)
    return false;
  else {
    for (int d = 0; d < N; ++d)
      if (from[d] != 1 && from[d] != to[M - N + d]) return false;
    return true;
  }
}

/// A view of the same memory in another shape of as many elements, where strides can express it.
template <int M, int N>
constexpr bool reshape_layout(layout<N> const& from, dims<M> const& shape, layout<M>& to) {
  to = {shape, row_major(shape), from.offset};
  if (product(shape) == 0) return true;
  int in = 0;
  for (int out = 0; out < M;) {
    // The shortest runs of axes, on both sides, that hold as many elements.
    while (in < N && from.shape[in] == 1) ++in;
    if (in == N) {
      to.strides[out++] = 0;
      continue;
    }
    int const in_begin = in, out_begin = out;
    index have = from.shape[in++], want = shape[out++];
    while (have != want)
      if (have < want)
        have *= from.shape[in++];
      else
        want *= shape[out++];
    for (int d = in_begin + 1, last = in_begin; d < in; ++d) {
      if (from.shape[d] == 1) continue;
      if (from.strides[last] != from.strides[d] * from.shape[d]) return false;
      last = d;
    }
    int last = in - 1;
    while (last > in_begin && from.shape[last] == 1) --last;
    index stride = from.strides[last];
    for (int d = out - 1; d >= out_begin; --d) {
      to.strides[d] = stride;
      stride *= shape[d];
    }
  }
  return true;
}

/// Whether the elements lie one after another in row-major order.
template <int N>
constexpr bool is_contiguous(layout<N> const& l) {
  index step = 1;
  for (int d = N - 1; d >= 0; --d) {
    if (l.shape[d] == 0) return true;
    if (l.shape[d] != 1 && l.strides[d] != step) return false;
    step *= l.shape[d];
  }
  return true;
}

/// A shape with one extent of -1 worked out from the number of elements (np.reshape's rule).
template <int M, int N>
dims<M> resolve_shape(dims<M> shape, index size, dims<N> const& from, source_location where) {
  int unknown = -1;
  index known = 1;
  bool fits = true; // the product has no overflow, which may be the right size again
  for (int d = 0; d < M; ++d) {
    if (shape[d] != -1)
      fits = !__builtin_mul_overflow(known, shape[d], &known) && fits;
    else if (unknown < 0)
      unknown = d;
    else
      throw value_error("can only specify one unknown dimension", where);
  }
  dims<M> const asked = shape;
  if (unknown >= 0 && fits && known > 0) shape[unknown] = size / known;
  bool negative = false;
  for (int d = 0; d < M; ++d) negative = negative || shape[d] < 0;
  if (negative || !fits || product(shape) != size)
    throw shape_error(
        message("cannot reshape array of size ", size, " into shape ", asked, " (from ", from, ")"), where);
  return shape;
}

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
