// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Work on the lanes of arrays, each of which needs all of its elements: the arrays are cut along another
// axis, and a task does for the lanes of its strips what the host does.
#pragma once

#include <gamut/cluster/on_one.hpp>
#include <gamut/cluster/strips.hpp>
#include <gamut/lanes.hpp>

#include <tuple>
#include <utility>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// The axes [first, last] of an array that lanes go along which have `length` elements of it; none where they
/// are no axes.
struct lane_axes {
  int first = 0, last = -1;

  lane_axes(extents const& array, index stride, index length) {
    index after = 1;
    int d = array.ndim - 1;
    while (d >= 0 && (after < stride || array.at[d] == 1)) after *= array.at[d--];
    if (after != stride) return;
    index along = 1;
    for (first = d + 1; first > 0 && along < length;) along *= array.at[--first];
    if (along == length) last = d;
  }
  bool found() const { return last >= first; }
  bool operator==(lane_axes const&) const = default;
  /// The longest of the other axes, or -1.
  int longest_other(extents const& array) const {
    int longest = -1;
    for (int d = 0; d < array.ndim; ++d)
      if ((d < first || d > last) && (longest < 0 || array.at[d] > array.at[longest])) longest = d;
    return longest;
  }
};

template <class F>
struct work_on_lanes {
  F f;
  gamut::detail::lanes_along lanes;
  lane_axes axes;
};

template <class F, class... T>
struct lanes_task : legate::LegateTask<lanes_task<F, T...>> {
  static constexpr bool may_throw = true;

  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "lanes");
    received<work_on_lanes<F>> work(context.scalar(0));
    std::uint32_t numbers[] = {0, 0}; // of the inputs and of the outputs
    auto const next = [&](bool reads) {
      std::uint32_t const number = numbers[reads]++;
      return (reads ? context.input(number) : context.output(number)).data();
    };
    std::tuple<strip<T>...> const all{strip<T>(next(std::is_const_v<T>))...};
    extents const& shape = std::get<0>(all).shape();
    if (shape.size() == 0) return;
    gamut::detail::lanes_along lanes = work->lanes;
    lanes.count = lanes.stride = 1;
    for (int d = 0; d < shape.ndim; ++d) {
      if (d < work->axes.first || d > work->axes.last) lanes.count *= shape.at[d];
      if (d > work->axes.last) lanes.stride *= shape.at[d];
    }
    std::apply([&](auto const&... s) { work->f(std::as_const(lanes), s.data()...); }, all);
    std::apply([](auto const&... s) { (s.finish(), ...); }, all);
  }
};

/// An array of which lanes have so many elements.
template <class T>
struct lanes_of {
  place<T> at;
  index length;
};
/// Calls `f(lanes, address...)` for the lanes of strips of arrays: those of constant elements are read, the
/// others changed. Where they are not whole arrays that can be cut alike, one task does it all.
template <class F, class... T>
void on_lanes(F const& f, gamut::detail::lanes_along const& lanes, lanes_of<T> const&... each) {
  block* const of[] = {each.at.owner()...};
  lane_axes const axes[] = {lane_axes(each.at.owner()->shape(), lanes.stride, each.length)...};
  int const across = axes[0].longest_other(of[0]->shape());
  std::size_t k = 0;
  bool alike = axes[0].found() && across >= 0;
  auto const fits = [&](auto const& one) {
    alike = alike && one.at.offset() == 0 && axes[k] == axes[0] && (k == 0 || of[k] != of[0]) &&
            of[k]->shape().size() == lanes.count * one.length &&
            of[k]->shape().at[across] == of[0]->shape().at[across];
    ++k;
  };
  (fits(each), ...);
  strips const cut(of[0]->shape(), std::max(across, 0));
  if (!alike || cut.count == 1) return on_one([f, lanes](T*... all) { f(lanes, all...); }, each.at...);
  strip_tasks<lanes_task<F, T...>> tasks(cut, of[0]->shape().ndim);
  auto const add = [&]<class U>(lanes_of<U> const& one) {
    if constexpr (std::is_const_v<U>)
      tasks.read(*one.at.owner());
    else
      tasks.change(*one.at.owner());
  };
  // Inputs have numbers of their own, as those that are only read come first.
  ((std::is_const_v<T> ? add(each) : void()), ...);
  ((std::is_const_v<T> ? void() : add(each)), ...);
  tasks.submit(work_on_lanes<F>{f, lanes, axes[0]});
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
