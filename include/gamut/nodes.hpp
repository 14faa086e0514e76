// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// How many processes run a program, and which of them this is: one under a policy that knows of no others.
#pragma once

#include <gamut/default_policy.hpp>

namespace gamut::inline GAMUT_ABI {

/// How many processes run the program under a policy.
template <class P = default_policy>
int node_count() {
  static_assert(sizeof(P) > 0, "gamut: include the policy's header first");
  if constexpr (requires { P::node_count(); })
    return P::node_count();
  else
    return 1;
}
/// Which of them this is, from 0 on.
template <class P = default_policy>
int node_id() {
  static_assert(sizeof(P) > 0, "gamut: include the policy's header first");
  if constexpr (requires { P::node_id(); })
    return P::node_id();
  else
    return 0;
}

} // namespace gamut::inline GAMUT_ABI
