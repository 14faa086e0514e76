// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster's convolution: a strip of the result is a task, which gets all of both operands.
#pragma once

#include <gamut/cluster/on_one.hpp>
#include <gamut/cluster/strips.hpp>
#include <gamut/host/products.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

struct slide_in_strips {
  index m, height;
};
template <class T>
struct slide_task : legate::LegateTask<slide_task<T>> {
  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "convolution");
    received<slide_in_strips> work(context.scalar(0));
    strip<T const> const x(context.input(0).data()), w(context.input(1).data());
    strip<T> const y(context.output(0).data());
    if (y.shape().size() == 0) return;
    index const first = index(context.get_task_index()[0]) * work->height;
    slide(host::policy{}, x.data() + first, w.data(), work->m, y.data(), y.shape().size());
    y.finish();
  }
};

/// y[i] = sum of w[k] * x[i + k] over the `m` elements of w, for the `n` elements of y: whole arrays.
template <class T>
void slide(policy, place<T const> x, place<T const> w, index m, place<T> y, index n) {
  if (n == 0) return;
  strips const cut(y.owner()->shape(), 0);
  strip_tasks<slide_task<T>> tasks(cut, 1);
  tasks.read_whole(*x.owner());
  tasks.read_whole(*w.owner());
  tasks.write(*y.owner());
  tasks.submit(slide_in_strips{m, cut.height});
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
