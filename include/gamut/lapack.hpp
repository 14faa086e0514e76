// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What LAPACK's routines are told by letters, and every policy's by these.
#pragma once

namespace gamut::inline GAMUT_ABI {

/// The triangle of a matrix that is meant: LAPACK's 'L' and 'U'.
enum class uplo : char { lower = 'L', upper = 'U' };
/// What a matrix is turned into before it is used: LAPACK's 'N', 'T' and 'C'.
enum class transposition : char { none = 'N', transpose = 'T', conjugate_transpose = 'C' };

} // namespace gamut::inline GAMUT_ABI
