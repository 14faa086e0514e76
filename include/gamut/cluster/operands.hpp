// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// How the views of an assignment become stores of a task. A view is known by its strides in the row-major
// order of its array; from these the axes of the array that it walks are found again. A view that walks each
// axis one by one is a transformed store, aligned with the others, of which a task gets its tile; of any
// other a task gets the window of the array that the view lies in, or all of it.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/cluster/whole.hpp>

#include <algorithm>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// The loops of one evaluation, in as many dimensions as they turn out to have.
template <int K>
struct loops {
  extents shape;
  index strides[K > 0 ? K : 1][most_dimensions] = {};
  index offsets[K > 0 ? K : 1] = {};

  template <int N>
  explicit loops(gamut::detail::nest<N, K> const& from) {
    static_assert(N <= most_dimensions, "gamut: expressions of the cluster policy have at most 6 dimensions; "
                                        "compute with more on the host: gm::to<gm::host>(a)");
    shape.ndim = from.ndim;
    for (int d = 0; d < from.ndim; ++d) {
      shape.at[d] = from.shape[d];
      for (int k = 0; k < K; ++k) strides[k][d] = from.strides[k][d];
    }
    for (int k = 0; k < K; ++k) offsets[k] = from.offsets[k];
  }

  /// Leaves out the axes that hold one element.
  void drop_short_axes() {
    int kept = 0;
    for (int d = 0; d < shape.ndim; ++d) {
      if (shape.at[d] == 1) continue;
      shape.at[kept] = shape.at[d];
      for (auto& s : strides) s[kept] = s[d];
      ++kept;
    }
    shape.ndim = kept;
  }
  /// Walks the axes upwards along which an operand goes down.
  void turn_upwards(int operand) {
    for (int d = 0; d < shape.ndim; ++d) {
      if (strides[operand][d] >= 0) continue;
      for (int k = 0; k < K; ++k) {
        offsets[k] += (shape.at[d] - 1) * strides[k][d];
        strides[k][d] = -strides[k][d];
      }
    }
  }
  /// Cuts the axes that go over several axes of an operand's array into those, where that can be done.
  void cut_axes(int operand, extents const& array) {
    for (int d = 0; d < shape.ndim && shape.ndim < most_dimensions;) {
      int cut = -1;
      for (int m = 1; m < array.ndim; ++m)
        if (strides[operand][d] == array.step(m) && array.at[m] > 1 && shape.at[d] > array.at[m] &&
            shape.at[d] % array.at[m] == 0)
          cut = m;
      if (cut < 0) {
        ++d;
        continue;
      }
      index const inner = array.at[cut];
      for (int e = shape.ndim++; e > d; --e) {
        shape.at[e] = shape.at[e - 1];
        for (auto& s : strides) s[e] = s[e - 1];
      }
      shape.at[d] /= inner;
      shape.at[d + 1] = inner;
      for (auto& s : strides) s[d] *= inner;
    }
  }
};

/// The axes of an array that a view walks: along axis `d` of the view, `step[d]` places of axis `axis[d]` of
/// the array, or none (-1). It begins at `start`.
struct walk {
  bool regular = true; // or it goes otherwise through memory
  int axis[most_dimensions] = {};
  index step[most_dimensions] = {}, start[most_dimensions] = {};

  walk(extents const& array, extents const& view, index const* strides, index offset) {
    for (int m = 0; m < array.ndim; ++m) start[m] = offset / array.step(m) % array.at[m];
    bool taken[most_dimensions] = {};
    for (int d = 0; d < view.ndim; ++d) {
      axis[d] = -1;
      if (strides[d] == 0 || view.at[d] == 1) continue;
      for (int m = 0; m < array.ndim && axis[d] < 0; ++m) {
        index const by = strides[d] / array.step(m);
        index const last = start[m] + by * (view.at[d] - 1);
        if (array.at[m] > 1 && !taken[m] && strides[d] % array.step(m) == 0 && last >= 0 &&
            last < array.at[m]) {
          axis[d] = m;
          step[d] = by;
          taken[m] = true;
        }
      }
      regular = regular && axis[d] >= 0;
    }
  }
  /// Whether a task can get a tile of it: it walks one by one.
  bool aligns(extents const& view) const {
    bool some = false;
    for (int d = 0; d < view.ndim; ++d) {
      if (axis[d] >= 0 && step[d] != 1) return false;
      some = some || axis[d] >= 0;
    }
    return regular && some;
  }
  /// Whether it has an axis of the array for each axis.
  bool is_full(extents const& view) const {
    for (int d = 0; d < view.ndim; ++d)
      if (axis[d] < 0) return false;
    return view.ndim > 0;
  }
};

