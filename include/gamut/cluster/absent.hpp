// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What the cluster policy does not do yet: a compile error that says so and names what does it.
#pragma once

#include <gamut/cluster/policy.hpp>

namespace gamut::inline GAMUT_ABI::backends::cluster {

#define GAMUT_ABSENT(primitive, what)                                                                        \
  template <class... A>                                                                                      \
  auto primitive(policy, A const&...) {                                                                      \
    static_assert(sizeof...(A) == std::size_t(-1),                                                           \
                  "gamut: " what " under the cluster policy; work on a copy of the array in this process: "  \
                  "gm::to<gm::host>(a)");                                                                    \
  }
GAMUT_ABSENT(scan_lanes, "there are no scans yet")
GAMUT_ABSENT(sort_rows, "there is no sorting yet")
GAMUT_ABSENT(partition_rows, "there is no sorting yet")
GAMUT_ABSENT(argsort_rows, "there is no sorting yet")
GAMUT_ABSENT(argpartition_rows, "there is no sorting yet")
GAMUT_ABSENT(for_each, "this function is not there yet")
GAMUT_ABSENT(visit, "there is no indexing by arrays yet")
GAMUT_ABSENT(for_each_true, "there is no indexing by masks yet")
GAMUT_ABSENT(add_at_places, "there are no histograms yet")
GAMUT_ABSENT(slide, "there is no convolution yet")
GAMUT_ABSENT(transform, "there are no Fourier transforms yet")
#undef GAMUT_ABSENT

} // namespace gamut::inline GAMUT_ABI::backends::cluster
