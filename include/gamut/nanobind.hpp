// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays between Python and C++ without a copy, by nanobind: a function that takes `gm::array_view<double, 2,
// gm::host>` gets NumPy's memory for the time of the call, `T const` where it only reads; one that returns an
// ndarray or a shared_array gives its memory to the NumPy array that Python sees. Not included by gamut.hpp.
#pragma once

#include <gamut/borrow.hpp>

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace nanobind::detail {

/// An argument: any array of Python's in this process's memory with that dtype and number of dimensions.
/// Other dtypes are not converted, as the function would then write to a copy: Python gets a TypeError, with
/// the signature.
template <class T, int N>
struct type_caster<gamut::array_view<T, N, gamut::host>> {
  using array = ndarray<T, nanobind::ndim<std::size_t(N)>, device::cpu>;
  using caster = make_caster<array>;
  static constexpr auto Name = caster::Name;
  template <class U>
  using Cast = gamut::array_view<T, N, gamut::host>;

  bool from_python(handle source, std::uint8_t flags, cleanup_list* cleanup) noexcept {
    return array_.from_python(source, flags & ~std::uint8_t(cast_flags::convert), cleanup);
  }
  template <class U>
  bool can_cast() const noexcept {
    return true;
  }
  operator gamut::array_view<T, N, gamut::host>() {
    array const& a = array_.value;
    gamut::layout<N> where;
    for (int d = 0; d < N; ++d) {
      where.shape[d] = gamut::index(a.shape(std::size_t(d)));
      where.strides[d] = gamut::index(a.stride(std::size_t(d)));
    }
    return {{a.data()}, where};
  }

private:
  caster array_;
};

/// A result: the array is moved to the heap, and freed with the last NumPy array that sees it.
template <class A, class T, int N>
struct gamut_result_caster {
  using array = ndarray<numpy, T, nanobind::ndim<std::size_t(N)>>;
  static constexpr auto Name = make_caster<array>::Name;

  template <class From>
  static handle from_cpp(From&& from, rv_policy, cleanup_list* cleanup) noexcept {
    static_assert(!std::is_lvalue_reference_v<From> || !gamut::detail::is_ndarray<std::remove_cvref_t<From>>,
                  "gamut: a function for Python returns its array by value, so that Python can keep it");
    try {
      auto* const kept = new A(std::forward<From>(from));
      capsule const owner(kept, [](void* p) noexcept { delete static_cast<A*>(p); });
      std::size_t shape[N > 0 ? N : 1] = {};
      std::int64_t strides[N > 0 ? N : 1] = {};
      for (int d = 0; d < N; ++d) {
        shape[d] = std::size_t(kept->shape()[d]);
        strides[d] = kept->strides()[d];
      }
      array const made(kept->data(), std::size_t(N), shape, owner, strides);
      return make_caster<array>::from_cpp(made, rv_policy::reference, cleanup);
    } catch (std::bad_alloc const&) {
      PyErr_NoMemory();
      return handle();
    }
  }
};
template <class T, int N>
struct type_caster<gamut::ndarray<T, N, gamut::host>>
    : gamut_result_caster<gamut::ndarray<T, N, gamut::host>, T, N> {};
template <class T, int N>
struct type_caster<gamut::shared_array<T, N, gamut::host>>
    : gamut_result_caster<gamut::shared_array<T, N, gamut::host>, T, N> {};

} // namespace nanobind::detail
