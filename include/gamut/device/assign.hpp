// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's assignment: one kernel, chosen by how the operands lie: without gaps and in one order, across
// each other's rows, or with strides of any kind.
#pragma once

#include <gamut/device/chunks.hpp>
#include <gamut/device/policy.hpp>
#include <gamut/device/rows.hpp>
#include <gamut/device/transposes.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// Whether every operand lies without gaps, in one order.
template <int N, int K>
bool is_one_run(gamut::detail::nest<N, K> const& loops) {
  if (loops.ndim == 0) return true;
  bool run = loops.ndim == 1;
  for (auto const& strides : loops.strides) run = run && (strides[0] == 1 || loops.shape[0] == 1);
  return run;
}

/// Evaluates `tree` into `to`; operand 0 of the nest is the destination, operand `1 + I` the leaf `I` of the
/// tree. The nest is the caller's own and is rearranged.
template <class D, class Tree, int N, int K>
void assign(policy, D* to, Tree const& tree, gamut::detail::nest<N, K>& loops) {
  loops.simplify();
  if (is_one_run(loops))
    return assign_chunks(to + loops.offsets[0], Tree(advanced(tree, loops.offsets + 1)), loops.size());
  if constexpr (N > 0) {
    if constexpr (may_transpose<D, Tree, N, K>)
      if (assign_transposed(to, tree, loops)) return;
    assign_rows(to, tree, loops);
  }
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
