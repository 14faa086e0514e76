// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Several statements at once: on the cluster each is a task of its own, which Legate runs as it finds time.
#pragma once

#include <gamut/cluster/assign.hpp>
#include <gamut/cluster/fold.hpp>
#include <gamut/fuse.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

/// Runs the statements over one nest, whose operands are theirs in turn.
template <int N, int K, class... S>
void fuse(policy, gamut::detail::nest<N, K> const& loops, S const&... statements) {
  (run_alone(policy{}, statements, loops), ...);
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
