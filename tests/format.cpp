// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The text of arrays. Every expected string is what NumPy 2.4 printed of the same array.
#include "catch.hpp"

#include <gamut/format.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

using gamut::print_options;
using gamut::detail::format_array;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

using shape = std::vector<gamut::index>;
using c128 = std::complex<double>;

/// The text of a row-major array.
template <class T>
std::string text(shape const& extents, std::vector<T> const& values, print_options const& options = {}) {
  auto const at = [&](std::span<gamut::index const> position) -> T {
    std::size_t offset = 0;
    for (std::size_t d = 0; d < position.size(); ++d)
      offset = offset * std::size_t(extents[d]) + std::size_t(position[d]);
    return values[offset];
  };
  return format_array<T>(std::span<gamut::index const>(extents), at, options);
}

/// A row.
template <class T = double>
std::string row(std::vector<T> const& values, print_options const& options = {}) {
  return text<T>({gamut::index(values.size())}, values, options);
}

template <class T>
std::string zero_d(T value) {
  return text<T>({}, {value});
}

/// np.arange(product of the shape), reshaped.
template <class T = std::int64_t>
std::string counting(shape const& extents, print_options const& options = {}) {
  gamut::index size = 1;
  for (gamut::index extent : extents) size *= extent;
  std::vector<T> values(static_cast<std::size_t>(size));
  std::iota(values.begin(), values.end(), T(0));
  return text<T>(extents, values, options);
}

} // namespace

TEST_CASE("booleans and integers take the width of the widest", "[format]") {
  CHECK(row<bool>({true, false}) == "[ True False]");
  CHECK(row<std::int8_t>({-128, 0, 127}) == "[-128    0  127]");
  CHECK(row<std::uint64_t>({18446744073709551615u, 0}) == "[18446744073709551615                    0]");
  CHECK(row<std::int64_t>({std::numeric_limits<std::int64_t>::min(), 1}) ==
        "[-9223372036854775808                    1]");
}

TEST_CASE("floats are aligned at the point and show their shortest digits up to the precision", "[format]") {
  CHECK(row({1, 2.5, -3}) == "[ 1.   2.5 -3. ]");
  CHECK(row({.1, 1. / 3}) == "[0.1        0.33333333]");
  CHECK(row({.123456785, 2.5}) == "[0.12345678 2.5       ]");
  CHECK(row({-0., 0.}) == "[-0.  0.]");
  CHECK(row<float>({.1f, 1.f / 3}) == "[0.1        0.33333334]");
  CHECK(row({1. / 3, 2.0625, 1e-3}, {.precision = 3}) == "[3.333e-01 2.062e+00 1.000e-03]");
  CHECK(row({.5, 1.5, 2.5}, {.precision = 0}) == "[0. 2. 2.]");
  CHECK(row({.1, 1. / 3}, {.precision = 17}) == "[0.1                0.3333333333333333]");
}

TEST_CASE("the notation changes with the magnitudes", "[format]") {
  CHECK(row({1e8, 1}) == "[1.e+08 1.e+00]");
  CHECK(row({1e-4, .01}) == "[0.0001 0.01  ]");
  CHECK(row({1e-5, 1}) == "[1.e-05 1.e+00]");
  CHECK(row({1, 1000}) == "[   1. 1000.]");
  CHECK(row({1, 1001}) == "[1.000e+00 1.001e+03]");
  CHECK(row({1e100, 1}) == "[1.e+100 1.e+000]");
  CHECK(row({1e308, 5e-324}) == "[1.e+308 5.e-324]");
  CHECK(row({123456.789, 1}) == "[1.23456789e+05 1.00000000e+00]");
  // A float32 has no more than six digits to spare.
  CHECK(row<float>({1e6f, 1}) == "[1.e+06 1.e+00]");
  CHECK(row<float>({999999, 1}) == "[9.99999e+05 1.00000e+00]");
  CHECK(row({1e-10, 6e-9, -1e-20, 1}, {.suppress = true}) ==
        "[ 0.          0.00000001 -0.          1.        ]");
  CHECK(row({1e-5, 2e5, .5}, {.suppress = true}) == "[     0.00001 200000.           0.5    ]");
}

TEST_CASE("the shortest digits of a power of two are those that read back", "[format]") {
  // The nearest eight digits, 1.2621774e-29, are those of the float below.
  CHECK(row<float>({std::ldexp(1.f, -96)}) == "[1.2621775e-29]");
  CHECK(row<float>({std::ldexp(1.f, -96), 1.25f}) == "[1.2621775e-29 1.2500000e+00]");
}

TEST_CASE("nan and inf are as wide as the numbers", "[format]") {
  CHECK(row({1.5, not_a_number, -inf}) == "[ 1.5  nan -inf]");
  CHECK(row({1e-5, not_a_number, -inf}) == "[1.e-05    nan   -inf]");
  CHECK(row({not_a_number, inf}) == "[nan inf]");
  CHECK(row({not_a_number}) == "[nan]");
  CHECK(row({-not_a_number}) == "[nan]");
  CHECK(row({-inf}) == "[-inf]");
  CHECK(row<float>({.1f, float(not_a_number)}) == "[0.1 nan]");
}

