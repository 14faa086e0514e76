// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Several results in one pass over memory: `gm::tie(y, z) = gm::fuse(a * b, a + b)`. What two results read is
// then read once. A reduction takes part as gm::deferred::sum(e) and the like: gm::sum itself computes at
// once.
#pragma once

#include <gamut/eval.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/reduce.hpp>

#include <tuple>

namespace gamut::inline GAMUT_ABI {

namespace detail {

// What a backend's `fuse` receives: statements over the operands of one nest. Operand `First` is where the
// result goes, the leaves of the tree are the operands behind it.

/// `to[...] = tree`.
template <class Place, class Tree, int First, int Count>
struct assignment {
  static constexpr int first = First, operands = Count;
  Place to;
  Tree tree;
};
/// `*to = ` the fold of all elements of `tree`.
template <class F, class Place, class Tree, int First, int Count>
struct folding {
  static constexpr int first = First, operands = Count;
  Place to;
  Tree tree;
};

/// The loops of one statement.
template <class Statement, int N, int K>
auto loops_of(nest<N, K> const& all) {
  nest<N, Statement::operands> loops;
  loops.ndim = all.ndim;
  loops.shape = all.shape;
  for (int k = 0; k < Statement::operands; ++k) {
    loops.strides[k] = all.strides[Statement::first + k];
    loops.offsets[k] = all.offsets[Statement::first + k];
  }
  return loops;
}

/// A statement in a pass of its own.
template <class P, class Place, class Tree, int First, int Count, int N, int K>
void run_alone(P, assignment<Place, Tree, First, Count> const& s, nest<N, K> const& all) {
  auto loops = loops_of<assignment<Place, Tree, First, Count>>(all);
  assign(P{}, s.to, s.tree, loops);
}
template <class P, class F, class Place, class Tree, int First, int Count, int N, int K>
void run_alone(P, folding<F, Place, Tree, First, Count> const& s, nest<N, K> const& all) {
  fold<0>(P{}, F{}, s.to, s.tree, loops_of<folding<F, Place, Tree, First, Count>>(all));
}

/// A reduction over all axes that is computed in somebody's pass.
template <class F, class E>
struct deferred_reduction {
  using accumulator = value_type_t<E>;
  E operand;
};
template <class R>
inline constexpr bool is_deferred = false;
template <class F, class E>
inline constexpr bool is_deferred<deferred_reduction<F, E>> = true;

template <class F, class E>
auto defer(E&& e) {
  using A = typename F::template accumulator<value_type_t<E>>;
  auto operand = [&] {
    if constexpr (std::same_as<value_type_t<E>, A>)
      return keep(std::forward<E>(e));
    else
      return make_map<fn::convert_to<A>>(std::forward<E>(e));
  }();
  return deferred_reduction<F, decltype(operand)>{std::move(operand)};
}

} // namespace detail

/// Reductions over all axes that take part in a pass with others: `gm::tie(y, s) = gm::fuse(a * b,
/// gm::deferred::sum(a))`.
namespace deferred {
#define GAMUT_DEFERRED(name)                                                                                 \
  template <expression E>                                                                                    \
  auto name(E&& e) {                                                                                         \
    return detail::defer<fn::name>(std::forward<E>(e));                                                      \
  }
GAMUT_DEFERRED(sum)
GAMUT_DEFERRED(prod)
GAMUT_DEFERRED(min)
GAMUT_DEFERRED(max)
GAMUT_DEFERRED(all)
GAMUT_DEFERRED(any)
#undef GAMUT_DEFERRED
} // namespace deferred

namespace detail {

/// What a fused pass computes: an expression as it is, or the operand of a reduction.
template <class R>
constexpr auto const& computed_by(R const& result) {
  if constexpr (is_deferred<R>)
    return result.operand;
  else
    return result;
}
/// What a pass keeps of a result.
template <class R>
auto keep_result(R&& result) {
  if constexpr (expression<R>)
    return keep(std::forward<R>(result));
  else
    return std::forward<R>(result);
}
template <class R>
using computed_type = std::remove_cvref_t<decltype(computed_by(std::declval<R const&>()))>;

} // namespace detail

/// Results that will be computed together: assign it to `gm::tie(...)`, or `gm::copy` it to a tuple of
/// arrays.
template <class... R>
class fused {
  using common = detail::common_policy<policy_t<detail::computed_type<R>>...>;

public:
  using policy =
      std::conditional_t<std::is_void_v<typename common::type>, default_policy, typename common::type>;
  static constexpr int ndim = detail::max_ndim<ndim_v<detail::computed_type<R>>...>;

