// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device policy: a GPU's memory, whose elements are reached one at a time through a proxy that copies.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/concepts.hpp>
#include <gamut/default_policy.hpp>
#include <gamut/device/memory.hpp>
#include <gamut/element.hpp>
#include <gamut/functions.hpp>
#include <gamut/storage.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// Reading an element of device memory waits for the device and copies; writing to it copies.
template <class T>
struct access {
  T* at;
  T read() const {
    T value;
    fetch(&value, at, sizeof(T));
    return value;
  }
  void write(T const& value) const { send(at, &value, sizeof(T)); }
};
template <class T>
using reference = element_reference<T, access<T>>;

struct policy {
  static constexpr char const* name = "device";
  template <class T>
  using reference = device::reference<T>;
  template <class T>
  using scalar_storage = buffer<T, policy>;

  template <class T>
  static device::reference<T> element(T* at) {
    return device::reference<T>({at});
  }
  template <class T>
  static T element(T const* at) {
    T value;
    fetch(&value, at, sizeof(T));
    return value;
  }
};

inline void* allocate(policy, std::size_t bytes) { return take(bytes); }
inline void deallocate(policy, void* memory, std::size_t) noexcept { give(memory); }
inline void copy_bytes(policy, void* to, void const* from, std::size_t bytes) { copy(to, from, bytes); }
inline void copy_to_host(policy, void* to, void const* from, std::size_t bytes) { fetch(to, from, bytes); }
inline void copy_from_host(policy, void* to, void const* from, std::size_t bytes) { send(to, from, bytes); }

/// Whether kernels may compute a function of complex numbers: those that are written in their parts. (What
/// nvcc makes of std::complex's own operators computes nothing, and it does not say so.)
template <class F>
inline constexpr bool computes_complex = false;
template <class T>
inline constexpr bool computes_complex<fn::convert_to<T>> = true;
#define GAMUT_COMPUTES_COMPLEX(name)                                                                         \
  template <>                                                                                                \
  inline constexpr bool computes_complex<fn::name> = true;
GAMUT_COMPUTES_COMPLEX(add)
GAMUT_COMPUTES_COMPLEX(subtract)
GAMUT_COMPUTES_COMPLEX(multiply)
GAMUT_COMPUTES_COMPLEX(divide)
GAMUT_COMPUTES_COMPLEX(negative)
GAMUT_COMPUTES_COMPLEX(positive)
GAMUT_COMPUTES_COMPLEX(square)
GAMUT_COMPUTES_COMPLEX(reciprocal)
GAMUT_COMPUTES_COMPLEX(absolute)
GAMUT_COMPUTES_COMPLEX(conjugate)
GAMUT_COMPUTES_COMPLEX(real)
GAMUT_COMPUTES_COMPLEX(imag)
GAMUT_COMPUTES_COMPLEX(equal)
GAMUT_COMPUTES_COMPLEX(not_equal)
GAMUT_COMPUTES_COMPLEX(where)
GAMUT_COMPUTES_COMPLEX(isnan)
GAMUT_COMPUTES_COMPLEX(isfinite)
#undef GAMUT_COMPUTES_COMPLEX

/// Whether a kernel computes a bound tree right.
template <class Tree>
inline constexpr bool computable = true;
template <class F, class... Args>
inline constexpr bool computable<gamut::detail::call<F, Args...>> =
    (computes_complex<F> || !(complex_floating<typename gamut::detail::call<F, Args...>::value_type> || ... ||
                              complex_floating<typename Args::value_type>)) &&
    (computable<Args> && ...);

template <class T, class Tree = gamut::detail::literal<T>>
consteval void check_computable() {
#if GAMUT_DEVICE_CUDA
  static_assert(computable<Tree>,
                "gamut: under nvcc the device policy computes this function of real dtypes only; of complex "
                "ones compute it on the host: gm::to<gm::host>(a)");
#endif
}
/// What only real dtypes have: products and factorisations.
template <class T>
consteval void check_real() {
#if GAMUT_DEVICE_CUDA
  static_assert(!complex_floating<T>,
                "gamut: under nvcc the device policy has linear algebra of real dtypes; compute with complex "
                "ones on the host: gm::to<gm::host>(a)");
#endif
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
