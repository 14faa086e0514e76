// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Where the first nan comes from: in a checked build, and while it is asked for, every assignment looks for
// one in what it has written.
#pragma once

#include <gamut/config.hpp>
#include <gamut/dtype.hpp>
#include <gamut/error.hpp>
#include <gamut/layout.hpp>

#if GAMUT_CHECKED
#include <gamut/concepts.hpp>
#include <gamut/type_name.hpp>

#include <atomic>
#include <vector>
#endif

namespace gamut::inline GAMUT_ABI {

namespace detail {
#if GAMUT_CHECKED
inline std::atomic<bool> nan_trapped{false};

/// Throws `nan_error` for a nan among the elements that an assignment of `E` has written.
template <class P, class E, class Place, int N>
void check_nan(Place to, layout<N> const& where) {
  using T = std::remove_const_t<element_t<Place>>;
  if constexpr (std::is_floating_point_v<real_t<T>> || half_floating<T>)
    if (nan_trapped.load(std::memory_order_relaxed)) {
      dims<N> at{};
      for (index left = product(where.shape); left > 0; --left) {
        index offset = where.offset;
        for (int d = 0; d < N; ++d) offset += at[d] * where.strides[d];
        T x;
        copy_to_host(P{}, &x, to + offset, sizeof(T));
        if (x != x) {
          nan_trapped = false; // what prints or repairs it may
          throw nan_error(message("nan at ", at, " of an array of shape ", where.shape, ", assigned by ",
                                  type_name<E>(), "; gm::trap_nan is off now"));
        }
        for (int d = N - 1; d >= 0; --d) {
          if (++at[d] < where.shape[d]) break;
          at[d] = 0;
        }
      }
    }
}
#else
template <class P, class E, class Place, int N>
GAMUT_INLINE constexpr void check_nan(Place const&, layout<N> const&) {}
#endif
} // namespace detail

/// In a checked build (-DGAMUT_CHECKED=1), whether an assignment that writes a nan throws `nan_error`, which
/// says where and what was computed (np.errstate(invalid="raise"), but for nans that were there before as
/// well); what is written stays. Elsewhere nothing is checked. Returns whether it was on.
inline bool trap_nan([[maybe_unused]] bool on) {
#if GAMUT_CHECKED
  return detail::nan_trapped.exchange(on);
#else
  return false;
#endif
}

} // namespace gamut::inline GAMUT_ABI
