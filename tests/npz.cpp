// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// .npz archives: what NumPy wrote is read, in every dtype, order and version; what is written is read back,
// by NumPy as well (data/npz.py); and archives that lie are refused.
#include "files.hpp"
#include "rows/rows.hpp"

#include <gamut/memmap.hpp>
#include <gamut/npz.hpp>

#include <string>
#include <vector>

namespace {

using files::bytes_of, files::data, files::folder, files::for_dtypes, files::six, files::write_bytes;

/// The message of the file_error that reading all of an archive ends with; empty where it is read.
std::string refusal(std::string const& path) {
  try {
    auto const z = gm::loadz(path);
    for (auto const& name : z.names()) static_cast<void>(z.get<double, 1, gm::host>(name));
    return "";
  } catch (gm::file_error const& e) {
    CHECK(e.message().starts_with(path));
    return e.message();
  }
}
bool contains(std::string const& text, std::string const& part) { return text.find(part) != text.npos; }

template <int Bytes>
void put(std::string& bytes, std::size_t at, std::uint64_t value) {
  for (std::size_t i = 0; i < Bytes; ++i) bytes[at + i] = char(static_cast<unsigned char>(value >> 8 * i));
}

} // namespace

TEST_CASE("NumPy's archive of every dtype, byte order, memory order and version is read") {
  auto const z = gm::loadz(data("numpy.npz"));
  CHECK(z.size() == 14 * 12);
  for_dtypes([&]<class T>(T) {
    for (std::string const order : {"/little/C/", "/little/F/", "/big/C/", "/big/F/"})
      for (std::string const version : {"1", "2", "3"}) {
        std::string const name = gm::dtype_name<T>() + order + version;
        INFO(name);
        CHECK(z.header(name).dtype_name() == gm::dtype_name<T>());
        CHECK(identical(z.get<T, 2, gm::host>(name), six<T>()));
      }
  });
}

TEST_CASE("and so is each of its files by itself, read or mapped") {
  folder const dir;
  gm::zip::reader const archive(data("numpy.npz"), {});
  std::string const path = dir / "numpy.file";
  for_dtypes([&]<class T>(T) {
    for (gm::zip::member const& m : archive.members()) {
      if (!m.name.starts_with(gm::dtype_name<T>() + "/")) continue;
      INFO(m.name);
      std::string bytes(m.size, '\0');
      archive.read(archive.start_of(m, {}), bytes.data(), bytes.size(), {});
      write_bytes(path, bytes);
      CHECK(identical(gm::load<T, 2, gm::host>(path), six<T>()));
      auto const map = [&] { return gm::ndarray(gm::open_memmap<T, 2>(path, gm::readonly)); };
      if (m.name.find("/little/") != m.name.npos || sizeof(T) == 1)
        CHECK(identical(map(), six<T>()));
      else
        CHECK_THROWS_AS(map(), gm::dtype_error);
    }
  });
}

TEST_CASE("every dtype is written, and read back") {
  folder const dir;
  std::vector<gm::npz_member> members;
  for_dtypes([&]<class T>(T) {
    gm::save(dir / (gm::dtype_name<T>() + ".npy"), six<T>());
    CHECK(identical(gm::load<T, 2, gm::host>(dir / (gm::dtype_name<T>() + ".npy")), six<T>()));
    // NumPy's other ways to have it: transposed, in three dimensions, and as a map that is filled.
    gm::save(dir / (gm::dtype_name<T>() + ".T.npy"), six<T>().T());
    gm::save(dir / (gm::dtype_name<T>() + ".3.npy"), gm::reshape(six<T>(), {1, 3, 2}));
    gm::open_memmap<T>(dir / (gm::dtype_name<T>() + ".map.npy"), gm::write, {2, 3}) = six<T>();
    members.emplace_back(gm::dtype_name<T>(), six<T>());
  });
  gm::savez(dir / "all.npz", members);
  auto const z = gm::loadz(dir / "all.npz");
  for_dtypes([&]<class T>(T) { CHECK(identical(z.get<T, 2, gm::host>(gm::dtype_name<T>()), six<T>())); });
}

