// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays that a task gets whole. A function that looks at arrays holds places in them (`f.moved`, index.hpp):
// it is sent with null pointers, and each task fills in where the arrays are in its process.
#pragma once

#include <gamut/cluster/policy.hpp>

#include <algorithm>
#include <cstring>
#include <deque>
#include <type_traits>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// An argument as a task sees it: its tile of a store, or all of it.
struct argument_in_task {
  std::byte* data;
  index steps[most_dimensions]; // in elements
};
/// The extents of what a task has of a store.
inline extents extents_of(legate::PhysicalStore const& store) {
  legate::Domain const tile = store.domain();
  extents shape;
  shape.ndim = store.dim();
  for (int d = 0; d < shape.ndim; ++d) shape.at[d] = tile.empty() ? 0 : length_of(tile, d);
  return shape;
}
template <class T>
argument_in_task argument_of(legate::PhysicalStore const& store) {
  auto const memory = store.get_inline_allocation();
  argument_in_task a{static_cast<std::byte*>(memory.ptr), {}};
  for (std::size_t d = 0; d < memory.strides.size() && d < most_dimensions; ++d)
    a.steps[d] = index(memory.strides[d] / sizeof(T));
  return a;
}

/// What looks at all of an array, or walks it otherwise than axis by axis, counts on its row-major order:
/// where Legate has laid the array out otherwise, a copy in that order stands for it.
template <class T>
T const* in_row_major_order(argument_in_task const& a, extents const& array, std::vector<std::byte>& copy) {
  bool dense = true;
  index steps[most_dimensions];
  for (int m = 0; m < array.ndim; ++m) {
    dense = dense && (array.at[m] == 1 || a.steps[m] == array.step(m));
    steps[m] = a.steps[m] * index(sizeof(T));
  }
  if (dense) return reinterpret_cast<T const*>(a.data);
  copy.resize(std::size_t(array.size()) * sizeof(T));
  for_each_row_major(array, steps, [&](index i, index offset) {
    std::memcpy(copy.data() + std::size_t(i) * sizeof(T), a.data + offset, sizeof(T));
  });
  return reinterpret_cast<T const*>(copy.data());
}
/// Brings what was written to such a copy back.
template <class T>
void put_back(argument_in_task const& a, extents const& array, std::vector<std::byte> const& copy) {
  if (copy.empty()) return;
  index steps[most_dimensions];
  for (int m = 0; m < array.ndim; ++m) steps[m] = a.steps[m] * index(sizeof(T));
  for_each_row_major(array, steps, [&](index i, index offset) {
    std::memcpy(a.data + offset, copy.data() + std::size_t(i) * sizeof(T), sizeof(T));
  });
}

struct no_memory {
  template <class T>
  constexpr T* operator()(place<T> const&) const {
    return nullptr;
  }
};
/// A function or a number with places in it.
template <class F>
concept holds_places = requires(F const& f) {
  f.moved(no_memory{});
};
template <class T>
inline constexpr bool is_place = false;
template <class T>
inline constexpr bool is_place<place<T>> = true;

/// What is sent of something: without its places.
template <class A>
auto emptied(A const& a) {
  if constexpr (is_place<A>)
    return no_memory{}(a);
  else if constexpr (holds_places<A>)
    return a.moved(no_memory{});
  else
    return a;
}
template <class A>
using emptied_t = decltype(emptied(std::declval<A const&>()));

/// What a task is told of a place: in which of its arguments, and where there.
struct whole_argument {
  extents array;
  index offset = 0;
  int number = -1;      // of the input, or of the output; -1 of nowhere
  bool written = false; // it is an output
};

