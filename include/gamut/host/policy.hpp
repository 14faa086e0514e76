// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host policy: memory of this process, elements that are plain references.
#pragma once

#include <gamut/concepts.hpp>
#include <gamut/default_policy.hpp>
#include <gamut/host/eigen.hpp>
#include <gamut/host/memory.hpp>
#include <gamut/storage.hpp>

#include <cstddef>
#include <cstring>

namespace gamut::inline GAMUT_ABI::backends::host {

struct policy {
  static constexpr char const* name = "host";
  /// `fold` stores the places that argmin and argmax are after, without the values.
  static constexpr bool folds_to_places = true;
  template <class T>
  using reference = T&;
  template <class T>
  using scalar_storage = cell<T>;

  template <class T>
  static constexpr T& element(T* at) {
    return *at;
  }
};

inline void* allocate(policy, std::size_t bytes) { return take_memory(bytes); }
inline void deallocate(policy, void* memory, std::size_t bytes) noexcept { give_memory(memory, bytes); }

inline void copy_bytes(policy, void* to, void const* from, std::size_t bytes) {
  std::memcpy(to, from, bytes);
}
inline void copy_to_host(policy, void* to, void const* from, std::size_t bytes) {
  std::memcpy(to, from, bytes);
}
inline void copy_from_host(policy, void* to, void const* from, std::size_t bytes) {
  std::memcpy(to, from, bytes);
}

} // namespace gamut::inline GAMUT_ABI::backends::host
