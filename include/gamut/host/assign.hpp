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

template <class T, class D>
GAMUT_INLINE void store_lanes(D* to, lane_array<T> const& from, int count) {
  for (int j = 0; j < count; ++j) to[j] = gamut::detail::convert<D>(from.at[j]);
}
template <class D, class T>
GAMUT_INLINE void store_full(D* to, packet<T> x) {
  if constexpr (std::same_as<D, T>)
    x.store(to);
  else
    store_lanes(to, lane_array<T>(x), lanes<T>);
}
template <class D, class T>
GAMUT_INLINE void store_full(D* to, mask<T> x) {
  store_lanes(to, lane_array<T>(x), lanes<T>);
}

/// A contiguous row in packets. The last, partial packet goes through the same operations, so that an
/// element's bits do not depend on where it stands.
template <class T, bool Unit, class D, class Tree>
GAMUT_INLINE void packet_row(D* to, Tree const& tree, index const* strides, index count) {
  index i = 0;
  for (; i + lanes<T> <= count; i += lanes<T>)
    store_full(to + i, packet_of<T>(tree, load_full<T, Unit>{i, strides}));
  if (i < count) {
    int const rest = int(count - i);
    store_lanes(to + i, lane_array<T>(packet_of<T>(tree, load_partial<T>{i, strides, rest})), rest);
  }
}

/// A row element by element; with `Unit`, in a form that the compiler vectorises.
template <bool Unit, class D, class Tree>
GAMUT_INLINE void element_row(D* to, index step, Tree const& tree, index const* strides, index count) {
  GAMUT_IVDEP
  for (index i = 0; i < count; ++i) {
    auto const load = [&]<class I>(I, auto const& source) {
      return source[Unit ? i : i * strides[I::value]];
    };
    to[Unit ? i : i * step] = gamut::detail::convert<D>(element_of(tree, load));
  }
}

/// Evaluates `tree` into `to`. Operand 0 of the nest is the destination, operand `1 + I` the tree's leaf `I`.
template <class D, class Tree, int N, int K>
void assign(policy, D* to, Tree const& tree, gamut::detail::nest<N, K> loops) {
  using T = packet_dtype<Tree>;
  loops.simplify();
  int const inner = loops.ndim - 1;
  row_strides<N, K> const strides(loops, inner);
  bool const unit = strides.unit(1), contiguous = inner < 0 || strides.at[0] == 1;
  index const* const leaf_strides = strides.at + 1;
  auto rows = [&](auto const& row) {
    walk_parallel(loops, [&](index const* offsets, index from, index count) {
      index starts[K];
      for (int k = 0; k < K; ++k) starts[k] = offsets[k] + from * strides.at[k];
      row(to + starts[0], advanced(tree, starts + 1), count);
    });
  };
  if constexpr (!std::is_void_v<T>) {
    if (contiguous) {
      if (unit)
        rows([&](D* at, auto const& leaves, index n) { packet_row<T, true>(at, leaves, leaf_strides, n); });
      else
        rows([&](D* at, auto const& leaves, index n) { packet_row<T, false>(at, leaves, leaf_strides, n); });
      return;
    }
  } else if (contiguous && unit) {
    rows([&](D* at, auto const& leaves, index n) { element_row<true>(at, 1, leaves, leaf_strides, n); });
    return;
  }
  rows([&](D* at, auto const& leaves, index n) {
    element_row<false>(at, strides.at[0], leaves, leaf_strides, n);
  });
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::backends::host
