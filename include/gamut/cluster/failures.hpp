// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What a task throws on its way to the program: a reduction of its tasks' first words, which is looked at
// where the program next waits. Legate's own exceptions of tasks take that way too, but the wait for one did
// not always end among several processes.
#pragma once

#include <gamut/cluster/reduction.hpp>
#include <gamut/error.hpp>

#include <cstdint>
#include <cstring>
#include <exception>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI {

/// The cluster could not be started as it was asked for, or a task threw what is no exception of gamut's.
struct cluster_error : basic_error<std::runtime_error> {
  using basic_error::basic_error;
};

namespace backends::cluster {

/// The exceptions that come from a task as what they are: which of them one is, from 1 on, or 0.
template <class... E>
struct exceptions_of_tasks {
  static std::int32_t number(std::exception const& thrown) {
    std::int32_t at = 0, found = 0;
    ((++at, found == 0 && dynamic_cast<E const*>(&thrown) ? found = at : 0), ...);
    return found;
  }
  [[noreturn]] static void rethrow(std::int32_t number, std::string const& text) {
    std::int32_t at = 0;
    ((++at == number ? throw E(text) : void()), ...);
    throw cluster_error("a task failed: " + text);
  }
};
using known_exceptions = exceptions_of_tasks<shape_error, value_error, dtype_error, index_error, axis_error,
                                             overflow_error, nan_error, linalg_error, file_error>;

/// What one of a task's tiles threw: as much of its words as there is room for, which every process gets.
struct failure {
  static constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();

  std::int64_t tile = none; // in row-major order
  std::int32_t number = 0;  // of the exception
  std::int32_t length = 0;
  char words[1000] = {};

  failure() = default;
  failure(std::int64_t of_tile, std::exception const& thrown)
      : tile(of_tile), number(known_exceptions::number(thrown)) {
    std::string_view const all = thrown.what();
    length = static_cast<std::int32_t>(all.copy(words, sizeof words));
  }
  explicit operator bool() const { return tile != none; }
  [[noreturn]] void rethrow() const {
    known_exceptions::rethrow(number, std::string(words, std::size_t(length)));
  }
};
/// Of several tiles the first one's is thrown.
struct first_failure {
  template <class A>
  static A identity() {
    return A();
  }
  static failure body(failure const& a, failure const& b) { return b.tile < a.tile ? b : a; }
};

/// The tasks that may have thrown and that nobody has waited for yet.
class failures {
public:
  /// Where a task that is about to be launched puts what it throws.
  legate::LogicalStore expect(legate::Runtime& runtime) {
    // A program that never waits for anything shall not keep a store for every task of its life.
    if (awaited_.size() == most) look(most / 2);
    awaited_.push_back(runtime.create_store(legate::Shape{1}, type_of<failure>(), true));
    runtime.issue_fill(awaited_.back(), scalar_of(failure()));
    return awaited_.back();
  }
  /// Waits for all, and throws what the first that threw has thrown.
  void raise() {
    look(awaited_.size());
    if (auto const thrown = std::exchange(found_, {})) {
      awaited_.clear();
      thrown->rethrow();
    }
  }

private:
  static constexpr std::size_t most = 1024;

  /// Waits for the first `count` of them, as long as none of them has failed.
  void look(std::size_t count) {
    for (std::size_t i = 0; i < count && !found_; ++i) {
      failure one;
      auto const store = awaited_[i].get_physical_store();
      std::memcpy(static_cast<void*>(&one), store.get_inline_allocation().ptr, sizeof one);
      if (one) found_ = one;
    }
    awaited_.erase(awaited_.begin(), awaited_.begin() + std::ptrdiff_t(count));
  }

  std::vector<legate::LogicalStore> awaited_;
  std::optional<failure> found_;
};

} // namespace backends::cluster
} // namespace gamut::inline GAMUT_ABI
