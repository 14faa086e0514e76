// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Memory that an array owns: a buffer from the policy's allocator, or, for a single element whose policy
// allows it, the element itself, so that a 0-d result allocates nothing.
#pragma once

#include <gamut/concepts.hpp>
#include <gamut/config.hpp>
#include <gamut/lifetime.hpp>

#include <utility>

namespace gamut::inline GAMUT_ABI {

/// `size` uninitialised elements of the policy's memory, owned. It is specialised where that memory is not
/// counted in bytes.
template <class T, class Policy>
class buffer {
public:
  buffer() = default;
  /// Of an array of that shape, which has `size` elements.
  template <int N>
  buffer(dims<N> const&, index size) : buffer(size) {}
  explicit buffer(index size)
      : data_(size > 0 ? static_cast<T*>(allocate(Policy{}, std::size_t(size) * sizeof(T))) : nullptr),
        size_(size) {}
  buffer(buffer const& other) : buffer(other.size_) {
    if (size_ > 0) copy_bytes(Policy{}, data_, other.data_, std::size_t(size_) * sizeof(T));
  }
  buffer(buffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {
    life_.swap(other.life_);
  }
  buffer& operator=(buffer other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    life_.swap(other.life_);
    return *this;
  }
  ~buffer() {
    if (data_) deallocate(Policy{}, data_, std::size_t(size_) * sizeof(T));
  }

  T* data() noexcept { return data_; }
  T const* data() const noexcept { return data_; }
  index size() const noexcept { return size_; }
  detail::lifetime_mark mark() const noexcept { return life_.mark(); }

private:
  T* data_ = nullptr;
  index size_ = 0;
  [[no_unique_address]] detail::memory_lifetime life_;
};

/// One element, in the object itself: the storage of 0-d arrays where the host can touch the memory.
template <class T>
class cell {
public:
  cell() = default;
  explicit cell(index) {}
  cell(dims<0> const&, index) {}

  T* data() noexcept { return &value_; }
  T const* data() const noexcept { return &value_; }
  index size() const noexcept { return 1; }
  detail::lifetime_mark mark() const noexcept { return life_.mark(); }

private:
  T value_{};
  [[no_unique_address]] detail::memory_lifetime life_;
};

namespace detail {

template <class T, int N, class Policy>
struct storage_of {
  using type = buffer<T, Policy>;
};
template <class T, class Policy>
struct storage_of<T, 0, Policy> {
  using type = typename Policy::template scalar_storage<T>;
};

} // namespace detail
} // namespace gamut::inline GAMUT_ABI
