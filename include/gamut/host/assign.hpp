// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host's assignment: one pass over memory. Rows run in Eigen's packets where the tree's dtypes allow it,
// else in a loop that the compiler can vectorise; rows and long ranges are split over threads.
#pragma once

#include <gamut/host/packet.hpp>
#include <gamut/host/policy.hpp>
#include <gamut/host/rows.hpp>

namespace gamut::backends::host {
inline namespace GAMUT_HOST_ABI {

/// The first lanes of a register, to every `step`-th place.
template <class D, class T>
GAMUT_INLINE void store(D* to, index step, lane_array<T> const& x, index count) {
  for (index j = 0; j < count; ++j) to[j * step] = gamut::detail::convert<D>(x.at[j]);
}
template <class D, class T>
GAMUT_INLINE void store(D* to, packet<T> x) {
  if constexpr (std::same_as<D, T>)
    x.store(to);
  else
    store(to, 1, lane_array<T>(x), lanes<T>);
}
template <class D, class T>
GAMUT_INLINE void store(D* to, mask<T> x) {
  if constexpr (std::same_as<D, bool>)
    x.store(to);
  else
    store(to, 1, lane_array<T>(x), lanes<T>);
}

/// The elements [first, last) of a row one by one; with `Unit`, in a form that the compiler vectorises.
template <bool Unit, class D, class Tree>
GAMUT_INLINE void element_row(D* to, index step, Tree const& tree, index const* strides, index first,
                              index last) {
  auto const one = [&](index i) {
    auto const load = [&]<class I>(I, auto const& source) {
      return source[Unit ? i : i * strides[I::value]];
    };
    to[Unit ? i : i * step] = gamut::detail::convert<D>(element_of(tree, load));
  };
  index i = first;
  if constexpr (Unit) {
    constexpr index block = 64;
    for (; i + block <= last; i += block) {
      GAMUT_IVDEP
      for (index j = 0; j < block; ++j) one(i + j);
    }
  }
  GAMUT_IVDEP
  for (; i < last; ++i) one(i);
}

/// A row in packets, and what does not fill one by elements.
template <class T, bool Contiguous, bool Unit, class D, class Tree>
GAMUT_INLINE void packet_row(D* to, index step, Tree const& tree, index const* strides, index count) {
  index i = 0;
  for (; i + lanes<T> <= count; i += lanes<T>) {
    auto const x = packet_of<T>(tree, load_packet<T, Unit>{i, strides});
    if constexpr (Contiguous)
      store(to + i, x);
    else
      store(to + i * step, step, lane_array<T>(x), lanes<T>);
  }
  if constexpr (needs_packets<Tree>) {
    if (index const rest = count - i; rest > 0)
      store(to + i * step, step, lane_array<T>(packet_of<T>(tree, load_partial<T, Unit>{i, strides, rest})),
            rest);
  } else
    element_row<Unit>(to, step, tree, strides, i, count);
}

/// How the rows of one assignment are computed; a value, so that threads have their own.
template <class Compute, class D, class Tree, int K, int N>
struct row_of {
  D* to;
  Tree tree;
  row_strides<N, K> strides;

  GAMUT_INLINE void operator()(index const* offsets, index from, index count) const {
    index starts[K];
    for (int k = 0; k < K; ++k) starts[k] = offsets[k] + from * strides.at[k];
    Compute::run(to + starts[0], strides.at[0], advanced(tree, starts + 1), strides.at + 1, count);
  }
};
template <class T, bool Contiguous, bool Unit>
struct in_packets {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index step, Tree const& tree, index const* strides, index count) {
    packet_row<T, Contiguous, Unit>(to, Contiguous ? 1 : step, tree, strides, count);
  }
};
template <bool Unit>
struct in_elements {
  template <class D, class Tree>
  GAMUT_INLINE static void run(D* to, index step, Tree const& tree, index const* strides, index count) {
    element_row<Unit>(to, step, tree, strides, 0, count);
  }
};

/// Evaluates `tree` into `to`. Operand 0 of the nest is the destination, operand `1 + I` the leaf `I` of the
/// tree. The nest is the caller's own and may be rearranged: copying it would cost as much as a small
/// assignment.
template <class D, class Tree, int N, int K>
void assign(policy, D* to, Tree const& tree, gamut::detail::nest<N, K>& loops) {
  using T = packet_dtype<Tree>;
  loops.simplify();
  row_strides<N, K> const strides(loops, loops.ndim - 1);
  bool const contiguous = loops.ndim == 0 || strides.at[0] == 1, unit = strides.unit(1);
  auto const rows = [&]<class Compute>(Compute) {
    walk_parallel(loops, row_of<Compute, D, Tree, K, N>{to, tree, strides});
  };
  if constexpr (!std::is_void_v<T>) {
    if (contiguous) return unit ? rows(in_packets<T, true, true>{}) : rows(in_packets<T, true, false>{});
    if constexpr (needs_packets<Tree>) return rows(in_packets<T, false, false>{});
  } else if (contiguous && unit)
    return rows(in_elements<true>{});
  rows(in_elements<false>{});
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
