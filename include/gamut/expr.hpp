// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The expression tree, whole: a number (`constant`), a leaf (an array by reference, or a `view` of a source),
// and `map<F, Args...>`, one function over arguments. Nodes inherit nothing and keep what they need: a named
// array by reference, a temporary by moving it in. Slicing or transposing an expression does so to its leaves
// (`relayout`), so that it stays one lazy, fusable tree.
#pragma once

#include <gamut/concepts.hpp>
#include <gamut/config.hpp>
#include <gamut/layout.hpp>
#include <gamut/lifetime.hpp>
#include <gamut/methods.hpp>
#include <gamut/pack.hpp>
#include <gamut/rules.hpp>
#include <gamut/storage.hpp>

#include <iterator>
#include <tuple>
#include <type_traits>
#include <utility>

namespace gamut::inline GAMUT_ABI {

/// A C++ number inside an expression, already of the dtype it takes there.
template <class T>
class constant {
public:
  using value_type = T;
  using policy = void;
  static constexpr int ndim = 0;

  constexpr explicit constant(T value) : value_(value) {}
  constexpr dims<0> shape() const { return {}; }
  constexpr T value() const { return value_; }

private:
  T value_;
};

namespace detail {

// What a leaf of a bound tree is: trivially copyable, owning nothing, indexed by the offset its strides give.

/// Elements in memory that the executing policy can reach.
template <class T, class Place = T const*>
struct pointer {
  using value_type = T;
  Place data;
  GAMUT_HD GAMUT_INLINE constexpr T operator[](index i) const { return data[i]; }
  GAMUT_HD GAMUT_INLINE constexpr pointer advanced(index by) const { return {data + by}; }
  GAMUT_HD GAMUT_INLINE constexpr void advance(index by) { data += by; }
};

template <class T, class Policy>
using leaf_t = pointer<T, place_t<T const, Policy>>;

/// Elements computed from their offset.
template <class F>
struct computed {
  using value_type = decltype(std::declval<F const&>()(index{}));
  F function;
  index base = 0;
  GAMUT_HD GAMUT_INLINE constexpr value_type operator[](index i) const { return function(base + i); }
  GAMUT_HD GAMUT_INLINE constexpr computed advanced(index by) const { return {function, base + by}; }
  GAMUT_HD GAMUT_INLINE constexpr void advance(index by) { base += by; }
  /// The memory of `count` elements from the `i`-th on where they are some array's neighbours, else null.
  GAMUT_INLINE constexpr value_type const* run(index i, index count) const requires requires(F const& f) {
    f.run(i, count);
  }
  { return function.run(base + i, count); }
};

// What a view looks at: memory of an array that lives elsewhere, memory of its own, or a function of the
// offset.

/// Memory of an array that lives elsewhere; `T` is const where the array is.
template <class T, class Policy>
struct borrowed {
  using value_type = std::remove_const_t<T>;
  using policy = Policy;
  static constexpr bool writable = !std::is_const_v<T>;
  place_t<T, Policy> data;
  [[no_unique_address]] lifetime_mark mark = {};
  constexpr leaf_t<value_type, Policy> bound() const {
    mark.check();
    return {data};
  }
  constexpr decltype(auto) element(index offset) const {
    mark.check();
    return Policy::element(data + offset);
  }
};

/// Memory of a temporary array, moved in.
template <class Storage, class T, class Policy>
struct owned {
  using value_type = T;
  using policy = Policy;
  static constexpr bool writable = false;
  Storage storage;
  constexpr leaf_t<T, Policy> bound() const { return {storage.data()}; }
  constexpr T element(index offset) const { return Policy::element(storage.data() + offset); }
};

/// No memory: a function of the offset, the same under every policy.
template <class F, class Policy>
struct generated {
  using value_type = decltype(std::declval<F const&>()(index{}));
  using policy = Policy;
  static constexpr bool writable = false;
  F function;
  constexpr computed<F> bound() const { return {function}; }
  constexpr value_type element(index offset) const { return function(offset); }
};

/// A named array inside an expression: by reference, as an expression is meant to be evaluated where it is
/// written.
template <class A>
class by_reference {
public:
  using value_type = typename A::value_type;
  using policy = typename A::policy;
  static constexpr int ndim = A::ndim;

