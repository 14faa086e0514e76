// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// ndarray<T, N, Policy>: an array that owns its elements, in row-major order, under a policy. It copies like
// a std::vector; its slices and transposes are views of it.
#pragma once

#include <gamut/concepts.hpp>
#include <gamut/default_policy.hpp>
#include <gamut/eval.hpp>
#include <gamut/expr.hpp>
#include <gamut/layout.hpp>
#include <gamut/storage.hpp>

#include <span>
#include <utility>

namespace gamut::inline GAMUT_ABI {

/// An N-dimensional array of `Element` (np.ndarray): owning, contiguous, 64-byte aligned, row-major.
template <class Element, int N, class Policy = default_policy>
class ndarray {
  static_assert(gamut::dtype<Element>,
                "gamut: an array's elements are bool, integers, float, double or std::complex of those");
  static_assert(N >= 0, "gamut: an array has zero or more dimensions");
  using storage_type = typename detail::storage_of<Element, N, Policy>::type;

public:
  using value_type = Element;
  using policy = Policy;
  static constexpr int ndim = N;

  /// An empty array; of no dimensions, one zero.
  ndarray() requires(N > 0) = default;
  ndarray() requires(N == 0) : storage_(1) { *this = Element{}; }

  /// An array of that shape whose elements are not initialised (np.empty).
  /// Throws `value_error` for a negative extent or a size that overflows.
  explicit ndarray(dims<N> const& shape, source_location where = source_location::current())
      : shape_(shape), storage_(shape, detail::checked_size<Element>(shape, where)) {}

  /// The elements of an expression, evaluated in one pass: `gm::ndarray y = a * b + c;`.
  template <expression E>
  requires(!std::same_as<E, ndarray> && !detail::delivers<E>)
      ndarray(E const& e, source_location where = source_location::current())
      : ndarray(e.shape(), e, where) {
    static_assert(E::ndim == N, "gamut: the expression has another number of dimensions than the array");
  }
  template <detail::delivers E>
  ndarray(E const& e, source_location = source_location::current()) : ndarray(e.delivered()) {
    static_assert(E::ndim == N, "gamut: the expression has another number of dimensions than the array");
  }
  /// The same, repeated to a shape that the expression broadcasts to. Throws `shape_error` where it does not.
  template <expression E>
  ndarray(dims<N> const& shape, E const& e, source_location where = source_location::current())
      : ndarray(shape, where) {
    if (!detail::broadcasts_to(e.shape(), shape)) detail::throw_unlike_destination(e.shape(), shape, where);
    evaluate(e);
  }
  /// A 0-d array of one value.
  template <scalar S>
  ndarray(S const& value) requires(N == 0) : storage_(1) {
    *this = value;
  }

  ndarray(ndarray const&) = default;
  ndarray(ndarray&& other) noexcept
      : shape_(std::exchange(other.shape_, {})), storage_(std::move(other.storage_)) {}
  ndarray& operator=(ndarray const& other) {
    if (this == &other) return *this;
    if (shape_ == other.shape_)
      evaluate(other);
    else
      *this = ndarray(other);
    return *this;
  }
  ndarray& operator=(ndarray&& other) noexcept {
    shape_ = std::exchange(other.shape_, {});
    storage_ = std::move(other.storage_);
    return *this;
  }

  /// Evaluates the expression into this array, which takes its shape; right whatever the expression reads of
  /// it. The old elements stay where evaluation fails.
  template <expression E>
  requires(!std::same_as<E, ndarray>) ndarray& operator=(E const& e) {
    static_assert(E::ndim == N, "gamut: the expression has another number of dimensions than the array");
    if (e.shape() == shape_)
      detail::assign_fitting(view(), e);
    else
      *this = ndarray(e);
    return *this;
  }
  /// Every element becomes that number (a[...] = x).
  template <scalar S>
  ndarray& operator=(S const& value) {
    view() = value;
    return *this;
  }

  constexpr dims<N> const& shape() const { return shape_; }
  /// Steps from one element to the next along each axis, in elements.
  constexpr dims<N> strides() const { return detail::row_major(shape_); }
  constexpr index size() const { return detail::product(shape_); }
  /// What the elements are, the bytes of one and of all (a.dtype, a.itemsize, a.nbytes).
  static constexpr dtype_value<Element> dtype() { return {}; }
  static constexpr index itemsize() { return index(sizeof(Element)); }
  constexpr index nbytes() const { return size() * itemsize(); }
  /// The first element's address.
  constexpr Element* data() GAMUT_LIFETIMEBOUND {
    using detail::as_address;
    return as_address(storage_.data());
  }
  constexpr Element const* data() const GAMUT_LIFETIMEBOUND {
    using detail::as_address;
    return as_address(storage_.data());
  }
  /// Where the first element lies, as the policy says it: for most an address.
  constexpr place_t<Element, Policy> memory() { return storage_.data(); }
  constexpr place_t<Element const, Policy> memory() const { return storage_.data(); }