TEST_CASE("names, views, expressions, empty and 0-d arrays") {
  folder const dir;
  auto const a = gm::to<P>(six<double>());
  gm::savez(dir / "a.npz", {{"float64", a},
                            {"zeros", gm::zeros<double, P>(300, 200)},
                            {"scalar", gm::full<float, P>(gm::shape_of(), 2.5f)},
                            {"empty", gm::zeros<std::int16_t, P>(0, 3)}});
  auto const z = gm::loadz(dir / "a.npz");
  CHECK(z.names() == std::vector<std::string>{"float64", "zeros", "scalar", "empty"});
  CHECK(z.contains("zeros"));
  CHECK(z.contains("zeros.npy"));
  CHECK_FALSE(z.contains("zero"));
  CHECK(identical(z.get<double, 2>("float64"), a));
  CHECK(float(z.get<float, 0>("scalar")) == 2.5f);
  CHECK(z.get<std::int16_t, 2>("empty").shape() == gm::shape_of(0, 3));
  CHECK(z.header("zeros").shape == std::vector<gm::index>{300, 200});

  std::string const path = dir / "numbered.archive";
  gm::savez(path, a.T(), a * 2.);
  auto const n = gm::loadz(path);
  CHECK(n.names() == std::vector<std::string>{"arr_0", "arr_1"});
  CHECK(identical(n.get<double, 2>("arr_0"), a.T()));
  CHECK(identical(n.get<double, 2>("arr_1"), a * 2.));

  CHECK(throws<gm::index_error>([&] { z.get<double, 2>("x"); }, "x is not a file in the archive"));
  CHECK(
      throws<gm::dtype_error>([&] { z.get<float, 2>("zeros"); }, "a.npz/zeros.npy: the file holds float64"));
  CHECK(throws<gm::shape_error>([&] { z.get<double, 1>("zeros"); }, "an array of 2 dimensions, not 1"));
  CHECK(throws<gm::file_error>([&] { gm::loadz(dir / "none.npz"); }, "No such file or directory"));
  CHECK(throws<gm::file_error>([&] { gm::loadz(dir.path.string()); }, "Is a directory"));
}

TEST_CASE("an archive is written whole or not at all") {
  folder const dir;
  std::string const path = dir / "old.archive";
  gm::savez(path, {{"a", gm::ones<double, P>(2)}});
  for (std::string const name : {"", "../a", "/a", "a/../../b", "c:a", "a\\b", "a\n"}) {
    CAPTURE(name);
    if (name.empty()) continue; // ".npy" is a name
    CHECK_THROWS_AS(gm::savez(path, {{"a", gm::zeros<double, P>(3)}, {name, gm::zeros<double, P>(3)}}),
                    gm::value_error);
  }
  CHECK_THROWS_AS(gm::savez(path, {{"a", gm::zeros<double, P>(3)}, {"a", gm::zeros<double, P>(3)}}),
                  gm::value_error);
  CHECK(gm::loadz(path).get<double, 1>("a").size() == 2);
  CHECK_THROWS_AS(gm::savez(dir / "no/such.npz", gm::zeros<double, P>(3)), gm::file_error);
}

TEST_CASE("pickles, texts, dates and records in an archive are refused, and only they") {
  auto const z = gm::loadz(data("numpy_refused.npz"));
  CHECK(throws<gm::dtype_error>([&] { z.get<double, 1>("objects"); }, "pickled Python objects"));
  CHECK(throws<gm::dtype_error>([&] { z.get<double, 1>("text"); }, "is not read"));
  CHECK(throws<gm::dtype_error>([&] { z.get<double, 1>("times"); }, "is not read"));
  CHECK(throws<gm::dtype_error>([&] { z.get<double, 1>("records"); }, "structured dtypes are not read"));
}

TEST_CASE("an archive cut anywhere is refused, and one with any byte of a member changed") {
  folder const dir;
  std::string const path = dir / "x.archive";
  gm::savez(path, {{"a", gm::arange<double, gm::host>(4.)}, {"b", gm::arange<double, gm::host>(2.)}});
  std::string const whole = bytes_of(path);
  CHECK(refusal(path) == "");
  for (std::size_t n = 0; n < whole.size(); n += 7) {
    CAPTURE(n);
    write_bytes(path, whole.substr(0, n));
    CHECK(refusal(path) != "");
    write_bytes(path, whole.substr(n + 1));
    CHECK(refusal(path) != "");
  }
  std::size_t const content = 30 + 5 + 20; // of the first member
  for (std::size_t at = content; at < content + 128 + 32; at += 5) {
    std::string changed = whole;
    changed[at] = char(changed[at] ^ 1);
    write_bytes(path, changed);
    CAPTURE(at);
    try { // a header of another dtype is a dtype_error
      CHECK(refusal(path) != "");
    } catch (gm::error const&) {
    }
  }
}

