// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What the tests of files share: a folder of a test's own, whole files as bytes, a disk that is full, and the
// dtypes with the numbers that the scripts of data/ know as well.
#pragma once

#include "support.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include <sys/resource.h>

#ifndef GAMUT_TEST_DATA
#define GAMUT_TEST_DATA "data"
#endif

namespace files {

/// A folder of this process's own that goes with it; or the one where a script wants to find the files.
struct folder {
  bool keep = std::getenv("GAMUT_KEEP_FILES") != nullptr;
  std::filesystem::path path = keep ? std::filesystem::path(std::getenv("GAMUT_KEEP_FILES"))
                                    : std::filesystem::temp_directory_path() /
                                          ("gamut-test-" + std::to_string(std::random_device{}()));
  folder() { std::filesystem::create_directory(path); }
  folder(folder const&) = delete;
  ~folder() {
    if (!keep) std::filesystem::remove_all(path);
  }
  std::string operator/(std::string const& name) const { return (path / name).string(); }
};

/// A file of tests/data.
inline std::string data(std::string const& name) { return std::string(GAMUT_TEST_DATA "/") + name; }

inline std::string bytes_of(std::string const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
inline void write_bytes(std::string const& path, std::string const& bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), std::streamsize(bytes.size()));
}

/// As long as it lives, no file can have more than 64 KiB: what writing to a full disk is like.
class full_disk {
public:
  full_disk() : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_);
    rlimit const small{1 << 16, old_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  full_disk(full_disk const&) = delete;
  ~full_disk() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, handler_);
  }

private:
  rlimit old_{};
  void (*handler_)(int);
};

/// Calls `f` with a value of every dtype that files have.
template <class F>
void for_dtypes(F const& f) {
  auto const call = [&]<class... T>(T... value) { (f(value), ...); };
  call(bool(), std::int8_t(), std::int16_t(), std::int32_t(), std::int64_t(), std::uint8_t(), std::uint16_t(),
       std::uint32_t(), std::uint64_t(), gm::float16(), float(), double(), std::complex<float>(),
       std::complex<double>());
}

/// The six numbers of data/npz.py.
template <class T>
auto six() {
  gm::ndarray<T, 2, gm::host> a(gm::shape_of(2, 3));
  for (int k = 0; k < 6; ++k) {
    T& x = a.data()[k];
    if constexpr (std::same_as<T, bool>)
      x = k % 2 == 1;
    else if constexpr (gm::complex_floating<T>)
      x = T(gm::real_t<T>(k), -gm::real_t<T>(k + 0.5));
    else if constexpr (gm::integer<T>)
      x = static_cast<T>(7 * k);
    else
      x = static_cast<T>(0.5f * float(k) - 1.f);
  }
  return a;
}

} // namespace files
