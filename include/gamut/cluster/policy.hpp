// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster policy: every process runs the program, arrays lie in Legate's stores, and what is assigned is
// a task for each of their tiles. Arrays come from a process's memory, where all processes have the same, and
// go there, to all of them.
#pragma once

#include <gamut/cluster/memory.hpp>
#include <gamut/nodes.hpp>

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>

namespace gamut::inline GAMUT_ABI::backends::cluster {

struct policy {
  static constexpr char const* name = "cluster";
  static int node_count() { return int(session::get().runtime().node_count()); }
  static int node_id() { return int(session::get().runtime().node_id()); }

  template <class T>
  using reference = cluster::reference<T>;
  template <class T>
  using scalar_storage = buffer<T, policy>;

  template <class T>
  static cluster::reference<T> element(place<T> at) requires(!std::is_const_v<T>) {
    return cluster::reference<T>({at});
  }
  template <class T>
  static T element(place<T const> at) {
    return value_at(at);
  }
};

/// Copies elements between memory with steps of its own and memory in row-major order.
template <class Copy>
void for_each_row_major(extents const& shape, index const* steps, Copy const& copy) {
  index at[most_dimensions] = {}, offset = 0;
  for (index i = 0, n = shape.size(); i < n; ++i) {
    copy(i, offset);
    for (int d = shape.ndim - 1; d >= 0; --d) {
      offset += steps[d];
      if (++at[d] < shape.at[d]) break;
      offset -= steps[d] * shape.at[d];
      at[d] = 0;
    }
  }
}

/// The elements of a whole array, to every process.
template <class T>
void copy_to_host(policy, void* to, place<T> from, std::size_t bytes) {
  using U = std::remove_const_t<T>;
  extents const& shape = from.owner()->shape();
  block copy(shape, std::type_identity<U>{});
  copy_elements(place<U>(&copy), place<U const>(from));
  mapped const here(copy.store());
  index steps[most_dimensions];
  bool dense = true;
  for (int d = 0; d < shape.ndim; ++d) {
    steps[d] = here.step(d);
    dense = dense && (shape.at[d] == 1 || steps[d] == shape.step(d) * index(sizeof(T)));
  }
  if (dense)
    std::memcpy(to, here.data(), bytes);
  else
    for_each_row_major(shape, steps, [&](index i, index offset) {
      std::memcpy(static_cast<std::byte*>(to) + std::size_t(i) * sizeof(T), here.data() + offset, sizeof(T));
    });
}

/// Host memory that tasks of this process are to read, by a number that is the same in every process.
class lent_memory {
public:
  static lent_memory& get() {
    static lent_memory all;
    return all;
  }
  std::uint64_t lend(void const* memory) {
    std::lock_guard const lock(mutex_);
    lent_[++last_] = memory;
    changed_.notify_all();
    return last_;
  }
  void take_back(std::uint64_t number) {
    std::lock_guard const lock(mutex_);
    lent_.erase(number);
  }
  /// What was lent by that number; waits where this process has not yet come so far.
  void const* find(std::uint64_t number) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return lent_.contains(number); });
    return lent_[number];
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, void const*> lent_;
  std::uint64_t last_ = 0;
};

/// An array's elements from the memory of the process that a tile is in, or, where they are few, from the
/// task's own argument.
struct copy_from_memory {
  std::uint64_t lent; // or 0
  extents shape;      // of the whole array
  index size;         // of an element
};
/// At most so many bytes are sent as a task's argument, which nobody has to wait for.
inline constexpr std::size_t most_bytes_sent = 4096;

struct copy_in_task : legate::LegateTask<copy_in_task> {
  static void cpu_variant(legate::TaskContext context) {
    auto const work = *received<copy_from_memory>(context.scalar(0));
    auto const* const from = static_cast<std::byte const*>(work.lent ? lent_memory::get().find(work.lent)
                                                                     : context.scalar(1).ptr());
    legate::PhysicalStore const to = context.output(0).data();
    auto const tile = to.domain();
    auto const memory = to.get_inline_allocation();
    if (tile.empty()) return;
    if (work.shape.ndim == 0) {
      std::memcpy(memory.ptr, from, std::size_t(work.size));
      return;
    }
    int const inner = work.shape.ndim - 1;
    extents rows;
    rows.ndim = inner;
    index first = 0, steps[most_dimensions] = {}, from_steps[most_dimensions] = {};
    for (int d = 0; d <= inner; ++d) {
      if (d < inner) rows.at[d] = length_of(tile, d);
      first += begin_of(tile, d) * work.shape.step(d);
      steps[d] = index(memory.strides[std::size_t(d)]);
      from_steps[d] = work.shape.step(d);
    }
    index const length = length_of(tile, inner);
    index at[most_dimensions] = {};
    for (index i = 0, n = rows.size(); i < n; ++i) {
      std::byte* here = static_cast<std::byte*>(memory.ptr);
      index source = first;
      for (int d = 0; d < inner; ++d) here += at[d] * steps[d], source += at[d] * from_steps[d];
      for (index j = 0; j < length; ++j)
        std::memcpy(here + j * steps[inner], from + (source + j) * work.size, std::size_t(work.size));
      for (int d = inner - 1; d >= 0 && ++at[d] == rows.at[d]; --d) at[d] = 0;
    }
  }
};

/// The elements of a whole array from the host's memory, which is the same in every process. Where they are
/// many this waits until they have been read.
template <class T>
void copy_from_host(policy, place<T> to, void const* from, std::size_t bytes) {
  block& of = *to.owner();
  bool const sent = bytes <= most_bytes_sent;
  std::uint64_t const lent = sent ? 0 : lent_memory::get().lend(from);
  auto task = new_task<copy_in_task>();
  task.add_output(of.store());
  task.add_scalar_arg(bytes_of(copy_from_memory{lent, of.shape(), index(sizeof(T))}));
  if (sent) task.add_scalar_arg(legate::Scalar(legate::binary_type(std::uint32_t(bytes)), from, true));
  submit(std::move(task));
  of.set_written();
  if (sent) return;
  session::get().runtime().issue_execution_fence(true);
  lent_memory::get().take_back(lent);
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
