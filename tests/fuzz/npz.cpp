// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a .npz archive: members no larger than what deflate can make of the bytes, or a gamut::error.
#include "fuzz.hpp"

#include <gamut/host.hpp>
#include <gamut/npz.hpp>

namespace {

template <class T, int N>
void read_as(gm::npz_file const& archive, std::string const& name, std::size_t size) {
  auto const a = archive.get<T, N, gm::host>(name);
  fuzz::require(std::size_t(a.nbytes()) <= size * gm::zip::detail::greatest_ratio + 1032,
                "the array is larger than its archive can be");
}

void read(gm::npz_file const& archive, std::string const& name, std::size_t size) {
  try {
    gm::npy::header const header = archive.header(name);
    fuzz::with_dtype(header, [&]<class T>(T) {
      switch (header.shape.size()) {
      case 0:
        return read_as<T, 0>(archive, name, size);
      case 1:
        return read_as<T, 1>(archive, name, size);
      default:
        return read_as<T, 2>(archive, name, size);
      }
    });
  } catch (gm::error const&) {
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  fuzz::file const file(data, size);
  try {
    auto const archive = gm::loadz(file.path());
    for (std::string const& name : archive.names()) read(archive, name, size);
  } catch (gm::error const&) {
  }
  return 0;
}
