// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Work that is not distributed: one task, to which whole arrays are brought.
#pragma once

#include <gamut/cluster/launch.hpp>

#include <type_traits>
#include <utility>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// A function and its arguments, of which places, and those in functions, are pointers.
template <class F, class... A>
struct whole_work {
  F f;
  gamut::detail::pack<A...> arguments;
};

template <class F, class... A>
struct whole_task : legate::LegateTask<whole_task<F, A...>> {
  static constexpr bool may_throw = true;

  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "whole arrays");
    received<whole_work<F, A...>> work(context.scalar(0));
    whole_memory memory(context);
    fill(memory, work->arguments, std::index_sequence_for<A...>());
    gamut::detail::unpack(std::as_const(work->arguments), [&](auto const&... a) {
      if constexpr (std::is_void_v<decltype(work->f(a...))>)
        work->f(a...);
      else {
        bool const done = work->f(a...);
        auto const last = std::uint32_t(context.num_outputs() - 1);
        std::memcpy(context.output(last).data().get_inline_allocation().ptr, &done, sizeof done);
      }
    });
    memory.finish();
  }

private:
  template <std::size_t... I>
  static void fill(whole_memory& memory, gamut::detail::pack<A...>& arguments, std::index_sequence<I...>) {
    (memory.fill(gamut::detail::get<I>(arguments)), ...);
  }
};

/// Calls `f(argument...)` in one task, with addresses for the places that are among the arguments and in
/// functions that are. What is not const there it may write. Where `f` says whether it could, this waits for
/// the answer.
template <class F, class... A>
auto on_one(F const& f, A const&... arguments) {
  auto task = new_task<whole_task<F, emptied_t<A>...>>();
  whole_arguments whole;
  (whole.ask(arguments), ...);
  whole.add_to(task);
  task.add_scalar_arg(bytes_of(
      whole_work<F, emptied_t<A>...>{f, gamut::detail::pack<emptied_t<A>...>(emptied(arguments)...)}));
  whole.describe(task);
  if constexpr (std::is_void_v<decltype(f(emptied(arguments)...))>)
    submit(std::move(task));
  else {
    block done(extents{}, std::type_identity<bool>{});
    task.add_output(done.store());
    submit(std::move(task));
    done.set_written();
    return value_at(place<bool const>(&done));
  }
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
