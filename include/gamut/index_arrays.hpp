// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Where elements are: the places of those that are not zero, of diagonals and triangles, the meshes of
// several index lists, and places as one number. What holds one array for each axis is an index of all of
// them: `a(nonzero(b))`.
#pragma once

#include <gamut/create.hpp>
#include <gamut/index.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>

#include <array>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <utility>

namespace gamut::inline GAMUT_ABI {

namespace fn {

/// The index along an axis of a place given by its number.
struct index_of_place {
  using rule = gamut::rule::as_given;
  template <std::integral I>
  GAMUT_HD GAMUT_INLINE static constexpr std::int64_t body(I const& place, std::int64_t const& step,
                                                           std::int64_t const& extent) {
    return static_cast<std::int64_t>(place) / step % extent;
  }
};

} // namespace fn

namespace detail {

/// One index array for each of N axes.
template <int N, class P>
using index_arrays_t = std::array<ndarray<std::int64_t, 1, P>, std::size_t(N)>;

template <class P>
struct store_place {
  place_t<std::int64_t, P> to;
  constexpr store_place<host> moved(auto const& at) const { return {at(to)}; }
  GAMUT_HD GAMUT_INLINE void operator()(index place, index number) const { to[number] = place; }
};
/// The numbers of the true elements, in row-major order.
template <class P, class M>
auto true_places(M const& mask) {
  auto const& flags = flags_of(mask);
  ndarray<std::int64_t, 1, P> places;
  for_each_true(P{}, flags.memory(), flags.size(), [&](index count) {
    places = ndarray<std::int64_t, 1, P>(shape_of(count));
    return store_place<P>{places.memory()};
  });
  return places;
}

/// The steps in the number of a place, which are row-major ones, or column-major ones.
template <int N>
dims<N> place_steps(dims<N> const& shape, char order, source_location where) {
  if (order == 'C') return row_major(shape);
  if (order != 'F') throw value_error("only 'C' or 'F' order is permitted", where);
  dims<N> steps;
  index step = 1;
  for (int d = 0; d < N; ++d) {
    steps[d] = step;
    step *= shape[d];
  }
  return steps;
}

/// The indices of places along every axis of a shape.
template <class P, int B, class E, int N>
auto unraveled(E const& places, dims<N> const& shape, dims<N> const& steps) {
  std::array<ndarray<std::int64_t, B, P>, std::size_t(N)> indices;
  for (int d = 0; d < N; ++d)
    indices[std::size_t(d)] =
        make_map<fn::index_of_place>(keep(places), std::int64_t(steps[d]), std::int64_t(shape[d]));
  return indices;
}

/// One index of an axis, moved into it or refused.
inline index index_within(index i, index extent, int axis, beyond how) {
  if (how == beyond::raises || extent == 0) return normalize_index(i, extent, axis);
  return fn::index_in::body(i, std::int64_t(extent), how == beyond::wraps);
}

/// Whether (i, j) of an n x m matrix lies on the k-th diagonal or on one side of it.
template <class P, class F>
auto triangle(F const& compare, index n, index m, index k) {
  auto const shape = shape_of(n, m);
  return compare(coordinates<std::int64_t, P>(shape, 1),
                 coordinates<std::int64_t, P>(shape, 0) + std::int64_t(k));
}

} // namespace detail

/// The indices of the elements that are not zero, an array for each axis (np.nonzero(a), np.where(a)).
template <expression A>
auto nonzero(A const& a, source_location = source_location::current()) {
  constexpr int n = ndim_v<A>;
  static_assert(n > 0, "gamut: calling nonzero on 0d arrays is not allowed");
  using P = policy_t<A>;
  auto places = detail::true_places<P>(detail::truth_of(a));
  if constexpr (n == 1)
    return detail::index_arrays_t<1, P>{std::move(places)};
  else
    return detail::unraveled<P, 1>(places, a.shape(), detail::row_major(a.shape()));
}
/// The numbers of the elements that are not zero, in row-major order (np.flatnonzero).
template <expression A>
auto flatnonzero(A const& a) {
  return detail::true_places<policy_t<A>>(detail::truth_of(a));
}
/// The indices of the elements that are not zero, a row for each of them (np.argwhere).
template <expression A>
auto argwhere(A const& a) {
  constexpr int n = ndim_v<A>;
  using P = policy_t<A>;
  auto const places = detail::true_places<P>(detail::truth_of(a));
  auto const shape = a.shape();
  auto const steps = detail::row_major(shape);
  ndarray<std::int64_t, 2, P> result(shape_of(places.size(), index(n)));
  for (int d = 0; d < n; ++d)
    result(_, d) = make_map<fn::index_of_place>(places, std::int64_t(steps[d]), std::int64_t(shape[d]));
  return result;
}

namespace detail {

/// One list of indices along one of N axes.
template <int N, class I>
auto mesh_part(I const& list, int axis) {
  if constexpr (!expression<I>)
    return mesh_part<N>(array(list), axis);
  else if constexpr (is_mask<I>)
    return mesh_part<N>(flatnonzero(list), axis);
  else {
    static_assert(ndim_v<I> == 1, "gamut: the index arrays of ix_ are one-dimensional");
    dims<N> shape;
    for (index& extent : shape) extent = 1;
    shape[axis] = list.shape()[0];
    return ndarray<value_type_t<I>, N, policy_t<I>>(reshape(list, shape));
  }
}

} // namespace detail

/// The index arrays of all combinations, one of each list: `a(ix_(rows, columns))` (np.ix_). A list is an
/// array of integers, of truth values (the places of the true ones), or one of the standard library.
template <class... I>
auto ix_(I const&... lists) {
  return [&]<int... Axis>(std::integer_sequence<int, Axis...>) {
    return std::tuple(detail::mesh_part<int(sizeof...(I))>(lists, Axis)...);
  }
  (std::make_integer_sequence<int, int(sizeof...(I))>());
}

/// The indices of the main diagonal of an array of N axes of extent `n`: `diag_indices<3>(n)` is
/// np.diag_indices(n, 3).
template <int N = 2, policy P = default_policy>
auto diag_indices(index n, source_location where = source_location::current()) {
  detail::index_arrays_t<N, P> indices;
  indices.fill(arange<std::int64_t, P>(n, where));
  return indices;
}
/// The same for an array (np.diag_indices_from). Throws `value_error` where its extents differ.
template <expression A>
auto diag_indices_from(A const& a, source_location where = source_location::current()) {
  static_assert(ndim_v<A> >= 2, "gamut: the input array must be at least 2-d");
  for (index const extent : a.shape())
    if (extent != a.shape()[0]) throw value_error("All dimensions of input must be of equal length", where);
  return diag_indices<ndim_v<A>, policy_t<A>>(a.shape()[0], where);
}

/// The indices of the lower triangle of an n x m matrix, up to its `k`-th diagonal (np.tril_indices).
template <policy P = default_policy>
auto tril_indices(index n, index k, index m) {
  return nonzero(detail::triangle<P>(less_equal, n, m, k));
}
template <policy P = default_policy>
auto tril_indices(index n, index k = 0) {
  return tril_indices<P>(n, k, n);
}
/// The indices of the upper triangle of an n x m matrix, from its `k`-th diagonal on (np.triu_indices).
template <policy P = default_policy>
auto triu_indices(index n, index k, index m) {
  return nonzero(detail::triangle<P>(greater_equal, n, m, k));
}
template <policy P = default_policy>
auto triu_indices(index n, index k = 0) {
  return triu_indices<P>(n, k, n);
}
/// The same for a matrix (np.tril_indices_from, np.triu_indices_from).
template <expression A>
auto tril_indices_from(A const& a, index k = 0) {
  static_assert(ndim_v<A> == 2, "gamut: input array must be 2-d");
  return tril_indices<policy_t<A>>(a.shape()[0], k, a.shape()[1]);
}
template <expression A>
auto triu_indices_from(A const& a, index k = 0) {
  static_assert(ndim_v<A> == 2, "gamut: input array must be 2-d");
  return triu_indices<policy_t<A>>(a.shape()[0], k, a.shape()[1]);
}
/// The indices that a function such as `gm::triu` leaves of an n x n matrix of ones: `mask_indices(n, f, k)`
/// (np.mask_indices).
template <policy P = default_policy, class F, class... K>
auto mask_indices(index n, F const& f, K const&... k) {
  return nonzero(f(ones<std::int64_t, P>(shape_of(n, n)), k...));
}

/// The numbers of places in a shape, given by an index for each axis in a tuple, an array or a list
/// (np.ravel_multi_index). Takes `mode` ("raise", "wrap", "clip") and `order` ('C', 'F'). Throws
/// `index_error` for an index outside its axis.
template <class Indices, int N, keyword_argument... K>
requires(!expression<Indices>) auto ravel_multi_index(Indices const& indices, dims<N> const& shape,
                                                      K const&... options) {
  detail::takes<key::mode, key::order>::template check<K...>();
  auto const how = detail::beyond_named(detail::option<key::mode>(std::string_view("raise"), options...), {});
  auto const steps = detail::place_steps(shape, detail::option<key::order>('C', options...), {});
  static_assert(std::tuple_size_v<Indices> == std::size_t(N),
                "gamut: parameter multi_index must have one array for each axis of the shape");
  auto const along = [&](auto const& each, int d) {
    if constexpr (expression<decltype(each)>)
      return detail::offsets_along<policy_t<decltype(each)>>(each, shape[d], steps[d], d, how, {});
    else
      return detail::index_within(static_cast<index>(each), shape[d], d, how) * steps[d];
  };
  return [&]<std::size_t... D>(std::index_sequence<D...>) {
    using std::get;
    auto const sum = (along(get<D>(indices), int(D)) + ...);
    if constexpr (expression<decltype(sum)>)
      return detail::evaluated(sum);
    else
      return sum;
  }
  (std::make_index_sequence<std::size_t(N)>());
}
template <class Indices, std::size_t N, keyword_argument... K>
auto ravel_multi_index(Indices const& indices, extent const (&shape)[N], K const&... options) {
  return ravel_multi_index(indices, detail::to_dims(shape), options...);
}

/// The indices of places given by their numbers in a shape, an array for each axis; of one number, an index
/// (np.unravel_index). Takes `order` ('C', 'F'). Throws `index_error` for a number outside the shape.
template <class Places, int N, keyword_argument... K>
auto unravel_index(Places const& places, dims<N> const& shape, K const&... options) {
  detail::takes<key::order>::template check<K...>();
  auto const steps = detail::place_steps(shape, detail::option<key::order>('C', options...), {});
  index const size = detail::product(shape);
  if constexpr (std::integral<Places>) {
    auto const place = static_cast<index>(places);
    if (place < 0 || place >= size)
      throw index_error(detail::message("index ", place, " is out of bounds for array with size ", size));
    dims<N> at;
    for (int d = 0; d < N; ++d) at[d] = place / steps[d] % shape[d];
    return at;
  } else {
    static_assert(integer<value_type_t<Places>>, "gamut: only int indices permitted");
    using P = policy_t<Places>;
    ndarray<std::int64_t, ndim_v<Places>, P> const all(detail::in_dtype<std::int64_t>(places));
    if (all.size() > 0) {
      std::int64_t const low = min(all), high = max(all);
      if (low < 0 || high >= size)
        throw index_error(
            detail::message("index ", low < 0 ? low : high, " is out of bounds for array with size ", size));
    }
    return detail::unraveled<P, ndim_v<Places>>(all, shape, steps);
  }
}
template <class Places, std::size_t N, keyword_argument... K>
auto unravel_index(Places const& places, extent const (&shape)[N], K const&... options) {
  return unravel_index(places, detail::to_dims(shape), options...);
}

/// All indices of a shape in row-major order: `for (auto i : ndindex(2, 3)) a(i)` (np.ndindex).
template <int N>
class index_range {
public:
  class iterator {
  public:
    using value_type = dims<N>;
    using difference_type = index;
    iterator() = default;
    iterator(dims<N> const& shape, index place) : shape_(shape), place_(place) {}
    dims<N> const& operator*() const { return at_; }
    iterator& operator++() {
      ++place_;
      for (int d = N - 1; d >= 0 && ++at_[d] == shape_[d]; --d) at_[d] = 0;
      return *this;
    }
    iterator operator++(int) { return std::exchange(*this, std::next(*this)); }
    friend bool operator==(iterator const& a, iterator const& b) { return a.place_ == b.place_; }

