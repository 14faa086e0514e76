// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A loop nest without its type, and a position in one. What walks over rows and tiles is not worth compiling
// for every number of axes and of operands: it is compiled once, for this.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/host/eigen.hpp>

#include <algorithm>
#include <utility>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// Some numbers or addresses: few of them lie in the object itself, many on the heap.
template <class T>
class some {
public:
  explicit some(int count) : count_(count), at_(count <= few ? here_ : new T[std::size_t(count)]) {}
  some(some const& other) : some(other.count_) { std::copy_n(other.at_, count_, at_); }
  some& operator=(some const&) = delete;
  ~some() {
    if (at_ != here_) delete[] at_;
  }
  GAMUT_INLINE T* at(int i) { return at_ + i; }
  GAMUT_INLINE T const* at(int i) const { return at_ + i; }

private:
  static constexpr int few = 40;
  int count_;
  T* at_;
  T here_[few];
};

/// The loops of one evaluation, as `detail::nest`: extents, and for each operand its strides and where it
/// starts.
class any_nest {
public:
  template <int N, int K>
  explicit any_nest(gamut::detail::nest<N, K> const& loops) : any_nest(loops.ndim, K) {
    std::copy_n(loops.offsets, K, offsets());
    for (int d = 0; d < ndim_; ++d) {
      extent(d) = loops.shape[d];
      for (int k = 0; k < K; ++k) strides(d)[k] = loops.strides[k][d];
    }
  }

  /// The axes from `first` on.
  any_nest from(int first) const {
    any_nest part(ndim_ - first, operands_);
    std::copy_n(offsets(), operands_, part.offsets());
    if (first < ndim_) std::copy(axis_at(first), axis_at(ndim_), part.axis_at(0));
    return part;
  }

  int ndim() const { return ndim_; }
  int operands() const { return operands_; }
  /// The last axis, which is a row; 0 where there is none, and then every step is 0.
  int inner() const { return std::max(ndim_ - 1, 0); }
  index& extent(int axis) { return *axis_at(axis); }
  index extent(int axis) const { return *axis_at(axis); }
  /// The steps of all operands along an axis, one after another.
  index* strides(int axis) { return axis_at(axis) + 1; }
  index const* strides(int axis) const { return axis_at(axis) + 1; }
  /// Where the operands start.
  index* offsets() { return numbers_.at(0); }
  index const* offsets() const { return numbers_.at(0); }
  index size() const {
    index n = 1;
    for (int d = 0; d < ndim_; ++d) n *= extent(d);
    return n;
  }
  void swap_axes(int a, int b) {
    if (a != b) std::swap_ranges(axis_at(a), axis_at(a) + operands_ + 1, axis_at(b));
  }

private:
  any_nest(int ndim, int operands)
      : ndim_(ndim), operands_(operands), numbers_(operands + std::max(ndim, 1) * (operands + 1)) {
    if (ndim == 0) std::fill_n(axis_at(0), operands + 1, index(0));
  }
  index* axis_at(int axis) { return numbers_.at(operands_ + axis * (operands_ + 1)); }
  index const* axis_at(int axis) const { return numbers_.at(operands_ + axis * (operands_ + 1)); }

  int ndim_, operands_;
  some<index> numbers_; // the offsets; then of each axis the extent and the strides
};

/// Whether the operands [first, last) step by one.
GAMUT_INLINE bool unit_steps(index const* strides, int first, int last) {
  bool all = true;
  for (int k = first; k < last; ++k) all = all && strides[k] == 1;
  return all;
}

/// Moves the places of all operands by so many steps.
GAMUT_INLINE void advance_places(index* places, index by, index const* steps, int operands) {
  for (int k = 0; k < operands; ++k) {
    places[k] += by * steps[k];
    GAMUT_FEW;
  }
}

/// A position of the axes [begin, end) of a nest, and every operand's offset there: an odometer, whose last
/// axis turns fastest.
class odometer {
public:
  odometer(any_nest const& loops, int begin, int end, index const* offsets)
      : loops_(&loops), begin_(begin), end_(end), numbers_(loops.operands() + end) {
    std::copy_n(offsets, loops.operands(), numbers_.at(0));
    std::fill_n(counter(), end, index(0));
  }
  /// Goes to the `position`-th place in row-major order.
  void seek(index position) {
    for (int d = end_ - 1; d >= begin_; --d) {
      index const i = position % loops_->extent(d);
      position /= loops_->extent(d);
      counter()[d] = i;
      step(d, i);
    }
  }
  /// Goes `by` places on, at most to the end of the last axis.
  GAMUT_INLINE void next(index by = 1) {
    for (int d = end_ - 1; d >= begin_; --d, by = 1) {
      step(d, by);
      if ((counter()[d] += by) < loops_->extent(d)) return;
      step(d, -loops_->extent(d));
      counter()[d] = 0;
    }
  }
  GAMUT_INLINE index const* offsets() const { return numbers_.at(0); }
  /// The index along an axis.
  GAMUT_INLINE index at(int axis) const { return *numbers_.at(loops_->operands() + axis); }

private:
  index* counter() { return numbers_.at(loops_->operands()); }
  GAMUT_INLINE void step(int axis, index by) {
    advance_places(numbers_.at(0), by, loops_->strides(axis), loops_->operands());
  }

  any_nest const* loops_;
  int begin_, end_;
  some<index> numbers_; // the offsets, and the index along each axis
};

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