TEST_CASE("an archive that lies is refused") {
  folder const dir;
  std::string const path = dir / "x.archive";
  gm::savez(path, {{"a", gm::arange<double, gm::host>(4.)}, {"b", gm::arange<double, gm::host>(2.)}});
  std::string const whole = bytes_of(path);
  std::size_t const first = whole.find("PK\1\2"), second = whole.find("PK\1\2", first + 4),
                    end = whole.find("PK\5\6");
  auto const refused = [&](auto change, std::string const& why) {
    std::string bytes = whole;
    change(bytes);
    write_bytes(path, bytes);
    std::string const said = refusal(path);
    if (contains(said, why)) return true;
    UNSCOPED_INFO("it says: " << said);
    return false;
  };
  using text = std::string;
  // A size that the file cannot hold, or that cannot come of so few bytes.
  CHECK(refused([&](text& b) { put<4>(b, first + 24, 1u << 31); }, "which cannot be"));
  CHECK(refused([&](text& b) { put<4>(b, first + 20, 1u << 31), put<4>(b, first + 24, 1u << 31); },
                "which cannot be"));
  CHECK(refused([&](text& b) { put<2>(b, first + 10, 8), put<4>(b, first + 24, 1u << 31); }, "zip bomb"));
  // One that does not fit the header of the array.
  CHECK(refused([&](text& b) { put<4>(b, first + 20, 152), put<4>(b, first + 24, 152); },
                "its header claims shape (4,) of float64, 32 bytes, and the archive has 24 of them"));
  // Members at one place.
  CHECK(refused([&](text& b) { put<4>(b, second + 42, 0); }, "overlap"));
  CHECK(refused([&](text& b) { put<4>(b, second + 42, 40); }, "overlap"));
  CHECK(refused([&](text& b) { put<4>(b, first + 42, 1); }, "is not what the directory says"));
  CHECK(refused([&](text& b) { put<4>(b, first + 42, 0xfffffff0); }, "which cannot be"));
  // Names.
  CHECK(refused([&](text& b) { b[first + 46] = '/'; }, "the name '/.npy' is refused"));
  CHECK(refused([&](text& b) { b[first + 46] = 'b'; }, "two members of the name 'b.npy'"));
  CHECK(refused([&](text& b) { b[first + 46] = 'c'; }, "is not what the directory says"));
  CHECK(refused([&](text& b) { b[first + 46] = '\0'; }, "is refused"));
  // Other methods, encryption, several files.
  CHECK(refused([&](text& b) { put<2>(b, first + 10, 14); }, "compressed by method 14"));
  CHECK(refused([&](text& b) { put<2>(b, first + 8, 1); }, "encrypted"));
  CHECK(refused([&](text& b) { put<2>(b, end + 4, 1); }, "several files"));
  CHECK(refused([&](text& b) { put<2>(b, end + 8, 3), put<2>(b, end + 10, 3); }, "directory"));
  CHECK(refused([&](text& b) { put<2>(b, end + 8, 1), put<2>(b, end + 10, 1); }, "directory is damaged"));
  CHECK(refused([&](text& b) { put<2>(b, end + 8, 0xffff), put<2>(b, end + 10, 0xffff); },
                "not where it says"));
  CHECK(refused([&](text& b) { put<4>(b, end + 16, 0xffffffff); }, "not where it says"));
  CHECK(refused([&](text& b) { b.insert(0, "#!"); }, "not where it says"));
  // The checksum, and what is no archive.
  CHECK(refused([&](text& b) { put<4>(b, first + 16, 1); }, "member 'a.npy' is damaged: Bad CRC-32"));
  CHECK(refused([&](text& b) { b = "1,2,3\n"; }, "is not a zip file"));
  CHECK(refused([&](text& b) { b = ""; }, "is not a zip file"));
}

TEST_CASE("sizes and places in the zip64 record") {
  folder const dir;
  std::string const path = dir / "x.archive";
  gm::savez(path, {{"a", gm::arange<double, gm::host>(4.)}});
  std::string whole = bytes_of(path);
  std::size_t const central = whole.find("PK\1\2"), end = whole.find("PK\5\6");
  std::string extra(28, '\0');
  put<2>(extra, 0, 1), put<2>(extra, 2, 24), put<8>(extra, 4, 160), put<8>(extra, 12, 160);
  for (std::size_t const field : {20u, 24u, 42u}) put<4>(whole, central + field, 0xffffffff);
  put<2>(whole, central + 30, 28);
  std::string record(76, '\0');
  put<4>(record, 0, 0x06064b50), put<8>(record, 4, 44), put<8>(record, 24, 1), put<8>(record, 32, 1);
  put<8>(record, 40, end - central + 28), put<8>(record, 48, central);
  put<4>(record, 56, 0x07064b50), put<8>(record, 64, end + 28), put<4>(record, 72, 1);
  for (std::size_t const field : {8u, 10u}) put<2>(whole, end + field, 0xffff);
  for (std::size_t const field : {12u, 16u}) put<4>(whole, end + field, 0xffffffff);
  std::string const large = whole.substr(0, end) + extra + record + whole.substr(end);
  write_bytes(path, large);
  CHECK(refusal(path) == "");
  std::string lies = large;
  put<8>(lies, end + 4, std::uint64_t(1) << 62); // bytes of the member
  write_bytes(path, lies);
  CHECK(contains(refusal(path), "which cannot be"));
  lies = large, put<2>(lies, end + 2, 16); // the record is too short
  write_bytes(path, lies);
  CHECK(contains(refusal(path), "zip64 record is damaged"));
  lies = large, put<8>(lies, end + 28 + 64, ~std::uint64_t(0)); // where the record is
  write_bytes(path, lies);
  CHECK(contains(refusal(path), "not a zip archive that is whole"));
  lies = large, put<8>(lies, end + 28 + 32, std::uint64_t(1) << 40),
  put<8>(lies, end + 28 + 24, std::uint64_t(1) << 40);
  write_bytes(path, lies); // how many members
  CHECK(contains(refusal(path), "not where it says"));
}

