// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// convolve and correlate: one vector sliding over another. The windows are a matrix whose rows overlap in
// memory, so that all sums are one matrix-vector product.
#pragma once

#include <gamut/contraction.hpp>
#include <gamut/ndarray.hpp>

#include <string_view>
#include <utility>

namespace gamut::inline GAMUT_ABI {

namespace detail {

/// The sums of products of `small` and each window of `large` that the mode names, which is zero outside.
template <class P, class T>
ndarray<T, 1, P> slid_over(ndarray<T, 1, P> const& large, ndarray<T, 1, P> const& small,
                           std::string_view mode, source_location where) {
  index const n = large.size(), m = small.size();
  index left = 0, right = 0;
  if (mode == "full")
    left = right = m - 1;
  else if (mode == "same") {
    left = m / 2;
    right = m - left - 1;
  } else if (mode != "valid")
    throw value_error(message("mode must be one of 'valid', 'same', or 'full' (got '", mode, "')"), where);
  ndarray<T, 1, P> result(shape_of(n + left + right - m + 1), where);
  if (left + right == 0) {
    slide(P{}, large.memory(), small.memory(), m, result.memory(), result.size());
  } else {
    ndarray<T, 1, P> padded(shape_of(n + left + right), constant<T>(T(0)), where);
    padded(slice(left, left + n)) = large;
    slide(P{}, std::as_const(padded).memory(), small.memory(), m, result.memory(), result.size());
  }
  return result;
}

template <class T, class A, class B>
auto correlated(A const& a, B const& v, std::string_view mode, bool reversed, source_location where) {
  static_assert(ndim_v<A> == 1 && ndim_v<B> == 1,
                "gamut: object too deep for desired array: convolve and correlate are of vectors");
  using P = policy_t<A>;
  ndarray<T, 1, P> const x(in_dtype<T>(a), where), w(in_dtype<T>(v), where);
  if (x.size() == 0) throw value_error("first array argument cannot be empty", where);
  if (w.size() == 0) throw value_error("second array argument cannot be empty", where);
  auto const backwards = [](auto const& e) { return ndarray<T, 1, P>(e(slice(_, _, -1))); };
  if (reversed) // a convolution: its operands may change places
    return x.size() < w.size() ? slid_over(w, backwards(x), mode, where)
                               : slid_over(x, backwards(w), mode, where);
  // Sliding the longer one over the shorter one gives the same sums in the other order.
  return x.size() < w.size() ? backwards(slid_over(w, x, mode, where)) : slid_over(x, w, mode, where);
}

} // namespace detail

/// The discrete convolution of two vectors (np.convolve): of lengths n and m, n + m - 1 numbers ("full"),
/// max(n, m)
/// ("same"), or those where both overlap wholly ("valid"). Throws `value_error` for empty vectors and other
/// modes.
template <expression A, expression V>
auto convolve(A const& a, V const& v, std::string_view mode = "full",
              source_location where = source_location::current()) {
  using T = promote_t<value_type_t<A>, value_type_t<V>>;
  if constexpr (std::same_as<T, bool>)
    return detail::evaluated(detail::correlated<std::int64_t>(a, v, mode, true, where) != std::int64_t(0));
  else if constexpr (half_floating<T>)
    return detail::rounded_once<T>(detail::correlated<float>(a, v, mode, true, where));
  else
    return detail::correlated<T>(a, v, mode, true, where);
}
/// The cross-correlation of two vectors, the second conjugated (np.correlate): sum over n of a[n + k] *
/// conj(v[n]), for the k of the mode as above, "valid" where none is named.
template <expression A, expression V>
auto correlate(A const& a, V const& v, std::string_view mode = "valid",
               source_location where = source_location::current()) {
  using T = promote_t<value_type_t<A>, value_type_t<V>>;
  auto const w = detail::conjugate_of(v);
  if constexpr (std::same_as<T, bool>)
    return detail::evaluated(detail::correlated<std::int64_t>(a, w, mode, false, where) != std::int64_t(0));
  else if constexpr (half_floating<T>)
    return detail::rounded_once<T>(detail::correlated<float>(a, w, mode, false, where));
  else
    return detail::correlated<T>(a, w, mode, false, where);
}

} // namespace gamut::inline GAMUT_ABI
