// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's reductions. The operand is read once, in packets where its dtypes allow, and never stored. Long
// sums are cascaded (pairwise), and cut into pieces whose borders depend on the shape alone: any number of
// threads gives the same bits.
#pragma once

#include <gamut/host/packet.hpp>
#include <gamut/host/policy.hpp>
#include <gamut/host/rows.hpp>

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

/// What one loop adds up before two such results are joined: short enough to be exact enough (Higham 1993),
/// long enough to run at full speed.
inline constexpr index fold_block = 1024;

/// A value from which a fold cannot move any more: `any` that has seen a true.
template <class F, class A>
GAMUT_INLINE bool settled(A const& so_far) {
  if constexpr (requires { F::settled(so_far); })
    return F::settled(so_far);
  else
    return false;
}

/// Joins results that stand in order, by halves: what sums of like size lose is then least. Overwrites them.
template <class F, class A>
GAMUT_INLINE A join(A* results, index count) {
  for (; count > 1; count = (count + 1) / 2) {
    for (index i = 0; i + 1 < count; i += 2) results[i / 2] = F::body(results[i], results[i + 1]);
    if (count % 2 == 1) results[count / 2] = results[count - 1];
  }
  return results[0];
}

template <class F, bool Unit, class A, class Tree>
A fold_elements(A so_far, Tree const& tree, index const* strides, index first, index last) {
  for (index i = first; i < last; ++i) {
    auto const load = [&]<class I>(I, auto const& source) {
      return source[Unit ? i : i * strides[I::value]];
    };
    so_far = F::body(so_far, gamut::detail::convert<A>(element_of(tree, load)));
  }
  return so_far;
}

/// The fold of the elements [first, last) of a row in packets: four at a time, so that additions overlap.
template <class F, class T, bool Unit, class A, class Tree>
A fold_packets(Tree const& tree, index const* strides, index first, index last) {
  auto at = [&](index i) { return packet_of<T>(tree, load_packet<T, Unit>{i, strides}); };
  constexpr index w = lanes<T>;
  A result = F::template identity<A>();
  index i = first;
  if (last - first >= 4 * w) {
    auto a = at(i), b = at(i + w), c = at(i + 2 * w), d = at(i + 3 * w);
    for (i += 4 * w; i + 4 * w <= last; i += 4 * w) {
      a = F::body(a, at(i));
      b = F::body(b, at(i + w));
      c = F::body(c, at(i + 2 * w));
      d = F::body(d, at(i + 3 * w));
    }
    lane_array<T> const all(F::body(F::body(a, b), F::body(c, d)));
    A results[w];
    for (index j = 0; j < w; ++j) results[j] = gamut::detail::convert<A>(all.at[j]);
    result = join<F>(results, w);
  }
  return fold_elements<F, Unit>(result, tree, strides, i, last);
}

/// The fold of part of a row, by halves.
template <class F, bool Unit, class A, class Tree>
A fold_row(Tree const& tree, index const* strides, index first, index count) {
  if (count <= fold_block) {
    using T = packet_dtype<Tree>;
    if constexpr (!std::is_void_v<T>)
      return fold_packets<F, T, Unit, A>(tree, strides, first, first + count);
    else
      return fold_elements<F, Unit>(F::template identity<A>(), tree, strides, first, first + count);
  }
  index const half = (count / 2 + fold_block - 1) / fold_block * fold_block;
  A const left = fold_row<F, Unit, A>(tree, strides, first, half);
  if (settled<F>(left)) return left;
  return F::body(left, fold_row<F, Unit, A>(tree, strides, first + half, count - half));
}

/// The fold of the elements [first, last) of a nest that holds the reduced axes only.
template <class F, class A, class Tree, int N, int K>
A fold_range(Tree const& tree, gamut::detail::nest<N, K> const& reduced, index first, index last) {
  row_strides<K> const strides(reduced, reduced.ndim - 1);
  bool const unit = strides.unit(1);
  A result = F::template identity<A>();
  walk(reduced, first, last, [&](index const* offsets, index from, index count) {
    if (settled<F>(result)) return;
    auto const leaves = advanced(tree, offsets + 1);
    result = F::body(result, unit ? fold_row<F, true, A>(leaves, strides.at + 1, from, count)
                                  : fold_row<F, false, A>(leaves, strides.at + 1, from, count));
  });
  return result;
}

