// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// mdspan both ways, without a copy: std::mdspan where the standard library has it, Kokkos' and CUDA's
// (cuda::std::mdspan) alike, as only their members are asked. Not included by gamut.hpp.
#pragma once

#include <gamut/borrow.hpp>

#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>
#include <version>
#if defined(__cpp_lib_mdspan)
#include <mdspan>
#endif

namespace gamut::inline GAMUT_ABI {

/// Any library's mdspan whose elements lie at an address.
template <class M>
concept mdspan_like = requires(M const& m) {
  typename M::extents_type;
  typename M::mapping_type;
  typename M::accessor_type;
  requires std::is_same_v<typename M::data_handle_type, typename M::element_type*>;
  m.mapping();
  m.extent(0);
  M::rank();
};

/// An mdspan's elements as a view, which refers to them as the mdspan does. Host memory, unless another
/// policy is named: `gm::borrow<gm::device>(m)`.
template <policy Policy = host, mdspan_like M>
auto borrow(M const& m) {
  static_assert(M::is_always_strided(), "gamut: the mdspan's layout has no strides");
  constexpr int n = int(M::rank());
  layout<n> where;
  for (int d = 0; d < n; ++d) {
    where.shape[d] = static_cast<index>(m.extent(typename M::rank_type(d)));
    where.strides[d] = static_cast<index>(m.stride(typename M::rank_type(d)));
  }
  return array_view<typename M::element_type, n, Policy>({m.data_handle()}, where);
}

namespace detail {

/// The mapping of a layout with these strides, whichever of the three kinds it is.
template <class Mapping, int N, std::size_t... D>
Mapping mapping_of(layout<N> const& l, std::index_sequence<D...>, source_location where) {
  using Extents = typename Mapping::extents_type;
  using I = typename Extents::index_type;
  bool fits = true;
  for (int d = 0; d < N; ++d) fits = fits && std::in_range<I>(l.shape[d]) && std::in_range<I>(l.strides[d]);
  if (!fits) throw value_error(message("shape ", l.shape, " does not fit the mdspan's index type"), where);
  ((fits = fits && (Extents::static_extent(D) == std::size_t(-1) ||
                    Extents::static_extent(D) == std::size_t(l.shape[int(D)]))),
   ...);
  if (!fits) throw shape_error(message("shape ", l.shape, " is not the one in the mdspan's type"), where);
  Extents const extents(static_cast<I>(l.shape[int(D)])...);
  if constexpr (requires(Mapping m) { m.strides(); } && !Mapping::is_always_exhaustive()) {
    using Strides = std::remove_cvref_t<decltype(std::declval<Mapping const&>().strides())>;
    for (int d = 0; d < N; ++d)
      if (l.strides[d] <= 0 && l.shape[d] > 1)
        throw value_error(message("an mdspan has no strides ", l.strides, "; gm::copy(a) has others"), where);
    // Of an axis of one element the stride says nothing, but has to be positive.
    return Mapping(extents, Strides{(l.strides[int(D)] > 0 ? static_cast<I>(l.strides[int(D)]) : I(1))...});
  } else {
    Mapping const mapping(extents);
    if constexpr (N > 0)
      for (int d = 0; d < N; ++d)
        if (l.shape[d] > 1 &&
            static_cast<index>(mapping.stride(typename Extents::rank_type(d))) != l.strides[d])
          throw value_error(message("strides ", l.strides, " are not those of the mdspan's layout"), where);
    return mapping;
  }
}

} // namespace detail

/// The elements of a named array or a view as the mdspan `M`:
/// `gm::as_mdspan<cuda::std::mdspan<float, cuda::std::dextents<int, 2>>>(a)`. Throws `shape_error` where a
/// static extent is another, `value_error` where the strides are not those of M's layout.
template <mdspan_like M, lendable A>
M as_mdspan(A&& a, source_location where = source_location::current()) {
  auto const v = detail::lent(std::forward<A>(a));
  static_assert(M::rank() == std::size_t(ndim_v<A>), "gamut: the mdspan has another rank than the array");
  return M(v.data(), detail::mapping_of<typename M::mapping_type>(
                         v.layout(), std::make_index_sequence<std::size_t(ndim_v<A>)>(), where));
}

#if defined(__cpp_lib_mdspan)
/// As a std::mdspan with the strides that the array has.
template <lendable A>
auto as_mdspan(A&& a, source_location where = source_location::current()) {
  using T = std::remove_pointer_t<decltype(detail::lent(std::forward<A>(a)).data())>;
  return as_mdspan<std::mdspan<T, std::dextents<index, std::size_t(ndim_v<A>)>, std::layout_stride>>(
      std::forward<A>(a), where);
}
#endif

} // namespace gamut::inline GAMUT_ABI
