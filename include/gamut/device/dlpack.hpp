// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What dlpack.hpp asks of the device policy: which device its memory is on, and that its work is done.
// Include it beside dlpack.hpp where device arrays are passed.
#pragma once

#include <gamut/device/policy.hpp>
#include <gamut/dlpack.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

#if GAMUT_DEVICE_CUDA
inline gamut::dlpack::device_id place_of_memory(policy) {
  int number = 0;
  check(cudaGetDevice(&number), "cudaGetDevice");
  return {gamut::dlpack::cuda, number};
}
inline bool can_reach(policy, gamut::dlpack::device_id where) {
  return (where.type == gamut::dlpack::cuda && where.id == place_of_memory(policy{}).id) ||
         where.type == gamut::dlpack::cuda_managed;
}
inline void finish_work(policy) { wait(); }
#else
inline gamut::dlpack::device_id place_of_memory(policy) { return {gamut::dlpack::cpu, 0}; }
inline bool can_reach(policy, gamut::dlpack::device_id where) { return where.type == gamut::dlpack::cpu; }
inline void finish_work(policy) {}
#endif

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