  constexpr explicit by_reference(A const& array) : array_(&array) {
    if constexpr (requires { array.mark(); }) mark_ = array.mark();
  }
  constexpr auto shape() const { return array().shape(); }
  constexpr auto layout() const { return array().layout(); }
  constexpr auto bound() const { return array().bound(); }
  constexpr A const& array() const {
    mark_.check();
    return *array_;
  }

private:
  A const* array_;
  [[no_unique_address]] lifetime_mark mark_;
};

} // namespace detail

template <class A>
inline constexpr bool enable_expression<detail::by_reference<A>> = true;

namespace detail {

/// An array with elements of its own (ndarray, mapped_array): named, an expression refers to it.
template <class E>
inline constexpr bool is_array = false;
template <class T, int N, class P>
inline constexpr bool is_array<ndarray<T, N, P>> = true;
template <class E>
inline constexpr bool is_map = false;
template <class F, class... Args>
inline constexpr bool is_map<map<F, Args...>> = true;
template <class E>
inline constexpr bool is_constant = false;
template <class T>
inline constexpr bool is_constant<constant<T>> = true;
template <class E>
inline constexpr bool is_ndarray = false;
template <class T, int N, class P>
inline constexpr bool is_ndarray<ndarray<T, N, P>> = true;

/// An expression that is no elementwise function (a matrix product, chosen elements): it knows how to
/// evaluate itself into memory.
template <class E>
concept computation = requires(E const& e, layout<E::ndim> const& where) {
  e.evaluate_into(nullptr, where);
};
/// A computation that makes an array of its own, whose shape it may learn on the way: chosen elements.
template <class E>
concept delivers = requires(E const& e) {
  e.delivered();
};
/// One that costs more than a pass over its elements.
template <class E>
concept costly = computation<E> && !delivers<E>;

template <class T, int N, class P, operand E>
void assign_into(view<borrowed<T, P>, N> const& to, E const& from);
template <class T, int N, class P, class E>
void assign_fitting(view<borrowed<T, P>, N> const& to, E const& e);
template <expression E>
auto value_of(E const& e);
template <expression E>
auto evaluated(E const& e, source_location where = {});

template <class E, class Rule>
constexpr auto relayout(E&& e, Rule const& rule);

/// `e(args...)`: an element where every axis gets an integer, else a view or a lazy expression.
template <class E, class... I>
constexpr decltype(auto) index_expression(E&& e, I const&... args) {
  return relayout(std::forward<E>(e), [&](auto const& l) { return index_layout(l, args...); });
}

template <int N, class... I>
inline constexpr bool is_element = sizeof...(I) == N && (std::integral<I> && ...);

/// Arguments of `A(...)` of which some are arrays: masks of truth values, or integers.
template <class... I>
concept index_arrays = ((index_argument<I> || expression<I>)&&...) && (expression<I> || ...);
/// One argument that holds several, as `gm::nonzero` and `gm::ix_` give them, and an index of all axes.
template <class I>
concept index_tuple = !index_argument<I> && !expression<I> && requires {
  std::tuple_size<std::remove_cvref_t<I>>::value;
};

/// The elements of a view that arrays name (index.hpp).
template <class Base, class... I>
constexpr auto select_elements(Base base, I&&... args);

/// A list of indices as an array (index.hpp).
template <class P, std::integral I, std::size_t Length>
auto listed_indices(I const (&list)[Length]);

/// `e(get<0>(t), get<1>(t), ...)`.
template <class E, class Tuple>
constexpr decltype(auto) index_by_tuple(E&& e, Tuple&& t) {
  return [&]<std::size_t... I>(std::index_sequence<I...>)->decltype(auto) {
    using std::get;
    return std::forward<E>(e)(get<I>(std::forward<Tuple>(t))...);
  }
  (std::make_index_sequence<std::tuple_size<std::remove_cvref_t<Tuple>>::value>());
}

} // namespace detail

/// The node of the elementwise function `F` over operands; of numbers alone, the value itself.
template <class F, operand... E>
constexpr auto make_map(E&&... e);

namespace fn {
struct conjugate;
struct real;
struct imag;
struct clip;
template <dtype T>
struct convert_to;
} // namespace fn

/// Part of an array, or all of it in another order: the elements of `Source` that a layout names.
/// Copying a view copies the handle; assigning to a view assigns to the elements, as NumPy's `a[...] = b`.
template <class Source, int N>
class view {
public:
  using value_type = typename Source::value_type;
  using policy = typename Source::policy;
  static constexpr int ndim = N;