  constexpr explicit fused(R... results) : results_(std::move(results)...) {
    static_assert(common::same, "gamut: the results of one pass live under different policies; bring one to "
                                "the other: gm::to<gm::device>(a) or gm::to<gm::host>(a)");
    static_assert(((ndim_v<detail::computed_type<R>> == ndim) && ...),
                  "gamut: the results of one pass have one shape; bring the smaller to it: "
                  "gm::broadcast_to(e, shape)");
    shape_ = detail::computed_by(get<0>(results_)).shape();
    detail::unpack(results_, [&](auto const&... r) { (check(detail::computed_by(r).shape()), ...); });
  }
  /// Of every result, and of what is reduced.
  dims<ndim> const& shape() const { return shape_; }
  detail::pack<R...> const& results() const { return results_; }

private:
  void check(dims<ndim> const& shape) const {
    if (shape != shape_)
      throw shape_error(
          detail::message("the results of one pass have one shape, not ", shape_, " and ", shape));
  }
  detail::pack<R...> results_;
  dims<ndim> shape_;
};

namespace detail {

/// Whether an expression reads any of a destination's memory.
template <class Place, int N, class E>
bool reads(E const& e, Place const& to, layout<N> const& where) {
  bool found = false;
  for_each_leaf(e, [&](auto const& leaf) { found = found || touches(to, where, leaf); });
  return found;
}

/// Where result `I` of a pass goes: straight to its destination, or to an array of its own first.
template <class To, class R, int N, class P>
class target {
public:
  using T = value_type_t<To>;
  static_assert(assignable<To&>, "gamut: a result of a pass is assigned to an array or to a view of one");
  static_assert(is_ndarray<To> ? To::ndim == N : To::ndim >= N,
                "gamut: the expression has another number of dimensions than its destination");

  /// `alone` says that nothing else in the pass reads or writes there.
  target(To& to, dims<N> const& shape, bool alone) : to_(to) {
    check_assignable<T, policy_t<To>, R>();
    if (!is_ndarray<To> && !broadcasts_to(shape, to.shape())) throw_unlike_destination(shape, to.shape());
    if constexpr (To::ndim == N) in_place_ = alone && to.shape() == shape;
    if (!in_place_) own_ = ndarray<T, N, P>(shape);
  }
  place_t<T, P> memory() { return in_place_ ? as_view(to_).source().data : own_.memory(); }
  gamut::layout<N> layout() const {
    if constexpr (To::ndim == N)
      if (in_place_) return as_view(to_).layout();
    return own_.layout();
  }
  void finish() {
    if (in_place_) return;
    if constexpr (std::same_as<To, ndarray<T, N, P>>)
      to_ = std::move(own_);
    else
      to_ = own_;
  }
  template <int First, int Count, class Tree>
  auto statement(Tree const& tree) {
    return assignment<place_t<T, P>, Tree, First, Count>{memory(), tree};
  }

private:
  To& to_;
  bool in_place_ = false;
  ndarray<T, N, P> own_;
};
/// A reduction's value goes to a number or to a 0-d array.
template <class To, class F, class E, int N, class P>
class target<To, deferred_reduction<F, E>, N, P> {
public:
  using T = value_type_t<E>;

