// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's scans. Many lanes are scanned where they are, by as many tasks as they are cut for. Few long
// ones are cut themselves, if the function associates: each strip is scanned by itself, then continues what
// the strips before it came to.
#pragma once

#include <gamut/cluster/on_lanes.hpp>
#include <gamut/host/scan.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

template <class F>
struct scan_in_strips {
  F f;
  gamut::detail::lanes_along lanes;
  int axis;
};

/// The lanes of a strip that is as high as `length`.
inline gamut::detail::lanes_along lanes_of_height(gamut::detail::lanes_along lanes, index length) {
  lanes.length = length;
  return lanes;
}

/// Scans a strip and tells the last element of each lane.
template <class F, class T>
struct scan_task : legate::LegateTask<scan_task<F, T>> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "scan");
    received<scan_in_strips<F>> work(context.scalar(0));
    strip<T> const mine(context.output(0).data()), last(context.output(1).data());
    if (mine.shape().size() == 0) return;
    auto const lanes = lanes_of_height(work->lanes, mine.shape().at[work->axis]);
    scan_lanes(host::policy{}, work->f, mine.data(), lanes);
    for (index i = 0; i < lanes.count; ++i)
      last.data()[lanes.start(i, 1)] =
          mine.data()[lanes.start(i, lanes.length) + (lanes.length - 1) * lanes.stride];
    mine.finish();
    last.finish();
  }
};

/// Continues the strips before.
template <class F, class T>
struct continue_scan_task : legate::LegateTask<continue_scan_task<F, T>> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "scan continued");
    received<scan_in_strips<F>> work(context.scalar(0));
    auto const before = index(context.get_task_index()[unsigned(work->axis)]);
    strip<T> const mine(context.output(0).data());
    strip<T const> const last(context.input(1).data());
    if (before == 0 || mine.shape().size() == 0) return;
    auto const lanes = lanes_of_height(work->lanes, mine.shape().at[work->axis]);
    index const strips = last.shape().at[work->axis];
    for (index i = 0; i < lanes.count; ++i) {
      T const* const results = last.data() + lanes.start(i, strips);
      T so_far = results[0];
      for (index k = 1; k < before; ++k) so_far = work->f(so_far, results[k * lanes.stride]);
      T* at = mine.data() + lanes.start(i, lanes.length);
      for (index k = 0; k < lanes.length; ++k, at += lanes.stride) *at = work->f(so_far, *at);
    }
    mine.finish();
  }
};

/// Replaces every element by what `f` makes of it and all before it in its lane.
template <class F, class T>
void scan_lanes(policy, F const& f, place<T> data, gamut::detail::lanes_along const& lanes) {
  if (lanes.length < 2 || lanes.count == 0) return;
  block& array = *data.owner();
  lane_axes const axes(array.shape(), lanes.stride, lanes.length);
  if constexpr (F::associates)
    if (axes.found() && axes.first == axes.last) {
      int const along = axes.first, across = axes.longest_other(array.shape());
      strips const cut(array.shape(), along);
      if (cut.count > 1 && (across < 0 || strips(array.shape(), across).count < cut.count)) {
        extents results = array.shape();
        results.at[along] = cut.count;
        block last(results, std::type_identity<T>{});
        scan_in_strips<F> const work{f, lanes, along};
        strip_tasks<scan_task<F, T>> first(cut, results.ndim);
        first.change(array);
        first.write(last, 1);
        first.submit(work);
        strip_tasks<continue_scan_task<F, T>> second(cut, results.ndim);
        second.change(array);
        second.read_whole(last);
        second.submit(work);
        return;
      }
    }
  on_lanes([f](gamut::detail::lanes_along const& some, T* all) { scan_lanes(host::policy{}, f, all, some); },
           lanes, lanes_of<T>{data, lanes.length});
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
