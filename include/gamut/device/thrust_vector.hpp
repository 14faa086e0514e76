// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Thrust's vectors both ways, without a copy: a device_vector as a view under the device policy, a device
// array as a range of device_ptr for Thrust's algorithms. Not included by gamut.hpp.
#pragma once

#include <gamut/borrow.hpp>
#include <gamut/device/policy.hpp>

#include <thrust/device_ptr.h>
#include <thrust/device_vector.h>
#include <thrust/host_vector.h>

#include <memory>
#include <type_traits>

namespace gamut::inline GAMUT_ABI {

/// The elements of a thrust::device_vector, which stay its own.
template <class T, class A>
array_view<T, 1, device> borrow(thrust::device_vector<T, A>& v) {
  return borrow<device>(thrust::raw_pointer_cast(v.data()), dims<1>{{index(v.size())}});
}
template <class T, class A>
array_view<T const, 1, device> borrow(thrust::device_vector<T, A> const& v) {
  return borrow<device>(thrust::raw_pointer_cast(v.data()), dims<1>{{index(v.size())}});
}
template <class T, class A>
void borrow(thrust::device_vector<T, A> const&&) =
    delete; // the view would refer to a temporary: gm::adopt keeps it
/// A thrust::device_vector that is moved in.
template <class T, class A>
shared_array<T, 1, device> adopt(thrust::device_vector<T, A>&& v) {
  auto owner = std::make_shared<thrust::device_vector<T, A>>(std::move(v));
  T* const first = thrust::raw_pointer_cast(owner->data());
  dims<1> const shape{{index(owner->size())}};
  return {std::move(owner), first, detail::row_major_layout(shape)};
}
/// The elements of a thrust::host_vector.
template <class T, class A>
array_view<T, 1, host> borrow(thrust::host_vector<T, A>& v) {
  return borrow(thrust::raw_pointer_cast(v.data()), dims<1>{{index(v.size())}});
}
template <class T, class A>
array_view<T const, 1, host> borrow(thrust::host_vector<T, A> const& v) {
  return borrow(thrust::raw_pointer_cast(v.data()), dims<1>{{index(v.size())}});
}

/// What Thrust's algorithms run over.
template <class T>
struct device_range {
  thrust::device_ptr<T> first;
  index count;
  thrust::device_ptr<T> begin() const { return first; }
  thrust::device_ptr<T> end() const { return first + count; }
  index size() const { return count; }
};

/// The elements of a device array or view for Thrust: `thrust::sort(r.begin(), r.end())` of `auto r =
/// gm::as_thrust(a)`. It works on the stream of the device policy, the legacy default one, as Thrust's own
/// calls do. Throws `value_error` where the elements do not lie one after another.
template <lendable A>
auto as_thrust(A&& a, source_location where = source_location::current()) {
  static_assert(std::is_same_v<policy_t<A>, device>,
                "gamut: bring the array to the device: gm::to<gm::device>(a)");
  auto const v = detail::lent(std::forward<A>(a));
  if (!detail::is_contiguous(v.layout()))
    throw value_error(detail::message("a view of strides ", v.strides(),
                                      " is no range for Thrust, its elements are not contiguous"),
                      where);
  return device_range<std::remove_pointer_t<decltype(v.data())>>{thrust::device_pointer_cast(v.data()),
                                                                 v.size()};
}

} // namespace gamut::inline GAMUT_ABI
