// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The .npy format: headers as np.save writes them, files as NumPy wrote them, and headers that lie.
#include "catch.hpp"

#include <gamut/npy.hpp>

#include <array>
#include <bit>
#include <complex>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <sstream>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

namespace npy = gamut::npy;
using namespace std::string_literals;

namespace {

using shape = std::vector<gamut::index>;

template <class T>
std::string header_of(shape const& extents) {
  return npy::make_header<T>(std::span<gamut::index const>(extents));
}

template <class T>
std::string bytes_of(std::vector<T> const& values) {
  std::string bytes;
  for (T const value : values) bytes.append(reinterpret_cast<char const*>(&value), sizeof(T));
  return bytes;
}

/// A version-1.0 file (or another version's) with this text as its header.
std::string file(std::string const& header, std::string const& data = "", char version = 1) {
  std::string bytes = "\x93NUMPY"s + version + '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) bytes += char(header.size() >> 8 * i & 0xff);
  return bytes + header + data;
}
/// A file of float64 that claims this shape, with the data of eight.
std::string claiming(std::string const& extents) {
  return file("{'descr': '<f8', 'fortran_order': False, 'shape': " + extents + ", }", std::string(64, '\0'));
}

npy::header header_in(std::string const& bytes) {
  std::istringstream in(bytes);
  return npy::read_header(in, "a.npy");
}

template <class T>
std::vector<T> data_in(std::istream& in) {
  npy::header const header = npy::read_header(in, "a.npy");
  REQUIRE(npy::matches<T>(header));
  auto const size = std::size_t(header.size());
  std::unique_ptr<T[]> const data(new T[size]); // a std::vector<bool> has no data()
  npy::read_data(in, header, data.get(), "a.npy");
  return std::vector<T>(data.get(), data.get() + size);
}
template <class T>
std::vector<T> data_in(std::string const& bytes) {
  std::istringstream in(bytes);
  return data_in<T>(in);
}

/// What reading throws says; "read" where nothing is thrown.
template <class Error>
std::string refusal(std::string const& bytes) {
  try {
    std::istringstream in(bytes);
    npy::header const header = npy::read_header(in, "a.npy");
    std::vector<double> data(std::size_t(header.size()));
    npy::read_data(in, header, data.data(), "a.npy");
    return "read";
  } catch (Error const& e) {
    CHECK(e.where().line() != 0);
    CHECK(e.message().starts_with("a.npy: "));
    return e.message();
  }
}

bool contains(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }

/// A stream that cannot seek, as a pipe's.
class unseekable : public std::streambuf {
public:
  explicit unseekable(std::string bytes) : bytes_(std::move(bytes)) {}

private:
  int_type underflow() override {
    if (next_ == bytes_.size()) return traits_type::eof();
    here_ = bytes_[next_++];
    setg(&here_, &here_, &here_ + 1);
    return traits_type::to_int_type(here_);
  }
  std::string bytes_;
  std::size_t next_ = 0;
  char here_ = 0;
};

template <class T>
void check_round_trip(std::vector<T> const& values, std::string const& name) {
  std::string const bytes = header_of<T>({gamut::index(values.size()), 1});
  npy::header const header = header_in(bytes + bytes_of(values));
  CHECK(header.dtype_name() == name);
  CHECK(header.shape == shape{gamut::index(values.size()), 1});
  CHECK(header.data_offset == bytes.size());
  CHECK_FALSE(header.swapped);
  CHECK_FALSE(header.fortran_order);
  CHECK(data_in<T>(bytes + bytes_of(values)) == values);
}

constexpr bool little = std::endian::native == std::endian::little;

} // namespace

TEST_CASE("a header is, byte for byte, the one that np.save writes", "[npy]") {
  if (!little) return;
  CHECK(header_of<double>({3, 4}) ==
        "\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }"s +
            std::string(58, ' ') + "\n");
  CHECK(header_of<bool>({5}) ==
        "\x93NUMPY\x01\x00v\x00{'descr': '|b1', 'fortran_order': False, 'shape': (5,), }"s +
            std::string(60, ' ') + "\n");
  CHECK(header_of<std::complex<double>>({}) ==
        "\x93NUMPY\x01\x00v\x00{'descr': '<c16', 'fortran_order': False, 'shape': (), }"s +
            std::string(61, ' ') + "\n");
  // The room for the first axis to grow can push the header past a multiple of 64 ...
  CHECK(header_of<std::uint16_t>(shape(6, 1000000)).size() == 192);
  // ... and a header past 64 KiB needs version 2.0.
  std::string const large = header_of<float>(shape(30000, 1));
  CHECK(large.starts_with("\x93NUMPY\x02\x00"s));
  CHECK(large.size() % 64 == 0);
  CHECK(header_in(large + "1234").shape == shape(30000, 1));
  CHECK(header_in(large + "1234").data_offset == large.size());
}

