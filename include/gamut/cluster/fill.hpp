// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// One value for all elements of a store. Legate has that as an operation without a task, which among several
// processes looked now and then at what was no longer there (Legion's analysis of an overwritten tile that
// another process keeps account of), so that a task writes the value.
#pragma once

#include <gamut/cluster/runtime.hpp>

#include <cstddef>
#include <cstring>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

struct fill_task : legate::LegateTask<fill_task> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "one value");
    legate::PhysicalStore const store = context.output(0).data();
    if (store.domain().empty()) return;
    auto const memory = store.get_inline_allocation();
    rows const all{store.domain(), memory.strides, static_cast<std::byte const*>(context.scalar(0).ptr())};
    auto* const first = static_cast<std::byte*>(memory.ptr);
    switch (store.type().size()) {
    case 1:
      return all.fill<1>(first);
    case 2:
      return all.fill<2>(first);
    case 4:
      return all.fill<4>(first);
    case 8:
      return all.fill<8>(first);
    case 16:
      return all.fill<16>(first);
    default:
      all.fill<0>(first, store.type().size());
    }
  }

private:
  struct rows {
    legate::Domain domain;
    std::vector<std::size_t> const& steps;
    std::byte const* value;

    /// Values of a size that the compiler knows, but for 0.
    template <std::size_t Size>
    void fill(std::byte* to, std::size_t size = Size, int axis = 0) const {
      auto const step = static_cast<std::ptrdiff_t>(steps[std::size_t(axis)]);
      index const n = length_of(domain, axis);
      if (axis + 1 < domain.get_dim())
        for (index i = 0; i < n; ++i) fill<Size>(to + i * step, size, axis + 1);
      else if (step == std::ptrdiff_t(size)) // with a step that the compiler knows, in registers
        for (index i = 0; i < n; ++i)
          std::memcpy(to + i * std::ptrdiff_t(Size ? Size : size), value, Size ? Size : size);
      else
        for (index i = 0; i < n; ++i) std::memcpy(to + i * step, value, Size ? Size : size);
    }
  };
};

/// Writes a value to all elements of a store.
inline void fill(legate::LogicalStore const& store, legate::Scalar const& value) {
  if (store.has_scalar_storage()) return session::get().runtime().issue_fill(store, value);
  auto task = new_task<fill_task>();
  task.add_output(store);
  task.add_scalar_arg(value);
  submit(std::move(task));
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
