// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// DLPack, by which array libraries pass each other memory without a copy (NumPy, PyTorch, JAX, CuPy). The
// structures are those of the public ABI, versions 1.x and before, written anew here, so that no header of
// DLPack's is needed and one may be there: https://dmlc.github.io/dlpack/latest/c_api.html. Not included by
// gamut.hpp.
//
// A tensor has one owner at a time, who calls its deleter once: whoever receives it. In Python it travels in
// a PyCapsule named "dltensor_versioned" ("dltensor" before 1.0). The receiver renames the capsule to
// "used_dltensor_versioned", and so tells the capsule's destructor that the tensor is no longer its own;
// what nobody took, the destructor deletes.
#pragma once

#include <gamut/shared_array.hpp>

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace gamut::inline GAMUT_ABI {

namespace dlpack {

// The ABI: names are our own, places and numbers DLPack's.

/// DLPackVersion.
struct version {
  std::uint32_t major, minor;
};
/// DLDevice.
struct device_id {
  std::int32_t type; // a `place`
  std::int32_t id;
};
/// DLDeviceType, as far as gamut has to tell them apart.
enum place : std::int32_t { cpu = 1, cuda = 2, cuda_host = 3, cuda_managed = 13 };
/// DLDataTypeCode.
enum kind : std::uint8_t {
  signed_int = 0,
  unsigned_int = 1,
  floating = 2,
  bfloat = 4,
  complex = 5,
  boolean = 6
};
/// DLDataType.
struct data_type {
  std::uint8_t code;
  std::uint8_t bits;
  std::uint16_t lanes;
  friend constexpr bool operator==(data_type const&, data_type const&) = default;
};
/// DLTensor. Strides are in elements; before 1.2 they may be null for a row-major tensor.
struct tensor {
  void* data;
  device_id device;
  std::int32_t ndim;
  data_type dtype;
  std::int64_t* shape;
  std::int64_t* strides;
  std::uint64_t byte_offset;
};
/// DLManagedTensor, of versions before 1.0.
struct managed {
  tensor content;
  void* context;
  void (*deleter)(managed*);
};
/// Flags of a tensor: read_only, is_copied.
inline constexpr std::uint64_t read_only = 1, is_copied = 2;
/// DLManagedTensorVersioned, since 1.0.
struct managed_versioned {
  dlpack::version version;
  void* context;
  void (*deleter)(managed_versioned*);
  std::uint64_t flags;
  tensor content;
};
static_assert(sizeof(data_type) == 4 && sizeof(tensor) == 48 && sizeof(managed) == 64 &&
                  sizeof(managed_versioned) == 80 && sizeof(void*) == 8,
              "gamut: the structures of DLPack are those of machines with 64 bits");

/// The names of the capsules in which Python passes tensors: capsule, and once taken used_capsule.
inline constexpr char const* capsule = "dltensor_versioned";
inline constexpr char const* used_capsule = "used_dltensor_versioned";

/// Calls the tensor's deleter.
struct destroy {
  template <class M>
  void operator()(M* m) const {
    if (m->deleter) m->deleter(m);
  }
};
/// A tensor that one owns; `.release()` gives it away.
using owned = std::unique_ptr<managed_versioned, destroy>;

/// DLPack's word for a dtype.
template <dtype T>
constexpr data_type type_of() {
  auto const bits = std::uint8_t(8 * sizeof(T));
  if constexpr (std::is_same_v<T, bool>)
    return {boolean, bits, 1};
  else if constexpr (std::is_same_v<T, bfloat16>)
    return {bfloat, bits, 1};
  else if constexpr (complex_floating<T>)
    return {complex, bits, 1};
  else if constexpr (integer<T>)
    return {std::is_signed_v<T> ? signed_int : unsigned_int, bits, 1};
  else
    return {floating, bits, 1};
}

} // namespace dlpack

namespace detail {

inline std::string name_of(dlpack::data_type t) {
  char const* const kinds[] = {"int", "uint", "float", "handle", "bfloat", "complex", "bool"};
  return message(t.code < 7 ? kinds[t.code] : "a type of code ", t.code < 7 ? "" : std::to_string(t.code),
                 int(t.bits), t.lanes == 1 ? "" : message("x", int(t.lanes)));
}

/// Where a policy's memory is, and whether a tensor's may be read by it: found beside the policy, or the
/// host's.
template <class P>
dlpack::device_id place_of_memory(P) requires addressable<P> {
  return {dlpack::cpu, 0};
}
template <class P>
bool can_reach(P, dlpack::device_id where) requires addressable<P> {
  return where.type == dlpack::cpu || where.type == dlpack::cuda_host || where.type == dlpack::cuda_managed;
}
template <class P>
void finish_work(P) requires addressable<P> {}

/// What a tensor that gamut gave away keeps.
template <class T, int N, class P>
struct exported {
  dlpack::managed_versioned tensor;
  shared_array<T, N, P> array;
  std::int64_t shape[N > 0 ? N : 1], strides[N > 0 ? N : 1];

  explicit exported(shared_array<T, N, P> const& a) : tensor{}, array(a), shape{}, strides{} {
    for (int d = 0; d < N; ++d) shape[d] = a.shape()[d], strides[d] = a.strides()[d];
    tensor.version = {1, 0};
    tensor.context = this;
    tensor.deleter = [](dlpack::managed_versioned* m) { delete static_cast<exported*>(m->context); };
    tensor.flags = std::is_const_v<T> ? dlpack::read_only : 0;
    tensor.content = {const_cast<std::remove_const_t<T>*>(a.data()),
                      place_of_memory(P{}),
                      N,
                      dlpack::type_of<std::remove_const_t<T>>(),
                      shape,
                      strides,
                      0};
  }
};

/// The view of a tensor's content, checked: dtype, dimensions, place, alignment.
template <class T, int N, class P>
std::pair<T*, layout<N>> view_of_tensor(dlpack::tensor const& t, source_location where) {
  using S = std::remove_const_t<T>;
  if (t.dtype != dlpack::type_of<S>())
    throw dtype_error(message("the DLPack tensor's dtype is ", name_of(t.dtype), ", not ", dtype_name<S>()),
                      where);
  if (t.ndim != N)
    throw shape_error(message("the DLPack tensor has ", t.ndim, " dimensions, not ", N), where);
  if (!can_reach(P{}, t.device))
    throw value_error(message("the DLPack tensor's memory is of device type ", t.device.type, ", number ",
                              t.device.id, ", which the ", P::name, " policy does not reach"),
                      where);
  layout<N> l;
  for (int d = 0; d < N; ++d) l.shape[d] = index(t.shape[d]);
  l.strides = row_major(l.shape);
  if (t.strides)
    for (int d = 0; d < N; ++d) l.strides[d] = index(t.strides[d]);
  index const size = checked_size<S>(l.shape, where);
  char* const bytes = static_cast<char*>(t.data) + t.byte_offset;
  if (size > 0 && (!t.data || reinterpret_cast<std::uintptr_t>(bytes) % alignof(S) != 0))
    throw value_error(
        message("the DLPack tensor's memory is null, or not aligned as ", dtype_name<S>(), " is"), where);
  return {t.data ? reinterpret_cast<T*>(bytes) : nullptr, l};
}

template <class T, int N, class P, class Managed>
shared_array<T, N, P> take_tensor(Managed* m, bool writable, source_location where) {
  std::shared_ptr<void const> owner(static_cast<void const*>(m), [m](void const*) { dlpack::destroy{}(m); });
  if (!writable && !std::is_const_v<T>)
    throw value_error("the DLPack tensor may only be read: ask for from_dlpack<T const, N>", where);
  auto const [first, l] = view_of_tensor<T, N, P>(m->content, where);
  return {std::move(owner), first, l};
}

} // namespace detail

/// The array as a DLPack tensor, which shares its memory and keeps it until its deleter is called; of a
/// `T const` array, marked as read-only. An ndarray is moved in, or shared:
/// `gm::to_dlpack(gm::share(std::move(a)))`. Work that was queued on a device is waited for, so that the
/// receiver may read on any stream.
template <class T, int N, class P>
dlpack::owned to_dlpack(shared_array<T, N, P> const& a) {
  using detail::finish_work;
  finish_work(P{});
  return dlpack::owned(&(new detail::exported<T, N, P>(a))->tensor);
}
template <class T, int N, class P>
dlpack::owned to_dlpack(ndarray<T, N, P>&& a) {
  return to_dlpack(share(std::move(a)));
}
template <class T, int N, class P>
void to_dlpack(ndarray<T, N, P> const&) =
    delete; // nobody would keep it: std::move(a), gm::copy(a) or gm::share

/// A DLPack tensor as an array, which owns it from now on, also where this throws: `dtype_error`,
/// `shape_error` for another number of dimensions, `value_error` for memory that the policy does not reach,
/// that is not aligned, or that may only be read while `T` is not const. A tensor of another major version is
/// refused.
template <class T, int N, policy P = host>
shared_array<T, N, P> from_dlpack(dlpack::managed_versioned* m,
                                  source_location where = source_location::current()) {
  if (m->version.major != 1) {
    dlpack::owned const given_back(m);
    throw value_error(detail::message("a DLPack tensor of version ", m->version.major, ".", m->version.minor,
                                      "; version 1 is known"),
                      where);
  }
  return detail::take_tensor<T, N, P>(m, (m->flags & dlpack::read_only) == 0, where);
}
template <class T, int N, policy P = host>
shared_array<T, N, P> from_dlpack(dlpack::owned m, source_location where = source_location::current()) {
  return from_dlpack<T, N, P>(m.release(), where);
}
/// The same of a tensor as it was before version 1.0.
template <class T, int N, policy P = host>
shared_array<T, N, P> from_dlpack(dlpack::managed* m, source_location where = source_location::current()) {
  return detail::take_tensor<T, N, P>(m, true, where);
}

} // namespace gamut::inline GAMUT_ABI
