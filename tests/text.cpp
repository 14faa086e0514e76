// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Text files and files of bare numbers: what NumPy answers, what the errors say, and that what is written is
// written whole or not at all. data/text.py has NumPy read what is written here, and write what is read.
#include "files.hpp"
#include "rows/rows.hpp"

#include <gamut/text.hpp>

#include <sstream>
#include <string>
#include <sys/stat.h>
#include <thread>

namespace {

using rows::complex;

using files::folder, files::for_dtypes;

/// What is in a file.
std::string content(std::string const& path) {
  std::string bytes = files::bytes_of(path);
  for (std::size_t at = 0; (at = bytes.find('\r', at)) != bytes.npos;) bytes.replace(at, 1, "<cr>");
  return bytes;
}
/// A text as a file.
std::istringstream text(std::string const& content) { return std::istringstream(content); }

/// The numbers of data/text.py: some that no decimal writes exactly, and the limits of the dtype.
template <class T>
gm::ndarray<T, 2, gm::host> numbers() {
  gm::ndarray<T, 2, gm::host> a(gm::shape_of(4, 3));
  using limits = std::numeric_limits<gm::real_t<T>>;
  auto const real = [](int k) {
    using R = gm::real_t<T>;
    if constexpr (std::same_as<T, bool>)
      return k % 2 == 1;
    else if constexpr (gm::integer<T>)
      return k == 10 ? limits::min() : k == 11 ? limits::max() : static_cast<R>(11 * k);
    else
      return k == 9    ? limits::denorm_min()
             : k == 10 ? -limits::infinity()
             : k == 11 ? limits::max()
                       : static_cast<R>(static_cast<R>(k - 3) / static_cast<R>(7));
  };
  for (int k = 0; k < 12; ++k) {
    if constexpr (gm::complex_floating<T>)
      a.data()[k] = T(real(k), real(11 - k));
    else
      a.data()[k] = real(k);
  }
  return a;
}

} // namespace

TEST_CASE("every dtype is written, and read back as it was") {
  folder const dir;
  for_dtypes([&]<class T>(T) {
    auto const a = numbers<T>();
    std::string const name = gm::dtype_name<T>();
    INFO(name);
    bool constexpr whole = std::same_as<T, bool> || gm::integer<T>;
    std::string const path = dir / (name + ".txt");
    if constexpr (whole)
      gm::savetxt(path, a, gm::fmt = "%d", gm::delimiter = ",");
    else
      gm::savetxt(path, a, gm::header = "some\nlines");
    CHECK(identical(gm::loadtxt<T, 2, gm::host>(path, gm::delimiter = whole ? "," : nullptr), a));
    gm::savetxt(dir / (name + ".exact.txt"), a.T(), gm::fmt = whole ? "%+04i" : "%.17g");
    CHECK(identical(gm::loadtxt<T, 2, gm::host>(dir / (name + ".exact.txt"), gm::unpack = true), a));
    a.tofile(dir / (name + ".bin"));
    CHECK(same(gm::fromfile<T, gm::host>(dir / (name + ".bin")), elements(a)));
    if constexpr (!gm::half_floating<T> && gm::detail::kind < T >> 0) {
      a.tofile(dir / (name + ".list.txt"), ", ");
      CHECK(same(gm::fromfile<T, gm::host>(dir / (name + ".list.txt"), -1, ","), elements(a)));
    }
  });
}

TEST_CASE("what NumPy wrote is read, where data/text.py has written it") {
  char const* const written = std::getenv("GAMUT_NUMPY_FILES");
  if (!written) return;
  for_dtypes([&]<class T>(T) {
    std::string const path = std::string(written) + "/" + gm::dtype_name<T>();
    INFO(path);
    bool constexpr whole = std::same_as<T, bool> || gm::integer<T>;
    CHECK(identical(gm::loadtxt<T, 2, gm::host>(path + ".txt", gm::delimiter = whole ? "," : nullptr),
                    numbers<T>()));
    CHECK(identical(gm::genfromtxt<T, 2, gm::host>(path + ".python.txt"), numbers<T>()));
    CHECK(same(gm::fromfile<T, gm::host>(path + ".bin"), elements(numbers<T>())));
  });
}

