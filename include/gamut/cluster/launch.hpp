// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Operands become arguments of a task: the inputs that it is launched with, each once, and what the task is
// told of them.
#pragma once

#include <gamut/cluster/operands.hpp>

#include <optional>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// An operand's view of its block: where it begins, and its strides along the loops.
struct view_of_block {
  block* of;
  index offset;
  index const* strides;

  bool equals(view_of_block const& other, int ndim) const {
    return of == other.of && offset == other.offset && std::equal(strides, strides + ndim, other.strides);
  }
};

/// The views of a bound tree's operands from operand `First` on, the destination first; what is computed has
/// no block.
template <int First = 0, int K, class T, class Tree>
void find_views(place<T> const& to, Tree const& tree, loops<K> const& l, view_of_block (&views)[K]) {
  views[First] = {to.owner(), to.offset() + l.offsets[First], l.strides[First]};
  for_each_source(tree, [&]<class I, class Source>(I, Source const& source) {
    constexpr int k = First + I::value + 1;
    views[k] = {nullptr, l.offsets[k], l.strides[k]};
    if constexpr (in_store<Source>) {
      views[k].of = source.data.owner();
      views[k].offset += source.data.offset();
    }
  });
}

/// An operand of which nothing is said but its strides: what is computed, and views of all of an array.
inline operand_in_task plain_operand(view_of_block const& v, extents const& view,
                                     operand_in_task::kind form = operand_in_task::kind::computed) {
  operand_in_task o;
  o.form = form;
  o.offset = v.offset;
  std::copy(v.strides, v.strides + view.ndim, o.strides);
  if (v.of) o.array = v.of->shape();
  return o;
}
/// A view that walks along the axes of what the task gets.
inline operand_in_task walking_operand(view_of_block const& v, extents const& view, walk const& way) {
  operand_in_task o = plain_operand(v, view, operand_in_task::kind::window);
  std::copy(way.axis, way.axis + most_dimensions, o.axis);
  std::copy(way.step, way.step + most_dimensions, o.strides);
  std::copy(way.start, way.start + most_dimensions, o.start);
  return o;
}

/// A view that the task gets its tile of.
inline operand_in_task tiled_operand(walk const& way) {
  operand_in_task o;
  o.form = operand_in_task::kind::tile;
  std::copy(way.axis, way.axis + most_dimensions, o.axis);
  return o;
}

/// The inputs of a task that is being made.
class inputs {
public:
  inputs(legate::AutoTask& task, extents const& view) : task_(task), view_(view) {}

  /// From now on views are aligned with what has this symbol.
  void align_with(legate::Variable symbol) { leader_ = symbol; }
  std::optional<legate::Variable> const& leader() const { return leader_; }

  /// Adds an operand: its tile where the task gets tiles and it can be cut as the others are, else a window.
  operand_in_task add(view_of_block const& v, bool tiled) {
    for (auto const& [known, operand] : known_)
      if (known.equals(v, view_.ndim)) return operand;
    operand_in_task const o = added(v, tiled);
    known_.emplace_back(v, o);
    return o;
  }

  /// Adds the arrays that the functions of a tree hold places in: the last inputs that have numbers.
  template <class Tree>
  whole_arguments hold(Tree const& tree) {
    whole_arguments whole;
    ask_for(whole, tree);
    whole.add_to(task_, count_);
    return whole;
  }

private:
  operand_in_task added(view_of_block const& v, bool tiled) {
    extents const& array = v.of->shape();
    walk way(array, view_, v.strides, v.offset);
    legate::LogicalStore store = v.of->readable();
    operand_in_task o = plain_operand(v, view_, operand_in_task::kind::all);
    if (tiled && way.aligns(view_)) {
      o = tiled_operand(way);
      legate::Variable const symbol = task_.add_input(aligned_store(store, array, view_, way));
      if (leader_)
        task_.add_constraint(legate::align(*leader_, symbol));
      else
        leader_ = symbol;
    } else {
      if (way.regular) {
        store = window_store(store, array, view_, way);
        o = walking_operand(v, view_, way);
      }
      task_.add_constraint(legate::broadcast(task_.add_input(store)));
    }
    o.argument = count_++;
    return o;
  }

  legate::AutoTask& task_;
  extents const& view_;
  std::optional<legate::Variable> leader_;
  std::vector<std::pair<view_of_block, operand_in_task>> known_;
  int count_ = 0;
};

/// The memory of the leaves of a tree in a task, for the tile whose first place is `low`; operand `k + 1` of
/// the tile's nest is leaf `k`.
template <class Tree, int K>
class leaves {
public:
  /// `to` is the memory of the destination, for operands that are read there.
  template <int N>
  leaves(legate::TaskContext const& context, typename sent<Tree>::type& tree,
         operand_in_task const (&operands)[K], argument_in_task const& to, index const* low,
         gamut::detail::nest<N, K>& tile)
      : whole_(context) {
    void const* memory[K] = {};
    for_each_source(tree, [&]<class I, class Source>(I, Source const&) {
      operand_in_task const& o = operands[I::value + 1];
      argument_in_task a = to;
      if constexpr (requires(Source s) { s.data; }) {
        using T = typename Source::value_type;
        if (o.argument >= 0) a = argument_of<T>(context.input(std::uint32_t(o.argument)).data());
        memory[I::value] = o.form == operand_in_task::kind::all
                               ? in_row_major_order<T>(a, o.array, copies_[I::value])
                               : static_cast<void const*>(a.data);
      }
      place_operand(o, I::value + 1, a, low, tile);
    });
    sent<Tree>::fill(tree, memory, whole_);
  }

private:
  std::vector<std::byte> copies_[K];
  whole_memory whole_;
};

} // namespace gamut::inline GAMUT_ABI::backends::cluster
