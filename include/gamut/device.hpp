// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device policy, whole, and the array language with it. Include it to use `gm::device` where the default
// policy is another.
#pragma once

#include <gamut/device/assign.hpp>
#include <gamut/device/decompositions.hpp>
#include <gamut/device/each.hpp>
#include <gamut/device/fft.hpp>
#include <gamut/device/fold.hpp>
#include <gamut/device/fuse.hpp>
#include <gamut/device/graph.hpp>
#include <gamut/device/memory.hpp>
#include <gamut/device/policy.hpp>
#include <gamut/device/products.hpp>
#include <gamut/device/random.hpp>
#include <gamut/device/scan.hpp>
#include <gamut/device/sort.hpp>
#include <gamut/device/stream.hpp>
#include <gamut/device/thrust.hpp>

// Last: under this default policy it includes this header, whose work is then done.
#include <gamut/gamut.hpp>
