// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A Python module of C++ functions that take and return NumPy arrays without a copy: the headers' casters do
// all of it. test.py uses it, and test_dlpack passes arrays by DLPack as any library can.
#include <gamut/dlpack.hpp>
#include <gamut/gamut.hpp>
#include <gamut/nanobind.hpp>

#include <cstdint>

namespace gm = gamut;
namespace nb = nanobind;
using gm::slice, gm::_;

namespace {

using matrix = gm::array_view<double, 2, gm::host>;
using read_matrix = gm::array_view<double const, 2, gm::host>;

/// One step of the heat equation, in place.
void heat_step(matrix u, double k) {
  slice const in(1, -1), before(_, -2), after(2, _);
  u(in, in) += k * (u(before, in) + u(after, in) + u(in, before) + u(in, after) - 4. * u(in, in));
}
/// The rows, each divided by its norm.
gm::ndarray<double, 2, gm::host> normalized(read_matrix a) {
  return a / gm::linalg::norm(a, 2, 1, gm::keepdims);
}
/// Where the elements lie.
std::uintptr_t address(read_matrix a) { return reinterpret_cast<std::uintptr_t>(a.data()); }

/// An object with DLPack's protocol, for NumPy, PyTorch, JAX.
nb::capsule counted(gm::index n) {
  auto tensor = gm::to_dlpack(gm::arange<float, gm::host>(float(n)));
  // What no library has taken (it renames the capsule), the capsule deletes.
  PyObject* const made = PyCapsule_New(tensor.release(), gm::dlpack::capsule, [](PyObject* c) {
    if (PyCapsule_IsValid(c, gm::dlpack::capsule))
      gm::dlpack::destroy{}(
          static_cast<gm::dlpack::managed_versioned*>(PyCapsule_GetPointer(c, gm::dlpack::capsule)));
  });
  return nb::steal<nb::capsule>(made);
}
/// Takes the tensor out of a capsule that another library made, and sums it.
float sum_of(nb::capsule const& c) {
  void* const tensor = PyCapsule_GetPointer(c.ptr(), gm::dlpack::capsule);
  if (!tensor) throw nb::python_error();
  PyCapsule_SetName(c.ptr(), gm::dlpack::used_capsule); // it is ours from here on
  return gm::sum(gm::from_dlpack<float const, 1>(static_cast<gm::dlpack::managed_versioned*>(tensor)));
}

} // namespace

NB_MODULE(gamut_example, m) {
  m.def("heat_step", &heat_step, nb::arg("u"), nb::arg("k"));
  m.def("normalized", &normalized, nb::arg("a"));
  m.def("address", &address, nb::arg("a"));
  m.def("counted", &counted, nb::arg("n"));
  m.def("sum_of", &sum_of, nb::arg("capsule"));
}
