// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The names of the policies and the one that a program uses where it names none. Only the name: what a policy
// does is in its folder. `-DGAMUT_DEFAULT_POLICY=device` (or the CMake option of that name) makes the same
// program another.
#pragma once

#if !defined(GAMUT_DEFAULT_POLICY)
#define GAMUT_DEFAULT_POLICY host
#endif

// What the preprocessor can ask: `GAMUT_DEFAULT_POLICY_IS_DEVICE`, `GAMUT_DEFAULT_POLICY_IS_CLUSTER`.
#define GAMUT_POLICY_IS_host 0
#define GAMUT_POLICY_IS_device 1
#define GAMUT_POLICY_IS_cluster 2
#define GAMUT_POLICY_IS_(policy) GAMUT_POLICY_IS_##policy
#define GAMUT_POLICY_IS(policy) GAMUT_POLICY_IS_(policy)
#define GAMUT_DEFAULT_POLICY_IS_DEVICE (GAMUT_POLICY_IS(GAMUT_DEFAULT_POLICY) == 1)
#define GAMUT_DEFAULT_POLICY_IS_CLUSTER (GAMUT_POLICY_IS(GAMUT_DEFAULT_POLICY) == 2)

// Which of its two forms the device policy has in this unit: a GPU's, or the one that a processor stands in
// for (device/thrust.hpp). Different types, so that units of the two kinds cannot pass each other their
// arrays.
#if defined(GAMUT_DEVICE_EMULATED)
#define GAMUT_DEVICE_ABI emulated
#else
#define GAMUT_DEVICE_ABI cuda
#endif

namespace gamut::inline GAMUT_ABI {

namespace backends::host {
struct policy;
}
namespace backends::device {
inline namespace GAMUT_DEVICE_ABI {
struct policy;
}
} // namespace backends::device
namespace backends::cluster {
struct policy;
}

/// This machine's processor: Eigen's packet maths, with threads.
using host = backends::host::policy;
/// An NVIDIA GPU: Thrust, cuBLAS, cuSOLVER. Needs `#include <gamut/device.hpp>`, or to be the default policy.
using device = backends::device::policy;
/// Many machines, or many processes: Legate. Needs `#include <gamut/cluster.hpp>`, or to be the default
/// policy.
using cluster = backends::cluster::policy;

/// The policy of arrays that name none.
using default_policy = GAMUT_DEFAULT_POLICY;

} // namespace gamut::inline GAMUT_ABI
