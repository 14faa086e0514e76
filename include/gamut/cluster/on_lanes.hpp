// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Work on the lanes of arrays, each of which needs all of its elements: the arrays are cut along the other
// axes, and a task does for the lanes of its tiles what the host does.
#pragma once

#include <gamut/cluster/on_one.hpp>
#include <gamut/lanes.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// The axes [first, last] of an array that its lanes go along.
struct lane_axes {
  int first = 0, last = -1; // none where the lanes are no axes of it

  lane_axes(extents const& array, gamut::detail::lanes_along const& lanes) {
    index after = 1;
    int d = array.ndim - 1;
    while (d >= 0 && (after < lanes.stride || array.at[d] == 1)) after *= array.at[d--];
    if (after != lanes.stride) return;
    index length = 1;
    for (first = d + 1; first > 0 && length < lanes.length;) length *= array.at[--first];
    if (length == lanes.length) last = d;
  }
  bool found() const { return last >= first; }
};

template <class F>
struct work_on_lanes {
  F f;
  gamut::detail::lanes_along lanes;
  lane_axes axes;
};

template <class F, class... T>
struct lanes_task : legate::LegateTask<lanes_task<F, T...>> {
  static void cpu_variant(legate::TaskContext context) {
    received<work_on_lanes<F>> work(context.scalar(0));
    std::uint32_t inputs = 0, outputs = 0;
    std::tuple<tile<T>...> tiles{tile<T>(std::is_const_v<T>
                                             ? context.input(inputs++).data()
                                             : (++inputs, context.output(outputs++)).data())...};
    extents const& shape = std::get<0>(tiles).shape();
    gamut::detail::lanes_along lanes = work->lanes;
    if (shape.size() == 0) return;
    lanes.count = shape.size() / lanes.length;
    lanes.stride = 1;
    for (int d = work->axes.last + 1; d < shape.ndim; ++d) lanes.stride *= shape.at[d];
    host::alone const no_threads;
    std::apply([&](auto&... t) { work->f(std::as_const(lanes), t.data()...); }, tiles);
    std::apply([](auto&... t) { (t.finish(), ...); }, tiles);
  }

private:
  template <class U>
  class tile {
    using element = std::remove_const_t<U>;

  public:
    explicit tile(legate::PhysicalStore const& store) {
      legate::Domain const domain = store.domain();
      shape_.ndim = store.dim();
      for (int d = 0; d < shape_.ndim; ++d)
        shape_.at[d] = domain.empty() ? 0 : index(domain.hi()[d] - domain.lo()[d]) + 1;
      if (domain.empty()) return;
      there_ = argument_of<element>(store);
      first_ = const_cast<element*>(in_row_major_order<element>(there_, shape_, copy_));
    }
    extents const& shape() const { return shape_; }
    U* data() const { return first_; }
    void finish() const {
      if constexpr (!std::is_const_v<U>) put_back<element>(there_, shape_, copy_);
    }

  private:
    extents shape_;
    argument_in_task there_ = {};
    std::vector<std::byte> copy_;
    element* first_ = nullptr;
  };
};

/// Calls `f(lanes, address...)` for the lanes of tiles of arrays, of which those of constant elements are
/// read, the others changed. Where they are not whole arrays of one shape, one task does it all.
template <class F, class... T>
void on_lanes(F const& f, gamut::detail::lanes_along const& lanes, place<T> const&... at) {
  block* const of[] = {at.owner()...};
  index const offsets[] = {at.offset()...};
  lane_axes const axes(of[0]->shape(), lanes);
  bool alike = axes.found() && lanes.count > 1;
  for (std::size_t k = 0; k < sizeof...(T); ++k)
    alike = alike && offsets[k] == 0 && of[k]->shape() == of[0]->shape() && (k == 0 || of[k] != of[0]);
  if (!alike || lanes.count * lanes.length != of[0]->shape().size())
    return on_one([f, lanes](T*... all) { f(lanes, all...); }, at...);
  auto task = new_task<lanes_task<F, T...>>();
  std::vector<legate::Variable> symbols;
  auto const add = [&](block& array, bool written) {
    symbols.push_back(task.add_input(array.readable()));
    if (written) task.add_output(array.store(), symbols.back());
    if (symbols.size() > 1) task.add_constraint(legate::align(symbols[0], symbols.back()));
  };
  (add(*at.owner(), !std::is_const_v<T>), ...);
  std::vector<std::uint32_t> uncut;
  for (int d = axes.first; d <= axes.last; ++d) uncut.push_back(std::uint32_t(d));
  task.add_constraint(legate::broadcast(symbols[0], uncut));
  task.add_scalar_arg(bytes_of(work_on_lanes<F>{f, lanes, axes}));
  submit(std::move(task));
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
