// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays, their creation, views and elementwise expressions, for units that need no more and want to compile
// sooner; gamut.hpp is everything.
#pragma once

#include <gamut/config.hpp>
#include <gamut/constants.hpp>
#include <gamut/create.hpp>
#include <gamut/functions.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/operators.hpp>

#include <gamut/host/assign.hpp>

#if GAMUT_DEFAULT_POLICY_IS_DEVICE
#include <gamut/device/assign.hpp>
#endif
#if GAMUT_DEFAULT_POLICY_IS_CLUSTER
#include <gamut/cluster/assign.hpp>
#endif
