// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Random arrays are NumPy's, bit for bit, under every policy: rows/random.txt. (random_streams.cpp tests the
// streams at length, bit_generator.cpp the bits.)
#include "rows/rows.hpp"

TEST_CASE("Generator answers as NumPy's"){ROW_OPERANDS
#include "rows/random.inc"
}

TEST_CASE("default_rng draws what NumPy's draws") {
  auto rng = gm::random::default_rng(42);
  auto const a = rng.random<double, P>({2, 2});
  CHECK(same(a, {0x1.8c43f79a2db24p-1, 0x1.c16959869e47ep-2, 0x1.b79a2584ddb42p-1, 0x1.650d6c1c2c011p-1}));
  CHECK(double(rng.random<double, P>(1)(0)) == 0x1.81c01b5339380p-4); // the stream goes on
}

TEST_CASE("the legacy stream draws what NumPy's draws") {
  gm::random::seed(0);
  auto const a = gm::random::rand<double, P>(3);
  CHECK(same(a, {0x1.18fe1565f12a8p-1, 0x1.6e2d4cf608733p-1, 0x1.349d66b6e894bp-1}));
  CHECK(throws<gm::value_error>([] { gm::random::seed(std::uint64_t(1) << 32); },
                                "Seed must be between 0 and 2**32 - 1"));
}

TEST_CASE("large draws are the host's, split over threads or not") {
  auto const serial = [] {
    gm::set_num_threads(1);
    return gm::random::default_rng(7).random<double, gm::host>(200001);
  }();
  gm::set_num_threads(2);
  CHECK(identical(gm::random::default_rng(7).random<double, gm::host>(200001), serial));
  CHECK(identical(gm::random::default_rng(7).random<double, P>(200001), serial));
}

TEST_CASE("float32 draws take half of a draw each, whatever the shapes") {
  auto whole = gm::random::default_rng(5);
  auto parts = gm::random::default_rng(5);
  auto const a = whole.random<float, P>(100003);
  auto const b = parts.random<float, P>(3);
  auto const c = parts.random<float, P>(100000);
  CHECK(same(a(slice(3)), elements(b)));
  CHECK(same(a(slice(3, _)), elements(c)));
}

TEST_CASE("other generators draw under every policy what they draw on the host") {
  auto const compare = [](auto const& bits) {
    auto one = gm::random::Generator(bits), other = one;
    CHECK(identical(one.template random<double, P>(50001), other.template random<double, gm::host>(50001)));
    CHECK(identical(one.template random<float, P>(50001), other.template random<float, gm::host>(50001)));
    CHECK(one.random() == other.random());
  };
  compare(gm::random::PCG64DXSM(3));
  compare(gm::random::Philox(3));
  compare(gm::random::MT19937(3));
}

TEST_CASE("errors say what NumPy says, before anything is drawn") {
  auto rng = gm::random::default_rng(1);
  auto const start = rng.bit_generator();
  CHECK(throws<gm::value_error>([&] { rng.normal(0., -1.); }, "scale < 0"));
  CHECK(throws<gm::value_error>([&] { rng.beta(0., 1., 3); }, "a <= 0"));
  CHECK(throws<gm::value_error>([&] { rng.binomial(3, 1.5); }, "p < 0, p > 1 or p is NaN"));
  CHECK(throws<gm::value_error>(
      [&] {
        rng.binomial(3, gm::array({0.5, 1.5}));
      },
      "p < 0, p > 1 or p contains NaNs"));
  CHECK(throws<gm::value_error>([&] { rng.negative_binomial(0.5, 0.); }, "p <= 0, p > 1 or p contains NaNs"));
  CHECK(throws<gm::value_error>([&] { rng.poisson(1e19); }, "lam value too large"));
  CHECK(throws<gm::value_error>([&] { rng.poisson(rows::nan); }, "lam < 0 or lam is NaN"));
  CHECK(throws<gm::value_error>([&] { rng.zipf(1.); }, "a <= 1 or a is NaN"));
  CHECK(throws<gm::value_error>([&] { rng.triangular(1., 2., 1.5); }, "mode > right"));
  CHECK(throws<gm::value_error>([&] { rng.hypergeometric(3, 4, 8); }, "ngood + nbad < nsample"));
  CHECK(throws<gm::value_error>(
      [&] {
        rng.normal(gm::array({1., 2.}), 1., 3);
      },
      "Output size (3,) is not compatible with broadcast dimensions of inputs (2,)."));
  CHECK(throws<gm::shape_error>(
      [&] {
        rng.normal(gm::array({1., 2.}), gm::array({1., 2., 3.}));
      },
      "could not be broadcast together"));
  CHECK(throws<gm::value_error>([&] { rng.integers(5, 5); }, "low >= high"));
  CHECK(throws<gm::value_error>([&] { rng.integers(0); }, "high <= 0"));
  CHECK(
      throws<gm::value_error>([&] { rng.integers<std::int8_t>(-129, 5); }, "low is out of bounds for int8"));
  CHECK(throws<gm::value_error>([&] { rng.choice(3, 4, gm::replace = false); },
                                "Cannot take a larger sample than population when replace is False"));
  CHECK(rng.bit_generator() == start);
}
