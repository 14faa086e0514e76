// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// load and save: what is written is read back under any policy, and a file that is not what was asked for is
// an error that names the file, before anything is made or overwritten.
#include "files.hpp"
#include "rows/rows.hpp"

#include <gamut/memmap.hpp>

#include <complex>
#include <string>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace {

using files::folder;

template <class T>
void round_trip(folder const& dir) {
  auto const a = gm::to<P>(gm::astype<T>(gm::reshape(gm::arange(24) % 7, {2, 3, 4})));
  gm::save(dir / "a.npy", a);
  auto const b = gm::load<T, 3, P>(dir / "a.npy");
  CHECK(b.shape() == gm::shape_of(2, 3, 4));
  CHECK(bool(gm::all(gm::to<gm::host>(b) == gm::to<gm::host>(a))));
}

} // namespace

TEST_CASE("what is saved is loaded again, for every dtype") {
  folder const dir;
  round_trip<bool>(dir);
  round_trip<std::int8_t>(dir);
  round_trip<std::uint16_t>(dir);
  round_trip<std::int32_t>(dir);
  round_trip<std::uint64_t>(dir);
  round_trip<gm::float16>(dir);
  round_trip<float>(dir);
  round_trip<double>(dir);
  round_trip<std::complex<float>>(dir);
  round_trip<std::complex<double>>(dir);
}

TEST_CASE("a view and an expression are saved as their values, 0-d and empty arrays as themselves") {
  folder const dir;
  auto const a = gm::to<P>(gm::reshape(gm::arange(6.), {2, 3}));
  gm::save(dir / "t.npy", a.T());
  CHECK(double(gm::load<double, 2>(dir / "t.npy")(2, 1)) == 5);
  gm::save(dir / "e.npy", a * 2. + 1.);
  CHECK(double(gm::load<double, 2>(dir / "e.npy")(1, 2)) == 11);
  gm::save(dir / "s.npy", gm::sum(a));
  CHECK(double(gm::load<double, 0>(dir / "s.npy")) == 15);
  gm::save(dir / "z.npy", gm::zeros<double, P>(0, 3));
  CHECK(gm::load<double, 2>(dir / "z.npy").shape() == gm::shape_of(0, 3));
}

TEST_CASE("a file that is something else is an error that names it") {
  folder const dir;
  gm::save(dir / "a.npy", gm::ones<float>(3, 4));
  CHECK(throws<gm::file_error>([&] { gm::load<float, 2>(dir / "none.npy"); },
                               "No such file or directory: '" + dir / "none.npy" + "'"));
  CHECK(throws<gm::dtype_error>([&] { gm::load<double, 2>(dir / "a.npy"); },
                                dir / "a.npy" + ": the file holds float32, not float64"));
  CHECK(throws<gm::shape_error>([&] { gm::load<float, 1>(dir / "a.npy"); },
                                dir / "a.npy" + ": the file holds an array of 2 dimensions, not 1"));
  std::filesystem::resize_file(dir / "a.npy", 150);
  CHECK_THROWS_AS((gm::load<float, 2>(dir / "a.npy")), gm::file_error);
}

TEST_CASE("a file that cannot be written leaves the old one as it was, and nothing beside it") {
  folder const dir;
  gm::save(dir / "a.npy", gm::ones(2));
  {
    files::full_disk const full;
    CHECK(throws<gm::file_error>([&] { gm::save(dir / "a.npy", gm::zeros(1 << 20)); },
                                 "cannot write '" + dir / "a.npy" + "': File too large"));
  }
  CHECK(gm::load<double, 1>(dir / "a.npy").size() == 2);
  CHECK(std::distance(std::filesystem::directory_iterator(dir.path), {}) == 1);
  CHECK(throws<gm::file_error>([] { gm::save("/dev/full", gm::zeros(3)); }, "No space left on device"));
  CHECK_THROWS_AS(gm::save(dir / "no/such/folder.npy", gm::zeros(3)), gm::file_error);
  CHECK(throws<gm::file_error>([&] { gm::save(dir.path.string(), gm::zeros(3)); }, "Is a directory"));
}

TEST_CASE("a program that ends in the middle of writing leaves the old file whole") {
  folder const dir;
  gm::save(dir / "a.npy", gm::ones(2));
  pid_t const child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    rlimit const none{0, 0}, little{1 << 16, 1 << 16};
    ::setrlimit(RLIMIT_CORE, &none);
    ::setrlimit(RLIMIT_FSIZE, &little);
    std::signal(SIGXFSZ, SIG_DFL); // which ends it at the write that goes beyond
    gm::save(dir / "a.npy", gm::zeros(1 << 20));
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(same(gm::load<double, 1, gm::host>(dir / "a.npy"), {1, 1}));
  gm::save(dir / "a.npy", gm::zeros(3)); // whatever the other has left there
  CHECK(same(gm::load<double, 1, gm::host>(dir / "a.npy"), {0, 0, 0}));
}

TEST_CASE("a new file keeps the old one's mode, and the link that leads to it") {
  folder const dir;
  gm::save(dir / "a.npy", gm::ones(2));
  std::filesystem::permissions(dir / "a.npy", std::filesystem::perms(0600));
  std::filesystem::create_symlink("a.npy", dir / "link.npy");
  gm::save(dir / "link.npy", gm::zeros(3));
  CHECK(std::filesystem::is_symlink(dir / "link.npy"));
  CHECK(gm::load<double, 1>(dir / "a.npy").size() == 3);
  CHECK(std::filesystem::status(dir / "a.npy").permissions() == std::filesystem::perms(0600));
}

TEST_CASE("a pipe is written and read, and what it claims is not believed") {
  folder const dir;
  REQUIRE(::mkfifo((dir / "pipe").c_str(), 0600) == 0);
  std::thread writer([&] { gm::save(dir / "pipe", gm::arange<double, gm::host>(300000.)); });
  auto const a = gm::load<double, 1>(dir / "pipe");
  writer.join();
  CHECK(a.size() == 300000);
  CHECK(double(a(-1)) == 299999);
  writer = std::thread([&] {
    std::ofstream(dir / "pipe", std::ios::binary)
        << gm::npy::make_header<double>(std::vector<gm::index>{gm::index(1) << 50}) << "12345678";
  });
  CHECK(throws<gm::file_error>([&] { gm::load<double, 1>(dir / "pipe"); }, "found only 1"));
  writer.join();
}

TEST_CASE("an error knows where load was called") {
  try {
    gm::load<double, 1>("nowhere.npy");
    FAIL("nothing was thrown");
  } catch (gm::file_error const& e) {
    CHECK(std::string(e.where().file_name()).ends_with("io.cpp"));
    CHECK(std::string(e.what()).find("io.cpp:") != std::string::npos);
  }
}

TEST_CASE("files answer as NumPy's") {
  ROW_OPERANDS
#include "rows/io.inc"
}