  constexpr view(Source source, gamut::layout<N> const& where) : source_(std::move(source)), layout_(where) {}
  view(view const&) = default;
  view(view&&) = default;

  constexpr dims<N> const& shape() const { return layout_.shape; }
  /// Steps from one element to the next along each axis, in elements.
  constexpr dims<N> const& strides() const { return layout_.strides; }
  constexpr index size() const { return detail::product(layout_.shape); }
  /// The first element's address.
  constexpr auto* data() const requires requires(Source const& s) { s.data; }
  {
    using detail::as_address;
    return as_address(source_.data + layout_.offset);
  }

  /// Where the first element lies, as the policy says it: for most an address.
  constexpr auto memory() const requires requires(Source const& s) { s.data; }
  { return source_.data + layout_.offset; }

  /// `a[i, j]`, `a[1:, ::2]`, `a[..., None]`: an element, or a view of this view.
  template <index_argument... I>
  constexpr decltype(auto) operator()(I const&... args) const& {
    if constexpr (detail::is_element<N, I...>)
      return source_.element(detail::index_layout(layout_, args...).offset);
    else
      return detail::index_expression(*this, args...);
  }
  template <index_argument... I>
  constexpr decltype(auto) operator()(I const&... args) && {
    if constexpr (detail::is_element<N, I...>)
      return source_.element(detail::index_layout(layout_, args...).offset);
    else
      return detail::index_expression(std::move(*this), args...);
  }
  /// `a[mask]`, `a[rows, columns]`, `a[:, rows]`: the elements that arrays name, read or assigned to.
  template <class... I>
  requires detail::index_arrays<I...>
  constexpr auto operator()(I&&... args) const& {
    return detail::select_elements(*this, std::forward<I>(args)...);
  }
  template <class... I>
  requires detail::index_arrays<I...>
  constexpr auto operator()(I&&... args) && {
    return detail::select_elements(std::move(*this), std::forward<I>(args)...);
  }
  template <detail::index_tuple I>
  constexpr decltype(auto) operator()(I&& args) const {
    return detail::index_by_tuple(*this, std::forward<I>(args));
  }
  /// The transpose: all axes reversed (a.T).
  constexpr auto T() const& { return detail::relayout(*this, detail::reverse_axes<N>); }
  constexpr auto T() && { return detail::relayout(std::move(*this), detail::reverse_axes<N>); }

#define GAMUT_MEMBERS_IN_PLACE
#include <gamut/members.inc>
#undef GAMUT_MEMBERS_IN_PLACE

  /// Assigns every element: `a[...] = b`, with broadcasting; right whatever overlaps.
  template <operand E>
  view& operator=(E const& from) {
    static_assert(Source::writable,
                  "gamut: assignment to a read-only view: of a const array, of a temporary, or of "
                  "one element repeated by broadcast_to");
    if constexpr (Source::writable) detail::assign_into(*this, from);
    return *this;
  }
  view& operator=(view const& from) { return operator=<view>(from); }

  /// The value of a 0-d result.
  constexpr operator value_type() const requires(N == 0) { return source_.element(layout_.offset); }

  class iterator;
  iterator begin() const { return {*this, 0}; }
  iterator end() const { return {*this, size()}; }

  constexpr gamut::layout<N> const& layout() const { return layout_; }
  constexpr auto bound() const { return source_.bound(); }
  constexpr Source const& source() const& { return source_; }
  constexpr Source&& source() && { return std::move(source_); }

private:
  Source source_;
  gamut::layout<N> layout_;
};

/// The elements of a view in row-major order (`a.flat`).
template <class Source, int N>
class view<Source, N>::iterator {
public:
  using value_type = typename view::value_type;
  using difference_type = index;
  using reference = decltype(std::declval<Source const&>().element(index{}));
  using iterator_concept = std::random_access_iterator_tag;
  using iterator_category = std::input_iterator_tag;

