// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// An element in memory that this process does not address, as `a(i, j)` gives it: a proxy that reads and
// writes by copying. Beside arrays it is the number that it reads.
#pragma once

#include <gamut/concepts.hpp>

#include <utility>

namespace gamut::inline GAMUT_ABI {

/// The element that `Access` reads and writes: `T read() const` and `void write(T const&) const`.
template <class T, class Access>
class element_reference {
public:
  using value_type = T;

  constexpr explicit element_reference(Access access) : access_(std::move(access)) {}
  element_reference(element_reference const&) = default;

  /// The element, as soon as what computes it has ended.
  operator T() const { return access_.read(); }
  element_reference const& operator=(T const& value) const {
    access_.write(value);
    return *this;
  }
  element_reference const& operator=(element_reference const& other) const { return *this = T(other); }

  element_reference const& operator+=(T const& x) const { return *this = static_cast<T>(T(*this) + x); }
  element_reference const& operator-=(T const& x) const { return *this = static_cast<T>(T(*this) - x); }
  element_reference const& operator*=(T const& x) const { return *this = static_cast<T>(T(*this) * x); }
  element_reference const& operator/=(T const& x) const { return *this = static_cast<T>(T(*this) / x); }

private:
  Access access_;
};

namespace detail {

template <class T, class Access>
inline constexpr bool is_element_reference<element_reference<T, Access>> = true;

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
