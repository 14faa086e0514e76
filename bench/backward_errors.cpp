// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What backward_errors.py compares: factors and solutions of the stacks of matrices in a folder, CASE.npy of
// float64 and CASE.complex.npy, with the right-hand sides CASE.b.npy, saved beside them.
#include <gamut/gamut.hpp>

#include <filesystem>
#include <string>

namespace gm = gamut;

namespace {

template <class T>
void factorise(std::string const& name) {
  auto const a = gm::load<T, 3>(name + ".npy");
  auto const b = gm::load<T, 3>(name + ".b.npy");
  auto const save = [&](std::string const& what, auto const& x) { gm::save(name + "." + what + ".npy", x); };
  save("solve", gm::linalg::solve(a, b));
  save("inv", gm::linalg::inv(a));
  save("det", gm::linalg::det(a));
  auto const [q, r] = gm::linalg::qr(a);
  save("q", q);
  save("r", r);
  auto const [u, s, vh] = gm::linalg::svd(a);
  save("u", u);
  save("s", s);
  save("vh", vh);
  gm::ndarray const hermitian = a + gm::conj(gm::matrix_transpose(a));
  auto const [w, v] = gm::linalg::eigh(hermitian);
  save("w", w);
  save("v", v);
  auto const positive = gm::load<T, 3>(name + ".positive.npy");
  save("cholesky", gm::linalg::cholesky(positive));
  save("lstsq", gm::linalg::lstsq(gm::eval(a(0)), gm::eval(b(0))).x);
}

} // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::string const name = argv[i];
    name.ends_with("complex") ? factorise<std::complex<double>>(name) : factorise<double>(name);
  }
}