TEST_CASE("every dtype comes back as it was written", "[npy]") {
  check_round_trip<bool>({true, false, true}, "bool");
  check_round_trip<std::int8_t>({-128, 127}, "int8");
  check_round_trip<std::int16_t>({-32768, 1}, "int16");
  check_round_trip<std::int32_t>({-5, 1 << 30}, "int32");
  check_round_trip<std::int64_t>({-5, std::int64_t(1) << 60}, "int64");
  check_round_trip<std::uint8_t>({0, 255}, "uint8");
  check_round_trip<std::uint16_t>({0, 65535}, "uint16");
  check_round_trip<std::uint32_t>({0, 4294967295}, "uint32");
  check_round_trip<std::uint64_t>({0, 18446744073709551615u}, "uint64");
  check_round_trip<float>({1.5f, -2}, "float32");
  check_round_trip<double>({1.5, -2, 1e300}, "float64");
  check_round_trip<std::complex<float>>({{1, 2}, {-3, .5f}}, "complex64");
  check_round_trip<std::complex<double>>({{1, 2}, {-3, .5}}, "complex128");
}

TEST_CASE("the other byte order is turned, each half of a complex number by itself", "[npy]") {
  auto const big = [](std::string const& descr) {
    return "{'descr': '>" + descr + "', 'fortran_order': False, 'shape': (2,), }";
  };
  CHECK(header_in(file(big("i4"), "\0\0\0\1\xff\xff\xff\xfe"s)).swapped == little);
  CHECK(data_in<std::int32_t>(file(big("i4"), "\0\0\0\1\xff\xff\xff\xfe"s)) ==
        std::vector<std::int32_t>{1, -2});
  CHECK(data_in<std::complex<float>>(file(big("c8"), "\x3f\x80\0\0\x40\0\0\0\xc0\x40\0\0\x3f\0\0\0"s)) ==
        std::vector<std::complex<float>>{{1, 2}, {-3, .5f}});
  // One byte has no order.
  CHECK_FALSE(header_in(file(big("u1"), "ab")).swapped);
}

TEST_CASE("Fortran order becomes row-major", "[npy]") {
  std::string const header = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }";
  CHECK(data_in<std::uint8_t>(file(header, "\0\3\1\4\2\5"s)) == std::vector<std::uint8_t>{0, 1, 2, 3, 4, 5});
  // Past the piece that is read at once, and with three axes.
  gamut::index const extents[] = {70, 50, 40};
  std::vector<std::int32_t> in_file(70 * 50 * 40), expected(in_file.size());
  for (std::int32_t i = 0, offset = 0; i < 70; ++i)
    for (std::int32_t j = 0; j < 50; ++j)
      for (std::int32_t k = 0; k < 40; ++k, ++offset) {
        expected[std::size_t(offset)] = offset;
        in_file[std::size_t(i + extents[0] * (j + extents[1] * k))] = offset;
      }
  std::string const large = "{'descr': '=i4', 'fortran_order': True, 'shape': (70, 50, 40), }";
  CHECK(data_in<std::int32_t>(file(large, bytes_of(in_file))) == expected);
}

TEST_CASE("a bool is true or false, whatever the file's bytes", "[npy]") {
  std::string const header = "{'descr': '|b1', 'fortran_order': False, 'shape': (4,), }";
  CHECK(data_in<bool>(file(header, "\0\1\2\xff"s)) == std::vector<bool>{false, true, true, true});
}

TEST_CASE("a header may be any Python literal that says the same", "[npy]") {
  std::string const one(8, '\0');
  for (std::string const header :
       {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }          \n",
        "{'shape':(1,),'fortran_order':False,'descr':'=f8'}",
        "{'shape': (1L,), 'fortran_order': False, 'descr': 'f8'}",
        " {\n\t\"descr\" : \"|f8\" ,\n\t'fortran_order' : True , 'shape' : ( 1 , ) }\n"})
    for (char const version : {'\1', '\2', '\3'}) {
      npy::header const h = header_in(file(header, one, version));
      CHECK(h.shape == shape{1});
      CHECK(npy::matches<double>(h));
      CHECK_FALSE(npy::matches<float>(h));
      CHECK_FALSE(npy::matches<std::int64_t>(h));
      CHECK_FALSE(npy::matches<std::complex<float>>(h));
    }
  CHECK(header_in(file("{'descr': '<f8', 'fortran_order': False, 'shape': ()}", one)).shape.empty());
  CHECK(header_in(claiming("(2, 4,)")).shape == shape{2, 4});
}

