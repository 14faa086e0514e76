// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Horizontal diffusion of a weather model.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void hdiff(cube<P> const& in_field, cube<P>& out_field, cube<P> const& coeff) {
  slice const in(1, -1), before(_, -2), after(2, _), core(2, -2), first(_, -1), rest(1, _);
  gm::ndarray const lap = 4. * in_field(in, in) - (in_field(after, in) + in_field(before, in) +
                                                   in_field(in, after) + in_field(in, before));
  auto const flux = [](auto const& lap_step, auto const& field_step) {
    return gm::where(lap_step * field_step > 0, 0., lap_step);
  };
  auto const x = in_field(in, core), y = in_field(core, in);
  auto const flx = flux(lap(rest, in) - lap(first, in), x(rest) - x(first));
  auto const fly = flux(lap(in, rest) - lap(in, first), y(_, rest) - y(_, first));
  out_field = in_field(core, core) - coeff * (flx(rest) - flx(first) + fly(_, rest) - fly(_, first));
}

registered const kernel("hdiff", []<class P>() { return &hdiff<P>; });

} // namespace
} // namespace npbench
