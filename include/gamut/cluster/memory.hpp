// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Where the elements of a cluster array are: in a Legate store, spread over the processes' memories. A place
// is a store and an offset in its row-major order; it counts on as an address does and cannot be read as one.
#pragma once

#include <gamut/cluster/fill.hpp>
#include <gamut/cluster/types.hpp>
#include <gamut/concepts.hpp>
#include <gamut/default_policy.hpp>
#include <gamut/dtype.hpp>
#include <gamut/element.hpp>
#include <gamut/eval.hpp>
#include <gamut/shape.hpp>
#include <gamut/storage.hpp>

#include <cstring>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// Any number of extents that Legate has room for.
struct extents {
  int ndim = 0;
  index at[most_dimensions] = {};

  extents() = default;
  template <int N>
  explicit extents(dims<N> const& shape) : ndim(N) {
    static_assert(N <= most_dimensions, "gamut: arrays of the cluster policy have at most 6 dimensions; work "
                                        "with more on the host: gm::to<gm::host>(a)");
    for (int d = 0; d < N; ++d) at[d] = shape[d];
  }
  index size() const {
    index n = 1;
    for (int d = 0; d < ndim; ++d) n *= at[d];
    return n;
  }
  /// The row-major step along an axis.
  index step(int axis) const {
    index n = 1;
    for (int d = axis + 1; d < ndim; ++d) n *= at[d];
    return n;
  }
  friend bool operator==(extents const&, extents const&) = default;
};

/// The elements of one array.
class block final : public releasable {
public:
  template <class T>
  block(extents const& shape, std::type_identity<T>)
      : shape_(shape),
        store_(session::get().runtime().create_store(shape_of(shape), type_of<T>(), shape.ndim == 0)) {
    session::get().enlist(*this);
  }
  block(block const&) = delete;
  block& operator=(block const&) = delete;
  ~block() {
    if (store_) session::get().strike(*this);
  }
  void release() noexcept override { store_.reset(); }

  extents const& shape() const { return shape_; }
  /// The store; of a number, one of a single element.
  legate::LogicalStore const& store() const { return *store_; }
  /// The same, to be read: Legate does not read what nothing was written to.
  legate::LogicalStore const& readable() {
    if (!written_) {
      std::vector<std::byte> const zero(store_->type().size());
      fill(*store_, legate::Scalar(store_->type(), zero.data(), true));
      written_ = true;
    }
    return *store_;
  }
  void set_written() { written_ = true; }

private:
  static legate::Shape shape_of(extents const& shape) {
    if (shape.ndim == 0) return legate::Shape{1};
    return legate::Shape(std::vector<std::uint64_t>(shape.at, shape.at + shape.ndim));
  }

  extents shape_;
  std::optional<legate::LogicalStore> store_;
  bool written_ = false;
};

template <class T>
class place;
/// Copies all elements of an array to another of the same shape.
template <class T>
void copy_elements(place<T> to, place<T const> from);

/// An element of a block: what an address is elsewhere.
template <class T>
class place {
public:
  using element_type = T;
  using difference_type = index;

  constexpr place(std::nullptr_t = nullptr) {}
  constexpr explicit place(block* owner) : owner_(owner) {}
  constexpr operator place<T const>() const requires(!std::is_const_v<T>) {
    return place<T const>(owner_) + offset_;
  }

  constexpr block* owner() const { return owner_; }
  constexpr index offset() const { return offset_; }

  friend constexpr place operator+(place p, index by) {
    p.offset_ += by;
    return p;
  }
  friend constexpr place operator-(place p, index by) { return p + -by; }
  friend constexpr index operator-(place const& a, place const& b) { return a.offset_ - b.offset_; }
  constexpr place operator++(int) { return std::exchange(*this, *this + 1); }
  friend constexpr bool operator==(place const&, place const&) = default;

private:
  block* owner_ = nullptr;
  index offset_ = 0;
};
template <class T>
constexpr index operator-(place<T const> const& a, place<T> const& b) {
  return a.offset() - b.offset();
}

/// Whether elements from the one place on and from the other on are the same.
template <class T, class U>
bool meet(place<T> const& to, gamut::detail::reach const& a, place<U> const& from,
          gamut::detail::reach const& b) {
  return to.owner() == from.owner() && to.offset() + a.high > from.offset() + b.low &&
         from.offset() + b.high > to.offset() + a.low;
}