/// The arrays that a task that is being made is to get whole, each once.
class whole_arguments {
public:
  template <class A>
  void ask(A const& a) {
    if constexpr (is_place<A>)
      asked_.push_back({a.owner(), a.offset(), !std::is_const_v<typename A::element_type>});
    else if constexpr (holds_places<A>)
      (void)a.moved([&]<class T>(place<T> const& at) {
        ask(at);
        return static_cast<T*>(nullptr);
      });
  }
  bool none() const { return asked_.empty(); }
  /// Adds them to a task that has so many inputs, and no outputs where an array is to be written.
  void add_to(legate::AutoTask& task, int inputs = 0) {
    int outputs = 0;
    for (asked const& one : asked_) {
      block* const of = one.of;
      whole_argument& a = arguments_.emplace_back();
      if (!of) continue;
      a.array = of->shape();
      a.offset = one.offset;
      if (auto const same = std::find(known_.begin(), known_.end(), of); same != known_.end()) {
        auto const& first = arguments_[std::size_t(same - known_.begin())];
        a.number = first.number;
        a.written = first.written;
      } else {
        a.written = std::any_of(asked_.begin(), asked_.end(),
                                [&](auto const& other) { return other.of == of && other.writes; });
        a.number = a.written ? outputs++ : inputs;
        ++inputs;
        legate::LogicalStore const store = of->readable();
        legate::Variable const symbol = task.add_input(store);
        if (a.written) task.add_output(store, symbol);
        task.add_constraint(legate::broadcast(symbol));
      }
      known_.resize(arguments_.size());
      known_.back() = of;
    }
  }
  /// Tells the task, behind all else that it is told.
  void describe(legate::AutoTask& task) const {
    if (arguments_.empty()) return;
    auto const bytes = std::uint32_t(arguments_.size() * sizeof(whole_argument));
    task.add_scalar_arg(legate::Scalar(legate::binary_type(bytes), arguments_.data(), true));
  }

private:
  struct asked {
    block* of;
    index offset;
    bool writes;
  };
  std::vector<asked> asked_;
  std::vector<whole_argument> arguments_;
  std::vector<block*> known_; // of each argument
};

/// The same in the task: fills in addresses in the order in which they were asked for.
class whole_memory {
public:
  explicit whole_memory(legate::TaskContext const& context) : context_(&context) {
    if (context.num_scalars() < 2) return;
    legate::Scalar const told = context.scalar(1);
    arguments_.resize(told.size() / sizeof(whole_argument));
    std::memcpy(static_cast<void*>(arguments_.data()), told.ptr(), told.size());
  }
  whole_memory(whole_memory&&) = default; // what it filled in stays where it is

  template <class A>
  void fill(A& a) {
    if constexpr (std::is_pointer_v<A>)
      a = next(a);
    else if constexpr (requires { a.moved([](auto* null) { return null; }); })
      a = a.moved([&](auto* null) { return next(null); });
  }
  /// Stores what was written to copies.
  void finish() const {
    for (array const& a : arrays_)
      if (a.put_back) a.put_back(a.there, a.shape, a.copy);
  }

private:
  struct array {
    int number;
    bool written;
    extents shape;
    argument_in_task there;
    std::vector<std::byte> copy;
    void const* first;
    void (*put_back)(argument_in_task const&, extents const&, std::vector<std::byte> const&);
  };

  template <class T>
  T* next(T*) {
    using U = std::remove_const_t<T>;
    whole_argument const& a = arguments_[asked_++];
    if (a.number < 0) return nullptr;
    auto found = std::find_if(arrays_.begin(), arrays_.end(), [&](auto const& known) {
      return known.number == a.number && known.written == a.written;
    });
    if (found == arrays_.end()) {
      auto const number = std::uint32_t(a.number);
      found = arrays_.insert(arrays_.end(), array{a.number, a.written, a.array, {}, {}, nullptr, nullptr});
      found->there = argument_of<U>((a.written ? context_->output(number) : context_->input(number)).data());
      found->first = in_row_major_order<U>(found->there, a.array, found->copy);
      if (a.written) found->put_back = &put_back<U>;
    }
    return const_cast<U*>(static_cast<U const*>(found->first)) + a.offset;
  }

  legate::TaskContext const* context_;
  std::vector<whole_argument> arguments_;
  std::size_t asked_ = 0;
  std::deque<array> arrays_; // which stay where they are
};

} // namespace gamut::inline GAMUT_ABI::backends::cluster
