// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Random arrays are NumPy's, bit for bit, under every policy. (bit_generator.cpp tests the streams at
// length.)
#include "support.hpp"

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