/// A view that a task gets its tile of, as a store with the axes of the loops.
inline legate::LogicalStore aligned_store(legate::LogicalStore store, extents const& array,
                                          extents const& view, walk const& way) {
  int of_axis[most_dimensions];
  for (int m = 0; m < array.ndim; ++m) of_axis[m] = -1;
  for (int d = 0; d < view.ndim; ++d)
    if (way.axis[d] >= 0) of_axis[way.axis[d]] = d;
  std::vector<std::int32_t> order; // of what is left of the array's axes, those of the loops
  for (int m = array.ndim - 1; m >= 0; --m) {
    if (of_axis[m] < 0)
      store = store.project(m, way.start[m]);
    else {
      index const extent = view.at[of_axis[m]];
      if (extent != array.at[m]) store = store.slice(m, legate::Slice{way.start[m], way.start[m] + extent});
      order.insert(order.begin(), of_axis[m]);
    }
  }
  std::vector<std::int32_t> turned(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) turned[i] = std::int32_t(i);
  std::sort(turned.begin(), turned.end(),
            [&](int a, int b) { return order[std::size_t(a)] < order[std::size_t(b)]; });
  if (!std::is_sorted(turned.begin(), turned.end())) store = store.transpose(std::move(turned));
  for (int d = 0; d < view.ndim; ++d)
    if (way.axis[d] < 0) store = store.promote(d, std::size_t(view.at[d]));
  return store;
}

/// The smallest part of an array that holds a view, and where in it the view begins.
inline legate::LogicalStore window_store(legate::LogicalStore store, extents const& array,
                                         extents const& view, walk& way) {
  index low[most_dimensions], high[most_dimensions];
  for (int m = 0; m < array.ndim; ++m) low[m] = high[m] = way.start[m];
  for (int d = 0; d < view.ndim; ++d)
    if (int const m = way.axis[d]; m >= 0)
      (way.step[d] < 0 ? low : high)[m] += way.step[d] * (view.at[d] - 1);
  for (int m = 0; m < array.ndim; ++m) {
    if (low[m] > 0 || high[m] + 1 < array.at[m]) store = store.slice(m, legate::Slice{low[m], high[m] + 1});
    way.start[m] -= low[m];
  }
  return store;
}

/// What a task is told of an operand: which argument it is, and how it is walked.
struct operand_in_task {
  enum class kind { computed, tile, window, all } form = kind::computed;
  int argument = 0; // among the task's inputs; -1 is the destination
  index offset = 0; // of a function, and of a view of all of an array, in its row-major order
  index strides[most_dimensions] = {};
  int axis[most_dimensions] = {}; // of the array, negative where it is repeated; `strides` places along it
  index start[most_dimensions] = {};
  extents array; // that it is a view of
};

/// Where an operand begins in its argument's memory for the tile whose first place is `low`, and its strides
/// there.
template <int N, int K>
void place_operand(operand_in_task const& o, int operand, argument_in_task const& a, index const* low,
                   gamut::detail::nest<N, K>& tile) {
  using kind = operand_in_task::kind;
  index offset = 0;
  for (int d = 0; d < tile.ndim; ++d) {
    index stride = o.strides[d];
    if (o.form == kind::tile)
      stride = a.steps[d];
    else if (o.form == kind::window)
      stride = o.axis[d] < 0 ? 0 : stride * a.steps[o.axis[d]];
    tile.strides[operand][d] = stride;
    if (o.form != kind::tile) offset += low[d] * stride;
  }
  if (o.form == kind::window)
    for (int m = 0; m < o.array.ndim; ++m) offset += o.start[m] * a.steps[m];
  if (o.form == kind::computed || o.form == kind::all) offset += o.offset;
  tile.offsets[operand] = offset;
}

// A bound tree as it is sent to tasks: its leaves in stores become pointers, which each task fills in, and so
// do the places that its functions hold, whose arrays a task gets whole.

