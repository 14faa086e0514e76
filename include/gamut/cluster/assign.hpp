// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's assignment: one task for each tile of the destination, of a type of its own for each
// expression type, which evaluates the whole expression there as the host does. A destination that is no
// block of an array (a step other than one, a diagonal) is written by one task.
#pragma once

#include <gamut/cluster/launch.hpp>
#include <gamut/host/assign.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

template <class Tree, int K>
struct assignment {
  typename sent<Tree>::type tree;
  extents shape; // of the loops
  bool tiled;
  operand_in_task operands[K];
};

/// The part of the loops that a task has: what lies in its tiles of stores that are cut as the loops are. A
/// store tells nothing of an axis along which it is repeated: its tiles are as long there as it is.
class part {
public:
  explicit part(extents const& shape) : shape_(shape) {
    for (int d = 0; d < shape.ndim; ++d) high_[d] = shape.at[d];
  }
  /// Takes in a tile; `axis[d]` is negative where it is repeated along axis `d`.
  void cut(legate::PhysicalStore const& store, int const* axis) {
    legate::Domain const tile = store.domain();
    for (int d = 0; d < shape_.ndim; ++d) {
      if (axis[d] < 0) continue;
      low_[d] = std::max(low_[d], begin_of(tile, d));
      high_[d] = tile.empty() ? low_[d] : std::min(high_[d], begin_of(tile, d) + length_of(tile, d));
    }
  }
  index const* low() const { return low_; }
  /// Its extents as those of a nest; false where it is empty.
  template <int N, int K>
  bool set_shape(gamut::detail::nest<N, K>& tile) const {
    tile.ndim = shape_.ndim;
    for (int d = 0; d < shape_.ndim; ++d) {
      if (high_[d] <= low_[d]) return false;
      tile.shape[d] = high_[d] - low_[d];
    }
    return true;
  }

private:
  extents const& shape_;
  index low_[most_dimensions] = {}, high_[most_dimensions] = {};
};

template <class D, class Tree, int K>
struct assign_task : legate::LegateTask<assign_task<D, Tree, K>> {
  static constexpr bool may_throw = may_throw_in<Tree>;

  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "assignment");
    received<assignment<Tree, K>> work(context.scalar(0));
    legate::PhysicalStore const store = context.output(0).data();
    gamut::detail::nest<most_dimensions, K> tile;
    part mine(work->shape);
    if (work->tiled) mine.cut(store, work->operands[0].axis);
    if (!mine.set_shape(tile)) return;
    operand_in_task const& destination = work->operands[0];
    argument_in_task to = argument_of<D>(store);
    // Where an irregular view of an array that does not lie in row-major order is written, in a copy that
    // does.
    std::vector<std::byte> copy;
    argument_in_task const there = to;
    if (destination.form == operand_in_task::kind::all) {
      to.data =
          reinterpret_cast<std::byte*>(const_cast<D*>(in_row_major_order<D>(to, destination.array, copy)));
      for (int m = 0; m < destination.array.ndim; ++m) to.steps[m] = destination.array.step(m);
    }
    place_operand(destination, 0, to, mine.low(), tile);
    leaves<Tree, K> const memory(context, work->tree, work->operands, to, mine.low(), tile);
    assign(host::policy{}, reinterpret_cast<D*>(to.data), work->tree, tile);
    put_back<D>(there, destination.array, copy);
  }
};