TEST_CASE("what is no number is an error that says where it stands") {
  CHECK(
      throws<gm::value_error>([] { gm::loadtxt<double, 2>(text("# x\n1 2\n3 4x\n")); },
                              "text, line 3: could not convert string '4x' to float64 at row 1, column 2."));
  CHECK(throws<gm::value_error>([] { gm::loadtxt<double, 2>(text("1,2\n3,\n"), gm::delimiter = ','); },
                                "could not convert string '' to float64 at row 1, column 2."));
  CHECK(throws<gm::value_error>([] { gm::loadtxt<double, 2>(text("1 \x1b[2J\n")); },
                                "could not convert string '\\x1b[2J'"));
  CHECK(
      throws<gm::value_error>([] { gm::loadtxt<double, 2>(text("1 2\n3\n")); },
                              "line 2: the number of columns changed from 2 to 1 at row 2; use `usecols` to "
                              "select a subset and avoid this error"));
  CHECK(throws<gm::value_error>([] { gm::loadtxt<double, 2>(text("1 2\n"), gm::usecols = -3); },
                                "invalid column index -3 at row 1 with 2 columns"));
  CHECK(throws<gm::value_error>([] { gm::loadtxt<double, 2>(text("1 2\n"), gm::max_rows = -1); },
                                "argument must be nonnegative"));
  CHECK(throws<gm::value_error>([] { gm::loadtxt<double, 2>(text("\"1\n2\"\n"), gm::quotechar = '"'); },
                                "a quoted field does not end in its line"));
  for (std::string const field : {"nan(3)", "1_0", "1e", ".", "+-1", "--1", "0x1p3", "1d3", "j", "\xc2\xb2"})
    CHECK(throws<gm::value_error>([&] { gm::loadtxt<double, 2>(text(field)); },
                                  "could not convert string '" + field + "' to float64"));
  for (std::string const field : {"1-2i", "j", "1+2", "(1+2j", "1 +2j", "1+2jj"})
    CHECK(throws<gm::value_error>([&] { gm::loadtxt<complex, 1>(text(field), gm::delimiter = ','); },
                                  "could not convert string '" + field + "' to complex128"));
  CHECK(throws<gm::shape_error>([] { gm::loadtxt<double, 1>(text("1 2\n3 4\n")); },
                                "text: the file holds an array of 2 dimensions, not 1"));
  CHECK(throws<gm::shape_error>([] { gm::loadtxt<double, 0>(text("1 2")); }, "of 1 dimensions, not 0"));
  CHECK(throws<gm::file_error>([] { gm::loadtxt<double, 0>("no/such.txt"); },
                               "No such file or directory: 'no/such.txt'"));
  CHECK(throws<gm::value_error>([] { gm::loadtxt<double, 0>("a.txt.gz"); },
                                "compressed text files are not read"));
  try {
    gm::loadtxt<double, 1>(text("x"));
    FAIL("nothing was thrown");
  } catch (gm::value_error const& e) {
    CHECK(std::string(e.where().file_name()).ends_with("text.cpp"));
  }
}

