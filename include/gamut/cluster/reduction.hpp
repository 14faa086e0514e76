// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A fold becomes a reduction operator of Legate's, by which it joins what the tasks have of each tile, one
// for each dtype. In which order tiles are joined is not said: sums may differ in their last bits.
#pragma once

#include <gamut/cluster/types.hpp>

#include <cstdint>
#include <mutex>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// The fold `F` of elements of `A` as Legate knows one.
template <class F, class A>
struct reduction_operator {
  using LHS = A;
  using RHS = A;
  inline static A const identity = F::template identity<A>();

  template <bool Alone>
  static void apply(LHS& to, RHS from) {
    if constexpr (Alone)
      to = F::body(to, from);
    else {
      static std::mutex one_by_one;
      std::lock_guard const lock(one_by_one);
      to = F::body(to, from);
    }
  }
  template <bool Alone>
  static void fold(RHS& to, RHS from) {
    apply<Alone>(to, from);
  }
};

/// A number of its own for an operator: every process runs the same program, so each hands out the same.
inline std::int64_t next_reduction() {
  static std::int64_t number = 0;
  return number++;
}

/// The kind by which Legate finds the operator; it is registered where it is first asked for.
template <class F, class A>
std::int32_t reduction_kind(legate::Library const& library) {
  static std::int32_t const kind = [&] {
    std::int64_t const number = next_reduction();
    // Not by Library::register_reduction_operator, which warns that this operator is not for GPUs.
    auto const id = library.get_reduction_op_id(legate::LocalRedopID(number));
    Legion::Runtime::perform_registration_callback(
        &legate::detail::register_reduction_callback<reduction_operator<F, A>>,
        Legion::UntypedBuffer(&id, sizeof id), false, false);
    constexpr std::int32_t first = 1 << 20; // behind Legate's own
    auto const found = static_cast<std::int32_t>(first + number);
    type_of<A>().record_reduction_operator(found, id);
    return found;
  }();
  return kind;
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
