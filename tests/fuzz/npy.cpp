// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a .npy file, from a file and from a pipe: an array no larger than the bytes, or a
// gamut::error.
#include "fuzz.hpp"

#include <gamut/host.hpp>
#include <gamut/io.hpp>

#include <istream>
#include <streambuf>
#include <string>

namespace {

/// The bytes as of a pipe, which cannot say how many there are.
class pipe_buffer : public std::streambuf {
public:
  explicit pipe_buffer(std::string_view bytes) {
    char* const from = const_cast<char*>(bytes.data());
    setg(from, from, from + bytes.size());
  }
};

template <class T, int N>
void read_as(std::istream& in, gm::npy::header const& header, std::size_t size) {
  auto const a = gm::npy::detail::read_array<T, N>(in, header, "fuzz", {});
  fuzz::require(std::size_t(a.nbytes()) <= size, "the array is larger than its file");
  // What it is written as is read as the same again.
  auto const shape = a.shape();
  std::string file = gm::npy::make_header<T>(std::span<gm::index const>(shape.begin(), shape.end()));
  file.append(reinterpret_cast<char const*>(a.data()), std::size_t(a.nbytes()));
  gm::npy::detail::memory_buffer buffer(file.data(), file.size());
  std::istream again(&buffer);
  auto const b = gm::npy::detail::read_array<T, N>(again, gm::npy::read_header(again, "again"), "again", {});
  fuzz::require(b.shape() == shape, "its shape is not what was written");
  fuzz::require(a.nbytes() == 0 || std::memcmp(a.data(), b.data(), std::size_t(a.nbytes())) == 0,
                "its elements are not what was written");
}

void read(std::streambuf& buffer, std::size_t size) {
  std::istream in(&buffer);
  try {
    gm::npy::header const header = gm::npy::read_header(in, "fuzz");
    fuzz::with_dtype(header, [&]<class T>(T) {
      switch (header.shape.size()) {
      case 0:
        return read_as<T, 0>(in, header, size);
      case 1:
        return read_as<T, 1>(in, header, size);
      case 2:
        return read_as<T, 2>(in, header, size);
      default:
        return read_as<T, 3>(in, header, size); // another number of dimensions is an error
      }
    });
  } catch (gm::error const&) {
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const* const bytes = reinterpret_cast<char const*>(data);
  gm::npy::detail::memory_buffer file(bytes, size);
  read(file, size);
  pipe_buffer pipe({bytes, size});
  read(pipe, size);
  return 0;
}
