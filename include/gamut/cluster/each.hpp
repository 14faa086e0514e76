// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's loops over work that is no assignment: each is one task that runs the host's, but for the
// true elements of a mask, which are counted tile by tile, and what is added up at places.
#pragma once

#include <gamut/cluster/fold.hpp>
#include <gamut/cluster/on_one.hpp>
#include <gamut/cluster/strips.hpp>
#include <gamut/host/each.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// Calls `f(i)` for i in [0, n), independent of each other.
template <class F>
void for_each(policy, index n, F const& f, index = 1) {
  if (n > 0) on_one([n](auto const& g) { for_each(host::policy{}, n, g); }, f);
}

/// Calls `f(offsets)`, the offset of every operand, for the places of a nest in row-major order.
template <int N, int K, class F>
void visit(policy, gamut::detail::nest<N, K> const& loops, F const& f, bool) {
  if (loops.size() > 0) on_one([loops](auto const& g) { visit(host::policy{}, loops, g, true); }, f);
}

/// How many flags of a tile are true.
struct count_true_task : legate::LegateTask<count_true_task> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "count of true");
    legate::PhysicalStore const store = context.input(0).data();
    extents const shape = extents_of(store);
    if (shape.size() == 0) return;
    argument_in_task const flags = argument_of<bool>(store);
    std::int64_t count = 0;
    for_each_row_major(shape, flags.steps, [&](index, index offset) {
      count += *reinterpret_cast<bool const*>(flags.data + offset);
    });
    *reinterpret_cast<std::int64_t*>(argument_of<std::int64_t>(context.reduction(0).data()).data) += count;
  }
};
/// Counts the true ones of all flags of an array, asks `make(count)` for a function, and calls it for each of
/// them in order: `f(position, number)`.
template <class Make>
void for_each_true(policy, place<bool const> flags, index n, Make const& make) {
  index count = 0;
  if (n > 0) {
    block sum(extents{}, std::type_identity<std::int64_t>{});
    fill(sum.store(), scalar_of(std::int64_t(0)));
    auto task = new_task<count_true_task>();
    task.add_input(flags.owner()->readable());
    task.add_constraint(legate::broadcast(task.add_reduction(sum.store(), legate::ReductionOpKind::ADD)));
    submit(std::move(task));
    sum.set_written();
    count = index(value_at(place<std::int64_t const>(&sum)));
  }
  auto const f = make(count);
  if (count > 0)
    on_one([n](bool const* from,
               auto const& g) { for_each_true(host::policy{}, from, n, [&](index) { return g; }); },
           flags, f);
}

/// Adds what its tile says to a part of the sums of its own, which Legate joins.
template <class T>
struct add_task : legate::LegateTask<add_task<T>> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "sums at places");
    strip<std::int64_t const> const places(context.input(0).data());
    if (places.shape().size() == 0) return;
    argument_in_task const to = argument_of<T>(context.reduction(0).data());
    T* const sums = reinterpret_cast<T*>(to.data);
    auto const add = [&](index i, T const& x) {
      T& sum = sums[places.data()[i] * to.steps[0]];
      sum = fn::sum::body(sum, x);
    };
    if (context.num_inputs() > 1) {
      strip<T const> const weights(context.input(1).data());
      for (index i = 0; i < places.shape().size(); ++i) add(i, weights.data()[i]);
    } else
      for (index i = 0; i < places.shape().size(); ++i) add(i, T(1));
  }
};

/// Adds to `to[places[i]]` the weight of each element, or one where there are no weights: whole arrays. In
/// which order is not said.
template <class T>
void add_at_places(policy, place<T> to, index, place<std::int64_t const> places, place<T const> weights,
                   index n) {
  if (n == 0) return;
  auto task = new_task<add_task<T>>();
  legate::Variable const symbol = task.add_input(places.owner()->readable());
  if (weights.owner())
    task.add_constraint(legate::align(symbol, task.add_input(weights.owner()->readable())));
  task.add_constraint(legate::broadcast(
      task.add_reduction(to.owner()->readable(), reduction_kind<fn::sum, T>(session::get().library()))));
  submit(std::move(task));
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
