// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays whose memory someone else made and which somebody has to free: a pointer with its deleter, a
// std::vector that is moved in, a file's mapping, a tensor of another library. A shared_array is a handle,
// whose copies share the memory; its slices refer to it as an ndarray's do, and a temporary's keep it.
#pragma once

#include <gamut/ndarray.hpp>
#include <gamut/operators.hpp>

#include <memory>
#include <ranges>
#include <type_traits>
#include <utility>

namespace gamut::inline GAMUT_ABI {

template <class T, int N, class Policy = default_policy>
class shared_array;
template <class T, int N, class P>
inline constexpr bool enable_expression<shared_array<T, N, P>> = true;

namespace detail {

template <class T, int N, class P>
inline constexpr bool is_array<shared_array<T, N, P>> = true;

/// What a view of a temporary handle owns: its share of the memory.
template <class T>
struct shared_storage {
  std::shared_ptr<void const> owner;
  T* first;
  T* data() const { return first; }
};

} // namespace detail

/// An array of memory that it shares: an expression, indexed and sliced as an ndarray. `Stored` is const
/// where the elements may not be written. The last copy frees the memory; `gm::copy` makes an array of its
/// own.
template <class Stored, int N, class Policy>
class shared_array {
  using Element = std::remove_const_t<Stored>;
  static_assert(has_addresses<Policy>, "gamut: the policy's memory has no addresses that could be shared");

public:
  using value_type = Element;
  using policy = Policy;
  static constexpr int ndim = N;

  /// The elements that `where` names from `first` on, in memory that lives as long as `owner`.
  shared_array(std::shared_ptr<void const> owner, Stored* first, gamut::layout<N> const& where)
      : owner_(std::move(owner)), first_(first), layout_(where) {}
  shared_array(shared_array const&) = default;

  constexpr dims<N> const& shape() const { return layout_.shape; }
  /// Steps from one element to the next along each axis, in elements.
  constexpr dims<N> const& strides() const { return layout_.strides; }
  constexpr index size() const { return detail::product(layout_.shape); }
  static constexpr dtype_value<Element> dtype() { return {}; }
  static constexpr index itemsize() { return index(sizeof(Element)); }
  constexpr index nbytes() const { return size() * itemsize(); }
  /// The first element.
  Stored* data() const { return first_ + layout_.offset; }
  Stored* memory() const { return data(); }
  /// What keeps the memory.
  std::shared_ptr<void const> const& owner() const { return owner_; }

  /// `m[i, j]`, `m[1:, ::2]`, `m[mask]`, as those of an ndarray.
  template <index_argument... I>
  decltype(auto) operator()(I const&... args) const& {
    return view()(args...);
  }
  template <class... I>
  requires(detail::index_arrays<I...> || (detail::index_tuple<I> && ...)) decltype(auto)
  operator()(I&&... args) const& {
    return view()(std::forward<I>(args)...);
  }
  template <index_argument... I>
  auto operator()(I const&... args) && {
    if constexpr (detail::is_element<N, I...>)
      return Element(view()(args...));
    else
      return detail::index_expression(std::move(*this), args...);
  }
  /// The transpose: a view with all axes reversed (m.T).
  auto T() const& { return view().T(); }
  auto T() && { return detail::relayout(std::move(*this), detail::reverse_axes<N>); }

#include <gamut/members.inc>

  /// All elements as a view, assignable where they may be written.
  auto view() const { return detail::make_view(to_source(), layout_); }

  /// Every element is assigned to (m[...] = e), by the rules of views.
  template <operand E>
  shared_array& operator=(E const& e) {
    view() = e;
    return *this;
  }
  shared_array& operator=(shared_array const& e) { return operator=<shared_array>(e); }
#define GAMUT_IN_PLACE(op)                                                                                   \
  template <operand E>                                                                                       \
  shared_array& operator op(E const& e) {                                                                    \
    auto all = view();                                                                                       \
    all op e;                                                                                                \
    return *this;                                                                                            \
  }
  GAMUT_IN_PLACE(+=)
  GAMUT_IN_PLACE(-=)
  GAMUT_IN_PLACE(*=)
  GAMUT_IN_PLACE(/=)
#undef GAMUT_IN_PLACE

  /// The value of a 0-d array.
  operator Element() const requires(N == 0) { return Policy::element(data()); }

  constexpr gamut::layout<N> const& layout() const { return layout_; }
  constexpr detail::leaf_t<Element, Policy> bound() const { return {first_}; }
  constexpr detail::borrowed<Stored, Policy> to_source() const& { return {first_}; }
  detail::owned<detail::shared_storage<Element const>, Element, Policy> to_source() && {
    return {{std::move(owner_), first_}};
  }

private:
  std::shared_ptr<void const> owner_;
  Stored* first_;
  gamut::layout<N> layout_;
};

namespace detail {

/// A shape and strides that a caller gave for memory at `data`.
template <class T, int N>
layout<N> checked_layout(T* data, dims<N> const& shape, dims<N> const& strides, source_location where) {
  if (checked_size<std::remove_const_t<T>>(shape, where) > 0 && !data)
    throw value_error(message("a null pointer has no elements, but the shape is ", shape), where);
  return {shape, strides, 0};
}

} // namespace detail

/// Memory from now on the array's to free, row-major, with what frees it: `gm::adopt(p, {n, m}, std::free)`.
/// The deleter is called even where this throws: `value_error` for a negative extent, a size that overflows
/// or a null pointer. Without a deleter the memory is `new T[n]`'s. Host memory, unless another policy is
/// named first: `gm::adopt<gm::device>(p, {n}, cudaFree)`.
template <policy Policy = host, class T, int N, class Deleter = std::default_delete<T[]>>
shared_array<T, N, Policy> adopt(T* data, dims<N> const& shape, Deleter deleter = {},
                                 source_location where = source_location::current()) {
  std::shared_ptr<void const> owner(static_cast<void const*>(data),
                                    [data, deleter = std::move(deleter)](void const*) mutable {
                                      if (data) deleter(data);
                                    });
  return {std::move(owner), data, detail::checked_layout(data, shape, detail::row_major(shape), where)};
}
template <policy Policy = host, class T, std::size_t N, class Deleter = std::default_delete<T[]>>
shared_array<T, int(N), Policy> adopt(T* data, extent const (&shape)[N], Deleter deleter = {},
                                      source_location where = source_location::current()) {
  return adopt<Policy>(data, detail::to_dims(shape), std::move(deleter), where);
}

/// The elements of a container that is moved in, in one dimension and where they lie:
/// `gm::adopt(std::move(v))`.
template <std::ranges::contiguous_range R>
requires(!std::is_lvalue_reference_v<R> && !expression<R> && std::ranges::sized_range<R> &&
         dtype<std::ranges::range_value_t<R>>) auto adopt(R&& container) {
  auto owner = std::make_shared<R>(std::move(container));
  auto* const first = std::ranges::data(*owner);
  dims<1> const shape{{index(std::ranges::size(*owner))}};
  return shared_array<std::remove_pointer_t<decltype(first)>, 1, host>(std::move(owner), first,
                                                                       detail::row_major_layout(shape));
}

/// An array whose memory others are to share: its handle, for `gm::to_dlpack` and whoever keeps it.
template <class T, int N, class P>
shared_array<T, N, P> share(ndarray<T, N, P>&& array) {
  auto owner = std::make_shared<ndarray<T, N, P>>(std::move(array));
  auto* const first = owner->data();
  auto const where = owner->layout();
  return {std::move(owner), first, where};
}

} // namespace gamut::inline GAMUT_ABI