/// A fold whose long axis is a reduced one: each result is a row (or several) folded to one value.
template <class F, class A, class Tree, int N, int K>
void fold_rows(A* to, Tree const& tree, gamut::detail::nest<N, K> const& loops, int kept) {
  gamut::detail::nest<N, K> reduced = loops;
  reduced.ndim = loops.ndim - kept;
  for (int d = 0; d < reduced.ndim; ++d) {
    reduced.shape[d] = loops.shape[d + kept];
    for (int k = 0; k < K; ++k) reduced.strides[k][d] = loops.strides[k][d + kept];
  }
  index const length = reduced.size(), results = loops.size() / length;
  odometer<N, K> const start(loops, 0, kept, loops.offsets);
  auto one = [&](odometer<N, K> const& at, index first, index last) {
    auto here = reduced;
    for (int k = 0; k < K; ++k) here.offsets[k] = at.offsets()[k];
    return fold_range<F, A>(tree, here, first, last);
  };
  if (length >= 4 * grain && results < 64) {
    // Few long folds: each is cut into pieces, which are joined in order.
    constexpr index most = 64;
    index const pieces = length / (2 * grain) < most ? length / (2 * grain) : most;
    index const piece = (length / pieces + fold_block) / fold_block * fold_block;
    odometer<N, K> at = start;
    for (index r = 0; r < results; ++r, at.next()) {
      A partial[most];
      parallel_for(pieces, [&](index i) {
        index const first = i * piece < length ? i * piece : length;
        partial[i] = one(at, first, first + piece < length ? first + piece : length);
      });
      to[at.offsets()[0]] = join<F>(partial, pieces);
    }
    return;
  }
  index const pieces = results * length < 2 * grain ? 1 : num_threads() < results ? num_threads() : results;
  index const share = (results + pieces - 1) / pieces;
  parallel_for(pieces, [&](index i) {
    odometer<N, K> at = start;
    if (i > 0) at.seek(i * share);
    for (index r = i * share; r < results && r < (i + 1) * share; ++r, at.next())
      to[at.offsets()[0]] = one(at, 0, length);
  });
}

/// One row of operands folded into a row of results.
template <class F, bool Unit, class A, class Tree>
GAMUT_INLINE void fold_into(A* results, Tree const& tree, index const* strides, index count) {
  using T = packet_dtype<Tree>;
  index i = 0;
  if constexpr (std::same_as<T, A>)
    for (; i + lanes<T> <= count; i += lanes<T>)
      F::body(packet<T>::load(results + i), packet_of<T>(tree, load_packet<T, Unit>{i, strides}))
          .store(results + i);
  GAMUT_IVDEP
  for (index j = i; j < count; ++j) {
    auto const load = [&]<class I>(I, auto const& source) {
      return source[Unit ? j : j * strides[I::value]];
    };
    results[j] = F::body(results[j], gamut::detail::convert<A>(element_of(tree, load)));
  }
}

/// A fold whose long axis is kept: rows of operands are folded into a row of results that stays in the first
/// cache.
template <class F, class A, class Tree, int N, int K>
void fold_columns(A* to, Tree const& tree, gamut::detail::nest<N, K> const& loops, int kept) {
  constexpr index width = 512;
  int const column = kept - 1;
  index const columns = loops.shape[column], blocks = (columns + width - 1) / width;
  index length = 1, outer = 1;
  for (int d = kept; d < loops.ndim; ++d) length *= loops.shape[d];
  for (int d = 0; d < column; ++d) outer *= loops.shape[d];
  row_strides<K> const strides(loops, column);
  bool const unit = strides.unit(1);

  auto block = [&](index i) {
    index const first = i % blocks * width, count = columns - first < width ? columns - first : width;
    odometer<N, K> place(loops, 0, column, loops.offsets);
    place.seek(i / blocks);
    index starts[K];
    for (int k = 0; k < K; ++k) starts[k] = place.offsets()[k] + first * strides.at[k];
    A results[width];
    for (index j = 0; j < count; ++j) results[j] = F::template identity<A>();
    odometer<N, K> at(loops, kept, loops.ndim, starts);
    for (index r = 0; r < length; ++r, at.next()) {
      auto const leaves = advanced(tree, at.offsets() + 1);
      if (unit)
        fold_into<F, true>(results, leaves, strides.at + 1, count);
      else
        fold_into<F, false>(results, leaves, strides.at + 1, count);
    }
    for (index j = 0; j < count; ++j) to[starts[0] + j * strides.at[0]] = results[j];
  };
  if (loops.size() < 2 * grain)
    for (index i = 0; i < outer * blocks; ++i) block(i);
  else
    parallel_for(outer * blocks, block);
}

/// Folds `tree` over the axes from `kept` on. Operand 0 of the nest is the result, whose strides along the
/// reduced axes are 0; neither the reduced nor the kept part is empty.
template <class F, class A, class Tree, int N, int K>
void fold(policy, F, A* to, Tree const& tree, gamut::detail::nest<N, K> loops, int kept) {
  kept = loops.simplify(0, kept);
  loops.simplify(kept, loops.ndim);
  auto step = [&](int axis) {
    index total = 0;
    for (int k = 1; k < K; ++k)
      total += loops.strides[k][axis] < 0 ? -loops.strides[k][axis] : loops.strides[k][axis];
    return total;
  };
  if (kept > 0 && kept < loops.ndim && step(kept - 1) < step(loops.ndim - 1))
    fold_columns<F>(to, tree, loops, kept);
  else
    fold_rows<F>(to, tree, loops, kept);
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
