// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Softmax over the last axis.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
images<P> softmax(images<P> const& x) {
  gm::ndarray out = gm::exp(x - gm::max(x, -1, gm::keepdims));
  out /= gm::sum(out, -1, gm::keepdims);
  return out;
}

registered const kernel("softmax", []<class P>() { return &softmax<P>; });

} // namespace
} // namespace npbench
