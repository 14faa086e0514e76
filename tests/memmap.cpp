// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Mapped files: they are read, changed and made where they lie; their handles and views live as long as they
// are needed; what cannot be mapped is refused before anything is read through a wrong type.
#include "files.hpp"
#include "rows/rows.hpp"

#include <gamut/memmap.hpp>

#include <csignal>
#include <string>
#include <sys/resource.h>

namespace {

using files::folder, files::write_bytes;

std::string npy(std::string const& descr, std::string const& order, std::string const& shape,
                std::string const& data) {
  std::string header = "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
  header.resize(118, ' ');
  return std::string("\x93NUMPY\x01\0v\0", 10) + header + data;
}

} // namespace

TEST_CASE("a mapped .npy file is an array like others") {
  folder const dir;
  gm::save(dir / "a.npy", gm::reshape(gm::arange<double, gm::host>(12.), {3, 4}));
  auto const m = gm::load<double, 2>(dir / "a.npy", gm::mmap_mode = gm::readonly);
  CHECK(m.shape() == gm::shape_of(3, 4));
  CHECK(m.nbytes() == 96);
  CHECK(m(1, 2) == 6);
  CHECK(m(-1, -1) == 11);
  CHECK(double(gm::sum(m)) == 66);
  CHECK(double(m.max()) == 11);
  CHECK(same(m(gm::_, 1), {1, 5, 9}));
  CHECK(same(m.T()(1), {1, 5, 9}));
  CHECK(same(m(m > 8.), {9, 10, 11}));
  CHECK(same(m(gm::array({2, 0}), 1), {9, 1}));
  CHECK(same((m * 2. + m)(0), {0, 3, 6, 9}));
  CHECK(gm::to_string(m(0)) == "[0. 1. 2. 3.]");
  gm::ndarray<double, 2, gm::host> const copied = m;
  CHECK(identical(copied, m));
}

TEST_CASE("what is changed in a file's mapping is changed in the file, and nowhere else") {
  folder const dir;
  auto const a = gm::reshape(gm::arange<double, gm::host>(6.), {2, 3});
  gm::save(dir / "a.npy", a);
  {
    auto m = gm::load<double, 2>(dir / "a.npy", gm::mmap_mode = gm::copyonwrite);
    m(0, 0) = 100.;
    m += 1.;
    CHECK(m(0, 0) == 101);
    CHECK(identical(gm::load<double, 2, gm::host>(dir / "a.npy"), a));
  }
  {
    auto m = gm::load<double, 2>(dir / "a.npy", gm::mmap_mode = gm::readwrite);
    m(0, 0) = 100.;
    m(1) *= 2.;
    m.flush();
    CHECK(same(gm::load<double, 2, gm::host>(dir / "a.npy"), {100, 1, 2, 6, 8, 10}));
    m(m > 50.) = 0.;
    m.T()(2) = m.T()(0);                                                 // both are the mapping's
    m(gm::_, gm::slice(1, gm::_)) = m(gm::_, gm::slice(gm::_, -1)) + 0.; // and overlap
    m = m(gm::slice(gm::_, gm::_, -1));
  }
  CHECK(same(gm::load<double, 2, gm::host>(dir / "a.npy"), {6, 6, 8, 0, 0, 1}));
}

TEST_CASE("assigning a handle assigns elements; copying one shares them") {
  folder const dir;
  auto a = gm::open_memmap<std::int32_t>(dir / "a.npy", gm::write, {3});
  auto b = gm::open_memmap<std::int32_t>(dir / "b.npy", gm::write, {3});
  CHECK(same(a, {0, 0, 0}));
  a = gm::array<std::int32_t>({1, 2, 3});
  b = a;
  auto const also_a = a;
  a(0) = 7;
  CHECK(also_a(0) == 7);
  CHECK(b(0) == 1);
}

TEST_CASE("a view of a temporary keeps the file mapped") {
  folder const dir;
  gm::save(dir / "a.npy", gm::reshape(gm::arange<double, gm::host>(6.), {2, 3}));
  auto const row = gm::load<double, 2>(dir / "a.npy", gm::mmap_mode = gm::readonly)(1);
  auto const sum = gm::load<double, 2>(dir / "a.npy", gm::mmap_mode = gm::readonly) + 1.;
  auto const turned = gm::load<double, 2>(dir / "a.npy", gm::mmap_mode = gm::readonly).T();
  std::filesystem::remove(dir / "a.npy");
  CHECK(same(row, {3, 4, 5}));
  CHECK(same(sum, {1, 2, 3, 4, 5, 6}));
  CHECK(same(turned, {0, 3, 1, 4, 2, 5}));
}

TEST_CASE("Fortran order is mapped by its strides") {
  folder const dir;
  write_bytes(dir / "f.npy", npy("|u1", "True", "(2, 3)", std::string("\0\3\1\4\2\5", 6)));
  auto const m = gm::open_memmap<std::uint8_t, 2>(dir / "f.npy", gm::readonly);
  CHECK(m.strides() == gm::shape_of(1, 2));
  CHECK(same(m, {0, 1, 2, 3, 4, 5}));
}

