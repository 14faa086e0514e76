// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arguments that functions do not take, beside those of each function's own test: what is thrown, in NumPy's
// words where it has any. And the rarer ways in which a number is written and read.
#include "support.hpp"

#include <gamut/text.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <sstream>

TEST_CASE("what makes arrays refuses what it cannot make") {
  std::array<std::byte, 8> const bytes{};
  auto const taken = [&](gm::index count, gm::index offset) {
    return [&, count, offset] { gm::frombuffer<double, P>(bytes, count, offset); };
  };
  CHECK(throws<gm::value_error>(taken(-1, 9),
                                "offset must be non-negative and no greater than buffer length (8)"));
  CHECK(throws<gm::value_error>(taken(-1, 1), "buffer size must be a multiple of element size"));
  CHECK(throws<gm::value_error>(taken(2, 0), "buffer is smaller than requested size"));
  CHECK(throws<gm::value_error>([] { gm::geomspace<double, P>(-1, 1, 3); }, "cannot change its sign"));
  auto const bits = gm::zeros<std::uint8_t, P>(1);
  CHECK(throws<gm::value_error>([&] { gm::unpackbits(bits, 0, -9); }, "is larger than the number of bits 8"));
}

TEST_CASE("shapes and axes that do not fit") {
  auto const a = gm::ones<double, P>(2, 3);
  auto const none = gm::zeros<double, P>({3, 0});
  auto const total = [](auto const& lane) { return double(gm::sum(lane)); };
  CHECK(throws<gm::value_error>([&] { gm::apply_along_axis(total, 0, none); },
                                "Cannot apply_along_axis when any iteration dimensions are 0"));
  int calls = 0;
  CHECK(throws<gm::shape_error>(
      [&] { gm::apply_along_axis([&](auto const&) { return gm::ones<double, P>(++calls); }, 1, a); },
      "results of shapes (1,) and (2,)"));
  CHECK_THROWS_AS(gm::sum(a, gm::where = gm::ones<bool, P>(2, 2)), gm::shape_error);
  CHECK(
      throws<gm::index_error>([&] { gm::take_along_axis(a, gm::zeros<std::int64_t, P>(3, 3), 1); },
                              "shape mismatch: indexing arrays could not be broadcast together with shapes"));
  auto to = gm::ones<double, P>(2, 3);
  CHECK(throws<gm::shape_error>(
      [&] { gm::put_along_axis(to, gm::zeros<std::int64_t, P>(2, 1), gm::ones<double, P>(2, 3), 1); },
      "shape mismatch: value array of shape (2,3) could not be broadcast"));
  CHECK(throws<gm::linalg_error>(
      [] { gm::linalg::tensorsolve(gm::ones<double, P>(2, 3, 5), gm::ones<double, P>(2, 3)); },
      "Input arrays must satisfy the requirement prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])"));
}

TEST_CASE("words and ranges that mean nothing") {
  auto const a = gm::ones<double, P>(3);
  CHECK(throws<gm::value_error>([&] { gm::trim_zeros(a, "x"); }, "unexpected character(s) in `trim`: 'x'"));
  CHECK(throws<gm::value_error>([&] { gm::pad(a, 1, "maximum", gm::stat_length = 0); },
                                "stat_length of 0 yields no value for padding"));
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(throws<gm::value_error>(
      [&] {
        gm::histogram(a, 4, gm::range = std::pair{0., infinity});
      },
      "is not finite"));
}

TEST_CASE("draws of what there is not") {
  auto rng = gm::random::default_rng(1);
  auto const p = gm::array<double, P>({1., 0., 0.}), negative = gm::array<double, P>({1.5, -0.5, 0.});
  CHECK(throws<gm::value_error>([&] { rng.choice<P>(3, 2, gm::replace = false, gm::p = p); },
                                "Fewer non-zero entries in p than size"));
  CHECK(throws<gm::value_error>([&] { rng.choice<P>(3, 2, gm::p = negative); },
                                "Probabilities are not non-negative"));
  auto const drawn = [&](std::vector<std::int64_t> const& colors, char const* method) {
    return [&rng, colors, method] {
      gm::ndarray<std::int64_t, 1, P> const c = gm::array<std::int64_t, P>({colors[0], colors[1]});
      rng.multivariate_hypergeometric(c, 1, 2, method);
    };
  };
  constexpr std::int64_t large = std::int64_t(1) << 62;
  CHECK(throws<gm::value_error>(drawn({1, 2}, "x"), "method must be \"count\" or \"marginals\"."));
  CHECK(throws<gm::value_error>(drawn({1, -2}, "count"),
                                "colors must be a one-dimensional sequence of nonnegative integers"));
  CHECK(throws<gm::value_error>(drawn({1, 1'000'000'000}, "marginals"),
                                "sum(colors) must be less than 1000000000"));
  CHECK(throws<gm::value_error>(drawn({1, large / 2}, "count"), "must not exceed 1152921504606846975"));
  CHECK(throws<gm::value_error>(drawn({large, large}, "count"),
                                "the maximum value of a 64 bit signed integer"));
  CHECK(throws<gm::value_error>([&] { rng.dirichlet(gm::array<double, P>({-1., 1.})); }, "alpha < 0"));
}

TEST_CASE("signs, points and many digits of a written number are Python's") {
  auto const written = [](double x, char const* format) {
    std::ostringstream out;
    gm::savetxt(out, gm::array({x}), gm::fmt = format, gm::newline = "");
    return out.str();
  };
  CHECK(written(5, "% d") == " 5");
  CHECK(written(2.5, "%#g") == "2.50000");
  CHECK(written(1e-5, "%#.3g") == "1.00e-05");
  CHECK(written(3, "%#.0f") == "3.");
  CHECK(written(0.5, "%.140f") == "0.5" + std::string(139, '0'));
}

TEST_CASE("numbers that no double is near are read as zero or infinite") {
  std::istringstream text("0.000001e-400 1e99999999999999999999 -123456e400 0.0e999 1e-99999999999999999999");
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(same(gm::loadtxt<double, 1>(text), {0., infinity, -infinity, 0., 0.}));
}
