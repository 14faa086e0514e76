// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device policy: a GPU's memory, whose elements are reached one at a time through a proxy that copies.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/concepts.hpp>
#include <gamut/default_policy.hpp>
#include <gamut/device/memory.hpp>
#include <gamut/storage.hpp>

namespace gamut::backends::device {
inline namespace GAMUT_DEVICE_ABI {

/// An element in device memory: reading it waits for the device and copies; writing to it copies.
template <class T>
class reference {
public:
  explicit reference(T* at) : at_(at) {}
  operator T() const {
    T value;
    fetch(&value, at_, sizeof(T));
    return value;
  }
  reference const& operator=(T const& value) const {
    send(at_, &value, sizeof(T));
    return *this;
  }
  reference const& operator=(reference const& other) const { return *this = T(other); }
  reference(reference const&) = default;

  reference const& operator+=(T const& x) const { return *this = static_cast<T>(T(*this) + x); }
  reference const& operator-=(T const& x) const { return *this = static_cast<T>(T(*this) - x); }
  reference const& operator*=(T const& x) const { return *this = static_cast<T>(T(*this) * x); }
  reference const& operator/=(T const& x) const { return *this = static_cast<T>(T(*this) / x); }

private:
  T* at_;
};

struct policy {
  static constexpr char const* name = "device";
  template <class T>
  using reference = device::reference<T>;
  template <class T>
  using scalar_storage = buffer<T, policy>;

  template <class T>
  static device::reference<T> element(T* at) {
    return device::reference<T>(at);
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

/// Whether any part of a bound tree is a complex number.
template <class Tree>
inline constexpr bool has_complex = complex_floating<typename Tree::value_type>;
template <class F, class... Args>
inline constexpr bool has_complex<gamut::detail::call<F, Args...>> =
    complex_floating<typename gamut::detail::call<F, Args...>::value_type> || (has_complex<Args> || ...);

/// Whether kernels can compute with these: nvcc has no arithmetic of std::complex in device code.
template <class T, class Tree = gamut::detail::literal<T>>
consteval void check_computable() {
#if GAMUT_DEVICE_CUDA
  static_assert(!complex_floating<T> && !has_complex<Tree>,
                "gamut: the device policy computes with real dtypes under nvcc; compute with complex "
                "ones on the host: gm::to<gm::host>(a)");
#endif
}

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::backends::device