  iterator() = default;
  iterator(view const& of, index position) : view_(&of), position_(position) {}

  reference operator*() const { return (*this)[0]; }
  reference operator[](index by) const {
    index offset = view_->layout().offset, rest = position_ + by;
    for (int d = N - 1; d >= 0; --d) {
      offset += rest % view_->shape()[d] * view_->strides()[d];
      rest /= view_->shape()[d];
    }
    return view_->source().element(offset);
  }
  iterator& operator+=(index by) {
    position_ += by;
    return *this;
  }
  iterator& operator-=(index by) { return *this += -by; }
  iterator& operator++() { return *this += 1; }
  iterator& operator--() { return *this -= 1; }
  iterator operator++(int) { return std::exchange(*this, *this + 1); }
  iterator operator--(int) { return std::exchange(*this, *this - 1); }
  friend iterator operator+(iterator i, index by) { return i += by; }
  friend iterator operator+(index by, iterator i) { return i += by; }
  friend iterator operator-(iterator i, index by) { return i -= by; }
  friend index operator-(iterator const& a, iterator const& b) { return a.position_ - b.position_; }
  friend bool operator==(iterator const& a, iterator const& b) { return a.position_ == b.position_; }
  friend auto operator<=>(iterator const& a, iterator const& b) { return a.position_ <=> b.position_; }

private:
  view const* view_ = nullptr;
  index position_ = 0;
};

/// A view of an array's memory, which someone else owns; `array_view<T const, N>` cannot be assigned to.
template <class T, int N, class Policy>
using array_view = view<detail::borrowed<T, Policy>, N>;

/// One function over arguments that broadcast together: every elementwise operation is this node.
template <class F, class... Args>
class map {
public:
  using function = F;
  using value_type = detail::result_t<F, typename Args::value_type...>;
  using policy = typename detail::common_policy<typename Args::policy...>::type;
  static constexpr int ndim = detail::max_ndim<Args::ndim...>;

  constexpr explicit map(Args&&... args) : args_(std::move(args)...) {}

  constexpr dims<ndim> shape() const {
    return detail::unpack(args_, [](auto const&... a) { return broadcast_shapes(a.shape()...); });
  }
  constexpr index size() const { return detail::product(shape()); }

  /// An element of the result, computed; or the part of it that the arguments name, still lazy.
  template <index_argument... I>
  constexpr auto operator()(I const&... args) const& {
    if constexpr (detail::is_element<ndim, I...>)
      return detail::value_of(detail::index_expression(*this, args...));
    else
      return detail::index_expression(*this, args...);
  }
  template <index_argument... I>
  constexpr auto operator()(I const&... args) && {
    if constexpr (detail::is_element<ndim, I...>)
      return detail::value_of(detail::index_expression(*this, args...));
    else
      return detail::index_expression(std::move(*this), args...);
  }
  template <class... I>
  requires detail::index_arrays<I...>
  constexpr auto operator()(I&&... args) const {
    return detail::select_elements(detail::evaluated(*this).view_of_own(), std::forward<I>(args)...);
  }
  template <detail::index_tuple I>
  constexpr decltype(auto) operator()(I&& args) const {
    return detail::index_by_tuple(*this, std::forward<I>(args));
  }
  constexpr auto T() const& { return detail::relayout(*this, detail::reverse_axes<ndim>); }
  constexpr auto T() && { return detail::relayout(std::move(*this), detail::reverse_axes<ndim>); }

#include <gamut/members.inc>

  /// The value of a 0-d result.
  operator value_type() const requires(ndim == 0) { return detail::value_of(*this); }