  private:
    dims<N> shape_, at_;
    index place_ = 0;
  };

  explicit index_range(dims<N> const& shape) : shape_(shape) {}
  iterator begin() const { return {shape_, 0}; }
  iterator end() const { return {shape_, detail::product(shape_)}; }

private:
  dims<N> shape_;
};
template <int N>
index_range<N> ndindex(dims<N> const& shape) {
  return index_range<N>(shape);
}
template <std::integral... I>
auto ndindex(I... shape) {
  return ndindex(shape_of(shape...));
}

/// All elements with their indices: `for (auto [i, x] : ndenumerate(a))` (np.ndenumerate). An element of a
/// device array comes to the host one by one: `to<host>(a)` first.
template <expression A>
class enumeration {
  using view_type = decltype(detail::memory_view(std::declval<A const&>()));

public:
  class iterator {
  public:
    using value_type = std::pair<dims<ndim_v<A>>, value_type_t<A>>;
    using difference_type = index;
    iterator() = default;
    iterator(typename index_range<ndim_v<A>>::iterator at, view_type const* from) : at_(at), from_(from) {}
    value_type operator*() const { return {*at_, (*from_)(*at_)}; }
    iterator& operator++() { return ++at_, *this; }
    iterator operator++(int) { return std::exchange(*this, std::next(*this)); }
    friend bool operator==(iterator const& a, iterator const& b) { return a.at_ == b.at_; }

  private:
    typename index_range<ndim_v<A>>::iterator at_;
    view_type const* from_ = nullptr;
  };

  explicit enumeration(A const& a) : from_(detail::memory_view(a)), indices_(from_.shape()) {}
  iterator begin() const { return {indices_.begin(), &from_}; }
  iterator end() const { return {indices_.end(), &from_}; }

private:
  view_type from_;
  index_range<ndim_v<A>> indices_;
};
template <expression A>
enumeration<A> ndenumerate(A const& a) {
  return enumeration<A>(a);
}

} // namespace gamut::inline GAMUT_ABI