  /// `a[i, j]`, `a[1:, ::2]`, `a[..., None]`: an element where every axis gets an integer, else a view.
  /// Integers from the end are negative. Elements are not bounds-checked unless GAMUT_CHECKED; views are.
  template <index_argument... I>
      constexpr decltype(auto) operator()(I const&... args) & GAMUT_LIFETIMEBOUND {
    if constexpr (detail::is_element<N, I...>)
      return Policy::element(memory() + offset(args...));
    else
      return detail::index_expression(*this, args...);
  }
  template <index_argument... I>
  constexpr decltype(auto) operator()(I const&... args) const& GAMUT_LIFETIMEBOUND {
    if constexpr (detail::is_element<N, I...>)
      return Policy::element(memory() + offset(args...));
    else
      return detail::index_expression(*this, args...);
  }
  template <index_argument... I>
  constexpr auto operator()(I const&... args) && {
    if constexpr (detail::is_element<N, I...>)
      return Element(Policy::element(memory() + offset(args...)));
    else
      return detail::index_expression(std::move(*this), args...);
  }

  /// `a[mask]`, `a[rows, columns]`, `a[:, rows]`: the elements that arrays of truth values or of integers
  /// name, by NumPy's rules. Read, a copy of them; assigned to, or with `+=`, the elements themselves.
  /// Throws `index_error` for an index out of bounds, arrays that do not fit each other, or a mask of another
  /// shape, before anything is written.
  template <class... I>
  requires detail::index_arrays<I...>
  constexpr auto operator()(I&&... args) & GAMUT_LIFETIMEBOUND {
    return detail::select_elements(view(), std::forward<I>(args)...);
  }
  template <class... I>
  requires detail::index_arrays<I...>
  constexpr auto operator()(I&&... args) const& GAMUT_LIFETIMEBOUND {
    return detail::select_elements(view(), std::forward<I>(args)...);
  }
  template <class... I>
  requires detail::index_arrays<I...>
  constexpr auto operator()(I&&... args) && {
    return detail::select_elements(std::move(*this).view_of_own(), std::forward<I>(args)...);
  }
  /// The same of several indices in one: those that `nonzero`, `ix_`, `ndindex` give.
  template <detail::index_tuple I>
      constexpr decltype(auto) operator()(I&& args) & GAMUT_LIFETIMEBOUND {
    return detail::index_by_tuple(*this, std::forward<I>(args));
  }
  template <detail::index_tuple I>
  constexpr decltype(auto) operator()(I&& args) const& GAMUT_LIFETIMEBOUND {
    return detail::index_by_tuple(*this, std::forward<I>(args));
  }
  template <detail::index_tuple I>
  constexpr auto operator()(I&& args) && {
    return detail::index_by_tuple(std::move(*this), std::forward<I>(args));
  }

  /// The transpose: a view with all axes reversed (a.T).
  constexpr auto T() & GAMUT_LIFETIMEBOUND { return detail::relayout(*this, detail::reverse_axes<N>); }
  constexpr auto T() const& GAMUT_LIFETIMEBOUND { return detail::relayout(*this, detail::reverse_axes<N>); }
  constexpr auto T() && { return detail::relayout(std::move(*this), detail::reverse_axes<N>); }

#define GAMUT_MEMBERS_IN_PLACE
#include <gamut/members.inc>
#undef GAMUT_MEMBERS_IN_PLACE

  /// The elements of a temporary in another shape of as many: it gives them away.
  template <int M>
  requires(N > 0 && M > 0) constexpr ndarray<Element, M, Policy> in_shape(dims<M> const& shape) && {
    shape_ = {};
    return {shape, std::move(storage_)};
  }
  /// All elements as an assignable view (a[...]).
  constexpr auto view() & GAMUT_LIFETIMEBOUND { return detail::make_view(to_source(), layout()); }
  constexpr auto view() const& GAMUT_LIFETIMEBOUND { return detail::make_view(to_source(), layout()); }
  constexpr auto view() && { return std::move(*this).view_of_own(); }
  /// The elements' bits as elements of another dtype of the same size, lazily and to be read
  /// (a.view(np.int64)).
  template <class To>
  constexpr auto view() const& GAMUT_LIFETIMEBOUND {
    static_assert(sizeof(To) == sizeof(Element), "gamut: a view as another dtype needs one of the same size");
    return make_map<fn::reinterpreted<To>>(*this);
  }
  template <class To>
  constexpr auto view() && {
    static_assert(sizeof(To) == sizeof(Element), "gamut: a view as another dtype needs one of the same size");
    return make_map<fn::reinterpreted<To>>(std::move(*this));
  }
  /// All elements as a view that owns them.
  constexpr auto view_of_own() && {
    auto const where = layout();
    return detail::make_view(std::move(*this).to_source(), where);
  }

