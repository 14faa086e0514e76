// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// C++ types as Legate knows them, of elements and of what a task is told byte by byte; and Legate's tiles as
// gamut counts them.
#pragma once

#include <gamut/config.hpp>

#include <legate.h>

#include <complex>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <type_traits>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// Legate's type for elements of `T`: its own where it has one, else so many bytes.
template <class T>
legate::Type type_of() {
  if constexpr (std::same_as<T, bool>)
    return legate::bool_();
  else if constexpr (std::integral<T> && sizeof(T) == 1)
    return std::is_signed_v<T> ? legate::int8() : legate::uint8();
  else if constexpr (std::integral<T> && sizeof(T) == 2)
    return std::is_signed_v<T> ? legate::int16() : legate::uint16();
  else if constexpr (std::integral<T> && sizeof(T) == 4)
    return std::is_signed_v<T> ? legate::int32() : legate::uint32();
  else if constexpr (std::integral<T>)
    return std::is_signed_v<T> ? legate::int64() : legate::uint64();
  else if constexpr (std::same_as<T, float>)
    return legate::float32();
  else if constexpr (std::same_as<T, double>)
    return legate::float64();
  else if constexpr (std::same_as<T, std::complex<float>>)
    return legate::complex64();
  else if constexpr (std::same_as<T, std::complex<double>>)
    return legate::complex128();
  else
    return legate::binary_type(sizeof(T));
}
/// Where a tile begins along an axis.
inline index begin_of(legate::Domain const& tile, int axis) { return index(tile.lo()[unsigned(axis)]); }
/// How long it is there.
inline index length_of(legate::Domain const& tile, int axis) {
  return index(tile.hi()[unsigned(axis)]) - begin_of(tile, axis) + 1;
}
template <class T>
legate::Scalar scalar_of(T const& value) {
  return legate::Scalar(type_of<T>(), &value, true);
}
/// Bytes that a task gets as they are.
template <class T>
legate::Scalar bytes_of(T const& value) {
  static_assert(
      std::is_trivially_copyable_v<T>,
      "gamut: what a task of the cluster policy is given is copied byte by byte to other processes; "
      "compute with this on the host: gm::to<gm::host>(a)");
  return legate::Scalar(legate::binary_type(sizeof(T)), &value, true);
}
/// The same on the other side.
template <class T>
class received {
public:
  explicit received(legate::Scalar const& from) { std::memcpy(bytes_, from.ptr(), sizeof(T)); }
  T& operator*() { return *reinterpret_cast<T*>(bytes_); }
  T* operator->() { return &**this; }

private:
  alignas(T) std::byte bytes_[sizeof(T)];
};

} // namespace gamut::inline GAMUT_ABI::backends::cluster
