// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays cut into strips along one axis, a task for each: where arrays of different extents are to be cut
// alike, or tasks have to know which strip is theirs, which Legate's own tiles do not say.
#pragma once

#include <gamut/cluster/whole.hpp>

#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// The strips of an array along an axis: `count` of `height`, of which the last one may be shorter.
struct strips {
  int axis;
  index height, count = 1;

  /// As many as there are processors, fewer of a small array.
  strips(extents const& array, int along) : axis(along), height(array.at[along]) {
    constexpr index smallest = index(1) << 13; // a task costs as much as some ten thousand elements
    index const most = std::min({processors(), array.at[along], array.size() / smallest});
    if (most < 2) return;
    height = (array.at[along] + most - 1) / most;
    count = (array.at[along] + height - 1) / height;
  }
  /// Those of a store, which may have other extents along the other axes, or one of `height` strips.
  legate::LogicalStorePartition of(legate::LogicalStore const& store, index strip_height) const {
    auto const extents = store.extents();
    std::vector<std::uint64_t> tile(extents.data().begin(), extents.data().end());
    tile[std::size_t(axis)] = std::uint64_t(strip_height);
    return store.partition_by_tiling(tile);
  }
};

/// A task for each strip.
template <class Task>
class strip_tasks {
public:
  strip_tasks(strips const& cut, int ndim) : cut_(cut), task_(made(cut, ndim)) {}

  void read(block& array) { task_.add_input(cut_.of(array.readable(), cut_.height)); }
  void write(block& array) { write(array, cut_.height); }
  /// An array of `height` places along the axis for each strip.
  void write(block& array, index height) {
    task_.add_output(cut_.of(array.store(), height));
    array.set_written();
  }
  void change(block& array) {
    read(array);
    write(array);
  }
  void read_whole(block& array) { task_.add_input(array.readable()); }
  /// Launches them; each is told `work`, and behind it what else there is.
  template <class Work>
  void submit(Work const& work, std::initializer_list<legate::Scalar> more = {}) {
    task_.add_scalar_arg(bytes_of(work));
    for (auto const& scalar : more) task_.add_scalar_arg(scalar);
    cluster::submit(std::move(task_));
  }

private:
  static auto made(strips const& cut, int ndim) {
    std::vector<std::uint64_t> colors(std::size_t(ndim), 1);
    colors[std::size_t(cut.axis)] = std::uint64_t(cut.count);
    return new_tasks<Task>(colors);
  }

  strips cut_;
  unlaunched<Task, legate::ManualTask> task_;
};

/// What a task has of an array, in row-major order.
template <class U>
class strip {
  using element = std::remove_const_t<U>;

public:
  explicit strip(legate::PhysicalStore const& store) {
    shape_ = extents_of(store);
    if (shape_.size() == 0) return;
    there_ = argument_of<element>(store);
    first_ = const_cast<element*>(in_row_major_order<element>(there_, shape_, copy_));
  }
  extents const& shape() const { return shape_; }
  U* data() const { return first_; }
  /// Stores what was written to a copy.
  void finish() const {
    if constexpr (!std::is_const_v<U>) put_back<element>(there_, shape_, copy_);
  }

private:
  extents shape_;
  argument_in_task there_ = {};
  std::vector<std::byte> copy_;
  element* first_ = nullptr;
};

} // namespace gamut::inline GAMUT_ABI::backends::cluster
