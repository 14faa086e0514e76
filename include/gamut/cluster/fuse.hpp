// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Several statements at once: one task for each tile, which has all results there in one pass, as the host
// does. Where a destination cannot be cut as the others are, or one is read otherwise than element by
// element, each statement is a task of its own.
#pragma once

#include <gamut/cluster/assign.hpp>
#include <gamut/cluster/fold.hpp>
#include <gamut/fuse.hpp>
#include <gamut/host/fuse.hpp>

#include <optional>
#include <tuple>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// A statement as it is sent to tasks, and what it is there.
template <class S>
struct sent_statement;
template <class D, class Tree, int First, int Count>
struct sent_statement<gamut::detail::assignment<place<D>, Tree, First, Count>> {
  static constexpr bool folds = false;
  static constexpr int first = First, count = Count;
  using element = D;
  using tree_type = Tree;
  using in_task = gamut::detail::assignment<D*, typename sent<Tree>::type, First, Count>;
  typename sent<Tree>::type tree;
  operand_in_task operands[Count];
};
template <class F, class D, class Tree, int First, int Count>
struct sent_statement<gamut::detail::folding<F, place<D>, Tree, First, Count>> {
  static constexpr bool folds = true;
  static constexpr int first = First, count = Count;
  using element = D;
  using tree_type = Tree;
  using fold = F;
  using in_task = gamut::detail::folding<F, D*, typename sent<Tree>::type, First, Count>;
  typename sent<Tree>::type tree;
  operand_in_task operands[Count];
};

template <class... S>
struct fused_work {
  extents shape;
  gamut::detail::pack<sent_statement<S>...> statements;
};

template <int K, class... S>
struct fused_task : legate::LegateTask<fused_task<K, S...>> {
  static constexpr bool may_throw = (may_throw_in<typename sent_statement<S>::tree_type> || ...);

  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "several statements");
    received<fused_work<S...>> work(context.scalar(0));
    run(context, *work, std::index_sequence_for<S...>());
  }

private:
  using nest = gamut::detail::nest<most_dimensions, K>;

  /// A statement's memory for the tile: its leaves, and the number that a fold begins with.
  template <class S1>
  struct memory {
    using T = typename S1::element;
    argument_in_task to;
    gamut::detail::nest<most_dimensions, S1::count> tile;
    leaves<typename S1::tree_type, S1::count> operands;
    T partial{};

    memory(legate::TaskContext const& context, S1& s, std::uint32_t number, part const& mine, nest& all)
        : to(S1::folds ? argument_in_task{} : argument_of<T>(context.output(number).data())),
          tile(shaped(mine)),
          operands(context, s.tree, s.operands, to, mine.low(), tile) {
      if constexpr (!S1::folds) place_operand(s.operands[0], 0, to, mine.low(), tile);
      for (int k = 0; k < S1::count; ++k) {
        for (int d = 0; d < tile.ndim; ++d) all.strides[S1::first + k][d] = tile.strides[k][d];
        all.offsets[S1::first + k] = tile.offsets[k];
      }
    }
    typename S1::in_task statement(S1 const& s) {
      if constexpr (S1::folds)
        return {&partial, s.tree};
      else
        return {reinterpret_cast<T*>(to.data), s.tree};
    }
    void finish(legate::TaskContext const& context, std::uint32_t number) const {
      if constexpr (S1::folds) {
        T* const result = reinterpret_cast<T*>(argument_of<T>(context.reduction(number).data()).data);
        *result = S1::fold::body(*result, partial);
      }
    }
    static auto shaped(part const& mine) {
      gamut::detail::nest<most_dimensions, S1::count> tile;
      (void)mine.set_shape(tile);
      for (int k = 0; k < S1::count; ++k) {
        for (int d = 0; d < tile.ndim; ++d) tile.strides[k][d] = 0;
        tile.offsets[k] = 0;
      }
      return tile;
    }
  };
  /// How many statements of the same kind are before each.
  static constexpr auto numbers() {
    std::array<std::uint32_t, sizeof...(S)> at{};
    bool const folds[] = {sent_statement<S>::folds...};
    std::uint32_t count[2] = {};
    for (std::size_t i = 0; i < sizeof...(S); ++i) at[i] = count[folds[i]]++;
    return at;
  }

  template <std::size_t... I>
  static void run(legate::TaskContext const& context, fused_work<S...>& work, std::index_sequence<I...>) {
    constexpr auto number = numbers();
    part mine(work.shape);
    auto const cut = [&](auto const& s, std::uint32_t output) {
      using S1 = std::remove_cvref_t<decltype(s)>;
      if constexpr (!S1::folds) mine.cut(context.output(output).data(), s.operands[0].axis);
      for (int k = 1; k < S1::count; ++k)
        if (s.operands[k].form == operand_in_task::kind::tile && s.operands[k].argument >= 0)
          mine.cut(context.input(std::uint32_t(s.operands[k].argument)).data(), s.operands[k].axis);
    };
    (cut(get<I>(work.statements), number[I]), ...);
    nest all;
    if (!mine.set_shape(all)) return;
    std::tuple<memory<sent_statement<S>>...> all_memory{
        memory<sent_statement<S>>(context, get<I>(work.statements), number[I], mine, all)...};
    fuse(host::policy{}, all, std::get<I>(all_memory).statement(get<I>(work.statements))...);
    (std::get<I>(all_memory).finish(context, number[I]), ...);
  }
};

