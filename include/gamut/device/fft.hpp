// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's Fourier transforms along one axis: cuFFT's on a GPU, the host's where the device is emulated.
#pragma once

#include <gamut/device/assign.hpp>
#include <gamut/device/libraries.hpp>
#include <gamut/host/fft.hpp>
#include <gamut/lanes.hpp>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

#if !GAMUT_DEVICE_CUDA

template <class From, class To, class R>
void transform(policy, gamut::detail::lanes_along const& lanes, From const* from, To* to, bool forward,
               R factor) {
  transform(gamut::host{}, lanes, from, to, forward, factor);
}

#else

/// What tells one plan from another: lanes of n points, `step` from one element to the next; they lie next to
/// each other, or where `step` is one, one behind the other.
struct fft_shape {
  index n, lanes, step, read, written;
  cudaDataType from, to, computed_in;
  cudaStream_t on = stream(); // a plan's work space serves one stream
  bool operator==(fft_shape const&) const = default;
};

/// A plan of cuFFT's on the policy's stream, with its work space.
class fft_plan {
public:
  explicit fft_plan(fft_shape const& shape) : shape_(shape) {
    check(cufftCreate(&handle_), "cuFFT Create");
    try {
      long long n = shape.n, read = shape.read, written = shape.written;
      bool const lines = shape.step == 1;
      std::size_t bytes = 0;
      check(cufftSetStream(handle_, shape.on), "cuFFT SetStream");
      check(cufftXtMakePlanMany(handle_, 1, &n, &read, shape.step, lines ? read : 1, shape.from, &written,
                                shape.step, lines ? written : 1, shape.to, shape.lanes, &bytes,
                                shape.computed_in),
            "cuFFT MakePlanMany");
    } catch (...) {
      cufftDestroy(handle_);
      throw;
    }
  }
  fft_plan(fft_plan const&) = delete;
  ~fft_plan() { cufftDestroy(handle_); }

  fft_shape const& shape() const { return shape_; }
  void run(void const* from, void* to, bool forward) const {
    check(cufftXtExec(handle_, const_cast<void*>(from), to, forward ? CUFFT_FORWARD : CUFFT_INVERSE),
          "cuFFT Exec");
  }

private:
  fft_shape shape_;
  cufftHandle handle_ = 0;
};

/// The plan of a shape; every thread keeps those that it used last.
inline fft_plan const& fft_plan_of(fft_shape const& shape) {
  constexpr std::size_t most = 8;
  thread_local std::vector<std::unique_ptr<fft_plan>> kept;
  auto found =
      std::find_if(kept.begin(), kept.end(), [&](auto const& plan) { return plan->shape() == shape; });
  if (found == kept.end()) {
    auto made = std::make_unique<fft_plan>(shape);
    if (kept.size() == most) kept.pop_back();
    found = kept.insert(kept.end(), std::move(made));
  }
  std::rotate(kept.begin(), found, found + 1);
  return *kept.front();
}

/// Multiplies complex numbers by a real one and, where asked, conjugates them; real ones by `real`.
template <class R>
struct scale_pairs {
  R* data;
  R real, imaginary;
  GAMUT_HD void operator()(index i) const { data[i] *= i % 2 == 0 ? real : imaginary; }
};
/// A copy of half a spectrum, conjugated where asked, without what has to be zero: cuFFT reads all of it, and
/// may write to it.
template <class R>
struct copy_half {
  R const* from;
  R* to;
  index points, stride;
  R sign;
  GAMUT_HD void operator()(index i) const {
    index const half = points / 2 + 1, k = i / 2 / stride % half;
    bool const is_real = k == 0 || 2 * k == points;
    to[i] = i % 2 == 0 ? from[i] : is_real ? R(0) : sign * from[i];
  }
};

/// The transforms of all lanes, as the host's.
template <class From, class To, class R>
void transform(policy, gamut::detail::lanes_along const& lanes, From const* from, To* to, bool forward,
               R factor) {
  if (lanes.count == 0) return;
  index const n = lanes.length, stride = lanes.stride;
  index const read = gamut::detail::points_stored<From, To>(n);
  index const written = gamut::detail::points_stored<To, From>(n);
  constexpr bool to_real = complex_floating<From> && !complex_floating<To>;
  buffer<From, policy> half(to_real ? lanes.count * read : 0);
  if constexpr (to_real) {
    for_each_index(2 * lanes.count * read,
                   copy_half<R>{reinterpret_cast<R const*>(from), reinterpret_cast<R*>(half.data()), n,
                                stride, forward ? R(-1) : R(1)});
    from = half.data();
  }
  // One plan for the lanes of a block, or for all lanes where each is a block.
  index const blocks = stride == 1 ? 1 : lanes.count / stride;
  auto const& plan = fft_plan_of({n, lanes.count / blocks, stride, read, written, cuda_dtype<From>,
                                  cuda_dtype<To>, cuda_dtype<std::complex<R>>});
  for (index block = 0; block < blocks; ++block)
    plan.run(from + block * read * stride, to + block * written * stride, forward);
  // From real numbers cuFFT knows one direction.
  R const imaginary = complex_floating<To> && !complex_floating<From> && !forward ? -factor : factor;
  if (factor != R(1) || imaginary != R(1))
    for_each_index(lanes.count * written * index(sizeof(To) / sizeof(R)),
                   scale_pairs<R>{reinterpret_cast<R*>(to), factor, imaginary});
}

#endif

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
