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

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
