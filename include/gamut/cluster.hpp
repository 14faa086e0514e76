// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The cluster policy, whole, and the array language with it. Include it to use `gm::cluster` where the
// default policy is another.
#pragma once

#include <gamut/cluster/assign.hpp>
#include <gamut/cluster/convolve.hpp>
#include <gamut/cluster/decompositions.hpp>
#include <gamut/cluster/each.hpp>
#include <gamut/cluster/fft.hpp>
#include <gamut/cluster/files.hpp>
#include <gamut/cluster/fold.hpp>
#include <gamut/cluster/fuse.hpp>
#include <gamut/cluster/policy.hpp>
#include <gamut/cluster/products.hpp>
#include <gamut/cluster/random.hpp>
#include <gamut/cluster/runtime.hpp>
#include <gamut/cluster/scan.hpp>
#include <gamut/cluster/sort.hpp>

// Last: under this default policy it includes this header, whose work is then done.
#include <gamut/gamut.hpp>
