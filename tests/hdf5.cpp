// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// HDF5 files: what h5py wrote is read, in every dtype and byte order; what is written is read back, by h5py
// as well (data/hdf5.py); and what leads out of a file, or claims more than it holds, is refused.
#include "files.hpp"

#include <gamut/hdf5.hpp>

#include <string>

#include <sys/stat.h>

using files::data, files::folder, files::for_dtypes, files::six;

TEST_CASE("h5py's file of every dtype and byte order is read") {
  for_dtypes([&]<class T>(T) {
    for (std::string const order : {"little/", "big/"}) {
      std::string const name = order + gm::dtype_name<T>();
      INFO(name);
      CHECK(identical(gm::load_hdf5<T, 2, gm::host>(data("h5py.h5"), name), six<T>()));
    }
  });
  std::string const path = data("h5py.h5");
  auto const a = gm::reshape(gm::arange(40.), {5, 8});
  CHECK(identical(gm::load_hdf5<double, 2>(path, "packed/a"), gm::to<P>(a)));
  CHECK(identical(gm::load_hdf5<double, 2>(path, "/link"), gm::to<P>(a)));
  CHECK(float(gm::load_hdf5<float, 0>(path, "scalar")) == 2.5f);
  CHECK(gm::load_hdf5<std::int16_t, 2>(path, "nothing").shape() == gm::shape_of(0, 3));
  CHECK(same(gm::load_hdf5<std::int32_t, 1>(path, "unwritten"), {7, 7, 7}));
}

TEST_CASE("a part of a dataset is what slicing gives") {
  std::string const path = data("h5py.h5");
  auto const a = gm::to<P>(gm::reshape(gm::arange(40.), {5, 8}));
  auto const check = [&](slice const& rows, slice const& columns) {
    return identical(gm::load_hdf5<double, 2>(path, "packed/a", {rows, columns}), a(rows, columns));
  };
  CHECK(check(slice(1, 4), slice(_, _, 3)));
  CHECK(check(slice(-2, _), slice(2, -1, 2)));
  CHECK(check(slice(_, _), slice(7, 99)));
  CHECK(check(slice(3, 3), slice(_, _)));
  CHECK(check(slice(9, _), slice(_, 0)));
  CHECK(
      same(gm::load_hdf5<double, 1>(path, "huge", {slice(1 << 30, _, 1 << 30)}), std::vector<double>(1023)));
  CHECK(throws<gm::value_error>(
      [&] {
        gm::load_hdf5<double, 2>(path, "packed/a", {slice(_, _, -1), slice(_, _)});
      },
      "Step must be >= 1 (got -1)"));
}

TEST_CASE("every dtype is written, and read back") {
  folder const dir;
  std::string const path = dir / "all.h5";
  auto const s = gm::full<float, P>(gm::shape_of(), 2.5f);
  std::vector<gm::hdf5::member> members{
      {"scalar", s}, {"nothing", gm::zeros<double, P>(0, 3)}, {"größe", gm::arange(5)}};
  for_dtypes([&]<class T>(T) { members.emplace_back("plain/" + gm::dtype_name<T>(), gm::to<P>(six<T>())); });
  gm::save_hdf5(path, members);
  for_dtypes([&]<class T>(T) {
    CHECK(identical(gm::load_hdf5<T, 2, gm::host>(path, "plain/" + gm::dtype_name<T>()), six<T>()));
  });
  CHECK(float(gm::load_hdf5<float, 0>(path, "scalar")) == 2.5f);
  CHECK(gm::load_hdf5<double, 2>(path, "nothing").shape() == gm::shape_of(0, 3));

  for_dtypes([&]<class T>(T) { members.emplace_back("packed/" + gm::dtype_name<T>(), six<T>()); });
  gm::save_hdf5(path, members, gm::compression = 6, gm::shuffle_bytes = true);
  for_dtypes([&]<class T>(T) {
    CHECK(identical(gm::load_hdf5<T, 2, gm::host>(path, "packed/" + gm::dtype_name<T>()), six<T>()));
  });
  auto const long_one = gm::to<P>(gm::arange(400000.));
  gm::save_hdf5(dir / "long.h5", {{"a", long_one}, {"g/h/t", gm::to<P>(six<double>()).T()}},
                gm::compression = 1);
  CHECK(identical(gm::load_hdf5<double, 1>(dir / "long.h5", "a"), long_one));
  CHECK(identical(gm::load_hdf5<double, 2>(dir / "long.h5", "g/h/t"), gm::to<P>(six<double>()).T()));
}