  /// The elements as a contiguous range of the standard library, where the policy's memory is this process's.
  std::span<Element> span() & GAMUT_LIFETIMEBOUND requires addressable<Policy> {
    return {data(), std::size_t(size())};
  }
  std::span<Element const> span() const& GAMUT_LIFETIMEBOUND requires addressable<Policy> {
    return {data(), std::size_t(size())};
  }
  /// A temporary's elements would be gone before the span: name the array first.
  std::span<Element const> span() const&& = delete;
  Element* begin() GAMUT_LIFETIMEBOUND requires addressable<Policy> { return data(); }
  Element* end() requires addressable<Policy> { return data() + size(); }
  Element const* begin() const GAMUT_LIFETIMEBOUND requires addressable<Policy> { return data(); }
  Element const* end() const requires addressable<Policy> { return data() + size(); }

  /// The value of a 0-d result. On a device this waits for it; nothing else does.
  constexpr operator Element() const requires(N == 0) { return Policy::element(memory()); }

  constexpr gamut::layout<N> layout() const { return detail::row_major_layout(shape_); }
  constexpr detail::leaf_t<Element, Policy> bound() const { return {memory()}; }
  constexpr detail::borrowed<Element, Policy> to_source() & { return {memory(), detail::mark_of(storage_)}; }
  constexpr detail::borrowed<Element const, Policy> to_source() const& {
    return {memory(), detail::mark_of(storage_)};
  }
  /// While the array lives, under GAMUT_CHECKED.
  constexpr detail::lifetime_mark mark() const { return life_.mark(); }
  constexpr detail::owned<storage_type, Element, Policy> to_source() && { return {std::move(storage_)}; }

private:
  template <class, int, class>
  friend class ndarray;
  constexpr ndarray(dims<N> const& shape, storage_type&& storage)
      : shape_(shape), storage_(std::move(storage)) {}

  template <class... I>
  constexpr index offset(I... i) const {
    index at = 0;
    int axis = 0;
    ((at = at * shape_[axis] + element_index(index(i), axis), ++axis), ...);
    return at;
  }
  constexpr index element_index(index i, int axis) const {
#if GAMUT_CHECKED
    return detail::normalize_index(i, shape_[axis], axis);
#else
    return i < 0 ? i + shape_[axis] : i;
#endif
  }
  /// Evaluates into memory that nothing else refers to.
  template <class E>
  void evaluate(E const& e) {
    detail::check_assignable<Element, Policy, E>();
    if constexpr (detail::is_ndarray<E>)
      detail::run<Policy>(memory(), layout(), detail::by_reference<E>(e));
    else if constexpr (detail::computes_into<E, Element, N>) {
      e.evaluate_into(memory(), layout());
      detail::check_nan<Policy, E>(memory(), layout());
    } else
      detail::run<Policy>(memory(), layout(), e);
  }

  dims<N> shape_;
  storage_type storage_;
  [[no_unique_address]] detail::object_lifetime life_;
};

template <expression E>
ndarray(E const&, source_location = {})
    -> ndarray<value_type_t<E>, ndim_v<E>,
               std::conditional_t<std::is_void_v<policy_t<E>>, default_policy, policy_t<E>>>;

namespace detail {

template <expression E>
auto value_of(E const& e) {
  using T = value_type_t<E>;
  return T(ndarray<T, 0, policy_t<E>>(e));
}

/// The expression in an array of its own.
template <expression E>
auto evaluated(E const& e, source_location where) {
  using P = std::conditional_t<std::is_void_v<policy_t<E>>, default_policy, policy_t<E>>;
  if constexpr (delivers<E>)
    return e.delivered();
  else
    return ndarray<value_type_t<E>, ndim_v<E>, P>(e.shape(), e, where);
}

} // namespace detail

/// The expression evaluated into an array of its own; of an array, a copy (np.copy).
template <expression E>
auto eval(E const& e, source_location where = source_location::current()) {
  return detail::evaluated(e, where);
}
template <expression E>
auto copy(E const& e, source_location where = source_location::current()) {
  return detail::evaluated(e, where);
}

} // namespace gamut::inline GAMUT_ABI