/// Launches one task for all statements; false, and nothing is done, where that cannot be.
template <int K, class... S, std::size_t... I>
bool launch_together(loops<K> const& l, std::index_sequence<I...>, S const&... statements) {
  view_of_block views[K];
  (find_views<S::first>(statements.to, statements.tree, l, views), ...);
  // Destinations are whole tiles, and read nowhere but where they are written.
  auto const fits = [&]<class S1>(S1 const&) {
    if constexpr (sent_statement<S1>::folds) return true;
    view_of_block const& to = views[S1::first];
    walk const way(to.of->shape(), l.shape, to.strides, to.offset);
    if (!way.aligns(l.shape) || !way.is_full(l.shape)) return false;
    auto const apart = [&]<class S2>(S2 const&) {
      for (int k = 1; k < S2::operands; ++k) {
        bool const same = S1::first == S2::first && views[S2::first + k].equals(to, l.shape.ndim);
        if (views[S2::first + k].of == to.of && !same) return false;
      }
      return sent_statement<S2>::folds || S1::first == S2::first || views[S2::first].of != to.of;
    };
    return (apart(statements) && ...);
  };
  bool const some = (!sent_statement<S>::folds || ...);
  if (!some || !(fits(statements) && ...)) return false;
  whole_arguments whole;
  (ask_for(whole, statements.tree), ...);
  if (!whole.none()) return false; // each gets its own

  auto task = new_task<fused_task<K, S...>>();
  fused_work<S...> work{l.shape,
                        gamut::detail::pack<sent_statement<S>...>(sent_statement<S>{
                            sent<typename sent_statement<S>::tree_type>::from(statements.tree), {}}...)};
  inputs from(task, l.shape);
  std::vector<std::pair<legate::LogicalStore, legate::Variable>> kept;
  auto const add_result = [&]<class S1>(S1 const&, auto& s) {
    block& to = *views[S1::first].of;
    if constexpr (sent_statement<S1>::folds) {
      using F = typename sent_statement<S1>::fold;
      using A = typename sent_statement<S1>::element;
      fill(to.store(), scalar_of(A(F::template identity<A>())));
      task.add_constraint(
          legate::broadcast(task.add_reduction(to.store(), reduction_kind<F, A>(session::get().library()))));
    } else {
      walk const way(to.shape(), l.shape, views[S1::first].strides, views[S1::first].offset);
      if (l.shape.size() != to.shape().size()) (void)to.readable();
      auto const store = aligned_store(to.store(), to.shape(), l.shape, way);
      s.operands[0] = tiled_operand(way);
      s.operands[0].argument = -1;
      legate::Variable const symbol = task.add_output(store);
      if (from.leader())
        task.add_constraint(legate::align(*from.leader(), symbol));
      else
        from.align_with(symbol);
      bool keeps = false;
      for (int k = 1; k < S1::operands; ++k)
        if (views[S1::first + k].of == &to) s.operands[k] = s.operands[0], keeps = true;
      if (keeps) {
        (void)to.readable();
        kept.emplace_back(store, symbol);
      }
    }
  };
  auto const add_operands = [&]<class S1>(S1 const&, auto& s) {
    for (int k = 1; k < S1::operands; ++k) {
      view_of_block const& v = views[S1::first + k];
      if (!v.of)
        s.operands[k] = plain_operand(v, l.shape);
      else if (v.of != views[S1::first].of)
        s.operands[k] = from.add(v, true);
    }
  };
  (add_result(statements, get<I>(work.statements)), ...);
  (add_operands(statements, get<I>(work.statements)), ...);
  for (auto const& [store, symbol] : kept) task.add_input(store, symbol);
  task.add_scalar_arg(bytes_of(work));
  submit(std::move(task));
  (views[S::first].of->set_written(), ...);
  return true;
}

/// Runs the statements over one nest, whose operands are theirs in turn.
template <int N, int K, class... S>
void fuse(policy, gamut::detail::nest<N, K> const& nest, S const&... statements) {
  loops<K> l(nest);
  l.drop_short_axes();
  if (!launch_together(l, std::index_sequence_for<S...>(), statements...))
    (run_alone(policy{}, statements, nest), ...);
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