/// Where a place is in its block, in bytes.
template <class T>
std::uintptr_t bytes_before(place<T> const& at) {
  return static_cast<std::uintptr_t>(at.offset()) * sizeof(T);
}

/// There is no address: what asks for one is not there under this policy.
template <class T>
T* as_address(place<T> const&) {
  static_assert(sizeof(T) == 0,
                "gamut: the elements of a cluster array are spread over processes and have no address, which "
                "this function needs; bring the array to this process: gm::to<gm::host>(a)");
  return nullptr;
}

/// Copies one element to a number of its own.
template <class T>
void copy_element(place<T> to, place<T const> from);

/// A store's elements in this process's memory, with their steps in bytes; valid as long as the object. What
/// a task threw until then is thrown here. From then on Legate brings the store there again after every task
/// that writes to it, as long as there is such a store: what is looked at is a copy that is then given up.
class mapped {
public:
  explicit mapped(legate::LogicalStore const& store)
      : store_((session::get().failed_tasks().raise(), store.get_physical_store())),
        memory_(store_.get_inline_allocation()) {}
  std::byte* data() const { return static_cast<std::byte*>(memory_.ptr); }
  index step(int axis) const { return static_cast<index>(memory_.strides[std::size_t(axis)]); }

private:
  legate::PhysicalStore store_;
  legate::InlineAllocation memory_;
};

/// The store of one element.
inline legate::LogicalStore element_of(block& of, index offset) {
  legate::LogicalStore store = of.store();
  for (int d = 0; d < of.shape().ndim; ++d) {
    index const at = offset / of.shape().step(d) % of.shape().at[d];
    if (of.shape().at[d] > 1) store = store.slice(d, legate::Slice{at, at + 1});
  }
  return store;
}

/// An element's value: waits for it and brings it to every process.
template <class T>
T value_at(place<T const> const& at) {
  block& of = *at.owner();
  T value;
  if (of.shape().ndim == 0)
    std::memcpy(&value, mapped(of.readable()).data(), sizeof(T));
  else {
    block one(extents{}, std::type_identity<T>{});
    copy_element(place<T>(&one), at);
    std::memcpy(&value, mapped(one.store()).data(), sizeof(T));
  }
  return value;
}

/// Writing to an element is queued.
template <class T>
struct access {
  place<T> at;
  T read() const { return value_at(place<T const>(at)); }
  void write(T const& value) const {
    block& of = *at.owner();
    if (of.shape().size() > 1) (void)of.readable();
    fill(element_of(of, at.offset()), scalar_of(value));
    of.set_written();
  }
};
template <class T>
using reference = element_reference<T, access<T>>;

} // namespace gamut::inline GAMUT_ABI::backends::cluster

namespace gamut::inline GAMUT_ABI {

template <class T>
struct memory_place<T, backends::cluster::policy> {
  using type = backends::cluster::place<T>;
};

/// The elements of a cluster array, owned. What has none, or was moved from, has no block.
template <class T>
class buffer<T, backends::cluster::policy> {
  using block = backends::cluster::block;

public:
  buffer() = default;
  template <int N>
  buffer(dims<N> const& shape, index size) {
    if (size > 0)
      block_ = std::make_unique<block>(backends::cluster::extents(shape), std::type_identity<T>());
  }
  /// Of a 0-d array.
  explicit buffer(index) : buffer(dims<0>(), 1) {}
  buffer(buffer const& other) {
    if (!other.block_) return;
    block_ = std::make_unique<block>(other.block_->shape(), std::type_identity<T>());
    copy_elements(data(), std::as_const(other).data());
  }
  buffer(buffer&&) noexcept = default;
  buffer& operator=(buffer other) noexcept {
    block_ = std::move(other.block_);
    return *this;
  }

  backends::cluster::place<T> data() noexcept { return backends::cluster::place<T>(block_.get()); }
  backends::cluster::place<T const> data() const noexcept {
    return backends::cluster::place<T const>(block_.get());
  }

private:
  std::unique_ptr<block> block_;
};

} // namespace gamut::inline GAMUT_ABI
