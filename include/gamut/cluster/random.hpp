// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's random numbers: the host's stream. Each row of a tile jumps to its own part of it, which is
// counted from the row's place in the whole array.
#pragma once

#include <gamut/cluster/policy.hpp>
#include <gamut/random/bit_generators.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

template <class B>
struct draws {
  B generator;
  extents shape; // of the whole array
  index first, size;
};

template <class T, class B>
struct draw_task : legate::LegateTask<draw_task<T, B>> {
  static void cpu_variant(legate::TaskContext context) {
    received<draws<B>> work(context.scalar(0));
    legate::PhysicalStore const store = context.output(0).data();
    legate::Domain const tile = store.domain();
    if (tile.empty()) return;
    auto const memory = store.get_inline_allocation();
    int const inner = work->shape.ndim - 1;
    if (inner < 0) return draw_row(*work, static_cast<T*>(memory.ptr), 1, 0, 1);
    extents rows;
    rows.ndim = inner;
    index steps[most_dimensions] = {}, first = 0;
    for (int d = 0; d <= inner; ++d) {
      if (d < inner) rows.at[d] = length_of(tile, d);
      steps[d] = index(memory.strides[std::size_t(d)] / sizeof(T));
      first += begin_of(tile, d) * work->shape.step(d);
    }
    index const length = length_of(tile, inner);
    // The steps of the whole array say where in the stream a row stands.
    index whole[most_dimensions] = {};
    for (int d = 0; d < inner; ++d) whole[d] = work->shape.step(d);
    std::vector<index> places(std::size_t(rows.size()));
    for_each_row_major(rows, whole, [&](index i, index at) { places[std::size_t(i)] = first + at; });
    for_each_row_major(rows, steps, [&](index i, index offset) {
      draw_row(*work, static_cast<T*>(memory.ptr) + offset, steps[inner], places[std::size_t(i)], length);
    });
  }

private:
  /// The elements of a row that the draws reach, the first of which has number `at` in the array.
  static void draw_row(draws<B> const& work, T* to, index step, index at, index length) {
    constexpr index each = sizeof(T) == 8 ? 1 : 2;
    index const begin = std::max(at, work.first), end = std::min(at + length, work.first + work.size);
    if (begin >= end) return;
    B mine = work.generator;
    index const number = begin - work.first;
    mine.discard(static_cast<random::uint128>(number / each));
    if (number % each != 0) (void)random::drawn<T>(mine);
    for (index i = begin; i < end; ++i) to[(i - at) * step] = random::drawn<T>(mine);
  }
};

/// `size` numbers from where the generator stands, one of each 64-bit draw, or two where they are of 32 bits:
/// an even number of those, and no half draw waits.
template <class T, random::skips_ahead B>
void fill_random(policy, place<T> to, index size, B const& generator) {
  if (size == 0) return;
  block& of = *to.owner();
  bool const all = size == of.shape().size();
  auto task = new_task<draw_task<T, B>>();
  legate::LogicalStore const store = all ? of.store() : of.readable();
  auto const symbol = task.add_output(store);
  if (!all) task.add_input(store, symbol);
  task.add_scalar_arg(bytes_of(draws<B>{generator, of.shape(), to.offset(), size}));
  submit(std::move(task));
  of.set_written();
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