  target(To& to, dims<N> const& shape, bool) : to_(to), value_(F::template identity<T>()) {
    if constexpr (requires { F::needs_elements; })
      if (product(shape) == 0) throw value_error(F::needs_elements);
  }
  auto layout() const { return gamut::layout<0>{}; }
  void finish() {
    if constexpr (scalar<To>)
      to_ = static_cast<To>(T(value_));
    else
      to_ = value_;
  }
  template <int First, int Count, class Tree>
  auto statement(Tree const& tree) {
    return folding<F, place_t<T, P>, Tree, First, Count>{value_.memory(), tree};
  }

private:
  To& to_;
  ndarray<T, 0, P> value_;
};

/// Runs a pass: the targets in the order of the results.
template <class... R, class... Target, std::size_t... I>
void run_together(fused<R...> const& all, std::tuple<Target...>& targets, std::index_sequence<I...>) {
  using P = typename fused<R...>::policy;
  constexpr auto first = [] { // the operand that each statement starts with
    struct {
      int at[sizeof...(R) + 1] = {};
    } count;
    int i = 0;
    ((count.at[i + 1] = count.at[i] + 1 + leaf_count<computed_type<R>>, ++i), ...);
    return count;
  }();
  nest<fused<R...>::ndim, first.at[sizeof...(R)]> loops;
  loops.shape = all.shape();
  auto const bind = [&](int operand, auto const& layout, auto const& e) {
    loops.set(operand++, layout);
    for_each_leaf(e, [&](auto const& leaf) { loops.set(operand++, leaf.layout()); });
  };
  (bind(first.at[I], std::get<I>(targets).layout(), computed_by(get<I>(all.results()))), ...);
  auto const statement = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
    return std::get<K>(targets).template statement<first.at[K], first.at[K + 1] - first.at[K]>(
        bind_tree(computed_by(get<K>(all.results()))));
  };
  if (loops.size() > 0) fuse(P{}, loops, statement(std::integral_constant<std::size_t, I>{})...);
  (std::get<I>(targets).finish(), ...);
}

/// Whether result `K` of a pass can be written in place: nothing but its own expression, element by element,
/// reads there, and nothing else writes there.
template <std::size_t K, class... R, class... To, std::size_t... I>
bool stands_alone(fused<R...> const& all, std::tuple<To&...> const& destinations, std::index_sequence<I...>) {
  using result = std::tuple_element_t<K, std::tuple<To...>>;
  if constexpr (scalar<result>)
    return true;
  else if constexpr (ndim_v<result> != fused<R...>::ndim)
    return false;
  else {
    auto const& to = as_view(std::get<K>(destinations));
    auto const memory = to.source().data;
    if (to.shape() != all.shape()) return false;
    auto const apart = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
      auto const& e = computed_by(get<J>(all.results()));
      if constexpr (J == K)
        return !conflicts_any(memory, to.layout(), e);
      else if constexpr (scalar<std::tuple_element_t<J, std::tuple<To...>>>)
        return !reads(e, memory, to.layout());
      else
        return !reads(e, memory, to.layout()) &&
               !touches(memory, to.layout(), as_view(std::get<J>(destinations)));
    };
    return (apart(std::integral_constant<std::size_t, I>{}) && ...);
  }
}

} // namespace detail

template <class P, class Q>
class fused_products;

/// Arrays, expressions and numbers as one argument, referred to: the destinations of several results, or what
/// `concatenate` and its like join. It is meant to be used where it is written.
template <class... To>
class tied : public std::tuple<To...> {
public:
  using std::tuple<To...>::tuple;

  /// Computes the results in one pass over memory. Each has the value that it has if all are computed before
  /// any is assigned (`y, z = a * b, a + b`). Throws `shape_error` where a result does not fit its view.
  template <class... R>
  void operator=(fused<R...> const& all) const {
    static_assert(sizeof...(R) == sizeof...(To), "gamut: a pass has as many destinations as results");
    if constexpr (sizeof...(R) == sizeof...(To)) assign(all, std::index_sequence_for<R...>{});
  }