TEST_CASE("a dataset that is another is an error that names it") {
  std::string const path = data("h5py.h5");
  CHECK(throws<gm::dtype_error>([&] { gm::load_hdf5<float, 2>(path, "big/int16"); },
                                "h5py.h5: dataset 'big/int16' holds int16, not float32"));
  CHECK(throws<gm::dtype_error>([&] { gm::load_hdf5<std::int8_t, 2>(path, "little/bool"); },
                                "holds bool, not int8"));
  CHECK(throws<gm::dtype_error>([&] { gm::load_hdf5<double, 1>(path, "records"); },
                                "holds elements of no dtype"));
  CHECK(
      throws<gm::dtype_error>([&] { gm::load_hdf5<double, 0>(path, "text"); }, "holds elements of no dtype"));
  CHECK(throws<gm::shape_error>([&] { gm::load_hdf5<double, 1>(path, "packed/a"); },
                                "dataset 'packed/a' holds an array of 2 dimensions, not 1"));
  CHECK(
      throws<gm::file_error>([&] { gm::load_hdf5<double, 1>(path, "none"); }, "object 'none' doesn't exist"));
  CHECK(throws<gm::file_error>([&] { gm::load_hdf5<double, 1>(path, "packed"); }, "not a dataset"));
  CHECK(throws<gm::file_error>([&] { gm::load_hdf5<double, 1>(path, "empty"); }, "it has no shape"));
  CHECK(throws<gm::file_error>([&] { gm::load_hdf5<double, 1>("none.h5", "a"); },
                               "No such file or directory: 'none.h5'"));
  CHECK(throws<gm::file_error>([&] { gm::load_hdf5<double, 1>(data("numpy.npz"), "a"); },
                               "unable to open file"));
}

TEST_CASE("a shape that the file cannot hold, and what is in another file, are refused") {
  std::string const path = data("h5py.h5");
  CHECK(throws<gm::file_error>(
      [&] { gm::load_hdf5<double, 1>(path, "huge"); },
      "dataset 'huge' claims shape (1099511627776,) of 8 bytes, more than the file can hold"));
  CHECK(throws<gm::file_error>([&] { gm::load_hdf5<double, 1>(path, "elsewhere"); }, "is in another file"));
  CHECK(throws<gm::file_error>([&] { gm::load_hdf5<std::uint8_t, 1>(path, "external"); },
                               "is in another file"));
}

TEST_CASE("a file is written whole or not at all") {
  folder const dir;
  std::string const path = dir / "old.h5";
  gm::ndarray<double, 1, P> const a = gm::ones<double, P>(2);
  gm::save_hdf5(path, {{"a", a}});
  CHECK(throws<gm::value_error>(
      [&] {
        gm::save_hdf5(path, {{"b", a}, {"b", a}});
      },
      "two arrays are named 'b'"));
  CHECK_THROWS_AS(gm::save_hdf5(path, {{"", a}}), gm::value_error);
  CHECK_THROWS_AS(gm::save_hdf5(path, {{"b", a}}, gm::compression = 10), gm::value_error);
  CHECK_THROWS_AS(gm::save_hdf5(path, {{"b", a}, {"b/c", a}}), gm::file_error);
  CHECK_THROWS_AS(gm::save_hdf5(dir / "no/such.h5", {{"b", a}}), gm::file_error);
  {
    files::full_disk const full;
    auto const large = gm::zeros<double, P>(1 << 16);
    CHECK(throws<gm::file_error>(
        [&] {
          gm::save_hdf5(path, {{"b", large}});
        },
        "cannot write '" + path + "': File too large"));
  }
  CHECK(throws<gm::file_error>([&] { gm::save_hdf5("/dev/full", {{"b", a}}); }, "No space left on device"));
  CHECK(gm::load_hdf5<double, 1>(path, "a").size() == 2);
  if (!dir.keep) CHECK(std::distance(std::filesystem::directory_iterator(dir.path), {}) == 1);
  try {
    gm::load_hdf5<double, 1>("nowhere.h5", "a");
    FAIL("nothing was thrown");
  } catch (gm::file_error const& e) {
    CHECK(std::string(e.where().file_name()).ends_with("hdf5.cpp"));
  }
}
