// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Assignment: the only place where an expression becomes work. It checks shapes and dtypes before anything is
// written, makes a temporary exactly where source and destination overlap harmfully, and hands the bound tree
// to the policy's `assign`, found beside the policy.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/concepts.hpp>
#include <gamut/expr.hpp>
#include <gamut/nan_trap.hpp>
#include <gamut/trace.hpp>

#include <cstdint>
#include <numeric>

namespace gamut::inline GAMUT_ABI {

namespace detail {

template <class A>
inline constexpr bool is_borrowed_view = false;
template <class T, class P, int N>
inline constexpr bool is_borrowed_view<view<borrowed<T, P>, N>> = true;
template <class A>
inline constexpr bool is_writable_view = is_borrowed_view<A>;
template <class T, class P, int N>
inline constexpr bool is_writable_view<view<borrowed<T const, P>, N>> = false;

} // namespace detail

/// What may stand at the left of `=` and `+=`: an array that is not const, or a view of one.
template <class A>
concept assignable = (detail::is_ndarray<std::remove_cvref_t<A>> && std::is_lvalue_reference_v<A> &&
                      !std::is_const_v<std::remove_reference_t<A>>) ||
                     (detail::is_writable_view<std::remove_cvref_t<A>> &&
                      !std::is_const_v<std::remove_reference_t<A>>);

namespace detail {

/// The elements of an array as an assignable view.
template <class T, class P, int N>
constexpr auto const& as_view(view<borrowed<T, P>, N> const& v) {
  return v;
}
template <class T, int N, class P>
constexpr auto as_view(ndarray<T, N, P>& a) {
  return a.view();
}
template <class T, int N, class P>
constexpr auto as_view(ndarray<T, N, P> const& a) {
  return a.view();
}

/// The lowest and one past the highest offset that a layout reaches.
struct reach {
  index low, high;
};
template <int N>
constexpr reach reach_of(layout<N> const& l) {
  reach r{l.offset, l.offset + 1};
  for (int d = 0; d < N; ++d) (l.strides[d] < 0 ? r.low : r.high) += (l.shape[d] - 1) * l.strides[d];
  return r;
}

/// Whether memory of one dtype may be memory of the other: the same, or a complex number's parts.
template <class A, class B>
inline constexpr bool may_share = std::same_as<real_t<A>, real_t<B>>;

/// Whether elements from the one address on and from the other on share memory.
template <class T, class U>
bool meet(T const* to, reach const& a, U const* from, reach const& b) {
  // In whole numbers: an empty array has no address that could be counted from.
  auto const address = [](auto const* p, index by) {
    return reinterpret_cast<std::uintptr_t>(p) + static_cast<std::uintptr_t>(by) * sizeof(*p);
  };
  return address(to, a.high) > address(from, b.low) && address(from, b.high) > address(to, a.low);
}

/// Whether a leaf's memory touches the destination's at all.
template <class Place, int N, class Leaf>
bool touches(Place const& to, layout<N> const& where, Leaf const& leaf) {
  if constexpr (is_borrowed_view<Leaf> || requires { leaf.array(); })
    return meet(to, reach_of(where), leaf.bound().data, reach_of(leaf.layout()));
  else
    return false;
}

/// What lies at a place.
template <class Place>
using placed = std::remove_const_t<element_t<Place>>;

/// Whether elements that share memory with the destination are read anywhere but where each of them is
/// written.
template <class Place, int N, class Leaf>
GAMUT_APART bool conflicts_there(Place const& to, layout<N> const& where, Leaf const& leaf) {
  if constexpr (std::same_as<placed<Place>, typename Leaf::value_type>) {
    auto const& l = leaf.layout();
    index const apart = (leaf.bound().data + l.offset) - (to + where.offset);
    layout<N> const wide = broadcast_layout(l, where.shape);
    bool same = apart == 0;
    index step = 0;
    for (int d = 0; d < N; ++d) {
      if (where.shape[d] <= 1) continue;
      same = same && wide.strides[d] == where.strides[d];
      step = std::gcd(step, std::gcd(wide.strides[d], where.strides[d]));
    }
    return !same && (step == 0 || apart % step == 0);
  }
  return true;
}
/// Whether writing `to` could change what `leaf` still has to read. Disjoint memory cannot, nor can a leaf
/// that reads at every step exactly the element written there, nor interleaved elements (strides' common
/// divisor tells).
template <class Place, int N, class Leaf>
GAMUT_INLINE bool conflicts(Place const& to, layout<N> const& where, Leaf const& leaf) {
  return touches(to, where, leaf) && conflicts_there(to, where, leaf);
}

/// Whether a computation can write its result to such a destination itself, where the shapes are the same.
template <class E, class T, int N>
concept computes_into = computation<E> && std::same_as<typename E::value_type, T> && E::ndim == N;

template <class Place, int N, class E>
bool conflicts_any(Place const& to, layout<N> const& where, E const& from) {
  using T = placed<Place>;
  if constexpr (computes_into<E, T, N>)
    return from.conflicts_with(to, where);
  else if constexpr (computation<E>)
    return false; // its result is there before anything is written
  else if constexpr (is_map<E>)
    return unpack(from.args(), [&](auto const&... arg) { return (conflicts_any(to, where, arg) || ...); });
  else if constexpr (is_borrowed_view<E> || requires { from.array(); }) {
    if constexpr (may_share<T, typename E::value_type>) return conflicts(to, where, from);
  }
  return false;
}

template <class T, class P, class E>
consteval void check_assignable() {
  static_assert(
      common_policy<P, typename E::policy>::same,
      "gamut: the destination lives under another policy than the expression; bring one to the other: "
      "gm::to<gm::device>(a) or gm::to<gm::host>(a)");
  static_assert(
      can_cast_same_kind<typename E::value_type, T>,
      "gamut: the destination's dtype is of a lower kind than the expression's (casting is 'same_kind', "
      "TypeError in NumPy); say so with gm::astype<T>(e)");
}

/// Hands the work to the policy. `where` says where the destination's elements lie, `from` broadcasts to it.
template <class P, class Place, int N, class E>
void run(Place to, layout<N> const& where, E const& from) {
  [[maybe_unused]] traced<P, placed<Place>, E, N> const log(where.shape);
  if constexpr (computes_into<E, placed<Place>, N>)
    if (from.shape() == where.shape) {
      from.evaluate_into(to, where);
      return check_nan<P, E>(to, where);
    }
  if constexpr (computation<E>) {
    auto const result = evaluated(from);
    run<P>(to, where, by_reference(result));
  } else {
    auto loops = bind_nest<1>(from, where.shape);
    loops.set(0, where);
    if (loops.size() == 0) return;
    assign(P{}, to, bind_tree(from), loops);
    check_nan<P, E>(to, where);
  }
}

/// Writes an expression of the destination's shape, or one that is known to broadcast to it.
template <class T, int N, class P, class E>
void assign_fitting(view<borrowed<T, P>, N> const& to, E const& e) {
  if constexpr (is_array<E>)
    assign_fitting(to, by_reference<E>(e));
  else {
    check_assignable<T, P, E>();
    to.source().mark.check();
    auto const memory = to.source().data;
    if (conflicts_any(memory, to.layout(), e)) {
      ndarray<T, N, P> const temporary(to.shape(), e);
      run<P>(memory, to.layout(), by_reference<ndarray<T, N, P>>(temporary));
    } else
      run<P>(memory, to.layout(), e);
  }
}
template <class T, int N, class P, operand E>
void assign_into(view<borrowed<T, P>, N> const& to, E const& e) {
  if constexpr (scalar<E>)
    assign_into(to, keep_scalar<result_type_t<T, weak<E>>>(e));
  else {
    static_assert(E::ndim <= N, "gamut: the expression has more dimensions than the destination");
    auto const shape = e.shape();
    if (!broadcasts_to(shape, to.shape())) throw_unlike_destination(shape, to.shape());
    assign_fitting(to, e);
  }
}

/// `a op= b` is `a[...] = F(a, b)`, and `a` keeps its shape and dtype.
template <class F, class A, class B>
void compound_assign(A& a, B&& b) {
  auto const& to = as_view(a);
  auto const e = make_map<F>(to, std::forward<B>(b));
  if constexpr (!std::is_void_v<decltype(e)>) {
    if (!broadcasts_to(e.shape(), to.shape()))
      throw shape_error(message("non-broadcastable output operand with shape ", to.shape(),
                                " doesn't match the broadcast shape ", e.shape()));
    assign_into(to, e);
  }
}

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