  /// The same of two products that read one matrix.
  template <class P, class Q>
  void operator=(fused_products<P, Q> const& both) const {
    put_each<true>(both, [](auto& to, auto& value) { to = std::move(value); });
  }
  /// `y += a @ x; z += w @ a`, both computed before anything is added. Throws `shape_error` where a product
  /// does not fit.
  template <class P, class Q>
  void operator+=(fused_products<P, Q> const& both) const {
    put_each<false>(both, [](auto& to, auto& value) { to += value; });
  }

private:
  template <bool Resize, class Products, class F>
  void put_each(Products const& both, F const& put) const {
    static_assert(sizeof...(To) == 2, "gamut: a pass has as many destinations as results");
    auto values = both.computed();
    auto const check = [&]<class Y>(Y const& to, auto const& value) {
      if (!(Resize && detail::is_ndarray<Y>)&&!detail::broadcasts_to(value.shape(), to.shape()))
        detail::throw_unlike_destination(value.shape(), to.shape());
    };
    check(std::get<0>(*this), std::get<0>(values));
    check(std::get<1>(*this), std::get<1>(values));
    put(std::get<0>(*this), std::get<0>(values));
    put(std::get<1>(*this), std::get<1>(values));
  }
  template <class... R, std::size_t... I>
  void assign(fused<R...> const& all, std::index_sequence<I...> each) const {
    using pass = fused<R...>;
    std::tuple<std::remove_reference_t<To>&...> const to(std::get<I>(*this)...);
    std::tuple<detail::target<std::remove_reference_t<To>, R, pass::ndim, typename pass::policy>...> targets{
        detail::target<std::remove_reference_t<To>, R, pass::ndim, typename pass::policy>(
            std::get<I>(to), all.shape(), detail::stands_alone<I>(all, to, each))...};
    detail::run_together(all, targets, each);
  }
};

/// Several as one: `gm::tie(y, z) = gm::fuse(a * b, a + b)`; `gm::concatenate(gm::tie(a, b), 1)` is
/// np.concatenate((a, b), axis=1).
template <class... To>
constexpr tied<To&&...> tie(To&&... to) {
  return tied<To&&...>(std::forward<To>(to)...);
}

/// Several results of one shape in one pass over memory: expressions, and reductions of `gm::deferred`. In
/// NumPy, `y, s = a * b, np.sum(a)`, which reads `a` twice. Throws `shape_error` where the shapes differ.
template <class... R>
requires(sizeof...(R) > 0 &&
         ((expression<R> || detail::is_deferred<std::remove_cvref_t<R>>)&&...)) auto fuse(R&&... results) {
  auto const make = []<class... Kept>(Kept... kept) { return fused<Kept...>(std::move(kept)...); };
  return make(detail::keep_result(std::forward<R>(results))...);
}

/// The results of a pass as a tuple of arrays: `auto [y, s] = gm::copy(gm::fuse(a * b,
/// gm::deferred::sum(a)))`.
template <class... R>
auto copy(fused<R...> const& all) {
  using pass = fused<R...>;
  std::tuple<ndarray<value_type_t<detail::computed_type<R>>, detail::is_deferred<R> ? 0 : pass::ndim,
                     typename pass::policy>...>
      results;
  std::apply([&](auto&... result) { gamut::tie(result...) = all; }, results);
  return results;
}

} // namespace gamut::inline GAMUT_ABI

template <class... To>
struct std::tuple_size<gamut::tied<To...>> : std::tuple_size<std::tuple<To...>> {};
template <std::size_t I, class... To>
struct std::tuple_element<I, gamut::tied<To...>> : std::tuple_element<I, std::tuple<To...>> {};