TEST_CASE("genfromtxt's errors") {
  CHECK(throws<gm::value_error>(
      [] { gm::genfromtxt<double, 2>(text("1,2\n\n3\n4,5,6\n"), gm::delimiter = ','); },
      "text: Some errors were detected !\n    Line #3 (got 1 columns instead of 2)\n"
      "    Line #4 (got 3 columns instead of 2)"));
  CHECK(throws<gm::value_error>([] { gm::genfromtxt<double, 1>(text("1 NA"), gm::loose = false); },
                                "text, line 1: Cannot convert string 'NA' at column 2"));
  CHECK(throws<gm::overflow_error>([] { gm::genfromtxt<std::int8_t, 1>(text("1 300")); },
                                   "text, line 1: integer 300 out of bounds for int8"));
  CHECK(throws<gm::overflow_error>([] { gm::genfromtxt<std::uint8_t, 1>(text("1 x")); },
                                   "integer -1 out of bounds for uint8: name filling_values"));
  CHECK(throws<gm::value_error>(
      [] { gm::genfromtxt<double, 1>(text("1"), gm::max_rows = 2, gm::skip_footer = 1); },
      "The keywords 'skip_footer' and 'max_rows' can not be specified at the same time."));
  // What is in the footer is none.
  CHECK(same(gm::genfromtxt<double, 1>(text("1 2\n3\n"), gm::skip_footer = 1), {1, 2}));
}

TEST_CASE("lines end as on any system, the last perhaps not at all, and the locale does not matter") {
  for (std::string const content : {"1 2\n3 4\n", "1 2\r\n3 4", "1 2\r3 4\r", "\n\r\n1 2 \n \t\n3 4\n\n"})
    CHECK(same(gm::loadtxt<double, 2>(text(content)), {1, 2, 3, 4}));
  CHECK(gm::loadtxt<double, 2>(text("")).shape() == gm::shape_of(0, 1));
  CHECK(gm::loadtxt<double, 1>(text("# 1\n")).size() == 0);
  // A delimiter of more than one byte is one character.
  CHECK(same(gm::loadtxt<double, 1>(text("1÷2"), gm::delimiter = "÷"), {1, 2}));
  CHECK(same(gm::loadtxt<double, 1>(text("1 2 # 3"), gm::comments = nullptr, gm::usecols = {0, -1}), {1, 3}));
}

TEST_CASE("a converter takes a field's text, and perhaps its column, and may leave it") {
  auto const percent = [](std::string_view field) -> std::optional<double> {
    if (!field.ends_with('%')) return std::nullopt;
    return std::stod(std::string(field)) / 100;
  };
  CHECK(same(gm::loadtxt<double, 1>(text("50% 2"), gm::converters = percent), {0.5, 2}));
  auto const negated = [](std::string_view field, gm::index column) {
    return (column == 2 ? -1 : 1) * std::stod(std::string(field));
  };
  CHECK(same(gm::genfromtxt<double, 1>(text("1 2 3"), gm::converters = negated, gm::usecols = {2, 0}),
             {-3, 1}));
}

TEST_CASE("formats that do not fit are errors before anything is written") {
  folder const dir;
  auto const a = gm::ones<double, P>(2, 3);
  std::string const path = dir / "kept.txt";
  gm::savetxt(path, a);
  std::string const before = content(path);
  auto const write = [&](auto const& format) {
    return [&, format] { gm::savetxt(path, a, gm::fmt = format); };
  };
  CHECK(throws<gm::value_error>(write("%d %d"), "fmt has wrong number of % formats:  %d %d"));
  CHECK(throws<gm::value_error>(write(std::vector<std::string>{"%d"}), "fmt has wrong shape."));
  for (std::string const format : {"%", "%5.3", "%-", "%l"})
    CHECK(
        throws<gm::value_error>([&] { gm::savetxt(path, a(0, _), gm::fmt = format); }, "incomplete format"));
  CHECK(throws<gm::value_error>(write("%q"), "unsupported format character 'q' (0x71) at index 1"));
  CHECK(throws<gm::value_error>(write("%99999999999f"), "width too big"));
  CHECK(throws<gm::value_error>(write("%.2000000f"), "precision too big"));
  CHECK(throws<gm::dtype_error>(write("%x"), "%x format: an integer is required, not float64"));
  CHECK(throws<gm::dtype_error>(write("%% %d"), "Mismatch between array dtype ('float64')"));
  auto const bad = gm::array<void, P>({1., rows::nan});
  CHECK(throws<gm::value_error>([&] { gm::savetxt(path, bad, gm::fmt = "%d"); },
                                "cannot convert float NaN to integer"));
  CHECK(throws<gm::overflow_error>([&] { gm::savetxt(path, a / 0., gm::fmt = "%d"); },
                                   "cannot convert float infinity to integer"));
  CHECK_THROWS_AS(gm::tofile(a, path, ",", "%d %d"), gm::dtype_error);
  CHECK(content(path) == before);
  std::ostringstream out;
  CHECK_THROWS_AS(gm::savetxt(out, bad, gm::fmt = "%d"), gm::value_error);
  CHECK(out.str().empty());
  gm::savetxt(out, a(0, _), gm::fmt = {"%i%%"}, gm::newline = "|");
  CHECK(out.str() == "1%|1%|1%|");
}