TEST_CASE("the parts of complex numbers have a format each", "[format]") {
  CHECK(row<c128>({{1, 2}, {-1.5, -.25}}) == "[ 1. +2.j   -1.5-0.25j]");
  CHECK(row<c128>({{1, 2}, {100.25, 0}}) == "[  1.  +2.j 100.25+0.j]");
  CHECK(row<c128>({{not_a_number, 1}, {1, -inf}}) == "[nan +1.j  1.-infj]");
  CHECK(row<c128>({{1e-5, 1e10}}) == "[1.e-05+1.e+10j]");
  CHECK(row<std::complex<float>>({{.1f, 1.f / 3}, {2, 0}}) == "[0.1+0.33333334j 2. +0.j        ]");
}

TEST_CASE("more dimensions: nested brackets, and blank lines between blocks", "[format]") {
  CHECK(row<double>({}) == "[]");
  CHECK(text<double>({3, 0, 2}, {}) == "[]");
  CHECK(counting({2, 3, 2}) == R"([[[ 0  1]
  [ 2  3]
  [ 4  5]]

 [[ 6  7]
  [ 8  9]
  [10 11]]])");
  CHECK(counting<double>({2, 1, 2, 1}) == R"([[[[0.]
   [1.]]]


 [[[2.]
   [3.]]]])");
}

TEST_CASE("what does not fit in a line goes on in the next", "[format]") {
  CHECK(counting({40}) == R"([ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39])");
  CHECK(counting({2, 15}, {.linewidth = 30}) == R"([[ 0  1  2  3  4  5  6  7  8
   9 10 11 12 13 14]
 [15 16 17 18 19 20 21 22 23
  24 25 26 27 28 29]])");
  CHECK(row({1, 2.5, 3}, {.linewidth = 6}) == "[1.\n 2.5\n 3. ]");
  // Narrower than its brackets.
  CHECK(counting({2, 3}, {.linewidth = 1}) == "[[0\n  1\n  2]\n [3\n  4\n  5]]");
}

TEST_CASE("large arrays are summarised", "[format]") {
  CHECK(counting({1001}) == "[   0    1    2 ...  998  999 1000]");
  CHECK(counting({100, 100}) == R"([[   0    1    2 ...   97   98   99]
 [ 100  101  102 ...  197  198  199]
 [ 200  201  202 ...  297  298  299]
 ...
 [9700 9701 9702 ... 9797 9798 9799]
 [9800 9801 9802 ... 9897 9898 9899]
 [9900 9901 9902 ... 9997 9998 9999]])");
  CHECK(counting<double>({2, 1000}) ==
        R"([[0.000e+00 1.000e+00 2.000e+00 ... 9.970e+02 9.980e+02 9.990e+02]
 [1.000e+03 1.001e+03 1.002e+03 ... 1.997e+03 1.998e+03 1.999e+03]])");
  CHECK(counting({8, 9, 2}, {.threshold = 5, .edgeitems = 2}) == R"([[[  0   1]
  [  2   3]
  ...
  [ 14  15]
  [ 16  17]]

 [[ 18  19]
  [ 20  21]
  ...
  [ 32  33]
  [ 34  35]]

 ...

 [[108 109]
  [110 111]
  ...
  [122 123]
  [124 125]]

 [[126 127]
  [128 129]
  ...
  [140 141]
  [142 143]]])");
}

TEST_CASE("of a summarised array only what is shown is read", "[format]") {
  // An array that no memory could hold.
  gamut::index const extent = gamut::index(1) << 30;
  shape const extents = {extent, extent};
  std::size_t reads = 0;
  auto const at = [&](std::span<gamut::index const> position) {
    ++reads;
    for (gamut::index i : position) CHECK((i < 3 || i >= extent - 3));
    return position[0] == position[1];
  };
  std::string const shown = format_array<bool>(std::span<gamut::index const>(extents), at, print_options{});
  CHECK(shown.starts_with("[[ True False False ... False False False]\n"));
  CHECK(reads <= 2 * 36);
}

TEST_CASE("an array without dimensions is written as its scalar", "[format]") {
  CHECK(zero_d(true) == "True");
  CHECK(zero_d(std::int8_t(-5)) == "-5");
  CHECK(zero_d(1.5) == "1.5");
  CHECK(zero_d(-0.) == "-0.0");
  CHECK(zero_d(1. / 3) == "0.3333333333333333");
  CHECK(zero_d(1e-5) == "1e-05");
  CHECK(zero_d(1e15) == "1000000000000000.0");
  CHECK(zero_d(1e16) == "1e+16");
  CHECK(zero_d(1e100) == "1e+100");
  CHECK(zero_d(not_a_number) == "nan");
  CHECK(zero_d(.1f) == "0.1");
  CHECK(zero_d(999999.f) == "999999.0");
  CHECK(zero_d(1e6f) == "1e+06");
  CHECK(zero_d(c128(1, 2)) == "(1+2j)");
  CHECK(zero_d(c128(0, 2)) == "2j");
  CHECK(zero_d(c128(0, -0.)) == "-0j");
  CHECK(zero_d(c128(-0., 1)) == "(-0+1j)");
  CHECK(zero_d(c128(not_a_number, -inf)) == "(nan-infj)");
  CHECK(zero_d(c128(.5, -1e-5)) == "(0.5-1e-05j)");
}

TEST_CASE("the options begin as NumPy's and can be changed", "[format]") {
  print_options& options = gamut::printoptions();
  CHECK(options.precision == 8);
  CHECK(options.threshold == 1000);
  CHECK(options.edgeitems == 3);
  CHECK(options.linewidth == 75);
  CHECK_FALSE(options.suppress);
  options.precision = 2;
  CHECK(row({1. / 3, 1}, gamut::printoptions()) == "[0.33 1.  ]");
  options = {};
  CHECK(gamut::printoptions().precision == 8);
}