  constexpr detail::pack<Args...> const& args() const& { return args_; }
  constexpr detail::pack<Args...>&& args() && { return std::move(args_); }

private:
  detail::pack<Args...> args_;
};

namespace detail {

/// What a node keeps of an argument: a named array by reference, a computation as its result, everything else
/// by value.
template <expression E>
constexpr auto keep(E&& e) {
  using A = std::remove_cvref_t<E>;
  if constexpr (is_array<A> && std::is_lvalue_reference_v<E>)
    return by_reference<A>(e);
  else if constexpr (computation<A>)
    return evaluated(e);
  else
    return A(std::forward<E>(e));
}

template <class T, scalar S>
constexpr constant<T> keep_scalar(S const& x) {
  return constant<T>(convert_scalar<T>(x));
}

template <class E>
struct operand_policy {
  using type = policy_t<E>;
};
template <class E>
requires scalar<std::remove_cvref_t<E>>
struct operand_policy<E> {
  using type = void;
};

template <class T, class E>
constexpr auto keep_operand(E&& e) {
  if constexpr (expression<E>)
    return keep(std::forward<E>(e));
  else
    return keep_scalar<T>(e);
}

/// The number that an element is; anything else as it is.
template <class E>
constexpr decltype(auto) read_element(E&& e) {
  if constexpr (element_proxy<E>)
    return value_type_t<E>(e);
  else
    return std::forward<E>(e);
}

template <class F, class... Args>
constexpr auto new_map(Args&&... args) {
  return map<F, Args...>(std::move(args)...);
}

template <class F, class... T, class... E>
constexpr auto make_map_as(types<T...>, E&&... e) {
  if constexpr (requires { F::rule::check(e...); }) F::rule::check(e...);
  if constexpr ((expression<E> || ...)) {
    auto node = new_map<F>(keep_operand<T>(std::forward<E>(e))...);
    (void)node.shape(); // shapes that do not fit are reported here, where the expression is written
    return node;
  } else
    return apply<F>(convert_scalar<T>(e)...);
}

} // namespace detail

/// The node of the elementwise function `F` over operands; of numbers alone, the value itself.
template <class F, operand... E>
constexpr auto make_map(E&&... e) {
  if constexpr ((element_proxy<E> || ...))
    return make_map<F>(detail::read_element(std::forward<E>(e))...);
  else {
    constexpr bool one_policy = detail::common_policy<typename detail::operand_policy<E>::type...>::same;
    constexpr bool defined = detail::applies<F, detail::rule_argument_t<E>...>;
    static_assert(one_policy, "gamut: the operands live under different policies; bring one to the other: "
                              "gm::to<gm::device>(a) or gm::to<gm::host>(a)");
    static_assert(
        !(... || (std::is_lvalue_reference_v<E> && detail::costly<std::remove_cvref_t<E>>)),
        "gamut: a matrix product kept in `auto` is not computed yet, and would be computed at every "
        "use; name its result: gm::ndarray c = gm::matmul(a, b);");
    static_assert(defined,
                  "gamut: the function is not defined for operands of these dtypes (TypeError in NumPy); "
                  "cast one with gm::astype<T>(a)");
    if constexpr (one_policy && defined)
      return detail::make_map_as<F>(detail::operands_of<F, detail::rule_argument_t<E>...>{},
                                    std::forward<E>(e)...);
  }
}

namespace detail {

template <class Source, int N>
constexpr auto make_view(Source source, layout<N> const& where) {
  return view<Source, N>(std::move(source), where);
}

/// Applies a rule of layouts to every leaf below `e`, each first broadcast to the shape of the whole. The one
/// way in which slices, transposes, new axes and broadcasts reach an array, a view or an expression.
template <class E, class Rule>
constexpr auto relayout(E&& e, Rule const& rule) {
  using A = std::remove_cvref_t<E>;
  if constexpr (is_constant<A>)
    return e;
  else if constexpr (computation<A>)
    return relayout(evaluated(e), rule);
  else if constexpr (is_map<A>) {
    auto below = [shape = e.shape(), &rule](auto const& l) { return rule(broadcast_layout(l, shape)); };
    return unpack(std::forward<E>(e).args(), [&]<class... Arg>(Arg&&... arg) {
      return new_map<typename A::function>(relayout(std::forward<Arg>(arg), below)...);
    });
  } else if constexpr (requires { e.array(); })
    return relayout(e.array(), rule);
  else if constexpr (requires { e.source(); }) {
    auto where = rule(e.layout());
    return make_view(std::forward<E>(e).source(), where);
  } else {
    auto where = rule(e.layout());
    return make_view(std::forward<E>(e).to_source(), where);
  }
}

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
