// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The definitions of what lapack_instances.hpp declares.
#define GAMUT_TEST_INSTANCE template
#include "lapack_instances.hpp"