/// Launches an assignment whose loops are known.
template <class D, class Tree, int K>
void launch(Tree const& tree, loops<K> const& l, view_of_block const (&views)[K]) {
  block& to = *views[0].of;
  extents const& array = to.shape();
  walk way(array, l.shape, views[0].strides, views[0].offset);
  auto const in_destination = [&](int k) { return views[k].of == &to; };
  auto const writes_all = [&] { return l.shape.size() == array.size(); };

  bool tiled = way.aligns(l.shape) && way.is_full(l.shape), reads_itself = false;
  for (int k = 1; k < K; ++k) {
    if (!in_destination(k)) continue;
    reads_itself = true;
    tiled = tiled && walk(array, l.shape, views[k].strides, views[k].offset).aligns(l.shape);
  }
  // A task writes a part of an array without what is around it, but for what it reads there as well.
  bool const all = !tiled && (!way.regular || reads_itself);
  bool keeps = false; // whether the task must be given what stands there
  legate::LogicalStore store = to.store();
  if (!writes_all()) (void)to.readable();
  assignment<Tree, K> work{sent<Tree>::from(tree), l.shape, tiled, {}};
  if (tiled) {
    store = aligned_store(store, array, l.shape, way);
    work.operands[0] = tiled_operand(way);
  } else if (all) {
    keeps = !writes_all();
    work.operands[0] = way.regular ? walking_operand(views[0], l.shape, way)
                                   : plain_operand(views[0], l.shape, operand_in_task::kind::all);
  } else {
    store = window_store(store, array, l.shape, way);
    work.operands[0] = walking_operand(views[0], l.shape, way);
    keeps = index(store.volume()) != l.shape.size();
  }
  work.operands[0].argument = -1;
  if constexpr (is_literal<Tree>)
    if (tiled || (!all && !keeps)) {
      fill(store, scalar_of(gamut::detail::convert<D>(tree.value)));
      to.set_written();
      return;
    }

  auto task = new_task<assign_task<D, Tree, K>>();
  legate::Variable const symbol = task.add_output(store);
  if (!tiled) task.add_constraint(legate::broadcast(symbol));
  inputs from(task, l.shape);
  if (tiled) from.align_with(symbol);
  for (int k = 1; k < K; ++k) {
    if (!views[k].of)
      work.operands[k] = plain_operand(views[k], l.shape);
    else if (tiled && views[k].equals(views[0], l.shape.ndim)) {
      work.operands[k] = work.operands[0];
      keeps = true;
    } else if (all && in_destination(k)) {
      walk const there(array, l.shape, views[k].strides, views[k].offset);
      bool const walks = work.operands[0].form == operand_in_task::kind::window && there.regular;
      work.operands[k] = walks ? walking_operand(views[k], l.shape, there)
                               : plain_operand(views[k], l.shape, operand_in_task::kind::all);
      work.operands[k].argument = -1;
      keeps = true;
    } else
      work.operands[k] = from.add(views[k], tiled);
  }
  auto const whole = from.hold(tree);
  if (keeps) {
    (void)to.readable();
    task.add_input(store, symbol);
  }
  task.add_scalar_arg(bytes_of(work));
  whole.describe(task);
  submit(std::move(task));
  to.set_written();
}

/// Evaluates `tree` into `to`; operand 0 of the nest is the destination, operand `1 + I` the leaf `I` of the
/// tree.
template <class D, class Tree, int N, int K>
void assign(policy, place<D> to, Tree const& tree, gamut::detail::nest<N, K> const& nest) {
  loops<K> l(nest);
  l.drop_short_axes();
  l.turn_upwards(0);
  l.cut_axes(0, to.owner()->shape());
  view_of_block views[K];
  find_views(to, tree, l, views);
  launch<D>(tree, l, views);
}

template <class T>
void copy_element(place<T> to, place<T const> from) {
  gamut::detail::nest<1, 2> nest;
  nest.ndim = 0;
  assign(policy{}, to, gamut::detail::slot<gamut::detail::pointer<T, place<T const>>, 0>{{from}}, nest);
}
template <class T>
void copy_elements(place<T> to, place<T const> from) {
  extents const& shape = to.owner()->shape();
  gamut::detail::nest<most_dimensions, 2> nest;
  nest.ndim = shape.ndim;
  for (int d = 0; d < shape.ndim; ++d) {
    nest.shape[d] = shape.at[d];
    for (auto& strides : nest.strides) strides[d] = shape.step(d);
  }
  assign(policy{}, to, gamut::detail::slot<gamut::detail::pointer<T, place<T const>>, 0>{{from}}, nest);
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
