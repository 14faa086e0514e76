// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Everything: the array language, the host policy, and the default policy where that is another.
#pragma once

#include <gamut/apply.hpp>
#include <gamut/borrow.hpp>
#include <gamut/config.hpp>
#include <gamut/constants.hpp>
#include <gamut/contraction.hpp>
#include <gamut/convolve.hpp>
#include <gamut/create.hpp>
#include <gamut/differences.hpp>
#include <gamut/dtypes.hpp>
#include <gamut/einsum.hpp>
#include <gamut/elementwise.hpp>
#include <gamut/explain.hpp>
#include <gamut/fft.hpp>
#include <gamut/functions.hpp>
#include <gamut/fuse.hpp>
#include <gamut/fuse_products.hpp>
#include <gamut/histogram.hpp>
#include <gamut/hold.hpp>
#include <gamut/index.hpp>
#include <gamut/index_arrays.hpp>
#include <gamut/io.hpp>
#include <gamut/join.hpp>
#include <gamut/keyword.hpp>
#include <gamut/linalg.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/nodes.hpp>
#include <gamut/operators.hpp>
#include <gamut/pad.hpp>
#include <gamut/polynomial.hpp>
#include <gamut/print.hpp>
#include <gamut/quantile.hpp>
#include <gamut/random.hpp>
#include <gamut/rearrange.hpp>
#include <gamut/reduce.hpp>
#include <gamut/scan.hpp>
#include <gamut/search.hpp>
#include <gamut/sets.hpp>
#include <gamut/sort.hpp>
#include <gamut/statistics.hpp>
#include <gamut/stride_tricks.hpp>
#include <gamut/take.hpp>
#include <gamut/type_name.hpp>
#include <gamut/ufunc.hpp>
#include <gamut/windows.hpp>

#include <gamut/host.hpp>

#if GAMUT_DEFAULT_POLICY_IS_DEVICE
#include <gamut/device.hpp>
#endif
#if GAMUT_DEFAULT_POLICY_IS_CLUSTER
#include <gamut/cluster.hpp>
#endif