template <class Tree>
struct sent {
  using type = Tree;
  static Tree from(Tree const& tree) { return tree; }
  static void fill(Tree&, void const* const*, whole_memory&) {}
};
template <class T, int I>
struct sent<gamut::detail::slot<gamut::detail::pointer<T, place<T const>>, I>> {
  using type = gamut::detail::slot<gamut::detail::pointer<T>, I>;
  static type from(auto const&) { return {{nullptr}}; }
  static void fill(type& leaf, void const* const* memory, whole_memory&) {
    leaf.source.data = static_cast<T const*>(memory[I]);
  }
};
template <holds_places F, int I>
struct sent<gamut::detail::slot<gamut::detail::computed<F>, I>> {
  using type = gamut::detail::slot<gamut::detail::computed<emptied_t<F>>, I>;
  static type from(gamut::detail::slot<gamut::detail::computed<F>, I> const& leaf) {
    return {{emptied(leaf.source.function), leaf.source.base}};
  }
  static void fill(type& leaf, void const* const*, whole_memory& whole) { whole.fill(leaf.source.function); }
};
template <holds_places T>
struct sent<gamut::detail::literal<T>> {
  using type = gamut::detail::literal<emptied_t<T>>;
  static type from(gamut::detail::literal<T> const& leaf) { return {emptied(leaf.value)}; }
  static void fill(type& leaf, void const* const*, whole_memory& whole) { whole.fill(leaf.value); }
};
template <class F, class... Args>
struct sent<gamut::detail::call<F, Args...>> {
  using type = gamut::detail::call<F, typename sent<Args>::type...>;
  static type from(gamut::detail::call<F, Args...> const& tree) {
    return gamut::detail::unpack(tree.args, [](auto const&... arg) {
      return type{gamut::detail::pack<typename sent<Args>::type...>(sent<Args>::from(arg)...)};
    });
  }
  static void fill(type& tree, void const* const* memory, whole_memory& whole) {
    fill(tree.args, memory, whole, std::index_sequence_for<Args...>());
  }
  template <std::size_t... I>
  static void fill(auto& args, void const* const* memory, whole_memory& whole, std::index_sequence<I...>) {
    (sent<Args>::fill(get<I>(args), memory, whole), ...);
  }
};

/// Asks for the places that the functions of a tree hold, in the order in which they are filled.
template <class Source, int I>
void ask_for(whole_arguments& whole, gamut::detail::slot<Source, I> const& leaf) {
  if constexpr (requires { leaf.source.function; }) whole.ask(leaf.source.function);
}
template <class T>
void ask_for(whole_arguments& whole, gamut::detail::literal<T> const& leaf) {
  whole.ask(leaf.value);
}
template <class G, class... Args>
void ask_for(whole_arguments& whole, gamut::detail::call<G, Args...> const& tree) {
  gamut::detail::unpack(tree.args, [&](auto const&... arg) { (ask_for(whole, arg), ...); });
}

/// Calls `f(number, source)` for the leaves of a tree in order.
template <class Source, int I, class F>
void for_each_source(gamut::detail::slot<Source, I> const& leaf, F const& f) {
  f(std::integral_constant<int, I>(), leaf.source);
}
template <class T, class F>
void for_each_source(gamut::detail::literal<T> const&, F const&) {}
template <class G, class... Args, class F>
void for_each_source(gamut::detail::call<G, Args...> const& tree, F const& f) {
  gamut::detail::unpack(tree.args, [&](auto const&... arg) { (for_each_source(arg, f), ...); });
}

/// Whether functions that may throw are among those of a tree.
template <class Tree>
inline constexpr bool may_throw_in = false;
template <class F, class... Args>
inline constexpr bool may_throw_in<gamut::detail::call<F, Args...>> = requires {
  requires F::may_throw;
}
|| (may_throw_in<Args> || ...);

template <class Tree>
inline constexpr bool is_literal = false;
template <class T>
inline constexpr bool is_literal<gamut::detail::literal<T>> = true;
template <class Source>
inline constexpr bool in_store = false;
template <class T>
inline constexpr bool in_store<gamut::detail::pointer<T, place<T const>>> = true;

} // namespace gamut::inline GAMUT_ABI::backends::cluster
