// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's reductions. Each task folds its tile of the operand as the host does, computed as it is read,
// and Legate joins the results of the tiles by the fold itself (reduction.hpp).
#pragma once

#include <gamut/cluster/assign.hpp>
#include <gamut/cluster/reduction.hpp>
#include <gamut/host/fold.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

template <class Tree, int K>
struct folding {
  typename sent<Tree>::type tree;
  extents shape;
  operand_in_task operands[K];
};

template <int Kept, class F, class A, class Tree, int N, int K>
struct fold_task : legate::LegateTask<fold_task<Kept, F, A, Tree, N, K>> {
  static constexpr bool may_throw = may_throw_in<Tree>;

  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "reduction");
    received<folding<Tree, K>> work(context.scalar(0));
    legate::PhysicalStore const result = context.reduction(0).data();
    part mine(work->shape);
    bool const one = work->operands[0].form != operand_in_task::kind::tile; // result for all of the operand
    if (!one) mine.cut(result, work->operands[0].axis);
    for (int k = 1; k < K; ++k)
      if (work->operands[k].form == operand_in_task::kind::tile)
        mine.cut(context.input(std::uint32_t(work->operands[k].argument)).data(), work->operands[k].axis);
    gamut::detail::nest<N, K> tile;
    if (!mine.set_shape(tile)) return;
    leaves<Tree, K> const memory(context, work->tree, work->operands, {}, mine.low(), tile);

    // The results of the tile, in row-major order.
    extents kept;
    kept.ndim = Kept;
    for (int d = 0; d < Kept; ++d) kept.at[d] = tile.shape[d];
    for (int d = 0; d < N; ++d) tile.strides[0][d] = d < Kept ? kept.step(d) : 0;
    auto const partial = std::make_unique<A[]>(std::size_t(kept.size()));
    fold<Kept>(host::policy{}, F{}, partial.get(), work->tree, tile);

    argument_in_task const to = argument_of<A>(result);
    index steps[most_dimensions] = {};
    for (int d = 0; d < Kept; ++d) steps[d] = one ? 0 : to.steps[d];
    A* const results = reinterpret_cast<A*>(to.data);
    for_each_row_major(kept, steps, [&](index i, index offset) {
      results[offset] = F::body(results[offset], partial[std::size_t(i)]);
    });
  }
};

/// Folds `tree` over all axes but the first `Kept`. Operand 0 of the nest is the result, a whole array, whose
/// strides along the reduced axes are 0; neither the reduced nor the kept part is empty.
template <int Kept, class F, class A, class Tree, int N, int K>
void fold(policy, F, place<A> to, Tree const& tree, gamut::detail::nest<N, K> const& nest) {
  loops<K> const l(nest);
  view_of_block views[K];
  find_views(to, tree, l, views);
  block& result = *to.owner();
  fill(result.store(), scalar_of(A(F::template identity<A>())));
  result.set_written();

  auto task = new_task<fold_task<Kept, F, A, Tree, N, K>>();
  folding<Tree, K> work{sent<Tree>::from(tree), l.shape, {}};
  inputs from(task, l.shape);
  for (int k = 1; k < K; ++k) {
    work.operands[k] = views[k].of ? from.add(views[k], true) : plain_operand(views[k], l.shape);
  }
  walk const way(result.shape(), l.shape, views[0].strides, views[0].offset);
  std::optional<legate::Variable> cut = from.leader();
  if (way.aligns(l.shape)) {
    work.operands[0] = tiled_operand(way);
    auto const store = aligned_store(result.store(), result.shape(), l.shape, way);
    legate::Variable const symbol = task.add_reduction(store, reduction_kind<F, A>(session::get().library()));
    if (cut) task.add_constraint(legate::align(*cut, symbol));
    cut = symbol;
  } else
    task.add_constraint(legate::broadcast(
        task.add_reduction(result.store(), reduction_kind<F, A>(session::get().library()))));
  // An axis along which no store lies is not cut.
  std::vector<std::uint32_t> uncut;
  for (int d = 0; d < N; ++d) {
    bool known = false;
    for (auto const& o : work.operands)
      known = known || (o.form == operand_in_task::kind::tile && o.axis[d] >= 0);
    if (!known) uncut.push_back(std::uint32_t(d));
  }
  if (cut && !uncut.empty()) task.add_constraint(legate::broadcast(*cut, uncut));
  auto const whole = from.hold(tree);
  task.add_scalar_arg(bytes_of(work));
  whole.describe(task);
  submit(std::move(task));
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
