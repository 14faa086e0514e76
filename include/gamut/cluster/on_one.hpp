// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Work that is not distributed: one task, to which whole arrays are brought.
#pragma once

#include <gamut/cluster/launch.hpp>
#include <gamut/host/threads.hpp>

#include <array>
#include <tuple>
#include <utility>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// A function of the memory of several arrays, and where in each it begins. What is null has no argument.
template <class F, std::size_t N>
struct whole_work {
  F f;
  std::array<extents, N> arrays;
  std::array<index, N> offsets;
  std::array<int, N> arguments; // -1 of what is null
};

template <class F, class... T>
struct whole_task : legate::LegateTask<whole_task<F, T...>> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "whole arrays");
    received<whole_work<F, sizeof...(T)>> work(context.scalar(0));
    run(context, *work, std::index_sequence_for<T...>());
  }

private:
  /// An array in row-major order: where it is, or a copy that goes back there.
  template <class U>
  class array {
  public:
    array(legate::TaskContext const& context, extents const& shape, index offset, int argument)
        : shape_(shape) {
      if (argument < 0) return;
      there_ = argument_of<U>(context.output(std::uint32_t(argument)).data());
      first_ = const_cast<U*>(in_row_major_order<U>(there_, shape, copy_));
      at_ = first_ + offset;
    }
    U* data() const { return at_; }
    void finish() const {
      if (copy_.empty()) return;
      index steps[most_dimensions];
      for (int m = 0; m < shape_.ndim; ++m) steps[m] = there_.steps[m] * index(sizeof(U));
      for_each_row_major(shape_, steps, [&](index i, index offset) {
        std::memcpy(there_.data + offset, copy_.data() + std::size_t(i) * sizeof(U), sizeof(U));
      });
    }

  private:
    extents const& shape_;
    argument_in_task there_ = {};
    std::vector<std::byte> copy_;
    U *first_ = nullptr, *at_ = nullptr;
  };

  template <std::size_t... I>
  static void run(legate::TaskContext const& context, whole_work<F, sizeof...(T)>& work,
                  std::index_sequence<I...>) {
    std::tuple<array<T>...> memory{array<T>(context, work.arrays[I], work.offsets[I], work.arguments[I])...};
    bool const done = work.f(std::get<I>(memory).data()...);
    (std::get<I>(memory).finish(), ...);
    std::memcpy(context.output(std::uint32_t(context.num_outputs() - 1)).data().get_inline_allocation().ptr,
                &done, sizeof done);
  }
};

/// Calls `f(address...)` in one task, of places that it may read and write, and waits for what it says.
template <class F, class... T>
bool on_one(F const& f, place<T>... at) {
  auto task = new_task<whole_task<F, std::remove_const_t<T>...>>();
  whole_work<F, sizeof...(T)> work{f, {}, {}, {}};
  std::size_t number = 0;
  int count = 0;
  auto const add = [&](block* of, index offset) {
    work.arguments[number] = of ? count++ : -1;
    if (of) {
      work.arrays[number] = of->shape();
      work.offsets[number] = offset;
      legate::Variable const symbol = task.add_output(of->readable());
      task.add_input(of->store(), symbol);
      task.add_constraint(legate::broadcast(symbol));
    }
    ++number;
  };
  (add(at.owner(), at.offset()), ...);
  block done(extents{}, std::type_identity<bool>{});
  task.add_output(done.store());
  task.add_scalar_arg(bytes_of(work));
  submit(std::move(task));
  done.set_written();
  return value_at(place<bool const>(&done));
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
