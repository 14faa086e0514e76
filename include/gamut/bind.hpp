// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What a backend receives. Binding turns an expression into a tree of plain values (every leaf a pointer or a
// function of an offset, numbered from left to right) and a loop nest: one shape, and for every operand its
// strides. Both are trivially copyable and own nothing; a SIMD loop, a kernel or a task takes them as they
// are.
#pragma once

#include <gamut/concepts.hpp>
#include <gamut/expr.hpp>
#include <gamut/pack.hpp>
#include <gamut/rules.hpp>

#include <algorithm>
#include <utility>

namespace gamut::inline GAMUT_ABI::detail {

/// The `I`-th leaf of a bound tree.
template <class Source, int I>
struct slot {
  using value_type = typename Source::value_type;
  Source source;
};
/// A number in a bound tree.
template <class T>
struct literal {
  using value_type = T;
  T value;
};
/// A function over bound arguments.
template <class F, class... Args>
struct call {
  using value_type = result_t<F, typename Args::value_type...>;
  pack<Args...> args;
};

/// How many calls lie one within another in a bound tree.
template <class Tree>
inline constexpr int tree_depth = 0;
template <class F, class... Args>
inline constexpr int tree_depth<call<F, Args...>> = 1 + std::max({0, tree_depth<Args>...});

/// From here on a tree is not one loop's body any more.
inline constexpr int deep_tree = 24;
/// Whether what walks over a tree does this part of it in a function by itself. All else is inlined, for
/// speed; but a call is compiled with all that is inlined below it, so that without this the work would grow
/// as the square of the depth.
template <class Tree>
inline constexpr bool is_apart = tree_depth<Tree> > 0 && tree_depth<Tree> % deep_tree == 0;

/// One element of a bound tree. `load` reads a leaf: it is given the slot's number and its source.
GAMUT_HD_UNCHECKED
template <class Source, int I, class Load>
GAMUT_HD GAMUT_INLINE constexpr auto element_of(slot<Source, I> const& leaf, Load const& load) {
  return load(std::integral_constant<int, I>{}, leaf.source);
}
template <class T, class Load>
GAMUT_HD GAMUT_INLINE constexpr T element_of(literal<T> const& leaf, Load const&) {
  return leaf.value;
}
template <class F, class... Args, class Load>
GAMUT_HD GAMUT_INLINE constexpr auto element_of(call<F, Args...> const& node, Load const& load);
template <class F, class... Args, std::size_t... I, class Load>
GAMUT_HD GAMUT_INLINE constexpr auto element_of_call(pack_of<std::index_sequence<I...>, Args...> const& args,
                                                     Load const& load) {
  return apply<F>(element_of(get<I>(args), load)...);
}
GAMUT_HD_UNCHECKED
template <class F, class... Args, class Load>
GAMUT_HD GAMUT_APART constexpr auto element_apart(call<F, Args...> const& node, Load const& load) {
  return element_of_call<F>(node.args, load);
}
template <class F, class... Args, class Load>
GAMUT_HD GAMUT_INLINE constexpr auto element_of(call<F, Args...> const& node, Load const& load) {
  if constexpr (is_apart<call<F, Args...>>)
    return element_apart(node, load);
  else
    return element_of_call<F>(node.args, load);
}

/// Moves every leaf to where it starts: leaf `I` by `offsets[I]`.
template <class Source, int I>
GAMUT_INLINE constexpr void move_leaves(slot<Source, I>& leaf, index const* offsets) {
  leaf.source.advance(offsets[I]);
}
template <class T>
GAMUT_INLINE constexpr void move_leaves(literal<T>&, index const*) {}
template <class F, class... Args>
GAMUT_INLINE constexpr void move_leaves(call<F, Args...>& node, index const* offsets);
template <class... Args, std::size_t... I>
GAMUT_INLINE constexpr void move_all(pack_of<std::index_sequence<I...>, Args...>& args,
                                     index const* offsets) {
  (move_leaves(get<I>(args), offsets), ...);
}
template <class... Args, std::size_t... I>
GAMUT_APART constexpr void move_apart(pack_of<std::index_sequence<I...>, Args...>& args,
                                      index const* offsets) {
  move_all(args, offsets);
}
template <class F, class... Args>
GAMUT_INLINE constexpr void move_leaves(call<F, Args...>& node, index const* offsets) {
  if constexpr (is_apart<call<F, Args...>>)
    move_apart(node.args, offsets);
  else
    move_all(node.args, offsets);
}
/// The same tree with every leaf moved.
template <class Tree>
GAMUT_INLINE constexpr Tree advanced(Tree tree, index const* offsets) {
  move_leaves(tree, offsets);
  return tree;
}

/// How many leaves with memory or a generator an expression has.
template <class E>
inline constexpr int leaf_count = 1;
template <class T>
inline constexpr int leaf_count<constant<T>> = 0;
template <class F, class... Args>
inline constexpr int leaf_count<map<F, Args...>> = (0 + ... + leaf_count<Args>);

/// The bound tree of an expression whose first leaf gets number `First`.
template <int First = 0, class E>
constexpr auto bind_tree(E const& e);

template <class F, int First, class... Args, std::size_t... I>
constexpr auto bind_call(pack_of<std::index_sequence<I...>, Args...> const& args) {
  constexpr auto first = [] {
    struct {
      int at[sizeof...(Args) + 1] = {First};
    } count;
    int i = 0;
    ((count.at[i + 1] = count.at[i] + leaf_count<Args>, ++i), ...);
    return count;
  }();
  auto make = []<class... Bound>(Bound&&... bound) {
    return call<F, Bound...>{pack<Bound...>(std::move(bound)...)};
  };
  return make(bind_tree<first.at[I]>(get<I>(args))...);
}

template <int First, class E>
constexpr auto bind_tree(E const& e) {
  if constexpr (is_constant<E>)
    return literal<typename E::value_type>{e.value()};
  else if constexpr (is_map<E>)
    return bind_call<typename E::function, First>(e.args());
  else
    return slot<decltype(e.bound()), First>{e.bound()};
}

/// Calls `f(leaf)` for every leaf, in the order of their numbers.
template <class E, class F>
constexpr void for_each_leaf(E const& e, F&& f) {
  if constexpr (is_map<E>)
    unpack(e.args(), [&](auto const&... arg) { (for_each_leaf(arg, f), ...); });
  else if constexpr (!is_constant<E>)
    f(e);
}

/// An operand's strides, which nothing sets before they are known.
template <int N>
struct operand_strides {
  index values[N > 0 ? N : 1];

