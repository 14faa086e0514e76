// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The loops of the host's reductions: a row folded to one value, and rows folded into a row of results. Trees
// of floating dtypes run in packets to the last element, as part of a register holds the fold's neutral
// element where the row has ended; others in loops that the compiler vectorises.
#pragma once

#include <gamut/host/packet_tree.hpp>
#include <gamut/host/rows.hpp>

#include <algorithm>
#include <concepts>
#include <cstring>

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// How many results lie side by side in a loop, so that additions overlap: four registers of `T`, or the
/// numbers that a loop has which the compiler vectorises.
template <class A, class T>
inline constexpr index numbers_at_once = 4 * lanes<T>;
template <class A>
inline constexpr index numbers_at_once<A, void> = 256 / index(sizeof(A));

/// What one loop adds up before two such results are joined: sixteen values to each result, as in NumPy's
/// pairwise sums (Higham 1993). Where nothing is rounded, what is looked at before a fold may end early.
template <class F, class A, class T>
inline constexpr index fold_block = 16 * numbers_at_once<A, T>;
template <class F, class A, class T>
requires(std::integral<A> || !requires { F::rounds; }) inline constexpr index fold_block<F, A, T> = 32768;

/// A value from which a fold cannot move any more: `any` that has seen a true.
template <class F, class A>
GAMUT_INLINE bool settled(A const& so_far) {
  if constexpr (requires { F::settled(so_far); })
    return F::settled(so_far);
  else
    return false;
}

/// What results of long rows are joined in, wider than float32: the more they have added up, the more would
/// be lost.
template <class F, class A>
struct joining {
  using type = A;
};
template <class F>
requires requires { F::rounds; }
struct joining<F, float> {
  using type = double;
};
template <class F, class A>
using joining_t = typename joining<F, A>::type;

/// Joins results that stand in order, by halves: what sums of like size lose is then least. Out of line, as
/// GCC otherwise makes kilobytes of the recursion.
template <class F, class A>
[[gnu::noinline]] joining_t<F, A> joined(A const* results, index count) {
  if (count == 1) return results[0];
  index const left = count / 2;
  return F::body(joined<F>(results, left), joined<F>(results + left, count - left));
}
template <class F, class A>
A join(A const* results, index count) {
  return static_cast<A>(joined<F>(results, count));
}
/// Joins each of some results with another one that stands behind it.
template <class F, class A>
GAMUT_INLINE void fold_onto(A* results, A const* others, index count) {
  independently<true>(0, count, [&](index j) { results[j] = F::body(results[j], others[j]); });
}

/// The register in which packets of `T` are folded to results of dtype `A`: numbers, or truth values.
template <class T, class A>
using fold_register = std::conditional_t<std::same_as<A, bool>, mask<T>, packet<T>>;

template <class F, class T, class A>
GAMUT_INLINE fold_register<T, A> neutral() {
  return as_operand<A>(packet<T>(F::template identity<A>()));
}

/// The lanes of a register folded to one value.
template <class F, class T, int By = lanes<T> / 2>
GAMUT_INLINE T across(packet<T> x) {
  if constexpr (By == 0)
    return ei::pfirst(x.raw);
  else
    return across<F, T, By / 2>(F::body(x, exchanged<By>(x)));
}
template <class F, class T>
GAMUT_INLINE bool across(mask<T> x) {
  if constexpr (F::template identity<bool>())
    return all_of(x);
  else
    return !all_of(inverse(x));
}

/// The elements [first, last) of a row, fewer than a register has lanes; its other lanes are neutral. Lane 0
/// is element `at`: where the row is long enough, the register is one of its elements up to `last`.
template <class F, class T, class A, class Tree>
GAMUT_INLINE fold_register<T, A> last_packet(Tree const& tree, index const* strides, index first, index last,
                                             index& at) {
  auto const none = neutral<F, T, A>();
  if (last >= lanes<T>) {
    at = last - lanes<T>;
    return select(first_lanes<T>(first - at), none, packet_of<T>(tree, load_packet<T, false>{at, strides}));
  }
  at = first;
  return select(first_lanes<T>(last - first),
                packet_of<T>(tree, load_partial<T, false>{first, strides, last - first}), none);
}

/// The element of a row at a place, as an `A`.
template <class A, bool Unit, class Tree>
GAMUT_INLINE A element_at(Tree const& tree, index const* strides, index i) {
  auto const load = [&]<class I>(I, auto const& source) { return source[Unit ? i : i * strides[I::value]]; };
  return gamut::detail::convert<A>(element_of(tree, load));
}

/// The fold of the elements [first, last) to `W` results side by side, then to fewer, then to one. Those
/// before `first` are in the results already, if `begun`.
template <class F, index W, class A, class At>
GAMUT_INLINE A fold_by(A* results, index first, index last, At const& at, bool begun = false) {
  index i = first;
  for (; i + W <= last; i += W) {
    GAMUT_IVDEP
    for (index j = 0; j < W; ++j) results[j] = F::body(at(i + j), results[j]);
  }
  begun = begun || i > first;
  if constexpr (W == 1)
    return results[0];
  else {
    constexpr index fewer = W > 2 ? W / 4 : 1;
    if (begun)
      for (index halved = W / 2; halved >= fewer; halved /= 2)
        fold_onto<F>(results, results + halved, halved);
    return fold_by<F, fewer>(results, i, last, at, begun);
  }
}

/// Truth values in memory, and up to how many of them the library's search for a byte is the fastest loop.
template <class Tree>
inline constexpr bool is_truths = false;
template <int I>
inline constexpr bool is_truths<gamut::detail::slot<gamut::detail::pointer<bool>, I>> = true;
inline constexpr index short_search = 1024;