TEST_CASE("a full disk leaves the old file as it was, and nothing beside it") {
  folder const dir;
  std::string const path = dir / "full.txt";
  gm::savetxt(path, gm::ones(2));
  {
    files::full_disk const full;
    CHECK(throws<gm::file_error>([&] { gm::savetxt(path, gm::zeros(1 << 14)); },
                                 "cannot write '" + path + "': File too large"));
    CHECK(throws<gm::file_error>([&] { gm::tofile(gm::zeros(1 << 14), path); }, "File too large"));
  }
  CHECK(same(gm::loadtxt<double, 1>(path), {1, 1}));
  std::filesystem::remove(path);
  CHECK((dir.keep || std::filesystem::is_empty(dir.path)));
  CHECK(throws<gm::file_error>([] { gm::savetxt("/dev/full", gm::zeros(3)); }, "No space left on device"));
  CHECK(
      throws<gm::file_error>([] { gm::tofile(gm::zeros(3), "/dev/full", ","); }, "No space left on device"));
}

TEST_CASE("bare numbers from files and pipes") {
  folder const dir;
  std::string const path = dir / "a.raw";
  files::write_bytes(path, std::string("\2\0\1\0\0\7\7", 7));
  CHECK(same(gm::fromfile<std::uint16_t>(path), {2, 1, 0x700}));
  CHECK(same(gm::fromfile<std::uint16_t>(path, 9, "", 5), {0x707}));
  CHECK(same(gm::fromfile<bool>(path), {true, false, true, false, false, true, true}));
  CHECK(gm::fromfile<double>(path).size() == 0);
  CHECK(throws<gm::value_error>([&] { gm::fromfile(path, -1, "", 8); },
                                "offset 8 is past the end of the file"));
  CHECK(throws<gm::value_error>([&] { gm::fromfile(path, -1, "", -1); }, "offset must be non-negative"));
  CHECK(throws<gm::value_error>([&] { gm::fromfile(path, -1, ","); },
                                "string or file could not be read to its end due to unmatched data"));
  std::string const pipe = dir / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  auto const through_pipe = [&](gm::index count, gm::index offset) {
    std::thread writer([&] { files::write_bytes(pipe, std::string("\1\0\2\0\3\0\4", 7)); });
    auto const a = gm::fromfile<std::uint16_t>(pipe, count, "", offset);
    writer.join();
    return elements(a);
  };
  using numbers = std::vector<std::uint16_t>;
  CHECK(through_pipe(-1, 0) == numbers{1, 2, 3});
  CHECK(through_pipe(1, 2) == numbers{2});
  CHECK(through_pipe(gm::index(1) << 60, 1) == numbers{0x200, 0x300, 0x400});
  std::filesystem::remove(pipe);
}

TEST_CASE("text files answer as NumPy's") {
  ROW_OPERANDS
  ROW_COMPLEX_OPERANDS
#include "rows/text.inc"
}