TEST_CASE("new files are made whole, and old ones kept where that fails") {
  folder const dir;
  auto m = gm::open_memmap<float>(dir / "a.npy", gm::write, {2, 2});
  m(1) = 1.5f;
  CHECK(same(gm::load<float, 2, gm::host>(dir / "a.npy"), {0, 0, 1.5, 1.5}));
  CHECK(gm::open_memmap<float>(dir / "e.npy", gm::write, {0, 2}).size() == 0);
  CHECK(gm::load<float, 2>(dir / "e.npy", gm::mmap_mode = gm::readonly).shape() == gm::shape_of(0, 2));
  // Past this process's limit of a file's size.
  rlimit old{};
  ::getrlimit(RLIMIT_FSIZE, &old);
  rlimit const small{1 << 16, old.rlim_max};
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  CHECK_THROWS_AS(gm::open_memmap<double>(dir / "a.npy", gm::write, {1 << 20}), gm::file_error);
  CHECK_THROWS_AS(gm::save(dir / "a.npy", gm::zeros<double, gm::host>(1 << 20)), gm::file_error);
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, handler);
  CHECK(same(gm::load<float, 2, gm::host>(dir / "a.npy"), {0, 0, 1.5, 1.5}));
  CHECK(std::distance(std::filesystem::directory_iterator(dir.path), {}) == 2);
  CHECK_THROWS_AS(gm::open_memmap<float>(dir / "n.npy", gm::write, {-1, 2}), gm::value_error);
}

TEST_CASE("raw files are mapped from an offset, in a shape") {
  folder const dir;
  write_bytes(dir / "raw", std::string("head\1\0\2\0\3\0\4\0\5\0\6\0", 16));
  CHECK(same(gm::memmap<std::int16_t>(dir / "raw", gm::readonly, 4), {1, 2, 3, 4, 5, 6}));
  CHECK(same(gm::memmap<std::int16_t>(dir / "raw", gm::readonly, 4, {2, 2}), {1, 2, 3, 4}));
  CHECK(gm::memmap(dir / "raw", gm::readonly).size() == 16); // bytes
  // readwrite makes a file that is too short longer
  auto const longer = gm::memmap<std::int16_t>(dir / "raw", gm::readwrite, 4, {8});
  CHECK(same(longer, {1, 2, 3, 4, 5, 6, 0, 0}));
  CHECK(std::filesystem::file_size(dir / "raw") == 20);
  auto made = gm::memmap<double>(dir / "new", gm::write, 8, {2});
  made(1) = 2.5;
  CHECK(same(gm::memmap<double>(dir / "new", gm::readonly), {0, 0, 2.5}));

  CHECK(throws<gm::value_error>([&] { gm::memmap<std::int16_t>(dir / "raw", gm::readonly, 4, {9}); },
                                "mmap length is greater than file size"));
  CHECK(throws<gm::value_error>([&] { gm::memmap<double>(dir / "raw", gm::readonly); },
                                "Size of the available data is not a multiple of the data-type size."));
  CHECK(throws<gm::value_error>([&] { gm::memmap<double>(dir / "raw", gm::readonly, 4); }, "alignment"));
  CHECK(throws<gm::value_error>([&] { gm::memmap<double>(dir / "raw", gm::readonly, 24); }, "past the end"));
  CHECK(throws<gm::value_error>([&] { gm::memmap<double>(dir / "raw", gm::readonly, -8); }, "non-negative"));
  CHECK_THROWS_AS(gm::memmap<double>(dir / "raw", gm::readonly, 8, {gm::index(1) << 61}), gm::value_error);
  CHECK(throws<gm::file_error>([&] { gm::memmap(dir / "none", gm::readonly); }, "No such file or directory"));
  CHECK(throws<gm::file_error>([&] { gm::memmap(dir.path.string(), gm::readonly); }, "Is a directory"));
}

TEST_CASE("what cannot be mapped is refused") {
  folder const dir;
  std::string const two(16, '\0');
  auto const refused = [&](std::string const& bytes, auto error, std::string const& why) {
    write_bytes(dir / "x.npy", bytes);
    return throws<decltype(error)>([&] { gm::open_memmap<double, 1>(dir / "x.npy", gm::readonly); }, why);
  };
  using file_error = gm::file_error;
  using dtype_error = gm::dtype_error;
  CHECK(refused(npy(">f8", "False", "(2,)", two), dtype_error(""), "other byte order"));
  CHECK(refused(npy("<f4", "False", "(4,)", two), dtype_error(""), "the file holds float32, not float64"));
  CHECK(refused(npy("|O", "False", "(2,)", two), dtype_error(""), "pickled Python objects"));
  CHECK(refused(npy("<f8", "False", "(3,)", two), file_error(""), "found only 2"));
  CHECK(refused(npy("<f8", "False", "(2, 1)", two), gm::shape_error(""), "2 dimensions, not 1"));
  CHECK(refused("", file_error(""), "no data left in file"));
  std::string crooked = npy("<f8", "False", "(2,)", two);
  crooked[8] = 't'; // two bytes fewer of header, which ends in blanks
  crooked.erase(126, 2);
  CHECK(refused(crooked, file_error(""), "not aligned"));
  write_bytes(dir / "b.npy", npy("|b1", "False", "(4,)", std::string("\0\1\2\1", 4)));
  CHECK(throws<file_error>([&] { gm::open_memmap<bool, 1>(dir / "b.npy", gm::readonly); },
                           "cannot be mapped as bool"));
  CHECK(same(gm::load<bool, 1, gm::host>(dir / "b.npy"), {false, true, true, true}));
}