/// The fold of the elements [first, last) of a row, in one loop: over several registers at once, so that
/// additions overlap.
template <class F, bool Unit, class A, class Tree>
A fold_part(Tree const& tree, index const* strides, index first, index last) {
  using T = packet_dtype<Tree>;
  index i = first;
  if constexpr (Unit && is_truths<Tree> && requires { F::settled(true); })
    if (last - first < short_search) {
      constexpr bool sought = F::settled(true);
      return bool(std::memchr(tree.source.data + first, sought, std::size_t(last - first))) == sought;
    }
  if constexpr (!std::is_void_v<T>) {
    constexpr index w = lanes<T>;
    auto const at = [&](index j) { return packet_of<T>(tree, load_packet<T, Unit>{j, strides}); };
    auto a = neutral<F, T, A>(), b = a, c = a, d = a;
    for (; i + numbers_at_once<A, T> <= last; i += numbers_at_once<A, T>) {
      a = F::body(at(i), a);
      b = F::body(at(i + w), b);
      c = F::body(at(i + 2 * w), c);
      d = F::body(at(i + 3 * w), d);
    }
    a = F::body(F::body(a, b), F::body(c, d));
    for (; i + w <= last; i += w) a = F::body(at(i), a);
    if (index from; i < last) a = F::body(last_packet<F, T, A>(tree, strides, i, last, from), a);
    return across<F>(a);
  } else {
    constexpr index most = numbers_at_once<A, void>;
    A results[most];
    std::fill_n(results, most, F::template identity<A>());
    return fold_by<F, most>(results, i, last, [&](index j) { return element_at<A, Unit>(tree, strides, j); });
  }
}

/// The fold of `count` elements of a row, by halves.
template <bool Unit, class A, class F, class Tree>
joining_t<F, A> fold_row(F f, Tree const& tree, index const* strides, index first, index count) {
  constexpr index block = fold_block<F, A, packet_dtype<Tree>>;
  if (count <= block) return fold_part<F, Unit, A>(tree, strides, first, first + count);
  index const halved = (count / 2 + block - 1) / block * block;
  auto const left = fold_row<Unit, A>(f, tree, strides, first, halved);
  if (settled<F>(left)) return left;
  return F::body(left, fold_row<Unit, A>(f, tree, strides, first + halved, count - halved));
}

/// Neighbouring columns, of which each is folded to one result.
class columns_of {
public:
  /// `by` steps behind the `offsets` of the operands.
  columns_of(index const* offsets, index const* steps, int operands, index by)
      : strides(steps), starts_(operands) {
    std::copy_n(offsets, operands, starts_.at(0));
    advance_places(starts_.at(0), by, steps, operands);
  }
  /// Of every operand, at the first column.
  index const* starts() const { return starts_.at(0); }

  index const* strides; // from column to column
  bool unit = false;    // whether every leaf steps by one
  index count = 0;

private:
  some<index> starts_;
};
/// How many results a block of columns has at most: they stay in the first cache.
template <class A>
inline constexpr index most_columns = 4096 / index(sizeof(A));
/// Room for so many, and behind them for what a register has more.
constexpr index with_room(index columns) { return columns + 64; }

/// One row of operands, or three, folded into a row of results, or the first of all put there.
template <class F, bool Unit, class A, class Tree, std::size_t Rows>
GAMUT_INLINE void fold_into(A* results, bool first, Tree const (&rows)[Rows], index const* strides,
                            index count) {
  using T = packet_dtype<Tree>;
  auto const joined = [&](auto const& at) {
    if constexpr (Rows == 1)
      return at(rows[0]);
    else
      return F::body(F::body(at(rows[0]), at(rows[1])), at(rows[2]));
  };
  if constexpr (!std::is_void_v<T>) {
    using R = fold_register<T, A>;
    auto const none = neutral<F, T, A>();
    index i = 0;
    for (; i + lanes<T> <= count; i += lanes<T>) {
      load_packet<T, Unit> const load{i, strides};
      auto const x = joined([&](Tree const& row) { return packet_of<T>(row, load); });
      F::body(x, first ? none : R::load(results + i)).store(results + i);
    }
    if (i == count) return;
    for (Tree const& row : rows) {
      index at = i;
      auto const x = last_packet<F, T, A>(row, strides, i, count, at);
      auto const so_far = R::load(results + at);
      F::body(x, first ? select(first_lanes<T>(i - at), so_far, none) : so_far).store(results + at);
      first = false;
    }
  } else
    independently<Unit>(0, count, [&](index j) {
      auto const x = joined([&](Tree const& row) { return element_at<A, Unit>(row, strides, j); });
      results[j] = F::body(x, first ? F::template identity<A>() : results[j]);
    });
}

/// The rows [first, last) of the reduced axes, folded to `results`: in memory that has room for the columns
/// and, where they do not fill a register, for one.
template <class F, class A, class Tree>
void fold_down(F, A* results, Tree const& tree, any_nest const& loops, int kept, columns_of const& columns,
               index first, index last) {
  odometer at(loops, kept, loops.ndim(), columns.starts());
  if (first > 0) at.seek(first);
  auto const next = [&] {
    auto const row = advanced(tree, at.offsets() + 1);
    at.next();
    return row;
  };
  index const* const strides = columns.strides + 1;
  index r = first;
  if (columns.unit)
    for (; r + 3 <= last; r += 3) {
      Tree const rows[] = {next(), next(), next()};
      fold_into<F, true>(results, r == first, rows, strides, columns.count);
    }
  for (; r < last; ++r) {
    Tree const rows[] = {next()};
    if (columns.unit)
      fold_into<F, true>(results, r == first, rows, strides, columns.count);
    else
      fold_into<F, false>(results, r == first, rows, strides, columns.count);
  }
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