TEST_CASE("other dtypes are refused by name", "[npy]") {
  for (std::string const descr :
       {"'<f16'", "'<c32'", "'<U5'", "'|S5'", "'<M8[s]'", "'<m8[s]'", "'|V3'", "''", "'<f3'", "'b'"}) {
    CAPTURE(descr);
    std::string const message = refusal<gamut::dtype_error>(
        file("{'descr': " + descr + ", 'fortran_order': False, 'shape': (0,), }"));
    CHECK(contains(message, "dtype " + descr + " is not read"));
  }
  CHECK(
      contains(refusal<gamut::dtype_error>(file("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }")),
               "dtype '|O' is an array of pickled Python objects"));
  CHECK(contains(
      refusal<gamut::dtype_error>(file("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': ()}")),
      "structured dtypes are not read"));
  // Read as something else than it is.
  CHECK(contains(refusal<gamut::dtype_error>(header_of<float>({0})), "the file holds float32, not float64"));
}

TEST_CASE("what is no .npy file is refused", "[npy]") {
  auto const refused = [](std::string const& bytes, std::string_view why) {
    CAPTURE(why);
    CHECK(contains(refusal<gamut::file_error>(bytes), why));
  };
  refused("", "no data left in file");
  refused("1 2 3\n4 5 6\n", "the magic string is not correct");
  refused("PK\x03\x04 and so on", "zip archive");
  refused("\x80\x04\x95 and so on", "a pickle");
  refused("\x93NUM", "cut short in its magic string");
  refused("\x93NUMPY\x04\0v\0{"s, "format version 4.0");
  refused("\x93NUMPY\x02\0\xff\xff\xff\xff{"s, "more than any array needs");
  refused("\x93NUMPY\x01\0\xff\xff{"s, "cut short in its header");
  refused(file("('descr', )"), "expected '{' at byte 0");
  refused(file("{'descr': '<f8', 'shape': ()}"), "lacks 'fortran_order'");
  refused(file("{'descr': '<f8', 'shape': (), 'fortran_order': 0}"), "expected True or False");
  refused(file("{'descr': '<f8', 'shape': (), 'fortran_order': False, 'x\x01': 1}"), "unknown key 'x?'");
  refused(file("{'descr': '<f8', 'shape': (), 'fortran_order': False} x"), "expected the end");
  refused(file("{'descr': '<f8, "), "a string that ends");
}

TEST_CASE("a header that lies about its shape is found out before anything is allocated", "[npy]") {
  auto const refused = [](std::string const& extents, std::string_view why) {
    CAPTURE(extents);
    CHECK(contains(refusal<gamut::file_error>(claiming(extents)), why));
  };
  CHECK(refusal<gamut::file_error>(claiming("(8,)")) == "read");
  refused("(9,)", "expected (9,) = 9 elements of float64, found only 8 (file seems not fully written?)");
  refused("(1000000000000000000,)", "found only 8");
  refused("(4611686018427387904, 8)", "too big for any array");
  refused("(4611686018427387904, 8, 0)", "too big for any array");
  refused("(9223372036854775808,)", "a dimension that no array can have");
  refused("(-1,)", "negative dimension");
  refused("(-2, -4)", "negative dimension");
  refused("(8)", "a tuple");
  refused("[8]", "expected '('");
  refused("8", "expected '('");
  refused("(8.0,)", "expected ')'");
  refused("(,)", "expected an integer");
  refused("(8,,)", "expected an integer");
  refused("(8", "expected an integer"); // it finds the closing brace
}

TEST_CASE("every way to cut a file short is noticed, from a pipe as well", "[npy]") {
  std::string const whole = header_of<double>({2, 3}) + bytes_of(std::vector<double>(6, 1.5));
  CHECK(refusal<gamut::file_error>(whole) == "read");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK(refusal<gamut::file_error>(whole.substr(0, length)) != "read");
    unseekable buffer(whole.substr(0, length));
    std::istream in(&buffer);
    CHECK_THROWS_AS(data_in<double>(in), gamut::file_error);
  }
  unseekable buffer(whole);
  std::istream in(&buffer);
  CHECK(data_in<double>(in) == std::vector<double>(6, 1.5));
}

TEST_CASE("a file that cannot be opened says why", "[npy]") {
  auto const reason = [](std::string const& path) {
    try {
      npy::open(path);
    } catch (gamut::file_error const& e) {
      return e.message();
    }
    return "opened"s;
  };
  CHECK(reason("no/such/a.npy") == "No such file or directory: 'no/such/a.npy'");
  std::string const folder = std::filesystem::temp_directory_path().string();
  CHECK(reason(folder) == "Is a directory: '" + folder + "'");
}