  constexpr operand_strides& operator=(dims<N> const& strides) {
    for (int d = 0; d < N; ++d) values[d] = strides[d];
    return *this;
  }
  GAMUT_HD constexpr index& operator[](int axis) { return values[axis]; }
  GAMUT_HD constexpr index const& operator[](int axis) const { return values[axis]; }
};

/// The loops of one evaluation: extents, and for each of `K` operands its strides and where it starts.
template <int N, int K>
struct nest {
  static constexpr int operands = K;
  int ndim = N;
  dims<N> shape;
  operand_strides<N> strides[K > 0 ? K : 1];
  index offsets[K > 0 ? K : 1];
  /// Whether the operands are whole arrays of this shape, one row after the other, as they were set: a loop
  /// over so many elements then needs no strides.
  bool whole = false;

  constexpr nest() : strides{}, offsets{} {}
  /// Of operands that are set one after the other. Until one is none, all are whole; a nest that is made up
  /// from others' strides never says so. To clear what is set next took a sixth of a small assignment's time.
  constexpr explicit nest(dims<N> const& s) : shape(s), offsets{}, whole(true) {}

  GAMUT_HD constexpr index size(int from = 0) const {
    index n = 1;
    for (int d = from; d < ndim; ++d) n *= shape[d];
    return n;
  }

  template <int M>
  constexpr void set(int operand, layout<M> const& l) {
    layout<N> const wide = broadcast_layout(l, shape);
    strides[operand] = wide.strides;
    offsets[operand] = wide.offset;
    if constexpr (N == M)
      whole = whole && l.shape == shape && l.strides == row_major(shape);
    else
      whole = false;
  }

  constexpr void swap_axes(int a, int b) {
    std::swap(shape[a], shape[b]);
    for (auto& s : strides) std::swap(s[a], s[b]);
  }

  /// Puts axis `order[d]` in place `d`.
  constexpr void permute(dims<N> const& order) {
    nest const from = *this;
    for (int d = 0; d < N; ++d) {
      shape[d] = from.shape[int(order[d])];
      for (int k = 0; k < K; ++k) strides[k][d] = from.strides[k][int(order[d])];
    }
  }

  /// Reorders the axes [begin, end) so that the first operands step least in the last axis, and joins axes
  /// that every operand walks as one. Returns the new end; axes behind it move up.
  constexpr int simplify(int begin, int end) {
    if constexpr (N < 2) return end; // nothing to reorder or to join
    auto size_of = [](index s) { return s < 0 ? -s : s; };
    auto inner_first = [&](int a, int b) { // whether axis a should lie inside axis b
      for (int k = 0; k < K; ++k)
        if (size_of(strides[k][a]) != size_of(strides[k][b]))
          return size_of(strides[k][a]) < size_of(strides[k][b]);
      return false;
    };
    int kept = begin;
    for (int d = begin; d < end; ++d)
      if (shape[d] != 1) move_axis(d, kept++);
    for (int d = begin + 1; d < kept; ++d)
      for (int e = d; e > begin && inner_first(e - 1, e); --e) swap_axes(e - 1, e);
    int joined = begin;
    for (int d = begin; d < kept; ++d) {
      if (d > begin && walks_on(joined - 1, d)) {
        shape[joined - 1] *= shape[d];
        for (auto& s : strides) s[joined - 1] = s[d];
      } else
        move_axis(d, joined++);
    }
    for (int d = end; d < ndim; ++d) move_axis(d, joined + d - end);
    ndim -= end - joined;
    return joined;
  }
  constexpr void simplify() { simplify(0, ndim); }

private:
  constexpr void move_axis(int from, int to) {
    if (from == to) return;
    shape[to] = shape[from];
    for (auto& s : strides) s[to] = s[from];
  }
  constexpr bool walks_on(int outer, int inner) const {
    for (auto const& s : strides)
      if (s[outer] != s[inner] * shape[inner]) return false;
    return true;
  }
};

/// The strides of every leaf of `e` seen with `shape`, from operand `First` on.
template <int First, int N, class E>
constexpr auto bind_nest(E const& e, dims<N> const& shape) {
  nest<N, First + leaf_count<E>> loops(shape);
  int k = First;
  for_each_leaf(e, [&](auto const& leaf) { loops.set(k++, leaf.layout()); });
  return loops;
}

} // namespace gamut::inline GAMUT_ABI::detail