TEST_CASE("more members than 16 bits count") {
  folder const dir;
  std::string const path = dir / "many.archive";
  gm::ndarray<std::uint8_t, 0, gm::host> const one = std::uint8_t(1);
  std::vector<gm::npz_member> members;
  for (int i = 0; i < 65600; ++i) members.emplace_back(std::to_string(i), one);
  gm::savez(path, members);
  auto const z = gm::loadz(path);
  CHECK(z.size() == 65600);
  CHECK(std::uint8_t(z.get<std::uint8_t, 0>("65599")) == 1);
}

#if defined(GAMUT_WITH_ZLIB)
TEST_CASE("compressed archives, NumPy's and ours") {
  folder const dir;
  auto const check = [](std::string const& path) {
    auto const z = gm::loadz(path);
    auto const zeros = z.get<double, 2>("zeros");
    CHECK(zeros.shape() == gm::shape_of(300, 200));
    CHECK_FALSE(bool(gm::any(zeros)));
    CHECK(float(z.get<float, 0>("scalar")) == 2.5f);
    CHECK(z.get<std::int16_t, 2>("empty").shape() == gm::shape_of(0, 3));
  };
  check(data("numpy_compressed.npz"));
  CHECK(same(gm::loadz(data("numpy_compressed.npz")).get<std::int64_t, 1>("größe"), {0, 1, 2, 3, 4}));
  gm::savez_compressed(dir / "c.npz", {{"zeros", gm::zeros<double, P>(300, 200)},
                                       {"scalar", gm::full<float, P>(gm::shape_of(), 2.5f)},
                                       {"empty", gm::zeros<std::int16_t, P>(0, 3)},
                                       {"complex64", six<std::complex<float>>()}});
  CHECK(std::filesystem::file_size(dir / "c.npz") < 2000);
  check(dir / "c.npz");
  gm::savez_compressed(dir / "n.archive", gm::arange<double, P>(100000.));
  CHECK(identical(gm::loadz(dir / "n.archive").get<double, 1>("arr_0"), gm::arange<double, P>(100000.)));
}

TEST_CASE("a deflated member gives what it declares, or is refused") {
  folder const dir;
  std::string const path = dir / "x.archive";
  gm::savez_compressed(path, {{"a", gm::zeros<double, gm::host>(1000)}});
  std::string const whole = bytes_of(path);
  std::size_t const central = whole.find("PK\1\2");
  auto const size = std::uint64_t(8128);
  auto const said = [&](auto change) {
    std::string bytes = whole;
    change(bytes);
    write_bytes(path, bytes);
    return refusal(path);
  };
  using text = std::string;
  // The array's header in the member says how much there has to be.
  CHECK(
      contains(said([&](text& b) { put<4>(b, central + 24, size - 8); }), "its header claims shape (1000,)"));
  CHECK(
      contains(said([&](text& b) { put<4>(b, central + 24, size + 8); }), "its header claims shape (1000,)"));
  CHECK(contains(said([&](text& b) { put<4>(b, central + 24, size * 1000); }), "zip bomb"));
  CHECK(said([&](text& b) { b[60] = char(b[60] ^ 0x55); }) != "");
  // What comes out is more, or less, than what both declare.
  std::string header = gm::npy::make_header<double>(std::vector<gm::index>{1000});
  for (int const wrong : {-8, 8}) {
    std::string content = header + std::string(std::size_t(8000 + wrong), '\0');
    gm::zip::writer out(path, {});
    out.add("a.npy", {content, {}}, true);
    out.finish();
    std::string bytes = bytes_of(path);
    put<4>(bytes, bytes.find("PK\1\2") + 24, size);
    write_bytes(path, bytes);
    CHECK(
        contains(refusal(path), wrong < 0 ? "it is shorter than it claims" : "it is longer than it claims"));
  }
}

TEST_CASE("archives answer as NumPy's") {
  ROW_OPERANDS
#include "rows/npz.inc"
}
#endif
