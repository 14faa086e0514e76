// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Scattering self-energies of electrons and phonons.
#include "kernel.hpp"

namespace npbench {
namespace {

template <class P>
void scattering_self_energies(matrix<P, std::int32_t> const& neigh_idx, gm::ndarray<complex, 5, P> const& dH,
                              gm::ndarray<complex, 5, P> const& G, gm::ndarray<complex, 6, P> const& D,
                              gm::ndarray<complex, 5, P>& Sigma) {
  auto const [Nkz, NE, NA, Norb, _] = G.shape();
  auto const [Nqz, Nw, NA_, NB, N3D, N3D_] = D.shape();
  for (gm::index k = 0; k < Nkz; ++k)
    for (gm::index E = 0; E < NE; ++E)
      for (gm::index w = 0; w <= std::min(E, Nw - 1); ++w)
        for (gm::index i = 0; i < N3D; ++i)
          for (gm::index a = 0; a < NA; ++a)
            for (gm::index b = 0; b < NB; ++b) {
              matrix<P, complex> const dHG = gm::matmul(G(k, E - w, neigh_idx(a, b)), dH(a, b, i));
              for (gm::index q = 0; q < Nqz; ++q)
                for (gm::index j = 0; j < N3D; ++j)
                  Sigma(k, E, a) += gm::matmul(dHG, dH(a, b, j) * D(q, w, a, b, i, j));
            }
}

registered const kernel("sselfeng", []<class P>() { return &scattering_self_energies<P>; });

} // namespace
} // namespace npbench
