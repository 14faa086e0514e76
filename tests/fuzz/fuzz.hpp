// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What the fuzzers share: each is one function of any bytes, LLVMFuzzerTestOneInput, that ends the program
// where something is wrong. libFuzzer calls it, and corpus.cpp in the ordinary tests.
#pragma once

#include <gamut/npy.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

namespace gm = gamut;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace fuzz {

/// Ends the program where the condition does not hold.
inline void require(bool condition, char const* otherwise) {
  if (condition) return;
  std::fprintf(stderr, "fuzz: %s\n", otherwise);
  std::abort();
}

/// Calls `f` with a value of the dtype that a header names.
template <class F>
void with_dtype(gm::npy::header const& h, F const& f) {
  auto const call = [&]<class... T>(T... value) {
    (void)((gm::npy::matches<T>(h) && (f(value), true)) || ...);
  };
  call(bool(), std::int8_t(), std::int16_t(), std::int32_t(), std::int64_t(), std::uint8_t(), std::uint16_t(),
       std::uint32_t(), std::uint64_t(), gm::float16(), float(), double(), std::complex<float>(),
       std::complex<double>());
}

/// The bytes as a file of memory, for what opens files by their names.
class file {
public:
  file(std::uint8_t const* data, std::size_t size) : number_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    require(number_ >= 0, "no file can be made");
    while (size > 0) {
      auto const n = ::write(number_, data, size);
      require(n > 0, "the file cannot be written");
      data += n;
      size -= std::size_t(n);
    }
  }
  file(file const&) = delete;
  file& operator=(file const&) = delete;
  ~file() { ::close(number_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }

private:
  int number_;
};

} // namespace fuzz
