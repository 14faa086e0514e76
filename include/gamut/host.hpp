// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The host policy, whole: what `assign`, `fold` and the other primitives do on this machine's processor.
#pragma once

#include <gamut/host/assign.hpp>
#include <gamut/host/decompositions.hpp>
#include <gamut/host/each.hpp>
#include <gamut/host/fft.hpp>
#include <gamut/host/fold.hpp>
#include <gamut/host/fuse.hpp>
#include <gamut/host/policy.hpp>
#include <gamut/host/products.hpp>
#include <gamut/host/random.hpp>
#include <gamut/host/scan.hpp>
#include <gamut/host/sort.hpp>
#include <gamut/host/threads.hpp>
